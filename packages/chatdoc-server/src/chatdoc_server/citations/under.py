"""Places to characters, the other way round from `locate`: what stands under rectangles, or in blocks of the HTML."""

import re
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from chatdoc_server.document import Box, Cell, Document, Element, Rect, Span

_INSIDE = 0.5
"""A word stands under a rectangle when this part of it does."""
_LONGEST = 300
"""Characters of the beginning and the end of a text by which it is found."""


def spans_under(document: Document, rects: Iterable[Rect]) -> tuple[Span, ...]:
    """What stands under rectangles of a paged document, in reading order: one span for each run of words.

    A word counts when half of it stands under a rectangle, and so does an element without words, such as a figure.
    Rectangles beside the document's pages hold nothing. Points, origin at the top left of the page as displayed.
    """
    by_page: dict[int, list[Box]] = {}
    for rect in rects:
        left, top, right, bottom = rect.box
        box = Box(min(left, right), min(top, bottom), max(left, right), max(top, bottom))
        by_page.setdefault(rect.page, []).append(box)
    return tuple(
        span
        for element in document.elements
        if element.page in by_page
        for span in _under(document, element, by_page[element.page])
    )


def spans_in(document: Document, blocks: Sequence[int], material: str, nodes: Sequence[str] = ()) -> tuple[Span, ...]:
    """What was selected in blocks of a flowing document, in reading order.

    Args:
        document: A flowing document.
        blocks: `data-index` of the blocks that the selection touches; those that are not there hold nothing.
        material: The selected text, by which a part of a block is found.
        nodes: XPaths of nodes at the ends of the selection, which tell cells with the same text apart.
    """
    found: list[Span] = []
    for index in sorted(set(blocks)):
        if 0 <= index < len(document.elements):
            found += _in_block(document.elements[index], material, nodes, alone=len(set(blocks)) == 1)
    return tuple(found)


def spans_of_text(document: Document, text: str) -> tuple[Span, ...]:
    """Where a text stands first in a document, whatever spaces part its words; empty when it stands nowhere."""
    for element in document.elements:
        if element.table is None and (found := _find(text, element.text)):
            return (Span(element.index, *found),)
        for position, cell in enumerate(element.table.cells if element.table is not None else ()):
            if found := _find(text, cell.text):
                return (Span(element.index, *found, position),)
    return ()


def _under(document: Document, element: Element, boxes: Sequence[Box]) -> Iterator[Span]:
    if element.words.start == element.words.stop:
        if element.text.strip() and _share(np.array([element.box]), boxes)[0] >= _INSIDE:
            yield Span(element.index, 0, len(element.text))
        return
    owners: Sequence[tuple[int, Element | Cell]] = [(-1, element)]
    if element.table is not None:
        owners = list(enumerate(element.table.cells))
    for position, owner in owners:
        rows = slice(owner.words.start, owner.words.stop)
        covered = _share(document.words.boxes[rows], boxes) >= _INSIDE
        for first, last in _runs(covered):
            start, end = document.words.spans[rows][[first, last], [0, 1]].tolist()
            yield Span(element.index, start, end, position)


def _share(words: NDArray[np.float32], boxes: Sequence[Box]) -> NDArray[np.float64]:
    """The largest part of each word that one of the boxes covers: float64 [words]."""
    words = words.astype(np.float64)
    areas = np.maximum((words[:, 2] - words[:, 0]) * (words[:, 3] - words[:, 1]), 1e-9)
    best = np.zeros(len(words))
    for left, top, right, bottom in boxes:
        width = np.minimum(words[:, 2], right) - np.maximum(words[:, 0], left)
        height = np.minimum(words[:, 3], bottom) - np.maximum(words[:, 1], top)
        best = np.maximum(best, np.maximum(width, 0) * np.maximum(height, 0) / areas)
    return best


def _runs(covered: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """The first and last positions of each run of true values."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], covered.astype(np.int8), [0]))))
    for first, end in edges.reshape(-1, 2).tolist():
        yield first, end - 1


def _in_block(element: Element, material: str, nodes: Sequence[str], *, alone: bool) -> Iterator[Span]:
    if not element.text.strip():
        return
    if element.table is not None:
        yield from _in_table(element, element.table.cells, material, nodes)
        return
    if alone and (found := _find(material, element.text)):
        yield Span(element.index, *found)
        return
    # Of several blocks the first may begin and the last may end in the middle; the whole sentence says more.
    yield Span(element.index, 0, len(element.text))


def _in_table(element: Element, cells: Sequence[Cell], material: str, nodes: Sequence[str]) -> Iterator[Span]:
    """The cell that both ends of the selection stand in, else the cells whose text is among what was selected."""
    plain = f" {' '.join(material.split())} "
    ends = [
        place for place, cell in enumerate(cells) if cell.xpath and any(_within(node, cell.xpath) for node in nodes)
    ]
    chosen = ends if len(ends) == 1 else []
    if not chosen:
        inside = [place for place, cell in enumerate(cells) if f" {' '.join(cell.text.split())} " in plain]
        chosen = [place for place in inside if cells[place].text.strip()] or list(range(len(cells)))
    for place in chosen:
        if cells[place].text.strip():
            yield Span(element.index, 0, len(cells[place].text), place)


def _within(node: str, xpath: str) -> bool:
    """Whether a node is the one at an XPath, or stands in it."""
    return node == xpath or node.startswith(f"{xpath}/")


def _find(text: str, within: str) -> tuple[int, int] | None:
    """Where a text stands in another, by its beginning and its end, whatever spaces part its words."""
    beginning, end = text[:_LONGEST].split(), text[-_LONGEST:].split()
    if not beginning or not (first := _pattern(beginning).search(within)):
        return None
    if len(text) <= _LONGEST:
        return first.span()
    # Cut in the middle of a word, the first piece of the end may be no whole one.
    last = _pattern(end).search(within, first.start())
    return (first.start(), last.end()) if last is not None and last.end() >= first.end() else None


def _pattern(parts: Sequence[str]) -> re.Pattern[str]:
    """A pattern for words that any spaces part."""
    return re.compile(r"\s*".join(map(re.escape, parts)))
