"""What each format is shown as, for those who know a document's format and need no parser."""

from collections.abc import Mapping

from chatdoc_server.parsing.base import FormatName, Layout

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

MEDIA_TYPES: Mapping[Layout, str] = {Layout.PAGED: "application/pdf", Layout.FLOWING: "text/html"}
"""The media type of what is shown."""
