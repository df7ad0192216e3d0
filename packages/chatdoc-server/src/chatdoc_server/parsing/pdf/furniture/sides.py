"""What is printed up or down a page's margins: archives' stamps, names of journals, notes on where a copy is from."""

from collections.abc import Sequence

from chatdoc_server.document import Box
from chatdoc_server.parsing.pdf.boxes import around
from chatdoc_server.parsing.pdf.model import Row
from chatdoc_server.parsing.turn import to_page

_MOST_ROWS = 3
_LEAST_BODY_ROWS = 4
_SHARE = 0.15
_TOUCHING = 1.0


def part(
    rows: Sequence[Row], body: Sequence[Row], rotation: int, size: tuple[float, float]
) -> tuple[list[Row], list[Row]]:
    """Rows of a turned frame parted into those in the margins beside the body and the others.

    `body` are the page's upright rows, `size` its width and height as displayed.
    """
    if len(body) < _LEAST_BODY_ROWS or not rows:
        return [], list(rows)
    text = around([one for row in body for one in row])
    boxes = [to_page(around(row), rotation, *size) for row in rows]
    beside = [_is_beside(box, text, size[0]) for box in boxes]
    if not 0 < sum(beside) <= _MOST_ROWS:
        return [], list(rows)
    margin = [row for row, is_beside in zip(rows, beside, strict=True) if is_beside]
    return margin, [row for row, is_beside in zip(rows, beside, strict=True) if not is_beside]


def _is_beside(box: Box, text: Box, width: float) -> bool:
    """Whether a box stands in one of the outer margins, left or right of all text."""
    if box.right <= text.left + _TOUCHING:
        return box.left < _SHARE * width
    return box.left >= text.right - _TOUCHING and box.right > (1 - _SHARE) * width
