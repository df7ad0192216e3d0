"""Parser processes that die take nothing with them but the file they were reading."""

import os
import signal
import time
from pathlib import Path

import pytest

from tests import files
from tests.api_client import Client
from tests.conftest import StartService
from tests.service import Service, children, wait_for

PAGES = 140


@pytest.fixture
def long_book() -> bytes:
    """A file that takes seconds to read."""
    return files.book(PAGES, seed=50)


def helper_of(service: Service) -> int:
    """The process that has the parsers loaded and forks for each file; 0 when there is none."""
    for pid in children(service.process.pid):
        if b"chatdoc_server.parsing.worker" in Path(f"/proc/{pid}/cmdline").read_bytes():
            return pid
    return 0


def await_reading(service: Service, client: Client, upload_id: str) -> list[int]:
    """Waits until a document is being read; returns the processes that read."""
    wait_for(lambda: client.document(upload_id)["status"] >= 50, "the document to be read", pause=0.01)
    return wait_for(lambda: children(helper_of(service)), "a parser process", pause=0.001)


def check_failed(client: Client, upload_id: str) -> None:
    document = client.finished(upload_id)
    assert document["status"] == -2
    assert "broke down" in document["error_msg"]["error_msg"]
    assert client.data("GET", "/users/quota")["package"]["page"]["used_count"] == 0


def test_a_killed_parser_ends_its_document_only(start_service: StartService, long_book: bytes) -> None:
    service = start_service()
    with service.client() as client:
        upload_id = client.upload(long_book)
        for pid in await_reading(service, client, upload_id):
            os.kill(pid, signal.SIGKILL)
        check_failed(client, upload_id)
        assert client.finished(client.upload(files.note()))["status"] == 300
        assert service.held() == []


def test_a_killed_helper_is_started_again(start_service: StartService, long_book: bytes) -> None:
    service = start_service()
    with service.client() as client:
        upload_id = client.upload(long_book)
        await_reading(service, client, upload_id)
        helper = helper_of(service)
        os.kill(helper, signal.SIGKILL)
        check_failed(client, upload_id)
        assert client.finished(client.upload(files.note()))["status"] == 300
        assert helper_of(service) not in {0, helper}


def test_a_parser_that_hangs_is_ended_at_its_time_limit(start_service: StartService, long_book: bytes) -> None:
    service = start_service(INGESTION__PARSE_SECONDS="2")
    with service.client() as client:
        first = client.ready(files.note())
        upload_id = client.upload(long_book)
        for pid in await_reading(service, client, upload_id):
            os.kill(pid, signal.SIGSTOP)
        assert client.ask(first, "When does the ferry leave?").source_info
        document = client.finished(upload_id, seconds=30)
        assert document["status"] == -2
        assert "too long" in document["error_msg"]["error_msg"]
        assert client.finished(client.upload(files.note()))["status"] == 300
        wait_for(lambda: not children(helper_of(service)), "the last parser to be gone")


def test_no_process_outlives_the_service(start_service: StartService, long_book: bytes) -> None:
    for ending in (Service.stop, Service.kill):
        service = start_service()
        with service.client() as client:
            await_reading(service, client, client.upload(long_book))
        left = children(service.process.pid)
        assert left
        ending(service)
        wait_for(lambda: not any(map(alive, left)), "all child processes to end", seconds=15)  # noqa: B023


def test_stopping_waits_for_no_document_and_the_next_start_continues(
    start_service: StartService, long_book: bytes
) -> None:
    service = start_service()
    with service.client() as client:
        upload_id = client.upload(long_book)
        await_reading(service, client, upload_id)
    began = time.monotonic()
    assert service.stop() in {0, -signal.SIGTERM}
    assert time.monotonic() - began < 30
    service = start_service()
    with service.client() as client:
        document = client.finished(upload_id)
        assert document["status"] == 300, document
        assert client.data("GET", "/users/quota")["package"]["page"]["used_count"] == PAGES


def alive(pid: int) -> bool:
    """Whether a process runs; one that ended and was not waited for does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False
