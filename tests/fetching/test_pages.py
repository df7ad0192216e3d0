"""Fetching: what is written of a website, and what is asked again."""

import gzip
import zlib
from collections.abc import Callable
from pathlib import Path

import lxml.html
import pytest

from chatdoc_server.errors import DocumentStatus
from tests.fetching.fetchers import PAGE, fetcher, refused
from tests.fetching.sites import ALLOWED, FORBIDDEN, Reply, Site, Visit


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
