"""Answers written by a language model behind any OpenAI-compatible server."""

import asyncio
import json
import logging
from collections.abc import AsyncGenerator, Iterable, Iterator, Mapping
from contextlib import aclosing
from dataclasses import dataclass, field

import openai
from openai.types.chat import (
    ChatCompletionAssistantMessageParam,
    ChatCompletionChunk,
    ChatCompletionMessageParam,
    ChatCompletionSystemMessageParam,
    ChatCompletionUserMessageParam,
)

from chatdoc_server.answering import prompt, support
from chatdoc_server.answering.base import AnswerEvent, AnswerFailed, Citation, Inquiry, Support, TextDelta
from chatdoc_server.answering.markers import Marked, MarkerParser
from chatdoc_server.answering.prompt import Message, Prompt
from chatdoc_server.languages import sentences
from chatdoc_server.languages.tokens import approximate_tokens
from chatdoc_server.questions.words import Stems

_log = logging.getLogger(__name__)
_FIRST_PAUSE = 0.2
_LONGEST_PAUSE = 2.0
_LONGEST_WRITING = 15.0
"""Seconds that a text beside the answer may take."""
_FRAME = 32
"""Tokens that a chat template spends on two messages beside their text, with some to spare."""


class _BrokenOff(Exception):
    """The server closed the stream before it said that the answer is finished."""


@dataclass(frozen=True, slots=True)
class LLMOptions:
    """Where the model is and what it may take.

    `models` names other models for certain values of an inquiry's `model`.
    `url` is the server's base, such as http://127.0.0.1:11434/v1. `context_tokens` has to hold passages, history and
    answer, of which `answer_tokens` are kept for the answer (at most a third is). `timeout_seconds` is the
    longest wait for the next piece. `attempts` are made before the first piece; after it nothing is tried again.
    """

    url: str
    model: str
    models: Mapping[str, str] = field(default_factory=dict)
    api_key: str = field(default="", repr=False)
    context_tokens: int = 8192
    answer_tokens: int = 1024
    timeout_seconds: float = 60.0
    attempts: int = 2
    temperature: float = 0.0


class LLMAnswerer:
    """Streams a model's answer through; its markers become citations of the passages it was given.

    A marker that names no source is taken out of the text and reported in the log.
    """

    def __init__(self, options: LLMOptions) -> None:
        self._options = options
        self._client = openai.AsyncOpenAI(
            api_key=options.api_key or "none",
            base_url=options.url,
            timeout=options.timeout_seconds,
            max_retries=0,
        )

    async def close(self) -> None:
        """Closes the connections to the server."""
        await self._client.close()

    async def answer(self, inquiry: Inquiry) -> AsyncGenerator[AnswerEvent, None]:
        """The answer as the model writes it; closing the iterator ends the request to the server.

        Raises:
            AnswerFailed: the server can't be reached, refuses, is too slow, breaks off, or says nothing.
        """
        options = self._options
        answer_tokens = min(options.answer_tokens, options.context_tokens // 3)
        asked = prompt.build(inquiry, options.context_tokens, answer_tokens)
        cited = _Citer(asked, inquiry)
        parser = MarkerParser()
        spoke = False
        model = self._model(inquiry.model)
        async with aclosing(self._pieces(model, asked, answer_tokens)) as pieces:
            async for piece in pieces:
                for event in cited.all(parser.feed(piece)):
                    spoke = True
                    yield event
        for event in cited.all(parser.close()):
            spoke = True
            yield event
        if not spoke:
            raise AnswerFailed("The language model gave an empty answer.")

    async def write(self, instruction: str, text: str, most_tokens: int, model: str = "default") -> str:
        """What the model makes of a text by an instruction, in one piece; tried once, and not waited for long.

        Raises:
            AnswerFailed: the server can't be reached, refuses, or is too slow.
        """
        room = self._options.context_tokens - most_tokens - approximate_tokens(instruction) - _FRAME
        messages = (Message("system", instruction), Message("user", prompt.cut(text, max(0, room))))
        try:
            async with asyncio.timeout(min(_LONGEST_WRITING, self._options.timeout_seconds)):
                reply = await self._client.chat.completions.create(
                    model=self._model(model),
                    messages=[_param(message) for message in messages],
                    max_tokens=most_tokens,
                    temperature=0.0,
                )
        except (openai.OpenAIError, TimeoutError, json.JSONDecodeError) as error:
            raise AnswerFailed(_told(error, begun=False)) from error
        return (reply.choices[0].message.content or "") if reply.choices else ""

    def _model(self, kind: str) -> str:
        """The name of the model at the server that answers a kind of question."""
        return self._options.models.get(kind, self._options.model)

    async def _pieces(self, model: str, asked: Prompt, answer_tokens: int) -> AsyncGenerator[str, None]:
        """The model's text as it comes; only what failed before the first piece is tried again."""
        pause = _FIRST_PAUSE
        for attempt in range(1, self._options.attempts + 1):
            begun = False
            try:
                async with aclosing(self._once(model, asked, answer_tokens)) as pieces:
                    async for piece in pieces:
                        begun = True
                        yield piece
            except (openai.OpenAIError, TimeoutError, json.JSONDecodeError, _BrokenOff) as error:
                if begun or attempt == self._options.attempts or not _worth_another_try(error):
                    raise AnswerFailed(_told(error, begun=begun)) from error
                _log.warning("the language model failed at attempt %d: %s", attempt, error)
            else:
                return
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)

    async def _once(self, model: str, asked: Prompt, answer_tokens: int) -> AsyncGenerator[str, None]:
        limit = self._options.timeout_seconds
        async with asyncio.timeout(limit):
            stream = await self._client.chat.completions.create(
                model=model,
                messages=[_param(message) for message in asked.messages],
                max_tokens=answer_tokens,
                temperature=self._options.temperature,
                stream=True,
            )
        try:
            chunks = aiter(stream)
            finished = False
            while True:
                async with asyncio.timeout(limit):
                    chunk = await anext(chunks, None)
                if chunk is None:
                    break
                finished = finished or any(choice.finish_reason for choice in chunk.choices)
                if text := _text(chunk):
                    yield text
            if not finished:
                raise _BrokenOff("the stream ended without a reason to finish")
        finally:
            await stream.close()


class _Citer:
    """Turns text and markers into events, each marker checked against the sources that were sent."""

    def __init__(self, asked: Prompt, inquiry: Inquiry) -> None:
        self._sources = asked.sources
        self._documents = inquiry.documents
        self._since = ""
        self._stems = Stems()

    def all(self, parts: Iterable[str | Marked]) -> Iterator[AnswerEvent]:
        for part in parts:
            yield from self._events(part)

    def _events(self, part: str | Marked) -> Iterator[AnswerEvent]:
        if isinstance(part, str):
            self._since += part
            yield TextDelta(part)
            return
        unknown = [number for number in part.numbers if not 1 <= number <= len(self._sources)]
        if unknown:
            _log.warning("the language model cited sources that do not exist: %s", unknown)
        supports = tuple(self._support(number) for number in part.numbers if number not in unknown)
        if supports:
            yield Citation(supports)
            self._since = ""

    def _support(self, number: int) -> Support:
        hit = self._sources[number - 1]
        ends = list(sentences.split(self._since))
        claim = self._since[slice(*ends[-1])] if ends else ""
        spans = support.narrow(claim, hit.passage, self._documents[hit.upload_id], self._stems)
        return Support(hit.upload_id, spans)


def _param(message: Message) -> ChatCompletionMessageParam:
    if message.role == "system":
        return ChatCompletionSystemMessageParam(role="system", content=message.content)
    if message.role == "user":
        return ChatCompletionUserMessageParam(role="user", content=message.content)
    return ChatCompletionAssistantMessageParam(role="assistant", content=message.content)


def _text(chunk: ChatCompletionChunk) -> str:
    return (chunk.choices[0].delta.content or "") if chunk.choices else ""


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
