"""Which format a file has, told by its content and never by its name, and who reads it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from chatdoc_server.errors import DocumentError, DocumentStatus
from chatdoc_server.parsing.base import Format, FormatName, Layout, Parser
from chatdoc_server.parsing.flowing.epub import EpubConverter, is_epub
from chatdoc_server.parsing.flowing.markdown import MarkdownConverter
from chatdoc_server.parsing.flowing.separated import CsvConverter
from chatdoc_server.parsing.flowing.sheets import XlsxConverter, is_xlsx
from chatdoc_server.parsing.flowing.slides import PptxConverter, is_pptx
from chatdoc_server.parsing.flowing.sniffing import is_csv, is_html, is_markdown, is_text, never
from chatdoc_server.parsing.flowing.text import TextConverter
from chatdoc_server.parsing.flowing.web import HtmlConverter, WebsiteConverter
from chatdoc_server.parsing.html import HtmlParser
from chatdoc_server.parsing.images import ImageConverter, is_image
from chatdoc_server.parsing.pdf import PdfParser, is_pdf
from chatdoc_server.parsing.word import DocConverter, DocxConverter, is_doc, is_docx


@dataclass(frozen=True, slots=True)
class Registry:
    """The formats that can be read, tried in order, and the parser of each layout."""

    formats: tuple[Format, ...]
    parsers: Mapping[Layout, Parser]

    def format_of(self, path: Path) -> Format:
        """The file's format.

        Raises:
            DocumentError: TEXT_PARSE_ERROR when the file is empty or of no format that can be read.
            OSError: the file can't be read at all.
        """
        for known in self.formats:
            if known.recognises(path):
                return known
        accepted = ", ".join(known.title for known in self.formats if known.name is not FormatName.WEBSITE)
        text = f"Your file is not in a format we can read. We accept: {accepted}."
        if path.stat().st_size == 0:
            text = "Your file is empty."
        raise DocumentError(DocumentStatus.TEXT_PARSE_ERROR, text)

    def named(self, name: FormatName) -> Format:
        """The format of that name."""
        return next(known for known in self.formats if known.name is name)


REGISTRY = Registry(
    formats=(
        Format(FormatName.PDF, "PDF", Layout.PAGED, is_pdf),
        Format(FormatName.DOCX, "Word (.docx)", Layout.PAGED, is_docx, DocxConverter()),
        Format(FormatName.DOC, "Word (.doc)", Layout.PAGED, is_doc, DocConverter()),
        Format(FormatName.IMAGE, "images (PNG, JPEG, TIFF, WebP, BMP, GIF)", Layout.PAGED, is_image, ImageConverter()),
        Format(FormatName.EPUB, "EPUB", Layout.FLOWING, is_epub, EpubConverter()),
        Format(FormatName.PPTX, "PowerPoint (.pptx)", Layout.FLOWING, is_pptx, PptxConverter()),
        Format(FormatName.XLSX, "Excel (.xlsx)", Layout.FLOWING, is_xlsx, XlsxConverter()),
        Format(FormatName.HTML, "HTML", Layout.FLOWING, is_html, HtmlConverter()),
        Format(FormatName.WEBSITE, "websites", Layout.FLOWING, never, WebsiteConverter()),
        Format(FormatName.CSV, "CSV", Layout.FLOWING, is_csv, CsvConverter()),
        Format(FormatName.MARKDOWN, "Markdown", Layout.FLOWING, is_markdown, MarkdownConverter()),
        Format(FormatName.TEXT, "plain text", Layout.FLOWING, is_text, TextConverter()),
    ),
    parsers={Layout.PAGED: PdfParser(), Layout.FLOWING: HtmlParser()},
)
"""All that the service reads."""
