"""Questions and their answers. They outlive the documents they were asked about, and stay readable."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Column, Connection, Engine, Row, func, insert, select, update

from chatdoc_server.errors import NotFound
from chatdoc_server.storage import cursor as cursors
from chatdoc_server.storage.database import reading, writing
from chatdoc_server.storage.tables import question_documents, questions
from chatdoc_server.storage.text import storable, stored

SourceInfo = list[dict[str, Any]]
"""Where an answer comes from, as it stands on the wire."""
Json = dict[str, Any]
"""An object as it is kept in JSON."""
_LARGEST_ID = 2**63 - 1


class QuestionState(StrEnum):
    """How far an answer has come; all but the first are final."""

    ANSWERING = "answering"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class NewQuestion:
    """A question as asked; `upload_ids` are the ids it named, `created_at` is in Unix seconds."""

    user_id: int
    upload_ids: Sequence[str]
    question: str
    type: str
    search_entire_doc: bool
    detailed_citation: bool
    model_type: str
    created_at: int
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Ending:
    """What is known of an answer once it has ended, however it did.

    `source_info` is None where its sources were never known. `formula` and `trace` are kept as they are given.
    """

    answer: str
    source_info: Sequence[Mapping[str, object]] | None
    unsupported: Sequence[str] = ()
    formula: Mapping[str, object] | None = None
    trace: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True)
class QuestionRecord:
    """A question with what is known of its answer; `source_info` is None until it is done.

    `unsupported` are sentences of the answer that nothing supports, `formula` is how a figure of it was computed.
    """

    id: int
    user_id: int
    upload_ids: tuple[str, ...]
    question: str
    answer: str
    source_info: SourceInfo | None
    unsupported: tuple[str, ...]
    formula: Json | None
    type: str
    state: QuestionState
    search_entire_doc: bool
    detailed_citation: bool
    model_type: str
    language: str | None
    created_at: int


# The class below has a method named `list`.
Records = list[QuestionRecord]
Ids = list[int]
Columns = list[Column[Any]]

_COLUMNS = [questions.c[name] for name in QuestionRecord.__slots__]


class Questions:
    """The questions table. Every method is one short transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def begin(
        self,
        question: NewQuestion,
        *,
        pay: Callable[[Connection, int], object] | None = None,
        connection: Connection | None = None,
    ) -> int:
        """Adds a question that is being answered and returns its id.

        Args:
            question: What is asked.
            pay: Called with the transaction and the new id; when it raises, there is no question.
            connection: The caller's transaction to do it in, if not its own.
        """
        values = {name: getattr(question, name) for name in NewQuestion.__slots__}
        values |= {"upload_ids": list(question.upload_ids), "question": storable(question.question)}
        values |= {"answer": "", "state": QuestionState.ANSWERING}
        with writing(self._engine, connection) as transaction:
            added: int = transaction.execute(insert(questions).values(**values).returning(questions.c.id)).scalar_one()
            named = [{"question_id": added, "upload_id": one} for one in dict.fromkeys(question.upload_ids)]
            if named:
                transaction.execute(insert(question_documents), named)
            if pay:
                pay(transaction, added)
        return added

    def finish(
        self,
        question_id: int,
        ending: Ending,
        state: QuestionState,
        *,
        connection: Connection | None = None,
    ) -> bool:
        """Ends a question; returns whether this call did. What has ended does not change.

        Raises:
            ValueError: `state` is not a final one.
        """
        if state is QuestionState.ANSWERING:
            raise ValueError("A question can't be finished into being answered.")
        kept = {name: stored(getattr(ending, name)) for name in Ending.__slots__}
        return self._change(question_id, connection, **kept, state=state)

    def get(self, user_id: int, question_id: int) -> QuestionRecord:
        """A user's question.

        Raises:
            NotFound: unknown, or another user's.
        """
        return _record(self._one(user_id, question_id, _COLUMNS))

    def trace(self, user_id: int, question_id: int) -> Json | None:
        """How the answer to a user's question came about; None where that was not kept, or not yet.

        Raises:
            NotFound: unknown, or another user's.
        """
        kept: Json | None = self._one(user_id, question_id, [questions.c.trace]).trace
        return kept

    def list(
        self, user_id: int, *, upload_id: str | None = None, cursor: str | None = None, limit: int = 50
    ) -> tuple[Records, str | None]:
        """A page of a user's questions, newest first, and the cursor of the next page.

        Args:
            user_id: Whose.
            upload_id: Only questions that named this document or collection, whether or not it still exists.
            cursor: Where the page before ended; None for the first page.
            limit: Most records to return.

        Raises:
            BadRequest: the cursor is not one of ours.
        """
        query = select(*_COLUMNS).where(questions.c.user_id == user_id)
        if upload_id is not None:
            query = query.join(question_documents, question_documents.c.question_id == questions.c.id)
            query = query.where(question_documents.c.upload_id == storable(upload_id))
        if cursor is not None:
            (last,), _ = cursors.decode(cursor, 1)
            query = query.where(questions.c.id < last)
        with reading(self._engine) as connection:
            rows = connection.execute(query.order_by(questions.c.id.desc()).limit(limit + 1)).all()
        page = rows[:limit]
        following = cursors.encode(page[-1].id) if len(rows) > limit and page else None
        return [_record(row) for row in page], following

    def counts(self, user_id: int, upload_ids: Sequence[str]) -> dict[str, int]:
        """How many of a user's questions named each of these documents and collections, if any did."""
        named = question_documents.c.upload_id
        query = select(named, func.count().label("asked")).join(questions).where(questions.c.user_id == user_id)
        query = query.where(named.in_(upload_ids)).group_by(named)
        with reading(self._engine) as connection:
            return {row.upload_id: row.asked for row in connection.execute(query)}

    def abandoned(self, created_before: int) -> Records:
        """Questions asked before `created_before` (Unix seconds) whose answers have not ended, oldest first.

        Those whose process died stay here until they are finished.
        """
        query = select(*_COLUMNS).where(
            questions.c.state == QuestionState.ANSWERING, questions.c.created_at < created_before
        )
        with reading(self._engine) as connection:
            return [_record(row) for row in connection.execute(query.order_by(questions.c.id))]

    def _one(self, user_id: int, question_id: int, columns: Columns) -> Row[*tuple[Any, ...]]:
        if not 0 < question_id <= _LARGEST_ID:
            raise NotFound
        query = select(*columns).where(questions.c.id == question_id, questions.c.user_id == user_id)
        with reading(self._engine) as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            raise NotFound
        return row

    def _change(self, question_id: int, connection: Connection | None, **values: object) -> bool:
        answering = (questions.c.id == question_id, questions.c.state == QuestionState.ANSWERING)
        with writing(self._engine, connection) as transaction:
            return transaction.execute(update(questions).where(*answering).values(**values)).rowcount == 1


def _record(row: Row[*tuple[Any, ...]]) -> QuestionRecord:
    values = {name: getattr(row, name) for name in QuestionRecord.__slots__}
    values |= {"upload_ids": tuple(values["upload_ids"]), "state": QuestionState(values["state"])}
    values["unsupported"] = tuple(values["unsupported"] or ())
    return QuestionRecord(**values)
