"""Every sentence of an answer matched to the words that support it, before its markers are shown."""

import asyncio
import functools
from collections.abc import AsyncGenerator, AsyncIterator, Iterable, Sequence
from dataclasses import replace

from chatdoc_server.answering.base import (
    AnswerEvent,
    Citation,
    Formula,
    Inquiry,
    Support,
    TextDelta,
    Unsupported,
    WrittenBy,
)
from chatdoc_server.citations.verification.judging import Judge, Verdict
from chatdoc_server.citations.verification.streaming import Ended, SentenceStream
from chatdoc_server.indexing.embedding.base import Embedder
from chatdoc_server.languages import sentences

SOURCES = "sources"
"""The setting by which whoever writes says how many of the inquiry's passages it was sent, from the first one on."""


async def verified(
    events: AsyncGenerator[AnswerEvent], inquiry: Inquiry, embedder: Embedder | None = None
) -> AsyncGenerator[AnswerEvent]:
    """The same answer, its citations narrowed to the words that support each sentence, sentences without any told.

    Text passes through as it comes. What a model wrote is taken claim by claim, which is a sentence or as much of one
    as a marker stands behind. It is matched with the passages that its markers name, then with all that the model was
    sent, and its citation stands at its end, before what follows. What was written without a model comes with the words
    or cells of each line; these stay where they state it. `Unsupported` stands in place of the citation of a claim that
    says something and has none, also of one that goes beyond the documents where that is allowed. Formulas are passed
    on when they hold (`formulas.holds`), the service's own words always. Nothing is cited that was not read
    (`reach.Reach`).

    Args:
        events: What an answerer streams.
        inquiry: What it was asked, with all that it may have read.
        embedder: Reads many languages; compares an answer with documents in others than its own.

    Raises:
        AnswerFailed: `events` raised it.
    """
    verifier = _Verifier(inquiry, embedder)
    async for event in events:
        async for out in verifier.take(event):
            yield out
    async for out in verifier.close():
        yield out


class _Verifier:
    """Where an answer stands: who writes, what is said since the last citation, and which supports were named."""

    def __init__(self, inquiry: Inquiry, embedder: Embedder | None) -> None:
        self._inquiry = inquiry
        self._likeness = None if embedder is None else functools.partial(_likeness, embedder)
        self._judge = Judge(inquiry, None)
        self._by_model = False
        self._stream = SentenceStream()
        self._named: list[Support] = []
        self._beside: tuple[Support, ...] = ()
        self._formulas: list[Formula] = []
        self._line = ""

    async def take(self, event: AnswerEvent) -> AsyncIterator[AnswerEvent]:
        """What an event of the answerer becomes."""
        if isinstance(event, WrittenBy) or (isinstance(event, TextDelta) and event.own):
            async for out in self.close():
                yield out
        match event:
            case TextDelta(text, own=False) if self._by_model:
                parts = self._stream.feed(text)
            case Citation(supports) if self._by_model:
                self._named += supports
                parts = self._stream.mark()
            case Formula():
                # It is told with the sources, so no text needs to wait for it.
                self._formulas.append(event)
                return
            case Citation():
                async for out in self._computed():
                    yield out
                yield await self._passed(event)
                return
            case _:
                yield await self._passed(event)
                return
        async for out in self._sentences(parts):
            yield out

    async def _computed(self) -> AsyncIterator[AnswerEvent]:
        """The formulas since the last citation that hold."""
        formulas, self._formulas = self._formulas, []
        for formula in formulas:
            if await asyncio.to_thread(self._judge.computed, formula):
                yield formula

    async def _passed(self, event: AnswerEvent) -> AnswerEvent:
        """What becomes of an event that is no model's: lines that come with their words are compared with these."""
        match event:
            case TextDelta(text, own=False):
                self._line += text
            case Citation(supports):
                line, self._line = self._line, ""
                return _told(await asyncio.to_thread(self._judge.line, line, supports), line.strip())
            case WrittenBy():
                self._begin(event)
        return event

    async def close(self) -> AsyncIterator[AnswerEvent]:
        """What is left when the answer, or one writer's part of it, has ended."""
        async for out in self._sentences(self._stream.close()):
            yield out
        async for out in self._computed():
            yield out
        line, self._line = self._line, ""
        for start, end in sentences.split(line):
            verdict = await asyncio.to_thread(self._judge.sentence, line[start:end])
            if verdict.claims and not verdict.supports:
                yield Unsupported(line[start:end])

    def _begin(self, writer: WrittenBy) -> None:
        self._by_model = bool(writer.model)
        sent = writer.settings.get(SOURCES, len(self._inquiry.hits))
        self._judge = Judge(self._inquiry, self._inquiry.hits[: int(sent)] if self._by_model else None, self._likeness)

    async def _sentences(self, parts: Iterable[str | Ended]) -> AsyncIterator[AnswerEvent]:
        for part in parts:
            if isinstance(part, str):
                yield TextDelta(part)
                continue
            named, self._named = tuple(self._named), []
            verdict = await asyncio.to_thread(self._judge.sentence, part.text, part.about, named, part.opening)
            if verdict.claims:
                yield _told(self._narrowed(verdict, part), part.text)

    def _narrowed(self, verdict: Verdict, part: Ended) -> Verdict:
        """The verdict on a sentence that goes on after a marker without what its beginning is cited by already."""
        before = self._beside if part.opening else ()
        self._beside = (*before, *verdict.supports)
        own = tuple(support for support in verdict.supports if support not in before)
        return replace(verdict, supports=own or verdict.supports)


def _told(verdict: Verdict, text: str) -> AnswerEvent:
    return Citation(verdict.supports) if verdict.supports else Unsupported(text)


def _likeness(embedder: Embedder, text: str, others: Sequence[str]) -> list[float]:
    vectors = embedder.embed([text, *others])
    return [float(cosine) for cosine in vectors[1:] @ vectors[0]]
