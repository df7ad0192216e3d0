"""Whether signs are joined to their figures: in a table's body no `$`, `%` or `)` should stand in a cell of its own."""

import unicodedata
from collections.abc import Iterator

from bench.structure.grids import words
from bench.structure.share import Share
from bench.structure.truth import Cell, Grid, Structure

BESIDE = frozenset("%‰()[]")
"""Signs that belong to a figure, beside those of currencies."""


def score(read: Structure) -> dict[str, Share]:
    """`whole cells`: the share of cells with text, under the heads, that are more than a sign."""
    cells = sum(
        bool(cell.text.strip()) for grid in tables(read) for row in grid.rows for cell in row if not cell.header
    )
    lone = sum(1 for grid in tables(read) for _ in lone_signs(grid))
    return {"whole cells": Share(cells - lone, cells)}


def wrong(read: Structure) -> list[str]:
    """The rows in which a sign stands alone, with their pages from 1."""
    return [
        f"page {block.page + 1}: {words(Grid((row,)))!r}"
        for block in read.blocks
        if block.table
        for row in dict.fromkeys(lone_signs(block.table))
    ]


def tables(read: Structure) -> Iterator[Grid]:
    """The tables of a document."""
    return (block.table for block in read.blocks if block.table)


def lone_signs(grid: Grid) -> Iterator[tuple[Cell, ...]]:
    """The row of each cell under the heads that is nothing but signs."""
    for row in grid.rows:
        yield from (row for cell in row if not cell.header and is_sign(cell.text.strip()))


def is_sign(text: str) -> bool:
    """Whether a cell says nothing but a sign or two."""
    return bool(text) and all(one in BESIDE or unicodedata.category(one) == "Sc" for one in text)
