"""Every step that a client may see a document at, and the errors that a service of its own is needed for."""

import io
from collections.abc import Callable

import pikepdf
import pytest

from tests import files
from tests.api_client import Client
from tests.conftest import StartService
from tests.contract.material import scan
from tests.service import Service, wait_for

NewClient = Callable[..., Client]
STEPS = {1, 40, 50, 70, 210, 300}


def ended(client: Client, upload_id: str, status: int) -> str:
    """Why a document ended with that status."""
    document = client.finished(upload_id)
    assert document["status"] == document["error_msg"]["error_code"] == status, document
    message: str = document["error_msg"]["error_msg"]
    return message


def refused(client: Client, upload_id: str, status: int) -> str:
    """Why the user's only document ended with that status; it has charged nothing."""
    message = ended(client, upload_id, status)
    package = client.data("GET", "/users/quota")["package"]
    assert all(one is None or one["used_count"] == 0 for one in package.values())
    asked = client.http.post("/questions", json={"upload_id": upload_id, "question": "What?"})
    assert asked.status_code == 400
    assert message in asked.json()["detail"]
    return message


def many_times(data: bytes, times: int) -> bytes:
    """A PDF that holds the pages of another so many times."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pages = list(pdf.pages)
        for _ in range(times - 1):
            pdf.pages.extend(pages)
        pdf.save(target)
    return target.getvalue()


def steps_of(client: Client, upload_id: str) -> list[int]:
    """The statuses that a client sees who asks without a pause, each once."""
    seen: list[int] = []
    while not seen or 0 <= seen[-1] < 300:
        status = client.document(upload_id)["status"]
        if seen[-1:] != [status]:
            seen.append(status)
    return seen


@pytest.mark.proves("status:1", "status:40", "status:50", "status:70", "status:210", "status:300")
@pytest.mark.proves("rule:statuses.forward", "rule:statuses.polling")
def test_a_client_sees_a_pdf_pass_through_every_step(new_client: NewClient) -> None:
    client = new_client(elite_page=100_000)
    seen: set[int] = set()

    def all_seen() -> bool:
        # Some steps are short: a client that sleeps through one sees it in the next document.
        steps = steps_of(client, client.upload(files.book(40, seed=50)))
        assert steps == sorted(steps), "a status only moves forward"
        assert steps[-1] == 300
        seen.update(steps)
        return seen >= STEPS

    wait_for(all_seen, "every step to be seen", seconds=120)
    assert seen == STEPS, "and no other"


@pytest.mark.proves("status:-10", "rule:limits.pages")
def test_too_many_pages(start_service: StartService) -> None:
    with start_service(LIMITS__PAGES="3").client() as client:
        message = refused(client, client.upload(files.book(4)), -10)
        assert message == "Your file has 4 pages; we can't deal with more than 3."
        client.ready(files.book(3))


@pytest.mark.proves("status:-6", "rule:limits.page-tokens")
def test_too_many_tokens_on_a_page(start_service: StartService) -> None:
    with start_service(LIMITS__TOKENS_PER_PAGE="100").client() as client:
        message = refused(client, client.upload(files.note("Many a word stands on this page. " * 20)), -6)
        assert message.startswith("Page 1 of your file holds about ")
        assert message.endswith("we can't deal with more than 100 on a page.")
        client.ready(files.note())


@pytest.mark.proves("status:-6", "rule:limits.document-tokens")
def test_too_many_tokens_in_a_document_without_pages(start_service: StartService) -> None:
    with start_service(LIMITS__DOCUMENT_TOKENS="100").client() as client:
        message = refused(client, client.upload(b"# Notes\n\n" + b"Many a word stands in this file. " * 20, "a.md"), -6)
        assert message.startswith("Your file holds about ")
        assert message.endswith("tokens of text; we can't deal with more than 100.")
        assert client.finished(client.upload(b"# Notes\n\nFew words.\n", "b.md"))["status"] == 300


@pytest.mark.proves("status:-13", "rule:charges.ocr-short", "rule:charges.failed")
@pytest.mark.parametrize("packages", [{}, {"ocr_page": 1}])
def test_too_few_pages_of_recognition(new_client: NewClient, packages: dict[str, int]) -> None:
    client = new_client(elite_page=10, question=10, **packages)
    message = refused(client, client.upload(many_times(scan(), 2), ocr="force"), -13)
    assert "2 of ocr_page needed" in message
    assert client.finished(client.upload(many_times(scan(), 2), ocr="disable"))["status"] == 300


@pytest.mark.proves("rule:limits.file", "rule:limits.settings")
def test_too_many_megabytes_say_the_limit_that_is_set(start_service: StartService) -> None:
    with start_service(LIMITS__FILE_MEGABYTES="1").client() as client:
        reply = client.http.post("/documents/upload", files={"file": ("a.pdf", b"%PDF-1.7\n" + bytes(1 << 20))})
        assert reply.status_code == 400
        assert reply.json() == {"detail": "Your file is larger than (1MB) so we can't deal with it."}


@pytest.mark.proves("status:-2")
def test_a_file_that_takes_too_long_to_read(start_service: StartService) -> None:
    service = start_service(INGESTION__PARSE_SECONDS="1", LIMITS__PAGES="20000")
    with service.client() as client:
        message = refused(client, client.upload(many_times(files.book(150, seed=51), 60)), -2)
        assert message == "Your file takes too long to read, so we can't deal with it."
        assert client.finished(client.upload(files.note()))["status"] == 300, "one file harms no other"
    wait_for(lambda: not service.held("document:"), "the reservation to be given back")


@pytest.mark.proves("status:-12")
def test_a_file_that_the_store_has_lost(start_service: StartService) -> None:
    service = start_service(INGESTION__DOCUMENTS_AT_ONCE="1")
    with service.client() as client:
        waiting = [client.upload(files.book(60, seed=52)) for _ in range(3)]
        lost = client.upload(data := files.note("This note will be lost."))
        [path] = service.copies_of(data)
        path.unlink()
        message = ended(client, lost, -12)
        assert message == "The file is gone from the store. Please upload it again."
        assert [client.finished(one)["status"] for one in waiting] == [300] * 3
        client.ready(data)
    assert service.held("document:") == []


def test_a_document_that_is_ready_stays_so_when_its_file_is_lost(service: Service, client: Client) -> None:
    upload_id = client.ready(data := files.note("This note is lost when it has been read."))
    [path] = service.copies_of(data)
    path.unlink()
    reply = client.http.get(f"/documents/{upload_id}/download")
    assert reply.status_code == 404
    assert client.document(upload_id)["status"] == 300
    assert "has been read" in client.ask(upload_id, "When is this note lost?").text
    again = client.ready(data)
    for one in (upload_id, again):
        assert client.http.get(f"/documents/{one}/download").content == data, "the same file again heals the first"
