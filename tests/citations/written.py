"""What verification makes of an answer that a test writes: sentences with the words that they are cited by."""

import asyncio
from collections.abc import AsyncGenerator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from chatdoc_server.answering.base import (
    AnswerEvent,
    Citation,
    Inquiry,
    Support,
    TextDelta,
    Unsupported,
    WrittenBy,
)
from chatdoc_server.citations.verification.verified import verified
from chatdoc_server.document import Document
from chatdoc_server.indexing.embedding.base import Embedder
from chatdoc_server.retrieval.base import Hit
from tests.answering.builder import DocumentBuilder, hits_of

ID = "doc"

BUILDER = (
    DocumentBuilder()
    .heading("Rockets")
    .paragraph(
        "ACME makes rockets in Ohio. It employs 1,200 people. Alice Smith is the CEO, and Bob Jones is the CFO. "
        "The plant in Dayton was not closed in 2021."
    )
    .table(
        [
            ["", "2022", "2021"],
            ["Net sales", "$ 4,000", "$ 3,500"],
            ["Cost of sales", "2,000", "1,900"],
            ["Net income (loss)", "(150)", "75"],
            ["Purchases of property, plant and equipment", "(1,577)", "(1,200)"],
            ["Gross margin", "50.0%", "45.7%"],
            ["Employees", "1,200", "1,100"],
        ],
        unit="in millions",
    )
    .heading("Terms")
    .paragraph(
        "The agreement ends on March 31, 2024, unless it is renewed. Net sales in Europe rose 12% to $1.6 billion and "
        "net sales in Asia fell 3% to $900 million in 2022. The fee is $25 a month."
    )
)
DOCUMENT = BUILDER.build()
HITS = hits_of(DOCUMENT)
PROSE, TABLE, TERMS = 0, 1, 2
"""The passages, by their places in `HITS`."""


@dataclass
class Outcome:
    """What came out: the text, the words cited by the sentence they are cited for, and the sentences unsupported."""

    text: str = ""
    cited: dict[str, list[str]] = field(default_factory=dict)
    unsupported: list[str] = field(default_factory=list)
    events: list[AnswerEvent] = field(default_factory=list)


async def play(events: Iterable[AnswerEvent]) -> AsyncGenerator[AnswerEvent]:
    """Events as an answerer streams them."""
    for event in events:
        yield event


def by_model(
    *parts: str | int | tuple[int, ...], hits: Sequence[Hit] = HITS, sources: int | None = None
) -> list[AnswerEvent]:
    """The events of an answer by a model: texts, and numbers of the passages that markers name."""
    events: list[AnswerEvent] = [WrittenBy("model", {"sources": len(hits) if sources is None else sources})]
    for part in parts:
        if isinstance(part, str):
            events.append(TextDelta(part))
            continue
        named = (part,) if isinstance(part, int) else part
        events.append(Citation(tuple(Support(hits[one].upload_id, hits[one].passage.spans) for one in named)))
    return events


def inquiry_of(
    question: str,
    document: Document,
    hits: Sequence[Hit],
    *,
    within: bool = True,
    names: Mapping[str, str] | None = None,
) -> Inquiry:
    """A question about one document."""
    return Inquiry(question, {ID: document}, hits, within_documents=within, names=names or {})


def outcome(events: Sequence[AnswerEvent], inquiry: Inquiry, embedder: Embedder | None = None) -> Outcome:
    """All that comes out of verification."""

    async def run() -> Outcome:
        found, since = Outcome(), ""
        async for event in verified(play(events), inquiry, embedder):
            found.events.append(event)
            if isinstance(event, TextDelta):
                found.text += event.text
                since += event.text
            elif isinstance(event, Citation):
                said = [inquiry.documents[one.upload_id].text_of(span) for one in event.supports for span in one.spans]
                found.cited[since.strip()] = said
                since = ""
            elif isinstance(event, Unsupported):
                found.unsupported.append(event.text)
                since = ""
        return found

    return asyncio.run(run())


def checked(
    *parts: str | int | tuple[int, ...],
    document: Document = DOCUMENT,
    hits: Sequence[Hit] = HITS,
    question: str = "How is ACME doing?",
    sources: int | None = None,
) -> Outcome:
    """What comes of an answer by a model about a document."""
    return outcome(by_model(*parts, hits=hits, sources=sources), inquiry_of(question, document, hits))


def words_cited(sentence: str, *parts: str | int | tuple[int, ...]) -> list[str] | None:
    """The words that one sentence is cited by; None when it comes out as unsupported."""
    found = checked(sentence, *parts)
    assert found.text == sentence
    assert bool(found.cited) != bool(found.unsupported), "either, and not both"
    return found.cited.get(sentence)
