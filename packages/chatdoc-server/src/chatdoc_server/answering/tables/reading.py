"""The tables of the asked documents: what they say is read when it is first needed, and kept with each document."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from chatdoc_server.answering.tables.grid import Grid, grid_of
from chatdoc_server.document import NO_PAGE, Document, Element
from chatdoc_server.questions.statements import STATEMENTS, Statement
from chatdoc_server.questions.words import holds_all
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
        self._looked_through = _affordable(documents, hits)

    def found(self) -> list[tuple[str, int, Grid]]:
        """The tables that search found: upload_id, rank and grid."""
        return [
            (upload_id, rank, grid)
            for (upload_id, index), rank in self.ranks.items()
            if (grid := grid_of(document := self.documents[upload_id], document.elements[index])) is not None
        ]

    def labelled(self, upload_id: str, names: Iterable[Sequence[str]]) -> Iterator[tuple[Grid, set[str]]]:
        """The tables of a document that may have a row of one of some names, with the labels that hold one.

        Of a document that is one too many only the tables are looked at that were found.

        Args:
            upload_id: one of the documents.
            names: each as the beginnings of its words, in lower case.
        """
        document = self.documents[upload_id]
        if upload_id in self._looked_through:
            labels = document.once(_all_labels)
        else:
            labels = _joined(document.once(_labels, index) for one, index in self.ranks if one == upload_id)
        names = [words for words in names if holds_all(labels.text, words)]
        beginnings = frozenset(word for words in names for word in words)
        for table in labels.tables if names else ():
            held = {word for word in beginnings if word in table.text}
            near = (words for words in names if held.issuperset(words)) if held else ()
            named = {label for words in near for label in _holding(table.labels, words)}
            grid = grid_of(document, document.elements[table.element]) if named else None
            if grid is not None:
                yield grid, named

    def statements_on(self, upload_id: str, element: Element) -> frozenset[Statement]:
        """The primary statements that an element's page shows, told by the lines each of them always has."""
        return self.documents[upload_id].once(_statements, element.index)


def _holding(labels: Sequence[str], words: Sequence[str]) -> Sequence[str]:
    """The labels that hold all of some beginnings of words."""
    for word in words:
        labels = [label for label in labels if word in label]
    return labels


class _Labels(NamedTuple):
    """What may be the labels of a table's rows, in lower case, and all of them as one text."""

    element: int
    labels: tuple[str, ...]
    text: str


class _AllLabels(NamedTuple):
    """The labels of several tables, and all of them as one text."""

    tables: tuple[_Labels, ...]
    text: str


def _labels(document: Document, index: int) -> _Labels:
    """Of each row the first cell that is not empty, and all that stands in its first column.

    Reading a table's rows takes much longer, and most tables have none that is named as what is asked.
    """
    table = document.elements[index].table
    labels: dict[int, list[str]] = {}
    for cell in () if table is None else table.cells:
        if (cell.column == 0 or cell.row not in labels) and (text := cell.text.strip()):
            labels.setdefault(cell.row, []).append(text)
    each = tuple(" ".join(label).lower() for label in labels.values())
    return _Labels(index, each, "\n".join(each))


def _all_labels(document: Document) -> _AllLabels:
    """The labels of all tables of a document."""
    return _joined(document.once(_labels, element.index) for element in document.elements if element.table is not None)


def _joined(labels: Iterable[_Labels]) -> _AllLabels:
    tables = tuple(labels)
    return _AllLabels(tables, "\n".join(table.text for table in tables))


def _statements(document: Document, index: int) -> frozenset[Statement]:
    text = _around(document, document.elements[index])
    return frozenset(
        kind
        for kind, entry in STATEMENTS.items()
        if all(any(mark in text for mark in alternatives) for alternatives in entry.marks)
    )


def _around(document: Document, element: Element) -> str:
    """The lower-case text of the page an element stands on; without pages, of what stands around it."""
    elements, first, last = document.elements, element.index, element.index + 1
    if element.page == NO_PAGE:
        near = elements[max(0, first - _AROUND) : first + _AROUND]
        return "\n".join(one.text for one in near if one.parent == element.parent).lower()
    while first > 0 and elements[first - 1].page == element.page:
        first -= 1
    while last < len(elements) and elements[last].page == element.page:
        last += 1
    return "\n".join(one.text for one in elements[first:last]).lower()


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
