"""Which cells of a table a question means, as what it names of it and what it wants made of them tell."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from chatdoc_server.answering.tables import amounts
from chatdoc_server.answering.tables.bodies import Body
from chatdoc_server.answering.tables.sheet import Sheet
from chatdoc_server.questions import periods
from chatdoc_server.questions.operations import Wanted

MOST_VALUES = 6
"""Figures that are looked up for one question."""
_MOST_CELLS = 200
"""Cells that one figure is computed from."""
_CODE = re.compile(r"\b[A-Z]{1,4}-\d+\b")
"""How things are numbered in lists and tables."""
RANKED = frozenset({Wanted.HIGHEST, Wanted.LOWEST})
"""What tells one of several by its size."""
_OF_TWO = frozenset({Wanted.DIFFERENCE, Wanted.GROWTH, Wanted.RATIO})


@dataclass(frozen=True, slots=True)
class Pick:
    """Cells that a question means, in its order; `by_rows` says that their rows tell them apart, else their columns.

    `whole` are those that a share is of: a printed total, or all parts of one. `before` are those that the cells have
    grown from, where what grew most is asked.
    """

    sheet: Sheet
    wanted: Wanted
    cells: tuple[Body, ...]
    by_rows: bool
    whole: tuple[Body, ...] = ()
    before: tuple[Body, ...] = ()
    score: float = 0.0


def resolved(sheet: Sheet, wanted: Wanted) -> Pick | None:
    """The cells that are meant, where what the question names of a table leaves no doubt."""
    rows, columns = sheet.rows_named, sheet.columns_named
    if wanted is not Wanted.VALUE and rows and not _of_one_group(sheet, rows):
        return None
    if wanted is Wanted.VALUE:
        pick = _values(sheet, rows, columns or _only_column(sheet, rows))
    elif wanted is Wanted.SHARE:
        pick = _share(sheet, rows, columns)
    elif wanted in _OF_TWO:
        pick = _two(sheet, wanted, rows, columns)
    else:
        pick = _several(sheet, wanted, rows, columns)
    return pick if pick is not None and _names_all_codes(pick) else None


def _names_all_codes(pick: Pick) -> bool:
    """Whether every code that the question names, such as "HL-20", stands at a cell."""
    cells = (*pick.cells, *pick.before, *pick.whole)
    names = (name for cell in cells for name in (cell.row, cell.column, cell.section))
    told = " ".join((*names, *pick.sheet.around)).casefold()
    return all(code.casefold() in told for code in _CODE.findall(pick.sheet.asked.text))


def _only_column(sheet: Sheet, rows: Sequence[int]) -> tuple[int, ...]:
    """The column that is meant where none is named: the only one, or the newest of those that are dated.

    None where a year is asked, and all columns are of other years.
    """
    columns = [column for column in sheet.plain_columns if all(sheet.cell(row, column) for row in rows)]
    dated = {column: periods.in_head(sheet.heads.get(column, "")) for column in columns}
    told = {year for years in dated.values() for year in years}
    if sheet.years and told and sheet.years.isdisjoint(told):
        return ()
    if len(columns) == 1:
        return (columns[0],)
    if columns and all(len(years) == 1 for years in dated.values()):
        newest = max(years[0] for years in dated.values())
        latest = tuple(column for column, years in dated.items() if years[0] == newest)
        return latest if len(latest) == 1 else ()
    return ()


def _of_one_time(sheet: Sheet) -> tuple[int, ...]:
    """The columns of figures that stand side by side: of several of one year those of one."""
    dated = {column: periods.in_head(sheet.heads.get(column, "")) for column in sheet.plain_columns}
    years = [found[0] for found in dated.values() if len(found) == 1]
    if len(years) < len(dated) or len(set(years)) == len(years):
        return sheet.plain_columns
    asked = sheet.years.intersection(years)
    return tuple(column for column, found in dated.items() if found[0] == max(asked or years))


def _values(sheet: Sheet, rows: Sequence[int], columns: Sequence[int]) -> Pick | None:
    if not rows and len(columns) == 1 and len(sheet.parts) == 1:
        rows = sheet.parts
    cells = _cells(sheet, rows, columns)
    fits = cells and len(cells) == len(rows) * len(columns) and len(cells) <= MOST_VALUES
    return Pick(sheet, Wanted.VALUE, cells, by_rows=len(columns) == 1) if fits else None


def _several(sheet: Sheet, wanted: Wanted, rows: Sequence[int], columns: Sequence[int]) -> Pick | None:
    """Rows of one column, or columns of one row: those that are named, else all of them."""
    if len(rows) == 1 and len(columns) != 1:
        across = columns or _of_one_time(sheet)
        return _made(sheet, wanted, _cells(sheet, rows, across), by_rows=False)
    parts = rows or _of_one_group(sheet, sheet.parts)
    if sheet.asked.moves and wanted in RANKED and len(rows) != 1:
        return _moves(sheet, wanted, parts, columns)
    column = columns or _only_column(sheet, ())
    if len(column) != 1 or len(rows) == 1:
        return None
    if len(rows) > 1 and wanted in (Wanted.SUM, Wanted.AVERAGE):
        rows = [row for row in rows if not sheet.lines[row].is_total]
    if not rows and wanted is Wanted.SUM and sheet.total >= 0:
        printed = sheet.cell(sheet.total, column[0])
        return None if printed is None else Pick(sheet, Wanted.VALUE, (printed,), by_rows=True)
    return _made(sheet, wanted, _cells(sheet, rows or parts, column), by_rows=True)


def _moves(sheet: Sheet, wanted: Wanted, rows: Sequence[int], columns: Sequence[int]) -> Pick | None:
    """Each row's figures in the earlier and the later of two columns: what grew most is asked."""
    if len(columns) == 1:
        columns = _before(sheet, columns[0])
    elif not columns and len(sheet.plain_columns) == 2:
        columns = sheet.plain_columns
    if len(columns) != 2 or not _are_two_times(sheet, columns):
        return None
    cells = [cell for row in rows if len(cell := _cells(sheet, (row,), columns)) == 2]
    if len(cells) < 2 or not all(earlier.printed.value for earlier, _ in cells):
        return None
    later = tuple(one for _, one in cells)
    if sheet.asked.falls:
        # The largest fall is the least growth.
        wanted = Wanted.LOWEST if wanted is Wanted.HIGHEST else Wanted.HIGHEST
    return Pick(sheet, wanted, later, by_rows=True, before=tuple(one for one, _ in cells))


def _are_two_times(sheet: Sheet, columns: Sequence[int]) -> bool:
    """Whether two columns may state one figure at two times: of two years, or all that an undated table has."""
    one, other = (periods.in_head(sheet.heads.get(column, "")) for column in columns)
    return one != other if one and other else not one and not other and len(sheet.plain_columns) == 2


def _are_dated(sheet: Sheet, columns: Sequence[int]) -> bool:
    """Whether each column says of what time it is: two that do not may be of different things."""
    return all(periods.in_head(sheet.heads.get(column, "")) for column in columns)


def _made(sheet: Sheet, wanted: Wanted, cells: tuple[Body, ...], *, by_rows: bool) -> Pick | None:
    """The pick, where its cells can be put together: several, and all given in the same."""
    given = {(cell.measure.currency, cell.measure.percent, cell.measure.unit) for cell in cells}
    fits = 2 <= len(cells) <= _MOST_CELLS and len(given) == 1
    return Pick(sheet, wanted, cells, by_rows) if fits else None


def _two(sheet: Sheet, wanted: Wanted, rows: Sequence[int], columns: Sequence[int]) -> Pick | None:
    if len(rows) == 2 and len(columns) < 2:
        return _pair(sheet, wanted, _cells(sheet, rows, columns or _only_column(sheet, rows)), by_rows=True)
    if not rows and len(columns) == 2:
        rows = (sheet.total,) if sheet.total >= 0 else sheet.parts
    if len(rows) != 1:
        return None
    if len(columns) > 2 and all(periods.in_head(sheet.heads.get(column, "")) for column in columns):
        columns = (columns[0], columns[-1])
    elif len(columns) == 1:
        columns = _before(sheet, columns[0])
    elif not columns and len(sheet.plain_columns) == 2 and _are_dated(sheet, sheet.plain_columns):
        columns = sheet.plain_columns
    return _pair(sheet, wanted, _cells(sheet, rows, columns), by_rows=False) if len(columns) == 2 else None


def _pair(sheet: Sheet, wanted: Wanted, cells: tuple[Body, ...], *, by_rows: bool) -> Pick | None:
    """Two cells that their names tell apart: of one name, what one less the other is says nothing."""
    told_apart = len({(cell.row.casefold(), cell.column) for cell in cells}) == 2
    return _made(sheet, wanted, cells, by_rows=by_rows) if told_apart else None


def _before(sheet: Sheet, column: int) -> tuple[int, ...]:
    """The column of the year before a column's, and it."""
    years = periods.in_head(sheet.heads.get(column, ""))
    if len(years) != 1:
        return ()
    earlier = [one for one in sheet.plain_columns if periods.in_head(sheet.heads.get(one, "")) == [years[0] - 1]]
    return (earlier[0], column) if len(earlier) == 1 else ()


def _share(sheet: Sheet, rows: Sequence[int], columns: Sequence[int]) -> Pick | None:
    """A part and its whole: a row and the total or all rows of its column, or two rows, or two columns of one row."""
    parts = [row for row in rows if row != sheet.total]
    column = columns if len(columns) == 1 else () if columns else _only_column(sheet, rows)
    if len(column) == 1 and len(parts) == 1:
        part = _cells(sheet, parts, column)
        whole = _cells(sheet, (sheet.total,) if sheet.total >= 0 else _beside(sheet, parts[0]), column)
        return Pick(sheet, Wanted.SHARE, part, by_rows=True, whole=whole) if part and whole else None
    pair = _cells(sheet, parts, column) if len(parts) == 2 else ()
    if len(parts) == 1 and len(columns) == 2:
        pair = _cells(sheet, parts, columns)
    if len(pair) != 2:
        return None
    # A part is not larger than its whole.
    lesser, larger = sorted(pair, key=lambda cell: abs(amounts.value_of(cell.printed, cell.unit)))
    return Pick(sheet, Wanted.SHARE, (lesser,), by_rows=len(parts) == 2, whole=(larger,))


def _beside(sheet: Sheet, row: int) -> list[int]:
    """The rows of the section that a row stands in: a share of revenue is none of revenue and costs together."""
    return [one for one in sheet.parts if sheet.lines[one].section == sheet.lines[row].section]


def _of_one_group(sheet: Sheet, rows: Sequence[int]) -> tuple[int, ...]:
    """The rows, where they are of one kind; of a table's groups of rows the one that is named.

    A table of sales and of profits by region has each region's row twice: none of both may be put together.
    """
    named = {section for row in rows if (section := sheet.lines[row].section) and sheet.is_named(section)}
    if len(named) == 1:
        return tuple(row for row in rows if sheet.lines[row].section in named)
    groups: dict[str, set[str]] = {}
    for row in rows:
        groups.setdefault(sheet.lines[row].name.casefold(), set()).add(sheet.lines[row].section)
    return tuple(rows) if all(len(sections) == 1 for sections in groups.values()) else ()


def _cells(sheet: Sheet, rows: Sequence[int], columns: Sequence[int]) -> tuple[Body, ...]:
    found = (sheet.cell(row, column) for row in rows for column in columns)
    return tuple(cell for cell in found if cell is not None)
