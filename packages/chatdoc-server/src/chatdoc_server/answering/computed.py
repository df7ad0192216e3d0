"""Answers that are computed: operands found in table cells, the result, and the way from one to the other."""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from chatdoc_server.answering import amounts, numbers
from chatdoc_server.answering.amounts import Measure
from chatdoc_server.answering.base import Formula, FormulaInput, Support
from chatdoc_server.answering.figures import Figure, FigureFinder
from chatdoc_server.answering.lines import Composed, Line
from chatdoc_server.answering.phrases import Phrases
from chatdoc_server.questions.formulas.computation import OF_TWO, Ask, Computation
from chatdoc_server.questions.formulas.expression import (
    Expression,
    Operand,
    Undefined,
    at,
    dimension,
    evaluate,
    operands,
    written,
)
from chatdoc_server.questions.items import PAID
from chatdoc_server.questions.periods import Period
from chatdoc_server.questions.question import target_of

_MOST_PERIODS = 6


class _Operand(NamedTuple):
    """What was found for an operand: its figures, several where a section states no total, and what they are given in.

    `values` are in whole units.
    """

    figures: tuple[Figure, ...]
    values: tuple[Decimal, ...]
    measure: Measure

    @property
    def shown(self) -> str:
        """The figures as they go into a formula."""
        shown = " + ".join(map(self.measure.shown, self.values))
        return f"({shown})" if len(self.values) > 1 else shown


_Found = dict[Operand, _Operand]


class _Result(NamedTuple):
    """What the formula comes to in one period, and from what."""

    year: int
    value: Decimal
    expression: Expression
    figures: tuple[Figure, ...]


def answers(computation: Computation, finders: Iterable[FigureFinder], phrases: Phrases) -> Composed | None:
    """The answer from each document that states all operands, with its formulas; None when none does."""
    found = [one for finder in finders if (one := _answer(computation, finder, phrases)) is not None]
    if not found:
        return None
    formulas = [one.formula for one in found if one.formula is not None]
    formula = Formula(
        "\n".join(dict.fromkeys(one.text for one in formulas)),
        tuple(dict.fromkeys(given for one in formulas for given in one.inputs)),
    )
    return Composed(tuple(line for one in found for line in one.lines), formula=formula)


def _answer(computation: Computation, finder: FigureFinder, phrases: Phrases) -> Composed | None:
    """The result with all the cells it rests on, then the way there; None when an operand is missing."""
    wanted = _periods(computation, finder)
    bound = [(period, at(computation.formula, period)) for period in wanted]
    found = _find(itertools.chain.from_iterable(operands(expression) for _, expression in bound), finder)
    if not bound or found is None:
        return None
    values = {operand: sum(one.values, Decimal()) for operand, one in found.items()}
    try:
        results = [
            _Result(period.year, evaluate(expression, values), expression, _figures(expression, found))
            for period, expression in bound
        ]
    except Undefined:
        return None
    measure = _measure(computation, bound[-1][1], found)
    writer = _Writer(computation, measure, found, phrases)
    return Composed(tuple(writer.lines(results)), formula=writer.formula(results))


def _periods(computation: Computation, finder: FigureFinder) -> tuple[Period, ...]:
    """The periods of the results; the newest that the first operand is stated for when the question names none."""
    asked = computation.periods[-_MOST_PERIODS:] or _newest(computation.formula, finder)
    if not asked or computation.ask not in OF_TWO:
        return asked
    first = asked[0] if len(asked) > 1 else replace(asked[0], year=asked[0].year - 1)
    return first, asked[-1]


def _newest(formula: Expression, finder: FigureFinder) -> tuple[Period, ...]:
    first = next(operands(formula), None)
    if first is None:
        return ()
    (figures,) = finder.find(target_of(first.item), (None,))
    return tuple(Period(figure.head.year, figure.head.months) for figure in figures[:1] if figure.head.year)


def _find(needed: Iterable[Operand], finder: FigureFinder) -> _Found | None:
    """Every operand with its figures, None when one has none.

    Those of one item are looked for together, so that they come from one row.
    """
    by_item: dict[str, list[Operand]] = {}
    for operand in dict.fromkeys(needed):
        by_item.setdefault(operand.item.name, []).append(operand)
    found: _Found = {}
    for same in by_item.values():
        groups = finder.find(target_of(same[0].item), [operand.period for operand in same])
        for operand, figures in zip(same, groups, strict=True):
            printed = [numbers.read(figure.printed) for figure in figures]
            read = [(one, figure.unit) for one, figure in zip(printed, figures, strict=True) if one is not None]
            if not figures or len(read) < len(figures):
                return None
            values = [amounts.value_of(one, unit) for one, unit in read]
            if operand.item.name in PAID:
                values = list(map(abs, values))
            found[operand] = _Operand(tuple(figures), tuple(values), amounts.measure_of(*read[0]))
    return found


def _figures(expression: Expression, found: _Found) -> tuple[Figure, ...]:
    return tuple(dict.fromkeys(figure for operand in operands(expression) for figure in found[operand].figures))


def _measure(computation: Computation, bound: Expression, found: _Found) -> Measure:
    """What the formula's results are given in."""
    wish = computation.manner
    first = found[next(operands(bound))].measure
    if isinstance(bound, Operand):
        return replace(first, scale=_scale(first, wish.scale), places=wish.places)
    if dimension(bound, lambda operand: int(found[operand].measure.is_amount)) == 1:
        return Measure(first.currency, _scale(first, wish.scale), places=wish.places)
    return Measure(is_amount=False, percent=wish.percent, places=wish.places)


def _scale(measure: Measure, wished: str) -> str:
    return wished or measure.scale if measure.is_amount else ""


class _Writer:
    """Puts results into words."""

    def __init__(self, computation: Computation, measure: Measure, found: _Found, phrases: Phrases) -> None:
        self._computation = computation
        self._measure = measure
        self._found = found
        self._phrases = phrases
        name = computation.name or written(computation.formula, lambda operand: operand.item.name)
        self._name = name[:1].upper() + name[1:]

    def lines(self, results: Sequence[_Result]) -> Iterator[Line]:
        """What was asked first, then how each result comes about."""
        figures = dict.fromkeys(figure for result in results for figure in result.figures)
        yield Line(self._answer(results), _supports(figures))
        if not isinstance(self._computation.formula, Operand) or len(results) > len(OF_TWO):
            yield from (Line(self._way(result), _supports(result.figures)) for result in results)

    def formula(self, results: Sequence[_Result]) -> Formula:
        """How the results come about, a line for each, and every cell with what it states."""
        inputs = {
            FormulaInput(_called(operand, 0), self._found[operand].measure.shown(value), support): None
            for result in results
            for operand in operands(result.expression)
            for value, support in zip(self._found[operand].values, _supports(self._found[operand].figures), strict=True)
        }
        return Formula("\n".join(map(self._way, results)), tuple(inputs))

    def _answer(self, results: Sequence[_Result]) -> str:
        first, last = results[0], results[-1]
        match self._computation.ask:
            case Ask.DIFFERENCE | Ask.GROWTH | Ask.DIRECTION:
                return self._moved(first, last)
            case Ask.AVERAGE:
                mean = sum((result.value for result in results), Decimal()) / len(results)
                return f"{self._name} ({self._phrases.average} {first.year}–{last.year}): {self._measure.shown(mean)}"
            case Ask.HIGHEST:
                return self._stated(max(results, key=lambda result: result.value))
            case Ask.LOWEST:
                return self._stated(min(results, key=lambda result: result.value))
            case Ask.SIGN:
                word = self._phrases.positive if last.value > 0 else self._phrases.negative
                return f"{self._yes_or_no(last.value)}{self._stated(last)} ({word})"
        return "; ".join(map(self._stated, results))

    def _stated(self, result: _Result) -> str:
        return f"{self._name} ({result.year}): {self._measure.shown(result.value)}"

    def _moved(self, first: _Result, last: _Result) -> str:
        phrases = self._phrases
        difference = last.value - first.value
        word = phrases.unchanged if difference == 0 else phrases.rose if difference > 0 else phrases.fell
        return (
            f"{self._yes_or_no(difference)}{self._name} {word}: {self._measure.shown(first.value)} ({first.year}) → "
            f"{self._measure.shown(last.value)} ({last.year}), {self._change(first.value, last.value)}"
        )

    def _yes_or_no(self, value: Decimal) -> str:
        """Whether a change, or a result, has the sign that was asked for; empty when none was."""
        expected = self._computation.expects_more
        if expected is None:
            return ""
        return f"{self._phrases.yes if value != 0 and (value > 0) is expected else self._phrases.no}. "

    def _change(self, old: Decimal, new: Decimal) -> str:
        """How far it moved: as a share of what it was, and but where only that is asked, as it is measured."""
        share = "" if self._measure.percent else amounts.growth(old, new, self._computation.manner.places)
        if self._computation.ask is Ask.GROWTH and share:
            return share
        absolute = self._measure.change(new - old)
        return f"{absolute} ({share})" if share else absolute

    def _way(self, result: _Result) -> str:
        """One result from its figures: formula, figures, value."""
        shown = written(result.expression, lambda operand: self._found[operand].shown)
        if isinstance(result.expression, Operand):
            return f"{result.year}: {shown}"
        formula = written(result.expression, lambda operand: _called(operand, result.year))
        return f"{result.year}: {formula} = {shown} = {self._measure.shown(result.value)}"


def _called(operand: Operand, year: int) -> str:
    """An operand's name, with its year where that is not the result's."""
    own = year if operand.period is None else operand.period.year
    return operand.item.name if own == year else f"{operand.item.name} {own}"


def _supports(figures: Iterable[Figure]) -> tuple[Support, ...]:
    return tuple(Support(figure.upload_id, (figure.span,)) for figure in figures)
