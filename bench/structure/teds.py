"""TEDS and TEDS-S: how alike two tables are as trees.

Tree-edit-distance similarity (Zhong, ShafieiBavani and Jimeno Yepes 2020, "Image-based table recognition"): one minus
the least cost of turning one table's tree into the other's, by the nodes of the larger one. A node costs 1 to insert or
to delete; a cell that keeps its spans costs the share of its characters that change. TEDS-S leaves the text out, and is
counted by `docling-metrics-table`.

For TEDS the distance is computed as Zhang and Shasha (1989) do. It is the same as that of `table-recognition-metric`
(APTED in Python), in a fifth of the time, which over a set of tables is most of a run.
"""

from docling_metrics_table.docling_metrics_table import TableMetric, TableMetricHTMLInputSample, TableMetricKind
from rapidfuzz.distance import Levenshtein

from bench.structure.grids import html
from bench.structure.trees import Tree, distance, tree
from bench.structure.truth import Cell, Grid

SHAPES = TableMetric([TableMetricKind.TEDS])


def teds(truth: Grid, read: Grid) -> float:
    """How alike a table that was read is to the true one, from 0 to 1."""
    if truth == read:
        return 1.0
    one, other = tree_of(truth), tree_of(read)
    return 1.0 - distance(one, other, rename) / max(len(one.nodes), len(other.nodes))


def teds_s(truth: Grid, read: Grid) -> float:
    """How alike they are apart from their text, from 0 to 1."""
    sample = TableMetricHTMLInputSample(id="", html_a=html(truth), html_b=html(read), structure_only=True)
    found = SHAPES.evaluate_sample(sample).teds
    return float(found.teds) if found else 0.0


def tree_of(grid: Grid) -> Tree[Cell | str]:
    """A table as a tree: its rows under it, their cells under them."""
    nodes: list[tuple[Cell | str, int]] = [("table", 0)]
    for row in grid.rows:
        nodes += [("row", 1), *((cell, 2) for cell in row)]
    return tree(*zip(*nodes, strict=True))


def rename(one: Cell | str, other: Cell | str) -> float:
    """The cost of turning one node into another; a node that is no cell is the word for what it is."""
    if isinstance(one, str) or isinstance(other, str):
        return float(one != other)
    if (one.row_span, one.column_span) != (other.row_span, other.column_span):
        return 1.0
    return Levenshtein.normalized_distance(one.text, other.text) if one.text != other.text else 0.0
