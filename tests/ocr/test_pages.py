"""Which pages are read by character recognition."""

import io

import pikepdf
import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageDraw

from chatdoc_server.document import Document
from chatdoc_server.parsing.base import OcrMode
from tests import files
from tests.ocr.conftest import Measure, Read
from tests.ocr.scans import blank, joined, scan, typeset
from tests.parsing.pdfs import Text, handmade

SMALL = "#set page(width: 300pt, height: 200pt, margin: 40pt)\n#set text(size: 12pt)\n"
BORN = typeset(f"{SMALL}Words that are text in the file.")
SCANNED = scan(typeset(f"{SMALL}Words that are in a picture."))


def stamped() -> bytes:
    """A scan with a line of real text put over it."""
    with pikepdf.open(io.BytesIO(SCANNED)) as pdf, pikepdf.open(io.BytesIO(overlay())) as stamp:
        pdf.pages[0].add_overlay(stamp.pages[0], pikepdf.Rectangle(0, 0, 300, 200))
        target = io.BytesIO()
        pdf.save(target)
        return target.getvalue()


def overlay() -> bytes:
    return handmade([[Text(150, 180, "Copy 000123", 9)]], size=(300, 200))


def illegible() -> bytes:
    """Text that looks right and is stored as characters that say nothing."""
    with pikepdf.open(io.BytesIO(BORN)) as pdf:
        for font in pdf.pages[0].Resources.Font.values():
            private = b"1 begincodespacerange <0000> <ffff> endcodespacerange "
            private += b"1 beginbfrange <0000> <ffff> <e000> endbfrange"
            font.ToUnicode = pdf.make_stream(
                b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap " + private + b" endcmap end end"
            )
        target = io.BytesIO()
        pdf.save(target)
        return target.getvalue()


def specks() -> bytes:
    """The scan of an empty sheet: a shadow along its edge, and dust."""
    picture = Image.new("L", (1240, 1754), 250)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, 8, 1754), fill=120)
    for at in range(12):
        draw.point((100 * at + 60, 1600 - 97 * at), fill=60)
    target = io.BytesIO()
    picture.save(target, "PDF", resolution=150)
    return target.getvalue()


def picture_with_caption() -> bytes:
    """A page of text with a picture on a third of it."""
    pixels = 'image(bytes((30, 60, 120, 200, 180, 90) * 2), format: (encoding: "rgb8", width: 2, height: 2)'
    return typeset(f'{SMALL}#{pixels}, width: 200pt, height: 50pt, fit: "stretch")\nA caption that is text.')


def read_by_ocr(document: Document) -> list[bool]:
    return [page.was_ocr_read for page in document.pages]


MIXED = joined(BORN, SCANNED, blank(), stamped(), illegible(), specks(), picture_with_caption(), SCANNED)
WANTED = [False, True, False, True, True, False, False, True]


def test_auto_reads_exactly_the_pages_that_show_something_without_usable_text(measure: Measure, read: Read) -> None:
    assert measure(MIXED, OcrMode.AUTO) == (8, 4, 0)
    document = read(MIXED)
    assert read_by_ocr(document) == WANTED
    texts = ["".join(element.text for element in document.elements if element.page == page) for page in range(8)]
    assert texts[0] == "Words that are text in the file."
    assert texts[1] == texts[7] == "Words that are in a picture."
    assert texts[2] == texts[5] == ""
    assert "Words that are in a picture." in texts[3]
    assert "Copy 000123" in texts[3]
    assert texts[4] == "Words that are text in the file."
    assert [page.has_text for page in document.pages] == [True, True, False, True, True, False, True, True]


def test_disable_reads_none(measure: Measure, read: Read) -> None:
    data = joined(BORN, SCANNED)
    assert measure(data, OcrMode.DISABLE) == (2, 0, 0)
    document = read(data, OcrMode.DISABLE)
    assert read_by_ocr(document) == [False, False]
    assert [page.has_text for page in document.pages] == [True, False]


def test_force_reads_all_and_takes_nothing_from_the_file_itself(measure: Measure, read: Read) -> None:
    data = joined(illegible(), SCANNED, blank())
    assert measure(data, OcrMode.FORCE) == (3, 3, 0)
    document = read(data, OcrMode.FORCE)
    assert read_by_ocr(document) == [True, True, True]
    assert [element.text for element in document.elements] == [
        "Words that are text in the file.",
        "Words that are in a picture.",
    ]


def test_a_page_that_is_cropped_and_turned_is_read_as_it_is_displayed(read: Read) -> None:
    with pikepdf.open(io.BytesIO(SCANNED)) as pdf:
        page = pdf.pages[0]
        page.cropbox = pikepdf.Array([20, 20, 280, 190])
        page.rotate(90, relative=False)
        target = io.BytesIO()
        pdf.save(target)
    document = read(target.getvalue())
    (page_,), (element,) = document.pages, document.elements
    assert (round(page_.width), round(page_.height)) == (170, 260)
    assert element.text == "Words that are in a picture."
    assert element.rotation == 90
    shown = pdfium.PdfDocument(target.getvalue())[0].render(scale=2, grayscale=True).to_numpy().reshape(520, 340)
    left, top, right, bottom = (round(2 * edge) for edge in element.box)
    assert (shown[top:bottom, left:right] < 128).sum() == (shown < 128).sum() > 100, "all ink is inside the box"


@pytest.mark.parametrize("side", [14_400, 1_191])
def test_a_huge_page_costs_no_more_memory_than_a_page_of_a_poster(read: Read, side: int) -> None:
    data = typeset(f"#set page(width: {side}pt, height: {side}pt, margin: 9%)\n#set text(size: {side // 30}pt)\nPoster")
    (element,) = read(scan(data, dpi=max(72 * 1200 // side, 1))).elements
    assert element.text == "Poster"
    assert element.box.bottom > 0.09 * side


def test_what_is_read_again_is_the_same(read: Read) -> None:
    assert read(SCANNED) == read(SCANNED)


def test_a_note_in_a_file_that_is_all_text_is_not_read(measure: Measure) -> None:
    assert measure(files.book(3), OcrMode.AUTO) == (3, 0, 0)
