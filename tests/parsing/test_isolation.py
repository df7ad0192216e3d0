"""Isolation: whatever a file does, the caller gets a document or an error, and soon."""

import io
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from chatdoc_server.document import codec
from chatdoc_server.errors import DocumentError, DocumentStatus
from chatdoc_server.parsing.base import Depth, Layout, Limits, Reading
from chatdoc_server.parsing.isolation import BROKE_DOWN, TOO_LONG, IsolatedReader
from tests.parsing.pdfs import Text, handmade, saved

LIMITS = Limits(pages=20, tokens_per_page=500, seconds=30, memory_bytes=2 << 30)
HOSTILE = "tests.parsing.hostile:REGISTRY"


def ignore(_done: int, _total: int) -> None:
    """No progress wanted."""


def pages(count: int) -> bytes:
    return handmade([[Text(60, 700, f"Page {number}")] for number in range(count)])


@pytest.fixture(scope="module")
def isolated() -> Iterator[IsolatedReader]:
    parser = IsolatedReader(LIMITS)
    yield parser
    parser.close()


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    path = tmp_path / "file.pdf"
    path.write_bytes(pages(3))
    return path


def pages_of(parser: IsolatedReader, path: Path) -> int:
    return parser.measure(path, Layout.PAGED).pages


def refusal(parser: IsolatedReader, path: Path) -> tuple[DocumentStatus, str]:
    def read() -> None:
        if path.stem == "upload":
            parser.identify(path)
        parser.measure(path, Layout.PAGED)
        parser.parse(path, Layout.PAGED, Reading(Depth.ELITE), ignore)

    with pytest.raises(DocumentError) as caught:
        read()
    return caught.value.status, str(caught.value)


def test_a_document_comes_back_with_its_progress(isolated: IsolatedReader, pdf: Path) -> None:
    told: list[tuple[int, int]] = []
    document = codec.decode(
        isolated.parse(pdf, Layout.PAGED, Reading(Depth.ELITE), lambda done, total: told.append((done, total)))
    )
    assert [element.text for element in document.elements] == ["Page 0", "Page 1", "Page 2"]
    assert told[-1] == (3, 3)
    assert isolated.measure(pdf, Layout.PAGED).pages == 3


def protected() -> bytes:
    return saved(pikepdf.open(io.BytesIO(pages(1))), encryption=pikepdf.Encryption(owner="o", user="u"))


def looping() -> bytes:
    pdf = pikepdf.open(io.BytesIO(pages(1)))
    pdf.Root.Pages.Kids = pikepdf.Array([pdf.Root.Pages])
    return saved(pdf)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (protected(), "Your file is protected by a password so we can't open it."),
        (saved(pikepdf.new()), "Your file has no pages."),
        (looping(), "Your file has no pages."),
        (pages(1)[:300], "damaged"),
        (b"%PDF-1.7\nand then nothing of the kind", "damaged"),
        (bytes(range(256)) * 4, "We accept: PDF"),
        (b"", "Your file is empty."),
    ],
    ids=["protected", "no pages", "page tree loop", "truncated", "no structure", "no format", "empty"],
)
def test_what_can_not_be_opened_is_refused(isolated: IsolatedReader, tmp_path: Path, data: bytes, said: str) -> None:
    path = tmp_path / "upload"
    path.write_bytes(data)
    status, text = refusal(isolated, path)
    assert status is DocumentStatus.TEXT_PARSE_ERROR
    assert said in text
    with pytest.raises(DocumentError):
        isolated.measure(path, Layout.PAGED)


def test_a_file_without_its_end_is_repaired(isolated: IsolatedReader, tmp_path: Path) -> None:
    path = tmp_path / "file.pdf"
    path.write_bytes(pages(2).partition(b"startxref")[0])
    assert isolated.measure(path, Layout.PAGED).pages == 2


def test_a_page_without_text_says_so(isolated: IsolatedReader, tmp_path: Path) -> None:
    path = tmp_path / "file.pdf"
    path.write_bytes(handmade([[Text(60, 700, "Words")], []]))
    document = codec.decode(isolated.parse(path, Layout.PAGED, Reading(Depth.ELITE), ignore))
    assert [page.has_text for page in document.pages] == [True, False]


def test_limits_are_kept(isolated: IsolatedReader, tmp_path: Path) -> None:
    path = tmp_path / "file.pdf"
    path.write_bytes(pages(LIMITS.pages + 1))
    assert refusal(isolated, path)[0] is DocumentStatus.PAGE_LIMIT_ERROR
    path.write_bytes(handmade([[Text(20, 10 + 12 * line, f"{line} lines of many words " * 5) for line in range(60)]]))
    assert refusal(isolated, path)[0] is DocumentStatus.EXCEED_TOKENS_ERROR


@pytest.mark.parametrize(
    ("behaviour", "said"),
    [
        ("hang", TOO_LONG),
        ("hang in native code", TOO_LONG),
        ("crash", BROKE_DOWN),
        ("eat memory", BROKE_DOWN),
        ("raise", BROKE_DOWN),
    ],
)
def test_a_parser_gone_wrong_is_contained(tmp_path: Path, behaviour: str, said: str) -> None:
    path = tmp_path / "file.pdf"
    path.write_text(behaviour)
    parser = IsolatedReader(Limits(pages=9, tokens_per_page=9, seconds=1, memory_bytes=1 << 30), registry=HOSTILE)
    try:
        started = time.monotonic()
        assert refusal(parser, path) == (DocumentStatus.ELEMENT_PARSE_ERROR, said)
        assert time.monotonic() - started < 20
        path.write_text("behave")
        assert parser.measure(path, Layout.PAGED).pages == 1
    finally:
        parser.close()


def test_threads_share_a_parser(isolated: IsolatedReader, pdf: Path) -> None:
    counts: list[int] = []
    threads = [threading.Thread(target=lambda: counts.append(pages_of(isolated, pdf))) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counts == [3] * 12


def test_a_callers_error_ends_the_parser_process(isolated: IsolatedReader, pdf: Path) -> None:
    def refuse(_done: int, _total: int) -> None:
        raise LookupError

    with pytest.raises(LookupError):
        isolated.parse(pdf, Layout.PAGED, Reading(Depth.ELITE), refuse)
    assert isolated.measure(pdf, Layout.PAGED).pages == 3


def test_the_helper_is_started_again_if_it_died(pdf: Path) -> None:
    parser = IsolatedReader(LIMITS)
    try:
        assert parser.measure(pdf, Layout.PAGED).pages == 3
        children = Path(f"/proc/self/task/{threading.get_native_id()}/children").read_text(encoding="ascii").split()
        for child in children:
            if "parsing.worker" in Path(f"/proc/{child}/cmdline").read_text(encoding="ascii"):
                os.kill(int(child), signal.SIGKILL)
                wait_until_gone(int(child))
        assert parser.measure(pdf, Layout.PAGED).pages == 3
    finally:
        parser.close()


def test_parsers_end_with_the_service(tmp_path: Path) -> None:
    path = tmp_path / "file.pdf"
    path.write_text("tell and hang")
    script = (
        "from pathlib import Path\n"
        "from chatdoc_server.parsing.base import Depth, Layout, Limits, Reading\n"
        "from chatdoc_server.parsing.isolation import IsolatedReader\n"
        f"limits = Limits(pages=9, tokens_per_page=9, seconds=60, memory_bytes=1 << 30)\n"
        f"parser = IsolatedReader(limits, registry={HOSTILE!r})\n"
        f"parser.parse(Path({str(path)!r}), Layout.PAGED, Reading(Depth.ELITE), "
        "lambda pid, total: print(pid, flush=True))\n"
    )
    command = [sys.executable, "-c", script]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": "."}) as service:
        assert service.stdout is not None
        pid = int(service.stdout.readline())
        service.kill()
    wait_until_gone(pid)


def wait_until_gone(pid: int) -> None:
    """Return when the process has ended; fail if it has not within 10 seconds."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            if Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] == "Z":
                return
        except (FileNotFoundError, ProcessLookupError):
            return
        time.sleep(0.01)
    pytest.fail(f"process {pid} is still there")
