"""One answerer in place of another that can't begin."""

import logging
from collections.abc import AsyncGenerator
from contextlib import aclosing

from chatdoc_server.answering.base import Answerer, AnswerEvent, AnswerFailed, Inquiry, TextDelta, WrittenBy
from chatdoc_server.answering.language import answered_in, language_of
from chatdoc_server.answering.phrases import phrases_for

_log = logging.getLogger(__name__)


class FallbackAnswerer:
    """Answers by `primary`; when that fails before its first piece, by `fallback`, and says so in one sentence."""

    def __init__(self, primary: Answerer, fallback: Answerer, name: str = "") -> None:
        """`name` is what the primary is called in the record of an answer that it did not give."""
        self._primary = primary
        self._fallback = fallback
        self._name = name

    async def answer(self, inquiry: Inquiry) -> AsyncGenerator[AnswerEvent, None]:
        """The primary's answer, else the fallback's. Closing the iterator closes whichever is at work.

        Raises:
            AnswerFailed: the primary failed after its first piece, or the fallback failed.
        """
        begun = False
        reason = ""
        try:
            async with aclosing(self._primary.answer(inquiry)) as events:
                async for event in events:
                    begun = begun or isinstance(event, TextDelta)
                    yield event
        except AnswerFailed as error:
            if begun:
                raise
            _log.warning("answering without the language model: %s", error)
            reason = str(error)
        else:
            return
        language = language_of(inquiry.question, (document.language for document in inquiry.documents.values()))
        yield WrittenBy(settings={"instead_of": self._name} if self._name else {}, reason=reason)
        yield TextDelta(phrases_for(answered_in(inquiry.language, inquiry.question, language)).fallback, own=True)
        async with aclosing(self._fallback.answer(inquiry)) as events:
            async for event in events:
                # Who writes has been said, and why.
                if not isinstance(event, WrittenBy):
                    yield event
