"""What an answer's sources say: which document, where in it, and the very words that stand there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chatdoc_server.citations import spans_under
from chatdoc_server.document import Box, Document, Rect, Span

LONGEST_QUOTE = 1500
"""Characters of a quotation; a source may be a whole table."""


@dataclass(frozen=True, slots=True)
class Source:
    """One item of `source_info`.

    `boxes` are by page, counted from 0, in points from the top left of the page as displayed; a place in a flowing
    document has none and stands under `headings`, the outermost first. `name` is None for a document that is gone, of
    which no words are known either. `quotes` are the words, one for each block of the document.
    """

    upload_id: str
    name: str | None
    boxes: Mapping[int, tuple[Box, ...]]
    headings: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()


def source_of(item: Mapping[str, Any], name: str | None, document: Document | None) -> Source:
    """A source from its item of `source_info` and the document that it stands in, None for one that is gone."""
    upload_id = str(item.get("upload_id", ""))
    places = {int(key): value for key, value in item.items() if key.isdecimal()}
    boxes = {
        page: tuple(Box(*map(float, box)) for box in value)
        for page, value in sorted(places.items())
        if all(isinstance(box, list) and len(box) == 4 for box in value)
    }
    if boxes:
        quotes = () if document is None else _quotes(document, _under(document, boxes))
        return Source(upload_id, name, boxes, quotes=quotes)
    blocks = sorted(places) or [int(index) for index in item.get("indexes", ())]
    known = [block for block in blocks if document is not None and 0 <= block < len(document.elements)]
    headings = document.headings_over(known[0]) if document is not None and known else ()
    if "material" in item:
        return Source(upload_id, name, {}, headings, _cut((str(item["material"]),)))
    quotes = () if document is None else _quotes(document, _at_nodes(document, {one: places[one] for one in known}))
    return Source(upload_id, name, {}, headings, quotes)


def _under(document: Document, boxes: Mapping[int, Sequence[Box]]) -> list[Span]:
    return [*spans_under(document, [Rect(page, box) for page, found in boxes.items() for box in found])]


def _at_nodes(document: Document, nodes: Mapping[int, Sequence[Mapping[str, str]]]) -> list[Span]:
    """The cells of a table that nodes name, or the whole block."""
    found = []
    for block, named in nodes.items():
        element = document.elements[block]
        xpaths = {node.get("xpath") for node in named}
        cells = element.table.cells if element.table is not None else ()
        inside = [Span(block, 0, len(cell.text), place) for place, cell in enumerate(cells) if cell.xpath in xpaths]
        found += inside or [Span(block, 0, len(element.text))]
    return found


def _quotes(document: Document, spans: Sequence[Span]) -> tuple[str, ...]:
    """The words of spans, those of a block together; cells of a table are parted by dots."""
    by_block: dict[int, list[Span]] = {}
    for span in spans:
        by_block.setdefault(span.element, []).append(span)
    texts = []
    for block in by_block.values():
        between = " · " if block[0].cell >= 0 else " … "
        texts.append(between.join(filter(None, (" ".join(document.text_of(span).split()) for span in block))))
    return _cut(texts)


def _cut(texts: Sequence[str]) -> tuple[str, ...]:
    kept, room = [], LONGEST_QUOTE
    for text in filter(None, (" ".join(one.split()) for one in texts)):
        if room <= 0:
            break
        kept.append(text if len(text) <= room else f"{text[: room - 1].rstrip()}…")
        room -= len(text)
    return tuple(kept)
