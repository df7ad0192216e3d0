"""What an extractive answer is made of before it is streamed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from chatdoc_server.answering.base import Formula, Support
from chatdoc_server.answering.phrases import Phrases
from chatdoc_server.answering.prose.quotes import Quote


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an answer and what supports it; a line without support is the service's own words."""

    text: str
    supports: tuple[Support, ...] = ()


@dataclass(frozen=True, slots=True)
class Composed:
    """The lines of an answer; `refused` says that they state no answer, only what comes nearest.

    `formula` is how its figure was computed, None when nothing was. `ambiguous` says that it is refused because several
    figures are stated and nothing tells which is meant, so that no other answer is any better.
    """

    lines: tuple[Line, ...]
    refused: bool = False
    formula: Formula | None = None
    ambiguous: bool = False


def quoted(quotes: Iterable[Quote], phrases: Phrases) -> list[Line]:
    """A line for each quote, between quotation marks, with its words as support."""
    return [Line(phrases.quoted(quote.text), (Support(quote.upload_id, quote.spans),)) for quote in quotes]


def decided(said: Mapping[bool, Quote], phrases: Phrases, stop: str = ". ") -> Composed | None:
    """Yes or no and the quote that says so, `stop` between them; None where nothing does, or two disagree."""
    if len(said) != 1:
        return None
    [(yes, quote)] = said.items()
    [line] = quoted([quote], phrases)
    return Composed((Line(f"{phrases.yes if yes else phrases.no}{stop}{line.text}", line.supports),))


def refusal(nearest: Iterable[Quote], phrases: Phrases) -> Composed:
    """Says that there is no answer, and quotes what comes nearest to one, if anything does."""
    lines = [Line(phrases.not_stated)]
    if near := quoted(nearest, phrases):
        lines += [Line(phrases.nearest), *near]
    return Composed(tuple(lines), refused=True)
