"""What the programs beside this file measure with: questions, documents read once, and how figures are summed up.

A set is a folder with pdfs/ and questions.jsonl, a row a question: document, question, evidence[{page}], pages from 0.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from chatdoc_server.document import Document
from chatdoc_server.document.codec import FormatMismatch, decode, encode
from chatdoc_server.parsing.base import Depth, Reading, Tools
from chatdoc_server.parsing.language import with_language
from chatdoc_server.parsing.pdf import PdfParser

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


def p95(values: Sequence[float]) -> float:
    """The 95th percentile."""
    return sorted(values)[int(0.95 * (len(values) - 1))]
