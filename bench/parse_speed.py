"""How fast PDFs are parsed, beside other engines, over a folder of PDFs in one run.

    python -m bench.parse_speed FOLDER [--runs 3] [--sample N] [--memory 100 200 400 800]

Prints pages a second for each engine (the median of the runs, engines taking turns, so that a busy machine slows all
alike), its ratio to liteparse with blocks and word boxes, and pages for each second that a processor worked on them:
what one core makes, whatever else runs. Ours and liteparse are timed in this process, a file after the other;
opendataloader-pdf runs its Java program once for the folder, as its users do, and that program uses all cores, so
ours is timed so too: a process a core, as the service works. Engines that are not installed are left out.

With --memory it prints instead what our parser holds at most while it reads so many pages, the folder's largest file
over and over, and what is left of that once the document is all that is kept; both over what it holds before.
"""

import argparse
import ctypes
import gc
import importlib.util
import multiprocessing
import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import pikepdf
from liteparse import LiteParse

from bench.clock import processor_seconds
from chatdoc_server.parsing.base import Depth, OcrMode, Reading, Tools
from chatdoc_server.parsing.pdf import PdfParser

BASELINE = "liteparse, blocks and word boxes"

Engine = Callable[[list[Path]], object]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--sample", type=int, default=1, help="take every Nth file")
    parser.add_argument("--memory", type=int, nargs="+", metavar="PAGES", help="print what so many pages take instead")
    arguments = parser.parse_args()
    if arguments.memory:
        memory(arguments.folder, arguments.memory)
        return
    files = sorted(arguments.folder.glob("*.pdf"))[:: arguments.sample]
    pages = sum(PdfParser().measure(file, OcrMode.DISABLE).pages for file in files)
    engines = available()
    seconds: dict[str, list[float]] = {name: [] for name in engines}
    worked: dict[str, list[float]] = {name: [] for name in engines}
    for _ in range(arguments.runs):
        for name, engine in engines.items():
            start, before = time.perf_counter(), processor_seconds()
            engine(files)
            seconds[name].append(time.perf_counter() - start)
            worked[name].append(processor_seconds() - before)
    print(f"{len(files)} files, {pages} pages, median of {arguments.runs} runs\n")
    print("| engine | pages/s | times liteparse | pages/s of one core |\n|---|---:|---:|---:|")
    baseline = statistics.median(seconds[BASELINE])
    for name, taken in seconds.items():
        middle = statistics.median(taken)
        core = pages / statistics.median(worked[name])
        print(f"| {name} | {pages / middle:.1f} | {baseline / middle:.2f} | {core:.1f} |")


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


def memory(folder: Path, counts: list[int]) -> None:
    """Prints what documents of so many pages take, each in a process of its own."""
    largest = max(folder.glob("*.pdf"), key=lambda file: file.stat().st_size)
    print("| pages | most held, MB | document, MB | difference, MB |\n|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as scratch:
        for pages in counts:
            file = repeated(largest, pages, Path(scratch) / f"{pages}.pdf")
            with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
                most, kept = pool.submit(held, file).result()
            print(f"| {pages} | {most:.0f} | {kept:.0f} | {most - kept:.0f} |", flush=True)


def repeated(source: Path, pages: int, target: Path) -> Path:
    """A file of so many pages, those of `source` over and over."""
    with pikepdf.open(source) as pdf, pikepdf.new() as made:
        for number in range(pages):
            made.pages.append(pdf.pages[number % len(pdf.pages)])
        made.save(target)
    return target


def held(file: Path) -> tuple[float, float]:
    """Megabytes that are held at most while `file` is parsed, and for its document in the end."""
    with tempfile.TemporaryDirectory() as scratch:
        ours(Depth.ELITE, [repeated(file, 1, Path(scratch) / "one.pdf")])
    before = resident()
    document = PdfParser().parse(file, Reading(Depth.ELITE), Tools(), lambda done, total: None)  # noqa: ARG005
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    kept = resident()
    assert document.pages
    return most - before, kept - before


def resident() -> float:
    """Megabytes that this process holds, what was freed given back to the system first (Linux with glibc)."""
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20


if __name__ == "__main__":
    main()
