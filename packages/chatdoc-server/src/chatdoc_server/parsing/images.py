"""Images to PDF: each image, or each page of a TIFF, becomes a page of the size that it has on paper.

A JPEG goes into the PDF as it is; everything else is kept without loss, so that character recognition sees what came.
"""

import math
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image
from PIL.ExifTags import Base
from pypdfium2 import PdfBitmap, PdfImage, PdfMatrix

from chatdoc_server.parsing.base import Converted, Tools
from chatdoc_server.parsing.pictures import BROKEN, check_size, opened

FORMATS = ("PNG", "JPEG", "TIFF", "WEBP", "BMP", "GIF")
"""The formats taken in, as Pillow names them. Of an animation the first picture is read."""

DEFAULT_DPI = 150.0
"""Dots per inch of an image that says nothing sensible of its size: cameras and screens write 72 or 96 whatever."""

SENSIBLE_DPI = (100.0, 2400.0)
POINTS = 72
LONGEST = 14_400
"""Longest side of a PDF's page in points (ISO 32000-1, annex C)."""

_HEAD_BYTES = 32
_MAGIC = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"II+\0", b"MM\0+", b"GIF87a", b"GIF89a")
# Where a bitmap states the size of its header, and the sizes there are.
_BMP_HEADER = slice(14, 18)
_BMP_HEADERS = frozenset({12, 40, 52, 56, 64, 108, 124})
_SIDEWAYS = 5


def is_image(path: Path) -> bool:
    """Whether the file begins as an image does, whole or damaged."""
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    is_webp = head[:4] == b"RIFF" and head[8:12] == b"WEBP"
    is_bmp = head[:2] == b"BM" and int.from_bytes(head[_BMP_HEADER], "little") in _BMP_HEADERS
    return head.startswith(_MAGIC) or is_webp or is_bmp


class ImageConverter:
    """Makes a PDF of an image; what stands on it is for character recognition to read."""

    def convert(self, path: Path, scratch: Path, tools: Tools) -> Converted:  # noqa: ARG002 - every converter gets it
        """See `Converter`.

        Raises:
            DocumentError: EXCEED_SIZE_ERROR when the image has too many pixels; TEXT_PARSE_ERROR when it is damaged.
        """
        target = scratch / "image.pdf"
        with opened(path, *FORMATS) as picture, pypdfium2.PdfDocument.new() as pdf:
            pages = _frames(picture)
            for number in range(pages):
                picture.seek(number)
                check_size(picture)
                # Each page goes through a file, which packs it: unpacked, a long fax would fill the memory.
                _write_page(picture, path, scratch / "page.pdf")
                with pypdfium2.PdfDocument((scratch / "page.pdf").read_bytes()) as page:
                    pdf.import_pages(page)
            pdf.save(target)
        return Converted(target.read_bytes())


def _frames(picture: Image.Image) -> int:
    frames: int = getattr(picture, "n_frames", 1)
    return frames if picture.format == "TIFF" else 1


def _write_page(picture: Image.Image, path: Path, target: Path) -> None:
    """Writes a PDF of one page with the picture's present frame; `path` is its file."""
    dots = _resolution(picture)
    # Broken data shows only when it is decoded; a TIFF is also turned upright by it.
    picture.load()
    turn = _orientation(picture)
    across, down = picture.width / dots[0] * POINTS, picture.height / dots[1] * POINTS
    scale = min(1.0, LONGEST / max(across, down))
    width, height = max(across * scale, 1.0), max(down * scale, 1.0)
    if turn >= _SIDEWAYS:
        width, height = height, width
    with pypdfium2.PdfDocument.new() as pdf:
        page = pdf.new_page(width, height)
        image = PdfImage.new(pdf)
        if picture.format in {"JPEG", "MPO"} and picture.mode in {"L", "RGB"}:
            image.load_jpeg(path, inline=True)
        else:
            image.set_bitmap(PdfBitmap.from_pil(_plain(picture)))
        image.set_matrix(_placed(turn, width, height))
        page.insert_obj(image)
        page.gen_content()
        pdf.save(target)


def _resolution(picture: Image.Image) -> tuple[float, float]:
    """Dots per inch across and down."""
    try:
        across, down = (float(one) for one in picture.info["dpi"])
    except BROKEN:
        return DEFAULT_DPI, DEFAULT_DPI
    low, high = SENSIBLE_DPI
    if not (low <= max(across, down) <= high and low / 2 <= min(across, down)):
        return DEFAULT_DPI, DEFAULT_DPI
    return across, down


def _orientation(picture: Image.Image) -> int:
    """How the picture has to be turned to stand upright: 1 to 8, as Exif's tag Orientation counts."""
    try:
        turn = int(picture.getexif().get(Base.Orientation, 1))
    except BROKEN:
        return 1
    return turn if turn in range(1, 9) else 1


def _placed(turn: int, width: float, height: float) -> PdfMatrix:
    """What brings an image, the unit square in PDF, upright onto a page of that size in points."""
    a, b, c, d, e, f = {
        1: (1, 0, 0, 1, 0, 0),
        2: (-1, 0, 0, 1, 1, 0),
        3: (-1, 0, 0, -1, 1, 1),
        4: (1, 0, 0, -1, 0, 1),
        5: (0, -1, -1, 0, 1, 1),
        6: (0, -1, 1, 0, 0, 1),
        7: (0, 1, 1, 0, 0, 0),
        8: (0, 1, -1, 0, 1, 0),
    }[turn]
    return PdfMatrix(a * width, b * height, c * width, d * height, e * width, f * height)


def _plain(picture: Image.Image) -> Image.Image:
    """The picture in 8 bits of grey or of red, green and blue, on white where it is transparent."""
    mode = picture.mode
    if mode.startswith("I") or mode == "F":
        return _in_range(picture)
    if picture.has_transparency_data:
        layers = picture.convert("RGBA")
        white = Image.new("RGBA", picture.size, "white")
        white.alpha_composite(layers)
        return white.convert("RGB")
    return picture.convert("L" if mode in {"1", "L", "LA"} else "RGB")


def _in_range(picture: Image.Image) -> Image.Image:
    """Grey of more than 8 bits, spread from its darkest to its lightest."""
    values = np.asarray(picture, dtype=np.float32)
    low, high = float(values.min()), float(values.max())
    if not math.isfinite(high - low):
        raise ValueError("a picture of no finite brightness")
    spread = (values - low) * (255 / (high - low)) if high > low else np.full_like(values, 255)
    return Image.fromarray(spread.astype(np.uint8))
