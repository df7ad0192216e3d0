"""Pictures of strangers: told by their content, and opened only when they are of a bearable size."""

import struct
import warnings
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image

from chatdoc_server.errors import DocumentError, DocumentStatus

MEGAPIXELS = 100
"""Most pixels of a picture, in millions: A4 at 600 dpi has 35, A1 at 300 dpi has 70."""

DAMAGED = "Your image is damaged, so we can't open it. Please save it again and upload that."
TOO_LARGE = f"Your image has more than {MEGAPIXELS} million pixels, so we can't deal with it. Please make it smaller."

BROKEN = (OSError, SyntaxError, ValueError, EOFError, LookupError, TypeError, ArithmeticError, struct.error)
"""How the library fails on a damaged picture."""


@contextmanager
def opened(path: Path, *formats: str) -> Generator[Image.Image]:
    """A picture of one of some formats, as Pillow names them; it is not decoded yet.

    What goes wrong with the picture while the block lasts is raised as a `DocumentError` too.

    Raises:
        DocumentError: EXCEED_SIZE_ERROR when it has too many pixels; TEXT_PARSE_ERROR when it is damaged.
    """
    with warnings.catch_warnings():
        # The library warns of many pixels, which `check_size` refuses, and of metadata that nobody asked for.
        warnings.simplefilter("ignore")
        try:
            with Image.open(path, formats=formats) as picture:
                check_size(picture)
                yield picture
        except Image.DecompressionBombError as error:
            raise DocumentError(DocumentStatus.EXCEED_SIZE_ERROR, TOO_LARGE) from error
        except BROKEN as error:
            raise DocumentError(DocumentStatus.TEXT_PARSE_ERROR, DAMAGED) from error


def check_size(picture: Image.Image) -> None:
    """Refuse a picture that states too many pixels, before it is decoded.

    Raises:
        DocumentError: EXCEED_SIZE_ERROR.
    """
    if picture.width * picture.height > MEGAPIXELS * 1_000_000:
        raise DocumentError(DocumentStatus.EXCEED_SIZE_ERROR, TOO_LARGE)
