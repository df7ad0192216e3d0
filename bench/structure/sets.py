"""The sets of files with known truth."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from bench.structure import latex
from bench.structure.truth import Block, Kind, Structure, read


class Sample(NamedTuple):
    """A PDF and what is known of it."""

    pdf: Path
    truth: Structure


def tables(folder: Path) -> list[Sample]:
    """Pages with tables as LaTeX: `pdfs/NAME.pdf` and `truth/NAME.json`, a list of tables and paragraphs in order."""
    return [
        Sample(file, latex_truth(folder / "truth" / f"{file.stem}.json"))
        for file in sorted((folder / "pdfs").glob("*.pdf"))
    ]


def latex_truth(file: Path) -> Structure:
    """One page's tables and paragraphs."""
    return Structure(
        tuple(
            Block(Kind.TABLE, table=latex.grid(item["data"]))
            if item["type"] == "table"
            else Block(Kind.PARAGRAPH, item["data"])
            for item in json.loads(file.read_text())
        )
    )


def generated(folder: Path) -> list[Sample]:
    """Documents made from sources: `NAME.json` beside `NAME.pdf`."""
    return [Sample(file.with_suffix(".pdf"), read(file)) for file in sorted(folder.rglob("*.json"))]


SETS: dict[str, Callable[[Path], list[Sample]]] = {"tables": tables, "generated": generated}
