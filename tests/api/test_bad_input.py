"""Bad input of every kind: each ends in its own status or refusal with a clear text, and harms nothing else.

After each of these tests nothing is set aside or charged for what failed, no temporary file is left, the service
answers, and takes another document in.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from uuid import uuid4

import httpx
import lxml.html
import pytest

from tests import files
from tests.api_client import Client, Json
from tests.conftest import QUICK
from tests.contract.material import FACT, epub
from tests.fetching.sites import FORBIDDEN, OPEN_NETWORKS, Reply, Site, Visit, serving_site, shut_door
from tests.service import Service, serving, wait_for
from tests.word.packages import WITH_MACROS, Link, Parts, package, paragraph

NewClient = Callable[..., Client]
MEGABYTE = 1 << 20
LONG_LINE = 200 * MEGABYTE
SETTINGS = QUICK | {
    "CHATDOC_LIMITS__FILE_MEGABYTES": "256",
    "CHATDOC_WEBSITE__OPEN_NETWORKS": OPEN_NETWORKS,
    "CHATDOC_WEBSITE__SECONDS": "3",
    "CHATDOC_WEBSITE__MEGABYTES": "1",
}


@pytest.fixture(scope="module")
def sturdy(tmp_path_factory: pytest.TempPathFactory) -> Generator[Service]:
    """A server that takes files of up to 256 MB, so that what reads them sees the largest of these tests."""
    with serving(tmp_path_factory.mktemp("sturdy") / "data", settings=SETTINGS) as service:
        yield service


@pytest.fixture
def user(sturdy: Service) -> Generator[Client]:
    packages = {"documents_tokens": 1_000_000, "elite_page": 100, "ocr_page": 100, "question": 10}
    with sturdy.client(sturdy.new_user(f"bad-input-{uuid4()}", **packages)) as client:
        yield client


@pytest.fixture
def site() -> Generator[Site]:
    with serving_site() as site:
        yield site


@pytest.fixture(autouse=True)
def nothing_is_harmed(sturdy: Service, user: Client) -> Iterator[None]:
    """After each test: it answers, has nothing set aside or lying about, and takes another document in."""
    yield
    assert httpx.get(f"{sturdy.url}/healthz").status_code == 200
    before = used(user)
    note = user.ready(files.note())
    assert used(user) == before | {"elite_page": before["elite_page"] + 1, "page": before["page"] + 1}
    assert user.ask(note, "When does the ferry leave?").source_info
    for one in user.data("GET", "/documents", limit=100)["items"]:
        user.data("DELETE", f"/documents/{one['id']}")
    wait_for(lambda: not sturdy.held("document:"), "all reservations to be closed")
    wait_for(lambda: not left_over(sturdy), "an empty tmp folder")
    assert httpx.get(f"{sturdy.url}/readyz").status_code == 200


def left_over(service: Service) -> list[Path]:
    """Temporary files of the service."""
    return [path for path in (service.data_dir / "tmp").rglob("*") if path.is_file()]


def used(user: Client) -> dict[str, int]:
    """What has been charged, or set aside, of each package."""
    package = user.data("GET", "/users/quota")["package"]
    return {name: held["used_count"] for name, held in package.items() if held}


def check_failed(user: Client, upload_id: str, status: int, words: str) -> None:
    """The document ends with the status and a text that says `words`, was charged nothing, and can't be asked."""
    document = user.finished(upload_id, seconds=300)
    assert document["status"] == status, document
    assert document["error_msg"]["error_code"] == status
    assert words in document["error_msg"]["error_msg"]
    assert not any(used(user).values())
    asked = user.http.post("/questions", json={"upload_id": upload_id, "question": "What is this?"})
    assert asked.status_code == 400
    assert document["error_msg"]["error_msg"] in asked.json()["detail"]


def shown(user: Client, upload_id: str) -> str:
    """The clean HTML of a document that is ready."""
    document = user.finished(upload_id, seconds=300)
    assert document["status"] == 300, document
    return user.http.get(f"/documents/{upload_id}/download").content.decode("utf-8")


def repacked(data: bytes, change: Callable[[zipfile.ZipFile], None], leave_out: str = "") -> bytes:
    """A zip archive with something more in it, and without one of its files."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for info in source.infolist():
            if info.filename != leave_out:
                copy.writestr(info, source.read(info), info.compress_type)
        change(copy)
    return target.getvalue()


def blanks(archive: zipfile.ZipFile) -> None:
    """A main part of 300 MB of blanks, which packs into 300 kB."""
    with archive.open("word/document.xml", "w", force_zip64=True) as part:
        part.write(b"<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>")
        for _ in range(300):
            part.write(b" " * MEGABYTE)
        part.write(b"</w:body></w:document>")


@pytest.mark.proves("status:-3")
def test_a_zip_bomb_that_says_it_is_a_docx(user: Client) -> None:
    bomb = repacked(package(paragraph(FACT)), blanks, leave_out="word/document.xml")
    assert len(bomb) < MEGABYTE
    check_failed(user, user.upload(bomb, "bomb.docx"), -3, "too large")


def test_a_zip_bomb_that_states_another_size(user: Client) -> None:
    """Both lists of what is in the archive state 100 bytes for a part of 300 MB."""
    bomb = bytearray(repacked(package(paragraph(FACT)), blanks, leave_out="word/document.xml"))
    with zipfile.ZipFile(io.BytesIO(bytes(bomb))) as archive:
        true = struct.pack("<I", archive.getinfo("word/document.xml").file_size)
    assert bomb.count(true) >= 1
    while (place := bomb.find(true)) >= 0:
        bomb[place : place + 4] = struct.pack("<I", 100)
    check_failed(user, user.upload(bytes(bomb), "bomb.docx"), -3, "")


@pytest.mark.proves("status:-16")
@pytest.mark.parametrize("name", ["../../evil.xhtml", "OEBPS/../../evil.xhtml", "/etc/evil.xhtml", "..\\evil.xhtml"])
def test_an_epub_with_names_that_lead_outside(sturdy: Service, user: Client, name: str) -> None:
    def add(archive: zipfile.ZipFile) -> None:
        info = zipfile.ZipInfo("x")
        info.filename = name
        archive.writestr(info, "<html><body><p>Evil</p></body></html>")

    check_failed(user, user.upload(repacked(epub(), add), "evil.epub"), -16, "lead outside")
    assert not list(sturdy.data_dir.parent.rglob("evil.xhtml"))


@pytest.mark.proves("status:-18")
def test_a_million_nested_tags(user: Client) -> None:
    nested = f"<!doctype html><html><body>{'<div>' * 1_000_000}<p>{FACT}</p>".encode()
    check_failed(user, user.upload(nested, "deep.html"), -18, "nests")


def test_a_million_nested_tags_of_another_kind(user: Client) -> None:
    nested = f"<!doctype html><html><body>{'<b><i>' * 500_000}{FACT}</body></html>".encode()
    check_failed(user, user.upload(nested, "deep.html"), -18, "nests")


@pytest.mark.proves("status:-6", "rule:limits.document-tokens")
def test_200_megabytes_of_text_in_one_line(user: Client) -> None:
    check_failed(user, user.upload((b"larch and slate " * (LONG_LINE // 16)), "line.txt"), -6, "more text")


def test_50_megabytes_of_text_without_a_blank(user: Client) -> None:
    check_failed(user, user.upload(b"a" * (50 * MEGABYTE), "word.txt"), -6, "tokens of text")


@pytest.mark.proves("rule:limits.file")
def test_200_megabytes_are_refused_at_once_by_the_limit_that_is_set_by_default(client: Client) -> None:
    line = io.BytesIO(b"larch and slate " * (LONG_LINE // 16))
    reply = client.http.post("/documents/upload", files={"file": ("line.txt", line, "text/plain")})
    assert reply.status_code == 400
    assert reply.json()["detail"] == "Your file is larger than (60MB) so we can't deal with it."


BROKEN_TEXT = {
    "utf-8 that breaks off": f"{FACT}\n".encode() * 50 + b"\xe6\xb8",
    "utf-8 with odd bytes": b"The ferry \xff\xfe\xc3\x28 leaves \xa0\xa1 at \xf0\x28\x8c\xbc seven. \xc0\xaf\n" * 50,
    "utf-16 with half a character": b"\xff\xfe" + FACT.encode("utf-16-le") + b"\x41",
    "utf-16 with lone surrogates": b"\xff\xfe" + b"\x00\xdc\x00\xd8" * 100,
    "utf-16 without sense": b"\xfe\xff" + bytes(range(1, 255)) * 20,
}


@pytest.mark.proves("status:-15")
@pytest.mark.parametrize("data", BROKEN_TEXT.values(), ids=BROKEN_TEXT)
def test_text_in_a_broken_encoding(user: Client, data: bytes) -> None:
    """What can't be decoded is refused with the way out; nothing is guessed into the text."""
    check_failed(user, user.upload(data, "broken.txt"), -15, "UTF-8")


HANDLERS = """<!doctype html><html><head><title>Harbour</title><script src="{out}/a.js"></script>
<link rel="stylesheet" href="{out}/a.css"><meta http-equiv="refresh" content="0; url={out}/">
<style>@import "{out}/b.css";</style></head><body onload="stolen()" background="{out}/b.png">
<h1 onclick="stolen()">Harbour</h1>
<p style="background:url({out}/c.png)" onmouseover="stolen()">{fact}</p>
<p><a href="javascript:stolen()">A link</a> <a href="JaVa&#x09;Script:stolen()">A hidden link</a></p>
<img src="{out}/d.png" onerror="stolen()" alt="A picture">
<svg onload="stolen()"><script>stolen()</script></svg>
<iframe src="{out}/e"></iframe><object data="{out}/f"></object>
<form action="{out}/g"><input autofocus onfocus="stolen()"></form>
<noscript><p title="</noscript><img src=x onerror=stolen()>"></noscript>
<math><mi xlink:href="javascript:stolen()">x</mi></math><script>stolen()</script>
<p>The café is open.</p></body></html>"""
ACTIVE = {"script", "style", "iframe", "object", "form", "input", "svg", "math", "link", "noscript"}


def test_html_with_scripts_and_event_handlers_is_taken_in_clean(user: Client) -> None:
    with shut_door() as door:
        upload_id = user.upload(
            HANDLERS.format(out=f"http://{FORBIDDEN}:{door.port}", fact=FACT).encode(), "handlers.html"
        )
        page = shown(user, upload_id)
        answer = user.ask(upload_id, "What was the harbour café of Larkfield built of?")
    assert FACT in answer.text
    root = lxml.html.document_fromstring(page)
    assert FACT in root.text_content()
    assert "The café is open." in root.text_content()
    nodes = [node for node in root.iter() if isinstance(node.tag, str)]
    assert not {"script", "iframe", "object", "form", "input", "svg", "math", "link", "noscript"} & {
        n.tag for n in nodes
    }
    attributes = [(name, value) for node in nodes for name, value in node.attrib.items()]
    assert not [name for name, _ in attributes if name.startswith("on") or name in {"style", "srcset", "background"}]
    assert root.xpath("//meta/@http-equiv") in ([], ["Content-Security-Policy"])
    assert not [value for _, value in attributes if "javascript" in value.lower() or "127.0.0.1" in value]


def endless(visit: Visit) -> None:
    visit.send_response(200)
    visit.send_header("Content-Type", "text/html")
    visit.end_headers()
    while not visit.site.closing.is_set():
        visit.wfile.write(b"<p>And so on.</p>" * 1000)


def dripping(visit: Visit) -> None:
    visit.send_response(200)
    visit.end_headers()
    while not visit.site.closing.wait(0.05):
        visit.wfile.write(b"<p>")


WEBSITES = {
    "never ends": (endless, -5, "larger than (1MB)"),
    "never ends, slowly": (dripping, -19, "longer than 3 seconds"),
    "is empty": (Reply(), -17, "empty"),
    "has an empty body": (
        Reply(b"<!doctype html><html><head><title>Nothing</title></head><body></body></html>"),
        -17,
        "",
    ),
    "replies 500": (Reply(b"<h1>Sorry</h1>", status=500), -19, "HTTP status 500"),
}


def submit(user: Client, url: str) -> str:
    upload_id: str = user.data("POST", "/documents/website", json={"website": url})["id"]
    return upload_id


@pytest.mark.parametrize(("held", "status", "words"), WEBSITES.values(), ids=WEBSITES)
def test_a_website_that(
    user: Client, site: Site, held: Reply | Callable[[Visit], None], status: int, words: str
) -> None:
    check_failed(user, submit(user, site.at("/", held)), status, words)


def test_a_website_that_redirects_to_this_machine(user: Client, site: Site) -> None:
    with shut_door() as door:
        url = site.redirect("/", f"http://{FORBIDDEN}:{door.port}/")
        check_failed(user, submit(user, url), -4, "not on the public internet")


def test_a_docx_with_macros_is_taken_in_without_them(user: Client) -> None:
    macros = Link("rIdMacros", "vbaProject", "vbaProject.bin", outside=False)
    parts = Parts((macros,), {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(5000)}, WITH_MACROS)
    upload_id = user.ready(package(paragraph(FACT), parts), "macros.docm")
    assert user.http.get(f"/documents/{upload_id}/download").content.startswith(b"%PDF")
    assert FACT in user.ask(upload_id, "What was the harbour café of Larkfield built of?").text


def png(width: int, height: int) -> bytes:
    """A PNG that claims a size and holds one row."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    row = zlib.compress(b"\0" + bytes(3 * width))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", row) + chunk(b"IEND", b"")


@pytest.mark.proves("status:-5")
def test_an_image_of_30_000_by_30_000(user: Client) -> None:
    data = png(30_000, 30_000)
    assert len(data) < 1000
    check_failed(user, user.upload(data, "large.png"), -5, "pixels")


def collection(user: Client) -> str:
    made: Json = user.data("POST", "/collections", json={"name": "Harbours"})
    return str(made["id"])


@pytest.mark.proves("rule:collections.clone-ready")
def test_a_clone_of_a_document_that_is_not_ready(user: Client, site: Site) -> None:
    """The document is a website that holds its page back until the clone has been refused."""

    def held_back(visit: Visit) -> None:
        visit.site.release.wait(60)
        visit.reply(Reply(f"<html><body><p>{FACT}</p></body></html>".encode()))

    target, upload_id = collection(user), submit(user, site.at("/", held_back))
    wait_for(lambda: site.visits, "the fetch to begin")
    body = {"collection_id": target, "upload_ids": [upload_id]}
    reply = user.http.post("/collections/clone-documents", json=body)
    site.release.set()
    assert reply.status_code == 400
    assert "when it is ready" in reply.json()["detail"]
    assert user.document(target)["documents"] == []
    user.finished(upload_id)


def test_a_clone_of_a_document_that_failed(user: Client) -> None:
    target, upload_id = collection(user), user.upload(files.truncated())
    check_failed(user, upload_id, -1, "damaged")
    reply = user.http.post("/collections/clone-documents", json={"collection_id": target, "upload_ids": [upload_id]})
    assert reply.status_code == 400
    assert "damaged" in reply.json()["detail"]
    assert user.document(target)["documents"] == []
    user.finished(upload_id)


@pytest.mark.proves("rule:limits.collection", "rule:collections.clone-limit")
def test_the_31st_document_of_a_collection(user: Client, site: Site) -> None:
    target, original = collection(user), user.ready(files.note())
    for _ in range(30):
        user.upload(files.note(), collection_id=target)
    note = {"file": ("note.pdf", files.note(), "application/pdf")}
    refusals = (
        user.http.post("/documents/upload", files=note, data={"collection_id": target}),
        user.http.post("/documents/website", json={"website": f"{site.url}/", "collection_id": target}),
        user.http.post("/collections/clone-documents", json={"collection_id": target, "upload_ids": [original]}),
    )
    for reply in refusals:
        assert reply.status_code == 400, reply.text
        assert "at most 30 documents" in reply.json()["detail"]
    assert len(user.document(target)["documents"]) == 30
    wait_for(lambda: user.document(target)["status"] == 300, "all 30 to be ready", seconds=200)
    assert used(user)["elite_page"] == 31
    assert site.visits == []
