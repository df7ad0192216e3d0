"""Pages whose file misleads: text that is garbled, pages that are pictures, odd sizes and units."""

import io
from pathlib import Path

import pikepdf
import pytest

from chatdoc_server.document import Document, Page
from tests.parsing.pdfs import Text, handmade, parse, saved
from tests.parsing.test_figures import pictured

PROSE = (
    "The company reported that its revenue increased during the fiscal year",
    "because of strong demand for its products in every region and expects",
    "further growth while costs remain stable and the board approved again",
    "a dividend for all shareholders at the annual meeting of this spring",
    "with a quorum present and the votes of the others counted by the clerk",
)


def shifted(line: str) -> str:
    """The line as a font spells it whose glyphs' numbers are taken for characters."""
    return "".join(letter if letter == " " else chr(ord(letter) - 29) for letter in line)


def page_of(lines: tuple[str, ...]) -> bytes:
    return handmade([[Text(60, 700 - 14 * number, line) for number, line in enumerate(lines)]])


def only_page(document: Document) -> Page:
    (page,) = document.pages
    return page


def test_text_that_spells_no_language_is_seen(tmp_path: Path) -> None:
    readable = only_page(parse(page_of(PROSE), tmp_path))
    assert (readable.has_text, readable.suggests_ocr) == (True, False)
    garbled = only_page(parse(page_of(tuple(map(shifted, PROSE))), tmp_path))
    assert (garbled.has_text, garbled.suggests_ocr) == (False, True)


@pytest.mark.parametrize(
    "lines",
    [
        ("Spolka poinformowala ze jej przychody wzrosly w roku obrotowym",) * 6,
        ("Perusahaan melaporkan bahwa pendapatan meningkat selama tahun buku",) * 6,
        ("Kampuni iliripoti kwamba mapato yake yaliongezeka katika mwaka",) * 6,
        ("ISBN DEADBEEF 0123 CAFEBABE QXZ-77 KJH WWW XYZZY",) * 3,
    ],
)
def test_other_languages_and_short_codes_are_readable(tmp_path: Path, lines: tuple[str, ...]) -> None:
    assert only_page(parse(page_of(lines), tmp_path)).has_text


def test_a_picture_of_a_page_suggests_recognition_and_a_blank_one_does_not(tmp_path: Path) -> None:
    scanned = only_page(parse(pictured([Text(60, 20, "Scanned by a machine", 6)], (0, 0, 612, 792)), tmp_path))
    assert (scanned.has_text, scanned.suggests_ocr) == (True, True)
    blank = only_page(parse(handmade([[]]), tmp_path))
    assert (blank.has_text, blank.suggests_ocr) == (False, False)


@pytest.mark.parametrize("unit", [1.0, 2.5, 4.0])
def test_user_units_change_sizes_and_nothing_else(tmp_path: Path, unit: float) -> None:
    texts = [Text(60, 750, "Annual Report", 8), *(Text(60, 700 - 14 * n, line) for n, line in enumerate(PROSE * 6))]
    with pikepdf.open(io.BytesIO(handmade([texts]))) as pdf:
        pdf.pages[0].UserUnit = unit
        document = parse(saved(pdf), tmp_path)
    assert only_page(document).width == pytest.approx(612 * unit, rel=0.01)
    plain = parse(handmade([texts]), tmp_path)
    assert [(element.kind, element.text) for element in document.elements] == [
        (element.kind, element.text) for element in plain.elements
    ]
    assert document.words.boxes == pytest.approx(plain.words.boxes * unit, abs=1.0 * unit)
