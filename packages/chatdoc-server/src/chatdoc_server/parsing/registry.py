"""Which parser reads a file: told by its content, never by its name."""

from pathlib import Path
from typing import NamedTuple

from chatdoc_server.errors import DocumentError, DocumentStatus
from chatdoc_server.parsing.base import Parser
from chatdoc_server.parsing.pdf import PdfParser

_HEAD_BYTES = 1024


class Format(NamedTuple):
    """A format that can be read. `marks` are byte strings, one of which stands near the start of such a file."""

    name: str
    marks: tuple[bytes, ...]
    parser: Parser


FORMATS = (Format("PDF", (b"%PDF",), PdfParser()),)
"""The formats that can be read, tried in order."""


def parser_for(path: Path) -> Parser:
    """The parser of the file's format.

    Raises:
        DocumentError: TEXT_PARSE_ERROR when the file is empty or of no format that can be read.
        OSError: the file can't be read at all.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    for known in FORMATS:
        if any(mark in head for mark in known.marks):
            return known.parser
    accepted = ", ".join(known.name for known in FORMATS)
    text = "Your file is empty." if not head else f"Your file is not in a format we can read. We accept: {accepted}."
    raise DocumentError(DocumentStatus.TEXT_PARSE_ERROR, text)
