"""The words that stand where a citation points."""

from collections.abc import Sequence

from chatdoc.lib.model import Rect
from chatdoc.models.parsed_element import ParsedElement

# Rectangles hug the words; an element's outline may be a little wider.
_MOST = 0.8


def words_under(rectangles: Sequence[Rect], elements: Sequence[ParsedElement]) -> list[str]:
    """The texts of the table cells, and of the elements as a whole, that rectangles mark.

    The parsed structure does not say which words of a paragraph stand on which of its lines, so a part of one is
    not quoted: an answer that marks a sentence quotes it itself.
    """
    found: list[str] = []
    for element in elements:
        inside = [one for one in rectangles if _holds(element, one)]
        if not inside:
            continue
        if element.grid is not None and element.cells:
            found += [_cell(element, one) for one in inside]
        elif _height(inside) >= _MOST * (element.outline[3] - element.outline[1]):
            found.append(element.text or (element.caption.text if element.caption else ""))
    return [" ".join(words.split()) for words in dict.fromkeys(found) if words.strip()]


def _middle(rectangle: Rect) -> tuple[float, float]:
    return (rectangle.left + rectangle.right) / 2, (rectangle.top + rectangle.bottom) / 2


def _holds(element: ParsedElement, rectangle: Rect) -> bool:
    left, top, right, bottom = element.outline
    x, y = _middle(rectangle)
    return left <= x <= right and top <= y <= bottom


def _height(rectangles: Sequence[Rect]) -> float:
    return max(one.bottom for one in rectangles) - min(one.top for one in rectangles)


def _cell(element: ParsedElement, rectangle: Rect) -> str:
    """The text of the cell in which a rectangle's middle lies; lines between cells count from the table's corner."""
    if element.grid is None or element.cells is None:
        return ""
    x, y = _middle(rectangle)
    row = sum(line <= y - element.outline[1] for line in element.grid.rows)
    column = sum(line <= x - element.outline[0] for line in element.grid.columns)
    for group in element.merged or []:
        if [row, column] in group:
            row, column = group[0]
    cell = element.cells.get(f"{row}_{column}")
    return cell.text if cell is not None else ""
