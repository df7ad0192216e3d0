"""What pages must hold and must not, in the manner of olmOCR-bench (Poznanski et al. 2025): facts, each right or wrong.

A line of the file is one check: `pdf`, `page` from 1, `type`, and by its type

- `present`, `absent`: `text`; absent from the first or last characters alone, where `first_n` or `last_n` says so;
- `order`: `before` and `after`;
- `table`: `cell`, and what stands next to it (`up`, `down`, `left`, `right`) or somewhere over or before it
  (`top_heading`, `left_heading`).

`max_diffs` is how many characters may differ. Furniture is no part of a page's text. Formulas are not checked, as none
of the engines writes LaTeX.
"""

import json
from pathlib import Path

import msgspec
from rapidfuzz import fuzz

from bench.structure.grids import positions, words
from bench.structure.share import Share, mean
from bench.structure.text import dense
from bench.structure.truth import FURNITURE, Grid, Structure

LEAST = 0.5
"""A cell is never taken for another that shares less of its text."""


class Check(msgspec.Struct, frozen=True):
    """One fact about a page."""

    pdf: str
    page: int
    type: str
    text: str = ""
    before: str = ""
    after: str = ""
    cell: str = ""
    up: str = ""
    down: str = ""
    left: str = ""
    right: str = ""
    top_heading: str = ""
    left_heading: str = ""
    max_diffs: int = 0
    first_n: int = 0
    last_n: int = 0


KINDS = ("present", "absent", "order", "table")


def load(file: Path) -> list[Check]:
    """The checks of a file, one a line."""
    lines = (json.loads(line) for line in file.read_text().splitlines() if line.strip())
    return [msgspec.convert(line, Check) for line in lines if line["type"] in KINDS]


def score(checks: list[Check], read: Structure) -> dict[str, Share]:
    """The share of checks that hold, for each type."""
    return {
        kind: mean([float(holds(check, read)) for check in checks if check.type == kind])
        for kind in KINDS
        if any(check.type == kind for check in checks)
    }


def wrong(checks: list[Check], read: Structure) -> list[str]:
    """The checks that do not hold, in words."""
    said = (msgspec.structs.asdict(check) for check in checks if not holds(check, read))
    return [
        ", ".join(f"{name} {value!r}" for name, value in check.items() if value and name != "pdf") for check in said
    ]


def holds(check: Check, read: Structure) -> bool:
    """Whether a check does."""
    is_parted = any(block.page for block in read.blocks)
    blocks = [block for block in read.blocks if not is_parted or block.page == check.page - 1]
    if check.type == "table":
        return any(has_cell(block.table, check) for block in blocks if block.table)
    text = dense(
        " ".join(words(block.table) if block.table else block.text for block in blocks if block.kind not in FURNITURE)
    )
    if check.type == "order":
        return 0 <= place(check.before, text, check.max_diffs) < place(check.after, text, check.max_diffs)
    if check.first_n or check.last_n:
        text = text[: check.first_n] + text[len(text) - check.last_n :]
    return (place(check.text, text, check.max_diffs) >= 0) is (check.type == "present")


def place(wanted: str, text: str, differences: int) -> int:
    """Where some text begins that differs by so many characters at most, -1 for nowhere."""
    wanted = dense(wanted)
    if differences == 0:
        return text.find(wanted)
    found = fuzz.partial_ratio_alignment(wanted, text, score_cutoff=100 * (1 - differences / max(len(wanted), 1)))
    return found.dest_start if found else -1


def has_cell(grid: Grid, check: Check) -> bool:
    """Whether a table has the cell with its neighbours."""
    texts = {
        (row + i, column + j): dense(cell.text)
        for row, column, cell in positions(grid)
        for i in range(cell.row_span)
        for j in range(cell.column_span)
    }
    nearest = {"up": (-1, 0), "down": (1, 0), "left": (0, -1), "right": (0, 1)}
    for (row, column), text in texts.items():
        if not is_like(check.cell, text, check.max_diffs):
            continue
        around = {name: texts.get((row + i, column + j), "") for name, (i, j) in nearest.items()}
        over = [texts.get((above, column), "") for above in range(row)]
        before = [texts.get((row, earlier), "") for earlier in range(column)]
        if (
            all(is_like(getattr(check, name), one, check.max_diffs) for name, one in around.items())
            and (not check.top_heading or any(is_like(check.top_heading, one, check.max_diffs) for one in over))
            and (not check.left_heading or any(is_like(check.left_heading, one, check.max_diffs) for one in before))
        ):
            return True
    return False


def is_like(wanted: str, text: str, differences: int) -> bool:
    """Whether a cell says what is wanted, which is nothing in particular if that is empty."""
    wanted = dense(wanted)
    least = max(LEAST, 1 - differences / max(len(wanted), 1))
    return not wanted or fuzz.ratio(wanted, text) >= 100 * least
