"""The tables of the asked documents, read when they are needed and then remembered."""

from collections.abc import Mapping, Sequence

from chatdoc_server.answering.tables.grid import Grid, Row
from chatdoc_server.answering.tables.headed import headed
from chatdoc_server.document import NO_PAGE, Document, Element, Table
from chatdoc_server.questions.statements import STATEMENTS, Statement
from chatdoc_server.retrieval.base import Hit

_MOST_ELEMENTS = 20_000
"""Elements of documents that are looked through for tables; some 500 pages."""

_AROUND = 20
"""Elements before and after one that are looked at in a document without pages."""


class Tables:
    """The tables of some documents, as one question sees them.

    Attributes:
        documents: the documents by upload_id.
        ranks: the best rank of every element that was found, by upload_id and index.
    """

    def __init__(self, documents: Mapping[str, Document], hits: Sequence[Hit]) -> None:
        self.documents = documents
        self.ranks: dict[tuple[str, int], int] = {}
        for rank, hit in enumerate(hits):
            for element in hit.passage.elements:
                self.ranks.setdefault((hit.upload_id, element), rank)
        self._read_whole = _affordable(documents, hits)
        self._tables: dict[str, list[tuple[Element, Table, str]]] = {}
        self._grids: dict[tuple[str, int], tuple[Grid, list[Row]]] = {}
        self._labels: dict[tuple[str, int], tuple[str, ...]] = {}
        self._page_texts: dict[tuple[str, int], str] = {}

    def of(self, upload_id: str) -> list[tuple[Element, Table, str]]:
        """A document's tables with their text in lower case; of one too many, only those that were found."""
        if upload_id not in self._tables:
            elements = self.documents[upload_id].elements
            self._tables[upload_id] = [
                (element, table, element.text.lower())
                for element in (elements if upload_id in self._read_whole else self._found_in(upload_id))
                if (table := headed(self.documents[upload_id], element)) is not None
            ]
        return self._tables[upload_id]

    def found(self) -> list[tuple[str, int, Grid, list[Row]]]:
        """The tables that search found: upload_id, rank, grid and rows."""
        return [
            (upload_id, rank, *self.read(upload_id, element, table))
            for (upload_id, index), rank in self.ranks.items()
            if (table := headed(document := self.documents[upload_id], element := document.elements[index])) is not None
        ]

    def read(self, upload_id: str, element: Element, table: Table) -> tuple[Grid, list[Row]]:
        """A table's grid and its rows."""
        key = (upload_id, element.index)
        if key not in self._grids:
            grid = Grid(self.documents[upload_id], element, table)
            self._grids[key] = (grid, list(grid.rows()))
        return self._grids[key]

    def labels(self, upload_id: str, element: Element, table: Table) -> tuple[str, ...]:
        """What may be the labels of a table's rows, in lower case, without reading its figures.

        Of each row the first cell that is not empty, and all that stands in its first column.
        """
        key = (upload_id, element.index)
        if key not in self._labels:
            labels: dict[int, list[str]] = {}
            for cell in table.cells:
                if (cell.column == 0 or cell.row not in labels) and (text := cell.text.strip()):
                    labels.setdefault(cell.row, []).append(text)
            self._labels[key] = tuple(" ".join(label).lower() for label in labels.values())
        return self._labels[key]

    def statements_on(self, upload_id: str, element: Element) -> frozenset[Statement]:
        """The primary statements that an element's page shows, told by the lines each of them always has."""
        text = self._page_text(upload_id, element)
        return frozenset(
            kind
            for kind, entry in STATEMENTS.items()
            if all(any(mark in text for mark in alternatives) for alternatives in entry.marks)
        )

    def _found_in(self, upload_id: str) -> list[Element]:
        return [self.documents[upload_id].elements[index] for one, index in self.ranks if one == upload_id]

    def _page_text(self, upload_id: str, element: Element) -> str:
        """The lower-case text of the page an element stands on; without pages, of what stands around it."""
        elements = self.documents[upload_id].elements
        if element.page == NO_PAGE:
            near = elements[max(0, element.index - _AROUND) : element.index + _AROUND]
            return "\n".join(one.text for one in near if one.parent == element.parent).lower()
        key = (upload_id, element.page)
        if key not in self._page_texts:
            first, last = element.index, element.index + 1
            while first > 0 and elements[first - 1].page == element.page:
                first -= 1
            while last < len(elements) and elements[last].page == element.page:
                last += 1
            self._page_texts[key] = "\n".join(one.text for one in elements[first:last]).lower()
        return self._page_texts[key]


def _affordable(documents: Mapping[str, Document], hits: Sequence[Hit]) -> frozenset[str]:
    """The documents whose tables are all looked through: those found first, as long as they are not too large."""
    chosen: list[str] = []
    size = 0
    for upload_id in dict.fromkeys([*(hit.upload_id for hit in hits), *documents]):
        size += len(documents[upload_id].elements)
        if chosen and size > _MOST_ELEMENTS:
            break
        chosen.append(upload_id)
    return frozenset(chosen)
