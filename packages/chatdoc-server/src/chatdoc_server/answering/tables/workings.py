"""Results of a computation in words: what was asked first, then the way there with every figure and its cell."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from chatdoc_server.answering.base import Formula, FormulaInput, Support
from chatdoc_server.answering.lines import Composed, Line
from chatdoc_server.answering.phrases import Phrases
from chatdoc_server.answering.tables import amounts
from chatdoc_server.answering.tables.amounts import Measure
from chatdoc_server.questions.formulas.computation import Ask, Computation
from chatdoc_server.questions.formulas.expression import (
    Aggregate,
    Aggregation,
    Expression,
    Operand,
    Operation,
    Sign,
    Undefined,
    evaluate,
    operands,
    written,
)
from chatdoc_server.questions.items import Item

_MOST_SHOWN = 12
"""Figures of one line; of more the first are shown, and all are cited."""
_AGGREGATIONS = {
    Ask.AVERAGE: Aggregation.AVERAGE,
    Ask.SUM: Aggregation.SUM,
    Ask.HIGHEST: Aggregation.MAXIMUM,
    Ask.LOWEST: Aggregation.MINIMUM,
}


@dataclass(frozen=True, slots=True)
class Given:
    """What was found for an operand: its figures, several where a section states no total.

    `of` is what it is called in and for: "2021", a row, a column; empty where its name says all. `values` are in whole
    units; `supports` has one for each of them. `naming` are cells that say what it is called, where that is asked for.
    """

    name: str
    of: str
    values: tuple[Decimal, ...]
    supports: tuple[Support, ...]
    measure: Measure
    naming: tuple[Support, ...] = ()

    @property
    def value(self) -> Decimal:
        """The figures together, in whole units."""
        return sum(self.values, Decimal())

    @property
    def shown(self) -> str:
        """The figures as they go into a formula."""
        shown = " + ".join(map(self.measure.shown, self.values))
        return f"({shown})" if len(self.values) > 1 else shown

    @property
    def label(self) -> str:
        """Its full name."""
        return f"{self.name} {self.of}".strip()

    def called(self, of: str) -> str:
        """Its name in a formula for `of`, which it need not repeat."""
        return self.name if self.of == of and self.name else self.label

    def inputs(self) -> Iterator[FormulaInput]:
        """Each figure with its cell."""
        for value, support in zip(self.values, self.supports, strict=True):
            yield FormulaInput(self.label, self.measure.shown(value), support)


Found = Mapping[Operand, Given]


@dataclass(frozen=True, slots=True)
class Result:
    """What the formula comes to for one period, row or column, which `of` names; empty when it is for itself."""

    of: str
    value: Decimal
    expression: Expression
    year: int = 0


def results(bound: Iterable[tuple[str, int, Expression]], found: Found) -> list[Result]:
    """The value of each expression, given with what it is for and its year.

    Raises:
        Undefined: one of them divides by zero.
    """
    values = {operand: given.value for operand, given in found.items()}
    return [Result(of, evaluate(expression, values), expression, year) for of, year, expression in bound]


class Workings:
    """Puts results into words."""

    def __init__(self, computation: Computation, measure: Measure, found: Found, phrases: Phrases) -> None:
        self._computation = computation
        self._measure = measure
        self._found = found
        self._phrases = phrases
        self._called = {Aggregation.AVERAGE: phrases.average, Aggregation.SUM: phrases.total}
        self._bare = computation.name or written(computation.formula, self._named, self._called)
        self._name = self._bare[:1].upper() + self._bare[1:]

    def composed(self, found: Sequence[Result]) -> Composed:
        """What was asked, with all the cells it rests on, then how each result comes about.

        Raises:
            Undefined: what is asked of the results has no value.
        """
        lines = [Line(self._answer(found), self._supports(found))]
        ways = [self._way(result) for result in found if not isinstance(result.expression, Operand)]
        lines += [
            Line(text, self._supports([result]))
            for text, result in zip(
                ways, (one for one in found if not isinstance(one.expression, Operand)), strict=True
            )
        ]
        if overall := self._overall(found):
            ways.append(overall)
            lines.append(Line(overall, self._supports(found)))
        given = dict.fromkeys(self._found[operand] for result in found for operand in operands(result.expression))
        inputs = dict.fromkeys(one for entry in given for one in entry.inputs())
        return Composed(tuple(lines), formula=Formula("\n".join(ways), tuple(inputs)))

    def _supports(self, found: Iterable[Result]) -> tuple[Support, ...]:
        cells = (
            support
            for result in found
            for operand in operands(result.expression)
            for given in (self._found[operand],)
            for support in (*given.naming, *given.supports)
        )
        return tuple(dict.fromkeys(cells))

    def _answer(self, found: Sequence[Result]) -> str:
        first, last = found[0], found[-1]
        match self._computation.ask:
            case Ask.DIFFERENCE | Ask.GROWTH | Ask.DIRECTION:
                return self._moved(first, last)
            case Ask.COMPOUND_GROWTH:
                return f"{self._name} (CAGR {first.of}–{last.of}): {self._compound(first, last)}"
            case Ask.AVERAGE | Ask.SUM:
                together = evaluate(*self._together(found))
                word = self._called[_AGGREGATIONS[self._computation.ask]]
                return f"{self._name} ({word} {_span(found)}): {self._measure.shown(together)}"
            case Ask.HIGHEST | Ask.LOWEST as ask:
                pick = max if ask is Ask.HIGHEST else min
                return self._stated(pick(found, key=lambda result: result.value))
            case Ask.SIGN:
                word = self._phrases.positive if last.value > 0 else self._phrases.negative
                return f"{self._yes_or_no(last.value)}{self._stated(last)} ({word})"
        return "; ".join(map(self._stated, found))

    def _stated(self, result: Result) -> str:
        of = f" ({result.of})" if result.of else ""
        return f"{self._name}{of}: {self._measure.shown(result.value)}"

    def _moved(self, first: Result, last: Result) -> str:
        phrases = self._phrases
        difference = last.value - first.value
        word = phrases.unchanged if difference == 0 else phrases.rose if difference > 0 else phrases.fell
        return (
            f"{self._yes_or_no(difference)}{self._name} {word}: {self._measure.shown(first.value)} ({first.of}) → "
            f"{self._measure.shown(last.value)} ({last.of}), {self._change(first.value, last.value)}"
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

    def _compound(self, first: Result, last: Result) -> str:
        return self._share().shown(_compound_growth(first, last))

    def _share(self) -> Measure:
        return Measure(is_amount=False, percent=True, places=self._computation.manner.places)

    def _together(self, found: Sequence[Result]) -> tuple[Expression, dict[Operand, Decimal]]:
        """What is made of the results, as an expression over them, and their values."""
        # Rows may share a name: each result is told by its place.
        parts = {Operand(Item(str(place), (), ())): result for place, result in enumerate(found)}
        first, *_, last = [*parts, *parts]
        values = {operand: result.value for operand, result in parts.items()}
        match self._computation.ask:
            case Ask.DIFFERENCE | Ask.DIRECTION:
                return Operation(Sign.MINUS, last, first), values
            case Ask.GROWTH:
                return Operation(Sign.OVER, Operation(Sign.MINUS, last, first), first), values
        return Aggregate(_AGGREGATIONS[self._computation.ask], tuple(parts)), values

    def _overall(self, found: Sequence[Result]) -> str:
        """How what was asked comes about from several results; empty where each result is the answer."""
        ask = self._computation.ask
        if len(found) < 2 or ask in (Ask.VALUES, Ask.SIGN):
            return ""
        first, last = found[0], found[-1]
        if ask is Ask.COMPOUND_GROWTH:
            power = f"^(1/{last.year - first.year}) − 1"
            names = f"({self._label(last)} ÷ {self._label(first)}){power}"
            figures = f"({self._shown(last)} ÷ {self._shown(first)}){power}"
            return f"{names} = {figures} = {self._compound(first, last)}"
        expression, values = self._together(found)
        if isinstance(expression, Aggregate) and len(expression.parts) > _MOST_SHOWN:
            expression = replace(expression, parts=expression.parts[:_MOST_SHOWN])
        try:
            value = evaluate(*self._together(found))
        except Undefined:
            return ""
        measure = self._share() if ask is Ask.GROWTH else self._measure
        shown = measure.change(value) if ask in (Ask.DIFFERENCE, Ask.DIRECTION) else measure.shown(value)
        more = ", …" if isinstance(expression, Aggregate) and len(expression.parts) < len(found) else ""
        labels = {operand: self._label(result) for operand, result in zip(values, found, strict=True)}
        texts = {operand: self._shown(result) for operand, result in zip(values, found, strict=True)}
        names = written(expression, labels.__getitem__, self._called)
        figures = written(expression, texts.__getitem__, self._called)
        return f"{_with_more(names, more)} = {_with_more(figures, more)} = {shown}"

    def _label(self, result: Result) -> str:
        """A result's name inside a formula."""
        if isinstance(result.expression, Operand):
            return self._found[result.expression].label
        return f"{self._inside} {result.of}".strip()

    def _shown(self, result: Result) -> str:
        """A result's value inside a formula: a figure as it is given, else as results are."""
        if isinstance(result.expression, Operand):
            return self._found[result.expression].shown
        return self._measure.shown(result.value)

    def _named(self, operand: Operand) -> str:
        """An operand's name, with the year that the formula gives it unless the result is for that year alone."""
        period = operand.period
        if period is None or self._computation.periods == (period,):
            return operand.item.name
        return f"{operand.item.name} {period.year}"

    @property
    def _inside(self) -> str:
        """The name as it stands inside a formula."""
        return f"({self._bare})" if any(sign in self._bare for sign in "÷×+−") else self._bare

    def _way(self, result: Result) -> str:
        """One result from its figures: formula, figures, value."""
        shown = written(result.expression, lambda operand: self._found[operand].shown, self._called)
        formula = written(result.expression, lambda operand: self._found[operand].called(result.of), self._called)
        of = f"{result.of}: " if result.of else ""
        return f"{of}{formula} = {shown} = {self._measure.shown(result.value)}"


def _with_more(text: str, more: str) -> str:
    return f"{text[:-1]}{more})" if more else text


def _span(found: Sequence[Result]) -> str:
    """What several results are for: years as a range, else one after the other."""
    if found[0].year and found[-1].year:
        return f"{found[0].of}–{found[-1].of}"
    return ", ".join(result.of for result in found[:_MOST_SHOWN]) + (", …" if len(found) > _MOST_SHOWN else "")


def _compound_growth(first: Result, last: Result) -> Decimal:
    """The constant growth of one year that makes the first the last; both must be more than zero.

    Raises:
        Undefined: they are not, or stand no whole years apart.
    """
    years = last.year - first.year
    if years < 1 or first.value <= 0 or last.value <= 0:
        raise Undefined("no growth leads from the one to the other")
    return (last.value / first.value) ** (Decimal(1) / Decimal(years)) - 1
