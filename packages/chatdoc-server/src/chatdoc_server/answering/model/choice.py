"""Which language model answers a question, by what the question asks for."""

from collections.abc import AsyncGenerator, Mapping

from chatdoc_server.answering.base import Answerer, AnswerEvent, AnswerFailed, Inquiry, Writer


class ChosenAnswerer:
    """Hands an inquiry to the answerer of its `model`, and to `default` where that has none of its own."""

    def __init__(self, default: Answerer, others: Mapping[str, Answerer]) -> None:
        self._default = default
        self._others = others

    def answer(self, inquiry: Inquiry) -> AsyncGenerator[AnswerEvent]:
        """The answer of the one that is chosen, which raises what that one raises."""
        return self._others.get(inquiry.model, self._default).answer(inquiry)


class ChosenWriter:
    """Hands a text to the writer of a `model`, and to `default` where that has none of its own."""

    def __init__(self, default: Writer | None, others: Mapping[str, Writer]) -> None:
        self._default = default
        self._others = others

    async def write(self, instruction: str, text: str, most_tokens: int, model: str = "default") -> str:
        """What the chosen one makes of a text by an instruction.

        Raises:
            AnswerFailed: there is none for this model, or it can't be reached, or is too slow.
        """
        writer = self._others.get(model, self._default)
        if writer is None:
            raise AnswerFailed(f"No language model is set for {model!r}.")
        return await writer.write(instruction, text, most_tokens, model)
