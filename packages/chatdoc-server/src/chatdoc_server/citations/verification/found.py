"""A piece of evidence for a claim: a sentence or a cell, with what it says and what stands around it."""

from dataclasses import dataclass

from chatdoc_server.citations.verification.context import Context
from chatdoc_server.citations.verification.dates import Times
from chatdoc_server.citations.verification.evidence import Sentence, TableEvidence
from chatdoc_server.document import Span


@dataclass(frozen=True, slots=True)
class Found:
    """A piece of evidence for a claim or one figure of it, and what it says; `beside` is a cell's label and head."""

    score: float
    upload_id: str
    spans: tuple[Span, ...]
    text: str
    words: frozenset[str]
    stems: frozenset[str]
    times: tuple[Times, ...]
    context: Context
    beside: str = ""


def with_before(sentence: Sentence, score: float) -> Found:
    """A sentence as evidence, together with the one that it speaks of."""
    before = sentence.before
    spans = sentence.spans if before is None else (*before.spans, *sentence.spans)
    return Found(
        score,
        sentence.upload_id,
        spans,
        sentence.text,
        sentence.words | (before.words if before else frozenset()),
        sentence.stems | (before.stems if before else frozenset()),
        (sentence.times, before.times) if before else (sentence.times,),
        sentence.context,
    )


def whole_sentence(sentence: Sentence, score: float = 1.0) -> Found:
    """A sentence as evidence."""
    return Found(
        score,
        sentence.upload_id,
        sentence.spans,
        sentence.text,
        sentence.words,
        sentence.stems,
        (sentence.times,),
        sentence.context,
    )


def whole_cell(table: TableEvidence, position: int, score: float = 1.0) -> Found:
    """A cell as evidence, with what stands beside and over it."""
    address = table.address(position)
    text = table.text(position)
    return Found(
        score,
        table.upload_id,
        (table.span(position),),
        f"{address.label} {address.head} {text}",
        address.words | frozenset(text.lower().split()),
        address.label_stems | address.head_stems | address.over_stems,
        (address.times,),
        table.context,
        f"{address.label} . {address.head}",
    )
