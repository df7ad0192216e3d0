"""The `source_info` of an answer, gathered while the answer is being written."""

from collections.abc import Iterable, Mapping

from chatdoc_server.answering.base import Citation, Support
from chatdoc_server.citations.locate import locate
from chatdoc_server.document import Document, Rect

SourceItem = dict[str, list[list[float]] | str]
"""`{"<page>": [[left, top, right, bottom], …], "upload_id": "…"}`: pages count from 0, points from the top left."""


def marker(index: int) -> str:
    """The marker of a detailed citation that points at `source_info[index]`; readers see it counted from 1."""
    return f'[<span data-index="{index}">{index + 1}</span>]'


def source_info(supports: Iterable[Support], documents: Mapping[str, Document]) -> list[SourceItem]:
    """The `source_info` of the supports: one item for each that is distinct, in the order they come.

    Raises:
        UnresolvedSpan: a support points at nothing in its document.
        KeyError: a support names a document that was not asked.
    """
    collector = SourceCollector(documents)
    collector.add(Citation(tuple(supports)))
    return collector.items


class SourceCollector:
    """Gives each distinct support of an answer its place in `source_info`.

    Supports are the same when they cover the same rectangles, whatever spans they were cited by.
    """

    def __init__(self, documents: Mapping[str, Document]) -> None:
        self._documents = documents
        self._places: dict[tuple[str, tuple[Rect, ...]], int] = {}
        self._items: list[SourceItem] = []

    @property
    def items(self) -> list[SourceItem]:
        """The `source_info` so far."""
        return list(self._items)

    def add(self, citation: Citation) -> tuple[int, ...]:
        """The places in `source_info` of a citation's supports, each once, in the order they are cited.

        Raises:
            UnresolvedSpan: a support points at nothing in its document.
            KeyError: a support names a document that was not asked.
        """
        return tuple(dict.fromkeys(self._place(support) for support in citation.supports))

    def _place(self, support: Support) -> int:
        document = self._documents[support.upload_id]
        rects = tuple(dict.fromkeys(rect for span in support.spans for rect in locate(document, span)))
        key = (support.upload_id, rects)
        if key not in self._places:
            self._places[key] = len(self._items)
            self._items.append(_item(support.upload_id, rects))
        return self._places[key]


def _item(upload_id: str, rects: Iterable[Rect]) -> SourceItem:
    pages: dict[str, list[list[float]]] = {}
    for rect in rects:
        pages.setdefault(str(rect.page), []).append([round(side, 2) for side in rect.box])
    return {**pages, "upload_id": upload_id}
