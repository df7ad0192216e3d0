"""How well tables are read: every true table is compared with the one read that is most like it."""

from typing import NamedTuple

from rapidfuzz.distance import Indel
from rapidfuzz.process import cdist
from scipy.optimize import linear_sum_assignment

from bench.structure.grids import comparable, words
from bench.structure.share import Share, f1, mean
from bench.structure.teds import teds, teds_s
from bench.structure.truth import Grid, Structure

SAME = 0.8
"""The likeness from which on a title or a unit is the true one."""
FOUND = 0.5
"""The likeness of their text from which on a table that was read is taken for a true one."""
LEAST = 0.3
"""Below it two tables are never compared."""


class Match(NamedTuple):
    """A true table and the one read for it, if any, both comparable; the likeness of their text, TEDS and TEDS-S."""

    truth: Grid
    read: Grid | None
    likeness: float = 0.0
    teds: float = 0.0
    teds_s: float = 0.0


def score(truth: Structure, read: Structure) -> dict[str, Share]:
    """TEDS and TEDS-S over all true tables, a missed one counting 0, and F1 of finding them.

    `titles` and `units` are the shares of tables with one that got it.
    """
    found, invented = matches(truth, read)
    hits = sum(match.likeness >= FOUND for match in found)
    reads = sum(match.read is not None for match in found) + len(invented)
    return {
        "TEDS": mean(match.teds for match in found),
        "TEDS-S": mean(match.teds_s for match in found),
        "tables F1": f1(hits, len(found), reads),
        "titles": mean(
            said(match.truth.title, match.read.title if match.read else "") for match in found if match.truth.title
        ),
        "units": mean(
            said(match.truth.unit, match.read.unit if match.read else "") for match in found if match.truth.unit
        ),
    }


def said(truth: str, read: str) -> float:
    """Whether a title or a unit was read."""
    return float(Indel.normalized_similarity(truth.strip("()"), read.strip("()")) >= SAME)


def matches(truth: Structure, read: Structure) -> tuple[list[Match], list[Grid]]:
    """The best assignment of tables read to true ones by their text, and the tables read that are left over."""
    true, made = grids(truth), grids(read)
    if not true or not made:
        return [Match(grid, None) for grid in true], made
    texts = [words(grid) for grid in true], [words(grid) for grid in made]
    likeness = cdist(*texts, scorer=Indel.normalized_similarity, score_cutoff=LEAST)
    pairs = {
        int(i): int(j) for i, j in zip(*linear_sum_assignment(likeness, maximize=True), strict=True) if likeness[i, j]
    }
    found = [
        match(grid, made[pairs[i]], float(likeness[i, pairs[i]])) if i in pairs else Match(grid, None)
        for i, grid in enumerate(true)
    ]
    return found, [grid for j, grid in enumerate(made) if j not in pairs.values()]


def grids(structure: Structure) -> list[Grid]:
    """The tables of a document, comparable; those without any text are left out."""
    tables = (comparable(block.table) for block in structure.blocks if block.table)
    return [table for table in tables if table.rows]


def match(truth: Grid, read: Grid, likeness: float) -> Match:
    """Two tables compared."""
    return Match(truth, read, likeness, teds(truth, read), teds_s(truth, read))
