"""What a metric found in one file, in a form that adds up over files."""

from collections.abc import Iterable
from typing import NamedTuple


class Share(NamedTuple):
    """So much of what could be gained: a sum over its number is a mean, twice the hits over true and read is F1."""

    gained: float = 0.0
    possible: float = 0.0

    @property
    def value(self) -> float:
        """From 0 to 1; 1 where there was nothing to gain."""
        return self.gained / self.possible if self.possible else 1.0


def mean(values: Iterable[float]) -> Share:
    """The mean of some values."""
    listed = list(values)
    return Share(sum(listed), len(listed))


def f1(hits: float, true: float, read: float) -> Share:
    """The harmonic mean of precision and recall, as F1 adds up over files when hits do."""
    return Share(2 * hits, true + read)


def total(shares: Iterable[Share]) -> Share:
    """The shares of several files as one."""
    listed = list(shares)
    return Share(sum(share.gained for share in listed), sum(share.possible for share in listed))
