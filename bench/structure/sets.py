"""The sets of files with known truth."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from bench.structure import boxes, checks, headings, latex, order, parts, signs, tables
from bench.structure.share import Share
from bench.structure.truth import Block, Kind, Structure, read


class Sample(NamedTuple):
    """A PDF, and how what was read in it is scored.

    `truth` is the whole structure where it is known, `wrong` says which facts do not hold where only facts are.
    """

    pdf: Path
    score: Callable[[Structure], dict[str, Share]]
    truth: Structure | None = None
    wrong: Callable[[Structure], list[str]] | None = None


def tables_set(folder: Path) -> list[Sample]:
    """Pages with tables as LaTeX: `pdfs/NAME.pdf` and `truth/NAME.json`, a list of tables and paragraphs in order."""
    files = sorted((folder / "pdfs").glob("*.pdf"))
    return [known(file, latex_truth(folder / "truth" / f"{file.stem}.json")) for file in files]


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


def generated_set(folder: Path) -> list[Sample]:
    """Documents made from sources: `NAME.json` beside `NAME.pdf`."""
    return [known(file.with_suffix(".pdf"), read(file)) for file in sorted(folder.rglob("*.json"))]


def pages_set(folder: Path) -> list[Sample]:
    """Pages with facts that hold of them: `dataset.jsonl`, and the files that it names in `pdfs/`."""
    found = checks.load(folder / "dataset.jsonl")
    files: dict[str, list[checks.Check]] = {}
    for check in found:
        files.setdefault(check.pdf, []).append(check)
    return [
        Sample(folder / "pdfs" / file, partial(checks.score, facts), wrong=partial(checks.wrong, facts))
        for file, facts in files.items()
    ]


def filings_set(folder: Path) -> list[Sample]:
    """Financial reports without truth, `NAME.pdf`: only whether signs are joined to their figures."""
    return [Sample(file, signs.score, wrong=signs.wrong) for file in sorted(folder.glob("*.pdf"))]


def known(pdf: Path, truth: Structure) -> Sample:
    """A PDF with its whole truth."""
    return Sample(pdf, partial(scored, truth), truth)


def scored(truth: Structure, read: Structure) -> dict[str, Share]:
    """All that the truth can tell."""
    metrics = (tables, order, headings, parts, boxes)
    return {column: share for metric in metrics for column, share in metric.score(truth, read).items()}


SETS: dict[str, Callable[[Path], list[Sample]]] = {
    "generated": generated_set,
    "tables": tables_set,
    "pages": pages_set,
    "filings": filings_set,
}
