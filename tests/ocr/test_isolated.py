"""Character recognition in a parser process, which has no network, bounded memory and a time limit."""

from collections.abc import Generator
from contextlib import closing
from pathlib import Path

import pytest

from chatdoc_server.document import Document, codec
from chatdoc_server.errors import DocumentError, DocumentStatus
from chatdoc_server.parsing.base import Depth, Layout, Limits, OcrMode, Reading, Tools
from chatdoc_server.parsing.isolation import TOO_LONG, IsolatedReader
from tests.ocr.scans import joined, scan, typeset

PAGE = typeset(
    """
#set page("a3")
#set text(size: 14pt)
= Minutes
The council met on the second of May and found no cause for concern.
"""
)
LIMITS = Limits(pages=20, tokens_per_page=500, seconds=60, memory_bytes=4 << 30)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    scanned = tmp_path / "scan"
    scanned.write_bytes(joined(*[scan(PAGE)] * 2))
    return scanned


@pytest.fixture
def reader() -> Generator[IsolatedReader]:
    with closing(IsolatedReader(LIMITS, Tools(ocr_threads=2))) as isolated:
        yield isolated


def parse(reader: IsolatedReader, path: Path, told: list[tuple[int, int]], ocr_pages: int = 2) -> Document:
    reading = Reading(Depth.ELITE, OcrMode.AUTO, ocr_pages)
    return codec.decode(reader.parse(path, Layout.PAGED, reading, lambda done, total: told.append((done, total))))


def test_pages_are_read_within_the_limits_and_nothing_is_said_but_progress(
    reader: IsolatedReader, path: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    told: list[tuple[int, int]] = []
    assert reader.measure(path, Layout.PAGED, OcrMode.AUTO) == (2, 2, 0)
    document = parse(reader, path, told)
    assert [page.was_ocr_read for page in document.pages] == [True] * 2
    texts = ["Minutes", "The council met on the second of May and found no cause for concern."]
    assert [element.text for element in document.elements] == texts * 2
    assert told == sorted(told)
    assert {done for done, _ in told} >= {1, 2}
    assert capfd.readouterr() == ("", "")
    assert caplog.records == []


def test_each_page_to_be_read_gives_a_document_more_time(path: Path) -> None:
    limits = Limits(pages=20, tokens_per_page=500, seconds=0.1, memory_bytes=4 << 30, seconds_per_ocr_page=30)
    with closing(IsolatedReader(limits)) as short:
        with pytest.raises(DocumentError) as caught:
            parse(short, path, [], ocr_pages=0)
        assert (caught.value.status, str(caught.value)) == (DocumentStatus.ELEMENT_PARSE_ERROR, TOO_LONG)
        assert len(parse(short, path, [], ocr_pages=2).pages) == 2
