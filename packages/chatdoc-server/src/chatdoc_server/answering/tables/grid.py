"""A table read the way a person reads it: row labels, the sections above them, column heads, units."""

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import msgspec

from chatdoc_server.answering.tables import numbers, units
from chatdoc_server.answering.tables.headed import headed, heads
from chatdoc_server.answering.tables.units import Unit
from chatdoc_server.document import Box, Cell, Document, Element, ElementKind, Table
from chatdoc_server.questions import periods

_NOTE = re.compile(
    r"\[\d{1,2}\]|\((?:\d{1,2}|[a-z]|[ivx]{1,4})\)|\(?\bnotes?\s+\d+[a-z]?\)?|[*†‡§]+|\.{3,}", re.IGNORECASE
)
_PLAIN = re.compile(r"[a-z]+(?:&[a-z]+)*|\d+[a-z]+|[\u3400-\u9fff]+(?:[、与和及][\u3400-\u9fff]+)*")
_COUNTED = re.compile(
    r"^\s*(?:[（(]?[一二三四五六七八九十]+[)）]?\s*[、.．]?|其中[:：]?|[减加减][:：])\s*(?=[\u3400-\u9fff])"
)
"""What numbers the lines of Chinese statements: "一、", "其中：", "减："."""
_EASTERN_ASIDE = re.compile(r"[（(][^）)]*[）)]?")
_ASIDE = re.compile(r"\([^)]*\)?")
_UNITS_ASIDE = re.compile(r"\([^)]*\b(?:thousand|million|billion)s?\b[^)]*\)?", re.IGNORECASE)
_MONTH = re.compile(
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december|years? ended"
    r"|(?:fiscal|calendar) years?)\b",
    re.IGNORECASE,
)
_DATED_STUB = re.compile(
    r".{0,60}\b(?:(?:three|six|nine|twelve|\d{1,2})[ -](?:months?|weeks?) ended(?:\s+\w+)?|years? ended(?:\s+\w+)?"
    r"|january|february|march|april|may|june|july|august|september|october|november|december)\b(?:\s+\d{1,2}\b)?,?",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"\bchanges?\b|\bvariance\b|\bincrease|\bdecrease|\bfluctuation|\bvs\b|\bversus\b|\bcompared\b", re.IGNORECASE
)
_LEADERS = re.compile(r"(?:\s*\.){3,}")
_LOOK_BACK = 4
"""Elements above a table that may say what it is."""
_SIGNS = frozenset("$€£¥")


class Value(msgspec.Struct, frozen=True, gc=False):
    """One figure of a row: its column, its position in `Table.cells`, and the figure read."""

    column: int
    cell: int
    figure: numbers.Printed


class Row(msgspec.Struct, frozen=True, dict=True):
    """One row with a label; `sections` are the labels it stands under, outermost first; values may be empty."""

    number: int
    label: str
    sections: tuple[str, ...]
    values: tuple[Value, ...]

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its label as `plain` makes it."""
        return plain(self.label)

    @cached_property
    def section_words(self) -> tuple[tuple[str, ...], ...]:
        """Its sections as `plain` makes them."""
        return tuple(map(plain, self.sections))


@dataclass(frozen=True, slots=True)
class Head:
    """What stands over a figure. `year` is 0 and `months` 0 when the head does not say; `change`: no period at all."""

    text: str
    year: int
    months: int
    change: bool


def plain(label: str) -> tuple[str, ...]:
    """A row label's words in lower case, without footnote marks, apostrophes, punctuation and numbers."""
    bare = _NOTE.sub(" ", label.lower().replace("’", "'")).replace("'s ", " ").replace("'", "")
    if not bare.isascii():
        bare = _EASTERN_ASIDE.sub(" ", _COUNTED.sub("", bare))
    return tuple(_PLAIN.findall(bare))


def grid_of(document: Document, element: Element) -> "Grid | None":
    """An element's table, read once for as long as its document is kept; None where the element is none."""
    return None if element.table is None else document.once(_grid, element.index)


def _grid(document: Document, index: int) -> "Grid | None":
    element = document.elements[index]
    table = headed(document, element)
    return None if table is None else Grid(document, element, table)


class Grid:
    """One table element; its rows and heads are read when they are first asked for, and then kept.

    Attributes:
        element: the element.
        table: its table, with the heads that it borrows; see `headed`.
    """

    def __init__(self, document: Document, element: Element, table: Table) -> None:
        self.element = element
        self.table = table
        self._words = document.words
        self._headings = document.headings_over(element.index)
        self._before = _before(document, element)
        self._by_row: dict[int, list[tuple[int, Cell]]] = {}
        for position, cell in enumerate(table.cells):
            self._by_row.setdefault(cell.row, []).append((position, cell))
        self._heads: dict[tuple[int, int], Head] = {}
        self._currencies: dict[int, str] = {}
        found = sorted(number for number in self._by_row if self._is_head(number))
        titles = [number for number in found[:-1] if self._is_title(number)]
        self._head_rows = frozenset(found) - frozenset(titles)
        self._title_rows = frozenset(titles)
        rows = (cell.text for number in titles for _, cell in self._by_row[number])
        self._title = " ".join((table.title, *rows)).strip()

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The rows that have a label, heads left out, from top to bottom."""
        return tuple(self._read_rows())

    @cached_property
    def sections(self) -> frozenset[tuple[str, ...]]:
        """What its sections are called, as `plain` makes it."""
        return frozenset(words for row in self.rows for words in row.section_words)

    @cached_property
    def by_number(self) -> Mapping[int, Row]:
        """The same by their numbers."""
        return {row.number: row for row in self.rows}

    @cached_property
    def lines(self) -> Mapping[int, tuple[tuple[int, Cell], ...]]:
        """Of every row, heads included, the cells with text from left to right, with their places in `Table.cells`."""
        filled = (
            (number, sorted((one for one in cells if one[1].text.strip()), key=lambda one: one[1].column))
            for number, cells in sorted(self._by_row.items())
        )
        return {number: tuple(cells) for number, cells in filled if cells}

    @cached_property
    def column_heads(self) -> Mapping[int, str]:
        """What stands over each column, word for word; see `headed.heads`."""
        return heads(self.table)

    def _read_rows(self) -> Iterator[Row]:
        above = self._first_section()
        indented: set[tuple[int, str]] = set()
        for number, cells in sorted(self._by_row.items()):
            if self.is_head(number):
                continue
            label_cells, values = _parts(cells)
            label = _LEADERS.sub(" ", " ".join(cell.text.strip() for cell in label_cells)).strip(" $")
            if not any(character.isalpha() for character in label):
                if values and above and not label:
                    # Figures without a label under a section's rows are the section's total.
                    yield Row(number, f"{above[-1][1].rstrip(':')} (total)", (), values)
                    above = above[:-1]
                continue
            depth = label_cells[0].depth
            if not values:
                above = [entry for entry in above if entry[0] < depth]
            while above and depth <= above[-1][0] and above[-1] in indented:
                # A section whose rows are indented ends with the first row that is not.
                above.pop()
            indented.update(entry for entry in above[-1:] if entry[0] < depth)
            yield Row(number, label, tuple(text for _, text in above), values)
            if not values:
                above.append((depth, label))
            elif label.lower().startswith("total"):
                # A total closes the innermost section; totals are often indented further than what they sum up.
                above = above[:-1]

    def is_head(self, number: int) -> bool:
        """Whether a row is one of the table's heads, or its title."""
        return number in self._head_rows or number in self._title_rows

    def _first_section(self) -> list[tuple[int, str]]:
        """The section whose label stands in the label column of the heads, as "Assets" often does."""
        for number in sorted(self._head_rows, reverse=True):
            text = _ASIDE.sub(" ", self._stub(number)).strip()
            if any(character.isalpha() for character in text) and not periods.in_head(text) and not _dated(text):
                return [(-1, text)]
        return []

    def _stub(self, number: int) -> str:
        """What a head row says over the labels."""
        return " ".join(
            cell.text.strip() for _, cell in self._by_row[number] if cell.column == 0 and cell.column_span == 1
        )

    def head(self, row: int, value: Value) -> Head:
        """What stands over a figure: the table's heads, and any head between them and the row."""
        nearest = max((number for number in self._head_rows if number < row), default=-1)
        key = (nearest, value.column)
        if key not in self._heads:
            self._heads[key] = self._read_head(row, value)
        return self._heads[key]

    def unit(self, row: Row, value: Value) -> Unit:
        """The unit of a figure, from its cell, its label, its column's head, the table, and the lines above it."""
        text = self.table.cells[value.cell].text
        if value.figure.suffix or "%" in text:
            return Unit("", "")
        near = f"{row.label} {' '.join(row.sections[-1:])} {self.head(row.number, value).text}"
        scale = units.scale_of(row.label, near, self._stated)
        currency = value.figure.currency
        if not currency and not units.counts_things(row.label):
            currency = self._column_currency(value.column) or ("$" if units.is_money(self._stated) else "")
        return Unit(currency, scale)

    def _is_head(self, number: int) -> bool:
        """Whether a row is a column head: one the table counts as such, or one that names periods and no figures."""
        if number < self.table.header_rows:
            return True
        named = False
        for _, cell in self._by_row.get(number, ()):
            if cell.column == 0:
                continue
            years = periods.in_head(cell.text)
            if years or periods.months_in_head(cell.text):
                named = True
            elif numbers.read(cell.text) is not None or numbers.is_blank(cell.text):
                return False
        return named

    def _is_title(self, number: int) -> bool:
        """Whether a head row is the table's title: one text alone that names no period."""
        texts = [cell.text for _, cell in self._by_row[number] if cell.text.strip()]
        return len(texts) == 1 and not periods.in_head(texts[0]) and not _dated(texts[0])

    def _read_head(self, row: int, value: Value) -> Head:
        texts: list[str] = []
        stubs: list[str] = []
        cell = self.table.cells[value.cell]
        for number in sorted(self._head_rows):
            if number >= row:
                break
            over = self._over(number, value.column, cell.box)
            # A later head that names a period replaces the periods above it.
            if periods.in_head(over):
                texts = [text for text in texts if not periods.in_head(text)]
            if over and over not in texts:
                texts.append(over)
            if found := _DATED_STUB.match(_ASIDE.sub(" ", self._stub(number)).strip()):
                stubs = [found.group()]
        if not _dated(" ".join(texts)):
            texts = stubs + texts
        text = " ".join(texts)
        years = list(dict.fromkeys(periods.in_head(text)))
        if not years:
            years = self._years_above(row, value.column)
            text = f"{text} {years[0]}".strip() if years else text
        change = len(years) > 1 or _CHANGE.search(text) is not None
        told = " ".join(_UNITS_ASIDE.sub(" ", text).split())
        return Head(told, 0 if change or not years else years[0], periods.months_in_head(text), change)

    def _over(self, number: int, column: int, box: Box) -> str:
        """The head cell of row `number` over a column; by position on the page when the grid has a gap there."""
        cells = [cell for _, cell in self._by_row[number] if cell.text.strip()]
        for cell in cells:
            if cell.column <= column < cell.column + cell.column_span and (cell.column > 0 or cell.column_span > 1):
                return self._share(cell, column)
        shared = [
            (min(cell.box.right, box.right) - max(cell.box.left, box.left), cell) for cell in cells if cell.column > 0
        ]
        best = max(shared, key=lambda pair: pair[0], default=None)
        return best[1].text.strip() if best is not None and best[0] > 0 else ""

    def _share(self, cell: Cell, column: int) -> str:
        """A column's part of a head over several columns that names a period for each: the words nearest to it."""
        text = cell.text.strip()
        if cell.column_span == 1 or len(set(periods.in_head(text))) < 2:
            return text
        middles = {
            one: middle
            for one in range(cell.column, cell.column + cell.column_span)
            if (middle := self._middle(one)) is not None
        }
        if column not in middles:
            return text
        spans = self._words.spans[cell.words.start : cell.words.stop].tolist()
        boxes = self._words.boxes[cell.words.start : cell.words.stop].tolist()
        kept = [
            cell.text[start:end]
            for (start, end), (left, _, right, _) in zip(spans, boxes, strict=True)
            if min(middles, key=lambda one: abs(middles[one] - (left + right) / 2)) == column
        ]
        return " ".join(kept) or text

    def _middle(self, column: int) -> float | None:
        """The middle of a column's figures, in points from the left of the page."""
        boxes = [
            cell.box
            for cell in self.table.cells
            if cell.column == column and cell.column_span == 1 and cell.row not in self._head_rows
        ]
        if not boxes:
            return None
        return (min(box.left for box in boxes) + max(box.right for box in boxes)) / 2

    def _years_above(self, row: int, column: int) -> list[int]:
        """The year of a column from a line of years just above the table, when it has one for each figure column."""
        columns = sorted({value.column for value in _parts(self._by_row[row])[1]})
        if column not in columns:
            return []
        for element in self._before:
            years = periods.in_head(element.text)
            if len(years) == len(columns) and len(element.text) < 200:
                return [years[columns.index(column)]]
        return []

    def title(self) -> str:
        """What the table calls itself, above its heads or in the first of them."""
        return self._title

    def headings(self, most: int) -> tuple[str, ...]:
        """The innermost headings the table stands under, outermost of them first."""
        return self._headings[-most:]

    def over(self) -> str:
        """The headings just above the table or else the nearest one it stands under, and its title."""
        headings = [element.text for element in self._before if element.kind is ElementKind.HEADING]
        return " ".join((*(headings or self.headings(1)), self._title))

    def around(self) -> str:
        """What says which table it is: the headings over it, its title, and the lines just above it."""
        return " ".join((*self.headings(2), self._title, *(element.text[:200] for element in self._before)))

    @cached_property
    def _stated(self) -> str:
        """What the table, its heads or the lines above it say its figures are stated in."""
        if self.table.unit:
            return self.table.unit
        over = " ".join(cell.text for cell in self.table.cells if cell.row == 0 or cell.row in self._head_rows)
        near = (over, self._title, *(element.text for element in self._before))
        return next(filter(None, map(units.stated_in, near)), "")

    def _column_currency(self, column: int) -> str:
        """The currency that the first figure of a column has beside it, or the cell to its left."""
        if column not in self._currencies:
            beside = (_currency(cell, column) for cell in self.table.cells)
            self._currencies[column] = next(filter(None, beside), "")
        return self._currencies[column]


def _currency(cell: Cell, column: int) -> str:
    """The currency in a cell of a column, or alone in a cell to its left."""
    if cell.column <= column < cell.column + cell.column_span:
        figure = numbers.read(cell.text)
        if figure is not None and figure.currency:
            return figure.currency
    elif cell.column != column - 1:
        return ""
    text = cell.text.strip()
    return text if text in _SIGNS else ""


def _before(document: Document, element: Element) -> tuple[Element, ...]:
    """The elements just above a table on its page, nearest first, up to another table."""
    elements = reversed(document.elements[max(0, element.index - _LOOK_BACK) : element.index])
    near = itertools.takewhile(lambda one: one.table is None, elements)
    return tuple(one for one in near if one.page == element.page)


def _dated(text: str) -> bool:
    """Whether a head says of what time its figures are: a length, a quarter, a month."""
    return periods.months_in_head(text) > 0 or _MONTH.search(text) is not None


def _parts(cells: list[tuple[int, Cell]]) -> tuple[list[Cell], tuple[Value, ...]]:
    """A row's label cells and its figures: the label ends at the first figure."""
    label: list[Cell] = []
    values: list[Value] = []
    for position, cell in cells:
        figure = numbers.read(cell.text)
        if figure is not None and (cell.column > 0 or label):
            values.append(Value(cell.column, position, figure))
        elif not values and cell.text.strip() and (cell.column == 0 or not label):
            label.append(cell)
    return label, tuple(values)
