"""How well the structure of documents is read, beside other engines in one run.

    python -m bench.structure --tables FOLDER --generated FOLDER [--engines ours liteparse …] [--limit N] [--worst 10]
                              [--save FOLDER]

FOLDERS are sets of files with known truth (see `bench.structure.sets`). Prints for each set a row an engine, with the
columns that the set's truth can tell:

- TEDS, TEDS-S: every true table beside the one read that is most like it, a missed one counting 0;
- tables F1: of finding tables, which punishes invented ones.

Needs beside the project, in an environment of its own if you like (engines that are missing are left out):

    python -m venv VENV
    VENV/bin/pip install -c constraints.txt -e packages/chatdoc-server
    VENV/bin/pip install rapidfuzz scipy docling-metrics-table pylatexenc
"""

import argparse
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from bench.structure import grids, tables
from bench.structure.engines import lite, ours
from bench.structure.engines.base import Engine
from bench.structure.sets import SETS, Sample
from bench.structure.share import Share, total
from bench.structure.truth import Structure
from chatdoc_server.parsing.base import Depth

ENGINES: dict[str, Callable[[], Engine]] = {
    "ours": partial(ours.engine, Depth.ELITE),
    "ours-basic": partial(ours.engine, Depth.BASIC),
    "liteparse": lite.as_markdown,
}


class Result(NamedTuple):
    """What an engine made of a set: of each file its structure and scores, and how many seconds it took."""

    structures: list[Structure]
    scores: list[dict[str, Share]]
    seconds: float


def main() -> None:
    """Reads the sets with the engines and prints the figures."""
    arguments = parsed()
    for name, load in SETS.items():
        folder = getattr(arguments, name)
        if folder is None:
            continue
        samples = load(folder)[:: arguments.every][: arguments.limit]
        results = {engine: run(ENGINES[engine](), samples) for engine in arguments.engines}
        report(name, results)
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
    parser.add_argument("--engines", nargs="+", default=["ours", "liteparse"], choices=ENGINES, metavar="ENGINE")
    parser.add_argument("--limit", type=int, help="files of a set, the first ones")
    parser.add_argument("--every", type=int, default=1, help="take every Nth file")
    parser.add_argument("--worst", type=int, default=0, help="name so many files that were read worst")
    parser.add_argument("--column", default="TEDS", help="by which column they are the worst")
    parser.add_argument("--save", type=Path, help="write the tables, true and read, as HTML to look at")
    return parser.parse_args()


def run(engine: Engine, samples: Sequence[Sample]) -> Result:
    """A set read and scored."""
    start = time.perf_counter()
    read = engine.parse([sample.pdf for sample in samples])
    seconds = time.perf_counter() - start
    structures = [engine.structure(one) for one in read]
    scores = [tables.score(sample.truth, one) for sample, one in zip(samples, structures, strict=True)]
    return Result(structures, scores, seconds)


def report(name: str, results: Mapping[str, Result]) -> None:
    """A set's figures as a table."""
    columns = list(next(iter(results.values())).scores[0])
    print(f"\n{name}: {len(next(iter(results.values())).scores)} files\n")
    print(f"| engine | {' | '.join(columns)} | files/s |\n|---|{'---:|' * (len(columns) + 1)}")
    for engine, result in results.items():
        values = [f"{total(scores[column] for scores in result.scores).value:.3f}" for column in columns]
        print(f"| {engine} | {' | '.join(values)} | {len(result.scores) / result.seconds:.1f} |")


def worst(engine: str, samples: Sequence[Sample], result: Result, column: str, most: int) -> None:
    """Names the files that lose most in a column."""
    losses = [
        (scores[column].possible - scores[column].gained, scores[column].value, sample.pdf.name)
        for sample, scores in zip(samples, result.scores, strict=True)
    ]
    print(f"\n{engine}, most lost in {column}:")
    for loss, value, file in sorted(losses, reverse=True)[:most]:
        print(f"  {file}  {value:.3f}, {loss:.2f} lost")


def save(folder: Path, samples: Sequence[Sample], result: Result) -> None:
    """Writes each file's tables as a page, true ones beside those read for them, then those that were invented."""
    folder.mkdir(parents=True, exist_ok=True)
    for sample, structure in zip(samples, result.structures, strict=True):
        found, invented = tables.matches(sample.truth, structure)
        parts = [
            f"<h3>{number}: TEDS {match.teds:.3f}, TEDS-S {match.teds_s:.3f}</h3><div>{grids.html(match.truth)}"
            f"{grids.html(match.read) if match.read else '<p>missed</p>'}</div>"
            for number, match in enumerate(found)
        ]
        parts += [f"<h3>invented</h3>{grids.html(grid)}" for grid in invented]
        style = "table{border-collapse:collapse;margin:1em}td{border:1px solid #888;padding:2px 6px}div{display:flex}"
        page = f"<!doctype html><meta charset=utf-8><title>{sample.pdf.name}</title><style>{style}</style>"
        (folder / f"{sample.pdf.stem}.html").write_text("\n".join([page, *parts]))


if __name__ == "__main__":
    main()
