"""The pages as the server sends them."""

import gzip
import re

import httpx
import pytest

from tests.service import Service

MEGABYTE = 1 << 20


@pytest.mark.parametrize("path", ["/", "/pdf-viewer/"])
def test_a_page_has_a_strict_policy(service: Service, path: str) -> None:
    reply = httpx.get(service.url + path)
    assert reply.status_code == 200
    policy = dict(part.strip().split(" ", 1) for part in reply.headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self' 'wasm-unsafe-eval'"
    assert policy["style-src"] == policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == ("'none'" if path == "/" else "*")


def test_the_script_is_small(service: Service) -> None:
    """All scripts a page may load, but for pdf.js's worker, are under a megabyte as they are sent."""
    page = httpx.get(service.url).text + httpx.get(f"{service.url}/pdf-viewer/").text
    found, waiting = set[str](), set(re.findall(r"/assets/[\w.-]+\.js", page))
    sent = 0
    while waiting:
        path = waiting.pop()
        found.add(path)
        reply = httpx.get(service.url + path, headers={"Accept-Encoding": "gzip"})
        # What is smaller than a packet gains nothing.
        assert reply.headers.get("content-encoding") == "gzip" or len(reply.content) < 1024
        sent += len(gzip.compress(reply.content))
        named = re.findall(r"[\w.-]+\.js\b", reply.text)
        waiting |= {
            f"/assets/{name}" for name in named if httpx.head(f"{service.url}/assets/{name}").is_success
        } - found
        waiting -= {path for path in waiting if "worker" in path}
    assert 0 < sent < MEGABYTE


def test_files_that_name_their_content_are_kept_by_browsers(service: Service) -> None:
    [script, *_] = re.findall(r"/assets/[\w.-]+\.js", httpx.get(service.url).text)
    assert "immutable" in httpx.get(service.url + script).headers["cache-control"]
    assert httpx.get(service.url).headers["cache-control"] == "no-cache"


def test_a_path_beside_the_pages_is_answered_like_any_other(service: Service) -> None:
    reply = httpx.get(f"{service.url}/nothing")
    assert (reply.status_code, reply.json()["data"]) == (404, {})
    assert httpx.get(f"{service.url}/assets/../api-key").status_code == 404
    assert httpx.get(f"{service.url}/pdf-viewer", follow_redirects=False).headers["location"] == "/pdf-viewer/"
