"""Downloads of what was converted: in part, not again, across origins and with a token, as a PDF's are."""

from collections.abc import Generator
from dataclasses import dataclass

import httpx
import jwt
import pytest

from tests.api_client import Client
from tests.contract.material import MATERIALS
from tests.service import Service

FORMATS = {"docx": "application/pdf", "md": "text/html", "epub": "text/html", "txt": "text/html"}
ORIGIN = {"Origin": "https://reader.example"}


@dataclass(frozen=True)
class Shown:
    """A document that is ready, and all of what is shown of it."""

    upload_id: str
    path: str
    whole: bytes
    media_type: str
    tag: str


@pytest.fixture(params=FORMATS)
def shown(client: Client, request: pytest.FixtureRequest) -> Shown:
    material = MATERIALS[request.param]
    name = f"converted-{material.name}"
    found = client.data("GET", "/documents", name=name)["items"]
    upload_id = found[0]["id"] if found else client.ready(material.make(), name)
    path = f"/documents/{upload_id}/download"
    reply = client.http.get(path)
    assert reply.status_code == 200
    return Shown(upload_id, path, reply.content, FORMATS[request.param], reply.headers["etag"])


@pytest.fixture
def anonymous(service: Service) -> Generator[Client]:
    with service.client("") as client:
        yield client


def test_it_is_what_it_was_converted_to(client: Client, shown: Shown) -> None:
    reply = client.http.get(shown.path)
    assert reply.headers["content-type"].split(";")[0] == shown.media_type
    assert reply.headers["content-length"] == str(len(shown.whole))
    assert reply.headers["accept-ranges"] == "bytes"
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert shown.whole.startswith(b"%PDF-") == (shown.media_type == "application/pdf")


@pytest.mark.proves("rule:documents.download-range")
def test_a_range_comes_back_as_that_part(client: Client, shown: Shown) -> None:
    size = len(shown.whole)
    for asked, start, end in [
        ("bytes=0-0", 0, 1),
        ("bytes=10-99", 10, 100),
        (f"bytes={size // 2}-", size // 2, size),
        ("bytes=-20", size - 20, size),
        (f"bytes=5-{size + 50}", 5, size),
    ]:
        reply = client.http.get(shown.path, headers={"Range": asked})
        assert (reply.status_code, reply.content) == (206, shown.whole[start:end]), asked
        assert reply.headers["content-range"] == f"bytes {start}-{end - 1}/{size}"
        assert reply.headers["content-type"].split(";")[0] == shown.media_type
    for asked in (f"bytes={size}-", "bytes=-0"):
        reply = client.http.get(shown.path, headers={"Range": asked})
        assert (reply.status_code, reply.headers["content-range"]) == (416, f"bytes */{size}")
    for asked in ("bytes=9-1", "bytes=0-1,3-4", "lines=0-1"):
        reply = client.http.get(shown.path, headers={"Range": asked})
        assert (reply.status_code, reply.content) == (200, shown.whole)


def test_what_the_client_has_is_not_sent_again(client: Client, shown: Shown) -> None:
    reply = client.http.get(shown.path, headers={"If-None-Match": shown.tag})
    assert (reply.status_code, reply.content, reply.headers["etag"]) == (304, b"", shown.tag)
    assert client.http.get(shown.path, headers={"If-None-Match": '"other"'}).content == shown.whole
    part = {"Range": "bytes=0-9"}
    assert client.http.get(shown.path, headers={**part, "If-Range": shown.tag}).status_code == 206
    assert client.http.get(shown.path, headers={**part, "If-Range": '"other"'}).status_code == 200


@pytest.mark.proves("rule:documents.download-cors")
def test_a_page_of_another_origin_downloads_in_parts_with_a_token(
    service: Service, anonymous: Client, shown: Shown
) -> None:
    wanted = {
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "authorization, range, if-range, if-none-match",
    }
    asked = httpx.options(service.api + shown.path, headers={**ORIGIN, **wanted})
    assert (asked.status_code, asked.headers["access-control-allow-origin"]) == (200, "*")
    allowed = {name.strip().lower() for name in asked.headers["access-control-allow-headers"].split(",")}
    assert {"authorization", "range", "if-range", "if-none-match"} <= allowed
    token = jwt.encode({"upload_id": shown.upload_id}, service.key, algorithm="HS256")
    for how in ({"headers": {"Authorization": f"Bearer {token}"}}, {"params": {"token": token}}):
        part = {**ORIGIN, "Range": "bytes=0-9", **how.get("headers", {})}
        reply = anonymous.http.get(shown.path, headers=part, params=how.get("params"))
        assert (reply.status_code, reply.content) == (206, shown.whole[:10])
        assert reply.headers["access-control-allow-origin"] == "*"
        exposed = {name.strip().lower() for name in reply.headers["access-control-expose-headers"].split(",")}
        assert {"accept-ranges", "content-range", "etag", "content-disposition"} <= exposed
    elements = anonymous.http.get(f"/documents/{shown.upload_id}/elements", params={"token": token}, headers=ORIGIN)
    assert elements.status_code == 200
    assert elements.json()["data"]
