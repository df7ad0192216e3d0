"""What differs between writing systems: how much a line of text says, and in which order its words are read."""

import re
from collections.abc import Iterable, Sequence

import msgspec

from chatdoc_server.parsing.pdf.model import Segment, Word

IDEOGRAPHS = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
"""Characters written without spaces between them, as the inside of a regular expression's class."""

_FIRST_RIGHT_TO_LEFT = "\u0590"
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")
_IDEOGRAPH = re.compile(f"[{IDEOGRAPHS}]")
_LETTER = re.compile(r"[^\W\d_]")
_ARABIC = re.compile("[\u0620-\u064a\u066e-\u06d3]")
_FIGURE = re.compile(r"(?=\D*\d)(?:[\d.,:;!?%+$€£¥،؛؟٪/–-])+")
_NUMBER = re.compile(r"\d+(?:[.,/:]\d+)*|\D")
_BEFORE = re.compile(r"([.,:;!?،؛؟]+)(.+)")


def letters(line: Segment) -> int:
    """How many letters the line's words have, an ideograph for two; words that begin otherwise do not count."""
    return sum([len(word.text) for word in line.words if word.text[0].isalpha()]) + ideographs(line)


def ideographs(line: Segment) -> int:
    """How many characters of the line are written without spaces, which says more about its length than its words."""
    return sum([len(_IDEOGRAPH.findall(word.text)) for word in line.words if not word.text.isascii()])


def is_ideographic(text: str) -> bool:
    """Whether there is a character in it that is written without spaces."""
    return not text.isascii() and bool(_IDEOGRAPH.search(text))


def is_right_to_left(texts: Iterable[str]) -> bool:
    """Whether most letters of the texts are of a script that runs from right to left."""
    right = total = 0
    for text in texts:
        total += len(text)
        if not text.isascii():
            right += len(_RIGHT_TO_LEFT.findall(text))
    return right * 2 > total - right > 0 or 0 < right == total


def in_order(lines: Sequence[Sequence[Word]]) -> Sequence[Sequence[Word]]:
    """The lines with the words of each, given from left to right, in the order in which they are read.

    It is what the Unicode Bidirectional Algorithm (UAX 9) does, the other way round and for whole words: words of a
    line that runs to the left are turned around, but for stretches of Latin in it, and of a line that runs to the
    right the stretches that run to the left.
    """
    if all(map(str.isascii, [word.text for line in lines for word in line])):
        return lines
    if not any(_has_right_to_left(word.text) for line in lines for word in line):
        return lines
    right_to_left = is_right_to_left(word.text for line in lines for word in line)
    if right_to_left:
        arabic = any(_ARABIC.search(word.text) for line in lines for word in line)
        lines = [[_figure(word, arabic) for word in line] for line in lines]
    return [_logical(line, right_to_left) for line in lines]


def _figure(word: Word, arabic: bool) -> Word:
    """A figure of a line that runs to the left, with its signs where they are read; brackets are left as they are.

    The PDF library gives such words as they look. After Arabic letters signs around a number and between two run to
    the left, but for those inside a number (UAX 9, rules W2 and W4); after others only what ends the sentence does.
    """
    if not _FIGURE.fullmatch(word.text) or word.text.isdecimal():
        return word
    if arabic:
        return msgspec.structs.replace(word, text="".join(_NUMBER.findall(word.text)[::-1]))
    moved = _BEFORE.fullmatch(word.text)
    return msgspec.structs.replace(word, text=moved[2] + moved[1][::-1]) if moved else word


def _has_right_to_left(text: str) -> bool:
    return not text.isascii() and max(text) >= _FIRST_RIGHT_TO_LEFT and bool(_RIGHT_TO_LEFT.search(text))


def _logical(line: Sequence[Word], right_to_left: bool) -> list[Word]:
    words = list(line[::-1] if right_to_left else line)
    against = [_runs_against(word.text, right_to_left) for word in words]
    result: list[Word] = []
    at = 0
    while at < len(words):
        stop = at + 1
        if against[at]:
            for end in range(at + 1, len(words)):
                if against[end]:
                    stop = end + 1
                elif _LETTER.search(words[end].text):
                    break
            result += words[at:stop][::-1]
        else:
            result.append(words[at])
        at = stop
    return result


def _runs_against(text: str, right_to_left: bool) -> bool:
    is_right = bool(_RIGHT_TO_LEFT.search(text))
    return is_right != right_to_left and bool(_LETTER.search(text))
