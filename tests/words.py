"""The words that a PDF shows under rectangles, read by another library than the service uses."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import PdfPage

from tests.api_client import Json

# Where a line ends within a word.
_HYPHENATED = re.compile("[\u00ad\u2010\ufffe\x02] ")
_EDGE = 0.3
_LINE_EDGE = 0.2


@dataclass(frozen=True, slots=True)
class _Space:
    """How points of a page as displayed, from its top left, lie in the page's own space."""

    left: float
    bottom: float
    right: float
    top: float
    rotation: int

    def point(self, x: float, y: float) -> tuple[float, float]:
        match self.rotation:
            case 90:
                return self.left + y, self.bottom + x
            case 180:
                return self.right - x, self.bottom + y
            case 270:
                return self.right - y, self.top - x
            case _:
                return self.left + x, self.top - y


class ShownWords:
    """Looks up what stands under rectangles of one PDF."""

    def __init__(self, data: bytes) -> None:
        self._pdf = pypdfium2.PdfDocument(data)

    def close(self) -> None:
        self._pdf.close()

    def under(self, sources: Iterable[Json]) -> str:
        """The words under the rectangles of some items of a `source_info`, in their order."""
        found: list[str] = []
        for source in sources:
            for number, rectangles in source.items():
                if number != "upload_id":
                    found += self._on(int(number), rectangles)
        return _HYPHENATED.sub("", " ".join(found))

    def _on(self, number: int, rectangles: Iterable[Sequence[float]]) -> list[str]:
        page = self._pdf[number]
        text = page.get_textpage()
        try:
            space = _space(page)
            return [word for one in rectangles for word in text.get_text_bounded(*_inner(space, one)).split()]
        finally:
            text.close()
            page.close()


def _space(page: PdfPage) -> _Space:
    left, bottom, right, top = page.get_cropbox()
    return _Space(left, bottom, right, top, page.get_rotation())


def _inner(space: _Space, rectangle: Sequence[float]) -> tuple[float, float, float, float]:
    """The rectangle in the page's space, a little smaller, so that touching a neighbour is not covering it."""
    left, top, right, bottom = rectangle
    assert left < right
    assert top < bottom
    first, second = space.point(left, top), space.point(right, bottom)
    low, high = min(first[1], second[1]), max(first[1], second[1])
    thin = (high - low) * _LINE_EDGE
    return min(first[0], second[0]) + _EDGE, low + thin, max(first[0], second[0]) - _EDGE, high - thin
