"""Looking figures up in tables by what their row is called and what their column is headed."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from chatdoc_server.answering.subject import Subject
from chatdoc_server.answering.tables.figure import Figure
from chatdoc_server.answering.tables.grid import Grid, Head, Row, Value, plain
from chatdoc_server.answering.tables.labels import parts_of, phrase_score, stands_in, under
from chatdoc_server.answering.tables.reading import Tables
from chatdoc_server.document import NO_PAGE, Document, Element, Span
from chatdoc_server.questions.periods import Period, in_head, relative_in_head
from chatdoc_server.questions.question import Question, Target
from chatdoc_server.questions.statements import STATEMENTS
from chatdoc_server.questions.words import Stems
from chatdoc_server.retrieval.base import Hit

ACCEPT = 0.62
"""The least score of a label that is taken for the one asked."""

_STATEMENT_BONUS = 0.2
_ANY_STATEMENT_BONUS = 0.1
"""What no list knows is rather taken from a primary statement than from where others speak of it."""
_NAMED_BONUS = 0.15
_CONSOLIDATED_BONUS = 0.05
_OWN_BONUS = 0.05
_POSITION_COST = 0.08
_UNDATED = -0.1
_IN_PARENTHESES = re.compile(r"\([^)]*\)")
_SAYS_LITTLE = frozenset({"net", "total", "gross"})
_A_YEAR_OLDER = 0.1
_IN_PARTS = 0.85
_MOST_COMPARED = 12
_BESIDE = 0.05
"""Figures that are compared differ at most this much in score."""
_AS_LIKELY = 0.06
"""Rows whose scores differ by no more are told apart by nothing but where they stand."""
_DESCRIBED = 0.6
"""The least share of a question's words that a row and what stands over it must hold to be what it describes."""
_OWN_MEASURE = re.compile(r"\b(?:(?<!un)adjusted|non-gaap|underlying|normali[sz]ed|organic|core)\b")
"""Words of measures that a company defines for itself: a row without them states another figure."""
_SECONDARY = (
    "obligor",
    "deed of cross guarantee",
    "parent company",
    "condensed financial information",
    "pro forma",
    "guarantor",
    "unaudited supplementary",
    "selected financial data",
)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A row that may be meant; `parts` are the rows under it when it is a section that states no total.

    `table` is what the table or the row's section is called, where only that says what the figures of the row are.
    """

    upload_id: str
    grid: Grid
    row: Row
    score: float
    parts: tuple[Row, ...] = ()
    table: str = ""


class FigureFinder:
    """Finds figures in the tables of the asked documents; made for one question, it remembers what it has read."""

    def __init__(
        self,
        question: Question,
        documents: Mapping[str, Document],
        hits: Sequence[Hit],
        subject: Subject,
        stems: Stems,
    ) -> None:
        self._subject = subject
        self._question = question
        self._stems = stems
        self._tables = Tables(documents, hits)
        self._found: dict[str, list[_Candidate]] = {}
        self._own_measures = frozenset(_OWN_MEASURE.findall(question.text.lower()))

    def find(self, target: Target | None, periods: Sequence[Period | None]) -> list[list[Figure]]:
        """The figures for a target, a list for each period; empty where no cell fits. None as period is the newest.

        The row that serves most of the periods best is taken for all of them, so that what is compared
        comes from one place. A section that states no total gives its rows. Without a target the row is sought whose
        label, with its table's title and headings, consists of the question's words.
        """
        newest = self._newest(target) if None in periods else 0
        best: dict[Period | None, tuple[float, list[Figure]]] = {}
        rows: list[tuple[float, dict[Period | None, list[Figure]]]] = []
        for candidate in self._candidates(target):
            total, served = 0.0, {}
            for period in periods:
                score, figures = self._read(candidate, period)
                if figures:
                    if period is None and figures[0].head.year:
                        score -= _A_YEAR_OLDER * (newest - figures[0].head.year)
                    total += score
                    served[period] = figures
                    if period not in best or score > best[period][0]:
                        best[period] = (score, figures)
            rows.append((total, served))
        chosen = max(rows, key=lambda entry: entry[0])[1] if rows else {}
        return [chosen.get(period) or best.get(period, (0.0, []))[1] for period in periods]

    def _newest(self, target: Target | None) -> int:
        """The newest year that any row for the target has a column for, 0 for none."""
        return max(
            (
                head.year
                for candidate in self._candidates(target)
                for row in candidate.parts or (candidate.row,)
                for _, _, head in self._columns(candidate.grid, row, None)
            ),
            default=0,
        )

    def _read(self, candidate: _Candidate, period: Period | None) -> tuple[float, list[Figure]]:
        """A row's figure in a period, or those of its parts, and how good a find it is."""
        figures: list[Figure] = []
        lowest = candidate.score
        for row in candidate.parts or (candidate.row,):
            columns = self._columns(candidate.grid, row, period)
            if not columns:
                return 0.0, []
            fit, value, head = columns[0]
            lowest = min(lowest, candidate.score + fit)
            figures.append(_figure(candidate, row, value, head, candidate.score + fit))
        return (figures[0].score if len(figures) == 1 else lowest), figures

    def rivals(self, target: Target | None, period: Period | None, found: Figure) -> list[Figure]:
        """What other tables state otherwise in rows of the same name, when nothing tells which of them is meant.

        What a primary statement prints has no rivals, and equal figures are one.
        """
        if self._is_primary(found.upload_id, self._tables.documents[found.upload_id].elements[found.span.element]):
            return []
        seen, own = [found], frozenset[str]()
        rivals: list[tuple[Figure, frozenset[str]]] = []
        for candidate in self._candidates(target):
            if candidate.parts or plain(candidate.row.label) != plain(found.label):
                continue
            if candidate.grid.element.index == found.span.element:
                own = own or self._told(candidate)
            elif candidate.row.sections == found.sections:
                _, figures = self._read(candidate, period)
                likely = [figure for figure in figures if figure.score > found.score - _AS_LIKELY]
                rivals += ((figure, self._told(candidate)) for figure in likely)
        for figure, told in rivals:
            if own <= told and not any(figure.states_as(one) for one in seen):
                seen.append(figure)
        return seen[1:]

    def _told(self, candidate: _Candidate) -> frozenset[str]:
        """The question's words and names that stand at a row or around its table."""
        grid, row = candidate.grid, candidate.row
        near = f"{row.label} {' '.join(row.sections)} {grid.around()}"
        asked = {*self._question.terms, *map(self._stems.of, self._question.names)}
        return frozenset(asked.intersection(self._stems.all(near)))

    def _is_primary(self, upload_id: str, element: Element) -> bool:
        return bool(self._tables.statements_on(upload_id, element))

    def compare(self, target: Target, period: Period | None) -> list[Figure]:
        """The figures of a target side by side, one for each part it is stated for in the period.

        The parts are the rows of a table of the target by such parts, else the columns of the best row's page: a table
        whose columns are segments or products, or several such tables on one page, give one for each.
        """
        return self._rows_compared(target, period) or self._columns_compared(target, period)

    def _rows_compared(self, target: Target, period: Period | None) -> list[Figure]:
        """The rows but totals of the first found table that says it is of the target by the parts asked for."""
        own = {self._stems.of(word) for words in target.labels for word in words}
        parts = set(self._question.terms) - own
        for upload_id, rank, grid in self._tables.found():
            table = _called(grid)
            if not stands_in(target, plain(table)) or not parts.intersection(self._stems.all(table)):
                continue
            figures = [
                _figure(_Candidate(upload_id, grid, row, 1.0 / (1 + rank), table=table), row, value, head, fit)
                for row in grid.rows
                if "total" not in row.words
                for fit, value, head in self._columns(grid, row, period)[:1]
            ]
            if 2 <= len(figures) <= _MOST_COMPARED:
                return figures
        return []

    def _columns_compared(self, target: Target, period: Period | None) -> list[Figure]:
        ranked = self._ranked(target, period)
        if not ranked:
            return []
        heads_of: dict[int, set[str]] = {}
        for _, candidate, _, head in ranked:
            heads_of.setdefault(id(candidate), set()).add(head.text)
        best, first, _, _ = max(ranked, key=lambda entry: (len(heads_of[id(entry[1])]), entry[0]))
        beside = [
            entry
            for entry in ranked
            if _stand_together(entry[1].grid.element, first.grid.element)
            and entry[1].row.words == first.row.words
            and entry[0] > best - _BESIDE
        ]
        beside.sort(key=lambda entry: (entry[1].grid.element.index, entry[2].column))
        heads = dict.fromkeys(head.text for *_, head in beside)
        if len(heads) < 2:
            return []
        return [_figure(candidate, candidate.row, value, head, score) for score, candidate, value, head in beside]

    def _ranked(self, target: Target | None, period: Period | None) -> list[tuple[float, _Candidate, Value, Head]]:
        """Every figure that may be meant, best first; of equals the one that stands first."""
        found = [
            (candidate.score + fit, candidate, value, head)
            for candidate in self._candidates(target)
            for fit, value, head in self._columns(candidate.grid, candidate.row, period)
        ]
        return sorted(found, key=lambda entry: -entry[0])

    def years(self, target: Target) -> tuple[int, ...]:
        """The years that the row for the target's newest figure is stated for, in order."""
        (newest,) = self.find(target, (None,))
        for candidate in self._candidates(target):
            rows = candidate.parts or (candidate.row,)
            if not newest or candidate.grid.element.index != newest[0].span.element:
                continue
            if any(newest[0].span.cell == value.cell for value in rows[0].values):
                heads = [candidate.grid.head(rows[0].number, value) for value in rows[0].values]
                return tuple(sorted({head.year for head in heads if head.year and not head.change}))
        return ()

    def holds(self, target: Target) -> bool:
        """Whether any table has a row for the target, whatever its periods."""
        return bool(self._candidates(target))

    def _candidates(self, target: Target | None) -> list[_Candidate]:
        name = target.item.name if target is not None else ""
        if name not in self._found:
            labelled = list(self._labelled(target)) if target is not None else []
            found = [*labelled, *self._described(target), *self._crossed(target)]
            self._found[name] = [candidate for candidate in found if self._qualifies(candidate)]
        return self._found[name]

    def _qualifies(self, candidate: _Candidate) -> bool:
        """Whether the segment, product or place that the question names stands at the row or over its columns."""
        if not self._own_measures <= set(_OWN_MEASURE.findall(self._near(candidate.grid, candidate.row).lower())):
            return False
        lacking = self._unnamed(candidate.grid, candidate.row)
        return not lacking or any(
            lacking <= set(self._stems.all(candidate.grid.head(row.number, value).text))
            for row in candidate.parts or (candidate.row,)
            for value in row.values
        )

    def _unnamed(self, grid: Grid, row: Row) -> frozenset[str]:
        """The question's qualifiers that stand neither in a row's label nor over its table."""
        if not self._subject.qualifiers:
            return frozenset()
        return self._subject.qualifiers.difference(self._stems.all(self._near(grid, row)))

    def _near(self, grid: Grid, row: Row) -> str:
        """What says what a row is: its label, its sections, and what its table is called."""
        return " ".join((row.label, *row.sections, grid.title(), *grid.headings(1)))

    def _described(self, target: Target | None) -> Iterator[_Candidate]:
        """Rows of the found tables that the question describes: "net sales of the Anvils segment" is the row "Anvils".

        The label must consist of words of the question; with a target its name must stand around the row.
        """
        own = {self._stems.of(word) for words in target.labels for word in words} if target is not None else set()
        # A row that another figure of the question is called by does not qualify this one.
        named = {self._stems.of(word) for other in self._question.targets for words in other.labels for word in words}
        asked = {*self._question.terms, *(self._stems.of(name) for name in self._question.names)}
        for upload_id, rank, grid in self._tables.found():
            headings = f"{' '.join(grid.headings(2))} {grid.title()}"
            # Where a section is called like the target, its other sections are of something else.
            has_section = any(under(target, row) for row in grid.rows)
            of_target = target is None or (not has_section and stands_in(target, plain(headings)))
            for row in grid.rows:
                if not row.values or not (of_target or under(target, row)):
                    continue
                label = set(self._stems.content(_IN_PARENTHESES.sub(" ", row.label))) - named - _SAYS_LITTLE
                if not label or not label <= asked:
                    continue
                covered = asked & {*label, *own, *self._stems.all(f"{' '.join(row.sections)} {headings}")}
                share = len(covered) / len(asked)
                if target is not None or share >= _DESCRIBED:
                    table = "" if target is None else row.sections[-1] if under(target, row) else _called(grid)
                    score = 1.0 + 0.5 * share + 0.1 / (1 + rank / 5)
                    yield _Candidate(upload_id, grid, row, score, table=table)

    def _crossed(self, target: Target | None) -> Iterator[_Candidate]:
        """Balances in the found tables whose columns are headed by what the question qualifies its figure with.

        "Goodwill of the Anvils segment" is the column "Anvils" of a table of goodwill; its rows are dates.
        """
        qualifiers = self._subject.qualifiers
        if target is None or not qualifiers:
            return
        for upload_id, rank, grid in self._tables.found():
            if not stands_in(target, plain(f"{' '.join(grid.headings(1))} {grid.title()}")):
                continue
            table = _called(grid)
            for row in grid.rows:
                years = in_head(row.label)
                if years and row.words[:1] == ("balance",):
                    # Of several balances the newest is meant where no date is asked.
                    newer = 0.001 * (years[0] - 2000)
                    yield _Candidate(upload_id, grid, row, 1.0 + 0.1 / (1 + rank / 5) + newer, table=table)

    def _labelled(self, target: Target) -> Iterator[_Candidate]:
        """Rows of all tables whose label is a name of the target."""
        prefixes = [tuple(self._stems.prefix(word) for word in label) for label in target.labels]
        for upload_id in self._tables.documents:
            for grid, labels in self._tables.labelled(upload_id, prefixes):
                # Reading a table takes much longer than looking whether one of its rows is named like the target.
                if not any(self._label_score(target, plain(label)) >= ACCEPT for label in labels):
                    continue
                for row in grid.rows:
                    label_score = self._label_score(target, row.words) * (1.0 if row.values else _IN_PARTS)
                    if label_score < ACCEPT:
                        continue
                    parts = () if row.values else parts_of(row, grid.rows)
                    if row.values or parts:
                        score = self._score(upload_id, target, grid, row, label_score)
                        yield _Candidate(upload_id, grid, row, score, parts)

    def _label_score(self, target: Target, label: tuple[str, ...]) -> float:
        """How well a row's label names the target, 0 to 1."""
        if not label or not any(words[0] in label for words in target.labels):
            return 0.0
        if any(word in label for word in target.item.without) and label not in target.labels:
            return 0.0
        return max((phrase_score(label, words, place) for place, words in enumerate(target.labels)), default=0.0)

    def _score(self, upload_id: str, target: Target, grid: Grid, row: Row, label_score: float) -> float:
        score = label_score
        asked = {target.item.statement} if target.item.statement else set(self._question.statements)
        # What a statement is called may stand in the head of its labels, as its first section.
        over, around = f"{grid.over()} {' '.join(row.sections[:1])}".lower(), grid.around().lower()
        shown = self._tables.statements_on(upload_id, grid.element)
        if asked & shown:
            score += _STATEMENT_BONUS
        elif shown and not asked:
            score += _ANY_STATEMENT_BONUS
        names = [name for kind in asked for name in STATEMENTS[kind].headings]
        if any(name in over for name in names):
            score += _NAMED_BONUS + (_CONSOLIDATED_BONUS if "consolidated" in over else 0)
        elif any(name in around for name in names):
            score += _NAMED_BONUS / 3
        if any(name in around for name in self._question.names):
            score += _OWN_BONUS
        # Statements of other companies that a filing has to attach stand behind its own.
        score -= _POSITION_COST * _position(grid.element, self._tables.documents[upload_id])
        if any(mark in around for mark in _SECONDARY):
            score -= 0.3
        rank = self._tables.ranks.get((upload_id, grid.element.index))
        if rank is not None:
            score += 0.05 / (1 + rank / 5)
        if not self._question.computed:
            score += 0.2 * self._residual(target, row, around)
        return score

    def _residual(self, target: Target, row: Row, around: str) -> float:
        """The share of the question's other words that stand in the row's label, its sections or its table's title."""
        own = {self._stems.of(word) for words in target.labels for word in words}
        rest = [term for term in self._question.terms if term not in own]
        if not rest:
            return 0.0
        near = set(self._stems.all(f"{row.label} {' '.join(row.sections)} {around}"))
        return sum(term in near for term in rest) / len(rest)

    def _columns(self, grid: Grid, row: Row, period: Period | None) -> list[tuple[float, Value, Head]]:
        """The figures of a row whose columns are headed by the period, best first; the newest when none is asked."""
        heads = [(value, self._head(grid, row, value)) for value in row.values]
        if lacking := self._unnamed(grid, row):
            heads = [entry for entry in heads if lacking <= set(self._stems.all(entry[1].text))]
        dated = [(value, head) for value, head in heads if head.year and not head.change]
        if not dated:
            fits = len(heads) == 1 and not heads[0][1].change and self._is_of(period, grid, row)
            return [(_UNDATED, *heads[0])] if fits else []
        if period is None:
            period = Period(max(head.year for _, head in dated))
        fitting = [(_period_fit(period, head), value, head) for value, head in dated if head.year == period.year]
        return sorted(fitting, key=lambda entry: -entry[0])

    def _head(self, grid: Grid, row: Row, value: Value) -> Head:
        """What stands over a figure; "prior year" is told by the document's own."""
        head = grid.head(row.number, value)
        if head.year or head.change or not self._subject.years:
            return head
        back = relative_in_head(head.text)
        return head if back is None else replace(head, year=max(self._subject.years) - back)

    def _is_of(self, period: Period | None, grid: Grid, row: Row) -> bool:
        """Whether a figure in a column without a date is of a period: by its row, else its table, else its document."""
        if period is None:
            return True
        for text in (row.label, f"{grid.title()} {' '.join(grid.headings(1))}"):
            if years := in_head(text):
                return period.year in years
        return not period.months and period.year in self._subject.years


def _position(element: Element, document: Document) -> float:
    """How far into its document an element stands, 0 to 1: by pages where there are any."""
    return element.page / len(document.pages) if document.is_paged else element.index / len(document.elements)


def _stand_together(one: Element, other: Element) -> bool:
    """Whether two elements stand on one page or, in a document without pages, under one heading."""
    return one.page == other.page and (one.page != NO_PAGE or one.parent == other.parent)


def _called(grid: Grid) -> str:
    """What a table or else the heading over it says its figures are."""
    return _IN_PARENTHESES.sub("", grid.title()).strip() or " ".join(grid.headings(1))


def _period_fit(period: Period, head: Head) -> float:
    """How well a column of the right year fits: a year is not asked of a quarter's column, nor the other way."""
    wanted = period.months or 12
    if head.months == wanted:
        return 0.1
    if not head.months:
        return 0.0 if wanted == 12 else -0.1
    return -0.3


def _figure(candidate: _Candidate, row: Row, value: Value, head: Head, score: float) -> Figure:
    grid = candidate.grid
    cell = grid.table.cells[value.cell]
    section = candidate.row.label if candidate.parts else ""
    return Figure(
        upload_id=candidate.upload_id,
        span=Span(grid.element.index, 0, len(cell.text), value.cell),
        page=grid.element.page,
        label=": ".join(name.rstrip(":") for name in (candidate.table, section, row.label) if name),
        sections=row.sections,
        head=head,
        unit=grid.unit(row, value),
        printed=cell.text.strip(),
        negative=value.figure.value < 0,
        score=score,
        place=grid.title() or " ".join(grid.headings(1)),
    )
