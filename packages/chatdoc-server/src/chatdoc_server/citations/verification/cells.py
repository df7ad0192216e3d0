"""Cells of tables that state a figure of a claim: of the row and the column that it speaks of, and of no other."""

import math
from collections.abc import Callable, Iterator

from chatdoc_server.citations.verification import signs
from chatdoc_server.citations.verification.claims import Claim, Part
from chatdoc_server.citations.verification.evidence import Address, TableEvidence, items_in
from chatdoc_server.citations.verification.quantities import Quantity, agree

_LABELLED = 0.5
"""The least share of a row's label that the claim or the question must say."""
_SAID = 0.34
"""The least share of a clause's words that must stand in the row, over it, or in the column's head."""
_OF_COLUMN = 0.5
"""The share of a column's head that a claim says when it means that column."""
_CLOSE = 0.06
"""How far the digits of a rounded figure may be off, to look closer at it."""


class Cells:
    """The cells of one table, as one claim is compared with them.

    Args:
        table: The rows that are read.
        stems_of: The stems of a text in a language.
        asked: The question, whose words tell what a claim is about.
    """

    def __init__(self, table: TableEvidence, stems_of: Callable[[str, str], frozenset[str]], asked: str) -> None:
        self.table = table
        self._stems_of = stems_of
        self._asked = stems_of(asked, table.language)
        self._labels: dict[int, frozenset[str]] = {}

    def stating(self, claim: Claim, figure: Quantity) -> Iterator[tuple[int, float]]:
        """The cells that state a figure of a claim, with how well they fit it: position, score."""
        wanted, named = self._meant(claim.part_of(figure.start))
        for position in self.holding(claim, figure):
            score = self._fit(wanted, named, self.table.address(position), position)
            if score and not self._fits_another_better(wanted, named, position, figure):
                yield position, score

    def holding(self, claim: Claim, figure: Quantity) -> Iterator[int]:
        """The cells that hold a figure of a claim with its sign, of its time, whatever their rows are called."""
        part = claim.part_of(figure.start)
        for position in self.table.may_state(figure):
            if not any(_close(figure, one) for one in self.table.printed(position)):
                continue
            address = self.table.address(position)
            signed = any(
                signs.agree_with_cell((claim.text, part, figure), one, address.label, address.head)
                for one in self.table.stated(position)
                if agree(figure, one)
            )
            if signed and not self._is_of_other_time(claim, figure, address):
                yield position

    def _meant(self, part: Part) -> tuple[frozenset[str], frozenset[str]]:
        """The words of a clause, and the line items; those that open the sentence where its own name no row."""
        own, named = self._stems_of(part.own, self.table.language), items_in(part.own)
        if not part.opening or named or any(own & self._label(row) for row in self.table.rows):
            return own, named
        return own | self._stems_of(part.opening, self.table.language), items_in(part.opening)

    def saying(self, claim: Claim, least: Callable[[frozenset[str]], float]) -> Iterator[tuple[float, list[int]]]:
        """The rows that hold a claim's words, with how great a share, and the cells of them that do."""
        wanted = self._stems_of(claim.text, self.table.language)
        if not wanted:
            return
        for positions in self.table.by_row():
            held: dict[int, frozenset[str]] = {}
            over: frozenset[str] = frozenset()
            for position in positions:
                text = self.table.text(position)
                held[position] = wanted & self._stems_of(text, self.table.language)
                if held[position]:
                    address = self.table.address(position)
                    over |= address.over_stems | address.head_stems
            own = frozenset(stem for stems in held.values() for stem in stems)
            share = (len(own) + len((wanted - own) & (over | self.table.context.stems)) / 2) / len(wanted)
            if own and share >= least(wanted):
                yield share, [position for position in positions if held[position]]

    def _fit(self, wanted: frozenset[str], named: frozenset[str], address: Address, position: int) -> float:
        """How well a cell's address fits a clause, 0 for not at all."""
        label = address.label_stems or address.over_stems or address.head_stems
        covered = self._covered(label, wanted, named & address.items)
        about = label | address.head_stems | address.over_stems | self.table.context.stems
        about |= self._stems_of(self._row_text(position), self.table.language)
        said = len(wanted & about) / len(wanted) if wanted else 1.0
        if named & address.items:
            said = max(said, _LABELLED)
        by_question = len(label & (wanted | self._asked)) / len(label) if label else 1.0
        if covered < _LABELLED and not (by_question >= _LABELLED and (not wanted or wanted & label or not label)):
            return 0.0
        if said < _SAID:
            return 0.0
        years = bool(address.times.all_years)
        return covered + said / 2 + 0.2 * years + 0.1 * self._covered(address.head_stems, wanted, frozenset())

    def _row_text(self, position: int) -> str:
        row = self.table.grid.table.cells[position].row
        return " ".join(cell.text for _, cell in self.table.cells if cell.row == row)

    def _covered(self, label: frozenset[str], wanted: frozenset[str], items: frozenset[str]) -> float:
        return 1.0 if items else len(label & wanted) / len(label) if label else 0.0

    def _fits_another_better(
        self, wanted: frozenset[str], named: frozenset[str], position: int, figure: Quantity
    ) -> bool:
        """Whether a claim says the words of another row, or of another column, whose figure is another."""
        cell = self.table.grid.table.cells[position]
        own = self.table.address(position)
        covered = self._covered(own.label_stems, wanted, named & own.items)
        head = self._covered(own.head_stems, wanted, frozenset())
        for other, one in self.table.cells:
            if one.column == cell.column and one.row != cell.row:
                label = self._label(one.row)
                better = self._covered(label, wanted, frozenset())
                fuller = better == covered == 1.0 and label > own.label_stems and wanted >= label
                if better >= _LABELLED and (better > covered or fuller) and not self._states(other, figure):
                    return True
            elif one.row == cell.row and one.column != cell.column and wanted:
                address = self.table.address(other)
                better = self._covered(address.head_stems, wanted, frozenset())
                alike = any(printed.percent == figure.percent for printed in self.table.stated(other))
                if alike and better > max(head, _OF_COLUMN) and not self._states(other, figure):
                    return True
        return False

    def _label(self, row: int) -> frozenset[str]:
        if row not in self._labels:
            read = self.table.rows.get(row)
            self._labels[row] = self._stems_of(read.label, self.table.language) if read is not None else frozenset()
        return self._labels[row]

    def _states(self, position: int, figure: Quantity) -> bool:
        return any(agree(figure, one) for one in self.table.stated(position))

    def _is_of_other_time(self, claim: Claim, figure: Quantity, address: Address) -> bool:
        wanted, told = claim.year_of(figure), address.times.all_years
        if wanted and told and not wanted & told and not address.change:
            return True
        quarters = claim.times.quarters
        return bool(quarters and address.times.quarters and not quarters & address.times.quarters)


def _close(claimed: Quantity, printed: Quantity) -> bool:
    """Whether the digits of two figures are near to each other, whatever their scale: a cheap first look."""
    one, other = float(claimed.value), float(printed.value)
    if not one or not other:
        return one == other
    apart = math.log10(one) - math.log10(other)
    return abs(10 ** (apart - round(apart)) - 1) <= _CLOSE or claimed.about
