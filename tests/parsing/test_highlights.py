"""Highlights: real annotations under the words they were meant for, however a page is turned, cut or measured."""

import io
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatdoc_server.document import Box, Document
from chatdoc_server.errors import DocumentError
from chatdoc_server.parsing.base import Authorship, Highlight, Limits
from chatdoc_server.parsing.isolation import TOO_LONG, IsolatedReader
from chatdoc_server.parsing.pdf.file.highlights import COLOUR, LONGEST_TEXT
from chatdoc_server.parsing.pdf.file.user_space import Shown, UserBox, to_user_space
from tests import files
from tests.parsing.pdfs import Text, handmade, parse, saved

LIMITS = Limits(pages=3000, tokens_per_page=5000, seconds=60, memory_bytes=1 << 30)
BY = Authorship("ChatDOC", "Where does it stand?", 1_790_000_000, "answer-7")
WORDS = [Text(120, 500, "Revenue rose to 41 million"), Text(120, 460, "Costs fell")]


@pytest.fixture(scope="module")
def isolated() -> Iterator[IsolatedReader]:
    reader = IsolatedReader(LIMITS)
    yield reader
    reader.close()


def annotated(reader: IsolatedReader, data: bytes, highlights: Sequence[Highlight], by: Authorship = BY) -> bytes:
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as target:
        path = Path(folder) / "file"
        path.write_bytes(data)
        reader.annotate(path, highlights, by, target)
        return target.read()


def highlight(document: Document, comment: str, *texts: str, page: int = 0) -> Highlight:
    shown = document.pages[page]
    boxes = [element.box for element in document.elements if element.page == page and element.text in texts]
    assert len(boxes) == len(texts)
    return Highlight(page, shown.width, shown.height, tuple(boxes), comment)


def displayed(user: tuple[float, float], visible: UserBox, rotation: int, unit: float) -> tuple[float, float]:
    """A point of user space as a viewer shows it, straight from the definitions of CropBox, Rotate and UserUnit."""
    x, y = user
    match rotation:
        case 0:
            at = (x - visible.left, visible.top - y)
        case 90:
            at = (y - visible.bottom, x - visible.left)
        case 180:
            at = (visible.right - x, y - visible.bottom)
        case _:
            at = (visible.top - y, visible.right - x)
    return at[0] * unit, at[1] * unit


sides = st.floats(-2000, 2000, allow_nan=False, width=32)
lengths = st.floats(1, 2000, allow_nan=False, width=32)
shares = st.tuples(*[st.floats(0, 1)] * 4)


@given(sides, sides, lengths, lengths, st.sampled_from([0, 90, 180, 270]), st.floats(0.1, 20), shares)
def test_a_box_comes_back_from_user_space(
    left: float,
    bottom: float,
    width: float,
    height: float,
    rotation: int,
    unit: float,
    part: tuple[float, float, float, float],
) -> None:
    visible = UserBox(left, bottom, left + width, bottom + height)
    across, down = (height, width) if rotation in {90, 270} else (width, height)
    xs, ys = (
        sorted([part[0] * across * unit, part[2] * across * unit]),
        sorted([part[1] * down * unit, part[3] * down * unit]),
    )
    box = Box(xs[0], ys[0], xs[1], ys[1])
    user = to_user_space(box, Shown(visible, rotation, across * unit, down * unit))
    assert user.left <= user.right + 1e-6
    assert user.bottom <= user.top + 1e-6
    corners = [
        displayed(corner, visible, rotation, unit) for corner in ((user.left, user.bottom), (user.right, user.top))
    ]
    back = Box(*map(min, *corners), *map(max, *corners))
    assert back == pytest.approx(box, abs=0.01)


def units(data: bytes, unit: float) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.pages[0].obj.UserUnit = unit
        return saved(pdf)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, (30, 50, 500, 700), (-40, 20, 900, 650)])
@pytest.mark.parametrize("unit", [1, 1.5])
def test_the_colour_is_under_the_words_and_nowhere_else(
    isolated: IsolatedReader, tmp_path: Path, rotation: int, crop: tuple[float, float, float, float] | None, unit: float
) -> None:
    data = units(handmade([WORDS], crop=crop, rotate=rotation), unit)
    document = parse(data, tmp_path)
    wanted = highlight(document, "Revenue rose.", "Revenue rose to 41 million")
    made = annotated(isolated, data, [wanted])
    with pikepdf.open(io.BytesIO(made)) as pdf:
        [annotation] = pdf.pages[0].Annots
        left, bottom, right, top = (float(annotation.QuadPoints[place]) for place in (0, 5, 2, 1))
    with pypdfium2.PdfDocument(made) as pdf:
        text = pdf[0].get_textpage().get_text_bounded(left, bottom, right, top)
        assert text.strip() == "Revenue rose to 41 million"
        picture = np.asarray(pdf[0].render(scale=2, may_draw_forms=False).to_pil().convert("RGB"))
    # Where the viewer shows the box, counted in points from the top left of the page as displayed.
    scale = picture.shape[1] / document.pages[0].width
    box = wanted.boxes[0]
    for x, y in ((box.left + 1, box.top + 0.6), (box.right - 1, box.top + 0.6), (box.left + 1, box.bottom - 0.6)):
        assert tuple(picture[int(y * scale), int(x * scale)]) == COLOUR
    coloured = (picture == COLOUR).all(axis=2).sum()
    area = (box.right - box.left) * (box.bottom - box.top) * scale**2
    assert 0.4 * area < coloured <= 1.1 * area


def test_an_annotation_says_all_that_viewers_show(isolated: IsolatedReader, tmp_path: Path) -> None:
    data = handmade([WORDS, WORDS])
    document = parse(data, tmp_path)
    both = highlight(document, "Beides, 两者, ∑ 😀 \x00\x1b!", "Revenue rose to 41 million", "Costs fell", page=1)
    long = highlight(document, "x" * 9000, "Costs fell", page=1)
    made = annotated(isolated, data, [both, long])
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert "/Annots" not in pdf.pages[0]
        first, second = pdf.pages[1].Annots
        assert str(first.Contents) == "Beides, 两者, ∑ 😀   !"
        assert (str(first.T), str(first.Subj), str(first.NM)) == ("ChatDOC", "Where does it stand?", "answer-7-1")
        assert str(first.CreationDate) == "D:20260921141320Z"
        assert first.Subtype == pikepdf.Name.Highlight
        assert int(first.F) == 4, "printed"
        assert len(first.QuadPoints) == 16
        assert first.AP.N.read_bytes().count(b"h f") == 2
        assert str(first.AP.N.Resources.ExtGState.GS.BM) == "/Multiply"
        assert len(str(second.Contents)) == LONGEST_TEXT
        assert pdf.check_pdf_syntax() == []


def test_annotations_that_are_there_stay(isolated: IsolatedReader, tmp_path: Path) -> None:
    data = handmade([WORDS])
    wanted = highlight(parse(data, tmp_path), "One.", "Costs fell")
    twice = annotated(isolated, annotated(isolated, data, [wanted]), [wanted])
    with pikepdf.open(io.BytesIO(twice)) as pdf:
        assert len(pdf.pages[0].Annots) == 2


@pytest.mark.parametrize("level", [3, 4, 6])
def test_a_protected_file_stays_protected(isolated: IsolatedReader, tmp_path: Path, level: int) -> None:
    plain = handmade([WORDS])
    wanted = highlight(parse(plain, tmp_path), "Only for Müller.", "Costs fell")
    rights = pikepdf.Permissions(extract=False)
    protection = pikepdf.Encryption(owner="o", user="", R=level, allow=rights, aes=level > 3, metadata=level > 3)  # type: ignore[arg-type]
    made = annotated(isolated, saved(pikepdf.open(io.BytesIO(plain)), encryption=protection), [wanted])
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert pdf.is_encrypted
        assert not pdf.allow.extract
        assert str(pdf.pages[0].Annots[0].Contents) == "Only for Müller."
    with pypdfium2.PdfDocument(made) as pdf:
        assert "Revenue rose" in pdf[0].get_textpage().get_text_bounded()


def signed(data: bytes, **options: object) -> bytes:
    """The PDF with a signature's field; the signature itself is of no matter here."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        signature = pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Sig,
                Filter=pikepdf.Name("/Adobe.PPKLite"),
                SubFilter=pikepdf.Name("/adbe.pkcs7.detached"),
                Contents=pikepdf.String(b"\x30" * 64),
                ByteRange=pikepdf.Array([0, 10, 20, 10]),
            )
        )
        field = pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.Widget,
                FT=pikepdf.Name.Sig,
                T=pikepdf.String("Signature"),
                V=signature,
                Rect=pikepdf.Array([0, 0, 0, 0]),
            )
        )
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([field]), SigFlags=3)
        return saved(pdf, **options)


def test_what_a_signature_was_put_under_stays_byte_for_byte(isolated: IsolatedReader, tmp_path: Path) -> None:
    data = signed(handmade([WORDS]), object_stream_mode=pikepdf.ObjectStreamMode.disable)
    made = annotated(isolated, data, [highlight(parse(data, tmp_path), "One.", "Costs fell")])
    assert made.startswith(data)
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert str(pdf.pages[0].Annots[0].Contents) == "One."


def test_a_signed_file_whose_table_can_not_be_continued_is_written_anew(
    isolated: IsolatedReader, tmp_path: Path
) -> None:
    data = signed(handmade([WORDS]), object_stream_mode=pikepdf.ObjectStreamMode.generate)
    made = annotated(isolated, data, [highlight(parse(data, tmp_path), "One.", "Costs fell")])
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert str(pdf.pages[0].Annots[0].Contents) == "One."


ONE = Highlight(0, 595, 842, (Box(72, 72, 200, 90),), "One.")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no PDF",
        b"%PDF-1.7\n" + bytes(range(256)),
        files.encrypted(),
        files.without_pages(),
        files.page_tree_loop(),
    ],
    ids=["empty", "text", "noise", "password", "no pages", "loop"],
)
def test_a_file_that_can_not_be_opened_is_refused(isolated: IsolatedReader, data: bytes) -> None:
    with pytest.raises(DocumentError):
        annotated(isolated, data, [ONE])


def test_a_page_that_is_not_there_is_refused(isolated: IsolatedReader) -> None:
    with pytest.raises(DocumentError):
        annotated(isolated, files.note(), [Highlight(7, 595, 842, ONE.boxes, "Nowhere.")])


def test_half_a_file_gives_a_whole_one_or_none(isolated: IsolatedReader) -> None:
    try:
        made = annotated(isolated, files.truncated(), [ONE])
    except DocumentError:
        return
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert len(pdf.pages[0].Annots) == 1


def test_a_file_that_takes_too_long_is_refused(tmp_path: Path) -> None:
    reader = IsolatedReader(Limits(pages=10, tokens_per_page=10, seconds=0.2, memory_bytes=1 << 30))
    circles = "100 100 m " + "300 700 20 500 400 400 c f 100 100 m " * 400_000
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(612, 792))
    page.Contents = pdf.make_stream(circles.encode())
    try:
        with pytest.raises(DocumentError, match=TOO_LONG):
            annotated(reader, saved(pdf), [ONE])
    finally:
        reader.close()


def test_two_thousand_pages_fit_in_little_memory(tmp_path: Path) -> None:
    reader = IsolatedReader(Limits(pages=3000, tokens_per_page=10, seconds=60, memory_bytes=400 << 20))
    wanted = [Highlight(page, 612, 792, (Box(110, 280, 300, 300),), f"Page {page}.") for page in range(0, 2000, 20)]
    try:
        made = annotated(reader, handmade([WORDS] * 2000), wanted)
    finally:
        reader.close()
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert len(pdf.pages) == 2000
        assert str(pdf.pages[1980].Annots[0].Contents) == "Page 1980."
