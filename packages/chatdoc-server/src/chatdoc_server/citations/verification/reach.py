"""What whoever wrote an answer had read: nothing else may be cited."""

from collections.abc import Iterable, Mapping, Sequence

from chatdoc_server.answering.base import Support
from chatdoc_server.citations.locate import UnresolvedSpan, locate
from chatdoc_server.document import Document, Span
from chatdoc_server.retrieval.base import Hit


class Reach:
    """What may be cited.

    A model has read the passages that it was sent, and what the reader selected. Who answers without a model looks
    rows and sections up in the documents themselves, and has read those asked.

    Args:
        documents: The documents asked, by upload_id.
        passages: The passages that were sent; None where the documents themselves were read.
        selection: What the reader selected.
    """

    def __init__(
        self, documents: Mapping[str, Document], passages: Sequence[Hit] | None, selection: Support | None = None
    ) -> None:
        self._documents = documents
        self._whole = passages is None
        self._read: dict[tuple[str, int], list[tuple[Span, tuple[int, int] | None]]] = {}
        for hit in passages or ():
            self._add(hit.upload_id, hit.passage.spans, hit.passage.rows)
        if selection is not None:
            self._add(selection.upload_id, selection.spans, None)

    def within(self, supports: Iterable[Support]) -> tuple[Support, ...]:
        """The supports that were read and stand somewhere in their document; of each those spans that do."""
        found = []
        for support in supports:
            spans = tuple(span for span in support.spans if self._holds(support.upload_id, span))
            if spans:
                found.append(Support(support.upload_id, spans))
        return tuple(found)

    def _add(self, upload_id: str, spans: Iterable[Span], rows: tuple[int, int] | None) -> None:
        for span in spans:
            self._read.setdefault((upload_id, span.element), []).append((span, rows))

    def _holds(self, upload_id: str, span: Span) -> bool:
        document = self._documents.get(upload_id)
        if document is None:
            return False
        try:
            locate(document, span)
        except UnresolvedSpan:
            return False
        if self._whole:
            return True
        own = self._read.get((upload_id, span.element), ())
        return any(_covers(document, read, rows, span) for read, rows in own)


def _covers(document: Document, read: Span, rows: tuple[int, int] | None, span: Span) -> bool:
    table = document.elements[span.element].table
    if read.cell == span.cell:
        return read.start <= span.start and span.end <= read.end
    if read.cell >= 0 or table is None:
        return False
    first, last = rows or (0, table.rows)
    return first <= table.cells[span.cell].row < last
