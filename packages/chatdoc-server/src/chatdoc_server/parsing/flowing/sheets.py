"""Workbooks (.xlsx, ISO/IEC 29500) to canonical HTML: a heading a sheet, a table for each block of filled rows."""

import datetime
import re
import zipfile
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Protocol

import openpyxl
from lxml.etree import XMLSyntaxError
from openpyxl.utils.exceptions import InvalidFileException

from chatdoc_server.errors import DocumentError, DocumentStatus
from chatdoc_server.parsing.archives import content_types, open_archive
from chatdoc_server.parsing.base import Converted, Tools
from chatdoc_server.parsing.flowing.pieces import check_count, paragraph, table
from chatdoc_server.parsing.html import Source, canonical, read_html

DAMAGED = "Your file is damaged: it can't be read as a workbook. Please save it again and upload that."
EMPTY = "There is nothing in the cells of your file."

_MAIN_PART = re.compile(
    rb"application/vnd\.(openxmlformats-officedocument\.spreadsheetml\.(sheet|template)"
    rb"|ms-excel\.(sheet|template)\.macroEnabled)\.main\+xml",
    re.IGNORECASE,
)
_BROKEN = (
    InvalidFileException, XMLSyntaxError, zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError,
    IndexError, SyntaxError, EOFError, OverflowError,
)  # fmt: skip
_ERROR = DocumentStatus.HTML_CONVERT_ERROR
_DECIMALS = re.compile(r"0\.(0+)")
_LITERAL = re.compile(r"\"[^\"]*\"|\\.|\[[^\]]*\]")
_CURRENCY = re.compile(r"[$€£¥]")
_DIGITS = 15


class _ReadCell(Protocol):
    """What a workbook's cell tells."""

    @property
    def value(self) -> object: ...

    @property
    def number_format(self) -> str: ...


def is_xlsx(path: Path) -> bool:
    """Whether the file is a package whose main part is a workbook."""
    types = content_types(path)
    return types is not None and _MAIN_PART.search(types) is not None


class XlsxConverter:
    """Makes one page of all sheets of a workbook; formulas show what they were worth when it was saved."""

    def convert(self, path: Path, scratch: Path, tools: Tools) -> Converted:  # noqa: ARG002
        """The workbook as canonical HTML; see `Converter.convert`.

        Raises:
            DocumentError: HTML_CONVERT_ERROR when it is damaged, protected or too large, TEXT_PARSE_ERROR when there
                is nothing in it, EXCEED_TOKENS_ERROR.
        """
        with open_archive(path, _ERROR) as archive:
            archive.verify()
        pieces = []
        try:
            with path.open("rb") as file:
                workbook = openpyxl.load_workbook(file, read_only=True, data_only=True)
                title = workbook.properties.title or ""
                for sheet in workbook.worksheets:
                    blocks = "".join(_blocks(sheet.iter_rows()))
                    if blocks:
                        pieces.append(f"<h2>{escape(sheet.title)}</h2>{blocks}")
        except _BROKEN as error:
            raise DocumentError(_ERROR, DAMAGED) from error
        root = read_html("".join(pieces))
        source = Source(root, title, empty=DocumentStatus.TEXT_PARSE_ERROR, nothing_to_read=EMPTY)
        return Converted(canonical(source), title)


def shown(value: object, number_format: str) -> str:
    """A cell's value as the workbook shows it, near enough to be recognised: figures with decimals, % and currency."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return _number(value, _LITERAL.sub(_kept_literal, number_format.split(";", maxsplit=1)[0]))
    if isinstance(value, datetime.datetime):
        is_day = value.time() == datetime.time()
        return value.date().isoformat() if is_day else value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return str(value).strip()


def _number(value: float, pattern: str) -> str:
    decimals = _DECIMALS.search(pattern)
    places = len(decimals[1]) if decimals else 0
    if "%" in pattern:
        return f"{value * 100:.{places}f}%"
    if decimals or "0" in pattern:
        text = f"{value:,.{places}f}" if ",##" in pattern or "#,#" in pattern else f"{value:.{places}f}"
    else:
        text = f"{value:.{_DIGITS}g}"
    currency = _CURRENCY.search(pattern)
    if currency is None:
        return text
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
    return sign + (f"{digits} {currency[0]}" if currency.start() > pattern.find("0") else f"{currency[0]}{digits}")


def _kept_literal(match: re.Match[str]) -> str:
    """Of what a number format writes as it is, the currency alone."""
    found = _CURRENCY.search(match[0])
    return found[0] if found else ""


def _blocks(rows: Iterator[Sequence[_ReadCell]]) -> Iterator[str]:
    """The sheet's blocks of filled rows as HTML: empty rows part them, lines of one cell above a table are text."""
    block: list[list[str]] = []
    cells = 0
    for row in rows:
        texts = [shown(cell.value, cell.number_format if cell.value is not None else "") for cell in row]
        while texts and not texts[-1]:
            texts.pop()
        cells += len(texts)
        check_count(cells)
        if texts:
            block.append(texts)
        elif block:
            yield from _block(block)
            block = []
    if block:
        yield from _block(block)


def _block(rows: list[list[str]]) -> Iterator[str]:
    """Filled rows as text and a table, without columns that are empty in all of them."""
    start = 0
    while start < len(rows) and sum(map(bool, rows[start])) == 1:
        yield paragraph("".join(rows[start]))
        start += 1
    end = len(rows)
    while end > start and sum(map(bool, rows[end - 1])) == 1 and rows[end - 1][0]:
        end -= 1
    body = rows[start:end]
    if body:
        used = sorted({at for row in body for at, text in enumerate(row) if text})
        yield table([[row[at] if at < len(row) else "" for at in used] for row in body])
    for row in rows[end:]:
        yield paragraph("".join(row))
