"""Large JSON is sent compressed; files, parts of them and streams go as they are."""

import gzip
import json
from collections.abc import Mapping

import httpx
import pytest

from tests import files
from tests.api_client import Client

DATA = files.book(30, seed=90)
PACKED = {"Accept-Encoding": "gzip"}


@pytest.fixture
def upload_id(client: Client) -> str:
    found = client.data("GET", "/documents", name="packed.pdf")["items"]
    return found[0]["id"] if found else client.ready(DATA, "packed.pdf")


def raw(client: Client, path: str, headers: Mapping[str, str]) -> tuple[httpx.Response, bytes]:
    """A reply and its body as it came over the wire."""
    sent = {"Authorization": client.http.headers["authorization"], **headers}
    with httpx.stream("GET", f"{client.http.base_url}{path.removeprefix('/')}", headers=sent) as reply:
        return reply, b"".join(reply.iter_raw())


def test_large_json_is_compressed_for_those_who_take_it(client: Client, upload_id: str) -> None:
    path = f"/documents/{upload_id}/elements"
    packed, body = raw(client, path, PACKED)
    plain, whole = raw(client, path, {"Accept-Encoding": "identity"})
    assert (packed.headers["content-encoding"], packed.headers["content-length"]) == ("gzip", str(len(body)))
    assert "content-encoding" not in plain.headers
    assert json.loads(gzip.decompress(body)) == json.loads(whole)
    assert len(body) < len(whole) / 4
    assert all("Accept-Encoding" in reply.headers["vary"] for reply in (packed, plain))


def test_a_file_goes_as_it_is(client: Client, upload_id: str) -> None:
    path = f"/documents/{upload_id}/download"
    whole, body = raw(client, path, PACKED)
    assert "content-encoding" not in whole.headers
    assert (whole.headers["content-length"], body) == (str(len(DATA)), DATA)
    part, body = raw(client, path, {**PACKED, "Range": "bytes=1000-5999"})
    assert (part.status_code, body) == (206, DATA[1000:6000])
    assert "content-encoding" not in part.headers
    assert part.headers["content-range"] == f"bytes 1000-5999/{len(DATA)}"


def test_clean_html_goes_as_it_is(client: Client) -> None:
    upload_id = client.ready(b"# Notes\n\n" + b"A line of the notes.\n\n" * 200, "notes.md")
    whole, body = raw(client, f"/documents/{upload_id}/download", PACKED)
    assert "content-encoding" not in whole.headers
    assert whole.headers["content-length"] == str(len(body))


def test_events_come_as_they_happen(client: Client, upload_id: str) -> None:
    watched, _ = raw(client, f"/documents/{upload_id}/events", PACKED)
    assert "content-encoding" not in watched.headers
    body = {"upload_id": upload_id, "question": "What was built of granite?"}
    with client.http.stream("POST", "/questions", json=body, headers=PACKED) as reply:
        pieces = [piece for piece in reply.iter_raw() if piece]
    assert "content-encoding" not in reply.headers
    assert len(pieces) > 1
    assert all(piece.startswith(b"data: ") for piece in pieces)
