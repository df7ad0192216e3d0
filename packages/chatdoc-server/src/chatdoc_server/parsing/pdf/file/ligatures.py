"""Arabic ligatures whose letters the PDF library gives in the wrong order.

A glyph that stands for several letters, such as lam with alef, names them in the order of reading. PDFium turns a line
that runs to the left around character by character, and these letters with it: "لائحة" comes as "الئحة". Characters
of one glyph have one box, by which they are told from letters that really follow each other so.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import groupby

import msgspec
import pypdfium2 as pdfium
from liteparse.types import ParsedPage

from chatdoc_server.document import Box
from chatdoc_server.parsing.pdf.file.sheets import Sheets
from chatdoc_server.parsing.pdf.file.user_space import UserBox, from_user_space
from chatdoc_server.parsing.pdf.model import RawPage, Run, Word
from chatdoc_server.parsing.pdf.text import normalise

_ARABIC = re.compile("[\u0620-\u064a\u066e-\u06d3]{2}")
_LETTERS = re.compile("[\u0620-\u064a\u066e-\u06d3]+")
_MOST_CHARACTERS = 20_000

_Character = tuple[str, UserBox]
_Mended = dict[str, list[tuple[Box, str]]]
"""Words as the library gives them, each with the places where such a word stands and how it is read there."""


def ligatures_mended(raw: RawPage, page: ParsedPage, sheets: Sheets) -> RawPage:
    """The page with the letters of its words in the order of reading; itself where there is nothing to mend."""
    if any(_ARABIC.search(word.text) for run in raw.runs for word in run.words):
        with suppress(pdfium.PdfiumError):
            if mended := _mended(page, sheets):
                return msgspec.structs.replace(raw, runs=tuple(_run(run, mended) for run in raw.runs))
    return raw


def _mended(page: ParsedPage, sheets: Sheets) -> _Mended:
    """The words of a page that hold such a glyph.

    Raises:
        PdfiumError: PDFium can't open the file or the page.
    """
    sheet, shown = sheets.open(page)
    found: _Mended = {}
    for word in _words(sheet):
        given = "".join(text for text, _ in word)
        read = _read(word)
        if read != given:
            lefts, bottoms, rights, tops = zip(*(box for _, box in word), strict=True)
            box = from_user_space(UserBox(min(lefts), min(bottoms), max(rights), max(tops)), shown)
            found.setdefault(normalise(given), []).append((box, normalise(read)))
    sheet.close()
    return found


def _words(sheet: pdfium.PdfPage) -> Iterator[list[_Character]]:
    """The characters of each word of a page."""
    page = sheet.get_textpage()
    said = page.get_text_range()
    count = page.count_chars()
    if len(said) == count <= _MOST_CHARACTERS:
        for match in re.finditer(r"\S+", said):
            if _ARABIC.search(match.group()):
                yield [(said[at], UserBox(*page.get_charbox(at))) for at in range(*match.span())]
    page.close()


def _read(word: Iterable[_Character]) -> str:
    """The word with the letters of each glyph the other way round."""
    return "".join(
        letters[::-1] if _LETTERS.fullmatch(letters) else letters
        for _, glyph in groupby(word, key=lambda character: character[1])
        for letters in ["".join(text for text, _ in glyph)]
    )


def _run(run: Run, mended: Mapping[str, list[tuple[Box, str]]]) -> Run:
    if not any(word.text in mended for word in run.words):
        return run
    return msgspec.structs.replace(run, words=tuple(_word(word, mended.get(word.text, ())) for word in run.words))


def _word(word: Word, places: Iterable[tuple[Box, str]]) -> Word:
    """The word as it is read where it stands."""
    middle = (word.left + word.right) / 2
    for box, text in places:
        if box.left <= middle <= box.right and word.top <= (box.top + box.bottom) / 2 <= word.bottom:
            return msgspec.structs.replace(word, text=text)
    return word
