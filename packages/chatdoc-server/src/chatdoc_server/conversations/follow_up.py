"""Follow-up questions made whole, by a language model where there is one and else by rules."""

import logging
from collections.abc import Iterator, Sequence

from chatdoc_server.answering.base import AnswerFailed, Turn, Writer
from chatdoc_server.answering.language import language_of
from chatdoc_server.questions.followups import Exchange, resolve

_log = logging.getLogger(__name__)
_INSTRUCTION = (
    "Rewrite the last question of a conversation so that it can be understood without the conversation. Keep its "
    "language. Reply with the rewritten question alone."
)
_MOST_TOKENS = 120
_LONGEST = 600
"""Characters of a rewritten question, and of each earlier answer that the model is shown."""


async def standalone(question: str, history: Sequence[Turn], writer: Writer | None, model: str) -> str:
    """The question as it would be asked without its history; as it is when it stands alone already.

    The rules decide whether it is a follow-up. The model's wording is taken when it gives one, the rules' otherwise.
    """
    earlier = list(_exchanges(history))
    if not earlier:
        return question
    language = language_of(question) or language_of(earlier[-1].question)
    by_rule = resolve(question, earlier, language)
    if by_rule == question or writer is None:
        return by_rule
    told = "\n".join(f"User: {one.question}\nAssistant: {one.answer[:_LONGEST]}" for one in earlier[-3:])
    try:
        written = await writer.write(_INSTRUCTION, f"{told}\nLast question: {question}", _MOST_TOKENS, model)
    except AnswerFailed as error:
        _log.warning("following up by rules: %s", error)
        return by_rule
    written = written.strip().strip('"“”')
    return written if written and len(written) <= _LONGEST and "\n" not in written else by_rule


def _exchanges(history: Sequence[Turn]) -> Iterator[Exchange]:
    """The questions of a conversation, each with the answer that follows it."""
    for place, turn in enumerate(history):
        if turn.role == "user" and turn.content.strip():
            following = history[place + 1 : place + 2]
            yield Exchange(turn.content, following[0].content if following and following[0].role == "assistant" else "")
