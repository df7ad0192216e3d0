"""Scans made by the tests: pictures of pages whose words are known."""

import io
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import NamedTuple

import pikepdf
import pypdfium2 as pdfium
import typst
from PIL import Image

from chatdoc_server.document import Document

POINTS_AN_INCH = 72
GROUND = 255


class Word(NamedTuple):
    """A word, its page, and its box in points: left, top, right, bottom."""

    page: int
    text: str
    box: tuple[float, ...]


def scan(data: bytes, *, dpi: int = 150, turned: int = 0, skew: float = 0.0) -> bytes:
    """A PDF of pictures of the pages, turned clockwise, first by `skew` degrees and then by right angles."""
    pages = []
    for page in pdfium.PdfDocument(data):
        picture: Image.Image = page.render(scale=dpi / POINTS_AN_INCH).to_pil().convert("L")
        if skew:
            picture = picture.rotate(-skew, resample=Image.Resampling.BICUBIC, fillcolor=GROUND)
        pages.append(picture.rotate(-turned, expand=True))
    target = io.BytesIO()
    pages[0].save(target, "PDF", save_all=True, append_images=pages[1:], resolution=dpi)
    return target.getvalue()


def typeset(source: str) -> bytes:
    """A PDF of typst markup."""
    return bytes(typst.compile(source.encode(), format="pdf"))


def joined(*parts: bytes) -> bytes:
    """The pages of several PDFs, one after the other."""
    whole = pikepdf.new()
    for part in parts:
        with pikepdf.open(io.BytesIO(part)) as pdf:
            whole.pages.extend(pdf.pages)
    target = io.BytesIO()
    whole.save(target)
    return target.getvalue()


def blank() -> bytes:
    """A PDF of one empty page."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(595, 842))
    target = io.BytesIO()
    pdf.save(target)
    return target.getvalue()


def words_of(document: Document) -> list[Word]:
    """All words of a document in the order of its elements."""
    words = []
    for element in document.elements:
        cells = element.table.cells if element.table else ()
        for text, (start, stop) in [(cell.text, cell.words) for cell in cells] or [(element.text, element.words)]:
            for at in range(start, stop):
                first, last = document.words.spans[at]
                words.append(Word(element.page, text[first:last], tuple(map(float, document.words.boxes[at]))))
    return words


def error_rate(truth: Iterable[str], found: Iterable[str]) -> float:
    """The fewest words to put in, take out or replace, for each word of the truth (Levenshtein distance)."""
    truth, found = list(truth), list(found)
    row = list(range(len(found) + 1))
    for above, word in enumerate(truth):
        before, row[0] = row[0], above + 1
        for at, its in enumerate(found):
            before, row[at + 1] = row[at + 1], min(row[at + 1] + 1, row[at] + 1, before + (word != its))
    return row[-1] / len(truth)


def farthest(truth: list[Word], found: list[Word]) -> float:
    """How far, in points, the worst side of a word's box stands from where it should, of words that are right."""
    matcher = SequenceMatcher(None, [word.text for word in truth], [word.text for word in found], autojunk=False)
    return max(
        abs(one - other)
        for first, second, length in matcher.get_matching_blocks()
        for right, ours in zip(truth[first : first + length], found[second : second + length], strict=True)
        for one, other in zip(right.box, ours.box, strict=True)
    )
