"""Answers from tables of words: the cell that a row's name and a column's head lead to, or a column of all such rows.

"What does error E3 mean?" names a row and the head "Meaning"; "Which wells are in the district Saltmarsh?" a column,
and the cell by which its rows are chosen. What is a figure is looked up and computed with in `tabular`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from chatdoc_server.answering.base import Support
from chatdoc_server.answering.lines import Composed, Line
from chatdoc_server.answering.phrases import Phrases
from chatdoc_server.answering.prose.typed import holds, is_typed
from chatdoc_server.answering.subject import own_text
from chatdoc_server.answering.tables.grid import Grid, grid_of
from chatdoc_server.answering.tables.headed import head_rows
from chatdoc_server.answering.tables.mentions import AskedWords, Label, distinct
from chatdoc_server.document import Cell, Document, Span
from chatdoc_server.questions.answer_types import Wanted, wanted, wants_list
from chatdoc_server.retrieval.base import Hit

_MOST_TABLES = 6
"""Found tables that are looked through."""
_MOST_ROWS = 2_000
"""Rows of a table that are looked through."""
_MOST_ITEMS = 30
"""Cells of a column that are listed."""
_MOST_VALUES = 3
"""Cells of a row that are told where the question does not say which of them it wants."""
_ENOUGH = 0.6
"""The least share of a question's content that names, heads and what stands over the table must hold."""
_LEVELS = 2
"""Headings over a table that count as what stands over it."""
_CODE = re.compile(r"(?=[^\W\d_]*\d)(?=\d*[^\W\d_])\w{2,}")
"""Letters and digits in one word, which name a thing by themselves: "E3"."""
_NAME = re.compile(r"(?<=[\w,;)] )[A-Z][^\W_]+")
"""A word with a capital that begins no sentence."""
_FIGURE = re.compile(r"[\d.,%()\s$€£¥+−-]+")
_IN_UNIT = re.compile(r"\s+in\s+\S+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a table: its cells from left to right, each with its position in `Table.cells`."""

    cells: tuple[tuple[int, Cell], ...]

    def at(self, column: int) -> tuple[int, Cell] | None:
        return next((one for one in self.cells if one[1].column == column), None)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A table of words: what stands over it, over each column, and its rows."""

    upload_id: str
    element: int
    around: tuple[str, ...]
    heads: Mapping[int, str]
    rows: tuple[_Row, ...]

    @property
    def first(self) -> int:
        """The column that names the rows."""
        return min((cell.column for row in self.rows for _, cell in row.cells), default=0)


@dataclass(frozen=True, slots=True)
class _Pick:
    """Cells that answer: row, column, and how much of the question leads to them."""

    sheet: _Sheet
    cells: tuple[tuple[_Row, int, Cell], ...]
    listed: bool
    coverage: float


def compose(
    text: str,
    language: str,
    documents: Mapping[str, Document],
    hits: Sequence[Hit],
    phrases: Phrases,
    *,
    figures: bool = True,
) -> Composed | None:
    """The cells of words that a question names a way to; None where the way is not clear.

    Args:
        text: the question.
        language: its ISO 639-1 code.
        documents: the asked documents by upload_id.
        hits: what was found in them, best first; only tables in it are read.
        phrases: what the service says in its own words.
        figures: whether cells that hold a figure and no words may answer.
    """
    asked = AskedWords(text, language)
    own = own_text(documents.values())
    picks = [
        pick
        for sheet in _sheets(documents, hits)
        if (pick := _listed(sheet, asked, own) if wants_list(text) else _found(sheet, asked, own))
    ]
    if not figures:
        picks = [pick for pick in picks if not any(_FIGURE.fullmatch(cell.text) for _, _, cell in pick.cells)]
    if not picks:
        return None
    best = max(picks, key=lambda pick: pick.coverage)
    lines = [_line(best, row, position, cell) for row, position, cell in best.cells]
    return Composed((Line(phrases.lead), *lines) if best.listed else tuple(lines))


def _found(sheet: _Sheet, asked: AskedWords, own: str) -> _Pick | None:
    """The cell, or the few cells, of the one row that a question names."""
    named = _rows_named(sheet, asked)
    if len(named) != 1:
        return None
    [(row, keys)] = named
    others = [(position, cell) for position, cell in row.cells if position not in keys]
    heads = [(position, cell) for position, cell in others if _is_named(sheet.heads.get(cell.column, ""), asked)]
    values = heads or _of_kind(sheet, others, asked)
    told = all(_FIGURE.fullmatch(cell.text) for _, cell in values) and not heads
    if not values or len(values) > _MOST_VALUES or told:
        return None
    names = [cell.text for position, cell in row.cells if position in keys]
    heads_told = (sheet.heads.get(cell.column, "") for _, cell in values)
    coverage = _coverage((*names, *heads_told, *sheet.around), asked, own)
    is_code = any(_CODE.fullmatch(name.strip()) for name in names)
    if coverage < _ENOUGH and not (is_code and coverage):
        return None
    return _Pick(sheet, tuple((row, position, cell) for position, cell in values), False, coverage)


def _listed(sheet: _Sheet, asked: AskedWords, own: str) -> _Pick | None:
    """The names of the rows that hold a cell which the question names; of all rows where it names their head alone."""
    chosen: list[_Row] = []
    names: set[str] = set()
    first = sheet.first
    for row in sheet.rows:
        keys = [cell.text for _, cell in row.cells if cell.column != first and _is_named(cell.text, asked)]
        keys = [key for key in keys if not _FIGURE.fullmatch(key)]
        if keys:
            chosen.append(row)
            names.update(keys)
    column = _asked_column(sheet, asked)
    if not chosen and column is None:
        return None
    rest = [head for head in sheet.heads.values() if _is_named(head, asked)]
    coverage = _coverage((*names, *rest, *sheet.around), asked, own)
    if coverage < _ENOUGH:
        return None
    told = [(row, row.at(first if column is None else column)) for row in chosen or sheet.rows]
    cells = tuple((row, *found) for row, found in told if found is not None)[:_MOST_ITEMS]
    return _Pick(sheet, cells, True, coverage) if len(cells) > 1 else None


def _asked_column(sheet: _Sheet, asked: AskedWords) -> int | None:
    """The column of words whose head the question names first."""
    found = [
        (asked.place(asked.label(head)), column)
        for column, head in sheet.heads.items()
        if _is_named(head, asked)
        and not all(_FIGURE.fullmatch(one[1].text) for row in sheet.rows if (one := row.at(column)) is not None)
    ]
    return min(found)[1] if found else None


def _rows_named(sheet: _Sheet, asked: AskedWords) -> list[tuple[_Row, frozenset[int]]]:
    """The rows that a question names by a cell, with the cells that do; by what most words name, or by a code."""
    labels = distinct([asked.label(row.cells[0][1].text) for row in sheet.rows])
    found: list[tuple[int, _Row, frozenset[int]]] = []
    naming = sheet.first
    for row, label in zip(sheet.rows, labels, strict=True):
        first, *rest = row.cells
        keys = {first[0]} if first[1].column == naming and asked.place(label) >= 0 else set[int]()
        keys |= {position for position, cell in rest if _CODE.search(cell.text) and _is_named(cell.text, asked)}
        if keys:
            found.append((len(asked.label(first[1].text).words) if first[0] in keys else 1, row, frozenset(keys)))
    most = max((count for count, _, _ in found), default=0)
    return [(row, keys) for count, row, keys in found if count == most]


def _of_kind(sheet: _Sheet, cells: Sequence[tuple[int, Cell]], asked: AskedWords) -> list[tuple[int, Cell]]:
    """Those cells of a row that may be what is asked for where no head tells: of its kind, or of words."""
    kind = wanted(asked.text, asked.language)
    if len(sheet.heads) <= 2 or not is_typed(kind, asked.language) or kind is Wanted.AMOUNT:
        return [one for one in cells if not _FIGURE.fullmatch(one[1].text) or len(cells) == 1]
    return [one for one in cells if holds(kind, one[1].text, asked.text, asked.language)]


def _coverage(texts: Sequence[str], asked: AskedWords, own: str) -> float:
    """The share of a question's content that texts hold; none where a name of the question stands in none of them."""
    told = f"{' '.join(texts)} {own}".lower()
    if any(name.lower() not in told for name in _NAME.findall(asked.text)):
        return 0.0
    # "Schedule A: Prices" is named by "Schedule A".
    return asked.coverage([text.replace(":", ";") for text in texts], own)


def _is_named(name: str, asked: AskedWords) -> bool:
    label: Label = asked.label(_IN_UNIT.sub("", name))
    return asked.place(label) >= 0


def _line(pick: _Pick, row: _Row, position: int, cell: Cell) -> Line:
    text = cell.text.strip()
    support = Support(pick.sheet.upload_id, (Span(pick.sheet.element, 0, len(cell.text), position),))
    if pick.listed:
        return Line(f"- {text}", (support,))
    head = pick.sheet.heads.get(cell.column, "")
    label = row.cells[0][1].text.strip().rstrip(":")
    named = f"{label} ({head})" if head else label
    return Line(f"{named}: {text}", (support,))


def _sheets(documents: Mapping[str, Document], hits: Sequence[Hit]) -> Iterator[_Sheet]:
    """The found tables, best first."""
    found = dict.fromkeys(
        (hit.upload_id, index)
        for hit in hits
        for index in hit.passage.elements
        if documents[hit.upload_id].elements[index].table is not None
    )
    for upload_id, index in islice(found, _MOST_TABLES):
        grid = grid_of(documents[upload_id], documents[upload_id].elements[index])
        if grid is not None:
            yield _sheet(upload_id, grid)


def _sheet(upload_id: str, grid: Grid) -> _Sheet:
    """Reads a table; one of two columns without heads names and tells in each of its rows."""
    table = grid.table
    has_heads = table.columns > 2 or bool(table.header_rows) or not head_rows(table)
    first = head_rows(table) if has_heads else 0
    body = (_Row(cells) for number, cells in grid.lines.items() if first <= number < first + _MOST_ROWS)
    return _Sheet(
        upload_id,
        grid.element.index,
        (table.title, *grid.headings(_LEVELS)),
        grid.column_heads if has_heads else {},
        tuple(row for row in body if len(row.cells) > 1),
    )
