"""How fast PDFs are parsed, beside other engines, over a folder of PDFs in one run.

    python -m bench.parse_speed FOLDER [--runs 3] [--sample N]

Prints pages a second for each engine (the median of the runs, engines taking turns, so that a busy machine
slows all alike) and its ratio to liteparse with blocks and word boxes. Ours and liteparse are timed in
this process, a file after the other; opendataloader-pdf runs its Java program once for the folder, as its users do, and
that program uses all cores, so ours is timed so too: a process a core, as the service works. Engines that are
not installed are left out.
"""

import argparse
import importlib.util
import multiprocessing
import statistics
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from liteparse import LiteParse

from chatdoc_server.parsing.base import Depth, OcrMode, Reading, Tools
from chatdoc_server.parsing.pdf import PdfParser

BASELINE = "liteparse, blocks and word boxes"

Engine = Callable[[list[Path]], object]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--sample", type=int, default=1, help="take every Nth file")
    arguments = parser.parse_args()
    files = sorted(arguments.folder.glob("*.pdf"))[:: arguments.sample]
    pages = sum(PdfParser().measure(file, OcrMode.DISABLE).pages for file in files)
    engines = available()
    seconds: dict[str, list[float]] = {name: [] for name in engines}
    for _ in range(arguments.runs):
        for name, engine in engines.items():
            start = time.perf_counter()
            engine(files)
            seconds[name].append(time.perf_counter() - start)
    print(f"{len(files)} files, {pages} pages, median of {arguments.runs} runs\n")
    print("| engine | pages/s | times liteparse |\n|---|---:|---:|")
    baseline = statistics.median(seconds[BASELINE])
    for name, taken in seconds.items():
        middle = statistics.median(taken)
        print(f"| {name} | {pages / middle:.1f} | {baseline / middle:.2f} |")


def available() -> dict[str, Engine]:
    """The engines that are installed, ours first."""
    engines: dict[str, Engine] = {f"ours, {depth}": partial(ours, depth) for depth in Depth}
    engines["ours, elite, a process a core"] = every_core
    engines[BASELINE] = partial(liteparse, blocks=True)
    engines["liteparse, word boxes only"] = partial(liteparse, blocks=False)
    if importlib.util.find_spec("opendataloader_pdf"):
        engines["opendataloader-pdf"] = opendataloader
    if importlib.util.find_spec("pypdf"):
        engines["pypdf, text only"] = pypdf
    return engines


def ours(depth: Depth, files: list[Path]) -> None:
    parser = PdfParser()
    for file in files:
        parser.parse(file, Reading(depth), Tools(), lambda done, total: None)  # noqa: ARG005


def every_core(files: list[Path]) -> None:
    # The longest first, so that no core is left with one at the end.
    ordered = sorted(files, key=lambda file: file.stat().st_size, reverse=True)
    with ProcessPoolExecutor(mp_context=multiprocessing.get_context("spawn")) as pool:
        list(pool.map(partial(ours, Depth.ELITE), [[file] for file in ordered]))


def liteparse(files: list[Path], *, blocks: bool) -> None:
    parser = LiteParse(ocr_enabled=False, quiet=True, emit_word_boxes=True, extract_blocks=blocks)
    for file in files:
        parser.parse(file)


def opendataloader(files: list[Path]) -> None:
    import opendataloader_pdf  # type: ignore[import-not-found,unused-ignore]  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        opendataloader_pdf.convert([str(file) for file in files], output_dir=folder, format="json", quiet=True)


def pypdf(files: list[Path]) -> None:
    from pypdf import PdfReader  # type: ignore[import-not-found,unused-ignore]  # noqa: PLC0415

    for file in files:
        for page in PdfReader(file).pages:
            page.extract_text()


if __name__ == "__main__":
    main()
