"""A cheap look at the digits of a text, before its quantities are read: whether they may be those of a figure."""

import re
from decimal import Decimal

from chatdoc_server.citations.verification.quantities import Quantity

_RUN = re.compile(r"\d(?:[\d.,'’]*\d)?")
_SPACED = re.compile(r"\d{1,3}(?: \d{3})+(?:[.,]\d+)?")
_NUMBER = re.compile(r"\d{1,3}(?:[.,'’]\d{2,3})*(?:[.,]\d+)?|\d+(?:[.,]\d+)?")
_SEPARATORS = str.maketrans("", "", ".,'’ ")
_LETTER = re.compile(r"[^\W\d_]")
_CLOSE = 0.06
"""How far the digits of a rounded figure may be off."""
_MOST_IN_WORDS = 99
"""The largest number that is read where it is written out."""

Digits = tuple[float, ...] | None
"""The digits of each number of a text as a fraction from 0.1 to 1, whatever its decimals and scale; None for any."""


def digits_of(text: str) -> Digits:
    """The digits of a text that has ASCII digits; None where they can't be told without reading it."""
    found: list[float] = []
    for run in _RUN.findall(text):
        if _NUMBER.fullmatch(run) is None:
            return None
        found.append(_fraction(run))
    if " " in text:
        found += map(_fraction, _SPACED.findall(text))
    return tuple(found)


class Looked:
    """A figure that is looked for."""

    def __init__(self, figure: Quantity) -> None:
        self._any = figure.about
        self._words = figure.printed <= _MOST_IN_WORDS
        self._own = _fraction_of(figure.printed)

    def may_stand_in(self, text: str, digits: Digits) -> bool:
        """Whether a text may state it, as it is or rounded; "no" is sure of figures that tell two digits or more."""
        if digits is None or self._any:
            return True
        if self._words and _LETTER.search(text):
            return True
        return any(_is_close(self._own, one) for one in digits)


def _is_close(one: float, other: float) -> bool:
    if not one or not other:
        return one == other
    ratio = one / other
    return any(abs(ratio * power - 1) <= _CLOSE for power in (1.0, 10.0, 0.1))


def _fraction(number: str) -> float:
    return float(f"0.{number.translate(_SEPARATORS).lstrip('0') or '0'}")


def _fraction_of(number: Decimal) -> float:
    return float(f"0.{''.join(map(str, number.as_tuple().digits)).lstrip('0') or '0'}")
