"""How fast and how exactly pages are read by character recognition, beside other engines, in one run.

    python -m bench.ocr [--pages 10] [--runs 3] [--threads 2] [--scan 200] [--peers tesseract rapidocr]

Sets the prose of the sample report on pages of full text, in three fonts, and makes pictures of them at `--scan` dots
an inch. Prints pages a second and processor seconds a page (medians of the runs, engines taking turns, so that a busy
machine slows all alike), the share of words that are wrong (edit distance over words), and how far the boxes of words
that are right stand from the PDF's own: the worst of the four sides, in points. `--peers` adds Tesseract 5, a process
for each thread, and rapidocr as it comes, which is given 144 dots an inch. Ours is the whole parser, from PDF to
Document, the loading of models included.
"""

import argparse
import csv
import io
import os
import resource
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from difflib import SequenceMatcher
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

import numpy as np
import pypdfium2 as pdfium
import typst
from PIL import Image

from bench.material import p95
from chatdoc_server.document import Document, ElementKind
from chatdoc_server.parsing.base import Depth, OcrMode, Reading, Tools
from chatdoc_server.parsing.pdf import PdfParser

if TYPE_CHECKING:
    from rapidocr.utils.output import RapidOCROutput

SAMPLE = (
    Path(__file__).parents[1] / "packages/chatdoc-server/src/chatdoc_server/samples/tarnwick-annual-report-2025.pdf"
)
FONTS = ("Libertinus Serif", "New Computer Modern", "DejaVu Sans Mono")
OUT_OF_BOX_DPI = 144
TOGETHER = 6
POINTS_AN_INCH = 72


class Word(NamedTuple):
    """A word of a page and its left, top, right and bottom in points."""

    page: int
    text: str
    box: tuple[float, ...]


Engine = Callable[[Path], list[Word]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=10)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--scan", type=int, default=200, help="dots an inch of the pictures")
    parser.add_argument("--peers", nargs="*", choices=("tesseract", "rapidocr"), default=())
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        original, scan = Path(folder, "original.pdf"), Path(folder, "scan.pdf")
        original.write_bytes(typeset(arguments.pages))
        scan.write_bytes(pictures(original, arguments.scan))
        truth = words_of(PdfParser().parse(original, Reading(Depth.LITE), Tools(), ignore))
        engines: dict[str, Engine] = {f"ours, {arguments.threads} threads": partial(ours, arguments.threads)}
        if "tesseract" in arguments.peers:
            name = f"Tesseract 5, {arguments.threads} processes"
            engines[name] = partial(tesseract, arguments.threads, arguments.scan)
        if "rapidocr" in arguments.peers:
            engines[f"rapidocr as it comes, {OUT_OF_BOX_DPI} dpi"] = rapidocr
        seconds: dict[str, list[float]] = {name: [] for name in engines}
        cpu: dict[str, list[float]] = {name: [] for name in engines}
        found: dict[str, list[Word]] = {}
        for _ in range(arguments.runs):
            for name, engine in engines.items():
                start, before = time.perf_counter(), processor_seconds()
                found[name] = engine(scan)
                seconds[name].append(time.perf_counter() - start)
                cpu[name].append(processor_seconds() - before)
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    print(f"{arguments.pages} pages, {len(truth)} words, {arguments.scan} dpi, load {load}\n")
    print("| engine | pages/s | CPU s/page | words wrong | box, median | box, p95 | within 3 pt |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    for name, words in found.items():
        rate = arguments.pages / statistics.median(seconds[name])
        off = [distance(one, other) for one, other in matched(truth, words)]
        within = sum(value <= 3 for value in off) / len(off)
        print(
            f"| {name} | {rate:.2f} | {statistics.median(cpu[name]) / arguments.pages:.2f} | {wrong(truth, words):.2%} "
            f"| {statistics.median(off):.1f} pt | {p95(off):.1f} pt | {within:.1%} |"
        )


def processor_seconds() -> float:
    """Processor time of this process and of those that it waited for."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def typeset(pages: int) -> bytes:
    """A PDF of that many pages, full of the sample's prose, in all fonts by turns."""
    sample = PdfParser().parse(SAMPLE, Reading(Depth.ELITE), Tools(), ignore)
    kinds = {ElementKind.PARAGRAPH, ElementKind.LIST_ITEM, ElementKind.HEADING}
    parts = [element.text for element in sample.elements if element.kind in kinds]
    prose = [f"#{quoted(' '.join(parts[at : at + TOGETHER]))}" for at in range(0, len(parts), TOGETHER)] * pages
    head = '#set page(paper: "a4", margin: 64pt)\n#set text(size: 11pt, hyphenate: false)\n'
    part = len(prose) // len(FONTS)
    columns = ["\n\n".join(prose[at * part : (at + 1) * part]) for at in range(len(FONTS))]
    count = [pages // len(FONTS) + (at < pages % len(FONTS)) for at in range(len(FONTS))]
    whole = pdfium.PdfDocument.new()
    for font, text, wanted in zip(FONTS, columns, count, strict=True):
        made = typst.compile(f'{head}#set text(font: "{font}")\n{text}'.encode(), format="pdf")
        whole.import_pages(pdfium.PdfDocument(made), list(range(wanted)))
    target = io.BytesIO()
    whole.save(target)
    return target.getvalue()


def quoted(text: str) -> str:
    """The text as a string of typst."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def pictures(path: Path, dpi: int) -> bytes:
    """A PDF of the same pages that holds nothing but their pictures."""
    document = pdfium.PdfDocument(path)
    images = [page.render(scale=dpi / POINTS_AN_INCH, grayscale=True).to_pil().convert("L") for page in document]
    target = io.BytesIO()
    images[0].save(target, "PDF", save_all=True, append_images=images[1:], resolution=dpi)
    return target.getvalue()


def ours(threads: int, scan: Path) -> list[Word]:
    return words_of(PdfParser().parse(scan, Reading(Depth.ELITE, OcrMode.AUTO), Tools(ocr_threads=threads), ignore))


def words_of(document: Document) -> list[Word]:
    words = []
    for element in document.elements:
        owners = [(cell.text, cell.words) for cell in element.table.cells] if element.table else []
        for text, (start, stop) in owners or [(element.text, element.words)]:
            for at in range(start, stop):
                first, last = document.words.spans[at]
                left, top, right, bottom = map(float, document.words.boxes[at])
                words.append(Word(element.page, text[first:last], (left, top, right, bottom)))
    return words


def tesseract(processes: int, dpi: int, scan: Path) -> list[Word]:
    document = pdfium.PdfDocument(scan)
    images = [page.render(scale=dpi / POINTS_AN_INCH, grayscale=True).to_pil() for page in document]
    with ThreadPoolExecutor(processes) as pool:
        found = list(pool.map(partial(tesseract_page, dpi), images))
    return [word._replace(page=number) for number, words in enumerate(found) for word in words]


def tesseract_page(dpi: int, image: Image.Image) -> list[Word]:
    picture = io.BytesIO()
    image.save(picture, "PNG", compress_level=1)
    done = subprocess.run(
        ["tesseract", "stdin", "stdout", "--dpi", str(dpi), "-l", "eng", "tsv"],
        input=picture.getvalue(),
        capture_output=True,
        check=True,
        env=os.environ | {"OMP_THREAD_LIMIT": "1"},
    )
    words = []
    for row in csv.DictReader(io.StringIO(done.stdout.decode()), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row["level"] == "5" and row["text"].strip():
            left, top, width, height = (float(row[name]) for name in ("left", "top", "width", "height"))
            box = tuple(edge * POINTS_AN_INCH / dpi for edge in (left, top, left + width, top + height))
            words.append(Word(0, row["text"].strip(), box))
    return words


def rapidocr(scan: Path) -> list[Word]:
    from rapidocr import RapidOCR  # noqa: PLC0415

    engine = RapidOCR(params={"Global.log_level": "critical", "Global.return_word_box": True})
    words = []
    for number, page in enumerate(pdfium.PdfDocument(scan)):
        found = engine(page.render(scale=OUT_OF_BOX_DPI / POINTS_AN_INCH).to_numpy())
        for line in cast("RapidOCROutput", found).word_results:
            for text, _, corners in cast("list[tuple[str, float, list[list[int]]]]", line):
                (left, top), (right, bottom) = np.min(corners, axis=0), np.max(corners, axis=0)
                box = tuple(float(edge) * POINTS_AN_INCH / OUT_OF_BOX_DPI for edge in (left, top, right, bottom))
                words.append(Word(number, text, box))
    return words


def wrong(truth: Sequence[Word], found: Sequence[Word]) -> float:
    """Word error rate: the fewest words to put in, take out or replace, for each word of the truth."""
    pages = {word.page for word in truth}
    edits = sum(edit_distance(texts(truth, page), texts(found, page)) for page in pages)
    return edits / len(truth)


def texts(words: Sequence[Word], page: int) -> list[str]:
    return [word.text for word in words if word.page == page]


def edit_distance(one: Sequence[str], other: Sequence[str]) -> int:
    row = list(range(len(other) + 1))
    for above, word in enumerate(one):
        before, row[0] = row[0], above + 1
        for at, its in enumerate(other):
            before, row[at + 1] = row[at + 1], min(row[at + 1] + 1, row[at] + 1, before + (word != its))
    return row[-1]


def matched(truth: Sequence[Word], found: Sequence[Word]) -> list[tuple[Word, Word]]:
    """Words that were read rightly, beside what they should be."""
    pairs: list[tuple[Word, Word]] = []
    for page in {word.page for word in truth}:
        ours_, theirs = ([word for word in words if word.page == page] for words in (truth, found))
        matcher = SequenceMatcher(None, [word.text for word in ours_], [word.text for word in theirs], autojunk=False)
        for one, other, length in matcher.get_matching_blocks():
            pairs += zip(ours_[one : one + length], theirs[other : other + length], strict=True)
    return pairs


def distance(one: Word, other: Word) -> float:
    return max(abs(a - b) for a, b in zip(one.box, other.box, strict=True))


def ignore(_done: int, _total: int) -> None:
    """No progress wanted."""


if __name__ == "__main__":
    main()
