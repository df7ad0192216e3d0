"""The contracts of reading: what a format is, who converts it, who parses it.

Every file becomes one of two things before it is parsed: a PDF, or canonical HTML. What a reader is shown, what
answers point into and what is parsed is that one file. Canonical HTML is clean and self-contained; each of its
blocks carries `data-index`, counted from 0 in the order they stand.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple, Protocol

from chatdoc_server.document import Box, Document

Progress = Callable[[int, int], None]
"""Called with (pages done, pages in all) while a parser works."""


class Depth(StrEnum):
    """How much of a page's structure is read; the package a client pays with names it."""

    LITE = "lite"
    """Text lines."""
    BASIC = "basic"
    """Blocks: paragraphs, lists, tables, figures."""
    ELITE = "elite"
    """Blocks with structure: heading tree, page furniture, tables cleaned up."""


class OcrMode(StrEnum):
    """Which pages are read by character recognition."""

    DISABLE = "disable"
    """None."""
    AUTO = "auto"
    """Those that show something but have no usable text."""
    FORCE = "force"
    """All."""


class Layout(StrEnum):
    """What a file is shown and parsed as."""

    PAGED = "paged"
    """A PDF: places are rectangles on pages."""
    FLOWING = "flowing"
    """Canonical HTML: places are nodes."""


class FormatName(StrEnum):
    """The formats that are taken in, as they are recorded."""

    PDF = "pdf"
    DOC = "doc"
    DOCX = "docx"
    MARKDOWN = "md"
    EPUB = "epub"
    TEXT = "txt"
    HTML = "html"
    WEBSITE = "website"
    PPTX = "pptx"
    XLSX = "xlsx"
    CSV = "csv"
    IMAGE = "image"


@dataclass(frozen=True, slots=True)
class Reading:
    """How a document is to be parsed; `ocr_pages` is how many pages measuring found for OCR to read."""

    depth: Depth
    ocr: OcrMode = OcrMode.DISABLE
    ocr_pages: int = 0


class Size(NamedTuple):
    """What a document costs: pages, those of them that OCR would read, and tokens of a flowing document."""

    pages: int = 0
    ocr_pages: int = 0
    tokens: int = 0


class Converted(NamedTuple):
    """A file as PDF or canonical HTML, and the title it gives itself, empty when it gives none."""

    data: bytes
    title: str = ""


@dataclass(frozen=True, slots=True)
class Highlight:
    """Rectangles on one page of a PDF that are marked together and share a comment.

    Pages count from 0; boxes are in points from the top left of the page as displayed, which is `width` by `height`.
    """

    page: int
    width: float
    height: float
    boxes: tuple[Box, ...]
    comment: str


@dataclass(frozen=True, slots=True)
class Authorship:
    """Who made annotations, when (Unix seconds), about what; `name` begins the name of each within the file."""

    author: str
    subject: str
    created_at: int
    name: str


@dataclass(frozen=True, slots=True)
class Limits:
    """What a document may cost at most; `tokens` is for a whole flowing document.

    Each page that OCR reads adds `seconds_per_ocr_page` to the `seconds` that a document may take.
    """

    pages: int
    tokens_per_page: int
    seconds: float
    memory_bytes: int
    tokens: int = 300_000
    seconds_per_ocr_page: float = 20.0


@dataclass(frozen=True, slots=True)
class Tools:
    """What a parser process may use: the path of LibreOffice's program (empty for none), threads for OCR."""

    soffice: str = ""
    ocr_threads: int = 1


class Converter(Protocol):
    """Turns one format into a PDF or canonical HTML."""

    def convert(self, path: Path, scratch: Path, tools: Tools) -> Converted:
        """The file at `path` converted; `scratch` is an empty folder that is removed afterwards.

        Raises:
            DocumentError: the file is damaged, protected, too large once unpacked, empty, or needs a tool that is
                not there.
        """
        ...


class Parser(Protocol):
    """Reads PDFs, or canonical HTML. Pure: the same bytes give the same document."""

    def measure(self, path: Path, ocr: OcrMode) -> Size:
        """What the file costs, found with as little reading as can be.

        Raises:
            DocumentError: the file can't be opened, is protected, or has no pages.
        """
        ...

    def parse(self, path: Path, reading: Reading, tools: Tools, progress: Progress) -> Document:
        """The file's structure.

        Raises:
            DocumentError: the file opens but can't be read.
        """
        ...


@dataclass(frozen=True, slots=True)
class Format:
    """A format that can be read.

    `title` is its name in messages; `recognises` tells by content whether a file is of it; a format without a
    converter is a PDF already.
    """

    name: FormatName
    title: str
    layout: Layout
    recognises: Callable[[Path], bool]
    converter: Converter | None = None
