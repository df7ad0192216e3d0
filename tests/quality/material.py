"""The documents that questions are asked of: sources beside this file, made into what a reader would upload."""

import functools
import io
import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import openpyxl
import pypandoc
import typst

SOURCES = Path(__file__).with_name("documents")

FILES: Mapping[str, str] = MappingProxyType(
    {
        "annual-report": "annual-report.pdf",
        "arabic-port-report": "arabic-port-report.pdf",
        "arabic-regulation": "arabic-regulation.md",
        "bank-report": "bank-report.pdf",
        "chinese-report": "chinese-report.pdf",
        "chinese-tender": "chinese-tender.docx",
        "compressor-data": "compressor-data.xlsx",
        "council-minutes": "council-minutes.pdf",
        "hebrew-leaflet": "hebrew-leaflet.html",
        "leave-policy": "leave-policy.md",
        "office-lease": "office-lease.docx",
        "peer-results": "peer-results.md",
        "purifier-manual": "purifier-manual.html",
        "seedling-study": "seedling-study.pdf",
        "study-regulations": "study-regulations.epub",
        "substation-survey": "substation-survey.pdf",
        "supply-agreement": "supply-agreement.docx",
        "well-survey": "well-survey.csv",
    }
)
"""Each document's file: typst markup becomes a PDF, Markdown a Word file or a book, JSON a workbook."""


@dataclass(frozen=True, slots=True)
class Material:
    """A file to upload."""

    name: str
    data: bytes


@functools.cache
def material(document: str) -> Material:
    """The file of a document; its content is always the same, of a packed file the time within may differ."""
    name = FILES[document]
    match Path(name).suffix:
        case ".pdf":
            made = typst.compile(str(SOURCES / f"{document}.typ"), root=str(SOURCES), format="pdf", timestamp=0)
            return Material(name, bytes(made))
        case ".docx" | ".epub" as suffix:
            return Material(name, _converted(SOURCES / f"{document}.md", suffix))
        case ".xlsx":
            return Material(name, _workbook(sheets(document)))
        case _:
            return Material(name, (SOURCES / name).read_bytes())


def sheets(document: str) -> dict[str, list[list[str | float]]]:
    """The rows of each sheet of a workbook, by the sheets' names."""
    found: dict[str, list[list[str | float]]] = json.loads((SOURCES / f"{document}.json").read_text("utf-8"))
    return found


def _converted(markdown: Path, suffix: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / f"made{suffix}"
        pypandoc.convert_file(str(markdown), suffix[1:], outputfile=str(target))
        return target.read_bytes()


def _workbook(rows_of: Mapping[str, list[list[str | float]]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in rows_of.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()
