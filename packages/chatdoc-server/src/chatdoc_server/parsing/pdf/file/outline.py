"""The document's outline (its bookmarks), as its file states it."""

import math
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from chatdoc_server.parsing.pdf.file.user_space import Shown, UserBox, from_user_space
from chatdoc_server.parsing.pdf.model import Bookmark

MAX_BOOKMARKS = 5000
"""Entries that are read; a damaged outline may never end."""

_DEPTH = 8
_MAX_OPENED = 32

_Point = tuple[float, float]
"""x and y in a page's user space."""


def read_outline(path: Path) -> tuple[Bookmark, ...]:
    """The entries in their order, none if the file has no outline or it can't be read.

    `top` is in points from the top of the page as displayed. It is read for entries of one title that lead to one page,
    as their titles alone do not tell where they lead: looking at a page costs as much as parsing it.
    """
    found: list[Bookmark] = []
    points: list[_Point | None] = []
    try:
        with pdfium.PdfDocument(path.read_bytes()) as file:
            for entry in file.get_toc(max_depth=_DEPTH):
                destination = entry.get_dest()
                page = destination.get_index() if destination else None
                title = " ".join(entry.get_title().split())
                found.append(Bookmark(title=title, level=entry.level + 1, page=-1 if page is None else page))
                points.append(_point(destination) if destination else None)
                if len(found) == MAX_BOOKMARKS:
                    break
            return _placed(file, found, points)
    except pdfium.PdfiumError:
        return ()


def _point(destination: pdfium.PdfDest) -> _Point | None:
    """Where on its page a destination's view starts, None where it shows the page whole or only a height."""
    mode, view = destination.get_view()
    return (view[0], view[1]) if mode == pdfium_c.PDFDEST_VIEW_XYZ and len(view) > 1 else None


def _placed(
    file: pdfium.PdfDocument, found: Sequence[Bookmark], points: Sequence[_Point | None]
) -> tuple[Bookmark, ...]:
    """The bookmarks, those whose titles are not enough with their tops."""
    again = Counter((one.title, one.page) for one in found)
    pages = sorted({page for (_, page), count in again.items() if count > 1 and page >= 0})[:_MAX_OPENED]
    shown = {page: _shown(file, page) for page in pages}
    return tuple(
        msgspec.structs.replace(one, top=_top(point, shown[one.page])) if point and one.page in shown else one
        for one, point in zip(found, points, strict=True)
    )


def _shown(file: pdfium.PdfDocument, number: int) -> Shown | None:
    try:
        page = file[number]
    except pdfium.PdfiumError:
        return None
    return Shown(UserBox(*page.get_cropbox()), page.get_rotation(), *page.get_size())


def _top(point: _Point, shown: Shown | None) -> float:
    if shown is None:
        return math.nan
    x, y = point
    return from_user_space(UserBox(x, y, x, y), shown).top
