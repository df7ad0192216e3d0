"""Looking figures up in tables by what their row is called and what their column is headed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from chatdoc_server.answering.subject import Subject
from chatdoc_server.answering.tables.candidates import Candidate, Candidates, called
from chatdoc_server.answering.tables.figure import Figure
from chatdoc_server.answering.tables.grid import Grid, Head, Row, Value, plain
from chatdoc_server.answering.tables.labels import stands_in, under
from chatdoc_server.answering.tables.reading import Tables
from chatdoc_server.document import NO_PAGE, Document, Element, Span
from chatdoc_server.questions.periods import Period, in_head, relative_in_head
from chatdoc_server.questions.question import Question, Target
from chatdoc_server.questions.words import Stems
from chatdoc_server.retrieval.base import Hit

_UNDATED = -0.1
_A_YEAR_OLDER = 0.1
_MOST_COMPARED = 12
_BESIDE = 0.05
"""Figures that are compared differ at most this much in score."""
_AS_LIKELY = 0.06
"""Rows whose scores differ by no more are told apart by nothing but where they stand."""


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
        self._candidates = Candidates(question, self._tables, subject.qualifiers, stems)

    def find(self, target: Target | None, periods: Sequence[Period | None]) -> list[list[Figure]]:
        """The figures for a target, a list for each period; empty where no cell fits. None as period is the newest.

        The row that serves most of the periods best is taken for all of them, so that what is compared
        comes from one place. A section that states no total gives its rows. Without a target the row is sought whose
        label, with its table's title and headings, consists of the question's words.
        """
        newest = self._newest(target) if None in periods else 0
        best: dict[Period | None, tuple[float, list[Figure]]] = {}
        rows: list[tuple[float, dict[Period | None, list[Figure]]]] = []
        for candidate in self._candidates.of(target):
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
                for candidate in self._candidates.of(target)
                for row in candidate.parts or (candidate.row,)
                for _, _, head in self._columns(candidate.grid, row, None)
            ),
            default=0,
        )

    def _read(self, candidate: Candidate, period: Period | None) -> tuple[float, list[Figure]]:
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
        """What rows of the same name state otherwise, when nothing tells which of them is meant.

        They stand in other tables, under the same sections, or in other sections of the table. What a primary statement
        prints has no rivals, and equal figures are one.
        """
        if self._is_primary(found.upload_id, self._tables.documents[found.upload_id].elements[found.span.element]):
            return []
        seen, own = [found], frozenset[str]()
        rivals: list[tuple[Figure, frozenset[str]]] = []
        for candidate in self._candidates.of(target):
            if candidate.parts or plain(candidate.row.label) != plain(found.label):
                continue
            is_same_table = candidate.grid.element.index == found.span.element
            is_same_section = candidate.row.sections == found.sections
            if is_same_table and is_same_section:
                own = own or self._candidates.told(candidate)
            elif is_same_table is not is_same_section:
                _, figures = self._read(candidate, period)
                likely = [figure for figure in figures if figure.score > found.score - _AS_LIKELY]
                rivals += ((figure, self._candidates.told(candidate)) for figure in likely)
        for figure, told in rivals:
            if own <= told and not any(figure.states_as(one) for one in seen):
                seen.append(figure)
        return seen[1:]

    def of_other_lengths(self, target: Target | None, period: Period | None, found: Figure) -> list[Figure]:
        """What the same row states for parts of the year that are of another length, where no length is asked.

        A quarterly report has columns for three and for six months of one year.
        """
        if period is not None and period.months:
            return []
        for candidate in self._candidates.of(target):
            if candidate.grid.element.index != found.span.element or candidate.parts:
                continue
            columns = self._columns(candidate.grid, candidate.row, period)
            if columns and columns[0][1].cell == found.span.cell:
                return [
                    _figure(candidate, candidate.row, value, head, candidate.score + fit)
                    for fit, value, head in columns[1:]
                    if fit == columns[0][0] and head.months and found.head.months not in (0, head.months)
                ]
        return []

    def _is_primary(self, upload_id: str, element: Element) -> bool:
        return bool(self._tables.statements_on(upload_id, element))

    def compare(self, target: Target, period: Period | None) -> list[Figure]:
        """The figures of a target side by side, one for each part it is stated for in the period.

        The parts are the rows of a table of the target by such parts, else the columns of the best row's page: a table
        whose columns are segments or products, or several such tables on one page, give one for each.
        """
        return self._rows_compared(target, period) or self._columns_compared(target, period)

    def _rows_compared(self, target: Target, period: Period | None) -> list[Figure]:
        """The rows but totals of the first found table that says it is of the target by the parts asked for.

        Of a table with a section that is called like the target they are that section's.
        """
        own = {self._stems.of(word) for words in target.labels for word in words}
        parts = set(self._question.terms) - own
        for upload_id, rank, grid in self._tables.found():
            table = called(grid)
            if not parts.intersection(self._stems.all(table)):
                continue
            rows = [row for row in grid.rows if row.values and under(target, row)]
            if not rows and stands_in(target, plain(table)):
                rows = list(grid.rows)
            figures = [
                _figure(Candidate(upload_id, grid, row, 1.0 / (1 + rank), table=name), row, value, head, fit)
                for row in rows
                if "total" not in row.words and row.words not in target.labels
                for name in (row.sections[-1] if under(target, row) else table,)
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

    def _ranked(self, target: Target | None, period: Period | None) -> list[tuple[float, Candidate, Value, Head]]:
        """Every figure that may be meant, best first; of equals the one that stands first."""
        found = [
            (candidate.score + fit, candidate, value, head)
            for candidate in self._candidates.of(target)
            for fit, value, head in self._columns(candidate.grid, candidate.row, period)
        ]
        return sorted(found, key=lambda entry: -entry[0])

    def years(self, target: Target) -> tuple[int, ...]:
        """The years that the row for the target's newest figure is stated for, in order."""
        (newest,) = self.find(target, (None,))
        for candidate in self._candidates.of(target):
            rows = candidate.parts or (candidate.row,)
            if not newest or candidate.grid.element.index != newest[0].span.element:
                continue
            if any(newest[0].span.cell == value.cell for value in rows[0].values):
                heads = [candidate.grid.head(rows[0].number, value) for value in rows[0].values]
                return tuple(sorted({head.year for head in heads if head.year and not head.change}))
        return ()

    def holds(self, target: Target) -> bool:
        """Whether any table has a row for the target, whatever its periods."""
        return bool(self._candidates.of(target))

    def _columns(self, grid: Grid, row: Row, period: Period | None) -> list[tuple[float, Value, Head]]:
        """The figures of a row whose columns are headed by the period, best first; the newest when none is asked."""
        heads = [(value, self._head(grid, row, value)) for value in row.values]
        if lacking := self._candidates.unnamed(grid, row):
            heads = [entry for entry in heads if lacking <= set(self._stems.all(entry[1].text))]
        if period is None:
            heads = self._named(row, heads)
        dated = [(value, head) for value, head in heads if head.year and not head.change]
        if not dated:
            fits = len(heads) == 1 and not heads[0][1].change and self._is_of(period, grid, row)
            return [(_UNDATED, *heads[0])] if fits else []
        if period is None:
            period = Period(max(head.year for _, head in dated))
        fitting = [(_period_fit(period, head), value, head) for value, head in dated if head.year == period.year]
        return sorted(fitting, key=lambda entry: -entry[0])

    def _named(self, row: Row, heads: list[tuple[Value, Head]]) -> list[tuple[Value, Head]]:
        """Where no period is asked, those columns whose heads hold most of what the question says beside the row."""
        asked = {*self._question.terms, *map(self._stems.of, self._question.names)}.difference(
            self._stems.all(row.label)
        )
        held = [len(asked.intersection(self._stems.all(head.text))) if not head.change else 0 for _, head in heads]
        most = max(held, default=0)
        return [entry for entry, count in zip(heads, held, strict=True) if count == most]

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


def _stand_together(one: Element, other: Element) -> bool:
    """Whether two elements stand on one page or, in a document without pages, under one heading."""
    return one.page == other.page and (one.page != NO_PAGE or one.parent == other.parent)


def _period_fit(period: Period, head: Head) -> float:
    """How well a column of the right year fits: a year is not asked of a quarter's column, nor the other way."""
    wanted = period.months or 12
    if head.months == wanted:
        return 0.1
    if not head.months:
        return 0.0 if wanted == 12 else -0.1
    return -0.3


def _figure(candidate: Candidate, row: Row, value: Value, head: Head, score: float) -> Figure:
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
