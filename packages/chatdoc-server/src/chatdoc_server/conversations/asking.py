"""The use case of asking: reserve, record, retrieve, answer, cite, settle, in that order.

Whatever happens, a question ends settled (its answer was given, whole or until the asker hung up) or
released (it failed), and its record says which.
"""

import asyncio
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import Any

import anyio

from chatdoc_server.accounts import reservations
from chatdoc_server.accounts.quota import PackageKind, Quota
from chatdoc_server.answering.base import Answerer, AnswerFailed, Inquiry, Turn, Writer
from chatdoc_server.citations.sources import SourceItem
from chatdoc_server.citations.verification.verified import verified
from chatdoc_server.conversations import selecting
from chatdoc_server.conversations.follow_up import standalone
from chatdoc_server.conversations.library import Library
from chatdoc_server.conversations.recording import Recorder, Stopwatch
from chatdoc_server.conversations.scope import scope
from chatdoc_server.conversations.selecting import Selection
from chatdoc_server.conversations.trace import Release, Trace
from chatdoc_server.errors import BadRequest
from chatdoc_server.indexing.embedding.choice import Embedders
from chatdoc_server.languages import detect
from chatdoc_server.languages.tokens import approximate_tokens
from chatdoc_server.questions.language_codes import code_of
from chatdoc_server.retrieval.base import Asked, Hit
from chatdoc_server.retrieval.fairness import fair
from chatdoc_server.retrieval.reranking import Reranking, depth, reranked
from chatdoc_server.retrieval.search import search
from chatdoc_server.storage.document_records import DocumentRecord
from chatdoc_server.storage.documents import Documents
from chatdoc_server.storage.questions import Ending, NewQuestion, Questions, QuestionState

_ANSWER_PASSAGES = 12
_LOST = "The service ended before the answer did."


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody wants to know, of which documents, and how it should be answered."""

    text: str
    upload_ids: tuple[str, ...]
    history: tuple[Turn, ...] = ()
    selection: Selection | None = None
    language: str | None = None
    within_documents: bool = True
    detailed_citation: bool = False
    model: str = "default"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text of an answer; all else is there in the last piece only.

    `unsupported` are sentences of the answer that nothing supports, `formula` is how a figure of it was computed.
    """

    text: str
    source_info: list[SourceItem] | None = None
    unsupported: tuple[str, ...] = ()
    formula: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Conversations:
    """Asks and searches documents for their owner."""

    documents: Documents
    questions: Questions
    quota: Quota
    library: Library
    embedders: Embedders
    answerer: Answerer
    prices: Mapping[str, PackageKind]
    conversation_tokens: int
    question_documents: int
    now: Callable[[], int]
    release: Release
    writer: Writer | None = None
    reranking: Reranking | None = None

    async def ask(self, user_id: int, question: Question) -> "Answering":
        """Checks, reserves and records a question; its answer is then read from the result.

        Raises:
            NotFound: a document is not there or not the user's.
            BadRequest: a document is not ready, or question and history are too long.
            QuotaExceeded: the user has no question of this kind left.
        """
        self._check_length(question)
        return await asyncio.to_thread(self._begin, user_id, question)

    def close_lost(self, asked_before: int) -> None:
        """Ends questions whose process died while it answered them: nothing is charged, and their traces say why.

        Args:
            asked_before: Unix seconds; what was asked earlier and has no end is lost.
        """
        for record in self.questions.abandoned(asked_before):
            self.quota.release(reservations.of_question(record.id))
            told = Trace(record.question, self.release, failure=_LOST)
            self.questions.finish(record.id, Ending(record.answer, None, trace=told.as_json()), QuestionState.FAILED)

    async def search(self, user_id: int, upload_ids: Sequence[str], query: str, limit: int) -> list[tuple[Hit, Asked]]:
        """The passages that fit a query best, each with the document it stands in.

        Raises:
            NotFound: a document is not there or not the user's.
            BadRequest: a document is not ready.
        """

        def work() -> list[tuple[Hit, Asked]]:
            records = scope(self.documents, user_id, upload_ids, self.question_documents)
            language = detect(query)
            asked = {one.upload_id: one for one in (self.library.load(record, language) for record in records)}
            found = search(query, list(asked.values()), self.embedders, depth(self.reranking, limit))
            hits = reranked(query, found, self.reranking)[:limit]
            return [(hit, asked[hit.upload_id]) for hit in hits]

        return await asyncio.to_thread(work)

    async def inquiry(self, question: Question, records: Sequence[DocumentRecord], recorder: Recorder) -> Inquiry:
        """The question, understood by its history, together with the passages that may answer it."""
        with recorder.watch.stage("rewriting"):
            text = await standalone(question.text, question.history, self.writer, question.model)
        asked = replace(question, text=text)
        return await asyncio.to_thread(self.retrieve, asked, records, recorder, self.reranking)

    def retrieve(
        self,
        question: Question,
        records: Sequence[DocumentRecord],
        recorder: Recorder | None = None,
        reranking: Reranking | None = None,
    ) -> Inquiry:
        """A question that stands alone together with the passages that may answer it."""
        watch = Stopwatch() if recorder is None else recorder.watch
        sought = selecting.query(question.text, question.selection)
        with watch.stage("loading"):
            language = detect(question.text)
            asked = [self.library.load(record, language) for record in records]
        documents = {one.upload_id: one.document for one in asked}
        if recorder is not None:
            recorder.searching(sought, [one.index for one in asked])
        with watch.stage("search"):
            wanted = depth(reranking, _ANSWER_PASSAGES)
            found = search(sought, asked, self.embedders, wanted, each=_ANSWER_PASSAGES // 2)
        if reranking is not None:
            with watch.stage("reranking"):
                found = reranked(question.text, found, reranking)
        selected = selecting.resolved(question.selection, documents)
        return Inquiry(
            question=question.text,
            documents=documents,
            hits=selecting.in_front(fair(found, _ANSWER_PASSAGES), selected, asked),
            names={record.id: record.name for record in records},
            history=question.history,
            language=code_of(question.language or ""),
            within_documents=question.within_documents,
            selected_text=question.selection.material if question.selection else "",
            selection=selected,
            model=question.model,
        )

    def _begin(self, user_id: int, question: Question) -> "Answering":
        records = scope(self.documents, user_id, question.upload_ids, self.question_documents)
        self._check_selection(user_id, question, records)
        question_id = self.questions.begin(
            NewQuestion(
                user_id=user_id,
                upload_ids=list(question.upload_ids),
                question=question.text,
                type="doc" if question.selection is None else "select",
                search_entire_doc=question.within_documents,
                detailed_citation=question.detailed_citation,
                model_type=question.model,
                language=question.language,
                created_at=self.now(),
            ),
            pay=lambda connection, new_id: self.quota.reserve(
                user_id, self.prices[question.model], 1, reservations.of_question(new_id), connection=connection
            ),
        )
        return Answering(self, question_id, question, records)

    def _check_selection(self, user_id: int, question: Question, records: Sequence[DocumentRecord]) -> None:
        """Refuses a selection in a document that is not asked.

        Raises:
            NotFound: the document is not there or not the user's.
            BadRequest: it is another one than those asked.
        """
        selection = question.selection
        if selection is None or selection.upload_id in {*question.upload_ids, *(record.id for record in records)}:
            return
        record = self.documents.get(user_id, selection.upload_id)
        raise BadRequest(
            f"The text was selected in {record.name!r}, which is not asked. Please ask that document, or select anew."
        )

    def _check_length(self, question: Question) -> None:
        texts = [question.text, *(turn.content for turn in question.history)]
        if question.selection is not None:
            texts.append(question.selection.material)
        length = sum(map(approximate_tokens, texts))
        if length > self.conversation_tokens:
            raise BadRequest(
                f"History, selected material and question are longer than {self.conversation_tokens} tokens together: "
                f"they have about {length}. Please shorten them."
            )


class Answering:
    """One answer on its way. Read `pieces` once; closing it early ends the work behind it."""

    def __init__(
        self, conversations: Conversations, question_id: int, question: Question, records: Sequence[DocumentRecord]
    ) -> None:
        self.id = question_id
        self._conversations = conversations
        self._question = question
        self._records = records
        self._recorder = Recorder(
            question.text,
            conversations.release,
            detailed=question.detailed_citation,
            selection=question.selection,
        )

    async def pieces(self) -> AsyncGenerator[Piece]:
        """The answer, piece by piece; the last piece carries the sources.

        Raises:
            AnswerFailed: the answer can't be finished; nothing is charged.
        """
        state, failure = QuestionState.FAILED, ""
        try:
            async with aclosing(self._write()) as text:
                async for piece in text:
                    yield Piece(piece)
            state = QuestionState.DONE
        except AnswerFailed as error:
            failure = str(error)
            raise
        except (asyncio.CancelledError, GeneratorExit):
            # The asker hung up: what was read was an answer, what was not was none.
            state = QuestionState.STOPPED if self._recorder.text else QuestionState.FAILED
            raise
        finally:
            # A cancelled task may still wait here: the books are closed in any case.
            with anyio.CancelScope(shield=True):
                ending = await asyncio.to_thread(self._close, state, failure)
        yield Piece("", self._recorder.sources, tuple(ending.unsupported), ending.formula)

    def _close(self, state: QuestionState, failure: str) -> Ending:
        quota, reservation = self._conversations.quota, reservations.of_question(self.id)
        if state is QuestionState.FAILED:
            quota.release(reservation)
        else:
            quota.settle(reservation)
        ending = self._recorder.ending(self._conversations.embedders, failure)
        self._conversations.questions.finish(self.id, ending, state)
        return ending

    async def _write(self) -> AsyncGenerator[str]:
        recorder, conversations = self._recorder, self._conversations
        inquiry = await conversations.inquiry(self._question, self._records, recorder)
        recorder.understood(inquiry)
        async with (
            aclosing(conversations.answerer.answer(inquiry)) as written,
            aclosing(verified(written, inquiry, self._conversations.embedders.multilingual)) as events,
        ):
            async for event in events:
                if text := recorder.take(event):
                    yield text
        recorder.finished()
