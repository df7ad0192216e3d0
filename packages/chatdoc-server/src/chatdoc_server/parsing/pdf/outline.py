"""The document's outline (its bookmarks), as its file states it."""

import math
from pathlib import Path

import pypdfium2 as pdfium

from chatdoc_server.parsing.pdf.model import Bookmark

MAX_BOOKMARKS = 5000
"""Entries that are read; a damaged outline may never end."""


def read_outline(path: Path) -> tuple[Bookmark, ...]:
    """The entries in their order, none if the file has no outline or it can't be read.

    `top` is in points from the top of the page as displayed.
    """
    found: list[Bookmark] = []
    try:
        with pdfium.PdfDocument(path.read_bytes()) as file:
            for entry in file.get_toc(max_depth=8):
                destination = entry.get_dest()
                page = destination.get_index() if destination else None
                found.append(
                    Bookmark(
                        title=" ".join(entry.get_title().split()),
                        level=entry.level + 1,
                        page=-1 if page is None else page,
                        top=math.nan,
                    )
                )
                if len(found) == MAX_BOOKMARKS:
                    break
    except pdfium.PdfiumError:
        return ()
    return tuple(found)
