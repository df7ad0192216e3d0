"""A figure found in a table, with everything that says what it is."""

from dataclasses import dataclass
from decimal import Decimal

from chatdoc_server.answering.tables import amounts, numbers
from chatdoc_server.answering.tables.grid import Head
from chatdoc_server.answering.tables.units import Unit
from chatdoc_server.document import Span

_ROUNDING = Decimal("0.01")
"""The share that a figure and its rounding differ by, at most."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that was found: where it stands, and everything that says what it is.

    `place` is what its table or the heading over it is called.
    """

    upload_id: str
    span: Span
    page: int
    label: str
    sections: tuple[str, ...]
    head: Head
    unit: Unit
    printed: str
    negative: bool
    score: float
    place: str

    def states_as(self, other: "Figure") -> bool:
        """Whether another figure states the same, but for its rounding and its sign, or can't be compared."""
        one, two = _worth(self), _worth(other)
        return one is None or two is None or abs(one - two) <= _ROUNDING * max(one, two)


def _worth(figure: Figure) -> Decimal | None:
    """A figure in whole units, without its sign, which some tables print and others tell by a name."""
    printed = numbers.read(figure.printed)
    return None if printed is None else abs(amounts.value_of(printed, figure.unit))
