"""Pages whose text is in their picture: which they are, and what character recognition reads on them.

What is read becomes runs of words like those of any page, and goes through the same steps.
"""

import logging
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import pypdfium2 as pdfium
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

from chatdoc_server.parsing.base import OcrMode
from chatdoc_server.parsing.ocr.engine import Engine, Image
from chatdoc_server.parsing.ocr.page import OcrPage, read_image
from chatdoc_server.parsing.pdf.file.garbled import is_readable
from chatdoc_server.parsing.pdf.file.recognised import with_text
from chatdoc_server.parsing.pdf.model import RawPage

FEW_CHARACTERS = 120
"""A page with a picture all over it and less text than this is a scan with a stamp or a running head put on it."""

_ALL_OVER = 0.5
_POINTS_AN_INCH = 72
_DOTS_AN_INCH = 200
_MOST_PIXELS = 12_000_000
_DETAIL = 0.55
_MOST_DETAIL_PIXELS = 2_400_000
_GLANCE_DOTS_AN_INCH = 144
_GLANCE_PIXELS = 4_000_000
_SPECK = 3
_EDGE = 0.02
_VISIBLE = 40

_log = logging.getLogger(__name__)


class Scans:
    """A PDF file as pictures, for the pages that have to be read from them; a context manager.

    `threads` is how many threads read. They share a page, because models side by side in one process wait for each
    other; a page is read while the one before it goes through the later steps.
    """

    def __init__(self, path: Path, mode: OcrMode, threads: int = 1) -> None:
        self._mode = mode
        self._threads = threads
        self._engine: Engine | None = None
        self._pool = ThreadPoolExecutor(1)
        self._pdf: pdfium.PdfDocument | None = None
        # What this library can't open has no pictures to read; the one that reads text said already what it thinks.
        with suppress(pdfium.PdfiumError):
            self._pdf = pdfium.PdfDocument(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(cancel_futures=True)
        if self._pdf is not None:
            self._pdf.close()

    def wants(self, page: RawPage) -> bool:
        """Whether the page is to be read from its picture."""
        if self._mode is OcrMode.FORCE:
            return self._pdf is not None and not page.failed
        return self._mode is OcrMode.AUTO and self._says_more(page, is_readable=is_readable(page), draws=True)

    def suggests(self, page: RawPage, *, is_readable: bool) -> bool:
        """Whether the page says more in its picture than in its text, whatever is to be done about it.

        `is_readable` is what `garbled.is_readable` says of the page. Cheap: one without words is not drawn to see
        whether anything else than an image is on it.
        """
        return self._says_more(page, is_readable=is_readable, draws=False)

    def _says_more(self, page: RawPage, *, is_readable: bool, draws: bool) -> bool:
        if self._pdf is None or page.failed or page.was_ocr_read:
            return False
        words = [word for run in page.runs for word in run.words]
        if words and not is_readable:
            return True
        if len(words) >= FEW_CHARACTERS or sum([len(word.text) for word in words]) >= FEW_CHARACTERS:
            return False
        try:
            shown = self._pdf[page.number]
            return _shows_something(shown) if draws and not words else _is_pictured(shown)
        except pdfium.PdfiumError:
            return False

    def read(self, pages: Iterable[RawPage]) -> Iterator[RawPage]:
        """The pages in their order; those that have to be come with what their pictures say."""
        pending: deque[tuple[RawPage, Future[OcrPage] | None, tuple[int, int]]] = deque()
        for page in pages:
            image = self._picture(page) if self.wants(page) else None
            if image is None:
                pending.append((page, None, (0, 0)))
            else:
                pending.append((page, self._pool.submit(self._look_at, image), image.shape[::-1]))
            # Each picture that waits takes a part of the process's memory.
            while sum(future is not None for _, future, _ in pending) > 1:
                yield self._result(*pending.popleft())
        while pending:
            yield self._result(*pending.popleft())

    def _result(self, page: RawPage, future: Future[OcrPage] | None, size: tuple[int, int]) -> RawPage:
        return page if future is None else with_text(page, future.result(), *size)

    def _picture(self, page: RawPage) -> Image | None:
        if self._pdf is None:
            return None
        try:
            return render(self._pdf[page.number], _DOTS_AN_INCH, _MOST_PIXELS)
        except pdfium.PdfiumError as error:
            _log.warning("page %d can't be drawn: %s", page.number, error)
            return None

    def _look_at(self, image: Image) -> OcrPage:
        """What the picture says; runs in the pool's one thread."""
        if self._engine is None:
            self._engine = Engine(self._threads)
        detail = min(_DETAIL, (_MOST_DETAIL_PIXELS / image.size) ** 0.5)
        return read_image(image, self._engine, detail)


def _is_pictured(page: pdfium.PdfPage) -> bool:
    """Whether images take most of the page."""
    left, bottom, right, top = page.get_bbox()
    covered = 0.0
    for image in page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE], max_depth=4):
        low_x, low_y, high_x, high_y = image.get_bounds()
        covered += max(min(high_x, right) - max(low_x, left), 0.0) * max(min(high_y, top) - max(low_y, bottom), 0.0)
    return bool(covered >= _ALL_OVER * (right - left) * (top - bottom))


def _shows_something(page: pdfium.PdfPage) -> bool:
    """Whether anything on the page differs from its ground; specks and the shadow of an edge do not count."""
    image = render(page, _GLANCE_DOTS_AN_INCH, _GLANCE_PIXELS)
    height, width = image.shape
    rows, columns = round(_EDGE * height), round(_EDGE * width)
    inner = image[rows : height - rows, columns : width - columns]
    high, wide = inner.shape[0] // _SPECK, inner.shape[1] // _SPECK
    # The mean of small squares, in which a speck weighs little.
    squares = inner[: high * _SPECK, : wide * _SPECK].reshape(high, _SPECK, wide, _SPECK).mean(axis=(1, 3))
    return bool(squares.size) and float(np.abs(squares - np.median(squares)).max()) >= _VISIBLE


def render(page: pdfium.PdfPage, dots_an_inch: float, most_pixels: int) -> Image:
    """The page as displayed, in grey, [height, width]; coarser where it would be more pixels than that.

    Raises:
        PdfiumError: the page can't be drawn.
    """
    width, height = page.get_size()
    scale = dots_an_inch / _POINTS_AN_INCH
    scale *= min(1.0, (most_pixels / max(width * height * scale * scale, 1.0)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True)
    image = np.array(bitmap.to_numpy(), dtype=np.uint8)
    bitmap.close()
    return image.reshape(image.shape[:2])
