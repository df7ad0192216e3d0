"""What a reader selected in a document, and the question about it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from chatdoc_server.answering.base import Support
from chatdoc_server.answering.prose.selection import passage_of
from chatdoc_server.citations import SourceItem, spans_in, spans_of_text, spans_under
from chatdoc_server.document import Document, Rect, Span
from chatdoc_server.retrieval.base import Asked, Hit

_MOST_COVERING = 3
"""Passages around a selection that are read beside it."""
_SOUGHT = 600
"""Characters of selected material that are looked for beside the question."""


@dataclass(frozen=True, slots=True)
class Ends:
    """Where a selection in HTML begins and ends, as the viewer told; handed back with the answer as it came."""

    anchor_node: str
    focus_node: str
    anchor_offset: int | str
    focus_offset: int | str


@dataclass(frozen=True, slots=True)
class Selection:
    """Selected text of one document: under rectangles of a paged one, or in blocks of a flowing one, which has `ends`.

    `blocks` are `data-index` of the blocks; rectangles are in points from the top left, on pages counted from 0.
    """

    material: str
    upload_id: str
    rects: tuple[Rect, ...] = ()
    blocks: tuple[int, ...] = ()
    ends: Ends | None = None

    def source_items(self) -> list[SourceItem]:
        """What the `source_info` of an answer says of a selection in HTML; nothing for other selections."""
        if self.ends is None:
            return []
        return [
            {
                "material": self.material,
                "indexes": list(self.blocks),
                "anchorNode": self.ends.anchor_node,
                "focusNode": self.ends.focus_node,
                "anchorOffset": self.ends.anchor_offset,
                "focusOffset": self.ends.focus_offset,
                "upload_id": self.upload_id,
            }
        ]


def query(question: str, selection: Selection | None) -> str:
    """What is looked for: the question, and the beginning of what it is about."""
    return question if selection is None else f"{question} {' '.join(selection.material.split())[:_SOUGHT]}".strip()


def resolved(selection: Selection | None, documents: Mapping[str, Document]) -> Support | None:
    """Where a selection stands; by its text when its places hold nothing, None when that stands nowhere either."""
    if selection is None:
        return None
    named = documents.get(selection.upload_id)
    if named is not None and (spans := _spans(selection, named)):
        return Support(selection.upload_id, spans)
    # A place beside the document, or a selection named by its collection.
    for upload_id in [selection.upload_id] if named is not None else documents:
        if spans := spans_of_text(documents[upload_id], selection.material):
            return Support(upload_id, spans)
    return None


def in_front(hits: Sequence[Hit], selected: Support | None, asked: Iterable[Asked]) -> list[Hit]:
    """The passages found, with the selection first and the passages around it next."""
    if selected is None:
        return list(hits)
    own = next(one for one in asked if one.upload_id == selected.upload_id)
    best = hits[0].score if hits else 1.0
    chosen = [Hit(own.upload_id, passage_of(own.document, selected.spans), best)]
    elements = {span.element for span in selected.spans}
    around = [passage for passage in own.index.passages if elements.intersection(passage.elements)]
    chosen += [Hit(own.upload_id, passage, best) for passage in around[:_MOST_COVERING]]
    known = {(hit.upload_id, hit.passage.number) for hit in chosen}
    return chosen + [hit for hit in hits if (hit.upload_id, hit.passage.number) not in known]


def _spans(selection: Selection, document: Document) -> tuple[Span, ...]:
    if document.is_paged:
        return spans_under(document, selection.rects)
    nodes = () if selection.ends is None else (selection.ends.anchor_node, selection.ends.focus_node)
    return spans_in(document, selection.blocks, selection.material, nodes)
