"""What the programs beside this file measure with: questions, documents read once, and how figures are summed up.

A set is a folder with pdfs/ and questions.jsonl, a row a question: document, question, evidence[{page}], pages from 0.
"""

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from chatdoc_server.document import Document
from chatdoc_server.document.codec import FormatMismatch, decode, encode
from chatdoc_server.indexing.build import build_index
from chatdoc_server.indexing.embedding.base import Embedder
from chatdoc_server.indexing.embedding.choice import Embedders
from chatdoc_server.indexing.index import DocumentIndex, IndexMismatch
from chatdoc_server.parsing.base import Depth, Reading, Tools
from chatdoc_server.parsing.language import with_language
from chatdoc_server.parsing.pdf import PdfParser
from chatdoc_server.retrieval.base import Asked

Row = dict[str, Any]


def questions(data: Path, file: Path | None = None) -> list[Row]:
    """The questions of a set, or those of another file about its documents."""
    return [json.loads(line) for line in (file or data / "questions.jsonl").read_text("utf-8").splitlines()]


def names(rows: Sequence[Row]) -> list[str]:
    """The documents that are asked."""
    return sorted({row["document"] for row in rows})


def gold_pages(row: Row) -> set[int]:
    """The pages that hold the evidence."""
    return {evidence["page"] for evidence in row["evidence"]}


def parsed(path: Path, cache: Path | None, depth: Depth = Depth.ELITE) -> Document:
    """The document as the service knows it, read again unless the cache holds it."""
    way = "" if depth is Depth.ELITE else f".{depth}"
    kept = cache / f"{path.name}{way}.document" if cache else None
    if kept and kept.exists():
        try:
            return with_language(decode(kept.read_bytes()))
        except FormatMismatch:
            pass
    document = PdfParser().parse(path, Reading(depth), Tools(), lambda _done, _pages: None)
    if kept:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(encode(document))
    return with_language(document)


def indexed(document: Document, embedder: Embedder, kept: Path | None, *, headings: bool = True) -> DocumentIndex:
    """The index of a document, made again unless a file holds it; without `headings` as if it had none."""
    try:
        return DocumentIndex.open(kept.read_bytes() if kept else b"", embedder.name)
    except (FileNotFoundError, IndexMismatch):
        made = build_index(document, embedder, headings)
    if kept:
        kept.write_bytes(made)
    return DocumentIndex.open(made, embedder.name)


def opened(path: Path, cache: Path | None, embedders: Embedders) -> Asked:
    """A document ready to be asked, parsed and indexed unless the cache holds it."""
    document = parsed(path, cache)
    kept = cache / f"{path.name}.index" if cache else None
    return Asked(path.name, document, indexed(document, embedders.of(document.language), kept))


def p95(values: Sequence[float]) -> float:
    """The 95th percentile: the least of the values that 95 of 100 do not exceed."""
    return sorted(values)[math.ceil(0.95 * len(values)) - 1]
