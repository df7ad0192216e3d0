"""Rows of tables that may state the figure that a question asks for, each with how likely it is the one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chatdoc_server.answering.tables.grid import Grid, Row, plain
from chatdoc_server.answering.tables.labels import parts_of, phrase_score, stands_in, under
from chatdoc_server.answering.tables.reading import Tables
from chatdoc_server.document import Document, Element
from chatdoc_server.questions.periods import in_head
from chatdoc_server.questions.question import Question, Target
from chatdoc_server.questions.statements import STATEMENTS
from chatdoc_server.questions.words import Stems

_ACCEPT = 0.62
"""The least score of a label that is taken for the one asked."""
_STATEMENT_BONUS = 0.2
_ANY_STATEMENT_BONUS = 0.1
"""What no list knows is rather taken from a primary statement than from where others speak of it."""
_NAMED_BONUS = 0.15
_CONSOLIDATED_BONUS = 0.05
_OWN_BONUS = 0.05
_POSITION_COST = 0.08
_IN_PARTS = 0.85
_DESCRIBED = 0.6
"""The least share of a question's words that a row and what stands over it must hold to be what it describes."""
_WORDED = 1.5
"""The score of a row whose whole label stands in the question, which names more than an item's own."""
_ATTRIBUTED_BONUS = 0.05
_ATTRIBUTED = re.compile(r"\battributable to (?!(?:the )?non-?controlling)")
_IN_PARENTHESES = re.compile(r"\([^)]*\)")
_SAYS_LITTLE = frozenset({"net", "total", "gross"})
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
class Candidate:
    """A row that may be meant; `parts` are the rows under it when it is a section that states no total.

    `table` is what the table or the row's section is called, where only that says what the figures of the row are.
    """

    upload_id: str
    grid: Grid
    row: Row
    score: float
    parts: tuple[Row, ...] = ()
    table: str = ""


class Candidates:
    """Finds the rows that may be meant; made for one question, it remembers what it has found.

    Args:
        question: what is asked.
        tables: the tables of the asked documents.
        qualifiers: stems of the names that a row, its table or its column must hold.
        stems: stems of the question's words.
    """

    def __init__(self, question: Question, tables: Tables, qualifiers: frozenset[str], stems: Stems) -> None:
        self._question = question
        self._tables = tables
        self._qualifiers = qualifiers
        self._stems = stems
        self._found: dict[str, list[Candidate]] = {}
        self._words = stems.content(question.text)
        self._is_attributed = _ATTRIBUTED.search(question.text.lower()) is not None
        self._own_measures = frozenset(_OWN_MEASURE.findall(question.text.lower()))

    def of(self, target: Target | None) -> list[Candidate]:
        """The rows for a target; without one those that the question describes by its own words."""
        name = target.item.name if target is not None else ""
        if name not in self._found:
            labelled = [*self._labelled(target), *self._worded(target)] if target is not None else []
            found = [*labelled, *self._described(target), *self._crossed(target)]
            self._found[name] = [candidate for candidate in found if self._qualifies(candidate)]
        return self._found[name]

    def _qualifies(self, candidate: Candidate) -> bool:
        """Whether the segment, product or place that the question names stands at the row or over its columns."""
        if not self._own_measures <= set(_OWN_MEASURE.findall(self._near(candidate.grid, candidate.row).lower())):
            return False
        lacking = self.unnamed(candidate.grid, candidate.row)
        return not lacking or any(
            lacking <= set(self._stems.all(candidate.grid.head(row.number, value).text))
            for row in candidate.parts or (candidate.row,)
            for value in row.values
        )

    def unnamed(self, grid: Grid, row: Row) -> frozenset[str]:
        """The question's qualifiers that stand neither in a row's label nor over its table."""
        if not self._qualifiers:
            return frozenset()
        return self._qualifiers.difference(self._stems.all(self._near(grid, row)))

    def _near(self, grid: Grid, row: Row) -> str:
        """What says what a row is: its label, its sections, and what its table is called."""
        return " ".join((row.label, *row.sections, grid.title(), *grid.headings(1)))

    def _described(self, target: Target | None) -> Iterator[Candidate]:
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
            has_section = target is not None and any(stands_in(target, words) for words in grid.sections)
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
                    table = "" if target is None else row.sections[-1] if under(target, row) else called(grid)
                    score = 1.0 + 0.5 * share + 0.1 / (1 + rank / 5)
                    yield Candidate(upload_id, grid, row, score, table=table)

    def _crossed(self, target: Target | None) -> Iterator[Candidate]:
        """Balances in the found tables whose columns are headed by what the question qualifies its figure with.

        "Goodwill of the Anvils segment" is the column "Anvils" of a table of goodwill; its rows are dates.
        """
        qualifiers = self._qualifiers
        if target is None or not qualifiers:
            return
        for upload_id, rank, grid in self._tables.found():
            if not stands_in(target, plain(f"{' '.join(grid.headings(1))} {grid.title()}")):
                continue
            table = called(grid)
            for row in grid.rows:
                years = in_head(row.label)
                if years and row.words[:1] == ("balance",):
                    # Of several balances the newest is meant where no date is asked.
                    newer = 0.001 * (years[0] - 2000)
                    yield Candidate(upload_id, grid, row, 1.0 + 0.1 / (1 + rank / 5) + newer, table=table)

    def _labelled(self, target: Target) -> Iterator[Candidate]:
        """Rows of all tables whose label is a name of the target."""
        prefixes = [tuple(self._stems.prefix(word) for word in label) for label in target.labels]
        begin = frozenset(words[0] for words in target.labels)
        for upload_id in self._tables.documents:
            for grid, labels in self._tables.labelled(upload_id, prefixes):
                # Reading a table takes much longer than looking whether one of its rows is named like the target.
                if not any(self._label_score(target, plain(label)) >= _ACCEPT for label in labels):
                    continue
                for row in grid.rows:
                    if begin.isdisjoint(row.words):
                        continue
                    label_score = self._label_score(target, row.words) * (1.0 if row.values else _IN_PARTS)
                    if label_score < _ACCEPT:
                        continue
                    parts = () if row.values else parts_of(row, grid.rows)
                    if row.values or parts:
                        score = self._score(upload_id, target, grid, row, label_score)
                        yield Candidate(upload_id, grid, row, score, parts)

    def _worded(self, target: Target) -> Iterator[Candidate]:
        """Rows of the found tables whose whole label stands in the question and says more than the target's name.

        "Deferred revenue" is asked by that name, though "revenue" alone is an item too.
        """
        known = {self._stems.of(word) for other in self._question.targets for words in other.labels for word in words}
        own = {self._stems.of(word) for words in target.labels for word in words}
        if self._question.computed or len(self._question.targets) > 1:
            return
        for upload_id, rank, grid in self._tables.found():
            for row in grid.rows:
                label = self._stems.content(_IN_PARENTHESES.sub(" ", row.label)) if row.values else []
                says_more = not known.issuperset(label) and not own.isdisjoint(label)
                if says_more and _stands_in(label, self._words) and self._label_score(target, row.words) < _ACCEPT:
                    yield Candidate(upload_id, grid, row, _WORDED + 0.1 / (1 + rank / 5))

    def _label_score(self, target: Target, label: tuple[str, ...]) -> float:
        """How well a row's label names the target, 0 to 1."""
        if not label or not any(words[0] in label for words in target.labels):
            return 0.0
        if any(word in label for word in target.item.without) and label not in target.labels:
            return 0.0
        if self._is_attributed and "attributable" in label:
            # What is attributable to somebody is asked: a row that says so is meant before one that does not.
            return min(1.0, self._label_score(target, label[: label.index("attributable")]) + _ATTRIBUTED_BONUS)
        named = ((place, words) for place, words in enumerate(target.labels) if words[0] in label)
        return max((phrase_score(label, words, place) for place, words in named), default=0.0)

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

    def told(self, candidate: Candidate) -> frozenset[str]:
        """The question's words and names that stand at a row or around its table."""
        grid, row = candidate.grid, candidate.row
        near = f"{row.label} {' '.join(row.sections)} {grid.around()}"
        asked = {*self._question.terms, *map(self._stems.of, self._question.names)}
        return frozenset(asked.intersection(self._stems.all(near)))


def _position(element: Element, document: Document) -> float:
    """How far into its document an element stands, 0 to 1: by pages where there are any."""
    return element.page / len(document.pages) if document.is_paged else element.index / len(document.elements)


def called(grid: Grid) -> str:
    """What a table or else the heading over it says its figures are."""
    return _IN_PARENTHESES.sub("", grid.title()).strip() or " ".join(grid.headings(1))


def _stands_in(part: Sequence[str], words: Sequence[str]) -> bool:
    """Whether stems stand side by side among others."""
    size = len(part)
    return size > 0 and any(words[at : at + size] == part for at in range(len(words) - size + 1))
