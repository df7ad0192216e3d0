"""Files that can't be taken in: each gets its own answer, and nothing is left behind."""

import io
from collections.abc import Callable, Iterator

import httpx
import pytest

from tests import files
from tests.api_client import Client
from tests.service import Service, wait_for

NewClient = Callable[..., Client]
MEGABYTE = 1 << 20
TOO_LARGE = "Your file is larger than (60MB) so we can't deal with it."
BOUNDARY = "a-boundary-that-stands-in-no-file"


@pytest.fixture
def user(new_client: NewClient) -> Client:
    return new_client(elite_page=100, basic_page=100, lite_page=100, documents_tokens=1000, question=10)


@pytest.fixture(autouse=True)
def nothing_is_left(service: Service, user: Client) -> Iterator[None]:
    """After each of these tests: no document, no temporary file, no page set aside, and the service answers."""
    yield
    for one in user.data("GET", "/documents", limit=100)["items"]:
        user.data("DELETE", f"/documents/{one['id']}")
    package = user.data("GET", "/users/quota")["package"]
    assert package["page"]["used_count"] == 0, "an upload that ends in an error charges nothing"
    wait_for(lambda: not service.held("document:"), "all reservations to be closed")
    wait_for(lambda: not any(one.is_file() for one in (service.data_dir / "tmp").rglob("*")), "an empty tmp folder")
    assert httpx.get(f"{service.url}/readyz").status_code == 200


def refused(user: Client, reply: httpx.Response, status: int = 400) -> str:
    """What a refusal at once says; it leaves no document."""
    assert reply.status_code == status, reply.text
    assert user.data("GET", "/documents")["items"] == []
    detail = reply.json()["detail"]
    return detail if isinstance(detail, str) else str(detail[0]["loc"])


def test_no_file(user: Client) -> None:
    assert refused(user, user.http.post("/documents/upload", data={"package_type": "elite"}), 422) == "['body', 'file']"
    assert refused(user, user.http.post("/documents/upload"), 422) == "['body', 'file']"
    as_text = user.http.post("/documents/upload", data={"file": "not a file"})
    assert refused(user, as_text, 422) == "['body', 'file']"


def test_a_form_that_breaks_off(user: Client) -> None:
    headers = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
    for body in (b"nonsense", f"--{BOUNDARY}\r\nContent-Dispo".encode()):
        reply = user.http.post("/documents/upload", content=body, headers=headers)
        assert refused(user, reply, reply.status_code)
        assert reply.status_code in {400, 422}


def test_an_empty_file(user: Client) -> None:
    reply = user.http.post("/documents/upload", files={"file": ("empty.pdf", b"", "application/pdf")})
    assert refused(user, reply) == "Your file is empty. Please choose another one."


@pytest.mark.proves("rule:documents.package-unknown")
@pytest.mark.parametrize("package_type", ["premium", "ELITE", " "])
def test_an_unknown_package_type(service: Service, user: Client, package_type: str) -> None:
    data = files.note(f"A note for an unknown package {package_type}.")
    reply = user.http.post("/documents/upload", files={"file": ("a.pdf", data)}, data={"package_type": package_type})
    assert "package_type" in refused(user, reply)
    assert service.copies_of(data) == []


def test_an_unknown_way_of_recognition(user: Client) -> None:
    reply = user.http.post("/documents/upload", files={"file": ("a.pdf", files.note())}, data={"ocr": "please"})
    assert refused(user, reply, 422) == "['body', 'ocr']"


@pytest.mark.parametrize("collection_id", ["nonsense", "00000000-0000-4000-8000-000000000000", "\x00"])
def test_an_unknown_collection(service: Service, user: Client, collection_id: str) -> None:
    data = files.note(f"A note for an unknown collection {len(collection_id)}.")
    form = {"collection_id": collection_id}
    refused(user, user.http.post("/documents/upload", files={"file": ("a.pdf", data)}, data=form), 404)
    # The object stays until its age says that nobody is about to point at it: the next sweep removes it.
    assert len(service.copies_of(data)) <= 1


@pytest.mark.proves("rule:limits.file")
def test_61_megabytes(user: Client) -> None:
    reply = user.http.post("/documents/upload", files={"file": ("big.pdf", io.BytesIO(bytes(61 * MEGABYTE)))})
    assert refused(user, reply) == TOO_LARGE


def test_61_megabytes_of_unannounced_length(user: Client) -> None:
    def body() -> Iterator[bytes]:
        yield f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="big.pdf"\r\n\r\n'.encode()
        for _ in range(61):
            yield bytes(MEGABYTE)
        yield f"\r\n--{BOUNDARY}--\r\n".encode()

    headers = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
    reply = user.http.post("/documents/upload", content=body(), headers=headers)
    assert "content-length" not in reply.request.headers
    assert refused(user, reply) == TOO_LARGE


def test_just_under_the_limit_is_taken_and_read(user: Client) -> None:
    data = b"%PDF-1.7\n" + bytes(60 * MEGABYTE - 9)
    document = user.finished(user.upload(data, "large.pdf"))
    assert document["status"] == -1


@pytest.mark.proves("status:-1", "rule:limits.protected", "rule:limits.no-pages", "rule:charges.failed")
@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 8, "PDF"),
        (files.truncated(), "damaged"),
        (files.encrypted(), "Your file is protected by a password so we can't open it."),
        (files.without_pages(), "Your file has no pages."),
        (files.page_tree_loop(), "damaged"),
        (b"%PDF-1.7\n", ""),
        (bytes(1000), ""),
        (files.raw_pdf("<< /Type /Catalog >>"), "pages"),
    ],
    ids=["program", "truncated", "encrypted", "no-pages", "page-tree-loop", "only-a-head", "zeros", "no-page-tree"],
)
@pytest.mark.parametrize("package_type", ["elite", "lite"])
def test_a_file_that_is_no_readable_pdf(user: Client, data: bytes, words: str, package_type: str) -> None:
    upload_id = user.upload(data, "broken.pdf", package_type=package_type)
    with user.stream("GET", f"/documents/{upload_id}/events") as (_, events):
        last = list(events)[-1]
    document = user.document(upload_id)
    assert document["status"] == -1
    assert last["status"] == -1
    assert last["error_msg"].items() <= document["error_msg"].items()
    assert document["error_msg"]["error_code"] == -1
    assert words in document["error_msg"]["error_msg"]
    asked = user.http.post("/questions", json={"upload_id": upload_id, "question": "What is this?"})
    assert asked.status_code == 400
    assert document["error_msg"]["error_msg"] in asked.json()["detail"]
    for path in (f"/documents/{upload_id}/elements", f"/pdf_parser/{upload_id}"):
        assert user.http.get(path).status_code == 400


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\report.pdf", "report.pdf"),
        ("...", "document"),
        ("/", "document"),
        ("..", "document"),
        (".", "document"),
        ("bad\x01\x1f\x7fname\u202e.pdf", "badname.pdf"),
        ("Bericht für Łódź 東京.pdf", "Bericht für Łódź 東京.pdf"),
        ("x" * 300 + ".pdf", "x" * 251 + ".pdf"),
    ],
)
def test_names_lose_paths_and_what_no_name_holds(user: Client, sent: str, kept: str) -> None:
    disposition = f'form-data; name="file"; filename="{sent}"'.encode()
    body = b"--%b\r\nContent-Disposition: %b\r\n\r\nnot a pdf\r\n--%b--\r\n"
    edge = BOUNDARY.encode()
    headers = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
    reply = user.http.post("/documents/upload", content=body % (edge, disposition, edge), headers=headers)
    upload_id = reply.json()["data"]["id"]
    document = user.finished(upload_id)
    assert document["name"] == kept
    assert user.http.get(f"/documents/{upload_id}/download").status_code == 200
