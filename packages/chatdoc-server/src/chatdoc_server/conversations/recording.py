"""What is kept of an answer while it is being written: its text, its sources, and how it came about."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

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
from chatdoc_server.citations.sources import SourceCollector, SourceItem, marker, source_info, unmarked
from chatdoc_server.conversations import trace
from chatdoc_server.conversations.selecting import Selection
from chatdoc_server.conversations.trace import Release, Trace, TracedSentence, TracedWriter
from chatdoc_server.indexing.embedding.choice import Embedders
from chatdoc_server.indexing.index import DocumentIndex
from chatdoc_server.languages import detect
from chatdoc_server.storage.questions import Ending

Clock = Callable[[], float]
"""Seconds that never go back."""


class Stopwatch:
    """Milliseconds by stage, counted from when it was made."""

    def __init__(self, clock: Clock = time.perf_counter) -> None:
        self._clock = clock
        self._began = clock()
        self._taken: dict[str, float] = {}

    @property
    def taken(self) -> dict[str, float]:
        """What each stage took so far."""
        return dict(self._taken)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Counts the time inside towards a stage, also when it is left by an error."""
        began = self._clock()
        try:
            yield
        finally:
            self._taken[name] = self._taken.get(name, 0.0) + self._milliseconds(began)

    def reach(self, name: str) -> None:
        """Notes how long it took from the beginning to here, the first time only."""
        if name not in self._taken:
            self._taken[name] = self._milliseconds(self._began)

    def _milliseconds(self, began: float) -> float:
        return round(1000 * (self._clock() - began), 3)


class Recorder:
    """Gathers an answer's events. Whenever it ends, `ending` is all that there was until then.

    Attributes:
        watch: Times the stages; `first_piece` and `whole` are noted here.
    """

    def __init__(self, question: str, release: Release, *, detailed: bool, selection: Selection | None = None) -> None:
        self.watch = Stopwatch()
        self._question = question
        self._release = release
        self._detailed = detailed
        self._selection = selection
        self._sought = ""
        self._indexes: Sequence[DocumentIndex] = ()
        self._inquiry: Inquiry | None = None
        self._collector = SourceCollector({})
        self._text: list[str] = []
        self._unchecked = ""
        self._supports: list[Support] = []
        self._sentences: list[TracedSentence] = []
        self._unsupported: dict[str, None] = {}
        self._formulas: list[Formula] = []
        self._writer: WrittenBy | None = None
        self._fallback = ""
        self._is_whole = False

    @property
    def text(self) -> str:
        """The answer so far, as it was shown."""
        return "".join(self._text)

    @property
    def sources(self) -> list[SourceItem]:
        """The `source_info` so far; a selection in HTML is the last of a whole answer's."""
        selected = self._selection.source_items() if self._is_whole and self._selection is not None else []
        return self._collector.items + selected

    @property
    def unsupported(self) -> list[str]:
        """The sentences that nothing supports, in the order they stand, each once."""
        return list(self._unsupported)

    @property
    def formula(self) -> dict[str, Any] | None:
        """How figures of the answer were computed, as it goes over the wire; several computations have a line each."""
        if self._inquiry is None or not self._formulas:
            return None
        documents = self._inquiry.documents
        inputs = [
            {"label": one.label, "value": one.value, "source": source_info([one.support], documents)[0]}
            for formula in self._formulas
            for one in formula.inputs
        ]
        return {"text": "\n".join(formula.text for formula in self._formulas), "inputs": inputs}

    def searching(self, sought: str, indexes: Sequence[DocumentIndex]) -> None:
        """Notes what is looked for, and in which indexes."""
        self._sought, self._indexes = sought, indexes

    def understood(self, inquiry: Inquiry) -> None:
        """Notes what the answer is written from."""
        self._inquiry = inquiry
        self._collector = SourceCollector(inquiry.documents)

    def take(self, event: AnswerEvent) -> str:
        """Notes an event, and returns the text that is to be shown for it, if any.

        Raises:
            UnresolvedSpan: a citation points at nothing in its document.
        """
        shown = ""
        match event:
            case TextDelta(text, own):
                shown = unmarked(text)
                self._unchecked += "" if own else text
            case Citation(supports):
                shown = self._cited(event)
                self._supports += supports
            case Unsupported(text):
                self._reported(text)
            case Formula():
                self._formulas.append(event)
            case WrittenBy():
                self._writer = event
                self._fallback = event.reason or self._fallback
        if shown:
            self.watch.reach("first_piece")
            self._text.append(shown)
            # Whoever does not say so is no model.
            self._writer = self._writer or WrittenBy()
        return shown

    def finished(self) -> None:
        """Notes that the answer is whole."""
        self._is_whole = True

    def ending(self, embedders: Embedders, failure: str = "") -> Ending:
        """What is to be kept of the answer; `failure` is why there is no whole one."""
        self.watch.reach("whole")
        formula = self.formula
        return Ending(
            answer=self.text,
            source_info=self.sources,
            unsupported=self.unsupported,
            formula=formula,
            trace=self._trace(embedders, formula, failure).as_json(),
        )

    def _cited(self, citation: Citation) -> str:
        places = self._collector.add(citation)
        claim, self._unchecked = self._unchecked, ""
        if claim.strip() and places:
            self._checked(claim, places)
        return "".join(map(marker, places)) if self._detailed else ""

    def _reported(self, sentence: str) -> None:
        self._unsupported[sentence] = None
        before, _, after = self._unchecked.partition(sentence)
        self._unchecked = before + after
        self._checked(sentence, ())

    def _checked(self, text: str, places: tuple[int, ...]) -> None:
        if len(self._sentences) < trace.MOST_SENTENCES:
            told = trace.cut(text, trace.LONGEST_SENTENCE)
            self._sentences.append(TracedSentence(told, supported=bool(places), sources=places))

    def _trace(self, embedders: Embedders, formula: dict[str, Any] | None, failure: str) -> Trace:
        inquiry, writer = self._inquiry, self._writer
        if inquiry is None:
            return Trace(self._question, self._release, failure=failure, timings=self.watch.taken)
        language = detect(inquiry.question)
        sought = self._sought or inquiry.question
        return Trace(
            question=self._question,
            release=self._release,
            rewritten=inquiry.question,
            stripped=trace.stripped(inquiry.question, language),
            language=language,
            parts=trace.parts(sought, self._indexes),
            passages=trace.passages(inquiry, self._supports),
            embedders=trace.embedders_of(inquiry, embedders),
            formula=formula,
            written_by=None if writer is None else TracedWriter(writer.model, dict(writer.settings)),
            fallback=self._fallback,
            failure=failure,
            sentences=tuple(self._sentences),
            timings=self.watch.taken,
        )
