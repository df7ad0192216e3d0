"""How an answer came about, as it is kept with its question: enough to follow it when its documents are gone.

Everything is bounded: of each passage there are its first words and a box for each of its blocks, never its whole text.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from typing import Any

from chatdoc_server.answering.base import Inquiry, Support
from chatdoc_server.citations import SourceItem, UnresolvedSpan, locate
from chatdoc_server.document import Box, Document, Node, Rect, Span
from chatdoc_server.indexing.embedding.choice import ENGLISH, Embedders
from chatdoc_server.indexing.index import FORMAT, DocumentIndex
from chatdoc_server.languages import detect
from chatdoc_server.questions.instructions import strip_instructions
from chatdoc_server.retrieval.base import Hit
from chatdoc_server.retrieval.search import looked_for

SNIPPET = 200
"""Characters of a passage that are kept."""
MOST_PASSAGES = 60
"""Passages that are kept; many documents asked together have a share each."""
MOST_SENTENCES = 200
"""Sentences whose checking is kept."""
LONGEST_SENTENCE = 1_000
"""Characters of a sentence that are kept."""


@dataclass(frozen=True, slots=True)
class TracedPart:
    """One piece of evidence that was looked for: words with their weights, what the embedder read, and its weight.

    `rows` are line items that its page would show; `question` counts the questions of a message, from 0.
    """

    words: Mapping[str, float]
    meaning: str
    weight: float
    rows: tuple[str, ...] = ()
    question: int = 0


@dataclass(frozen=True, slots=True)
class TracedPassage:
    """A passage that the answer could be written from.

    `page` counts from 0 and is None in a document without pages. `source` is where it stands, a box for each block, as
    in `source_info`. `scores` are what `score` was made of. `cited` says whether the answer cites words of it.
    """

    upload_id: str
    document: str
    number: int
    page: int | None
    headings: tuple[str, ...]
    text: str
    score: float
    scores: Mapping[str, float]
    cited: bool
    source: SourceItem


@dataclass(frozen=True, slots=True)
class TracedSentence:
    """A piece of the answer that was checked; `sources` are positions in `source_info`, none without support."""

    text: str
    supported: bool
    sources: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class TracedWriter:
    """Who wrote the answer: a model's name, empty for none, and the settings that mattered."""

    model: str
    settings: Mapping[str, str | int | float | bool]


@dataclass(frozen=True, slots=True)
class Release:
    """What answered: the service's version, and the format of its indexes."""

    service: str
    index_format: int = FORMAT


@dataclass(frozen=True, slots=True)
class Trace:
    """How an answer came about.

    `question` is as it was asked, `rewritten` as it was understood by the conversation before it, `stripped` without
    instructions to the reader. `language` is that of the question, as an ISO 639-1 code, empty when it can't be told.
    `parts` is what was looked for, `embedders` what compared it with passages by meaning.
    `fallback` is why another writer took the place of the one that was meant, `failure` why there is no whole answer.
    `timings` are milliseconds by stage; `first_piece` and `whole` count from the beginning.
    """

    question: str
    release: Release
    rewritten: str = ""
    stripped: str = ""
    language: str = ""
    parts: tuple[TracedPart, ...] = ()
    passages: tuple[TracedPassage, ...] = ()
    embedders: tuple[str, ...] = ()
    formula: Mapping[str, Any] | None = None
    written_by: TracedWriter | None = None
    fallback: str = ""
    failure: str = ""
    sentences: tuple[TracedSentence, ...] = ()
    timings: Mapping[str, float] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The trace as it is kept."""
        return asdict(self)


def stripped(question: str, language: str) -> str:
    """A question without instructions to its reader; in languages whose instructions are not known, as it is."""
    return strip_instructions(question).text if language in ENGLISH else question


def parts(sought: str, indexes: Sequence[DocumentIndex]) -> tuple[TracedPart, ...]:
    """What was looked for in some indexes."""
    return tuple(
        TracedPart(
            words={text: round(weight, 3) for text, weight in part.words.items() if text},
            meaning=part.meaning,
            weight=part.weight,
            rows=tuple(item.name for item in part.rows),
            question=part.question,
        )
        for part in looked_for(sought, detect(sought), indexes)
    )


def embedders_of(inquiry: Inquiry, embedders: Embedders) -> tuple[str, ...]:
    """The names of the embedders by which a question is compared with its documents, each once."""
    language = detect(inquiry.question)
    used = (embedders.between(document.language, language).name for document in inquiry.documents.values())
    return tuple(dict.fromkeys(used))


def passages(inquiry: Inquiry, cited: Iterable[Support]) -> tuple[TracedPassage, ...]:
    """The best passages of an inquiry in their order; `cited` is what the answer cites."""
    spans: dict[str, list[Span]] = {}
    for support in cited:
        spans.setdefault(support.upload_id, []).extend(support.spans)
    return tuple(_passage(hit, inquiry, spans.get(hit.upload_id, [])) for hit in inquiry.hits[:MOST_PASSAGES])


def _passage(hit: Hit, inquiry: Inquiry, cited: Sequence[Span]) -> TracedPassage:
    document, passage = inquiry.documents[hit.upload_id], hit.passage
    return TracedPassage(
        upload_id=hit.upload_id,
        document=inquiry.names.get(hit.upload_id, ""),
        number=passage.number,
        page=passage.page if document.is_paged else None,
        headings=passage.headings,
        text=cut(passage.text, SNIPPET),
        score=round(hit.score, 4),
        # JSON has no infinite numbers, which another's model may well give.
        scores={name: round(float(value), 4) for name, value in hit.scores.items() if math.isfinite(value)},
        cited=any(_touch(one, span) for one in cited for span in passage.spans),
        source=_place(document, hit),
    )


def _touch(one: Span, other: Span) -> bool:
    """Whether two spans share characters. A cell and a whole table do where they are one element."""
    if one.element != other.element:
        return False
    if (one.cell < 0) != (other.cell < 0):
        return True
    return one.cell == other.cell and one.start < other.end and other.start < one.end


def _place(document: Document, hit: Hit) -> SourceItem:
    """Where a passage stands: one box for each of its blocks, or the blocks' nodes."""
    boxes: dict[tuple[int, int], Box] = {}
    nodes: dict[int, Node] = {}
    for element, place in _places(document, hit.passage.spans):
        if isinstance(place, Rect):
            key = (place.page, element)
            boxes[key] = _around(boxes.get(key, place.box), place.box)
        else:
            nodes.setdefault(place.block, Node(place.block, document.elements[place.block].xpath))
    item: SourceItem = {}
    for (page, _), box in boxes.items():
        item.setdefault(str(page), []).append([round(side, 2) for side in box])
    for node in nodes.values():
        item[str(node.block)] = [{"xpath": node.xpath}]
    return {**item, "upload_id": hit.upload_id}


def _places(document: Document, spans: Iterable[Span]) -> Iterator[tuple[int, Rect | Node]]:
    """Every place under some spans, each with its element; spans without words, such as an empty cell's, have none."""
    for span in spans:
        with suppress(UnresolvedSpan):
            yield from ((span.element, place) for place in locate(document, span))


def _around(one: Box, other: Box) -> Box:
    return Box(
        min(one.left, other.left),
        min(one.top, other.top),
        max(one.right, other.right),
        max(one.bottom, other.bottom),
    )


def cut(text: str, most: int) -> str:
    """The beginning of a text on one line, with a mark where it was cut."""
    told = " ".join(text.split())
    return told if len(told) <= most else f"{told[: most - 1].rstrip()}…"
