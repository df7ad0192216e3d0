"""What each format is shown as, for those who know a document's format and need no parser."""

from collections.abc import Mapping

from chatdoc_server.parsing.base import FormatName, Layout, Tools
from chatdoc_server.parsing.filesystem import can_hide_files

LAYOUTS: Mapping[FormatName, Layout] = {
    FormatName.PDF: Layout.PAGED,
    FormatName.DOC: Layout.PAGED,
    FormatName.DOCX: Layout.PAGED,
    FormatName.IMAGE: Layout.PAGED,
    FormatName.PPTX: Layout.FLOWING,
    FormatName.XLSX: Layout.FLOWING,
    FormatName.CSV: Layout.FLOWING,
    FormatName.MARKDOWN: Layout.FLOWING,
    FormatName.EPUB: Layout.FLOWING,
    FormatName.TEXT: Layout.FLOWING,
    FormatName.HTML: Layout.FLOWING,
    FormatName.WEBSITE: Layout.FLOWING,
}
"""The layout of every format."""

_RTF = ".rtf"
_EXTENSIONS: Mapping[FormatName, tuple[str, ...]] = {
    FormatName.PDF: (".pdf",),
    FormatName.DOCX: (".docx", ".docm"),
    FormatName.DOC: (".doc", _RTF),
    FormatName.IMAGE: (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp", ".bmp", ".gif"),
    FormatName.PPTX: (".pptx", ".pptm"),
    FormatName.XLSX: (".xlsx", ".xlsm"),
    FormatName.CSV: (".csv", ".tsv"),
    FormatName.MARKDOWN: (".md", ".markdown"),
    FormatName.EPUB: (".epub",),
    FormatName.TEXT: (".txt",),
    FormatName.HTML: (".html", ".htm", ".xhtml"),
}

MEDIA_TYPES: Mapping[Layout, str] = {Layout.PAGED: "application/pdf", Layout.FLOWING: "text/html"}
"""The media type of what is shown."""


def readable_extensions(tools: Tools) -> dict[FormatName, tuple[str, ...]]:
    """How files of the formats that can be read with `tools` are usually named, each with its dot.

    They help to choose files; what a file is, its content tells. Websites, which are no files, are left out.
    """
    found = dict(_EXTENSIONS)
    if not tools.soffice:
        del found[FormatName.DOC]
    elif not can_hide_files():
        found[FormatName.DOC] = tuple(one for one in found[FormatName.DOC] if one != _RTF)
    return found
