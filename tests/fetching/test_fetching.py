"""Fetching: what is written, what is refused, and within which bounds."""

import gzip
import socket
import threading
import zlib
from collections.abc import Callable, Generator, Sequence
from ipaddress import ip_address, ip_network
from pathlib import Path

import lxml.html
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chatdoc_server.errors import DocumentError, DocumentStatus
from chatdoc_server.fetching import Address, FetchOptions, Resolve, Stopped, WebsiteFetcher
from tests.fetching.sites import ALLOWED, FORBIDDEN, Reply, Site, Visit, certificate, serving_site, shut_door
from tests.service import wait_for

MEGABYTE = 1 << 20
OPEN = (ip_network(f"{ALLOWED}/32"),)
PAGE = "<!doctype html><html><head><title>Ferries</title></head><body><p>The ferry leaves at seven.</p></body></html>"


def fetcher(
    *, seconds: float = 20, megabytes: int = 1, redirects: int = 3, resolve: Resolve | None = None
) -> WebsiteFetcher:
    options = FetchOptions(seconds, megabytes * MEGABYTE, redirects, OPEN)
    return WebsiteFetcher(options, resolve=resolve) if resolve else WebsiteFetcher(options)


@pytest.fixture
def site() -> Generator[Site]:
    with serving_site() as site:
        yield site


@pytest.fixture(scope="module")
def shared() -> WebsiteFetcher:
    """A fetcher for many fetches: to make one takes longer than to fetch."""
    return fetcher()


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "fetched"


def refused(fetching: WebsiteFetcher, url: str, target: Path) -> tuple[int, str]:
    """The status and the text that a fetch ends with."""
    with pytest.raises(DocumentError) as refusal:
        fetching.fetch(url, target)
    return refusal.value.status.value, str(refusal.value)


class Answers:
    """A name service that says what it is told to, once for each time it is asked."""

    def __init__(self, *answers: Sequence[str]) -> None:
        self.asked: list[str] = []
        self._answers = list(answers)

    def __call__(self, host: str, port: int) -> list[Address]:
        self.asked.append(host)
        return [ip_address(one) for one in self._answers.pop(0)]


def test_a_page_is_written_with_its_address(site: Site, target: Path) -> None:
    fetcher().fetch(site.page("/a/page", PAGE), target)
    page = lxml.html.document_fromstring(target.read_bytes())
    assert page.findtext(".//title") == "Ferries"
    assert page.xpath("//base/@href") == [f"{site.url}/a/page"]
    assert page.xpath("//meta/@charset") == ["utf-8"]
    assert page.findtext(".//p") == "The ferry leaves at seven."


def test_what_is_asked_of_a_website(site: Site, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", f"http://{FORBIDDEN}:9")
    monkeypatch.setenv("ALL_PROXY", f"http://{FORBIDDEN}:9")
    site.at("/first", Reply(status=302, headers={"Location": "/second?x=%C3%A4 b#part", "Set-Cookie": "a=b; Path=/"}))
    site.page("/second", PAGE)
    fetcher().fetch(f"{site.url}/first#top", target)
    (_, _), (path, headers) = site.visits
    assert path == "/second?x=%C3%A4%20b"
    assert headers["Host"] == f"{ALLOWED}:{site.port}"
    assert headers["User-Agent"].startswith("chatdoc-server/")
    assert headers["Accept-Encoding"] == "gzip, deflate"
    assert not {"Cookie", "Authorization", "Referer"} & set(headers)


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize(
    ("pack", "encoding"),
    [
        (gzip.compress, "gzip"),
        (gzip.compress, "x-gzip"),
        (lambda data: gzip.compress(data[:100]) + gzip.compress(data[100:]) + bytes(8), "gzip"),
        (zlib.compress, "deflate"),
        (raw_deflate, "deflate"),
        (lambda data: data, "identity"),
        (lambda data: data, ""),
    ],
)
def test_a_packed_page_is_unpacked(site: Site, target: Path, pack: Callable[[bytes], bytes], encoding: str) -> None:
    body = PAGE.replace("seven", "seven " * 40_000).encode()
    fetcher().fetch(site.at("/", Reply(pack(body), headers={"Content-Encoding": encoding})), target)
    assert target.read_bytes().count(b"seven ") == 40_000


def test_a_page_that_is_packed_in_a_way_nobody_asked_for(site: Site, target: Path) -> None:
    url = site.at("/", Reply(PAGE.encode(), headers={"Content-Encoding": "br"}))
    status, text = refused(fetcher(), url, target)
    assert status == DocumentStatus.HTML_CONVERT_ERROR
    assert "(br)" in text


@pytest.mark.parametrize(
    "body",
    [gzip.compress(PAGE.encode())[:-30], b"no gzip at all", b"\x1f\x8b", b"x"],
    ids=["cut-off", "not-packed", "only-a-head", "one-byte"],
)
def test_a_page_that_is_packed_wrongly(site: Site, target: Path, body: bytes) -> None:
    url = site.at("/", Reply(body, headers={"Content-Encoding": "gzip"}))
    assert refused(fetcher(), url, target)[0] == DocumentStatus.HTML_DOWNLOAD_ERROR


@pytest.mark.parametrize(
    ("codec", "label", "words"),
    [
        ("utf-8", "utf-8", "Паром отходит в семь часов — ежедневно"),
        ("windows-1251", "windows-1251", "Паром отходит в семь часов — ежедневно"),
        ("koi8-r", "KOI8-R", "Паром отходит в семь часов"),
        ("cp932", "Shift_JIS", "渡し船は午前七時に出発します①"),
        ("euc_jp", "EUC-JP", "渡し船は午前七時に出発します"),
        ("iso2022_jp", "ISO-2022-JP", "渡し船は午前七時に出発します"),
        ("gb18030", "GB18030", "渡轮每天早上七点出发𠀀"),
        ("gb18030", "gb2312", "渡輪每天早上七點出發"),
        ("big5", "Big5", "渡輪每天早上七點出發"),
        ("cp949", "euc-kr", "연락선은 아침 일곱 시에 출발합니다 똠방"),
        ("cp1252", "iso-8859-1", "The “ferry” – at 7 €"),
        ("utf-16-le", "utf-16le", "The ferry – die Fähre"),
    ],
)
@pytest.mark.parametrize("told_by", ["header", "page"])
def test_a_page_in_another_encoding(site: Site, target: Path, codec: str, label: str, words: str, told_by: str) -> None:
    header, meta = f"text/html; charset={label}", ""
    if told_by == "page" and codec != "utf-16-le":
        header, meta = "text/html", f'<meta http-equiv="Content-Type" content="text/html; charset={label}">'
    url = site.page("/", f"<html><head>{meta}<title>{words}</title></head></html>".encode(codec), header)
    fetcher().fetch(url, target)
    text = target.read_bytes().decode("utf-8")
    assert f"<title>{words}</title>" in text
    assert lxml.html.document_fromstring(target.read_bytes()).findtext(".//title") == words


@pytest.mark.parametrize(
    ("data", "header"),
    [
        ("\ufeffFähre".encode(), "text/plain; charset=iso-8859-1"),
        ("\ufeffFähre".encode("utf-16-le"), "text/plain"),
        ("\ufeffFähre".encode("utf-16-be"), "text/plain; charset=utf-8"),
        ("Fähre".encode("latin-1"), 'text/plain; charset="latin1"'),
    ],
)
def test_text_becomes_utf_8_by_its_mark_then_by_its_header(site: Site, target: Path, data: bytes, header: str) -> None:
    fetcher().fetch(site.page("/", data, header), target)
    fetched = target.read_bytes()
    assert fetched == "Fähre".encode()


@pytest.mark.parametrize("header", ["text/html", "text/html; charset=nonsense", "text/html; charset=rot13"])
def test_bytes_are_kept_where_nothing_tells_their_encoding(site: Site, target: Path, header: str) -> None:
    words = "Паром отходит".encode("windows-1251")
    fetcher().fetch(site.page("/", b"<html><p>" + words + b"</p></html>", header), target)
    assert words in target.read_bytes()
    assert b"charset" not in target.read_bytes()


@pytest.mark.parametrize(
    ("page", "base"),
    [
        ("<html><head><base href='/docs/'><title>x</title></head></html>", "/docs/"),
        ("<!-- <head><base href='/no/'> --><html><head><base target=_top href=sub/ ></head></html>", "/a/sub/"),
        ("<html><head><base href='javascript:alert(1)'></head></html>", "/a/page"),
        ("<html><head><base href='http://[bad'></head></html>", "/a/page"),
        ("<html><title>No head</title><p>text</p></html>", "/a/page"),
        ("<html><header>No head</header></html>", "/a/page"),
        ("<p>Only a paragraph</p>", "/a/page"),
        ("<!doctype html><p>Only a paragraph</p>", "/a/page"),
        (
            '<?xml version="1.0" encoding="utf-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><head/></html>',
            "/a/page",
        ),
        ("<!-- never closed <head>", "/a/page"),
    ],
)
def test_links_count_from_where_the_page_says(site: Site, target: Path, page: str, base: str) -> None:
    fetcher().fetch(site.page("/a/page", page), target)
    found = lxml.html.document_fromstring(target.read_bytes())
    assert found.xpath("//base/@href")[0] == site.url + base


def test_what_a_server_calls_html_looks_so(site: Site, target: Path) -> None:
    fetcher().fetch(site.page("/", "Just words."), target)
    assert target.read_text().startswith("<!doctype html>")
    assert target.read_text().endswith("Just words.")


@pytest.mark.parametrize("header", ["application/pdf", "text/html", "text/plain", "application/octet-stream", None])
def test_a_file_keeps_its_bytes(site: Site, target: Path, header: str | None) -> None:
    data = b"%PDF-1.7\n\xe2\xe3\xcf\xd3 <html> \x00\x01"
    fetcher().fetch(site.page("/report", data, header), target)
    assert target.read_bytes() == data


@pytest.mark.parametrize("header", [None, "application/octet-stream", "application/xml", "text/plain"])
def test_a_page_is_known_by_its_content_when_no_header_tells(site: Site, target: Path, header: str | None) -> None:
    fetcher().fetch(site.page("/", PAGE, header), target)
    assert b"<base " in target.read_bytes()


@pytest.mark.parametrize("body", [b"", b" \n\t "])
def test_a_website_that_is_empty(site: Site, target: Path, body: bytes) -> None:
    status, text = refused(fetcher(), site.page("/", body), target)
    assert status == DocumentStatus.HTML_EMPTY_BODY_ERROR
    assert "empty" in text


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 418, 500, 501, 599, 304])
def test_a_website_that_answers_with_an_error(site: Site, target: Path, status: int) -> None:
    found, text = refused(fetcher(), site.at("/", Reply(b"Sorry.", status=status)), target)
    assert found == DocumentStatus.HTML_DOWNLOAD_ERROR
    assert str(status) in text
    assert len(site.visits) == 1


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_website_that_is_busy_for_a_moment_is_asked_again(site: Site, target: Path, status: int) -> None:
    def busy_once(visit: Visit) -> None:
        visit.reply(Reply(PAGE.encode()) if len(site.visits) > 1 else Reply(status=status))

    fetcher().fetch(site.at("/", busy_once), target)
    assert b"ferry" in target.read_bytes()


def test_a_website_that_stays_busy(site: Site, target: Path) -> None:
    status, text = refused(fetcher(), site.at("/", Reply(status=503)), target)
    assert status == DocumentStatus.HTML_DOWNLOAD_ERROR
    assert "503 (Service Unavailable)" in text
    assert len(site.visits) == 3


def cut_off(visit: Visit) -> None:
    visit.send_response(200)
    visit.send_header("Content-Length", "1000000")
    visit.end_headers()
    visit.wfile.write(PAGE.encode())


def test_a_page_that_breaks_off_is_fetched_again(site: Site, target: Path) -> None:
    def cut_off_once(visit: Visit) -> None:
        if len(site.visits) > 1:
            visit.reply(Reply(PAGE.encode()))
        else:
            cut_off(visit)

    fetcher().fetch(site.at("/", cut_off_once), target)
    assert target.read_bytes().count(b"ferry") == 1


def test_a_page_that_always_breaks_off(site: Site, target: Path) -> None:
    status, text = refused(fetcher(), site.at("/", cut_off), target)
    assert status == DocumentStatus.HTML_DOWNLOAD_ERROR
    assert "broke off" in text


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
