"""Highlights with comments, written into a PDF: real annotations that every viewer shows, lists and prints."""

import ctypes
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from chatdoc_server.errors import DocumentError, DocumentStatus
from chatdoc_server.parsing.base import Authorship, Highlight
from chatdoc_server.parsing.pdf.file.read import DAMAGED
from chatdoc_server.parsing.pdf.file.user_space import Shown, UserBox, to_user_space

COLOUR = (255, 224, 102)
"""Red, green and blue: light enough that what stands under it is read as well as before."""
LONGEST_TEXT = 4000
"""Characters of a comment or a subject; viewers show them in small windows."""

_TAIL = 2048
_START = re.compile(rb"startxref\s+(\d{1,19})")
_NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def write_highlights(path: Path, highlights: Sequence[Highlight], authorship: Authorship, target: IO[bytes]) -> None:
    """Writes the PDF at `path` to `target` with one annotation for each highlight.

    What protects the file stays as it is. Changes to a signed file are appended to its bytes, so that the signature
    still holds for what it was put under, wherever the library can do that.

    Raises:
        DocumentError: TEXT_PARSE_ERROR when the file or a page can't be opened, or can't be written again.
    """
    try:
        with pdfium.PdfDocument(path) as pdf:
            by_page: dict[int, list[tuple[int, Highlight]]] = {}
            for number, highlight in enumerate(highlights):
                by_page.setdefault(highlight.page, []).append((number, highlight))
            for index, wanted in sorted(by_page.items()):
                _annotate(pdf[index], wanted, authorship)
            pdf.save(target, flags=_saving(pdf, path))
    except (pdfium.PdfiumError, IndexError) as error:
        raise DocumentError(DocumentStatus.TEXT_PARSE_ERROR, DAMAGED) from error


def _saving(pdf: pdfium.PdfDocument, path: Path) -> int:
    """The flags to save with: appending, for a signed file whose table of objects the library can continue."""
    signed = pdfium_c.FPDF_GetSignatureCount(pdf) > 0
    return pdfium_c.FPDF_INCREMENTAL if signed and _has_classic_table(path) else 0


def _has_classic_table(path: Path) -> bool:
    """Whether the last table of objects is a plain one: the library writes broken continuations of compressed ones."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - _TAIL))
        starts = _START.findall(file.read())
        if not starts or int(starts[-1]) >= size:
            return False
        file.seek(int(starts[-1]))
        return file.read(16).lstrip().startswith(b"xref")


def _annotate(page: pdfium.PdfPage, wanted: Sequence[tuple[int, Highlight]], authorship: Authorship) -> None:
    for number, highlight in wanted:
        shown = _shown(page, highlight)
        _add(page, [to_user_space(box, shown) for box in highlight.boxes], highlight.comment, number, authorship)
    _draw_appearances(page)


def _shown(page: pdfium.PdfPage, highlight: Highlight) -> Shown:
    bounds = pdfium_c.FS_RECTF()
    found = pdfium_c.FPDF_GetPageBoundingBox(page, bounds)
    visible = UserBox(bounds.left, bounds.bottom, bounds.right, bounds.top)
    if not found or visible.left >= visible.right or visible.bottom >= visible.top:
        raise pdfium.PdfiumError("a page without any area")
    return Shown(visible, page.get_rotation(), highlight.width, highlight.height)


def _add(page: pdfium.PdfPage, boxes: Sequence[UserBox], comment: str, number: int, authorship: Authorship) -> None:
    annotation = pdfium_c.FPDFPage_CreateAnnot(page, pdfium_c.FPDF_ANNOT_HIGHLIGHT)
    _check(annotation)
    try:
        for left, bottom, right, top in boxes:
            corners = pdfium_c.FS_QUADPOINTSF(left, top, right, top, left, bottom, right, bottom)
            _check(pdfium_c.FPDFAnnot_AppendAttachmentPoints(annotation, corners))
        # Their order is left, top, right, bottom.
        around = pdfium_c.FS_RECTF(
            min(box.left for box in boxes),
            max(box.top for box in boxes),
            max(box.right for box in boxes),
            min(box.bottom for box in boxes),
        )
        _check(pdfium_c.FPDFAnnot_SetRect(annotation, around))
        _check(pdfium_c.FPDFAnnot_SetColor(annotation, pdfium_c.FPDFANNOT_COLORTYPE_Color, *COLOUR, 255))
        _check(pdfium_c.FPDFAnnot_SetFlags(annotation, pdfium_c.FPDF_ANNOT_FLAG_PRINT))
        time = datetime.fromtimestamp(authorship.created_at, UTC).strftime("D:%Y%m%d%H%M%SZ")
        texts = {"Contents": comment, "T": authorship.author, "Subj": authorship.subject}
        texts |= {"CreationDate": time, "M": time, "NM": f"{authorship.name}-{number + 1}"}
        for key, text in texts.items():
            _set_text(annotation, key, text)
    finally:
        pdfium_c.FPDFPage_CloseAnnot(annotation)


def _set_text(annotation: Any, key: str, text: str) -> None:  # noqa: ANN401  # a handle of the library's
    clean = _NOT_TEXT.sub(" ", text)
    if len(clean) > LONGEST_TEXT:
        clean = f"{clean[: LONGEST_TEXT - 1]}…"
    wide = ctypes.create_string_buffer(f"{clean}\0".encode("utf-16-le"))
    _check(pdfium_c.FPDFAnnot_SetStringValue(annotation, key.encode(), ctypes.cast(wide, pdfium_c.FPDF_WIDESTRING)))


def _draw_appearances(page: pdfium.PdfPage) -> None:
    """Has the library write the appearance of each annotation, which it does when it renders them.

    The page is put beside the one pixel that is rendered, so nothing of it is drawn.
    """
    pixel = pdfium_c.FPDFBitmap_Create(1, 1, 0)
    _check(pixel)
    try:
        pdfium_c.FPDF_RenderPageBitmap(pixel, page, 8, 8, 1, 1, 0, pdfium_c.FPDF_ANNOT)
    finally:
        pdfium_c.FPDFBitmap_Destroy(pixel)


def _check(succeeded: object) -> None:
    if not succeeded:
        raise pdfium.PdfiumError("an annotation can't be written")
