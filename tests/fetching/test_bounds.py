"""Fetching: within which bounds of size and time, and what ends it."""

import gzip
import socket
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chatdoc_server.errors import DocumentStatus
from chatdoc_server.fetching import Stopped, WebsiteFetcher
from tests.fetching.fetchers import MEGABYTE, PAGE, fetcher, refused
from tests.fetching.sites import ALLOWED, Reply, Site, Visit
from tests.service import wait_for


def endless(visit: Visit) -> None:
    visit.send_response(200)
    visit.send_header("Content-Type", "text/html")
    visit.end_headers()
    visit.wfile.write(b"<html><body>")
    while not visit.site.closing.is_set():
        visit.wfile.write(b"<p>And so on.</p>" * 1000)


def endless_nothing(visit: Visit) -> None:
    """Members of gzip without content, and so a body that never ends and never grows."""
    visit.send_response(200)
    visit.send_header("Content-Encoding", "gzip")
    visit.end_headers()
    while not visit.site.closing.is_set():
        visit.wfile.write(gzip.compress(b"") * 1000)


def bomb(visit: Visit) -> None:
    visit.reply(Reply(gzip.compress(bytes(200 * MEGABYTE)), headers={"Content-Encoding": "gzip"}))


def announced(visit: Visit) -> None:
    visit.reply(Reply(b"a" * (2 * MEGABYTE)))


@pytest.mark.parametrize("held", [endless, endless_nothing, bomb, announced])
def test_a_website_that_is_too_much_is_cut(site: Site, target: Path, held: Callable[[Visit], None]) -> None:
    status, text = refused(fetcher(megabytes=1), site.at("/", held), target)
    assert status == DocumentStatus.EXCEED_SIZE_ERROR
    assert "larger than (1MB)" in text
    assert not target.exists() or target.stat().st_size <= MEGABYTE
    if held in {endless, endless_nothing}:
        assert site.hung_up.wait(20), "the connection is closed at once"


def dripping_body(visit: Visit) -> None:
    visit.send_response(200)
    visit.end_headers()
    while not visit.site.closing.wait(0.05):
        visit.wfile.write(b"<p>")


def dripping_head(visit: Visit) -> None:
    visit.wfile.write(b"HTTP/1.1 200 OK\r\n")
    while not visit.site.closing.wait(0.05):
        visit.wfile.write(b"X-Wait: yes\r\n")


def dripping_hints(visit: Visit) -> None:
    while not visit.site.closing.wait(0.05):
        visit.wfile.write(b"HTTP/1.1 103 Early Hints\r\n\r\n")


def silent(visit: Visit) -> None:
    visit.site.closing.wait()


@pytest.mark.parametrize("held", [dripping_body, dripping_head, dripping_hints, silent])
def test_a_website_that_is_too_slow_is_given_up(site: Site, target: Path, held: Callable[[Visit], None]) -> None:
    status, text = refused(fetcher(seconds=1), site.at("/", held), target)
    assert status == DocumentStatus.HTML_DOWNLOAD_ERROR
    assert "longer than 1 seconds" in text
    if held is not silent:
        assert site.hung_up.wait(20), "the connection is closed at once"


def test_redirects_share_the_time_of_one_fetch(site: Site, target: Path) -> None:
    def slow(visit: Visit) -> None:
        visit.site.closing.wait(0.3)
        visit.reply(Reply(status=302, headers={"Location": f"/{len(visit.site.visits)}"}))

    for number in range(20):
        site.at(f"/{number}", slow)
    status, text = refused(fetcher(seconds=1, redirects=20), f"{site.url}/0", target)
    assert status == DocumentStatus.HTML_DOWNLOAD_ERROR
    assert "longer than 1 seconds" in text
    assert len(site.visits) < 10


def test_a_server_that_speaks_no_http(target: Path) -> None:
    def speak(listener: socket.socket) -> None:
        for _ in range(3):
            connection, _ = listener.accept()
            with connection:
                connection.recv(1 << 16)
                connection.sendall(b"SSH-2.0-OpenSSH_9.6\r\n\r\n")

    with socket.create_server((ALLOWED, 0)) as listener:
        thread = threading.Thread(target=speak, args=(listener,), daemon=True)
        thread.start()
        status, _ = refused(fetcher(), f"http://{ALLOWED}:{listener.getsockname()[1]}/", target)
        thread.join()
    assert status == DocumentStatus.HTML_DOWNLOAD_ERROR


def test_closing_ends_a_fetch_without_a_verdict_on_the_website(site: Site, target: Path) -> None:
    fetching, ended = fetcher(seconds=60), threading.Event()

    def fetch() -> None:
        with pytest.raises(Stopped):
            fetching.fetch(site.at("/", silent), target)
        ended.set()

    thread = threading.Thread(target=fetch, daemon=True)
    thread.start()
    wait_for(lambda: site.visits, "the fetch to begin")
    fetching.close()
    assert ended.wait(20)
    thread.join()


def test_many_fetches_at_once_are_kept_apart(site: Site, tmp_path: Path) -> None:
    fetching = fetcher()
    for number in range(8):
        site.page(f"/{number}", PAGE.replace("seven", f"{number} o'clock"))
    threads = [
        threading.Thread(target=fetching.fetch, args=(f"{site.url}/{number}", tmp_path / str(number)))
        for number in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for number in range(8):
        assert f"{number} o'clock".encode() in (tmp_path / str(number)).read_bytes()


HEADERS = (
    None, "text/html", "text/html; charset=utf-16", "text/html; charset=shift_jis", "text/plain; charset=iso-2022-jp",
    "application/xhtml+xml; charset=\u00e4", "text/html; charset=utf-8; charset", "image/png", ";",
    "text/html;;charset=''",
)  # fmt: skip


PIECES = (
    b"<html>", b"<head>", b"<base href=", b"'/a'>", b"<!--", b"-->", b"<?xml encoding='", b"utf-16", b"?>", b">", b" ",
    b"<meta charset=", b"\xff\xfe", b"\xef\xbb\xbf", b"\x00", b"\x1b$B", b"<!doctype html>", b"http://[", b"&#0;",
    b"%PDF-", b"PK\x03\x04",
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.binary(max_size=20)), max_size=12), st.sampled_from(HEADERS))
def test_whatever_a_website_sends_is_written_or_found_empty(
    site: Site, target: Path, shared: WebsiteFetcher, pieces: list[bytes], header: str | None
) -> None:
    body = b"".join(pieces)
    url = site.at("/", Reply(body, header))
    if not body.strip():
        assert refused(shared, url, target)[0] == DocumentStatus.HTML_EMPTY_BODY_ERROR
        return
    shared.fetch(url, target)
    fetched = target.read_bytes()
    assert fetched == body or f'<base href="{site.url}/'.encode() in fetched or fetched.decode("utf-8") is not None
