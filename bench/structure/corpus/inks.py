"""Each block in a colour of its own: what stands where is read off a document's twin, the same but for its colours.

Colours move nothing, so the twin's places are the document's. Words and lines of the twin carry the number of their
block: the boxes are exact for every backend, over columns and pages, without any reading of structure.
"""

import ctypes
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from bench.structure.truth import Place, Size

STEP = 5
"""Colours are this far apart, so that rounding in a PDF changes none to another."""

LEVELS = 45
FIRST = 10
"""Black and near it are left to what has no block."""


class Seen(NamedTuple):
    """Where a block stands, a box for each column and page that it stands in, and the characters it shows."""

    boxes: tuple[Place, ...]
    text: str


def ink(index: int) -> str:
    """The colour of block `index` as "#rrggbb"."""
    number = index + FIRST
    digits = (number % LEVELS, number // LEVELS % LEVELS, number // LEVELS // LEVELS)
    return "#" + "".join(f"{digit * STEP + 2:02x}" for digit in digits)


def index_of(red: int, green: int, blue: int) -> int | None:
    """The block of a colour, or None."""
    digits = [round((value - 2) / STEP) for value in (red, green, blue)]
    if any(abs(digit * STEP + 2 - value) > 1 for digit, value in zip(digits, (red, green, blue), strict=True)):
        return None
    number = digits[0] + digits[1] * LEVELS + digits[2] * LEVELS * LEVELS - FIRST
    return number if number >= 0 else None


def see(twin: bytes) -> tuple[tuple[Size, ...], dict[int, Seen], dict[tuple[int, int], str]]:
    """Pages' sizes, the blocks seen in a twin, and what each shows a page, by block and page."""
    sizes = []
    marks: dict[int, list[tuple[Place, str]]] = defaultdict(list)
    with pypdfium2.PdfDocument(twin) as pdf:
        for number in range(len(pdf)):
            page = pdf[number]
            sizes.append(Size(*(round(side, 2) for side in page.get_size())))
            for index, place, text in [*_characters(page, number), *_drawings(page, number)]:
                marks[index].append((place, text))
            page.close()
    seen = {index: Seen(tuple(_boxes(found)), "".join(text for _, text in found)) for index, found in marks.items()}
    texts: dict[tuple[int, int], str] = defaultdict(str)
    for index, found in marks.items():
        for place, text in found:
            texts[index, place.page] += text
    return tuple(sizes), seen, texts


def _characters(page: pypdfium2.PdfPage, number: int) -> Iterator[tuple[int, Place, str]]:
    """Characters with their blocks, tight around their ink."""
    words = page.get_textpage()
    colour = [ctypes.c_uint() for _ in range(4)]
    for at in range(words.count_chars()):
        text = chr(pdfium.FPDFText_GetUnicode(words, at))
        if text.isspace() or not pdfium.FPDFText_GetFillColor(words, at, *(ctypes.byref(part) for part in colour)):
            continue
        index = index_of(*(part.value for part in colour[:3]))
        if index is not None:
            yield index, _shown(page, number, words.get_charbox(at)), text
    words.close()


def _drawings(page: pypdfium2.PdfPage, number: int) -> Iterator[tuple[int, Place, str]]:
    """Lines and areas with their blocks."""
    colour = [ctypes.c_uint() for _ in range(4)]
    parts = [ctypes.byref(part) for part in colour]
    fills, strokes = ctypes.c_int(), ctypes.c_int()
    for thing in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH]):
        pdfium.FPDFPath_GetDrawMode(thing, ctypes.byref(fills), ctypes.byref(strokes))
        get = pdfium.FPDFPageObj_GetFillColor if fills.value else pdfium.FPDFPageObj_GetStrokeColor
        drawn = (fills.value or strokes.value) and get(thing, *parts)
        index = index_of(*(part.value for part in colour[:3])) if drawn else None
        if index is not None:
            yield index, _shown(page, number, thing.get_bounds()), ""


def _shown(page: pypdfium2.PdfPage, number: int, box: tuple[float, float, float, float]) -> Place:
    """A box of the page's user space as displayed, from the top left."""
    left, bottom, right, top = page.get_bbox()
    x0, x1, y0, y1 = box[0] - left, box[2] - left, box[1] - bottom, box[3] - bottom
    width, height = right - left, top - bottom
    turned = {
        0: (x0, height - y1, x1, height - y0),
        90: (y0, x0, y1, x1),
        180: (width - x1, y0, width - x0, y1),
        270: (height - y1, width - x1, height - y0, width - x0),
    }[page.get_rotation()]
    return Place(number, *(round(value, 2) for value in turned))


def _boxes(found: list[tuple[Place, str]]) -> Iterator[Place]:
    """Joins marks that follow each other; a box ends with its page, and where words go on higher up beside it."""
    box: Place | None = None
    drawn = [place for place, text in found if not text]
    for place in [place for place, text in found if text] or drawn:
        if box is None:
            box = place
        elif place.page != box.page or (place.bottom < box.top and place.left > box.right):
            yield _with(box, drawn)
            box = place
        else:
            box = _union(box, place)
    if box is not None:
        yield _with(box, drawn)


def _with(box: Place, drawn: list[Place]) -> Place:
    """A box of words with the lines drawn about it."""
    for place in drawn:
        if place.page == box.page:
            box = _union(box, place)
    return box


def _union(one: Place, other: Place) -> Place:
    """The box around both."""
    return Place(
        one.page,
        min(one.left, other.left),
        min(one.top, other.top),
        max(one.right, other.right),
        max(one.bottom, other.bottom),
    )
