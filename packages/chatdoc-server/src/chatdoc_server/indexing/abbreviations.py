"""Abbreviations that a document explains itself: "property, plant and equipment (“PP&E”)", "Bank Negara (BNM)".

After Schwartz & Hearst 2003, "A Simple Algorithm for Identifying Abbreviation Definitions in Biomedical Text": a short
form in parentheses, and before it the shortest run of words in which its letters stand in order, the first at the
beginning of a word.
"""

import re
from collections.abc import Iterable

MOST = 400
"""Abbreviations of one document that are kept."""

_PARENTHESES = re.compile(
    r"\((?:the |or |hereinafter |collectively,? )?[“\"'‘]?(?P<short>[^\W_][\w&./-]{1,9})"
    r"[”\"'’,]?(?:[;,] [^()]{0,60})?\)"
)
_SENTENCE = re.compile(r"[.;:!?)]\s")


def abbreviations(texts: Iterable[str]) -> dict[str, str]:
    """The short forms that some texts explain, as printed, each with its first long form."""
    found: dict[str, str] = {}
    for text in texts:
        if "(" not in text:
            continue
        for match in _PARENTHESES.finditer(text):
            short = match["short"].rstrip(".")
            if short in found or not _is_short(short):
                continue
            if long := _long_form(short, text[max(0, match.start() - 160) : match.start()]):
                found[short] = long
                if len(found) == MOST:
                    return found
    return found


def _is_short(short: str) -> bool:
    """Whether something in parentheses may be an abbreviation: two capitals, or a capital beside a figure or a sign."""
    capitals = sum(character.isupper() for character in short)
    return capitals >= 2 and sum(map(str.isalnum, short)) >= 2


def _long_form(short: str, before: str) -> str:
    """The words right before a short form that it stands for; empty when none do."""
    before = _SENTENCE.split(before)[-1].rstrip(" ,“\"'‘")
    # At most as many words as the paper allows: five more than letters, or twice as many.
    letters = [character.lower() for character in short if character.isalnum()]
    starts = [match.start() for match in re.finditer(r"\S+", before)]
    starts = starts[-min(len(letters) + 5, 2 * len(letters)) :]
    if not starts:
        return ""
    candidate = before[starts[0] :]
    place = len(candidate) - 1
    for number in range(len(letters) - 1, -1, -1):
        while place >= 0 and (
            candidate[place].lower() != letters[number]
            or (number == 0 and place > 0 and candidate[place - 1].isalnum())
        ):
            place -= 1
        if place < 0:
            return ""
        place -= 1
    long = candidate[place + 1 :].strip()
    words = long.split()
    return long if len(words) >= 2 and len(long) > len(short) and short not in words else ""
