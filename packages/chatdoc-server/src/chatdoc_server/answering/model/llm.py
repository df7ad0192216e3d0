"""Answers written by a language model behind any OpenAI-compatible server, the service's own included."""

import logging
from collections.abc import AsyncGenerator, Iterable, Iterator
from contextlib import aclosing

from chatdoc_server.answering.base import AnswerEvent, AnswerFailed, Citation, Inquiry, Support, TextDelta, WrittenBy
from chatdoc_server.answering.model import prompt
from chatdoc_server.answering.model.chat import Chat, ContextExceeded, LLMOptions, ModelServer
from chatdoc_server.answering.model.inert import Inert, addresses
from chatdoc_server.answering.model.markers import Marked, MarkerParser
from chatdoc_server.answering.model.prompt import Message, Prompt
from chatdoc_server.answering.model.quoting import quoted
from chatdoc_server.answering.model.thoughts import Thoughts

_log = logging.getLogger(__name__)
_FRAME = 32
"""Tokens that a chat template spends on two messages beside their text, with some to spare."""
_FITTINGS = 4
"""How often passages are fitted into a context that turns out smaller than it was said to be."""
_SAFETY = 0.9
"""Of a room that is known in the model's tokens, the share that is filled by our estimate of them."""
_SHRINKING = 0.6
"""What is left of a room that is too large, where the server does not tell by how much."""
_JOINING = frozenset("([:/")


class LLMAnswerer:
    """Streams a model's answer through; its markers become citations of the passages it was given.

    What it writes is plain text: see `inert`. A marker that names no source is taken out of the text and reported in
    the log. A citation names the whole passages that stand behind its markers.
    """

    def __init__(self, options: LLMOptions, server: ModelServer | None = None) -> None:
        self._options = options
        self._chat = Chat(options, server)

    async def close(self) -> None:
        """Closes the connections to the server."""
        await self._chat.close()

    async def answer(self, inquiry: Inquiry) -> AsyncGenerator[AnswerEvent, None]:
        """The answer as the model writes it; closing the iterator ends the request to the server.

        Raises:
            AnswerFailed: the server can't be reached, refuses, is too slow, breaks off, or says nothing.
        """
        options = self._options
        answer_tokens = _of_context(options.answer_tokens, options.context_tokens)
        room = options.context_tokens - answer_tokens
        for _ in range(_FITTINGS):
            asked = prompt.build(inquiry, room + answer_tokens, answer_tokens)
            try:
                async with aclosing(self._written(asked, answer_tokens)) as events:
                    async for event in events:
                        yield event
            except ContextExceeded as error:
                # It is raised before the first piece alone.
                _log.warning("fitting the passages anew: %s", error)
                answer_tokens = _of_context(answer_tokens, error.room or room)
                room = _smaller(min(room, prompt.size(asked.messages)), answer_tokens, error)
            else:
                return
        raise AnswerFailed("The question is too long for the language model.")

    async def write(self, instruction: str, text: str, most_tokens: int, model: str = "default") -> str:  # noqa: ARG002
        """What the model makes of a text by an instruction, in one piece; tried once, and not waited for long.

        Raises:
            AnswerFailed: the server can't be reached, refuses, or is too slow.
        """
        room = self._options.context_tokens - most_tokens - prompt.tokens(instruction) - _FRAME
        shown = prompt.cut(quoted(text), max(0, room))
        thoughts, inert = Thoughts(), Inert(addresses([shown]))
        try:
            written = await self._chat.whole((Message("system", instruction), Message("user", shown)), most_tokens)
        except ContextExceeded as error:
            raise AnswerFailed("The text is too long for the language model.") from error
        return inert.feed(thoughts.feed(written) + thoughts.close()) + inert.close()

    async def _written(self, asked: Prompt, answer_tokens: int) -> AsyncGenerator[AnswerEvent, None]:
        answer = _AnswerStream(asked)
        spoke = False
        async with aclosing(self._chat.pieces(asked.messages, answer_tokens)) as pieces:
            async for piece in pieces:
                for event in answer.feed(piece):
                    if not spoke:
                        yield self._written_by(asked, answer_tokens)
                    spoke = True
                    yield event
        for event in answer.close():
            if not spoke:
                yield self._written_by(asked, answer_tokens)
            spoke = True
            yield event
        if not spoke:
            raise AnswerFailed("The language model gave an empty answer.")

    def _written_by(self, asked: Prompt, answer_tokens: int) -> WrittenBy:
        """Who writes: nothing in it is secret. `sources` is how many of the best passages the model was sent."""
        options = self._options
        settings = {
            "context_tokens": options.context_tokens,
            "answer_tokens": answer_tokens,
            "temperature": options.temperature,
            "sources": len(asked.sources),
        }
        return WrittenBy(options.model, settings)


class _AnswerStream:
    """A model's text to events: thoughts left out, made inert, markers checked against the sources that were sent."""

    def __init__(self, asked: Prompt) -> None:
        self._sources = asked.sources
        self._thoughts = Thoughts()
        self._inert = Inert(addresses(message.content for message in asked.messages))
        self._markers = MarkerParser()
        self._after_marker = False

    def feed(self, piece: str) -> Iterator[AnswerEvent]:
        yield from self._events(self._markers.feed(self._inert.feed(self._thoughts.feed(piece))))

    def close(self) -> Iterator[AnswerEvent]:
        rest = self._inert.feed(self._thoughts.close()) + self._inert.close()
        yield from self._events(self._markers.feed(rest))
        yield from self._events(self._markers.close())

    def _events(self, parts: Iterable[str | Marked]) -> Iterator[AnswerEvent]:
        for part in parts:
            if isinstance(part, Marked):
                self._after_marker = True
                yield from self._citation(part)
                continue
            # Where a marker stood, what is left and right of it must not become one address, tag or link.
            joined = self._after_marker and part.isascii() and (part[0].isalnum() or part[0] in _JOINING)
            self._after_marker = False
            yield TextDelta(f" {part}" if joined else part)

    def _citation(self, marked: Marked) -> Iterator[Citation]:
        unknown = [number for number in marked.numbers if not 1 <= number <= len(self._sources)]
        if unknown:
            _log.warning("the language model cited sources that do not exist: %s", unknown)
        hits = [self._sources[number - 1] for number in marked.numbers if number not in unknown]
        if hits:
            yield Citation(tuple(Support(hit.upload_id, hit.passage.spans) for hit in hits))


def _of_context(answer_tokens: int, context: int) -> int:
    return min(answer_tokens, context // 3)


def _smaller(tokens: int, answer_tokens: int, error: ContextExceeded) -> int:
    """How many tokens, by our estimate, may be sent where `tokens` were too many."""
    if not error.needed or error.room <= answer_tokens:
        return int(tokens * _SHRINKING)
    return min(int(tokens * _SAFETY), int(tokens * _SAFETY * (error.room - answer_tokens) / error.needed))
