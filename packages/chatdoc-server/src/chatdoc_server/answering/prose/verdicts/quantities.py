"""Quantities of a clause as intervals, so that "more than 30 days" can be held against "45 days".

A quantity entails another when its interval lies in the other's, and denies it when the two have nothing in common
(MacCartney and Manning, "Natural Logic for Textual Inference", 2007, treat figures so).
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

_COMPARING = {
    "above": r"more than|over|above|exceed(?:s|ed|ing)?|greater than|higher than|longer than|in excess of",
    "least": r"at least|no less than|not less than|a minimum of|no fewer than|not fewer than",
    "below": r"less than|under|below|fewer than|lower than|shorter than",
    "most": r"(?:not )?(?:to )?exceeding|not exceed|up to|at most|no more than|not more than|a maximum of"
    r"|no longer than|not longer than",
}
_WORDS = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty"""
_TENS = {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_NUMBERS = {word: float(value) for value, word in enumerate(_WORDS.split())} | {k: float(v) for k, v in _TENS.items()}
_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "hundred": 1e2}
_UNITS = {
    "day": ("day", 1.0),
    "week": ("day", 7.0),
    "month": ("month", 1.0),
    "year": ("month", 12.0),
    "hour": ("hour", 1.0),
    "minute": ("hour", 1 / 60),
    "percent": ("%", 1.0),
    "dollar": ("$", 1.0),
    "usd": ("$", 1.0),
    "euro": ("€", 1.0),
    "eur": ("€", 1.0),
    "pound": ("£", 1.0),
    "litre": ("litre", 1.0),
    "liter": ("litre", 1.0),
    "kg": ("kg", 1.0),
    "g": ("kg", 0.001),
    "km": ("m", 1000.0),
    "metre": ("m", 1.0),
    "meter": ("m", 1.0),
    "m": ("m", 1.0),
}
"""What a unit measures, and how much of that."""
_MEASURED = frozenset(measured for measured, _ in _UNITS.values())
_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBER = re.compile(rf"(?<![\w.,])[-−]?\d[\d,]*(?:\.\d+)?(?!\w)|\b(?:{'|'.join(_NUMBERS)})\b", re.IGNORECASE)
_BEFORE = re.compile(
    "(?:" + "|".join(rf"(?P<{name}>\b(?:{words})\s+)" for name, words in _COMPARING.items()) + r")?"
    r"(?P<currency>[$€£]\s?)?$",
    re.IGNORECASE,
)
"""What stands before a number: how it is compared, and its currency."""
_AFTER = re.compile(rf"(?:[\s-](?P<scale>{'|'.join(_SCALES)})\b)?(?:\s?(?P<unit>%|°\s?[CF]|[^\W\d_]+))?", re.IGNORECASE)
"""What stands behind it: its scale, and its unit."""
_RANGE = re.compile(r"\b(?:between|from)\s+(?:\S*\d\S*\s+(?:\w+\s+)?(?:and|to)\s+)?[$€£]?$", re.IGNORECASE)
_REACH = 20
"""Characters before a number that tell how it is compared."""
_NO_UNITS = """
    of in or and to the at on for with a an per from by is are was were times which that it as than more less other
    others such different single"""


class Relation(Enum):
    """What one quantity says of another."""

    WITHIN = "within"
    APART = "apart"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Quantity:
    """An interval of what a unit measures, open or closed at its ends; `start` and `end` are its characters."""

    low: float
    high: float
    open_low: bool
    open_high: bool
    unit: str
    start: int
    end: int

    @property
    def exact(self) -> bool:
        """Whether it is one value."""
        return self.low == self.high

    def relation(self, other: "Quantity") -> Relation:
        """Whether all its values are values of the other, or none is."""
        if self.unit != other.unit:
            return Relation.UNCLEAR
        above = self.low > other.low or (self.low == other.low and (self.open_low or not other.open_low))
        below = self.high < other.high or (self.high == other.high and (self.open_high or not other.open_high))
        if above and below:
            return Relation.WITHIN
        if _is_before(self, other) or _is_before(other, self):
            return Relation.APART
        return Relation.UNCLEAR


def quantities(text: str) -> Iterator[Quantity]:
    """The quantities of an English text, in order; years and numbers of sections are no quantities of anything."""
    for number in _NUMBER.finditer(text):
        begin = max(0, number.start() - _REACH)
        before, after = _BEFORE.search(text[begin : number.start()]), _AFTER.match(text, number.end())
        if before is None or after is None:
            continue
        unit, size, named = _unit(after, (before["currency"] or "").strip())
        # Between two values it is not known which.
        unit += " between" if unit and _RANGE.search(text[begin : number.start()]) else ""
        compares = next((name for name in _COMPARING if before[name]), "")
        is_year = unit not in _MEASURED and _YEAR.fullmatch(number.group()) is not None
        if not (unit or compares) or (is_year and not compares):
            continue
        amount = _value(number.group(), after["scale"] or "") * size
        yield Quantity(
            amount if compares in ("above", "least", "") else -math.inf,
            amount if compares in ("below", "most", "") else math.inf,
            compares == "above",
            compares == "below",
            unit,
            begin + before.start(),
            after.end() if named else after.end("scale") if after["scale"] else number.end(),
        )


def _is_before(first: Quantity, second: Quantity) -> bool:
    return first.high < second.low or (first.high == second.low and (first.open_high or second.open_low))


def _value(number: str, scale: str) -> float:
    lower = number.lower()
    value = _NUMBERS[lower] if lower in _NUMBERS else float(lower.replace(",", "").replace("−", "-"))
    return value * _SCALES[scale.lower()] if scale else value


def _unit(after: re.Match[str], currency: str) -> tuple[str, float, bool]:
    """What is measured, how much of it one is, and whether the word after the number says so."""
    written = (after["unit"] or "").lower()
    name = written.removesuffix("s") if len(written) > len("ms") else written
    if name in _UNITS:
        return *_UNITS[name], True
    if currency:
        return currency, 1.0, False
    if not written or written in _NO_UNITS.split():
        return "", 1.0, False
    return name, 1.0, written == "%" or written.startswith("°")
