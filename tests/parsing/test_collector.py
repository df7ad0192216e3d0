"""The collector of reference cycles is held back while a file is parsed, and as it was whatever comes of it."""

import gc
from pathlib import Path

import pytest

from chatdoc_server.errors import DocumentError
from chatdoc_server.parsing.base import Depth, Reading, Tools
from chatdoc_server.parsing.pdf import PdfParser
from tests.parsing.pdfs import Text, handmade


def test_it_looks_seldom_while_a_file_is_parsed_and_as_before_afterwards(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(handmade([[Text(72, 72, "Words")]]))
    before = gc.get_threshold()
    seen: list[int] = []

    PdfParser().parse(file, Reading(Depth.ELITE), Tools(), lambda done, total: seen.append(gc.get_threshold()[0]))

    assert min(seen) > 100 * before[0]
    assert gc.get_threshold() == before


def test_it_is_as_before_after_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"%PDF-1.7 and nothing else")
    before = gc.get_threshold()

    with pytest.raises(DocumentError):
        PdfParser().parse(file, Reading(Depth.ELITE), Tools(), lambda done, total: None)

    assert gc.get_threshold() == before
