"""Documents built by hand: every word gets a box of its own, so that rectangles can be checked against words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from chatdoc_server.document import Box, Cell, Document, Element, ElementKind, Page, Range, Rect, Table, Words
from chatdoc_server.document import Span as DocumentSpan
from chatdoc_server.indexing.model import Passage
from chatdoc_server.retrieval.base import Hit

CHARACTER = 5.0
LINE = 12.0
LEFT = 72.0
WIDTH = 400.0


@dataclass
class DocumentBuilder:
    """Lays elements out from top to bottom; `page()` begins a new page."""

    elements: list[Element] = field(default_factory=list)
    pages: list[Page] = field(default_factory=lambda: [Page(number=0, width=612, height=792)])
    spans: list[tuple[int, int]] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    top: float = 72.0
    parents: list[int] = field(default_factory=list)

    def page(self) -> "DocumentBuilder":
        self.pages.append(Page(number=len(self.pages), width=612, height=792))
        self.top = 72.0
        return self

    def paragraph(self, text: str, kind: ElementKind = ElementKind.PARAGRAPH, continues: int = -1) -> "DocumentBuilder":
        words, box = self._lay(text, LEFT, WIDTH)
        self._add(kind=kind, text=text, words=words, box=box, continues=continues)
        return self

    def heading(self, text: str, level: int = 1) -> "DocumentBuilder":
        del self.parents[level - 1 :]
        words, box = self._lay(text, LEFT, WIDTH)
        self._add(kind=ElementKind.HEADING, text=text, words=words, box=box, level=level)
        self.parents.append(self.elements[-1].index)
        return self

    def table(
        self,
        rows: Sequence[Sequence[str]],
        *,
        header_rows: int = 1,
        unit: str = "",
        title: str = "",
        wide: Sequence[tuple[int, int, int]] = (),
        depths: Sequence[int] = (),
        continues: int = -1,
    ) -> "DocumentBuilder":
        """A table; `wide` lists (row, column, column_span) of merged cells, `depths` the labels' indents."""
        first, top = len(self.spans), self.top
        cells: list[Cell] = []
        for number, row in enumerate(rows):
            height, lowest = self.top, self.top + LINE * 1.5
            for column, text in enumerate(row):
                if not text:
                    continue
                self.top = height
                span = next((size for r, c, size in wide if (r, c) == (number, column)), 1)
                depth = depths[number] if column == 0 and number < len(depths) else 0
                cells.append(self._cell(text, number, column, span, depth))
                lowest = max(lowest, self.top)
            self.top = lowest
        columns = max(len(row) for row in rows)
        table = Table(
            rows=len(rows), columns=columns, header_rows=header_rows, cells=tuple(cells), unit=unit, title=title
        )
        text = "\n".join("\t".join(row) for row in rows)
        box = Box(LEFT, top, LEFT + 200 + 90 * columns, self.top)
        self._add(
            kind=ElementKind.TABLE,
            text=text,
            words=Range(first, len(self.spans)),
            box=box,
            table=table,
            continues=continues,
        )
        return self

    def _cell(self, text: str, row: int, column: int, span: int, depth: int) -> Cell:
        """A cell whose words are laid from the current top; labels have the wide column on the left."""
        top = self.top
        left, width = (LEFT, 190) if column == 0 else (LEFT + 200 + 90 * (column - 1), 90 * span)
        words, box = self._lay(text, left, width)
        return Cell(
            row=row,
            column=column,
            column_span=span,
            text=text,
            box=Box(left, top, left + width, box.bottom),
            words=words,
            depth=depth,
        )

    def build(self) -> Document:
        words = Words(
            spans=np.array(self.spans, dtype=np.int32).reshape(-1, 2),
            boxes=np.array(self.boxes, dtype=np.float32).reshape(-1, 4),
        )
        return Document(pages=tuple(self.pages), elements=tuple(self.elements), words=words, language="en")

    def words_under(self, rect: Rect) -> list[str]:
        """The words whose middle lies in a rectangle, in reading order: what a reader sees highlighted."""
        found: list[str] = []
        for element in self.elements:
            if element.page != rect.page:
                continue
            for word in range(element.words.start, element.words.stop):
                left, top, right, bottom = self.boxes[word]
                x, y = (left + right) / 2, (top + bottom) / 2
                if rect.box.left <= x <= rect.box.right and rect.box.top <= y <= rect.box.bottom:
                    found.append(self.texts[word])
        return found

    def _lay(self, text: str, left: float, width: float) -> tuple[Range, Box]:
        first, x, top, right = len(self.spans), left, self.top, left
        for found in re.finditer(r"\S+", text):
            size = CHARACTER * len(found.group())
            if x > left and x + size > left + width:
                x, self.top = left, self.top + LINE
            self.spans.append((found.start(), found.end()))
            self.boxes.append(Box(x, self.top, x + size, self.top + LINE - 2))
            self.texts.append(found.group())
            right = max(right, x + size)
            x += size + CHARACTER
        self.top += LINE * 1.5
        return Range(first, len(self.spans)), Box(left, top, right, self.top - LINE * 0.5 - 2)

    def _add(
        self,
        *,
        kind: ElementKind,
        text: str,
        words: Range,
        box: Box,
        level: int = 0,
        table: Table | None = None,
        continues: int = -1,
    ) -> None:
        parent = self.parents[-1] if self.parents else -1
        self.elements.append(
            Element(
                index=len(self.elements),
                kind=kind,
                page=len(self.pages) - 1,
                box=box,
                text=text,
                words=words,
                level=level,
                parent=parent,
                table=table,
                continues=continues,
            )
        )


def hits_of(document: Document, order: Sequence[int] = (), upload_id: str = "doc") -> list[Hit]:
    """One passage for each element that is no heading, ranked in the order given, else in reading order."""
    ranked = order or [element.index for element in document.elements if element.kind != ElementKind.HEADING]
    return [
        Hit(upload_id, _passage(document, document.elements[index], number), 1.0 / (1 + number))
        for number, index in enumerate(ranked)
    ]


def _passage(document: Document, element: Element, number: int) -> Passage:
    return Passage(
        number=number,
        page=element.page,
        text=element.text,
        headings=document.headings_over(element.index),
        spans=(DocumentSpan(element.index, 0, len(element.text)),),
        rows=(0, element.table.rows) if element.table is not None else None,
    )
