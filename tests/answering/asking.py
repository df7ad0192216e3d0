"""Asking an answerer in a test, and reading what came back."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from chatdoc_server.answering import Answerer, Citation, ExtractiveAnswerer, Inquiry, Support, TextDelta
from chatdoc_server.answering.base import AnswerEvent
from chatdoc_server.document import Document
from chatdoc_server.retrieval.base import Hit
from tests.answering.builder import hits_of

ID = "doc"


@dataclass(frozen=True)
class Answer:
    """A whole answer: `pieces` are its texts up to each citation with what supports them; the rest has no support."""

    text: str
    pieces: tuple[tuple[str, tuple[Support, ...]], ...]
    rest: str

    def cited(self, document: Document) -> list[str]:
        """What the cited spans say, in order."""
        return [document.text_of(span) for _, supports in self.pieces for support in supports for span in support.spans]


async def gather(answerer: Answerer, inquiry: Inquiry) -> Answer:
    return collected([event async for event in answerer.answer(inquiry)])


def collected(events: Iterable[AnswerEvent]) -> Answer:
    """The answer that events make up."""
    text, since, pieces = "", "", []
    for event in events:
        if isinstance(event, TextDelta):
            text += event.text
            since += event.text
        elif isinstance(event, Citation):
            pieces.append((since, event.supports))
            since = ""
    return Answer(text, tuple(pieces), since)


def ask(question: str, document: Document, hits: Sequence[Hit] | None = None, language: str = "") -> Answer:
    """The extractive answer to a question about one document."""
    inquiry = Inquiry(
        question=question,
        documents={ID: document},
        hits=hits_of(document) if hits is None else hits,
        language=language,
    )
    return asyncio.run(gather(ExtractiveAnswerer(), inquiry))
