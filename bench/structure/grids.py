"""Tables made comparable: as HTML, with comparable text, without rows and columns that nobody can see."""

from html import escape
from itertools import count

from bench.structure.text import dense
from bench.structure.truth import Cell, Grid


def html(grid: Grid) -> str:
    """The table as an HTML table of plain cells."""
    rows = ("".join(cell_html(cell) for cell in row) for row in grid.rows)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def cell_html(cell: Cell) -> str:
    """A cell as HTML, its spans said where they are more than one."""
    rows = f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
    columns = f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
    return f"<td{rows}{columns}>{escape(cell.text)}</td>"


def comparable(grid: Grid) -> Grid:
    """The table with comparable text, and without rows and columns in which no cell begins that has text."""
    placed = [(row, column, cell) for row, column, cell in positions(grid) if dense(cell.text)]
    rows = sorted({row for row, _, _ in placed})
    columns = sorted({column for _, column, _ in placed})
    cells: dict[tuple[int, int], Cell] = {}
    for row, column, cell in placed:
        row_span = sum(row <= other < row + cell.row_span for other in rows)
        column_span = sum(column <= other < column + cell.column_span for other in columns)
        cells[rows.index(row), columns.index(column)] = Cell(dense(cell.text), row_span, column_span)
    return Grid(tuple(filled(cells, len(rows), len(columns))), dense(grid.title), dense(grid.unit))


def positions(grid: Grid) -> list[tuple[int, int, Cell]]:
    """Row, column and cell of each, as a browser lays a table out."""
    taken: set[tuple[int, int]] = set()
    placed: list[tuple[int, int, Cell]] = []
    for row, cells in enumerate(grid.rows):
        for cell in cells:
            column = next(column for column in count() if (row, column) not in taken)
            placed.append((row, column, cell))
            taken.update((row + i, column + j) for i in range(cell.row_span) for j in range(cell.column_span))
    return placed


def filled(cells: dict[tuple[int, int], Cell], rows: int, columns: int) -> list[tuple[Cell, ...]]:
    """Rows of cells from cells at places: an empty cell wherever none stands or reaches."""
    covered = {
        (row + i, column + j)
        for (row, column), cell in cells.items()
        for i in range(cell.row_span)
        for j in range(cell.column_span)
        if (i, j) != (0, 0)
    }
    return [
        tuple(
            cells.get((row, column), Cell(""))
            for column in range(columns)
            if (row, column) in cells or (row, column) not in covered
        )
        for row in range(rows)
    ]


def words(grid: Grid) -> str:
    """All text of a table, row by row."""
    return "\n".join("\t".join(cell.text for cell in row) for row in grid.rows)
