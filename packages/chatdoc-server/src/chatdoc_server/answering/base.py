"""The contract of whatever writes answers, and the events an answer consists of."""

from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from chatdoc_server.document import Document, Span
from chatdoc_server.errors import ChatDocError
from chatdoc_server.retrieval.base import Hit


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier message of the conversation."""

    role: Literal["user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Support:
    """The exact words or cells of one document that stand behind a piece of an answer."""

    upload_id: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question with all that may be used to answer it.

    `hits` are ranked best first; `documents` maps every upload_id in them (and of every document
    asked) to its structure, and `names` to what its owner calls it. `within_documents` is False when
    the answer may go beyond the documents. `language` is what the answer should be written in, as
    `language_codes.code_of` gives it, empty for the question's own. `selected_text` is what the reader
    selected; `selection` is where it stands, None when it stands nowhere, and the first of `hits` is it.
    """

    question: str
    documents: Mapping[str, Document]
    hits: Sequence[Hit]
    history: Sequence[Turn] = ()
    language: str = ""
    within_documents: bool = True
    selected_text: str = ""
    selection: Support | None = None
    model: str = "default"
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TextDelta:
    """The next characters of the answer; `own` are the service's own words, which claim nothing of the documents."""

    text: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class Citation:
    """What supports the text since the previous citation, or since the beginning; stands at its end."""

    supports: tuple[Support, ...]


@dataclass(frozen=True, slots=True)
class FormulaInput:
    """One figure that went into a computation: what it is called, the value as it went in, and the cell it is from."""

    label: str
    value: str
    support: Support


@dataclass(frozen=True, slots=True)
class Formula:
    """How a figure of the answer was computed, in words and figures, and from what."""

    text: str
    inputs: tuple[FormulaInput, ...]


@dataclass(frozen=True, slots=True)
class WrittenBy:
    """Who writes the text that follows: the name of a model, empty for no model, and the settings that mattered.

    `reason` says why, where another failed whose place this writer takes; empty for who was meant to write.
    """

    model: str = ""
    settings: Mapping[str, str | int | float | bool] = field(default_factory=dict)
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Unsupported:
    """A sentence of the answer that nothing the answerer read supports."""

    text: str


AnswerEvent = TextDelta | Citation | Formula | WrittenBy | Unsupported


class AnswerFailed(ChatDocError):
    """The answer can't be finished; nothing is charged. The text is meant for the person who asked."""


class Writer(Protocol):
    """Writes short texts in one piece, such as a question in other words."""

    async def write(self, instruction: str, text: str, most_tokens: int, model: str = "default") -> str:
        """What a model makes of a text by an instruction.

        Raises:
            AnswerFailed: the model can't be reached, or is too slow.
        """
        ...


class Answerer(Protocol):
    """Writes an answer as a stream of events."""

    def answer(self, inquiry: Inquiry) -> AsyncGenerator[AnswerEvent]:
        """The answer, piece by piece. Closing the iterator early stops all work behind it.

        Raises:
            AnswerFailed: the answer can't be begun or finished.
        """
        ...
