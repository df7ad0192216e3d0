"""The documents that questions are asked of: sources beside this file, made into what a reader would upload."""

import functools
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import pypandoc
import typst

SOURCES = Path(__file__).with_name("documents")

FILES: Mapping[str, str] = MappingProxyType(
    {
        "annual-report": "annual-report.pdf",
        "arabic-port-report": "arabic-port-report.pdf",
        "arabic-regulation": "arabic-regulation.md",
        "chinese-report": "chinese-report.pdf",
        "leave-policy": "leave-policy.md",
        "peer-results": "peer-results.md",
        "purifier-manual": "purifier-manual.html",
        "seedling-study": "seedling-study.pdf",
        "substation-survey": "substation-survey.pdf",
        "supply-agreement": "supply-agreement.docx",
        "well-survey": "well-survey.csv",
    }
)
"""Each document's file: typst markup becomes a PDF, Markdown a Word file where that is asked for."""


@dataclass(frozen=True, slots=True)
class Material:
    """A file to upload."""

    name: str
    data: bytes


@functools.cache
def material(document: str) -> Material:
    """The file of a document, always the same."""
    name = FILES[document]
    match Path(name).suffix:
        case ".pdf":
            made = typst.compile(str(SOURCES / f"{document}.typ"), root=str(SOURCES), format="pdf", timestamp=0)
            return Material(name, bytes(made))
        case ".docx":
            return Material(name, _word(SOURCES / f"{document}.md"))
        case _:
            return Material(name, (SOURCES / name).read_bytes())


def _word(markdown: Path) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "made.docx"
        pypandoc.convert_file(str(markdown), "docx", outputfile=str(target))
        return target.read_bytes()
