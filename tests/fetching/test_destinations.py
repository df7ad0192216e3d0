"""Fetching: where it may lead. Redirects, addresses, names and certificates."""

import socket
import threading
from ipaddress import ip_network
from pathlib import Path

import pytest

from chatdoc_server.errors import DocumentStatus
from chatdoc_server.fetching import Address, FetchOptions, WebsiteFetcher
from tests.fetching.fetchers import MEGABYTE, OPEN, PAGE, Answers, fetcher, refused
from tests.fetching.sites import ALLOWED, FORBIDDEN, Site, certificate, serving_site, shut_door


def test_redirects_are_followed(site: Site, target: Path) -> None:
    site.page("/d/e", PAGE)
    site.redirect("/c", "e/../d/e", 308)
    site.redirect("/b", f"{site.url}/c", 301)
    fetcher().fetch(site.redirect("/a", "/b", 307), target)
    assert [path for path, _ in site.visits] == ["/a", "/b", "/c", "/d/e"]
    assert f'<base href="{site.url}/d/e"/>'.encode() in target.read_bytes()


def test_redirects_that_lead_round_and_round(site: Site, target: Path) -> None:
    site.redirect("/b", "/a")
    status, text = refused(fetcher(redirects=3), site.redirect("/a", "/b"), target)
    assert status == DocumentStatus.LINK_DOWNLOAD_ERROR
    assert "more than 3 times" in text
    assert len(site.visits) == 4


@pytest.mark.parametrize(
    "location",
    [
        "ftp://example.com/",
        "file:///etc/passwd",
        "data:text/html,hello",
        "http://me:secret@example.com/",
        "//example.com:99999/",
    ],
)
def test_redirects_to_what_is_no_website(site: Site, target: Path, location: str) -> None:
    status, text = refused(fetcher(), site.redirect("/", location), target)
    assert status == DocumentStatus.LINK_DOWNLOAD_ERROR
    assert "no address of a website" in text


def test_a_redirect_to_this_machine_is_refused_before_a_connection_is_made(site: Site, target: Path) -> None:
    with shut_door() as door:
        for status in (301, 302, 303, 307, 308):
            url = site.redirect("/", f"http://{FORBIDDEN}:{door.port}/", status)
            assert refused(fetcher(), url, target)[0] == DocumentStatus.LINK_DOWNLOAD_ERROR
    assert not target.exists()


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "127.1", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "017700000001", "127.0.0.1.", "0",
     "0.0.0.0", "localhost", "LOCALHOST", "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]",
     "[0:0:0:0:0:ffff:127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[::127.0.0.1]", "127.0.0.3"],
)  # fmt: skip
def test_no_spelling_of_this_machine_is_let_through(target: Path, host: str) -> None:
    with shut_door("0.0.0.0") as door:
        status, text = refused(fetcher(), f"http://{host}:{door.port}/", target)
    assert status == DocumentStatus.LINK_DOWNLOAD_ERROR
    assert any(words in text for words in ("not on the public internet", "can't find", "address of a website"))


@pytest.mark.parametrize(
    "host", ["10.0.0.1", "169.254.169.254", "192.168.1.1", "[fe80::1]", "[fd00::2]", "100.64.0.1", "224.0.0.1"]
)
def test_no_private_address_is_let_through(target: Path, host: str) -> None:
    status, text = refused(fetcher(), f"http://{host}/latest/meta-data/", target)
    assert status == DocumentStatus.LINK_DOWNLOAD_ERROR
    assert "not on the public internet" in text
    assert "website.open_networks" in text


def test_a_name_is_looked_up_once_for_a_connection_that_goes_where_was_checked(site: Site, target: Path) -> None:
    """The second answer would lead the connection to the door, had the name been looked up again after the check."""
    site.page("/", PAGE)
    with shut_door() as door:
        assert door.port != site.port
        names = Answers([ALLOWED], [FORBIDDEN])
        fetcher(resolve=names).fetch(f"http://ferries.example:{site.port}/", target)
    assert names.asked == ["ferries.example"]
    assert site.visits[0][1]["Host"] == f"ferries.example:{site.port}"


def test_a_name_that_stands_for_another_address_at_the_next_connection(site: Site, target: Path) -> None:
    site.redirect("/", "/again")
    names = Answers([ALLOWED], [FORBIDDEN])
    status, _ = refused(fetcher(resolve=names), f"http://ferries.example:{site.port}/", target)
    assert status == DocumentStatus.LINK_DOWNLOAD_ERROR
    assert [path for path, _ in site.visits] == ["/"]


@pytest.mark.parametrize("others", [[FORBIDDEN], ["10.0.0.1"], ["::1"]])
def test_a_name_with_one_forbidden_address_is_refused_whole(site: Site, target: Path, others: list[str]) -> None:
    status, _ = refused(fetcher(resolve=Answers([ALLOWED, *others])), f"http://ferries.example:{site.port}/", target)
    assert status == DocumentStatus.LINK_DOWNLOAD_ERROR
    assert site.visits == []


def test_the_next_address_is_tried_when_one_does_not_answer(target: Path) -> None:
    with serving_site(address="127.0.0.4") as site:
        site.page("/", PAGE)
        options = FetchOptions(20, MEGABYTE, 3, (ip_network("127.0.0.2/31"), ip_network("127.0.0.4/32")))
        names = Answers(["127.0.0.3", "127.0.0.4"])
        WebsiteFetcher(options, resolve=names).fetch(f"http://ferries.example:{site.port}/", target)
    assert b"ferry" in target.read_bytes()


def test_a_host_that_nobody_knows(target: Path) -> None:
    status, text = refused(fetcher(), "http://nowhere.invalid/page", target)
    assert status == DocumentStatus.LINK_DOWNLOAD_ERROR
    assert "can't find the website nowhere.invalid" in text


@pytest.mark.parametrize("host", ["a..b", "a" * 64 + ".example", ".", "-", "a." * 200 + "example"])
def test_a_host_that_is_no_name(target: Path, host: str) -> None:
    assert refused(fetcher(), f"http://{host}/", target)[0] == DocumentStatus.LINK_DOWNLOAD_ERROR


def test_a_host_where_nothing_listens(target: Path) -> None:
    with socket.create_server((ALLOWED, 0)) as listener:
        port = listener.getsockname()[1]
    status, text = refused(fetcher(), f"http://{ALLOWED}:{port}/", target)
    assert status == DocumentStatus.LINK_DOWNLOAD_ERROR
    assert str(port) in text


def test_a_certificate_that_nobody_vouches_for(tmp_path: Path, target: Path) -> None:
    with serving_site(certificate(tmp_path, ALLOWED)[0]) as site:
        status, text = refused(fetcher(), site.page("/", PAGE), target)
        assert site.visits == []
    assert status == DocumentStatus.LINK_DOWNLOAD_ERROR
    assert "no valid certificate" in text


def test_a_certificate_is_held_against_the_name_and_not_the_address(tmp_path: Path, target: Path) -> None:
    serving, trusted = certificate(tmp_path, "ferries.example")
    options = FetchOptions(20, MEGABYTE, 3, OPEN)
    with serving_site(serving) as site:
        site.page("/", PAGE)
        trusting = WebsiteFetcher(options, resolve=Answers([ALLOWED], [ALLOWED]), tls=trusted)
        trusting.fetch(f"https://ferries.example:{site.port}/", target)
        assert b"ferry" in target.read_bytes()
        status, text = refused(trusting, f"https://trains.example:{site.port}/", target)
    assert status == DocumentStatus.LINK_DOWNLOAD_ERROR
    assert "no valid certificate" in text


def test_a_server_that_does_not_speak_https(site: Site, target: Path) -> None:
    status, text = refused(fetcher(), f"https://{ALLOWED}:{site.port}/", target)
    assert status == DocumentStatus.LINK_DOWNLOAD_ERROR
    assert ALLOWED in text


def test_a_name_service_that_does_not_answer(target: Path) -> None:
    answering = threading.Event()

    def hang(host: str, port: int) -> list[Address]:
        answering.wait(60)
        return []

    status, text = refused(fetcher(seconds=1, resolve=hang), "http://ferries.example/", target)
    answering.set()
    assert status == DocumentStatus.LINK_DOWNLOAD_ERROR
    assert "longer than 1 seconds" in text


def test_a_name_without_addresses(target: Path) -> None:
    status, _ = refused(fetcher(resolve=Answers([])), "http://ferries.example/", target)
    assert status == DocumentStatus.LINK_DOWNLOAD_ERROR
