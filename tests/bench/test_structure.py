"""The parts of measuring structure that need none of the libraries that only measuring needs."""

from pathlib import Path

import pytest

from bench.structure.engines import markdown
from bench.structure.grids import comparable, html
from bench.structure.text import dense
from bench.structure.trees import distance, tree
from bench.structure.truth import Block, Cell, Grid, Kind, Place, Size, Structure, read, write


def rename(one: str, other: str) -> float:
    return float(one != other)


@pytest.mark.parametrize(
    ("one", "other", "least"),
    [
        ([("a", 0), ("b", 1), ("c", 1)], [("a", 0), ("b", 1), ("c", 1)], 0),
        ([("a", 0), ("b", 1), ("c", 1)], [("a", 0), ("b", 1), ("x", 1)], 1),
        ([("a", 0), ("b", 1), ("c", 2)], [("a", 0), ("c", 1)], 1),
        # The example of Zhang and Shasha's paper: d and its child c change places.
        (
            [("f", 0), ("d", 1), ("a", 2), ("c", 2), ("b", 3), ("e", 1)],
            [("f", 0), ("c", 1), ("d", 2), ("a", 3), ("b", 3), ("e", 1)],
            2,
        ),
        ([("a", 0)], [("a", 0), ("b", 1), ("c", 1), ("d", 2)], 3),
    ],
)
def test_one_tree_costs_its_least_number_of_edits_to_become_another(
    one: list[tuple[str, int]], other: list[tuple[str, int]], least: float
) -> None:
    trees = [tree([label for label, _ in nodes], [depth for _, depth in nodes]) for nodes in (one, other)]
    assert distance(trees[0], trees[1], rename) == least
    assert distance(trees[1], trees[0], rename) == least


def test_rows_and_columns_without_text_are_no_part_of_a_comparable_table() -> None:
    spacer = Cell("")
    grid = Grid(
        (
            (Cell("Year"), spacer, Cell("Sales", column_span=3)),
            (spacer, spacer, Cell("net"), spacer, Cell("gross")),
            (spacer, spacer, spacer, spacer, spacer),
            (Cell("2023", row_span=2), spacer, Cell("1"), spacer, Cell("2")),
            (spacer, Cell("3"), spacer, Cell("4")),
        )
    )
    assert html(comparable(grid)) == (
        '<table><tr><td>year</td><td colspan="2">sales</td></tr><tr><td></td><td>net</td><td>gross</td></tr>'
        '<tr><td rowspan="2">2023</td><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table>'
    )


def test_text_is_comparable_however_signs_are_spelt_and_spaced() -> None:
    assert dense("$98.87^{±0.1}$") == dense("98.87 ± 0.1")
    assert dense("3 – 5 ± 0.1 “ﬁne”") == dense('3-5±0.1 "fine"')
    assert dense("two words") != dense("twowords")


def test_markdown_becomes_blocks_in_order() -> None:
    text = "# Title\n\nFirst\nline.\n\n3. item\n\n| a | b |\n|---|---|\n| 1 | **2** |\n\n```\ncode\n```\n"
    assert markdown.structure(["Before.", text]).blocks == (
        Block(Kind.PARAGRAPH, "Before."),
        Block(Kind.HEADING, "Title", 1, 1),
        Block(Kind.PARAGRAPH, "First line.", 1),
        Block(Kind.LIST_ITEM, "3. item", 1),
        Block(
            Kind.TABLE,
            page=1,
            table=Grid(((Cell("a", header=True), Cell("b", header=True)), (Cell("1"), Cell("2")))),
        ),
        Block(Kind.CODE, "code", 1),
    )


def test_tables_of_html_in_markdown_keep_their_spans() -> None:
    (block,) = markdown.structure(
        ['<table><tr><th colspan="2">a</th></tr><tr><td>1</td><td>2</td></tr></table>']
    ).blocks
    assert block.table == Grid(((Cell("a", column_span=2, header=True),), (Cell("1"), Cell("2"))))


def test_a_structure_is_read_as_it_was_written(tmp_path: Path) -> None:
    structure = Structure(
        (
            Block(Kind.HEADING, "标题", level=2, boxes=(Place(0, 1.0, 2.0, 3.0, 4.5),)),
            Block(Kind.TABLE, page=1, table=Grid(((Cell("a", 1, 2, header=True),),), "Title", "in millions", (1, 2))),
        ),
        (Size(595.0, 842.0),),
        "zh",
        "report",
    )
    write(structure, tmp_path / "one.json")
    assert read(tmp_path / "one.json") == structure
