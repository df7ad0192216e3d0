"""A row's words to tokens: what would stand in one cell, signs folded into their numbers."""

import re
from enum import Enum

import msgspec

from chatdoc_server.parsing.pdf.model import Row, Word

CELL_GAP = 0.55
"""Font heights. Over 22 filings, gaps between words of a phrase end at 0.5 and gaps between cells start at 0.6."""

_SIGN_GAP = 0.15
_TAIL_GAP = 3.0
_PROSE_WORDS = 12

_CURRENCY = re.compile(r"^\(?(?:US|C|A|HK)?[$€£¥]\(?$|^\($")
_LONGEST_CURRENCY = 5
_UNSPACED = "\u2e80"
_LONE = re.compile(r"^[$€£¥%()]+$")
_SIGN = re.compile(r"^(?:US|C|A|HK)?[$€£¥]$")
_SIGNS = "$€£¥"
_GLUED_SIGN = re.compile(r"^([$€£¥]?\(?\d[\d,.]*[)%]{0,2}|[-–—])([$€£¥])$")
_SIGN_WIDTH = 0.45
_TAIL = re.compile(r"^[)%]+(?:\(\w\))?$|^(?:pts?|bps|x)\.?$")
_NUMBER = re.compile(
    r"^[-+(–—−~<>]*(?:US)?[$€£¥]?[-+(–—−]*(?:\d[\d,.]*|\.\d+)(?:[)%x]|pts?\.?|bps)*(?:\([\w,]{1,3}\)|\*{1,2})?$"
)
_ABSENT = re.compile(r"^[$€£¥]?\(?[-–—−]{1,3}\)?%?$|^(?:n/?[am]|n\.[am]\.?)$", re.IGNORECASE)
_LONGEST_ABSENT = 2
"""Letters that say that there is no value, as "na"."""

_NOTE = re.compile(r"^\([a-z\d]{1,2}\)$")
_RAISED = 0.85
_YEAR = re.compile(r"^(?:19|20)\d\d(?:\([\w,]{1,3}\)|[A-Z*])?$")

_DAY_AND_YEAR = re.compile(r"^\d{1,2},(?:19|20)\d\d$")


class Kind(Enum):
    """What a token says."""

    TEXT = 1
    NUMBER = 2
    YEAR = 3


class Token(msgspec.Struct, gc=False):
    """Words of one cell on one line."""

    words: list[Word]
    left: float
    top: float
    right: float
    bottom: float
    kind: Kind

    @property
    def is_value(self) -> bool:
        """Whether it is a number, a year, or a sign that there is none."""
        return self.kind is not Kind.TEXT

    @property
    def middle(self) -> float:
        """Its horizontal middle."""
        return (self.left + self.right) / 2

    @property
    def core(self) -> float:
        """The left edge of its figure, a currency sign before it left aside."""
        for word in self.words:
            if len(word.text) > _LONGEST_CURRENCY or not _CURRENCY.match(word.text):
                return word.left
        return self.left

    @property
    def length(self) -> int:
        """How many words it has; of scripts without spaces two characters count as one."""
        return sum(len(word.text) // 2 if word.text[0] >= _UNSPACED else 1 for word in self.words)

    @property
    def text(self) -> str:
        """The words parted by spaces."""
        return " ".join(word.text for word in self.words)


def tokens(row: Row) -> list[Token]:
    """The tokens of a row, left to right."""
    if len(row) == 1 and _is_prose(row[0].words):
        return [token(row[0].words)]
    groups: list[list[Word]] = []
    for part in row:
        start_of_part = True
        for word in _unglued(part.words):
            if groups and _belongs(groups[-1], word, start_of_part):
                groups[-1].append(word)
            else:
                groups.append([word])
            start_of_part = False
    return [token(group) for group in _fold(groups)]


def is_sign(found: Token) -> bool:
    """Whether it says nothing but "$", "%" or a bracket, which belong to a number."""
    return all(_LONE.match(word.text) for word in found.words)


def _unglued(words: list[Word]) -> list[Word]:
    """The words, a currency sign drawn right after a number parted from it: it belongs to what follows."""
    for word in words:
        if word.text[-1] in _SIGNS:
            break
    else:
        return words
    result = []
    for word in words:
        found = _GLUED_SIGN.match(word.text)
        if found:
            edge = max(word.right - _SIGN_WIDTH * (word.bottom - word.top), (word.left + word.right) / 2)
            result.append(msgspec.structs.replace(word, text=found[1], right=edge))
            result.append(msgspec.structs.replace(word, text=found[2], left=edge, glued=False))
        else:
            result.append(word)
    return result


def token(words: list[Word]) -> Token:
    """One token of the words."""
    first, last = words[0], words[-1]
    if first is last:
        return Token(words, first.left, first.top, first.right, first.bottom, _kind(words))
    top = min([word.top for word in words])
    bottom = max([word.bottom for word in words])
    return Token(words, first.left, top, last.right, bottom, _kind(words))


def _is_prose(words: list[Word]) -> bool:
    """Whether a row of one segment is so clearly running text that a closer look is not worth its time."""
    return len(words) >= _PROSE_WORDS and len([word for word in words if word.text[-1].isdigit()]) < 3


def _belongs(group: list[Word], word: Word, starts_part: bool) -> bool:
    last, height, text = group[-1], word.height, word.text
    gap = (word.left - last.right) / max(height, 1.0)
    if gap >= CELL_GAP:
        return False
    # "9,332 $ 467": the sign belongs to what follows, however close it stands to what precedes.
    if len(text) <= _LONGEST_CURRENCY and _CURRENCY.match(text) and text != "(":
        return gap < _SIGN_GAP and last.text[-1].isalpha()
    return not (starts_part and gap < -1)


def _fold(groups: list[list[Word]]) -> list[list[Word]]:
    """Join signs that stand apart with their number: currency before it, brackets and percent after it."""
    if len(groups) < 2:
        return groups
    result: list[list[Word]] = []
    for group in groups:
        if result:
            last = result[-1]
            opens = len(last) == 1 and _CURRENCY.match(last[0].text)
            if (opens and _is_value(group)) or (len(group) == 1 and _closes(last, group[0])):
                last.extend(group)
                continue
            if len(last) > 1 and _SIGN.match(last[-1].text) and _is_value(group) and not _is_signed(group):
                # A sign that follows a label or another number closely belongs to the number after it.
                result.append([last.pop(), *group])
                continue
        result.append(list(group))
    return result


def _closes(before: list[Word], word: Word) -> bool:
    """Whether a lone word ends what stands before it: a bracket, a percent sign, a footnote's mark."""
    if (word.left - before[-1].right) / max(word.height, 1.0) >= _TAIL_GAP:
        return False
    return bool(_TAIL.match(word.text) and _has_figure(before)) or _is_note(before[-1], word)


def _is_signed(group: list[Word]) -> bool:
    return any(sign in group[0].text for sign in _SIGNS)


def _is_note(before: Word, word: Word) -> bool:
    """Whether the word is a raised footnote mark, "(1)", of what stands before it."""
    return word.height < _RAISED * before.height and bool(_NOTE.match(word.text))


def _has_figure(words: list[Word]) -> bool:
    return any(character.isdigit() for character in words[-1].text) or bool(_ABSENT.match(words[-1].text))


def _is_number(text: str) -> bool:
    return bool(_NUMBER.match(text) or _ABSENT.match(text))


def _is_value(words: list[Word]) -> bool:
    return _is_number("".join(word.text for word in words))


def _kind(words: list[Word]) -> Kind:
    if len(words) > 5:
        return Kind.TEXT
    text = words[0].text if len(words) == 1 else "".join([word.text for word in words])
    if text.isalpha() and len(text) > _LONGEST_ABSENT:
        return Kind.TEXT
    if _YEAR.match(text):
        return Kind.YEAR
    if _DAY_AND_YEAR.match(text):
        return Kind.TEXT
    return Kind.NUMBER if _is_number(text) else Kind.TEXT
