"""Answers that are computed: operands found in table cells, the result, and the way from one to the other."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import replace

from chatdoc_server.answering.base import Formula, Support
from chatdoc_server.answering.lines import Composed, Line
from chatdoc_server.answering.phrases import Phrases
from chatdoc_server.answering.tables import amounts, numbers
from chatdoc_server.answering.tables.amounts import Measure
from chatdoc_server.answering.tables.figure import Figure
from chatdoc_server.answering.tables.figures import FigureFinder
from chatdoc_server.answering.tables.workings import Found, Given, Workings, results
from chatdoc_server.questions.formulas.computation import OF_TWO, Ask, Computation
from chatdoc_server.questions.formulas.expression import (
    Expression,
    Operand,
    Undefined,
    at,
    dimension,
    made_of,
    operands,
)
from chatdoc_server.questions.items import PAID
from chatdoc_server.questions.periods import Period
from chatdoc_server.questions.question import target_of

_MOST_PERIODS = 6
_EXTREMES = frozenset({Ask.HIGHEST, Ask.LOWEST})


def answers(computation: Computation, finders: Iterable[FigureFinder], phrases: Phrases) -> Composed | None:
    """The answer from each document that states all operands, with its formulas.

    Where none does, but one states some of them, a refusal that says which is missing; None when none states any.
    """
    tried = [one for finder in finders if (one := _answer(computation, finder, phrases)) is not None]
    found = [one for one in tried if not one.refused]
    if not found:
        return max(tried, key=lambda one: len(one.lines), default=None)
    formulas = [one.formula for one in found if one.formula is not None]
    formula = Formula(
        "\n".join(dict.fromkeys(one.text for one in formulas)),
        tuple(dict.fromkeys(given for one in formulas for given in one.inputs)),
    )
    return Composed(tuple(line for one in found for line in one.lines), formula=formula)


def _answer(computation: Computation, finder: FigureFinder, phrases: Phrases) -> Composed | None:
    """The result with the way there, or what is missing for it; what documents print themselves needs no formula."""
    printed = computation.printed and replace(computation, formula=computation.printed, printed=None)
    if printed and computation.printed_first and (composed := _computed(printed, finder, phrases)) is not None:
        return composed
    composed = _computed(computation, finder, phrases)
    if composed is None and printed and not computation.printed_first:
        composed = _computed(printed, finder, phrases)
    return composed or _lacking(computation, finder, phrases)


def _computed(computation: Computation, finder: FigureFinder, phrases: Phrases) -> Composed | None:
    """The result with all the cells it rests on, then the way there; None when an operand is missing."""
    bound = _bound(computation, finder)
    needed = _operands(bound)
    found = _find(needed, finder)
    lacking = {operand.item.name for operand in needed if operand not in found}
    if lacking and lacking <= computation.derived.keys():
        parts = {name: computation.derived[name] for name in lacking}
        bound = [(of, year, made_of(expression, parts)) for of, year, expression in bound]
        needed = _operands(bound)
        found = _find(needed, finder)
    if not bound or not needed or len(found) < len(needed) or _share_a_cell(found):
        return None
    if ambiguous := _ambiguous(needed, finder, phrases):
        return ambiguous
    measure = _measure(computation, bound[-1][2], found)
    try:
        return Workings(computation, measure, found, phrases).composed(results(bound, found))
    except Undefined:
        return None


def _share_a_cell(found: Found) -> bool:
    """Whether two figures of other names were found in one cell: one of them is not what it is taken for."""
    names: dict[Support, str] = {}
    return any(
        names.setdefault(support, operand.item.name) != operand.item.name
        for operand, given in found.items()
        for support in given.supports
    )


def _ambiguous(needed: Sequence[Operand], finder: FigureFinder, phrases: Phrases) -> Composed | None:
    """Says which operand several tables state differently, with all that they state; None where none is."""
    for operand in needed:
        target = target_of(operand.item)
        (found,) = finder.find(target, (operand.period,))
        rivals = finder.rivals(target, operand.period, found[0]) if len(found) == 1 else []
        if rivals:
            lines = [
                Line(f"{figure.label} ({figure.head.text}): {given.shown} – {figure.place}", given.supports)
                for figure in (found[0], *rivals)
                if (given := _given(operand, (figure,))) is not None
            ]
            return Composed(
                (Line(phrases.ambiguous.format(item=operand.item.name)), *lines), refused=True, ambiguous=True
            )
    return None


def _lacking(computation: Computation, finder: FigureFinder, phrases: Phrases) -> Composed | None:
    """Says which operands are not stated for which periods, and states the others; None when none is stated."""
    needed = _operands(_bound(computation, finder))
    found = _find(needed, finder)
    if not found or len(found) == len(needed):
        return None
    lines = [Line(_missing(operand, phrases)) for operand in needed if operand not in found]
    given = [Line(f"{one.label[:1].upper()}{one.label[1:]}: {one.shown}", one.supports) for one in found.values()]
    return Composed((*dict.fromkeys(lines), Line(phrases.inputs), *dict.fromkeys(given)), refused=True)


def _missing(operand: Operand, phrases: Phrases) -> str:
    name = operand.item.name
    if operand.period is not None:
        return phrases.period_not_stated.format(item=name, period=_called(operand.period))
    return phrases.missing_input.format(item=name[:1].upper() + name[1:])


def _bound(computation: Computation, finder: FigureFinder) -> list[tuple[str, int, Expression]]:
    """The formula for each period of the results: what the period is called, its year, and the formula."""
    if all(operand.period is not None for operand in operands(computation.formula)):
        return [("", 0, computation.formula)]
    wanted = _periods(computation, finder)
    return [(_called(period), period.year, at(computation.formula, period)) for period in wanted]


def _operands(bound: Iterable[tuple[str, int, Expression]]) -> list[Operand]:
    return list(dict.fromkeys(itertools.chain.from_iterable(operands(expression) for _, _, expression in bound)))


def _periods(computation: Computation, finder: FigureFinder) -> tuple[Period, ...]:
    """The periods of the results; where the question names none the newest, of extremes all that are stated."""
    asked = computation.periods[-_MOST_PERIODS:] or _stated(computation, finder)
    if not asked or computation.ask not in OF_TWO:
        return asked
    first = asked[0] if len(asked) > 1 else replace(asked[0], year=asked[0].year - 1)
    return first, asked[-1]


def _stated(computation: Computation, finder: FigureFinder) -> tuple[Period, ...]:
    """The periods that the first operand is stated for, the newest alone but for extremes."""
    first = next(operands(computation.formula), None)
    if first is None:
        return ()
    target = target_of(first.item)
    (figures,) = finder.find(target, (None,))
    newest = tuple(Period(figure.head.year, figure.head.months) for figure in figures[:1] if figure.head.year)
    if not newest or computation.ask not in _EXTREMES:
        return newest
    return tuple(replace(newest[0], year=year) for year in finder.years(target))


def _find(needed: Sequence[Operand], finder: FigureFinder) -> Found:
    """The operands that are stated, with their figures.

    Those of one item are looked for together, so that they come from one row.
    """
    by_item: dict[str, list[Operand]] = {}
    for operand in needed:
        by_item.setdefault(operand.item.name, []).append(operand)
    found: dict[Operand, Given] = {}
    for same in by_item.values():
        groups = finder.find(target_of(same[0].item), [operand.period for operand in same])
        for operand, figures in zip(same, groups, strict=True):
            if (given := _given(operand, figures)) is not None:
                found[operand] = given
    return {operand: found[operand] for operand in needed if operand in found}


def _given(operand: Operand, figures: Sequence[Figure]) -> Given | None:
    read = [(numbers.read(figure.printed), figure.unit) for figure in figures]
    printed = [(one, unit) for one, unit in read if one is not None]
    if not printed or len(printed) < len(figures):
        return None
    values = tuple(amounts.value_of(one, unit) for one, unit in printed)
    if operand.item.name in PAID:
        values = tuple(map(abs, values))
    of = _called(operand.period) if operand.period is not None else ""
    return Given(operand.item.name, of, values, _supports(figures), amounts.measure_of(*printed[0]))


def _called(period: Period) -> str:
    return f"Q{period.quarter} {period.year}" if period.quarter else str(period.year)


def _measure(computation: Computation, bound: Expression, found: Found) -> Measure:
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


def _supports(figures: Iterable[Figure]) -> tuple[Support, ...]:
    return tuple(Support(figure.upload_id, (figure.span,)) for figure in figures)
