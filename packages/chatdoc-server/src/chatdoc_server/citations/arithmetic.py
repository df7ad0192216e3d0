"""Figures that no document prints but that follow from ones that it does: differences, changes, shares, sums, means."""

import itertools
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from chatdoc_server.citations.quantities import Quantity

_HUNDRED = Decimal(100)
_MOST = 12
"""Figures that are tried against one another."""


def follows(figure: Quantity, way: int, given: Sequence[Quantity]) -> bool:
    """Whether a figure is what two or more given ones come to, rounded as its own digits show.

    Args:
        figure: The figure in question.
        way: Which way the text says it points; 1 up, -1 down, 0 where it does not say.
        given: Figures that are supported, in the order they stand.
    """
    values = [-one.value if one.sign < 0 and not one.aside else one.value for one in given[:_MOST]]
    return any(
        _rounded(abs(result), figure) == figure.value and (not signed or way * result >= 0)
        for result, signed in (_shares(values) if figure.percent else _amounts(values))
    )


def _amounts(values: Sequence[Decimal]) -> Iterator[tuple[Decimal, bool]]:
    """Differences, quotients, sums and means; with each whether it points up or down from the first to the second."""
    for one, other in itertools.permutations(values, 2):
        yield one - other, False
        if other:
            yield one / other, False
    if len(values) > 1:
        yield sum(values, Decimal()), False
        yield sum(values, Decimal()) / len(values), False


def _shares(values: Sequence[Decimal]) -> Iterator[tuple[Decimal, bool]]:
    """Changes and shares in percent. Which of two is the older does not show, so a change is taken either way."""
    for one, other in itertools.permutations(values, 2):
        if other:
            yield _HUNDRED * (one - other) / abs(other), True
            yield _HUNDRED * one / other, False


def _rounded(value: Decimal, figure: Quantity) -> Decimal:
    return (value / figure.step).quantize(Decimal(1), ROUND_HALF_UP) * figure.step
