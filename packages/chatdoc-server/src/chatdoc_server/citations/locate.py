"""Characters to places: the rectangles of the words a span covers, merged line by line, or nodes of the HTML."""

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import accumulate

from chatdoc_server.document import Box, Cell, Document, Element, Node, Rect, Span, Table
from chatdoc_server.errors import ChatDocError

_SAME_LINE = 0.5
"""Two words stand on one line when they share this part of the lower one's height."""


class UnresolvedSpan(ChatDocError):
    """A span points at nothing in its document: a fault of whoever made the span, never of the document."""


Places = tuple[Rect, ...] | tuple[Node, ...]
"""Where something stands: on the pages of a paged document, or in the HTML of a flowing one."""


def locate(document: Document, span: Span) -> Places:
    """Where a span's words stand: see `rectangles` for a paged document, `nodes` for a flowing one.

    Raises:
        UnresolvedSpan: as they do.
    """
    return rectangles(document, span) if document.is_paged else nodes(document, span)


def rectangles(document: Document, span: Span) -> tuple[Rect, ...]:
    """The rectangles under a span's words: one for each text line, tight to the words it covers.

    A word that is covered in part counts whole, but in scripts without spaces, where a line may be one word. A cell or
    an element that has no words at all, such as a figure, is its own box. Points, origin at the top left of the page as
    displayed.

    Raises:
        UnresolvedSpan: the element or cell does not exist, the offsets lie outside its text, or the
            characters belong to no word (an empty span, or spaces alone).
    """
    element = _element(document, span)
    if element.table is not None and span.cell < 0:
        boxes = list(_in_rows(document, element, element.table, span))
    else:
        boxes = list(_in_owner(document, element, _owner(element, span), span))
    if not boxes:
        raise UnresolvedSpan(f"characters {span.start} to {span.end} of element {span.element} cover no word")
    return tuple(Rect(element.page, box) for box in boxes)


def nodes(document: Document, span: Span) -> tuple[Node, ...]:
    """The node of a span's element, or the nodes of the table's cells that the span covers.

    Raises:
        UnresolvedSpan: the element or cell does not exist, the offsets lie outside its text, or cover no word.
    """
    element = _element(document, span)
    owner = _owner(element, span)
    if not 0 <= span.start < span.end <= len(owner.text) or not owner.text[span.start : span.end].strip():
        raise UnresolvedSpan(f"characters {span.start} to {span.end} of element {span.element} cover no word")
    if element.table is None or span.cell >= 0:
        return (Node(element.index, owner.xpath),)
    parts = cells_in_text(element, element.table, span.start, span.end)
    return tuple(Node(element.index, cell.xpath) for cell, _, _ in parts)


def _element(document: Document, span: Span) -> Element:
    if not 0 <= span.element < len(document.elements):
        raise UnresolvedSpan(f"there is no element {span.element}")
    return document.elements[span.element]


def _owner(element: Element, span: Span) -> Element | Cell:
    if span.cell < 0:
        return element
    if element.table is None or span.cell >= len(element.table.cells):
        raise UnresolvedSpan(f"element {span.element} has no cell {span.cell}")
    return element.table.cells[span.cell]


def _in_owner(document: Document, element: Element, owner: Element | Cell, span: Span) -> Iterator[Box]:
    if not 0 <= span.start <= span.end <= len(owner.text):
        raise UnresolvedSpan(f"characters {span.start} to {span.end} lie outside element {span.element}")
    if owner.words.start >= owner.words.stop:
        yield owner.box
        return
    if span.start < span.end:
        yield from _covered(document, element, owner, span.start, span.end)


def _in_rows(document: Document, element: Element, table: Table, span: Span) -> Iterator[Box]:
    """Boxes of a span over a table's text, which is its rows with the cells parted by tabs.

    The words of a table count their offsets within their cell, so every cell is first found in the text.
    """
    if not 0 <= span.start <= span.end <= len(element.text):
        raise UnresolvedSpan(f"characters {span.start} to {span.end} lie outside element {span.element}")
    for cell, start, end in cells_in_text(element, table, span.start, span.end):
        if cell.words.start >= cell.words.stop:
            yield cell.box
        else:
            yield from _covered(document, element, cell, start, end)


def cells_in_text(element: Element, table: Table, start: int, end: int) -> Iterator[tuple[Cell, int, int]]:
    """The cells that characters `start` to `end` of a table's text cover, each with the range covered of its own text.

    Raises:
        UnresolvedSpan: the table's text does not hold its cells in order.
    """
    at = 0
    for cell in table.cells:
        if not cell.text.strip():
            continue
        begin = element.text.find(cell.text, at)
        if begin < 0:
            raise UnresolvedSpan(
                f"the text of table {element.index} does not hold its cell at {cell.row}, {cell.column}"
            )
        at = begin + len(cell.text)
        first, last = max(start, begin) - begin, min(end, at) - begin
        if first < last:
            yield cell, first, last


def sides(text: str, left: float, right: float) -> list[float]:
    """Where the characters of a line begin and end between its sides, rising: one more than there are characters.

    Wide ones (Unicode Standard Annex #11) take the room of two others.
    """
    ends = list(accumulate((1 + _is_wide(character) for character in text), initial=0))
    return [left + (right - left) * end / ends[-1] for end in ends]


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


def _covered(document: Document, element: Element, owner: Element | Cell, start: int, end: int) -> Iterator[Box]:
    rows = slice(owner.words.start, owner.words.stop)
    spans, boxes = document.words.spans[rows], document.words.boxes[rows]
    inside = (spans[:, 0] < end) & (spans[:, 1] > start)
    across = element.rotation % 180 == 90
    words = zip(spans[inside].tolist(), boxes[inside].tolist(), strict=True)
    yield from _merge((_part(owner.text, *word, (start, end), across=across) for word in words), across=across)


def _part(text: str, word: list[int], box: list[float], covered: tuple[int, int], *, across: bool) -> Box:
    """The box of a word; where it is written without spaces, of the characters of it that are covered."""
    (first, last), (left, top, right, bottom) = word, box
    start, end = max(first, covered[0]), min(last, covered[1])
    runs_down = across or bottom - top > right - left
    if (start, end) == (first, last) or runs_down or not any(map(_is_wide, text[first:last])):
        return Box(left, top, right, bottom)
    places = sides(text[first:last], left, right)
    return Box(places[start - first], top, places[end - first], bottom)


def _merge(words: Iterable[Box], *, across: bool) -> Iterator[Box]:
    """Joins words that follow one another on a line; `across` when the page's lines run from top to bottom.

    Only neighbours in reading order are joined: the last line of one column and the first of the next
    stay apart even at the same height.
    """
    line: Box | None = None
    for word in words:
        if line is not None and _on_one_line(line, word, across=across):
            line = Box(
                min(line.left, word.left),
                min(line.top, word.top),
                max(line.right, word.right),
                max(line.bottom, word.bottom),
            )
            continue
        if line is not None:
            yield line
        line = word
    if line is not None:
        yield line


def _on_one_line(line: Box, word: Box, *, across: bool) -> bool:
    if across:
        shared = min(line.right, word.right) - max(line.left, word.left)
        lower = min(line.right - line.left, word.right - word.left)
    else:
        shared = min(line.bottom, word.bottom) - max(line.top, word.top)
        lower = min(line.bottom - line.top, word.bottom - word.top)
    return shared > 0 and shared >= _SAME_LINE * lower
