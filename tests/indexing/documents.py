"""Small documents made by hand, without geometry: indexing looks at text and structure only."""

from collections.abc import Sequence

import numpy as np

from chatdoc_server.document import Box, Cell, Document, Element, ElementKind, Page, Range, Table, Words

NO_BOX = Box(0, 0, 1, 1)
NO_WORDS = Range(0, 0)


class Builder:
    """Adds elements in reading order; headings nest by level."""

    def __init__(self, language: str = "en") -> None:
        self.language = language
        self.elements: list[Element] = []
        self.page = 0
        self._open: list[tuple[int, int]] = []

    def new_page(self) -> "Builder":
        self.page += 1
        return self

    def heading(self, text: str, level: int = 1) -> "Builder":
        while self._open and self._open[-1][0] >= level:
            self._open.pop()
        self._add(ElementKind.HEADING, text, level=level)
        self._open.append((level, len(self.elements) - 1))
        return self

    def text(self, text: str, kind: ElementKind = ElementKind.PARAGRAPH, continues: int = -1) -> "Builder":
        return self._add(kind, text, continues=continues)

    def furniture(self, text: str) -> "Builder":
        element = Element(
            index=len(self.elements),
            kind=ElementKind.PAGE_HEADER,
            page=self.page,
            box=NO_BOX,
            text=text,
            words=NO_WORDS,
        )
        self.elements.append(element)
        return self

    def table(
        self,
        rows: Sequence[Sequence[str]],
        heads: int = 1,
        title: str = "",
        unit: str = "",
        spans: dict[int, int] | None = None,
        continues: int = -1,
    ) -> "Builder":
        """A table of texts; `spans` maps rows to the number of rows their first cell spans."""
        cells = tuple(
            Cell(
                row=r,
                column=c,
                text=text,
                box=NO_BOX,
                words=NO_WORDS,
                row_span=(spans or {}).get(r, 1) if c == 0 else 1,
            )
            for r, row in enumerate(rows)
            for c, text in enumerate(row)
            if text
        )
        table = Table(
            rows=len(rows),
            columns=max(map(len, rows), default=0),
            header_rows=heads,
            cells=cells,
            title=title,
            unit=unit,
        )
        return self._add(ElementKind.TABLE, "\n".join("\t".join(row) for row in rows), table=table, continues=continues)

    def build(self) -> Document:
        return Document(
            pages=tuple(Page(number=n, width=612, height=792) for n in range(self.page + 1)),
            elements=tuple(self.elements),
            words=Words(np.zeros((0, 2), np.int32), np.zeros((0, 4), np.float32)),
            language=self.language,
        )

    def _add(
        self, kind: ElementKind, text: str, level: int = 0, table: Table | None = None, continues: int = -1
    ) -> "Builder":
        parent = self._open[-1][1] if self._open else -1
        element = Element(
            index=len(self.elements),
            kind=kind,
            page=self.page,
            box=NO_BOX,
            text=text,
            words=NO_WORDS,
            level=level,
            parent=parent,
            table=table,
            continues=continues,
        )
        self.elements.append(element)
        return self
