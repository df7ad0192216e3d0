"""TEDS and TEDS-S: how alike two tables are as trees.

Tree-edit-distance similarity (Zhong, ShafieiBavani and Jimeno Yepes 2020, "Image-based table recognition"): one minus
the least cost of turning one table's tree into the other's, by the nodes of the larger one. A node costs 1 to insert or
to delete; a cell that keeps its spans costs the share of its characters that change. TEDS-S leaves the text out, and is
counted by `docling-metrics-table`.

For TEDS the distance is computed as Zhang and Shasha (1989) do. It is the same as that of `table-recognition-metric`
(APTED in Python), in a fifth of the time, which over a set of tables is most of a run.
"""

from itertools import count
from typing import NamedTuple

from docling_metrics_table.docling_metrics_table import TableMetric, TableMetricHTMLInputSample, TableMetricKind
from rapidfuzz.distance import Levenshtein

from bench.structure.grids import html
from bench.structure.truth import Cell, Grid

SHAPES = TableMetric([TableMetricKind.TEDS])


class Tree(NamedTuple):
    """A tree in postorder: what each node is, the first leaf under it, and where the keyroots are.

    A node is a cell, or a word for what it is. A keyroot is the root, or a node that has a sibling before it.
    """

    nodes: list[Cell | str]
    leaves: list[int]
    keyroots: list[int]


def teds(truth: Grid, read: Grid) -> float:
    """How alike a table that was read is to the true one, from 0 to 1."""
    if truth == read:
        return 1.0
    one, other = tree(truth), tree(read)
    return 1.0 - distance(one, other) / max(len(one.nodes), len(other.nodes))


def teds_s(truth: Grid, read: Grid) -> float:
    """How alike they are apart from their text, from 0 to 1."""
    sample = TableMetricHTMLInputSample(id="", html_a=html(truth), html_b=html(read), structure_only=True)
    found = SHAPES.evaluate_sample(sample).teds
    return float(found.teds) if found else 0.0


def tree(grid: Grid) -> Tree:
    """A table as a tree: its rows under it, their cells under them."""
    nodes: list[Cell | str] = []
    leaves: list[int] = []
    keyroots: list[int] = []
    for row in grid.rows:
        first = len(nodes)
        for cell in row:
            if len(nodes) > first:
                keyroots.append(len(nodes))
            leaves.append(len(nodes))
            nodes.append(cell)
        if first:
            keyroots.append(len(nodes))
        leaves.append(first)
        nodes.append("row")
    keyroots.append(len(nodes))
    leaves.append(0)
    nodes.append("table")
    return Tree(nodes, leaves, keyroots)


def distance(one: Tree, other: Tree) -> float:
    """The least cost of turning one tree into the other."""
    renames = [[rename(a, b) for b in other.nodes] for a in one.nodes]
    known = [[0.0] * len(other.nodes) for _ in one.nodes]
    for i in one.keyroots:
        for j in other.keyroots:
            if one.leaves[i] == i and other.leaves[j] == j:
                known[i][j] = renames[i][j]
            else:
                forests(one, other, i, j, renames, known)
    return known[-1][-1]


def rename(one: Cell | str, other: Cell | str) -> float:
    """The cost of turning one node into another."""
    if isinstance(one, str) or isinstance(other, str):
        return float(one != other)
    if (one.row_span, one.column_span) != (other.row_span, other.column_span):
        return 1.0
    return Levenshtein.normalized_distance(one.text, other.text) if one.text != other.text else 0.0


def forests(one: Tree, other: Tree, i: int, j: int, renames: list[list[float]], known: list[list[float]]) -> None:
    """Puts down in `known` the distances of all subtrees on the first paths under nodes `i` and `j`."""
    start, begin = one.leaves[i], other.leaves[j]
    width = j - begin + 1
    rows = [[float(column) for column in range(width + 1)]]
    for a, line in zip(range(start, i + 1), count(1)):
        leaf, above, costs, found = one.leaves[a], rows[-1], renames[a], known[a]
        row = [float(line)]
        base = rows[leaf - start]
        for column in range(width):
            b = begin + column
            least = min(above[column + 1], row[column]) + 1.0
            if leaf == start and other.leaves[b] == begin:
                least = min(least, above[column] + costs[b])
                found[b] = least
            else:
                least = min(least, base[other.leaves[b] - begin] + found[b])
            row.append(least)
        rows.append(row)
