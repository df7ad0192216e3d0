"""What is said of picked cells: their figures as they are printed, or what is made of them, with its formula."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from chatdoc_server.answering.lines import Composed, Line
from chatdoc_server.answering.phrases import Phrases
from chatdoc_server.answering.tables import amounts
from chatdoc_server.answering.tables.amounts import Measure
from chatdoc_server.answering.tables.bodies import Body
from chatdoc_server.answering.tables.picks import MOST_VALUES, Pick
from chatdoc_server.answering.tables.workings import Given, Workings, results
from chatdoc_server.questions.formulas.computation import Ask, Computation
from chatdoc_server.questions.formulas.expression import (
    Aggregate,
    Aggregation,
    Expression,
    Operand,
    Operation,
    Sign,
    Undefined,
    written,
)
from chatdoc_server.questions.formulas.expression import operands as every
from chatdoc_server.questions.formulas.manner import Manner
from chatdoc_server.questions.items import Item
from chatdoc_server.questions.operations import Wanted

_MOST_NAMED = 3
"""Operands that a result is called by."""
_EXTREMES = frozenset({Wanted.HIGHEST, Wanted.LOWEST, Wanted.RANGE})
_ASKS = {
    Wanted.SUM: Ask.SUM,
    Wanted.AVERAGE: Ask.AVERAGE,
    Wanted.HIGHEST: Ask.HIGHEST,
    Wanted.LOWEST: Ask.LOWEST,
    Wanted.DIFFERENCE: Ask.DIFFERENCE,
    Wanted.GROWTH: Ask.GROWTH,
}


def ambiguous(picks: Sequence[Pick], phrases: Phrases) -> Composed:
    """Says that several tables state what is asked, each with its figures and where it stands."""
    lines = [Line(phrases.ambiguous.format(item=_name(picks[0])))]
    for pick in picks:
        place = pick.sheet.title
        lines += [
            Line(f"{_printed_line(cell)} – {place}" if place else _printed_line(cell), (cell.support,))
            for cell in pick.cells[:MOST_VALUES]
        ]
    return Composed(tuple(lines), refused=True)


def _name(pick: Pick) -> str:
    """What all the cells share: their row, or their column; where that is but a year, what the table is called."""
    cell = pick.cells[0]
    if not pick.by_rows:
        return cell.row
    title = pick.sheet.title
    return f"{title} {_when(cell)}".strip() if cell.year and title else _bare(cell.column, cell)


def _when(cell: Body) -> str:
    """What a column is called: the year alone where it says one."""
    return str(cell.year) if cell.year else _bare(cell.column, cell)


def _bare(name: str, cell: Body) -> str:
    """A name without the unit behind it, which its figures have."""
    return name.removesuffix(f"({cell.suffix})").strip() if cell.suffix else name


def _printed_line(cell: Body) -> str:
    of = f" ({_bare(cell.column, cell)})" if cell.column else ""
    bare = cell.text.replace(cell.unit.currency, "").strip() if cell.unit.currency else cell.text
    amount = f"{cell.unit.currency}{bare}" if len(cell.unit.currency) <= 1 else f"{cell.unit.currency} {bare}"
    behind = cell.suffix if cell.suffix and not cell.text.endswith(cell.suffix) else ""
    scale = "" if cell.text.endswith(cell.unit.scale) else cell.unit.scale
    return " ".join(filter(None, (f"{cell.row}{of}:", amount, scale, behind)))


def answered(pick: Pick, wish: Manner, phrases: Phrases) -> Composed | None:
    """What is made of the cells, with its formula; a single figure as it is printed."""
    if pick.wanted is Wanted.VALUE:
        return Composed(tuple(Line(_printed_line(cell), (cell.support,)) for cell in pick.cells))
    cells = list(dict.fromkeys((*pick.cells, *pick.whole, *pick.before)))
    given = {_operand(cell, place): _given(cell, pick) for place, cell in enumerate(cells)}
    named = dict(zip(cells, given, strict=True))
    computation, bound = _planned(pick, named, given, wish)
    measure = _measure(pick, computation, list(given.values()))
    try:
        return Workings(computation, measure, given, phrases).composed(results(bound, given))
    except Undefined:
        return None


def _operand(cell: Body, place: int) -> Operand:
    return Operand(Item(f"{place}: {cell.row}, {cell.column}", (), ()))


def _given(cell: Body, pick: Pick) -> Given:
    # A row of a year is told by its name first; what a column is called says what its figures are.
    first = pick.by_rows and not cell.year
    alike = sum(1 for other in pick.cells if other.year == cell.year) > 1 and not pick.by_rows
    column = _bare(cell.column, cell)
    name, of = (column, cell.row) if first else (cell.row, column if alike else _when(cell))
    naming = (cell.named,) if pick.by_rows and pick.wanted in _EXTREMES else ()
    return Given(name, of, (amounts.value_of(cell.printed, cell.unit),), (cell.support,), cell.measure, naming)


def _planned(
    pick: Pick, operands: Mapping[Body, Operand], given: Mapping[Operand, Given], wish: Manner
) -> tuple[Computation, list[tuple[str, int, Expression]]]:
    """What is computed, and of which cells, each with what it is of and its year."""
    cells = pick.cells
    name = _name(pick)
    if pick.before:
        grown = [
            (later.row, 0, _grown(operands[earlier], operands[later]))
            for earlier, later in zip(pick.before, cells, strict=True)
        ]
        name = f"{pick.sheet.title} {_when(pick.before[0])}–{_when(cells[0])}".strip()
        plan = Computation(name, grown[0][2], (), _ASKS[pick.wanted], replace(wish, percent=True))
        return plan, grown
    of = [cell.row if pick.by_rows else _bare(cell.column, cell) for cell in cells]
    years = [cell.row_year if pick.by_rows else cell.year for cell in cells]
    is_dated = all(years) and len(set(years)) == len(years)
    single: Expression | None = None
    match pick.wanted:
        case Wanted.SHARE:
            whole = [operands[cell] for cell in pick.whole]
            total = whole[0] if len(whole) == 1 else Aggregate(Aggregation.SUM, tuple(whole))
            single = Operation(Sign.OVER, operands[cells[0]], total)
        case Wanted.RATIO:
            single = Operation(Sign.OVER, *(operands[cell] for cell in cells))
        case Wanted.RANGE:
            parts = tuple(operands[cell] for cell in cells)
            single = Operation(Sign.MINUS, Aggregate(Aggregation.MAXIMUM, parts), Aggregate(Aggregation.MINIMUM, parts))
        case Wanted.DIFFERENCE if not is_dated:
            more, less = sorted(cells, key=lambda cell: -given[operands[cell]].value)
            single = Operation(Sign.MINUS, operands[more], operands[less])
    if single is not None:
        if sum(1 for _ in every(single)) <= _MOST_NAMED:
            name = written(single, lambda operand: given[operand].label)
        percent = pick.wanted is Wanted.SHARE or (wish.percent and pick.wanted is Wanted.RATIO)
        plan = Computation(name, single, (), Ask.VALUES, replace(wish, percent=percent))
        return plan, [("", 0, single)]
    shown = [str(year) for year in years] if is_dated else of
    order = sorted(range(len(cells)), key=lambda place: years[place]) if is_dated else range(len(cells))
    plan = Computation(name, operands[cells[0]], (), _ASKS[pick.wanted], wish)
    return plan, [(shown[place], years[place] if is_dated else 0, operands[cells[place]]) for place in order]


def _grown(earlier: Operand, later: Operand) -> Expression:
    return Operation(Sign.OVER, Operation(Sign.MINUS, later, earlier), earlier)


def _measure(pick: Pick, computation: Computation, given: Sequence[Given]) -> Measure:
    """What the result is given in: with as many decimals as its figures are printed with, if none are asked for."""
    wish, first = computation.manner, given[0].measure
    if pick.before or pick.wanted in (Wanted.SHARE, Wanted.RATIO):
        return Measure(is_amount=False, percent=wish.percent, places=wish.places)
    places = max((one.measure.places or 0 for one in given), default=0)
    if pick.wanted is Wanted.AVERAGE:
        places = _enough_places(sum((one.value for one in given), Decimal()) / len(given), first, places)
    scale = wish.scale or first.scale if first.is_amount else ""
    return replace(first, scale=scale, places=wish.places if wish.places is not None else places)


def _enough_places(value: Decimal, measure: Measure, places: int) -> int:
    """The fewest decimals that a mean is exact with, but not many more than its figures have."""
    shown = value * 100 if measure.percent else value / amounts.SCALES[measure.scale]
    exact = (more for more in range(places, places + 2) if shown == round(shown, more))
    return next(exact, places + 2)
