"""The words that stand where a citation points."""

from collections.abc import Sequence

from chatdoc.lib.model import Rect
from chatdoc.models.parsed_element import ParsedElement


def words_under(rectangle: Rect, elements: Sequence[ParsedElement]) -> str:
    """The text of the element, or the table cell, in which a rectangle's middle lies; empty where there is none."""
    x, y = (rectangle.left + rectangle.right) / 2, (rectangle.top + rectangle.bottom) / 2
    for element in elements:
        left, top, right, bottom = element.outline
        if left <= x <= right and top <= y <= bottom:
            return " ".join(_text(element, x - left, y - top).split())
    return ""


def _text(element: ParsedElement, x: float, y: float) -> str:
    if element.grid is None or not element.cells:
        return element.text or (element.caption.text if element.caption else "")
    row = sum(line <= y for line in element.grid.rows)
    column = sum(line <= x for line in element.grid.columns)
    for group in element.merged or []:
        if [row, column] in group:
            row, column = group[0]
    cell = element.cells.get(f"{row}_{column}")
    return cell.text if cell is not None and cell.text else element.title or ""
