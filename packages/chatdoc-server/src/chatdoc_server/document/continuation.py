"""What reads as one but stands in parts: paragraphs over columns and pages, tables over pages.

Each part is an element of its own, with its page and rectangles; `Element.continues` names the part before it.

A later part of a table has as many columns as the first, and its columns are the first's; `header_rows` counts the
heads that it repeats, 0 where it has none, so that heads are read from the first part. Its title and unit are its own
where it prints any, else those of the first, and `title_element` is -1 then.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

from chatdoc_server.document.model import Cell, Document, Element, Span, Table

SOFT_HYPHEN = "\u00ad"
_UNSPACED = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")


def joined_text(texts: Sequence[str]) -> str:
    """The texts, parts of one from first to last, as one text.

    A word broken by the end of a part is made whole: a soft hyphen (U+00AD) at a part's end goes, a hard one before
    a small letter stays, as in "long-term". No space follows either, nor stands between Chinese or Japanese characters.
    """
    result = ""
    for text in filter(None, texts):
        if result.endswith(SOFT_HYPHEN):
            result = result[:-1] + text
        elif not result or (result[-1] == "-" and text[0].islower()) or _is_unspaced(result[-1], text[0]):
            result += text
        else:
            result += f" {text}"
    return result


def _is_unspaced(before: str, after: str) -> bool:
    return bool(_UNSPACED.match(before) and _UNSPACED.match(after))


def parts(document: Document) -> dict[int, tuple[int, ...]]:
    """The elements that are one, in order, by the index of the first; only where there is more than one."""
    first: dict[int, int] = {}
    chains: dict[int, list[int]] = {}
    for element in document.elements:
        if element.continues >= 0:
            start = first.get(element.continues, element.continues)
            first[element.index] = start
            chains.setdefault(start, [start]).append(element.index)
    return {start: tuple(chain) for start, chain in chains.items()}


def whole_spans(document: Document) -> dict[int, tuple[Span, ...]]:
    """All characters of each text, with those it goes on with, by the index of its first element; no tables."""
    chains = parts(document)
    return {
        element.index: tuple(
            Span(index, 0, len(document.elements[index].text)) for index in chains.get(element.index, (element.index,))
        )
        for element in document.elements
        if element.continues < 0 and element.table is None
    }


class Joined(NamedTuple):
    """A text of several spans, and for each of these where its characters begin and end in it."""

    text: str
    parts: tuple[tuple[int, int, Span], ...]

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """What characters `start` to `end` of the text cover in the document."""
        found = []
        for begin, stop, span in self.parts:
            first, last = max(start, begin) - begin, min(end, stop) - begin
            if first < last:
                found.append(span._replace(start=span.start + first, end=span.start + last))
        return tuple(found)


def joined(document: Document, spans: Sequence[Span]) -> Joined:
    """The spans, of parts of one from first to last, as one text; see `joined_text`."""
    text, ranges = joined_ranges([document.text_of(span) for span in spans])
    return Joined(text, tuple((begin, end, span) for (begin, end), span in zip(ranges, spans, strict=True)))


def joined_ranges(texts: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    """The texts as `joined_text` joins them, and where each begins and ends in that."""
    whole = ""
    ranges: list[tuple[int, int]] = []
    for text in texts:
        whole = joined_text([whole, text])
        begin = len(whole) - len(text)
        if ranges and ranges[-1][1] > begin:
            # A hyphen between them is gone.
            ranges[-1] = (ranges[-1][0], begin)
        ranges.append((begin, len(whole)))
    return whole, ranges


def together(document: Document, spans: Iterable[Span]) -> list[list[Span]]:
    """The spans in their order, those that go on with one another as one group; spans of cells stand alone."""
    groups: list[list[Span]] = []
    ending: dict[int, list[Span]] = {}
    for span in spans:
        element = document.elements[span.element]
        before = ending.pop(element.continues, None) if span.cell < 0 and span.start == 0 else None
        if before is None:
            groups.append(before := [])
        before.append(span)
        if span.cell < 0 and element.table is None and span.end == len(element.text):
            ending[span.element] = before
    return groups


def first_part(document: Document, element: Element) -> Element:
    """The part that a chain begins with; the element itself where it goes on with none."""
    while 0 <= element.continues < element.index:
        element = document.elements[element.continues]
    return element


def joined_table(tables: Sequence[Table]) -> Table:
    """The tables, parts of one from top to bottom, as one logical table with the first one's heads, title and unit.

    Heads that a later part repeats are left out. Cells keep their boxes, which are of their own part's page, and
    their ranges of words; the lines of the grid, which are too, are left out.
    """
    first = tables[0]
    rows = first.rows
    cells = list(first.cells)
    for table in tables[1:]:
        skipped = table.header_rows
        cells += [_moved(cell, rows - skipped) for cell in table.cells if cell.row >= skipped]
        rows += table.rows - skipped
    columns = max(table.columns for table in tables)
    return msgspec.structs.replace(first, rows=rows, columns=columns, cells=tuple(cells), row_lines=(), column_lines=())


def _moved(cell: Cell, down: int) -> Cell:
    return msgspec.structs.replace(cell, row=cell.row + down)
