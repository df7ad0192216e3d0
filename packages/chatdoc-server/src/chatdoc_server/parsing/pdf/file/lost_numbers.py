"""Numbers that the PDF library takes for line numbers between two columns and leaves out.

It drops what is one or two digits, stands in the middle of the page, and is alone on its line: most page numbers, and
figures of a table's middle column. Its text of the page still has them, without a place. Where they stand is asked of
PDFium itself. To lay out a page's text a second time would cost as much as all the rest, so it is done for the first
page number of a kind only; the others are found among the objects drawn last or first, and set like it.
"""

import ctypes
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from liteparse.types import ParsedPage, TextItem

from chatdoc_server.document import Box
from chatdoc_server.parsing.pdf.boxes import around
from chatdoc_server.parsing.pdf.file.sheets import Sheets
from chatdoc_server.parsing.pdf.file.user_space import Shown, UserBox, from_user_space

_TOKEN = re.compile(r"(?<!\S)\d{1,2}(?!\S)")
_MIDDLE = (-6.0, 21.0)
_WIDEST = 16.0
_DIGITS = 2
_NEAR_ENDS = 12
_ALIKE = 0.12
_LEAST_INK = 0.6
_MOST_INK = 2.2
_MOST_VAIN = 6
_MOST_CHARACTERS = 20_000


class _Set(NamedTuple):
    """How a number's box lies around its ink: in points, `below` from the lower edge of the ink to that of the box."""

    digit: float
    height: float
    below: float
    ink: float


class LostNumbers:
    """Finds again what the library leaves out of one file's pages."""

    def __init__(self, sheets: Sheets) -> None:
        self._sheets = sheets
        self._set: _Set | None = None
        self._vain = 0

    def on(self, page: ParsedPage) -> list[tuple[str, Box]]:
        """The numbers left out of the page, each with its box on the page as displayed."""
        texts = _missing(page)
        if not texts or self._vain >= _MOST_VAIN:
            return []
        with suppress(pdfium.PdfiumError):
            found = self._find(page, texts)
            self._vain = 0 if found else self._vain + 1
            return found
        return []

    def _find(self, page: ParsedPage, texts: Sequence[str]) -> list[tuple[str, Box]]:
        """Where these numbers stand on the page.

        Raises:
            PdfiumError: PDFium can't open the file or the page.
        """
        sheet, shown = self._sheets.open(page)
        ink = _last_ink(sheet, shown, page) if len(texts) == 1 else None
        box = self._around(ink, texts[0]) if ink else None
        if box is None:
            found = list(_read(sheet, shown, page, set(texts)))
            if ink and len(found) == 1:
                self._set = _set(*found[0], ink)
        else:
            found = [(texts[0], box)]
        sheet.close()
        return found

    def _around(self, ink: Box, text: str) -> Box | None:
        """The box of the number whose ink that is, None if it is not set like the first."""
        known = self._set
        if known is None or abs(ink.bottom - ink.top - known.ink) > _ALIKE * known.ink:
            return None
        middle, half, bottom = (ink.left + ink.right) / 2, len(text) * known.digit / 2, ink.bottom + known.below
        if not _LEAST_INK * half < ink.right - ink.left < _MOST_INK * half:
            return None
        return Box(middle - half, bottom - known.height, middle + half, bottom)


def _missing(page: ParsedPage) -> list[str]:
    """The numbers that the page's text has and its items have not."""
    said = Counter([text for text in page.text.split() if len(text) <= _DIGITS and text.isdecimal()])
    if not said:
        return []
    said.subtract([text for item in page.text_items for text in item.text.split() if len(text) <= _DIGITS])
    missing = [text for text, count in said.items() for _ in range(count)]
    if missing:
        return missing
    # Marks glued to words there are texts of their own here, and weigh up numbers that are missing.
    lines = [line for text in page.text.split("\n") if len(line := text.strip()) <= _DIGITS and line.isdecimal()]
    if len(lines) < 2:
        return lines
    kept = {item.text.strip() for item in page.text_items if abs(item.x + item.width / 2 - page.width / 2) > _MIDDLE[1]}
    return [line for line in lines if line not in kept][:1]


def _set(text: str, box: Box, ink: Box) -> _Set | None:
    """How the number is set, None if the ink is not its."""
    if not box.left - 1 <= ink.left <= ink.right <= box.right + 1 or not box.top - 1 <= ink.bottom <= box.bottom + 1:
        return None
    return _Set((box.right - box.left) / len(text), box.bottom - box.top, box.bottom - ink.bottom, ink.bottom - ink.top)


def _last_ink(sheet: pdfium.PdfPage, shown: Shown, page: ParsedPage) -> Box | None:
    """The ink of a text among the objects drawn last or first that stands where the library drops numbers."""
    count = pdfium_c.FPDFPage_CountObjects(sheet)
    last = range(count - 1, max(count - _NEAR_ENDS, 0) - 1, -1)
    return _ink(sheet, last, shown, page) or _ink(sheet, range(min(_NEAR_ENDS, count - len(last))), shown, page)


def _ink(sheet: pdfium.PdfPage, places: Iterable[int], shown: Shown, page: ParsedPage) -> Box | None:
    """The first such text among the objects at these places, with the digits beside it that are drawn next to it."""
    edges = [ctypes.c_float() for _ in range(4)]
    ink: Box | None = None
    for at in places:
        drawn = pdfium_c.FPDFPage_GetObject(sheet, at)
        is_text = pdfium_c.FPDFPageObj_GetType(drawn) == pdfium_c.FPDF_PAGEOBJ_TEXT
        if not is_text or not pdfium_c.FPDFPageObj_GetBounds(drawn, *edges):
            continue
        box = from_user_space(UserBox(*(edge.value for edge in edges)), shown)
        if box.right <= box.left or box.bottom <= box.top:
            continue
        if ink is not None:
            return around([ink, box]) if _is_beside(ink, box) else ink
        if _is_dropped(box, page):
            ink = box
    return ink


def _is_beside(one: Box, other: Box) -> bool:
    """Whether the inks are those of digits next to each other."""
    height = one.bottom - one.top
    return (
        abs(one.bottom - other.bottom) < _ALIKE * height
        and max(one.left, other.left) - min(one.right, other.right) < height / 2
    )


def _read(sheet: pdfium.PdfPage, shown: Shown, page: ParsedPage, texts: set[str]) -> Iterator[tuple[str, Box]]:
    """Numbers of these texts that stand where the library drops them."""
    words = sheet.get_textpage()
    said, count = words.get_text_range(), words.count_chars()
    if len(said) != count:  # characters without a meaning are left out there
        said = "".join(chr(pdfium_c.FPDFText_GetUnicode(words, at)) for at in range(min(count, _MOST_CHARACTERS)))
    for match in _TOKEN.finditer(said):
        if match.group() in texts:
            boxes = [words.get_charbox(at, loose=True) for at in range(match.start(), match.end())]
            lefts, bottoms, rights, tops = zip(*boxes, strict=True)
            box = from_user_space(UserBox(min(lefts), min(bottoms), max(rights), max(tops)), shown)
            if _is_dropped(box, page):
                yield match.group(), box
    words.close()


def _is_dropped(box: Box, page: ParsedPage) -> bool:
    """Whether a text stands where the library drops numbers, and is none of what it has kept."""
    middle, level = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    low, high = _MIDDLE
    if not low < middle - page.width / 2 < high or box.right - box.left > _WIDEST:
        return False
    return not any(_holds(item, middle, level) for item in page.text_items)


def _holds(item: TextItem, across: float, down: float) -> bool:
    return item.x <= across <= item.x + item.width and item.y <= down <= item.y + item.height
