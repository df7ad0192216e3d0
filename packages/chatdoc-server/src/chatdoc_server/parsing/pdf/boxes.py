"""Boxes of what stands on a page, in points from its top left."""

from collections.abc import Collection
from typing import Protocol

from chatdoc_server.document import Box


class Placed(Protocol):
    """Anything with edges: a box, a word, a segment, a token, a drawing."""

    @property
    def left(self) -> float:
        """Left edge."""

    @property
    def top(self) -> float:
        """Top edge."""

    @property
    def right(self) -> float:
        """Right edge."""

    @property
    def bottom(self) -> float:
        """Bottom edge."""


def around(placed: Collection[Placed]) -> Box:
    """The smallest box that holds them all, of which there must be one at least."""
    # Lists, as most calls are of a few words: generators would cost more than the looking.
    return Box(
        min([one.left for one in placed]),
        min([one.top for one in placed]),
        max([one.right for one in placed]),
        max([one.bottom for one in placed]),
    )


def area(box: Placed) -> float:
    """How many square points it covers, none where its edges are turned round."""
    return max(box.right - box.left, 0.0) * max(box.bottom - box.top, 0.0)
