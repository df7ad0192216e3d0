"""Answers from any table by the question's own words: a cell, or what is to be made of several.

A question names rows and columns of a table: "How much did sales of North rise from 2021 to 2022?" the row "North"
and two columns. Where what it names decides which cells are meant, they are looked up or computed with; nothing is
known here of what the figures are about.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cached_property

from chatdoc_server.answering.lines import Composed, Line
from chatdoc_server.answering.phrases import Phrases
from chatdoc_server.answering.subject import own_text
from chatdoc_server.answering.tables import amounts
from chatdoc_server.answering.tables.amounts import Measure
from chatdoc_server.answering.tables.bodies import Body
from chatdoc_server.answering.tables.mentions import AskedWords
from chatdoc_server.answering.tables.picks import MOST_VALUES, Pick, resolved
from chatdoc_server.answering.tables.sheet import Sheet, sheets
from chatdoc_server.answering.tables.workings import Given, Workings, results
from chatdoc_server.document import Document
from chatdoc_server.languages.normalisation import normalised
from chatdoc_server.questions import periods
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
from chatdoc_server.questions.formulas.manner import Manner, manner
from chatdoc_server.questions.items import Item
from chatdoc_server.questions.operations import Operation as WantedOperation
from chatdoc_server.questions.operations import Wanted, operations
from chatdoc_server.retrieval.base import Hit

ENOUGH = 0.66
"""The least share of a question's content that the rows and columns it names, and what stands over them, must hold."""
_ENOUGH_FOR_VALUE = 0.8
"""The same where a single figure is looked up, which nothing else in the question tells."""
_OF_LABELS = 0.2
"""What rows and columns count beside what stands over a table, where several tables hold as much."""
_OF_PRECISION = 0.2
"""What it counts that the names of rows hold no words but the question's."""
_OF_TITLE = 0.5
"""What the title of a table counts beside the names of its rows in that."""
_OF_STATEMENT = 0.1
"""What a primary statement counts before notes."""
_OF_RANK = 0.004
"""What each place counts that search has put a table further behind."""
_SAME = 0.04
"""Scores that are the same but for their rank."""
_MOST_NAMED = 3
"""Operands that a result is called by."""
_NO_FIGURE = re.compile(
    r"^(?:why|who|whom|whose|explain|describe|summari[sz]e|how (?:do|does|did|is|are|was|were|can|should)"
    r"|is|are|was|were|do|does|did|has|have|had|can|could|may|must|should|will)\b",
    re.IGNORECASE,
)
"""Questions that no figure answers."""
_REASONS = re.compile(
    r"^(?:why|explain|describe|summari[sz]e)\b|为什么|為什麼|^(?:warum|weshalb|pourquoi|por qué|perché)", re.IGNORECASE
)
_EXTREMES = frozenset({Wanted.HIGHEST, Wanted.LOWEST, Wanted.RANGE})
_RANKED = frozenset({Wanted.HIGHEST, Wanted.LOWEST})
_ASKS = {
    Wanted.SUM: Ask.SUM,
    Wanted.AVERAGE: Ask.AVERAGE,
    Wanted.HIGHEST: Ask.HIGHEST,
    Wanted.LOWEST: Ask.LOWEST,
    Wanted.DIFFERENCE: Ask.DIFFERENCE,
    Wanted.GROWTH: Ask.GROWTH,
}


class Tabular:
    """What the found tables answer to one question. Made for one question, as it remembers what it has read.

    Args:
        question: what is asked.
        language: ISO 639-1 code of the question; empty for English.
        documents: the asked documents by upload_id.
        hits: what was found in them, best first.
        named: those of the documents that the question is about.
    """

    def __init__(
        self,
        question: str,
        language: str,
        documents: Mapping[str, Document],
        hits: Sequence[Hit],
        named: Collection[str],
    ) -> None:
        self._question = question
        self._documents = {upload_id: documents[upload_id] for upload_id in named}
        self._hits = [hit for hit in hits if hit.upload_id in self._documents]
        self._wanted = operations(normalised(question, language), language)
        self._asked = AskedWords(question, language, tuple(word for one in self._wanted for word in one.words))

    def computed(self, phrases: Phrases) -> Composed | None:
        """What is to be made of cells that the question names, with its formula; None where it names none."""
        if len(self._wanted) == 1 or _REASONS.search(self._question):
            return None
        return self._composed([self._resolved(sheet, self._wanted) for sheet in self._sheets], phrases)

    def stated(self, phrases: Phrases) -> Composed | None:
        """The cells that the question names, as they are printed; None where it names none."""
        if _NO_FIGURE.search(self._question):
            return None
        return self._composed([self._resolved(sheet, self._wanted[-1:]) for sheet in self._sheets], phrases)

    @cached_property
    def _sheets(self) -> list[Sheet]:
        return list(sheets(self._documents, self._hits, self._asked, periods.asked(self._question)))

    @cached_property
    def _own(self) -> str:
        return own_text(self._documents.values())

    def _resolved(self, sheet: Sheet, wanted: Sequence[WantedOperation]) -> Pick | None:
        """What a table may answer: the likeliest of what is wanted."""
        for one in wanted:
            # A word may be part of a name here: "average price" is a column.
            if one.words and all(sheet.says(word) for word in one.words):
                continue
            if one.wanted is Wanted.VALUE and wanted[0].wanted in _RANKED:
                # Of the highest of several one figure alone tells nothing.
                return None
            pick = resolved(sheet, one.wanted)
            scored = None if pick is None else _scored(pick, self._own)
            if scored is not None:
                return scored
        return None

    def _composed(self, found: Iterable[Pick | None], phrases: Phrases) -> Composed | None:
        picks = [pick for pick in found if pick is not None]
        if not picks:
            return None
        best = max(picks, key=lambda pick: pick.score)
        rivals = [pick for pick in picks if pick.score > best.score - _SAME and _rivals(pick, best)]
        if rivals:
            return _ambiguous([best, *rivals], phrases)
        return _answered(best, manner(self._question, in_percent=False), phrases)


def _scored(pick: Pick, own: str) -> Pick | None:
    """The pick with how much of the question it accounts for; None where that is too little."""
    labels = [
        name
        for cell in (*pick.cells, *pick.before, *pick.whole)
        for name in (cell.row, cell.section, cell.beside, cell.column)
    ]
    asked = pick.sheet.asked
    coverage = asked.coverage([*labels, *pick.sheet.around], own)
    # All rows of a year are meant only where what stands over the table says so.
    vague = not pick.sheet.rows_named and pick.wanted is not Wanted.VALUE and all(cell.year for cell in pick.cells)
    if coverage < (_ENOUGH_FOR_VALUE if vague or pick.wanted is Wanted.VALUE else ENOUGH):
        return None
    if not (pick.sheet.rows_named or pick.sheet.columns_named):
        return None
    exact = asked.precision(_called(pick)) + _OF_TITLE * asked.precision([pick.sheet.title])
    score = coverage + _OF_LABELS * asked.coverage(labels, own) + _OF_PRECISION * exact
    return replace(pick, score=score + _OF_STATEMENT * pick.sheet.is_primary - _OF_RANK * pick.sheet.rank)


def _called(pick: Pick) -> list[str]:
    """What tells the cells that are meant from others: their rows' names, and the column's where they are all of it."""
    if pick.sheet.rows_named:
        return list(dict.fromkeys(cell.row for cell in pick.cells))
    return list(dict.fromkeys(cell.column for cell in pick.cells))


def _rivals(pick: Pick, best: Pick) -> bool:
    """Whether two tables state other figures for the same rows and columns; a primary statement has no rival."""
    if pick is best or best.sheet.is_primary or pick.wanted is not best.wanted:
        return False
    same = [(cell.row, cell.column) for cell in pick.cells] == [(cell.row, cell.column) for cell in best.cells]
    return same and [cell.printed.value for cell in pick.cells] != [cell.printed.value for cell in best.cells]


def _ambiguous(picks: Sequence[Pick], phrases: Phrases) -> Composed:
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


def _answered(pick: Pick, wish: Manner, phrases: Phrases) -> Composed | None:
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
