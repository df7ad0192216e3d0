"""A client of OpenAI-compatible servers: a chat's answer piece by piece, or whole."""

import asyncio
import json
import logging
import re
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol, TypedDict

import openai
from openai.types.chat import (
    ChatCompletionAssistantMessageParam,
    ChatCompletionChunk,
    ChatCompletionMessageParam,
    ChatCompletionSystemMessageParam,
    ChatCompletionUserMessageParam,
)

from chatdoc_server.answering.base import AnswerFailed
from chatdoc_server.answering.model.prompt import Message

_log = logging.getLogger(__name__)
_FIRST_PAUSE = 0.2
_LONGEST_PAUSE = 2.0
_LONGEST_WRITING = 15.0
"""Seconds that a text beside the answer may take."""
_TOO_LONG = re.compile(
    r"context[ _](?:length|size|window)|maximum context|prompt is too long|too many tokens", re.IGNORECASE
)
_CONTEXT_CODES = frozenset({"context_length_exceeded", "exceed_context_size_error"})
"""How OpenAI and llama.cpp name it; other servers say it in words alone."""
_TOLD_ROOM = re.compile(r"(?:context length is|context size \()\s*(\d+)")
_TOLD_NEED = re.compile(r"(\d+) (?:tokens )?(?:in the messages|input tokens|in your prompt)")
_REFUSED_CODES = frozenset({"unsupported_parameter", "unsupported_value"})
"""How OpenAI's newer models refuse `max_tokens`, and any temperature but their own."""


class _BrokenOff(Exception):
    """The server closed the stream before it said that the answer is finished."""


_FAILURES = (openai.OpenAIError, TimeoutError, json.JSONDecodeError, _BrokenOff)


class ContextExceeded(Exception):
    """What was sent is longer than the model's context: `needed` and `room` in its own tokens, 0 where not told."""

    def __init__(self, needed: int, room: int) -> None:
        super().__init__(f"{needed or 'too many'} tokens for a context of {room or 'fewer'}")
        self.needed = needed
        self.room = room


@dataclass(frozen=True, slots=True)
class LLMOptions:
    """Where the model is and what it may take.

    `url` is the server's base, such as http://127.0.0.1:11434/v1. `context_tokens` has to hold passages, history and
    answer, of which `answer_tokens` are kept for the answer (at most a third is). `timeout_seconds` is the longest wait
    for the next piece, `first_piece_seconds` for the first, connecting included; 0 means the same. `attempts` are
    made before the first piece; after it nothing is tried again.
    """

    url: str
    model: str
    api_key: str = field(default="", repr=False)
    context_tokens: int = 8192
    answer_tokens: int = 1024
    connect_seconds: float = 5.0
    first_piece_seconds: float = 0.0
    timeout_seconds: float = 60.0
    attempts: int = 2
    temperature: float = 0.0

    @property
    def first_wait(self) -> float:
        """Seconds that the first piece may take."""
        return self.first_piece_seconds or self.timeout_seconds


class Address(NamedTuple):
    """Where a server listens, and the key that it wants."""

    url: str
    key: str


class ModelServer(Protocol):
    """A server that has to start before it can be asked, and may move when it starts again."""

    async def ready(self) -> Address:
        """Waits until the server can be asked, for as long as whoever asks is willing to.

        Raises:
            AnswerFailed: it can't be started.
        """
        ...


class _Limits(TypedDict, total=False):
    max_tokens: int
    max_completion_tokens: int
    temperature: float


class Chat:
    """Asks one model. Nothing is kept between two calls but connections, and what the server refused to be told."""

    def __init__(self, options: LLMOptions, server: ModelServer | None = None) -> None:
        self._options = options
        self._server = server
        self._refused: frozenset[str] = frozenset()
        self._client = openai.AsyncOpenAI(
            api_key=options.api_key or "none",
            base_url=options.url,
            timeout=openai.Timeout(max(options.first_wait, options.timeout_seconds), connect=options.connect_seconds),
            max_retries=0,
        )

    async def close(self) -> None:
        """Closes the connections to the server."""
        await self._client.close()

    async def pieces(self, messages: Sequence[Message], answer_tokens: int) -> AsyncGenerator[str, None]:
        """The model's text as it comes; only what failed before the first piece is tried again.

        Closing the iterator ends the request to the server.

        Raises:
            ContextExceeded: the messages do not fit into the model's context; nothing was answered.
            AnswerFailed: the server can't be reached, refuses, is too slow, or breaks off.
        """
        pause, attempt = _FIRST_PAUSE, 0
        while True:
            begun = False
            try:
                async with aclosing(self._once(messages, answer_tokens)) as pieces:
                    async for piece in pieces:
                        begun = True
                        yield piece
            except _FAILURES as error:
                if not begun and self._adjusted(error):
                    continue
                attempt += 1
                self._raise_if_last(error, attempt, begun=begun)
                told = _told(error, begun=begun)
                _log.warning("trying again after attempt %d: %s (%s)", attempt, told, type(error).__name__)
            else:
                return
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)

    async def whole(self, messages: Sequence[Message], most_tokens: int) -> str:
        """The model's text in one piece; tried once, and not waited for long.

        Raises:
            AnswerFailed: the server can't be reached, refuses, or is too slow.
        """
        try:
            async with asyncio.timeout(min(_LONGEST_WRITING, self._options.first_wait)):
                client = await self._located()
                reply = await client.chat.completions.create(
                    model=self._options.model, messages=[_param(one) for one in messages], **self._limits(most_tokens)
                )
        except _FAILURES as error:
            if self._adjusted(error):
                return await self.whole(messages, most_tokens)
            raise AnswerFailed(_told(error, begun=False)) from error
        return (reply.choices[0].message.content or "") if reply.choices else ""

    def _raise_if_last(self, error: Exception, attempt: int, *, begun: bool) -> None:
        """Raises what a failure means, unless the same request is to be tried again."""
        if not begun and (exceeded := _exceeded(error)):
            raise exceeded from error
        if begun or attempt >= self._options.attempts or not _worth_another_try(error):
            raise AnswerFailed(_told(error, begun=begun)) from error

    async def _once(self, messages: Sequence[Message], answer_tokens: int) -> AsyncGenerator[str, None]:
        first = asyncio.get_running_loop().time() + self._options.first_wait
        async with asyncio.timeout_at(first):
            client = await self._located()
            stream = await client.chat.completions.create(
                model=self._options.model,
                messages=[_param(one) for one in messages],
                stream=True,
                **self._limits(answer_tokens),
            )
        try:
            chunks = aiter(stream)
            finished = False
            deadline = first
            while True:
                async with asyncio.timeout_at(deadline):
                    chunk = await anext(chunks, None)
                if chunk is None:
                    break
                finished = finished or any(choice.finish_reason for choice in chunk.choices)
                if text := _text(chunk):
                    yield text
                # Counted from here: whoever reads the pieces may have taken long over this one.
                deadline = asyncio.get_running_loop().time() + self._options.timeout_seconds
            if not finished:
                raise _BrokenOff("the stream ended without a reason to finish")
        finally:
            await stream.close()

    async def _located(self) -> openai.AsyncOpenAI:
        if self._server is None:
            return self._client
        address = await self._server.ready()
        return self._client.with_options(base_url=address.url, api_key=address.key)

    def _limits(self, most_tokens: int) -> "_Limits":
        limits: _Limits = {}
        limits["max_completion_tokens" if "max_tokens" in self._refused else "max_tokens"] = most_tokens
        if "temperature" not in self._refused:
            limits["temperature"] = self._options.temperature
        return limits

    def _adjusted(self, error: Exception) -> bool:
        """Whether the request was refused for a parameter that it can do without, which it does from now on."""
        if not isinstance(error, openai.BadRequestError) or error.code not in _REFUSED_CODES:
            return False
        if error.param not in {"max_tokens", "temperature"} or error.param in self._refused:
            return False
        self._refused |= {error.param}
        return True


def _param(message: Message) -> ChatCompletionMessageParam:
    if message.role == "system":
        return ChatCompletionSystemMessageParam(role="system", content=message.content)
    if message.role == "user":
        return ChatCompletionUserMessageParam(role="user", content=message.content)
    return ChatCompletionAssistantMessageParam(role="assistant", content=message.content)


def _text(chunk: ChatCompletionChunk) -> str:
    return (chunk.choices[0].delta.content or "") if chunk.choices else ""


def _exceeded(error: Exception) -> ContextExceeded | None:
    """What a refusal says of the context, if that is why; servers tell it by status 400, and some by 413 or 422."""
    if not isinstance(error, openai.APIStatusError) or error.status_code not in (400, 413, 422):
        return None
    said = error.message
    if not (_CONTEXT_CODES & {str(error.code), str(error.type)} or _TOO_LONG.search(said)):
        return None
    body = error.body if isinstance(error.body, dict) else {}
    return ContextExceeded(
        _count(body.get("n_prompt_tokens"), _TOLD_NEED, said), _count(body.get("n_ctx"), _TOLD_ROOM, said)
    )


def _count(told: object, pattern: re.Pattern[str], said: str) -> int:
    if isinstance(told, int):
        return told
    found = pattern.search(said)
    return int(found[1]) if found else 0


def _worth_another_try(error: Exception) -> bool:
    """Whether the same request may succeed: no answer, too many requests, or the server's own fault."""
    if isinstance(error, openai.APIStatusError):
        return error.status_code in (408, 409, 429) or error.status_code >= 500
    return isinstance(error, openai.APIConnectionError | TimeoutError | _BrokenOff)


def _told(error: Exception, *, begun: bool) -> str:
    if begun:
        return "The language model broke off before its answer was finished."
    if isinstance(error, TimeoutError | openai.APITimeoutError):
        return "The language model did not answer in time."
    if isinstance(error, openai.APIStatusError):
        return f"The language model's server refused the request with status {error.status_code}."
    return "The language model could not be reached."
