"""The `source_info` of an answer, gathered while the answer is being written."""

from collections.abc import Iterable, Mapping
from typing import Any

from chatdoc_server.answering.base import Citation, Support
from chatdoc_server.citations.locate import locate
from chatdoc_server.document import Document, Node, Rect

SourceItem = dict[str, Any]
"""Where a support stands, as it goes over the wire.

Of a paged document `{"<page>": [[left, top, right, bottom], …], "upload_id": "…"}`: pages count from 0, points from the
top left. Of a flowing one `{"<data-index>": [{"xpath": "…"}], "upload_id": "…"}`.
"""


_OPENING, _HARMLESS = "[<span data-index=", "[‹span data-index="


def marker(index: int) -> str:
    """The marker of a detailed citation that points at `source_info[index]`; readers see it counted from 1."""
    return f'{_OPENING}"{index}">{index + 1}</span>]'


def unmarked(text: str) -> str:
    """A text in which nothing can be taken for a marker: a document may have one printed on its page."""
    return text.replace(_OPENING, _HARMLESS)


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

    Supports are the same when they cover the same rectangles or nodes, whatever spans they were cited by.
    """

    def __init__(self, documents: Mapping[str, Document]) -> None:
        self._documents = documents
        self._places: dict[tuple[str, tuple[Rect | Node, ...]], int] = {}
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
        places = tuple(dict.fromkeys(place for span in support.spans for place in locate(document, span)))
        key = (support.upload_id, places)
        if key not in self._places:
            self._places[key] = len(self._items)
            self._items.append(_item(support.upload_id, places))
        return self._places[key]


def _item(upload_id: str, places: Iterable[Rect | Node]) -> SourceItem:
    item: SourceItem = {}
    for place in places:
        if isinstance(place, Node):
            item.setdefault(str(place.block), []).append({"xpath": place.xpath})
        else:
            item.setdefault(str(place.page), []).append([round(side, 2) for side in place.box])
    return {**item, "upload_id": upload_id}
