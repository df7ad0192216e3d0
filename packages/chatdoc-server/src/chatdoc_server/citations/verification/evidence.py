"""What a passage says, sentence by sentence and cell by cell, ready to be compared with a claim."""

import functools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from chatdoc_server.answering.tables import numbers
from chatdoc_server.answering.tables.grid import Grid, Row, Value, grid_of, plain
from chatdoc_server.citations.verification.claims import comparable
from chatdoc_server.citations.verification.context import Context, about_of, words_of
from chatdoc_server.citations.verification.dates import Times, times
from chatdoc_server.citations.verification.digits import Digits, Looked, digits_of
from chatdoc_server.citations.verification.quantities import SCALES, Quantity, common_scale, quantities, without
from chatdoc_server.citations.verification.vocabulary import PRONOUN, WEIGHTLESS
from chatdoc_server.document import Cell, Document, Span, Table
from chatdoc_server.document.continuation import joined, together
from chatdoc_server.indexing.embedding.choice import ENGLISH
from chatdoc_server.indexing.terms import Analyzer
from chatdoc_server.languages import sentences
from chatdoc_server.questions.items import ITEMS
from chatdoc_server.questions.words import STOP_WORDS, Stems, words

_MAY_BE_DATED = re.compile(r"\d{4}|[^\W\d_]{3}|[年月]|\d[-/.]\d")
_SHARES = re.compile(r"%|\bper\s?cent|\bmargin\b|\brates?\b|prozent|占比|比率|百分比", re.IGNORECASE)
_LONGEST_NAME = 7
"""Words of a line item's longest name."""
_ITEMS = {name: item.name for item in ITEMS for names in (item.asked, item.labels) for name in map(plain, names)}


@dataclass(frozen=True, eq=False)
class Sentence:
    """One sentence of a document; what it holds is read when it is asked for.

    `before` is the one in front of it in the same text, where it speaks of that.
    """

    upload_id: str
    spans: tuple[Span, ...]
    text: str
    language: str
    context: Context
    stems_of: Callable[[str], frozenset[str]]
    before: "Sentence | None" = None

    @functools.cached_property
    def words(self) -> frozenset[str]:
        """Its words in lower case."""
        return words_of(self.text)

    @functools.cached_property
    def stems(self) -> frozenset[str]:
        """The stems of its words that mean something."""
        return self.stems_of(self.text)

    @functools.cached_property
    def times(self) -> Times:
        """Its dates, years and quarters."""
        return times(self.text)

    @functools.cached_property
    def digits(self) -> Digits:
        """The digits of its numbers."""
        return digits_of(self.text)

    @functools.cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """Its quantities, in order."""
        return tuple(quantities(without(self.text, self.times.places), self.language))


@dataclass(frozen=True, eq=False)
class Address:
    """What says what a cell holds: its row's label, its column's head, what stands over both; and its unit.

    Words are read when they are asked for. `change` is whether its column is of changes, so of no one year.
    """

    label: str
    head: str
    over: str
    stems_of: Callable[[str], frozenset[str]]
    times: Times
    scale: Decimal | None
    currency: str
    share: bool
    change: bool

    @functools.cached_property
    def label_stems(self) -> frozenset[str]:
        """The stems of the label's words that mean something."""
        return self.stems_of(self.label)

    @functools.cached_property
    def head_stems(self) -> frozenset[str]:
        """Those of the head's words."""
        return self.stems_of(self.head)

    @functools.cached_property
    def over_stems(self) -> frozenset[str]:
        """Those of the words over the row and the table."""
        return self.stems_of(self.over)

    @functools.cached_property
    def words(self) -> frozenset[str]:
        """All its words in lower case."""
        return words_of(f"{self.label} {self.head} {self.over}")

    @functools.cached_property
    def items(self) -> frozenset[str]:
        """The line items that the label names."""
        return items_in(self.label)


@dataclass(frozen=True, slots=True, eq=False)
class TableEvidence:
    """The rows of a table that a passage covers; addresses are read when they are asked for."""

    upload_id: str
    element: int
    language: str
    cells: tuple[tuple[int, Cell], ...]
    context: Context
    grid: Grid
    stems_of: Callable[[str], frozenset[str]]
    _addresses: dict[int, Address] = field(default_factory=dict)
    _printed: dict[int, tuple[Quantity, ...]] = field(default_factory=dict)
    _digits: list[tuple[int, str, Digits]] = field(default_factory=list)

    @property
    def rows(self) -> Mapping[int, Row]:
        """The table's rows by their numbers."""
        return self.grid.by_number

    def span(self, position: int) -> Span:
        """All of a cell's text."""
        return Span(self.element, 0, len(self.grid.table.cells[position].text), position)

    def text(self, position: int) -> str:
        """A cell's text, comparable."""
        return comparable(self.grid.table.cells[position].text)

    def by_row(self) -> list[list[int]]:
        """The positions of the cells, row by row."""
        rows: dict[int, list[int]] = {}
        for position, cell in self.cells:
            rows.setdefault(cell.row, []).append(position)
        return list(rows.values())

    def printed(self, position: int) -> tuple[Quantity, ...]:
        """The quantities in a cell as printed, without the unit that stands elsewhere."""
        if position not in self._printed:
            text = self.text(position)
            places = times(text).places if _MAY_BE_DATED.search(text) else []
            self._printed[position] = tuple(quantities(without(text, places), self.language))
        return self._printed[position]

    def may_state(self, figure: Quantity) -> Iterator[int]:
        """The positions of the cells that may state a figure, by their digits."""
        if not self._digits:
            texts = ((position, self.text(position)) for position, _ in self.cells)
            self._digits.extend((position, text, digits_of(text)) for position, text in texts)
        own = Looked(figure)
        return (position for position, text, digits in self._digits if own.may_stand_in(text, digits))

    def stated(self, position: int) -> list[Quantity]:
        """The quantities in a cell in the unit of its row, column or table."""
        address = self.address(position)
        found: list[Quantity] = []
        for one in self.printed(position):
            if address.share and one.is_bare:
                found.append(replace(one, percent=True))
            found.append(_in_unit(one, address))
        return found

    def address(self, position: int) -> Address:
        """What stands beside and over a cell."""
        if position not in self._addresses:
            self._addresses[position] = self._address(position)
        return self._addresses[position]

    def _address(self, position: int) -> Address:
        cell = self.grid.table.cells[position]
        row = self.grid.by_number.get(cell.row) or Row(cell.row, self._first(cell), (), ())
        label = row.label if row.label.strip() != cell.text.strip() else ""
        printed = numbers.read(cell.text)
        value = Value(cell.column, position, printed or numbers.Printed(Decimal(0), "", ""))
        over_it = self.grid.head(cell.row, value)
        head = over_it.text
        unit = self.grid.unit(row, value) if printed is not None else None
        over = " ".join((*row.sections, self.grid.title()))
        told = comparable(f"{label} {head}")
        scale = SCALES.get(unit.scale.lower()) if unit is not None and unit.scale else None
        if scale is None and self.language not in ENGLISH:
            scale = common_scale(f"{head} {self.grid.table.unit} {self.grid.title()}")
        shares = _SHARES.search(f"{label} {head} {' '.join(row.sections)} {self.grid.table.unit} {self.grid.title()}")
        return Address(
            label=comparable(label),
            head=comparable(head),
            over=over,
            stems_of=self.stems_of,
            times=times(told),
            change=over_it.change,
            scale=scale,
            currency=unit.currency if unit is not None else "",
            share=shares is not None,
        )

    def _first(self, cell: Cell) -> str:
        """The leftmost text of a cell's row."""
        row = [one for _, one in self.cells if one.row == cell.row and one.text.strip()]
        return row[0].text.strip() if row else ""


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """What one passage, or some spans, say."""

    upload_id: str
    sentences: tuple[Sentence, ...]
    tables: tuple[TableEvidence, ...]


class Reader:
    """Reads passages and spans of some documents once each; made for one answer, as its stemmer is not thread-safe.

    Args:
        documents: By upload_id.
        names: What their owner calls them, by upload_id.
    """

    def __init__(self, documents: Mapping[str, Document], names: Mapping[str, str]) -> None:
        self._documents = documents
        self._names = names
        self._stems = Stems()
        self._analyzers: dict[str, Analyzer] = {}
        self._told: dict[tuple[str, str], frozenset[str]] = {}
        self._known: dict[tuple[str, tuple[Span, ...], tuple[int, int] | None], Evidence] = {}

    def stems(self, text: str, language: str) -> frozenset[str]:
        """The stems of a text's words that mean something, by a document's language; figures are left out."""
        if (text, language) not in self._told:
            self._told[text, language] = self._stemmed(text, language)
        return self._told[text, language]

    def in_order(self, text: str) -> tuple[str, ...]:
        """The stems of all words of an English text but the smallest, in their order."""
        return tuple(self._stems.content(text))

    def _stemmed(self, text: str, language: str) -> frozenset[str]:
        if language in ENGLISH:
            said = (one.lower for one in words(text))
            telling = (word for word in said if word not in STOP_WORDS and word not in WEIGHTLESS)
            return frozenset(self._stems.of(word) for word in telling if len(word) > 1 and not word[0].isdigit())
        analyzer = self._analyzers.setdefault(language, Analyzer(language))
        return frozenset(term for term in analyzer.terms(text) if not term[0].isdigit() and term not in WEIGHTLESS)

    def _in(self, language: str, text: str) -> frozenset[str]:
        return self.stems(text, language)

    def language(self, upload_id: str) -> str:
        """A document's language."""
        return self._documents[upload_id].language

    def read(
        self, upload_id: str, spans: tuple[Span, ...], headings: Sequence[str] = (), rows: tuple[int, int] | None = None
    ) -> Evidence:
        """What some spans of a document say; of a table those rows, and of a span of a cell that cell alone."""
        key = (upload_id, spans, rows)
        if key not in self._known:
            document = self._documents[upload_id]
            context = self._context(upload_id, headings or document.headings_over(spans[0].element), document.language)
            in_cells = [span for span in spans if document.elements[span.element].table is not None]
            texts = [span for span in spans if document.elements[span.element].table is None]
            self._known[key] = Evidence(
                upload_id,
                tuple(self._sentences(upload_id, document, texts, context)),
                tuple(self._tables(upload_id, document, in_cells, rows, context)),
            )
        return self._known[key]

    def _context(self, upload_id: str, headings: Sequence[str], language: str) -> Context:
        around = self._documents[upload_id].once(about_of, self._names.get(upload_id, ""))
        return Context(comparable(" . ".join(headings)), around, functools.partial(self._in, language))

    def _sentences(
        self, upload_id: str, document: Document, spans: Iterable[Span], context: Context
    ) -> Iterator[Sentence]:
        for group in together(document, spans):
            whole = joined(document, group)
            before: Sentence | None = None
            for start, end in sentences.split(whole.text):
                text = comparable(whole.text[start:end])
                before = Sentence(
                    upload_id=upload_id,
                    spans=whole.spans(start, end),
                    text=text,
                    language=document.language,
                    context=context,
                    stems_of=functools.partial(self._in, document.language),
                    before=before if PRONOUN.match(text) else None,
                )
                yield before

    def _tables(
        self,
        upload_id: str,
        document: Document,
        spans: Sequence[Span],
        rows: tuple[int, int] | None,
        context: Context,
    ) -> Iterator[TableEvidence]:
        for index in dict.fromkeys(span.element for span in spans):
            element = document.elements[index]
            own = element.table
            grid = grid_of(document, element)
            if own is None or grid is None:
                continue
            chosen = {span.cell for span in spans if span.element == index}
            cells = _covered(own, chosen, rows)
            language = document.language
            yield TableEvidence(
                upload_id,
                index,
                language,
                cells,
                context,
                grid,
                functools.partial(self._in, language),
            )


def _in_unit(printed: Quantity, address: Address) -> Quantity:
    """A figure as printed, in the scale and currency of its row, column or table where it has none of its own."""
    if printed.scaled or printed.percent:
        return printed
    scale = address.scale or Decimal(1)
    return replace(
        printed,
        value=printed.value * scale,
        step=printed.step * scale,
        currency=printed.currency or address.currency,
        scaled=address.scale is not None,
    )


def _covered(table: Table, chosen: set[int], rows: tuple[int, int] | None) -> tuple[tuple[int, Cell], ...]:
    """The cells of a table that are read, with their positions: all of some rows, or those chosen."""
    first, last = rows or (0, table.rows)
    return tuple(
        (position, cell)
        for position, cell in enumerate(table.cells)
        if cell.text.strip() and (position in chosen if -1 not in chosen else first <= cell.row < last)
    )


def items_in(text: str) -> frozenset[str]:
    """The line items of statements that a text names; of names within one another the longest."""
    return frozenset(item for item, _ in items_named(text))


def items_named(text: str) -> Iterator[tuple[str, str]]:
    """The line items that a text names, each with the words that name it."""
    tokens = plain(text)
    at = 0
    while at < len(tokens):
        for size in range(min(_LONGEST_NAME, len(tokens) - at), 0, -1):
            item = _ITEMS.get(tokens[at : at + size])
            if item is not None:
                yield item, " ".join(tokens[at : at + size])
                at += size - 1
                break
        at += 1
