"""How well the structure of documents is read, beside other engines in one run.

    python -m bench.structure --generated FOLDER --tables FOLDER --pages FOLDER --filings FOLDER
                              [--engines ours liteparse …] [--limit N] [--every N] [--kinds report paper]
                              [--worst 10] [--column TEDS] [--save FOLDER]

FOLDERS are sets of files with known truth (see `bench.structure.sets`). For each set it prints a row an engine, with
the columns that the set's truth can tell, all from 0 to 1:

- TEDS, TEDS-S: each true table beside the one read that is most like it, a missed one counting 0; -S without its text;
- tables F1: of finding tables, which invented ones spoil; titles, units: the share of them that tables got;
- order: normalised indel similarity of the whole text, furniture that is left in being an error;
- headings, MHS: tree-edit similarity of the headings, and of headings with the text under them;
- furniture F1 by words, captions F1 by captions;
- IoU: how well the best box read meets each true one; blocks F1: boxes met by half, with the right kind;
- present, absent, order, table of a set of pages: the share of facts that hold (see `bench.structure.checks`);
- whole cells, of filings: the share of cells that are more than a `$`, `%` or `)` that belongs to a figure.

A dash stands where an engine gets nothing right in a whole column, mostly because its output has no form for it. Pages
a second are of parsing alone, by the time that processors worked on it; opendataloader-pdf runs its Java program once
for all files.

Needs beside the project, best in an environment of its own:

    python -m venv VENV
    VENV/bin/pip install -c constraints.txt -e packages/chatdoc-server
    VENV/bin/pip install rapidfuzz scipy docling-metrics-table pylatexenc
    VENV/bin/pip install opendataloader-pdf edgeparse pdf-inspector pdf_oxide kreuzberg 'markitdown[pdf]' pdfplumber

opendataloader-pdf also needs a Java.
"""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pypdfium2

from bench.clock import processor_seconds
from bench.structure import grids, tables
from bench.structure.engines import ENGINES, make
from bench.structure.engines.base import Engine
from bench.structure.sets import SETS, Sample
from bench.structure.share import Share, total
from bench.structure.truth import Structure, write

STYLE = "table{border-collapse:collapse;margin:1em}td{border:1px solid #888;padding:2px 6px}div{display:flex}"


class Result(NamedTuple):
    """What an engine made of a set: of each file its structure and scores, and how long processors worked on them."""

    structures: list[Structure]
    scores: list[dict[str, Share]]
    seconds: float


def main() -> None:
    """Reads the sets with the engines and prints the figures."""
    arguments = parsed()
    engines = installed(arguments.engines)
    for name, load in SETS.items():
        folder = getattr(arguments, name)
        if folder is None:
            continue
        samples = load(folder)[:: arguments.every][: arguments.limit]
        if arguments.kinds:
            samples = [sample for sample in samples if sample.truth and sample.truth.kind in arguments.kinds]
        if not samples:
            print(f"{name}: no files in {folder}")
            continue
        results = {name: run(engine, samples) for name, engine in engines.items()}
        report(name, samples, results)
        for engine, result in results.items():
            if arguments.worst:
                worst(engine, samples, result, arguments.column, arguments.worst)
            if arguments.save:
                save(arguments.save / name / engine, samples, result)


def parsed() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        "python -m bench.structure", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name, load in SETS.items():
        parser.add_argument(f"--{name}", type=Path, metavar="FOLDER", help=(load.__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--engines",
        nargs="+",
        default=[name for name in ENGINES if name != "ours-basic"],
        choices=ENGINES,
        metavar="ENGINE",
    )
    parser.add_argument("--kinds", nargs="+", help="documents of these kinds only")
    parser.add_argument("--limit", type=int, help="files of a set, the first ones")
    parser.add_argument("--every", type=int, default=1, help="take every Nth file")
    parser.add_argument(
        "--worst", type=int, default=0, help="name so many files that were read worst, and facts that fail"
    )
    parser.add_argument("--column", default="TEDS", help="by which column they are the worst")
    parser.add_argument("--save", type=Path, help="write what was read as JSON, and the tables, true and read, as HTML")
    return parser.parse_args()


def installed(names: Sequence[str]) -> dict[str, Engine]:
    """The engines of those names; one that lacks something is left out with a line that says so."""
    engines = {}
    for name in names:
        try:
            engines[name] = make(name)
        except ImportError as error:
            print(f"{name} is left out: {error}")
    return engines


def run(engine: Engine, samples: Sequence[Sample]) -> Result:
    """A set read and scored."""
    start = processor_seconds()
    read = engine.parse([sample.pdf for sample in samples])
    seconds = processor_seconds() - start
    structures = [engine.structure(one) for one in read]
    scores = [sample.score(one) for sample, one in zip(samples, structures, strict=True)]
    return Result(structures, scores, seconds)


def report(name: str, samples: Sequence[Sample], results: Mapping[str, Result]) -> None:
    """A set's figures as a table."""
    pages = sum(page_count(sample.pdf) for sample in samples)
    shares = [item for result in results.values() for scores in result.scores for item in scores.items()]
    filled = {column for column, share in shares if share.possible}
    columns = [column for column in dict.fromkeys(column for column, _ in shares) if column in filled]
    print(f"\n{name}: {len(samples)} files, {pages} pages\n")
    print(f"| engine | {' | '.join(columns)} | pages/s of one core |\n|---|{'---:|' * (len(columns) + 1)}")
    for engine, result in results.items():
        values = [figure(column, result) for column in columns]
        print(f"| {engine} | {' | '.join(values)} | {pages / result.seconds:.1f} |", flush=True)
    for engine, result in results.items():
        empty = [one.pdf.name for one, read in zip(samples, result.structures, strict=True) if not read.blocks]
        if empty:
            print(f"\n{engine} read nothing in {len(empty)} files: {', '.join(empty[:5])}")


def page_count(pdf: Path) -> int:
    """How many pages a file has."""
    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def figure(column: str, result: Result) -> str:
    """An engine's figure in a column; a dash where it found nothing of the kind in any file."""
    share = total(scores[column] for scores in result.scores if column in scores)
    return f"{share.value:.3f}" if share.gained else "–"


def worst(engine: str, samples: Sequence[Sample], result: Result, column: str, most: int) -> None:
    """Names the files that lose most in a column; of facts, all those that do not hold."""
    losses = [
        (scores[column].possible - scores[column].gained, scores[column].value, sample.pdf.name)
        for sample, scores in zip(samples, result.scores, strict=True)
        if column in scores
    ]
    if losses:
        print(f"\n{engine}, most lost in {column}:")
    for loss, value, file in sorted(losses, reverse=True)[:most]:
        print(f"  {file}  {value:.3f}, {loss:.2f} lost")
    facts = [
        f"  {sample.pdf.name}: {fact}"
        for sample, structure in zip(samples, result.structures, strict=True)
        for fact in (sample.wrong(structure) if sample.wrong else ())
    ]
    if facts:
        print(f"\n{engine}, what does not hold:", *facts, sep="\n")


def save(folder: Path, samples: Sequence[Sample], result: Result) -> None:
    """Writes what was read in each file, and its tables as a page: true ones beside those read, then invented ones."""
    folder.mkdir(parents=True, exist_ok=True)
    for sample, structure in zip(samples, result.structures, strict=True):
        write(structure, folder / f"{sample.pdf.stem}.json")
        if sample.truth is None:
            continue
        found, invented = tables.matches(sample.truth, structure)
        parts = [
            f"<h3>{number}: TEDS {match.teds:.3f}, TEDS-S {match.teds_s:.3f}</h3><div>{grids.html(match.truth)}"
            f"{grids.html(match.read) if match.read else '<p>missed</p>'}</div>"
            for number, match in enumerate(found)
        ]
        parts += [f"<h3>invented</h3>{grids.html(grid)}" for grid in invented]
        page = f"<!doctype html><meta charset=utf-8><title>{sample.pdf.name}</title><style>{STYLE}</style>"
        (folder / f"{sample.pdf.stem}.html").write_text("\n".join([page, *parts]))


if __name__ == "__main__":
    main()
