"""Sections that a question names: "the section on leases", "under “Risk factors”", 「概要」."""

import re

_QUOTED = re.compile(r"[“\"«„「『《]([^”\"»“」』》]{2,120})[”\"»“」』》]")
_KINDS = r"(?:section|sub-?section|chapter|part|heading|headed|note|item|article|clause|appendix|annex|paragraph)s?"
_AFTER = re.compile(
    rf"\b{_KINDS}\s+(?:[\dA-Z.]{{1,6}}\s*)?(?:on|about|titled|entitled|called|named|headed|of|covering|regarding|for)\s+"
    r"(?:the\s+)?([^,.;:?!()]{2,80})",
    re.IGNORECASE,
)
_BEFORE = re.compile(rf"\b(?:in|under|from|see|of|the)\s+(?:the\s+)?([^,.;:?!()]{{2,60}}?)\s+{_KINDS}\b", re.IGNORECASE)


def sections_in(question: str) -> str:
    """The words in which a question may name a section, each phrase on a line; empty for none."""
    found = [match[1] for pattern in (_QUOTED, _AFTER, _BEFORE) for match in pattern.finditer(question)]
    return "\n".join(dict.fromkeys(phrase.strip() for phrase in found))
