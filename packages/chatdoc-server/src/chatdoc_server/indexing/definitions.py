"""Terms that a text defines: "“Affiliate” means …", "Biochar is a …", 「X是指…」."""

import re
from collections.abc import Iterator

_TERM = r"(?:[^\W_][\w’'&/-]*\s+){0,4}[^\W_][\w’'&/-]*"
_BEGINS = r"(?:^|(?<=[.!?:;]\s)|(?<=[.!?:;]\s\s)|(?<=\n))"
_QUOTED = r"[“\"„«]([^“”\"„«»\n]{2,60})[”\"“»]"
_SENTENCES = {
    "en": (
        rf"{_BEGINS}(?:an?\s+|the\s+)?({_TERM})\s+(?:is|are)\s+(?:an?|any|one|the)\b",
        rf"{_BEGINS}(?:an?\s+|the\s+)?({_TERM})\s+(?:is|are)\s+(?:defined|calculated|computed|determined)\b",
        rf"{_BEGINS}(?:an?\s+|the\s+)?({_TERM})\s+(?:means?|refers?\s+to|denotes?|stands?\s+for|consists?\s+of)\b",
        rf",\s+({_TERM}),\s+(?:is|are)\s+(?:an?|any|one|the)\b",
        rf"{_QUOTED}\s+(?:\([^()]*\)\s*)?(?:means?|shall\s+mean|is|are|refers?|has\s+the\s+meaning|stands?\s+for)\b",
    ),
    "de": (
        rf"{_BEGINS}(?:eine?\s+|der\s+|die\s+|das\s+)?({_TERM})\s+(?:ist|sind)\s+(?:eine?|der|die|das|jede)\w?\b",
        rf"{_QUOTED}\s+(?:ist|sind|bedeutet|bezeichnet|meint)\b",
    ),
    "fr": (
        rf"{_BEGINS}(?:une?\s+|l[ea]\s+|les\s+|l['’])?({_TERM})\s+(?:est|sont)\s+(?:une?|l[ea]|des|l['’])",
        rf"{_QUOTED}\s+(?:désigne|signifie|s['’]entend|est)\b",
    ),
    "es": (
        rf"{_BEGINS}(?:una?\s+|el\s+|la\s+|los\s+|las\s+)?({_TERM})\s+(?:es|son)\s+(?:una?|el|la|los|las)\b",
        rf"{_QUOTED}\s+(?:significa|designa|es)\b",
    ),
    "zh": (
        r"(?:^|(?<=[。；：\n]))\s*[“「]?([^，。；：“”「」\s]{1,20}?)[”」]?\s*"
        r"(?:是指|是一[种種个個类類]|指的是|是指的|系指|係指|，?是用[来來]|即)",
        r"[“「]([^“”「」]{1,20})[”」]\s*(?:是指|指|系指|係指|是)",
    ),
}
_PATTERNS = {
    language: tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)
    for language, patterns in _SENTENCES.items()
}


def defined(text: str, language: str) -> Iterator[str]:
    """The terms that sentences of a text say the meaning of, as they stand there; those of unknown language as English.

    In languages without patterns nothing is found.
    """
    # Single spaces keep the patterns' cost in proportion to the text.
    text = "\n".join(" ".join(line.split()) for line in text.split("\n"))
    for pattern in _PATTERNS.get(language or "en", ()):
        for match in pattern.finditer(text):
            yield match[1].strip()
