"""Text to sentences."""

import re
from collections.abc import Iterator

_END = re.compile(
    r"[.!?]+[\"'”’)\]]*(?=\s+[\"'“‘(\[]?[A-Z0-9•])|[。！？]+[」』”’）]*|\n{2,}|\n(?=\s*[•▪◦–-]\s)|(?=[•▪◦]\s)"
)
_ABBREVIATION = re.compile(
    r"(?:^|[\s(“\"'])(?:[A-Za-z]|(?:[A-Za-z]\.)+[A-Za-z]|Inc|Corp|Co|Ltd|LLC|Mr|Mrs|Ms|Dr|Prof|Sr|Jr|St|No|Nos|vs|etc|cf|al"
    r"|approx|est|Fig|Figs|Eq|Eqs|Sec|Secs|Art|Vol|pp|p|ed|eds|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Dept"
    r"|Gov|Gen|Sen|Rep|Rev|Hon|Bros|Mt|Ave|Blvd|Rd|U\.S|e\.g|i\.e)\.$"
)
_NEVER_ENDS = re.compile(
    r"(?:^|[\s(“\"'])(?:Mr|Mrs|Ms|Dr|Prof|No|Nos|vs|cf|Fig|Figs|Eq|Eqs|Sec|Secs|Art|Vol|pp|e\.g|i\.e|St)\.$"
)
_USUAL_OPENERS = """
    The A An This These Those It In We Our On For As At By He She They If However During Under"""
_OPENERS = frozenset(_USUAL_OPENERS.split())


def split(text: str) -> Iterator[tuple[int, int]]:
    """The half-open character ranges of a text's sentences, without the spaces around them.

    Knows that "Inc.", "U.S." or "3.5" end nothing by themselves. A rule of thumb for Latin scripts and CJK;
    what it can't tell apart stays one sentence.
    """
    start = 0
    for found in _END.finditer(text):
        if _is_abbreviation(text, start, found.end()):
            continue
        yield from _trimmed(text, start, found.end())
        start = found.end()
    yield from _trimmed(text, start, len(text))


def _is_abbreviation(text: str, start: int, end: int) -> bool:
    """Whether the full stop before `end` belongs to an abbreviation inside a sentence.

    "Apple Inc. The …" does end: an abbreviation that may close a sentence does when a usual opener follows.
    """
    before = text[max(start, end - 12) : end]
    if not before.endswith(".") or _ABBREVIATION.search(before) is None:
        return False
    if _NEVER_ENDS.search(before):
        return True
    following = text[end : end + 16].split(maxsplit=1)
    return not following or following[0].rstrip(",") not in _OPENERS


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    begin = start + len(piece) - len(piece.lstrip())
    stop = begin + len(piece.strip())
    if stop > begin:
        yield begin, stop
