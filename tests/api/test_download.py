"""Downloads: whole, in part, not again, and across origins."""

import httpx
import pytest

from tests import files
from tests.api_client import Client

DATA = files.note()


@pytest.fixture
def path(client: Client) -> str:
    """Where a document is downloaded."""
    found = client.data("GET", "/documents", name="downloaded ü.pdf")["items"]
    upload_id = found[0]["id"] if found else client.ready(DATA, "downloaded ü.pdf")
    return f"/documents/{upload_id}/download"


@pytest.mark.proves("operation:GET /documents/{upload_id}/download", "rule:documents.download-pdf")
def test_a_pdf_comes_back_as_it_was_uploaded(client: Client, path: str) -> None:
    reply = client.http.get(path)
    assert reply.status_code == 200
    assert reply.content == DATA
    assert reply.headers["content-type"] == "application/pdf"
    assert reply.headers["content-length"] == str(len(DATA))
    assert reply.headers["accept-ranges"] == "bytes"
    assert reply.headers["content-disposition"] == "inline; filename*=UTF-8''downloaded%20%C3%BC.pdf"


@pytest.mark.proves("rule:documents.download-range")
@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=100-199", 100, 200),
        ("bytes=100-", 100, len(DATA)),
        ("bytes=-50", len(DATA) - 50, len(DATA)),
        (f"bytes=-{len(DATA) + 50}", 0, len(DATA)),
        (f"bytes=10-{len(DATA) + 50}", 10, len(DATA)),
    ],
)
def test_a_range_comes_back_as_that_part(client: Client, path: str, asked: str, start: int, end: int) -> None:
    reply = client.http.get(path, headers={"Range": asked})
    assert reply.status_code == 206
    assert reply.content == DATA[start:end]
    assert reply.headers["content-range"] == f"bytes {start}-{end - 1}/{len(DATA)}"
    assert reply.headers["content-length"] == str(end - start)


@pytest.mark.parametrize("asked", [f"bytes={len(DATA)}-", "bytes=99999999-", "bytes=-0", f"bytes={'9' * 5000}-"])
def test_a_range_outside_the_file_is_416(client: Client, path: str, asked: str) -> None:
    reply = client.http.get(path, headers={"Range": asked})
    assert reply.status_code == 416
    assert reply.headers["content-range"] == f"bytes */{len(DATA)}"


@pytest.mark.parametrize(
    "asked", ["bytes=5-1", "bytes=a-b", "lines=1-2", "bytes=", "bytes=-", "bytes=0-1,3-4", "nonsense"]
)
def test_what_is_no_single_range_gets_the_whole_file(client: Client, path: str, asked: str) -> None:
    reply = client.http.get(path, headers={"Range": asked})
    assert (reply.status_code, reply.content) == (200, DATA)


def test_a_file_that_the_client_has_is_not_sent_again(client: Client, path: str) -> None:
    tag = client.http.get(path).headers["etag"]
    for known in (tag, f'"other", {tag}', f"W/{tag}", "*"):
        reply = client.http.get(path, headers={"If-None-Match": known})
        assert (reply.status_code, reply.content, reply.headers["etag"]) == (304, b"", tag), known
    assert client.http.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


def test_a_part_of_another_version_is_refused_with_the_whole(client: Client, path: str) -> None:
    tag = client.http.get(path).headers["etag"]
    part = {"Range": "bytes=0-9"}
    assert client.http.get(path, headers={**part, "If-Range": tag}).status_code == 206
    for other in ('"other"', "Wed, 21 Oct 2015 07:28:00 GMT", f"W/{tag}"):
        assert client.http.get(path, headers={**part, "If-Range": other}).status_code == 200


@pytest.mark.proves("rule:documents.download-cors")
def test_pages_of_other_origins_may_download_in_parts(client: Client, path: str) -> None:
    origin = {"Origin": "https://reader.example"}
    reply = client.http.get(path, headers={**origin, "Range": "bytes=0-9"})
    assert reply.headers["access-control-allow-origin"] == "*"
    exposed = {name.strip().lower() for name in reply.headers["access-control-expose-headers"].split(",")}
    assert {"accept-ranges", "content-range", "etag"} <= exposed
    wanted = {"Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "authorization, range"}
    asked = httpx.options(str(client.http.base_url) + path, headers={**origin, **wanted})
    assert asked.status_code == 200
    allowed = {name.strip().lower() for name in asked.headers["access-control-allow-headers"].split(",")}
    assert {"authorization", "range"} <= allowed


def test_errors_can_be_read_by_pages_of_other_origins(client: Client) -> None:
    reply = client.http.get("/documents/unknown", headers={"Origin": "https://reader.example"})
    assert (reply.status_code, reply.headers["access-control-allow-origin"]) == (404, "*")
