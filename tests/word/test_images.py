"""Images: each becomes a PDF of the size it has on paper, upright, and with the pixels that it came with."""

import io
import struct
import zlib
from collections.abc import Callable, Generator
from contextlib import closing
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageOps
from PIL.ExifTags import Base

from chatdoc_server.errors import DocumentError, DocumentStatus
from chatdoc_server.parsing.base import FormatName, Limits
from chatdoc_server.parsing.isolation import IsolatedReader
from tests import files
from tests.api_client import READY
from tests.service import Service, wait_for
from tests.words import ShownWords

LIMITS = Limits(pages=50, tokens_per_page=14_000, seconds=60, memory_bytes=2 << 30)
Pixels = NDArray[np.uint8]


@pytest.fixture(scope="module")
def reader() -> Generator[IsolatedReader]:
    with closing(IsolatedReader(LIMITS)) as reader:
        yield reader


def drawn(width: int = 300, height: int = 200) -> Image.Image:
    """A picture whose four corners differ."""
    picture = Image.new("RGB", (width, height), "white")
    pen = ImageDraw.Draw(picture)
    for place, colour in (((0, 0), "red"), ((width - 60, 0), "lime"), ((0, height - 60), "blue")):
        pen.rectangle((*place, place[0] + 59, place[1] + 59), fill=colour)
    return picture


def written(picture: Image.Image, form: str, **options: object) -> bytes:
    target = io.BytesIO()
    picture.save(target, form, **options)
    return target.getvalue()


def converted(reader: IsolatedReader, folder: Path, data: bytes) -> pypdfium2.PdfDocument:
    path = folder / "upload"
    path.write_bytes(data)
    assert reader.identify(path).format is FormatName.IMAGE
    pdf = pypdfium2.PdfDocument(reader.convert(path, FormatName.IMAGE).data)
    assert list(folder.iterdir()) == [path], "nothing is left"
    return pdf


def refusal(reader: IsolatedReader, folder: Path, data: bytes) -> tuple[DocumentStatus, str]:
    path = folder / "upload"
    path.write_bytes(data)
    with pytest.raises(DocumentError) as caught:
        reader.convert(path, reader.identify(path).format)
    assert list(folder.iterdir()) == [path], "nothing is left"
    return caught.value.status, str(caught.value)


def shown(page: pypdfium2.PdfPage, size: tuple[int, int]) -> Pixels:
    """The page at so many pixels."""
    picture = page.render(scale=size[0] / page.get_width()).to_pil().convert("RGB")
    return np.asarray(picture.resize(size))


def difference(one: Pixels, other: Image.Image) -> float:
    """The mean difference of two pictures' values, away from where anti-aliasing blurs edges."""
    return float(np.abs(one.astype(int) - np.asarray(other.convert("RGB")).astype(int)).mean())


@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF", "WEBP", "BMP", "GIF"])
def test_every_format_shows_what_it_holds(reader: IsolatedReader, tmp_path: Path, form: str) -> None:
    picture = drawn()
    with converted(reader, tmp_path, written(picture, form)) as pdf:
        assert len(pdf) == 1
        assert pdf[0].get_size() == pytest.approx((300 / 150 * 72, 200 / 150 * 72))
        assert difference(shown(pdf[0], picture.size), picture) < 3


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "YCbCr", "I;16", "F"])
def test_every_kind_of_pixel_is_shown(reader: IsolatedReader, tmp_path: Path, mode: str) -> None:
    if mode == "I;16":
        picture = Image.fromarray(np.asarray(drawn().convert("L")).astype(np.uint16) * 257)
    else:
        picture = drawn().convert(mode)
    with converted(reader, tmp_path, written(picture, "PNG" if mode == "P" else "TIFF")) as pdf:
        pixels = shown(pdf[0], picture.size)
    assert pixels[150:190, 250:290].min() > 240, "what is white stays white"
    assert pixels[10:50, 10:50].mean() < 200, "what is not stays so"


def test_what_is_transparent_stands_on_white(reader: IsolatedReader, tmp_path: Path) -> None:
    picture = Image.new("RGBA", (100, 100), (0, 0, 0, 0))
    picture.paste((250, 0, 0, 255), (0, 0, 50, 100))
    with converted(reader, tmp_path, written(picture, "PNG")) as pdf:
        pixels = shown(pdf[0], (100, 100))
    assert tuple(pixels[50, 20]) == (250, 0, 0)
    assert tuple(pixels[50, 80]) == (255, 255, 255)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_is_turned_upright(reader: IsolatedReader, tmp_path: Path, form: str, orientation: int) -> None:
    exif = Image.Exif()
    exif[Base.Orientation] = orientation
    data = written(drawn(), form, exif=exif)
    with Image.open(io.BytesIO(data)) as stored:
        upright = ImageOps.exif_transpose(stored).convert("RGB")
    with converted(reader, tmp_path, data) as pdf:
        assert pdf[0].get_size() == pytest.approx((upright.width / 150 * 72, upright.height / 150 * 72))
        assert difference(shown(pdf[0], upright.size), upright) < 3


@pytest.mark.parametrize(
    ("dots", "used"),
    [
        ((300, 300), (300, 300)),
        ((204, 98), (204, 98)),
        ((72, 72), (150, 150)),
        ((1, 1), (150, 150)),
        ((0, 0), (150, 150)),
    ],
)
def test_dots_per_inch_give_the_size_of_the_page(
    reader: IsolatedReader, tmp_path: Path, dots: tuple[int, int], used: tuple[int, int]
) -> None:
    with converted(reader, tmp_path, written(drawn(), "TIFF", dpi=dots)) as pdf:
        assert pdf[0].get_size() == pytest.approx((300 / used[0] * 72, 200 / used[1] * 72), abs=0.01)


def test_a_page_is_no_larger_than_pdf_allows(reader: IsolatedReader, tmp_path: Path) -> None:
    with converted(reader, tmp_path, written(Image.new("L", (60_000, 30)), "PNG")) as pdf:
        width, height = pdf[0].get_size()
    assert width == pytest.approx(14_400)
    assert height == pytest.approx(30 * 14_400 / 60_000)


def test_each_page_of_a_tiff_is_a_page(reader: IsolatedReader, tmp_path: Path) -> None:
    pages = [drawn(300, 200), drawn(150, 400), drawn(200, 200).convert("1")]
    data = written(pages[0], "TIFF", save_all=True, append_images=pages[1:], dpi=(100, 100))
    with converted(reader, tmp_path, data) as pdf:
        assert len(pdf) == 3
        for page, picture in zip(pdf, pages, strict=True):
            assert page.get_size() == pytest.approx((picture.width * 0.72, picture.height * 0.72))
            assert difference(shown(page, picture.size), picture) < 3


def test_of_an_animation_the_first_picture_is_read(reader: IsolatedReader, tmp_path: Path) -> None:
    later = [Image.new("RGB", (300, 200), colour) for colour in ("black", "gray")]
    with converted(reader, tmp_path, written(drawn(), "GIF", save_all=True, append_images=later)) as pdf:
        assert len(pdf) == 1
        assert difference(shown(pdf[0], (300, 200)), drawn()) < 3


def test_a_jpeg_is_kept_as_it_came(reader: IsolatedReader, tmp_path: Path) -> None:
    data = written(drawn(), "JPEG", quality=80)
    with converted(reader, tmp_path, data) as pdf:
        (image,) = pdf[0].get_objects()
        assert isinstance(image, pypdfium2.PdfImage)
        assert image.get_filters() == ["DCTDecode"]
        assert bytes(image.get_data(decode_simple=False)) == data


def test_a_long_fax_needs_little_memory(tmp_path: Path) -> None:
    pages = [Image.new("1", (1728, 2200), 1) for _ in range(60)]
    data = written(pages[0], "TIFF", save_all=True, append_images=pages[1:], compression="group4")
    limits = Limits(pages=100, tokens_per_page=1000, seconds=60, memory_bytes=256 << 20)
    with closing(IsolatedReader(limits)) as reader, converted(reader, tmp_path, data) as pdf:
        assert len(pdf) == 60


def header_of(width: int, height: int) -> bytes:
    """A PNG that states a size and holds next to nothing."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")


def broken(form: str, share: float) -> Callable[[], bytes]:
    """The first part of an image of noise, which no format packs into its head."""

    def make() -> bytes:
        noise = np.random.default_rng(7).integers(0, 255, (200, 300, 3), dtype=np.uint8)
        data = written(Image.fromarray(noise), form)
        return data[: int(len(data) * share)]

    return make


@pytest.mark.parametrize("size", [(30_000, 30_000), (12_000, 10_000), (2**31 - 1, 2**31 - 1)])
def test_too_many_pixels_are_refused_unseen(reader: IsolatedReader, tmp_path: Path, size: tuple[int, int]) -> None:
    status, text = refusal(reader, tmp_path, header_of(*size))
    assert status is DocumentStatus.EXCEED_SIZE_ERROR
    assert "more than 100 million pixels" in text


@pytest.mark.parametrize("share", [0.02, 0.5, 0.95])
@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF", "WEBP", "BMP", "GIF"])
def test_an_image_that_breaks_off_is_refused(reader: IsolatedReader, tmp_path: Path, form: str, share: float) -> None:
    status, text = refusal(reader, tmp_path, broken(form, share)())
    assert status is DocumentStatus.TEXT_PARSE_ERROR
    assert "damaged" in text


def test_bad_images_leave_nothing_behind(service: Service) -> None:
    with service.client(service.new_user("bad-images", elite_page=10, ocr_page=10)) as client:
        ends = {
            "bomb": client.finished(client.upload(header_of(30_000, 30_000), "huge.png")),
            "half": client.finished(client.upload(broken("PNG", 0.5)(), "half.png")),
        }
        assert {name: end["status"] for name, end in ends.items()} == {"bomb": -5, "half": -1}
        assert "pixels" in ends["bomb"]["error_msg"]["error_msg"]
        package = client.data("GET", "/users/quota")["package"]
        assert [package[kind]["used_count"] for kind in ("elite_page", "ocr_page")] == [0, 0]
        for end in ends.values():
            assert service.held(f"document:{end['id']}") == []
    wait_for(lambda: not any(one.is_file() for one in (service.data_dir / "tmp").rglob("*")), "an empty tmp folder")


def test_images_are_charged_by_page_and_shown_as_pdf(service: Service) -> None:
    pages = [drawn(), drawn(200, 300)]
    data = written(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    with service.client(service.new_user("images", elite_page=10, ocr_page=10)) as client:
        upload_id = client.upload(data, "scan.tiff")
        document = client.finished(upload_id)
        assert document["status"] == READY, document
        package = client.data("GET", "/users/quota")["package"]
        assert [package[kind]["used_count"] for kind in ("elite_page", "ocr_page")] == [2, 2]
        reply = client.http.get(f"/documents/{upload_id}/download")
    assert reply.headers["content-type"] == "application/pdf"
    with pypdfium2.PdfDocument(reply.content) as pdf:
        assert len(pdf) == 2


@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF"])
def test_what_is_read_off_an_image_stands_where_it_is_cited(service: Service, form: str) -> None:
    sentence = "The ferry to Larkfield leaves at seven in the morning."
    printed = files.note(sentence)
    with pypdfium2.PdfDocument(printed) as pdf:
        scan = pdf[0].render(scale=200 / 72).to_pil().convert("RGB")
    with service.client() as client, closing(ShownWords(printed)) as words:
        upload_id = client.ready(written(scan, form, dpi=(200, 200)), "scan.pdf")
        answer = client.ask(upload_id, "When does the ferry to Larkfield leave?")
        assert sentence in answer.text
        assert answer.source_info
        assert sentence in words.under(answer.source_info)
