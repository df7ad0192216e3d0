"""Answers without a model: figures read off table cells, sentences quoted word for word, or an honest refusal."""

import asyncio
from collections.abc import AsyncGenerator, Iterator
from dataclasses import dataclass

from chatdoc_server.answering import quotes
from chatdoc_server.answering.base import AnswerEvent, Citation, Inquiry, Support, TextDelta
from chatdoc_server.answering.figures import Figure, FigureFinder
from chatdoc_server.answering.phrases import Phrases, phrases_for
from chatdoc_server.answering.refusal import absent
from chatdoc_server.answering.subject import subject
from chatdoc_server.questions.periods import Period, in_head
from chatdoc_server.questions.question import Question, Target, understand
from chatdoc_server.questions.words import Stems

MOST_QUOTES = 3
MOST_PERIODS = 4
ENOUGH = 0.4
"""The least share of a question, its words weighed by rarity, that the quotes must hold; below it is no answer."""
ENOUGH_WITHOUT = 0.65
"""The same when the documents lack one of the question's words altogether."""
ENOUGH_OF_PERSON = 0.85
"""The same of one sentence when the question is who: another role or another deed is another person."""


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of an answer and what supports it; a line without support is the service's own words."""

    text: str
    supports: tuple[Support, ...] = ()


class ExtractiveAnswerer:
    """Answers from the documents' own words alone; needs no model and no network.

    It states nothing that it does not cite: every figure with its cell, every sentence with its words.
    It computes nothing; when a computation is asked it states the inputs and says that they are inputs.
    """

    async def answer(self, inquiry: Inquiry) -> AsyncGenerator[AnswerEvent, None]:
        """The answer, a line at a time. It never fails on what the documents hold or lack."""
        lines = await asyncio.to_thread(lambda: [_named(line, inquiry) for line in _compose(inquiry)])
        for number, line in enumerate(lines):
            yield TextDelta(line.text if number == 0 else f"\n{line.text}")
            if line.supports:
                yield Citation(line.supports)


def _named(line: _Line, inquiry: Inquiry) -> _Line:
    """A line that is cited, with the name of the document it is from where several were asked."""
    names = dict.fromkeys(inquiry.names.get(support.upload_id, "") for support in line.supports)
    name = ", ".join(filter(None, names))
    return _Line(f"{name}: {line.text}", line.supports) if name and len(inquiry.documents) > 1 else line


def _compose(inquiry: Inquiry) -> Iterator[_Line]:
    stems = Stems()
    phrases = phrases_for(inquiry.language)
    question = understand(inquiry.question, stems)
    missing = absent(question, inquiry.documents, inquiry.hits, stems)
    found = dict.fromkeys(hit.upload_id for hit in inquiry.hits)
    about = subject(question, [inquiry.documents[upload_id] for upload_id in found], stems)
    finder = FigureFinder(question, inquiry.documents, inquiry.hits, about, stems)
    if not missing:
        lines = list(_figures(question, finder, phrases))
        if lines:
            yield from lines
            return
    evidence = quotes.gather(question, inquiry.documents, inquiry.hits, stems)
    yield from _prose(question, evidence, phrases, refuse=bool(missing), own_years=about.years)


def _figures(question: Question, finder: FigureFinder, phrases: Phrases) -> Iterator[_Line]:
    """The lines of an answer that consists of figures; none when figures do not answer the question."""
    if not _is_about_figures(question):
        return
    if question.compares:
        compared = [figure for target in question.targets for figure in _compared(target, question, finder)]
        if compared:
            yield _Line(phrases.compared)
            yield from (_figure_line(figure, phrases) for figure in compared)
            return
    found: list[Figure] = []
    lacking: list[str] = []
    periods: tuple[Period | None, ...] = question.periods[:MOST_PERIODS] or (None,)
    for target in question.targets or (None,):
        figures = finder.find(target, periods)
        found += [figure for group in figures for figure in group]
        lacking += [
            _lacking(target, period, finder, phrases)
            for period, group in zip(periods, figures, strict=True)
            if target is not None and not group
        ]
    if not found:
        return
    if question.computed and len(found) > 1:
        yield _Line(phrases.inputs)
    yield from (_figure_line(figure, phrases) for figure in found)
    for text in dict.fromkeys(lacking):
        yield _Line(text)


def _compared(target: Target, question: Question, finder: FigureFinder) -> list[Figure]:
    return finder.compare(target, question.periods[0] if question.periods else None)


def _figure_line(figure: Figure, phrases: Phrases) -> _Line:
    return _Line(_stated(figure, phrases), (Support(figure.upload_id, (figure.span,)),))


def _is_about_figures(question: Question) -> bool:
    asks = question.wants_amount or question.computed or question.compares
    return asks and not question.wants_prose


def _lacking(target: Target, period: Period | None, finder: FigureFinder, phrases: Phrases) -> str:
    if period is not None and finder.holds(target):
        return phrases.period_not_stated.format(item=target.item.name, period=period.year)
    name = target.item.name
    return phrases.missing_input.format(item=name[:1].upper() + name[1:])


def _stated(figure: Figure, phrases: Phrases) -> str:
    """A figure in words: "Net sales (2022): $1,749 million", its sign in parentheses kept as printed."""
    name = figure.label.strip().rstrip(":").strip()
    if figure.sections and len(name.split()) == 1:
        name = f"{figure.sections[-1].rstrip(':')}: {name}"
    period = f" ({figure.head.text})" if figure.head.text else ""
    value = figure.printed
    bare = value.replace(figure.unit.currency, "").strip() if figure.unit.currency else value
    text = (
        f"{figure.unit.currency}{bare}" if len(figure.unit.currency) == 1 else f"{figure.unit.currency} {bare}".strip()
    )
    if figure.unit.scale:
        text = f"{text} {figure.unit.scale}"
    if figure.negative:
        text = f"{text} ({phrases.negative})"
    return f"{name}{period}: {text}"


def _prose(
    question: Question, evidence: quotes.Evidence, phrases: Phrases, *, refuse: bool, own_years: frozenset[int]
) -> Iterator[_Line]:
    """Sentences that answer; when what they hold of the question is too little, a refusal and the nearest passage."""
    if not evidence.quotes:
        yield _Line(phrases.not_stated)
        return
    chosen = quotes.choose(evidence, MOST_QUOTES)
    if refuse or not _is_of_periods(chosen, question, own_years) or not _is_enough(chosen, question, evidence):
        yield _Line(phrases.not_stated)
        yield _Line(phrases.nearest)
        chosen = chosen[:1]
    else:
        yield _Line(phrases.lead)
    for quote in chosen:
        yield _Line(f"“{quote.text}”", (Support(quote.upload_id, (quote.span,)),))


def _is_of_periods(chosen: list[quotes.Quote], question: Question, own_years: frozenset[int]) -> bool:
    """Whether a figure that no table has is quoted from a sentence of the period asked.

    A sentence without a year speaks of the documents' own.
    """
    if not question.targets or not question.periods or not _is_about_figures(question):
        return True
    years = {period.year for period in question.periods}
    return any(years.intersection(in_head(quote.text) or own_years) for quote in chosen)


def _is_enough(chosen: list[quotes.Quote], question: Question, evidence: quotes.Evidence) -> bool:
    """Whether sentences hold enough of what is asked; who does something must stand with all of what is done."""
    if question.wants_person:
        return max(evidence.coverage(quote.covered) for quote in chosen) >= ENOUGH_OF_PERSON
    covered = evidence.coverage(frozenset(term for quote in chosen for term in quote.covered))
    return covered >= (ENOUGH_WITHOUT if evidence.absent else ENOUGH)
