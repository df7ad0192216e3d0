"""A table as two axes of names and a body of figures, whatever it is about and whatever language it is in."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from chatdoc_server.answering.tables.bodies import Body
from chatdoc_server.answering.tables.continued import Line, WholeTable, is_total, whole_table
from chatdoc_server.answering.tables.mentions import AskedWords, Label, distinct
from chatdoc_server.document import Document
from chatdoc_server.document.continuation import first_part
from chatdoc_server.languages.normalisation import normalised
from chatdoc_server.questions import periods
from chatdoc_server.questions.periods import Period
from chatdoc_server.questions.statements import STATEMENTS
from chatdoc_server.retrieval.base import Hit

_MOST_TABLES = 10
"""Tables that are read for a question, those found first."""
_DAY = re.compile(
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\s+\d", re.IGNORECASE
)
_CHANGE = re.compile(
    r"\bchange|\bvariance|^%$|增减|增減|同比|变动|變動|Δ|veränderung|variation|variación", re.IGNORECASE
)


@dataclass
class Sheet:
    """One table, over all pages it goes on over, as a question sees it.

    Rows and columns are told by their place in `lines` and by their number.
    """

    asked: AskedWords
    rank: int
    upload_id: str
    table: WholeTable
    periods: tuple[Period, ...] = ()
    _cells: dict[tuple[int, int], Body | None] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """What the table is called."""
        return self.table.title

    @property
    def around(self) -> tuple[str, ...]:
        """What stands over it and around it."""
        return self.table.around

    @property
    def lines(self) -> Sequence[Line]:
        """Its rows."""
        return self.table.lines

    @property
    def heads(self) -> Mapping[int, str]:
        """What stands over each column of figures."""
        return self.table.heads

    @property
    def years(self) -> frozenset[int]:
        """The years that the question names."""
        return frozenset(period.year for period in self.periods)

    @cached_property
    def columns(self) -> tuple[int, ...]:
        """The columns of figures, without those of changes between others."""
        counts: dict[int, int] = {}
        for line in self.lines:
            for column in line.figures:
                counts[column] = counts.get(column, 0) + 1
        least = max(counts.values(), default=0) / 4
        found = sorted(column for column, count in counts.items() if count >= least)
        months = self.periods[0].months if self.periods else 0
        if months:
            # What is asked of a quarter is in no column of another length, but may be at a day.
            found = [column for column in found if self._is_of(self.heads.get(column, ""), months)]
        return tuple(found)

    def _is_of(self, head: str, months: int) -> bool:
        told = periods.months_in_head(head)
        return told == months or (not told and _DAY.search(head) is not None)

    @cached_property
    def is_primary(self) -> bool:
        """Whether it stands under the heading of a primary statement."""
        over = " ".join(self.around).lower()
        return any(name in over for entry in STATEMENTS.values() for name in entry.headings if name != "cash flow")

    @cached_property
    def plain_columns(self) -> tuple[int, ...]:
        """The columns of figures that may be put together: no totals and no changes."""
        return tuple(
            column
            for column in self.columns
            if not _CHANGE.search(self.heads.get(column, "")) and not is_total(self.heads.get(column, ""))
        )

    @cached_property
    def total(self) -> int:
        """The row of the total, where there is one and no more; else -1."""
        totals = [place for place, line in enumerate(self.lines) if line.is_total and line.figures]
        return totals[0] if len(totals) == 1 else -1

    @cached_property
    def parts(self) -> tuple[int, ...]:
        """The rows of figures that are no totals."""
        return tuple(place for place, line in enumerate(self.lines) if line.figures and not line.is_total)

    @cached_property
    def rows_named(self) -> tuple[int, ...]:
        """The rows of figures that the question names, in its order."""
        rows = [place for place, line in enumerate(self.lines) if line.figures]
        places = self._named([line.name for line in self.lines], rows)
        if not places and any(line.text for line in self.lines):
            places = self._named([line.text for line in self.lines], rows)
        # Of rows of one name in several sections those are meant whose section is named too.
        kept: list[int] = []
        for place in places:
            same = [one for one in places if self.lines[one].name == self.lines[place].name]
            sections = [one for one in same if self.is_named(self.lines[one].section)]
            if len(same) == 1 or not sections or place in sections:
                kept.append(place)
        return tuple(kept)

    @cached_property
    def columns_named(self) -> tuple[int, ...]:
        """The columns of figures that the question names, in its order."""
        names = [self.heads.get(column, "") for column in self.columns]
        named = self._named(names, range(len(names)))
        if not named:
            # One that alone holds a word of the question is meant by it.
            hinted = [place for place, name in enumerate(names) if self.asked.hints_at(self.asked.label(name))]
            named = hinted if len(hinted) == 1 else []
        return tuple(self.columns[place] for place in named)

    def is_named(self, name: str) -> bool:
        """Whether the question holds all words of a name."""
        return self.asked.place(self.asked.label(name)) >= 0

    def _named(self, names: Sequence[str], among: Sequence[int]) -> list[int]:
        """The places of those names that the question holds, without such as are part of others that it holds."""
        years = [periods.in_head(names[place]) for place in among]
        if all(len(told) == 1 for told in years) and len({told[0] for told in years}) == len(years) > 1:
            # Where each is of a year of its own, the year alone tells them apart.
            labels = [Label(frozenset({str(told[0])}), frozenset()) for told in years]
        else:
            labels = distinct([self.asked.label(names[place]) for place in among])
        found: dict[int, tuple[int, Label]] = {}
        for place, label in zip(among, labels, strict=True):
            at = self.asked.place(label)
            told = periods.in_head(names[place])
            if at < 0 and len(told) == 1 and told[0] in self.years and label.words <= {str(told[0])}:
                at = len(self.asked.plain) + told[0]
            if at >= 0:
                found[place] = (at, label)
        kept = [
            (at, place)
            for place, (at, label) in found.items()
            if not any(_is_part(label, other) for _, other in found.values())
        ]
        by_year = [periods.in_head(names[place]) for _, place in kept]
        if kept and all(by_year):
            return [place for _, place in sorted(kept, key=lambda one: periods.in_head(names[one[1]])[0])]
        return [place for _, place in sorted(kept)]

    def says(self, word: str) -> bool:
        """Whether a word is part of the name of a row or a column that the question names."""
        names = (
            *(self.lines[place].name for place in self.rows_named),
            *(self.heads.get(column, "") for column in self.columns_named),
        )
        return any(word in normalised(name, self.asked.language) for name in names)

    def cell(self, row: int, column: int) -> Body | None:
        """The figure at a row and a column, None where none is printed."""
        if (row, column) not in self._cells:
            stated = self.lines[row].figures.get(column)
            self._cells[row, column] = None if stated is None else stated.body(self.upload_id)
        return self._cells[row, column]


def sheets(
    documents: Mapping[str, Document], hits: Sequence[Hit], asked: AskedWords, asked_for: tuple[Period, ...]
) -> Iterator[Sheet]:
    """The found tables, each once and whole, those found first in front."""
    found: dict[tuple[str, int], None] = {}
    for hit in hits:
        document = documents[hit.upload_id]
        for index in hit.passage.elements:
            if document.elements[index].table is not None:
                found.setdefault((hit.upload_id, first_part(document, document.elements[index]).index))
    for rank, (upload_id, first) in enumerate(islice(found, _MOST_TABLES)):
        yield Sheet(asked, rank, upload_id, whole_table(documents[upload_id], first), asked_for)


def _is_part(label: Label, other: Label) -> bool:
    """Whether a name says less than another one, and nothing else."""
    if label == other:
        return False
    held = label.words <= other.words and all(any(run in longer for longer in other.runs) for run in label.runs)
    return held and not (other.words <= label.words and all(run in label.runs for run in other.runs))
