"""Pages of a file as PDFium itself sees them, for what the PDF library does not tell."""

from pathlib import Path

import pypdfium2 as pdfium
from liteparse.types import ParsedPage

from chatdoc_server.parsing.pdf.file.user_space import Shown, UserBox

_PAGES_AT_A_TIME = 48
"""Pages read before the file is opened anew: PDFium keeps what it has parsed as long as a file is open."""


class Sheets:
    """The pages of one file, opened when the first is asked for; `close` it in the end."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._pdf: pdfium.PdfDocument | None = None
        self._pages_left = 0

    def close(self) -> None:
        """Let go of the file."""
        if self._pdf is not None:
            self._pdf.close()
            self._pdf = None

    def open(self, page: ParsedPage) -> tuple[pdfium.PdfPage, Shown]:
        """The page, to be closed by the caller, and how it is shown.

        Raises:
            PdfiumError: PDFium can't open the file or the page.
        """
        if self._pages_left == 0:
            self.close()
        if self._pdf is None:
            self._pdf = pdfium.PdfDocument(self._path)
            self._pages_left = _PAGES_AT_A_TIME
        self._pages_left -= 1
        sheet = self._pdf[page.page_num - 1]
        return sheet, Shown(UserBox(*sheet.get_bbox()), sheet.get_rotation(), page.width, page.height)
