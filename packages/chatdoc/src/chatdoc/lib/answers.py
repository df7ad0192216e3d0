"""Answers on their way: text first, then the places that support it."""

import json
from collections.abc import AsyncGenerator, Generator
from contextlib import aclosing, closing
from typing import Any, Self

from chatdoc.lib.calls import Call
from chatdoc.lib.errors import ChatDOCError, ConnectionFailed, StreamInterrupted
from chatdoc.lib.model import Citation, Formula, citations
from chatdoc.lib.transport import AsyncTransport, Transport


class _Reading:
    """What has been read of an answer so far."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._id: int | None = None
        self._source_info: list[dict[str, Any]] | None = None
        self._unsupported: tuple[str, ...] = ()
        self._formula: Formula | None = None
        self._begun = False

    @property
    def answer(self) -> str:
        """The text as far as it has come."""
        return "".join(self._text)

    @property
    def id(self) -> int | None:
        """The question's id, once anything has come: `client.questions.get` reads it again."""
        return self._id

    @property
    def done(self) -> bool:
        """Whether all of it has come, sources included."""
        return self._source_info is not None

    @property
    def source_info(self) -> list[dict[str, Any]]:
        """The sources as the server sends them; empty until the answer is done."""
        return self._source_info or []

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The places that support the answer; empty until it is done."""
        return citations(self.source_info)

    @property
    def unsupported(self) -> tuple[str, ...]:
        """Sentences of the answer that nothing in the documents supports; empty until it is done."""
        return self._unsupported

    @property
    def formula(self) -> Formula | None:
        """How a figure of the answer was computed; None where none was, and until it is done."""
        return self._formula

    def _begin(self) -> None:
        if self._begun:
            raise ChatDOCError("An answer can be read once. Its text so far is in 'answer'.")
        self._begun = True

    def _take(self, event: str) -> str:
        try:
            data = json.loads(event)
            self._id, text = data["id"], str(data["answer"])
            self._unsupported = tuple(data.get("unsupported") or ())
            self._formula = Formula.from_wire(data.get("formula"))
        except (KeyError, TypeError, ValueError) as error:
            raise StreamInterrupted(self.answer) from error
        self._source_info = data.get("source_info")
        self._text.append(text)
        return text

    def _end(self) -> None:
        if not self.done:
            raise StreamInterrupted(self.answer)


class Answer(_Reading):
    """An answer that is read by iterating over it: chunks of text as they come.

    The question is sent when reading begins. Leaving the loop early hangs up.
    """

    def __init__(self, transport: Transport, call: Call[None]) -> None:
        super().__init__()
        self._transport = transport
        self._call = call

    def __iter__(self) -> Generator[str]:
        """Reads the answer.

        Raises:
            APIError: the server refused the question.
            StreamInterrupted: the answer broke off.
        """
        self._begin()
        try:
            with closing(self._transport.events(self._call)) as events:
                for event in events:
                    if chunk := self._take(event):
                        yield chunk
        except ConnectionFailed as error:
            if self._id is None:
                raise
            raise StreamInterrupted(self.answer) from error
        self._end()

    def text(self) -> str:
        """Reads what has not been read yet and returns the whole text."""
        if not self.done:
            for _ in self:
                pass
        return self.answer


class AsyncAnswer(_Reading):
    """The same as `Answer`, without blocking: `async for` reads it.

    Where a loop is left early, `async with` hangs up at once.
    """

    def __init__(self, transport: AsyncTransport, call: Call[None]) -> None:
        super().__init__()
        self._transport = transport
        self._call = call
        self._chunks: AsyncGenerator[str] | None = None

    def __aiter__(self) -> AsyncGenerator[str]:
        """Reads the answer.

        Raises:
            APIError: the server refused the question.
            StreamInterrupted: the answer broke off.
        """
        self._begin()
        self._chunks = self._read()
        return self._chunks

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._chunks is not None:
            await self._chunks.aclose()

    async def text(self) -> str:
        """Reads what has not been read yet and returns the whole text."""
        if not self.done:
            async for _ in self:
                pass
        return self.answer

    async def _read(self) -> AsyncGenerator[str]:
        try:
            async with aclosing(self._transport.events(self._call)) as events:
                async for event in events:
                    if chunk := self._take(event):
                        yield chunk
        except ConnectionFailed as error:
            if self.id is None:
                raise
            raise StreamInterrupted(self.answer) from error
        self._end()
