"""Answers from any table by the question's own words: a cell, or what is to be made of several.

A question names rows and columns of a table: "How much did sales of North rise from 2021 to 2022?" the row "North"
and two columns. Where what it names decides which cells are meant, they are looked up or computed with; nothing is
known here of what the figures are about.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from chatdoc_server.answering.lines import Composed
from chatdoc_server.answering.phrases import Phrases
from chatdoc_server.answering.subject import own_text
from chatdoc_server.answering.tables.mentions import AskedWords
from chatdoc_server.answering.tables.picked import ambiguous, answered
from chatdoc_server.answering.tables.picks import RANKED, Pick, resolved
from chatdoc_server.answering.tables.sheet import Sheet, sheets
from chatdoc_server.document import Document
from chatdoc_server.languages.normalisation import normalised
from chatdoc_server.questions import periods
from chatdoc_server.questions.formulas.manner import manner
from chatdoc_server.questions.operations import Operation as WantedOperation
from chatdoc_server.questions.operations import Wanted, operations
from chatdoc_server.retrieval.base import Hit

_ENOUGH = 0.66
"""The least share of a question's content that the rows and columns it names, and what stands over them, must hold."""
_ENOUGH_FOR_VALUE = 0.8
"""The same where a single figure is looked up, which nothing else in the question tells."""
_OF_LABELS = 0.2
"""What rows and columns count beside what stands over a table, where several tables hold as much."""
_OF_PRECISION = 0.2
"""What it counts that the names of rows hold no words but the question's."""
_OF_TITLE = 0.5
"""What the title of a table counts beside the names of its rows in that."""
_OF_STATEMENT = 0.1
"""What a primary statement counts before notes."""
_OF_RANK = 0.004
"""What each place counts that search has put a table further behind."""
_SAME = 0.04
"""Scores that are the same but for their rank."""
_NO_FIGURE = re.compile(
    r"^(?:why|who|whom|whose|explain|describe|summari[sz]e|how (?:do|does|did|is|are|was|were|can|should)"
    r"|is|are|was|were|do|does|did|has|have|had|can|could|may|must|should|will)\b",
    re.IGNORECASE,
)
"""Questions that no figure answers."""
_REASONS = re.compile(
    r"^(?:why|explain|describe|summari[sz]e)\b|为什么|為什麼|^(?:warum|weshalb|pourquoi|por qué|perché)", re.IGNORECASE
)


class Tabular:
    """What the found tables answer to one question. Made for one question, as it remembers what it has read.

    Args:
        question: what is asked.
        language: ISO 639-1 code of the question; empty for English.
        documents: the asked documents by upload_id.
        hits: what was found in them, best first.
        named: those of the documents that the question is about.
    """

    def __init__(
        self,
        question: str,
        language: str,
        documents: Mapping[str, Document],
        hits: Sequence[Hit],
        named: Collection[str],
    ) -> None:
        self._question = question
        self._documents = {upload_id: documents[upload_id] for upload_id in named}
        self._hits = [hit for hit in hits if hit.upload_id in self._documents]
        self._wanted = operations(normalised(question, language), language)
        self._asked = AskedWords(question, language, tuple(word for one in self._wanted for word in one.words))

    def computed(self, phrases: Phrases) -> Composed | None:
        """What is to be made of cells that the question names, with its formula; None where it names none."""
        if len(self._wanted) == 1 or _REASONS.search(self._question):
            return None
        return self._composed([self._resolved(sheet, self._wanted) for sheet in self._sheets], phrases)

    def stated(self, phrases: Phrases) -> Composed | None:
        """The cells that the question names, as they are printed; None where it names none."""
        if _NO_FIGURE.search(self._question):
            return None
        return self._composed([self._resolved(sheet, self._wanted[-1:]) for sheet in self._sheets], phrases)

    def crossed(self, phrases: Phrases) -> Composed | None:
        """The cells of rows and columns that the question both names, the columns by more than their time."""
        if _NO_FIGURE.search(self._question):
            return None
        sheets = [sheet for sheet in self._sheets if sheet.rows_named and _named_by_words(sheet)]
        return self._composed([self._resolved(sheet, self._wanted[-1:]) for sheet in sheets], phrases)

    @cached_property
    def _sheets(self) -> list[Sheet]:
        return list(sheets(self._documents, self._hits, self._asked, periods.asked(self._question)))

    @cached_property
    def _own(self) -> str:
        return own_text(self._documents.values())

    def _resolved(self, sheet: Sheet, wanted: Sequence[WantedOperation]) -> Pick | None:
        """What a table may answer: the likeliest of what is wanted."""
        for one in wanted:
            # A word may be part of a name here: "average price" is a column.
            if one.words and all(sheet.says(word) for word in one.words):
                continue
            if one.wanted is Wanted.VALUE and wanted[0].wanted in RANKED:
                # Of the highest of several one figure alone tells nothing.
                return None
            pick = resolved(sheet, one.wanted)
            scored = None if pick is None else _scored(pick, self._own)
            if scored is not None:
                return scored
        return None

    def _composed(self, found: Iterable[Pick | None], phrases: Phrases) -> Composed | None:
        picks = [pick for pick in found if pick is not None]
        if not picks:
            return None
        best = max(picks, key=lambda pick: pick.score)
        rivals = [pick for pick in picks if pick.score > best.score - _SAME and _rivals(pick, best)]
        if rivals:
            return ambiguous([best, *rivals], phrases)
        return answered(best, manner(self._question, in_percent=False), phrases)


def _named_by_words(sheet: Sheet) -> bool:
    """Whether the question names columns of a table by words, not by a year alone."""
    return any(not periods.in_head(sheet.heads.get(column, "")) for column in sheet.columns_named)


def _scored(pick: Pick, own: str) -> Pick | None:
    """The pick with how much of the question it accounts for; None where that is too little."""
    labels = [
        name
        for cell in (*pick.cells, *pick.before, *pick.whole)
        for name in (cell.row, cell.section, cell.beside, cell.column)
    ]
    asked = pick.sheet.asked
    coverage = asked.coverage([*labels, *pick.sheet.around], own)
    # All rows of a year are meant only where what stands over the table says so.
    vague = not pick.sheet.rows_named and pick.wanted is not Wanted.VALUE and all(cell.year for cell in pick.cells)
    if coverage < (_ENOUGH_FOR_VALUE if vague or pick.wanted is Wanted.VALUE else _ENOUGH):
        return None
    if not (pick.sheet.rows_named or pick.sheet.columns_named):
        return None
    exact = asked.precision(_called(pick)) + _OF_TITLE * asked.precision([pick.sheet.title])
    score = coverage + _OF_LABELS * asked.coverage(labels, own) + _OF_PRECISION * exact
    return replace(pick, score=score + _OF_STATEMENT * pick.sheet.is_primary - _OF_RANK * pick.sheet.rank)


def _called(pick: Pick) -> list[str]:
    """What tells the cells that are meant from others: their rows' names, and the column's where they are all of it."""
    if pick.sheet.rows_named:
        return list(dict.fromkeys(cell.row for cell in pick.cells))
    return list(dict.fromkeys(cell.column for cell in pick.cells))


def _rivals(pick: Pick, best: Pick) -> bool:
    """Whether two tables state other figures for the same rows and columns; a primary statement has no rival."""
    if pick is best or best.sheet.is_primary or pick.wanted is not best.wanted:
        return False
    same = [(cell.row, cell.column) for cell in pick.cells] == [(cell.row, cell.column) for cell in best.cells]
    return same and [cell.printed.value for cell in pick.cells] != [cell.printed.value for cell in best.cells]
