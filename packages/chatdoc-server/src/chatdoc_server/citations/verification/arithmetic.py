"""Figures that no document prints but that follow from ones that it does: differences, changes, shares, sums, means."""

import itertools
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from chatdoc_server.citations.verification.quantities import Quantity

_HUNDRED = Decimal(100)
_MOST = 12
"""Figures that are tried against one another."""


def follows(figure: Quantity, way: int, given: Sequence[Quantity], *, rounded: bool = False) -> bool:
    """Whether a figure is what two or more given ones come to, rounded as its own digits show.

    Args:
        figure: The figure in question.
        way: Which way the text says it points; 1 up, -1 down, 0 where it does not say.
        given: Figures that are supported, in the order they stand.
        rounded: Whether the given ones are themselves results that were rounded for show; what their unrounded values
            may come to is then as good (interval arithmetic over half of each last digit).
    """
    results = _shares if figure.percent else _amounts
    given = given[:_MOST]
    values = [-one.value if one.sign < 0 and not one.aside else one.value for one in given]
    for result, signed in results(values):
        if _rounded(abs(result), figure) == figure.value and (not signed or way * result >= 0):
            return True
    if not rounded:
        return False
    for one, other in itertools.permutations(zip(values, given, strict=True), 2):
        corners = [
            [value for value, _ in results([one[0] + by * one[1].step / 2, other[0] - by * other[1].step / 2])]
            for by in (-1, 1)
        ]
        for low, high in zip(*corners, strict=False):
            if min(low, high) - figure.step <= figure.value * (way or 1) <= max(low, high) + figure.step:
                return True
    return False


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
