"""Abbreviations that a document explains itself: "property, plant and equipment (“PP&E”)", "Bank Negara (BNM)".

After Schwartz & Hearst 2003, "A Simple Algorithm for Identifying Abbreviation Definitions in Biomedical Text": a short
form in parentheses, and before it the shortest run of words in which its letters stand in order, the first at the
beginning of a word. Words that begin with its letters one by one go before what only holds them somewhere: the paper's
search alone takes "PP&E" for "plant and equipment".
"""

import re
from collections.abc import Iterable, Sequence

from chatdoc_server.indexing.terms import FUNCTION_WORDS

MOST = 400
"""Abbreviations of one document that are kept."""

_PARENTHESES = re.compile(
    r"\((?:the |or |hereinafter |collectively,? )?[“\"'‘]?(?P<short>[^\W_][\w&./-]{1,9})"
    r"[”\"'’,]?(?:[;,] [^()]{0,60})?\)"
)
_SENTENCE = re.compile(r"[.;:!?)]\s|[\n\t•]")


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
    letters = [character.lower() for character in short.removesuffix("s") if character.isalnum()]
    # At most as many words as the paper allows: five more than letters, or twice as many.
    starts = [match.start() for match in re.finditer(r"\S+", before)][-min(len(letters) + 5, 2 * len(letters)) :]
    candidate = before[starts[0] :] if starts else ""
    place = _by_initials(letters, candidate)
    place = _by_letters(letters, candidate) if place < 0 else place
    long = candidate[place:].strip() if place >= 0 else ""
    return long if len(long.split()) >= 2 and len(long) > len(short) and short not in long.split() else ""


def _by_initials(letters: Sequence[str], candidate: str) -> int:
    """Where words begin whose first letters, function words aside, are the letters; -1 for nowhere."""
    words = [(match.start(), match.group().lower()) for match in re.finditer(r"[^\W_]+", candidate)]
    number = len(letters) - 1
    for start, word in reversed(words):
        if word[0] == letters[number]:
            number -= 1
            if number < 0:
                return start
        elif word not in FUNCTION_WORDS:
            return -1
    return -1


def _by_letters(letters: Sequence[str], candidate: str) -> int:
    """The paper's search: each letter from the last to the first, the first at the beginning of a word; or -1."""
    place = len(candidate)
    for number in range(len(letters) - 1, -1, -1):
        place -= 1
        while place >= 0 and (
            candidate[place].lower() != letters[number]
            or (number == 0 and place > 0 and candidate[place - 1].isalnum())
        ):
            place -= 1
        if place < 0:
            return -1
    return place
