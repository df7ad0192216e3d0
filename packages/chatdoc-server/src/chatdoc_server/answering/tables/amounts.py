"""Computed figures as they are said: currency, scale, percent, and a sensible number of decimals."""

from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from chatdoc_server.answering.tables.numbers import Printed
from chatdoc_server.answering.tables.units import Unit

_POWERS = {
    "": 0, "thousand": 3, "million": 6, "billion": 9,
    "元": 0, "千元": 3, "万元": 4, "萬元": 4, "百万元": 6, "百萬元": 6, "千万元": 7, "亿元": 8, "億元": 8, "十亿元": 9,
    "千円": 3, "万円": 4, "百万円": 6, "億円": 8, "천원": 3, "만원": 4, "백만원": 6, "억원": 8,
}  # fmt: skip
SCALES = {scale: Decimal(10**power) for scale, power in _POWERS.items()}
"""What a figure is multiplied by that is stated in a scale."""
SHARES = frozenset({"%", "percent"})
_HUNDRED = Decimal(100)
_RATIO_PLACES = 2
_SMALL = Decimal("0.1")
"""Ratios below it get one decimal more, so that two digits tell them."""
_PERCENT_PLACES = 1
_MONEY_PLACES = 2


@dataclass(frozen=True, slots=True)
class Measure:
    """What figures are given in: amounts of a currency in a scale, plain numbers, or percentages.

    `places` is how many decimals are wanted, None for as many as are usual; `unit` is what else stands behind a figure,
    such as "kg".
    """

    currency: str = ""
    scale: str = ""
    is_amount: bool = True
    percent: bool = False
    places: int | None = None
    unit: str = ""

    def shown(self, value: Decimal) -> str:
        """A figure in words: "$1,470 million", "0.66", "65.4%"."""
        if self.percent:
            return f"{_rounded(value * _HUNDRED, _or(self.places, _PERCENT_PLACES)):,}%"
        if not self.is_amount:
            usual = _RATIO_PLACES if value == 0 or abs(value) >= _SMALL else _RATIO_PLACES + 1
            return f"{_rounded(value, _or(self.places, usual)):,}"
        scaled = value / SCALES[self.scale]
        usual = 0 if scaled == scaled.to_integral_value() else _MONEY_PLACES if abs(scaled) < _HUNDRED else 0
        number = f"{abs(_rounded(scaled, _or(self.places, usual))):,}"
        sign = "-" if scaled < 0 else ""
        money = f"{sign}{self.currency}{number}" if len(self.currency) <= 1 else f"{sign}{self.currency} {number}"
        return " ".join(filter(None, (money, self.scale, self.unit)))

    def change(self, difference: Decimal) -> str:
        """How much a figure moved, with its sign; a percentage by points."""
        sign = "+" if difference > 0 else ""
        # As many decimals as the figures have that it is between.
        ratio = not (self.is_amount or self.percent)
        shown = (replace(self, places=_or(self.places, _RATIO_PLACES)) if ratio else self).shown(difference)
        return f"{sign}{shown.removesuffix('%')} pp" if self.percent else f"{sign}{shown}"


def growth(old: Decimal, new: Decimal, places: int | None) -> str:
    """How much a figure moved as a share of what it was, with its sign; empty when it was nothing."""
    if old == 0:
        return ""
    share = (new - old) / abs(old)
    return f"{'+' if share > 0 else ''}{Measure(percent=True, places=places).shown(share)}"


def value_of(printed: Printed, unit: Unit) -> Decimal:
    """The figure in whole units: "1,470" stated in millions is 1470000000, "23.5%" is 0.235."""
    return printed.value / _HUNDRED if printed.suffix in SHARES else printed.value * SCALES[unit.scale]


def measure_of(printed: Printed, unit: Unit) -> Measure:
    """What a printed figure is given in."""
    if printed.suffix in SHARES:
        return Measure(is_amount=False, percent=True, places=_places(printed))
    return Measure(printed.currency or unit.currency, unit.scale, places=_places(printed))


def _places(printed: Printed) -> int:
    exponent = printed.value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _rounded(value: Decimal, places: int) -> Decimal:
    rounded = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return abs(rounded) if rounded == 0 else rounded


def _or(places: int | None, usual: int) -> int:
    return usual if places is None else places
