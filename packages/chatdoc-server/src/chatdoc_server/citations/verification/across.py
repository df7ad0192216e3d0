"""Matching a claim to evidence in another language: figures, dates and codes by rule, words by likeness in meaning."""

from collections.abc import Callable, Iterator, Sequence

from chatdoc_server.answering.base import Support
from chatdoc_server.citations.verification.agreement import denied, holds_all
from chatdoc_server.citations.verification.cells import Cells
from chatdoc_server.citations.verification.claims import Claim
from chatdoc_server.citations.verification.dates import times
from chatdoc_server.citations.verification.evidence import Evidence, Sentence, TableEvidence
from chatdoc_server.citations.verification.found import whole_cell, whole_sentence
from chatdoc_server.citations.verification.matching import Asking, states
from chatdoc_server.citations.verification.quantities import Quantity, without

LIKE = 0.5
"""The least cosine of a claim without figures and the sentence that says the same in another language.

The multilingual Universal Sentence Encoder (Yang et al. 2019) gives translations of one sentence some 0.5 to 0.8, and
sentences that differ in a word that matters less.
"""
LIKE_WITH_FIGURES = 0.25
"""The same where all figures of the claim stand in the sentence."""
LIKE_A_LABEL = 0.15
"""The least cosine of a clause and the label of the row that holds its figure."""
_TIE = 0.02
_MOST_SENTENCES = 40
_MOST_ROWS = 40

Likeness = Callable[[str, Sequence[str]], Sequence[float]]
"""The cosines of a text with others."""


def supports(asking: Asking, evidence: Sequence[Evidence], likeness: Likeness) -> tuple[Support, ...]:
    """The words in another language that support a claim; none when the evidence does not state it."""
    if sentence := _sentence(asking, evidence, likeness):
        return (Support(sentence.upload_id, sentence.spans),)
    if not asking.claim.quantities:
        return ()
    tables = [table for one in evidence for table in one.tables]
    chosen = [_cell(asking, number, tables, likeness) for number in range(len(asking.claim.quantities))]
    cells = [one for one in chosen if one is not None]
    if len(cells) < len(chosen) or not holds_all(asking.claim, [whole_cell(*one) for one in cells]):
        return ()
    return tuple(dict.fromkeys(Support(table.upload_id, (table.span(position),)) for table, position in cells))


def _sentence(asking: Asking, evidence: Sequence[Evidence], likeness: Likeness) -> Sentence | None:
    """The one sentence that states all figures of a claim, and is likest to it in meaning."""
    found = list(_fitting(asking, evidence))[:_MOST_SENTENCES]
    if not found:
        return None
    scores = likeness(asking.claim.text, [sentence.text for sentence in found])
    best = max(range(len(found)), key=lambda number: scores[number])
    return found[best] if scores[best] >= (LIKE_WITH_FIGURES if asking.claim.quantities else LIKE) else None


def _fitting(asking: Asking, evidence: Sequence[Evidence]) -> Iterator[Sentence]:
    claim = asking.claim
    for one in evidence:
        for sentence in one.sentences:
            same = denied(claim.text) == denied(sentence.text)
            stated = all(states(asking, sentence, figure) for figure in claim.quantities)
            if same and stated and holds_all(claim, [whole_sentence(sentence)]):
                yield sentence


def _cell(
    asking: Asking, number: int, tables: Sequence[TableEvidence], likeness: Likeness
) -> tuple[TableEvidence, int] | None:
    """The cell with a figure of a claim in the row whose label is likest to the figure's clause."""
    claim = asking.claim
    figure = claim.quantities[number]
    for table in tables:
        held = list(Cells(table, asking.stems, asking.asked).holding(claim, figure))
        if not held:
            continue
        own = (table.address(row[-1]).label for row in table.by_row() if not times(table.address(row[-1]).label).years)
        labels = list(dict.fromkeys(filter(None, own)))[:_MOST_ROWS]
        scores = dict(zip(labels, likeness(_unfigured(claim, figure), labels), strict=True))
        nearest = max(scores.values(), default=0.0)
        for position in held:
            score = scores.get(table.address(position).label, 0.0)
            if score >= max(LIKE_A_LABEL, nearest - _TIE):
                return table, position
    return None


def _unfigured(claim: Claim, figure: Quantity) -> str:
    """The clause of a figure without figures and years, which no label holds."""
    part = claim.part_of(figure.start)
    places = [(one.start, one.end) for one in claim.quantities] + claim.times.places
    return " ".join(without(claim.text, places)[part.start : part.end].split())
