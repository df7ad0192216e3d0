"""What tests of character recognition share."""

from collections.abc import Callable
from pathlib import Path

import pytest

from chatdoc_server.document import Document
from chatdoc_server.parsing.base import Depth, OcrMode, Reading, Size, Tools
from chatdoc_server.parsing.pdf import PdfParser

Read = Callable[..., Document]
Measure = Callable[[bytes, OcrMode], Size]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Parses a PDF."""

    def parse(data: bytes, ocr: OcrMode = OcrMode.AUTO, depth: Depth = Depth.ELITE) -> Document:
        path = tmp_path / "file"
        path.write_bytes(data)
        return PdfParser().parse(path, Reading(depth, ocr), Tools(), lambda _done, _total: None)

    return parse


@pytest.fixture
def measure(tmp_path: Path) -> Measure:
    """Counts a PDF's pages, and those that OCR would read."""

    def count(data: bytes, ocr: OcrMode) -> Size:
        path = tmp_path / "file"
        path.write_bytes(data)
        return PdfParser().measure(path, ocr)

    return count
