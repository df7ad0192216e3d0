"""The two clients: `ChatDOC` blocks, `AsyncChatDOC` does not; else they are the same."""

import os
from collections.abc import AsyncIterator, Iterator, Sequence
from pathlib import Path
from typing import Self, Unpack

from chatdoc.lib import calls
from chatdoc.lib.answers import Answer, AsyncAnswer
from chatdoc.lib.async_documents import AsyncDocuments
from chatdoc.lib.calls import AskOptions, DocumentLike
from chatdoc.lib.collections import AsyncCollections, Collections
from chatdoc.lib.documents import Documents
from chatdoc.lib.errors import NotConfigured
from chatdoc.lib.model import Passage, Question
from chatdoc.lib.retries import Retries
from chatdoc.lib.saving import save, save_async
from chatdoc.lib.transport import AsyncTransport, Transport
from chatdoc.models.api_package_info_resp import APIPackageInfoResp
from chatdoc.models.trace import Trace

DEFAULT_URL = "http://127.0.0.1:8000/api/v2"


def _key(given: str | None) -> str:
    key = given or os.environ.get("CHATDOC_API_KEY", "")
    if not key:
        raise NotConfigured("No API key: give api_key, or set CHATDOC_API_KEY.")
    return key


def _url(given: str | None) -> str:
    return given or os.environ.get("CHATDOC_API_URL") or DEFAULT_URL


class Questions:
    """Questions that were asked."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def get(self, question_id: int) -> Question:
        """A question and its answer.

        Raises:
            NotFoundError: there is none.
        """
        return self._transport.send(calls.get_question(question_id))

    def trace(self, question_id: int) -> Trace:
        """How an answer came about: the question as it was understood, passages with scores, who wrote it, timings.

        Raises:
            NotFoundError: there is no such question.
            BadRequestError: it is still being answered, or was asked before such was kept.
        """
        return self._transport.send(calls.trace(question_id))

    def export(self, question_id: int, to: str | os.PathLike[str], *, document: DocumentLike | None = None) -> Path:
        """Saves an answer with its proof to the path `to`, which is replaced only when all of it has come.

        Args:
            question_id: whose answer.
            to: where; a path that ends in .pdf gets the document with every claim highlighted, any other Markdown.
            document: which document to highlight in, for an answer that draws on several.

        Raises:
            NotFoundError: there is no such question, or its document was deleted.
            BadRequestError: there is no answer yet, or the document has to be named or has no pages.
        """
        return save(self._transport, calls.export(question_id, Path(to), document), to)

    def suggested(self, document: DocumentLike) -> Sequence[str]:
        """Questions that a document, or a collection, answers.

        Raises:
            BadRequestError: it is not ready.
        """
        return self._transport.send(calls.suggested(document))

    def list(self, document: DocumentLike | None = None) -> Iterator[Question]:
        """All questions, newest first; those to one document, if it is given."""
        cursor: str | None = None
        while True:
            piece = self._transport.send(calls.list_questions(document, cursor))
            yield from piece.items
            cursor = piece.next_cursor
            if cursor is None:
                return


class AsyncQuestions:
    """Questions that were asked."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def get(self, question_id: int) -> Question:
        """A question and its answer.

        Raises:
            NotFoundError: there is none.
        """
        return await self._transport.send(calls.get_question(question_id))

    async def trace(self, question_id: int) -> Trace:
        """How an answer came about; see `Questions.trace`."""
        return await self._transport.send(calls.trace(question_id))

    async def export(
        self, question_id: int, to: str | os.PathLike[str], *, document: DocumentLike | None = None
    ) -> Path:
        """Saves an answer with its proof; see `Questions.export`."""
        return await save_async(self._transport, calls.export(question_id, Path(to), document), to)

    async def suggested(self, document: DocumentLike) -> Sequence[str]:
        """Questions that a document, or a collection, answers.

        Raises:
            BadRequestError: it is not ready.
        """
        return await self._transport.send(calls.suggested(document))

    async def list(self, document: DocumentLike | None = None) -> AsyncIterator[Question]:
        """All questions, newest first; those to one document, if it is given."""
        cursor: str | None = None
        while True:
            piece = await self._transport.send(calls.list_questions(document, cursor))
            for question in piece.items:
                yield question
            cursor = piece.next_cursor
            if cursor is None:
                return


class ChatDOC:
    """A client that waits for each reply. Use it in a `with` block, or close it."""

    def __init__(
        self,
        api_key: str | None = None,
        base_url: str | None = None,
        *,
        timeout: float = 60.0,
        retries: Retries | None = None,
    ) -> None:
        """Sets up a client; nothing is sent yet.

        Args:
            api_key: `ak-…`; when absent, what CHATDOC_API_KEY holds.
            base_url: the API's address; when absent, what CHATDOC_API_URL holds, else a server on this machine.
            timeout: seconds without any byte after which a request is given up.
            retries: how often and after how long a request is sent again.

        Raises:
            NotConfigured: there is no API key.
        """
        self._transport = Transport(_key(api_key), _url(base_url), timeout, retries or Retries())
        self.documents = Documents(self._transport)
        self.collections = Collections(self._transport, self.documents)
        self.questions = Questions(self._transport)

    def ask(
        self,
        documents: DocumentLike | Sequence[DocumentLike],
        question: str,
        **options: Unpack[AskOptions],
    ) -> Answer:
        """Asks a document, a collection, or several documents; iterate over the answer, or call its `text`."""
        return Answer(self._transport, calls.ask(documents, question, options))

    def search(
        self, documents: DocumentLike | Sequence[DocumentLike], query: str, *, limit: int = 10
    ) -> Sequence[Passage]:
        """The passages that fit a query best, best first. Costs nothing."""
        return self._transport.send(calls.search(documents, query, limit))

    def quota(self) -> APIPackageInfoResp:
        """What the user's packages hold and how much of it is used; members are None where there is none."""
        return self._transport.send(calls.quota())

    def close(self) -> None:
        """Closes all connections."""
        self._transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class AsyncChatDOC:
    """A client for programs that run on asyncio. Use it in an `async with` block, or close it."""

    def __init__(
        self,
        api_key: str | None = None,
        base_url: str | None = None,
        *,
        timeout: float = 60.0,
        retries: Retries | None = None,
    ) -> None:
        """Sets up a client; see `ChatDOC`.

        Raises:
            NotConfigured: there is no API key.
        """
        self._transport = AsyncTransport(_key(api_key), _url(base_url), timeout, retries or Retries())
        self.documents = AsyncDocuments(self._transport)
        self.collections = AsyncCollections(self._transport, self.documents)
        self.questions = AsyncQuestions(self._transport)

    def ask(
        self,
        documents: DocumentLike | Sequence[DocumentLike],
        question: str,
        **options: Unpack[AskOptions],
    ) -> AsyncAnswer:
        """Asks a document, a collection, or several documents; iterate over the answer, or await its `text`."""
        return AsyncAnswer(self._transport, calls.ask(documents, question, options))

    async def search(
        self, documents: DocumentLike | Sequence[DocumentLike], query: str, *, limit: int = 10
    ) -> Sequence[Passage]:
        """The passages that fit a query best, best first. Costs nothing."""
        return await self._transport.send(calls.search(documents, query, limit))

    async def quota(self) -> APIPackageInfoResp:
        """What the user's packages hold and how much of it is used; members are None where there is none."""
        return await self._transport.send(calls.quota())

    async def close(self) -> None:
        """Closes all connections."""
        await self._transport.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()
