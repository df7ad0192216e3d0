"""What a heading is numbered by: "1.2", "Article IV", "Section 3.2", "第一章", "（一）", "§ 5"."""

import re
from functools import lru_cache
from typing import NamedTuple


class Number(NamedTuple):
    """A heading's number: its family, how deep it is within that family (0 outermost), and where the title starts.

    Of the family "named" `depth` is the rank of the word that stands before the number: a part holds chapters.
    """

    family: str
    depth: int
    end: int

    @property
    def is_firm(self) -> bool:
        """Whether headings of this number are of one level, however each is set."""
        return self.family == "named" or (self.family == "decimal" and self.depth > 0)


NAMED = "named"
DECIMAL = "decimal"
BRACKETED = "bracketed"

_ROMAN = r"[IVXLC]+"
_COUNT = rf"(?:\d{{1,3}}|{_ROMAN}|[A-Z])"
_CJK = "[〇零一二三四五六七八九十百千两0-9０-９]+"
_END = r"(?=[\s.:：—–、,-]|$)"
# Outermost first: what holds what in books, laws, contracts and filings.
_NAMES = (
    rf"(?i:part|book|volume|partie|parte|teil)\s+(?:{_COUNT}|(?i:one|two|three|four|five)){_END}|第{_CJK}(?:部分|编|篇|卷)",
    rf"(?i:chapter|appendix|annex|schedule|exhibit|attachment|chapitre|cap[ií]tulo|kapitel|anhang)\s+{_COUNT}"
    rf"(?:[.-]\d+)*{_END}|第{_CJK}章|附录{_CJK}?|附件{_CJK}?",
    rf"(?i:article|item|title|artikel)\s+{_COUNT}[A-Z]?{_END}",
    rf"(?i:section|sec\.|abschnitt|sección)\s+{_COUNT}(?:\.\d+)*{_END}|§+\s*\d+|第{_CJK}[节節]",
    rf"(?i:note)\s+\d{{1,2}}[A-Z]?{_END}|第{_CJK}[条條]",
)
_NAMED = re.compile("|".join(f"(?P<n{rank}>{pattern})" for rank, pattern in enumerate(_NAMES)))
_TAIL = re.compile(r"[\s.:：—–、,-]*")
_FAMILIES = (
    (DECIMAL, re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,5})(?:[.)、：:]|(?=[\s\u2e80-\u9fff]))[\s.]*(?=[^\W\d]|[\"“'(《])")),
    ("lettered", re.compile(r"([A-Z](?:\.\d{1,2}){1,4})\.?\s+(?=\w)")),
    ("roman", re.compile(rf"({_ROMAN})\.\s+(?=\w)")),
    ("letter", re.compile(r"([A-Z])[.)]\s+(?=\w)")),
    (f"{BRACKETED}-roman", re.compile(r"\(?([ivx]{2,5})\)\s*(?=\w)")),
    (f"{BRACKETED}-letter", re.compile(r"\(?([a-z])\)\s*(?=\w)")),
    (f"{BRACKETED}-number", re.compile(r"[(（](\d{1,2})[)）]\s*(?=\w)")),
    ("cjk", re.compile(rf"({_CJK})、\s*(?=\w)")),
    (f"{BRACKETED}-cjk", re.compile(rf"[(（]({_CJK})[)）][、\s]*(?=\w)")),
)


@lru_cache(maxsize=4096)
def number(text: str) -> Number | None:
    """The number that a heading's text starts with, None for none."""
    match = _NAMED.match(text)
    if match and match.lastgroup:
        tail = _TAIL.match(text, match.end())
        return Number(NAMED, int(match.lastgroup[1:]), tail.end() if tail else match.end())
    for family, pattern in _FAMILIES:
        match = pattern.match(text)
        if match:
            return Number(family, match[1].count("."), match.end())
    return None


def is_bare(text: str) -> bool:
    """Whether the text is a number and no title: "Item 1.", "3.2", "第一章"."""
    found = number(f"{text} x")
    return found is not None and found.end > len(text)
