"""One answerer in place of another that can't begin."""

import logging
from collections.abc import AsyncGenerator, AsyncIterator

from chatdoc_server.answering.base import Answerer, AnswerEvent, AnswerFailed, Inquiry, TextDelta
from chatdoc_server.answering.phrases import phrases_for

_log = logging.getLogger(__name__)


class FallbackAnswerer:
    """Answers by `primary`; when that fails before its first piece, by `fallback`, and says so in one sentence."""

    def __init__(self, primary: Answerer, fallback: Answerer) -> None:
        self._primary = primary
        self._fallback = fallback

    async def answer(self, inquiry: Inquiry) -> AsyncGenerator[AnswerEvent, None]:
        """The primary's answer, else the fallback's. Closing the iterator closes whichever is at work.

        Raises:
            AnswerFailed: the primary failed after its first piece, or the fallback failed.
        """
        stream = self._primary.answer(inquiry)
        begun = False
        try:
            async for event in stream:
                begun = True
                yield event
        except AnswerFailed as error:
            if begun:
                raise
            _log.warning("answering without the language model: %s", error)
        else:
            return
        finally:
            await _close(stream)
        yield TextDelta(phrases_for(inquiry.language).fallback)
        instead = self._fallback.answer(inquiry)
        try:
            async for event in instead:
                yield event
        finally:
            await _close(instead)


async def _close(stream: AsyncIterator[AnswerEvent]) -> None:
    if isinstance(stream, AsyncGenerator):
        await stream.aclose()
