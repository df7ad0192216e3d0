"""Websites over HTTP: from an address to a cited answer, and every way in which one can fail."""

import gzip
import uuid
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import lxml.html
import pytest

from tests import files
from tests.api_client import Client, Json
from tests.conftest import QUICK, StartService
from tests.contract.material import FACT, HEADINGS, QUESTION, TITLE
from tests.contract.places import words_in_html
from tests.fetching.articles import article
from tests.fetching.sites import FORBIDDEN, OPEN_NETWORKS, Reply, Site, Visit, certificate, serving_site, shut_door
from tests.service import Service, serving, wait_for

NewClient = Callable[..., Client]
MEGABYTE = 1 << 20
SETTINGS = QUICK | {
    "CHATDOC_WEBSITE__OPEN_NETWORKS": OPEN_NETWORKS,
    "CHATDOC_WEBSITE__SECONDS": "5",
    "CHATDOC_WEBSITE__MEGABYTES": "1",
    "CHATDOC_LIMITS__COLLECTION_DOCUMENTS": "2",
}
CLUTTER = (
    "We value your privacy and use cookies", "Accept all cookies", "Skip to content", "Subscribe to our newsletter",
    "Copyright 2024 Larkfield Council",
)  # fmt: skip


@pytest.fixture(scope="module")
def websites(tmp_path_factory: pytest.TempPathFactory) -> Generator[Service]:
    """A server that may fetch from the sites of these tests."""
    with serving(tmp_path_factory.mktemp("websites") / "data", settings=SETTINGS) as service:
        yield service


@pytest.fixture
def new_user(websites: Service, request: pytest.FixtureRequest) -> Generator[NewClient]:
    with ExitStack() as stack:
        name = f"{request.node.name[:40]}-{uuid.uuid4()}"
        yield lambda **packages: stack.enter_context(websites.client(websites.new_user(name, **packages)))


@pytest.fixture
def user(new_user: NewClient) -> Client:
    return new_user(documents_tokens=100_000, elite_page=10, question=10)


@pytest.fixture(autouse=True)
def nothing_is_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """After each test that shares the server: nothing set aside, no temporary file, and it answers."""
    yield
    if "websites" not in request.fixturenames:
        return
    service: Service = request.getfixturevalue("websites")
    wait_for(lambda: not service.held("document:"), "all reservations to be closed")
    wait_for(lambda: not any(one.is_file() for one in (service.data_dir / "tmp").rglob("*")), "an empty tmp folder")
    assert httpx.get(f"{service.url}/readyz").status_code == 200


def submit(user: Client, url: str, **more: object) -> Json:
    """What the service replies at once to the address of a website."""
    submitted: Json = user.data("POST", "/documents/website", json={"website": url, **more})
    return submitted


def finished(user: Client, url: str) -> Json:
    return user.finished(submit(user, url)["id"])


def used(user: Client, kind: str) -> int:
    count: int = user.data("GET", "/users/quota")["package"][kind]["used_count"]
    return count


@pytest.mark.proves("operation:POST /documents/website", "status:10", "rule:charges.website", "rule:sources.flowing")
def test_an_article_from_its_address_to_a_cited_answer(user: Client, site: Site) -> None:
    url = site.page("/news/harbour/", article())
    submitted = submit(user, url)
    assert set(submitted) == {"id", "status", "name", "created_at", "type"}
    assert (submitted["status"], submitted["name"], submitted["type"]) == (10, url, "single_doc")
    document = user.finished(submitted["id"])
    assert (document["status"], document["name"]) == (300, TITLE)
    reply = user.http.get(f"/documents/{document['id']}/download")
    assert reply.headers["content-type"].startswith("text/html")
    text = lxml.html.document_fromstring(reply.content).text_content()
    for kept in (FACT, *HEADINGS, "the page of the ferries"):
        assert kept in text
    for dropped in (*CLUTTER, "A script ran", "alert", "iframe"):
        assert dropped not in reply.text
    answer = user.ask(document["id"], QUESTION)
    assert FACT in answer.text
    assert answer.source_info
    assert any(FACT in words_in_html(source, reply.content) for source in answer.source_info)
    assert used(user, "documents_tokens") > 0
    assert used(user, "elite_page") == 0


@pytest.mark.proves("status:15", "rule:beyond.events")
def test_the_statuses_of_a_website(user: Client, site: Site) -> None:
    """The page is held back until its download has been seen."""
    upload_id = submit(user, site.at("/", held_back))["id"]
    with user.stream("GET", f"/documents/{upload_id}/events") as (_, events):
        seen = []
        for event in events:
            seen.append(event["status"])
            if event["status"] == 15:
                site.release.set()
    assert seen == sorted(seen)
    assert 15 in seen
    assert seen[-1] == 300


@pytest.mark.proves("rule:beyond.rename")
def test_a_name_given_before_the_title_is_known_stays(user: Client, site: Site) -> None:
    """The page is held back until the website has been renamed."""
    upload_id = submit(user, site.at("/", held_back))["id"]
    wait_for(lambda: user.document(upload_id)["status"] == 15, "the page to be asked for")
    told = user.data("PATCH", f"/documents/{upload_id}", json={"name": "Ferries, as I call them"})
    assert (told["layout"], told["url"]) == (None, site.at("/", held_back))
    site.release.set()
    document = user.finished(upload_id)
    assert (document["status"], document["name"]) == (300, "Ferries, as I call them")
    assert user.data("GET", f"/documents/{upload_id}/details")["layout"] == "flowing"


def test_links_are_made_whole(user: Client, site: Site) -> None:
    site.page("/news/harbour/", article())
    document = finished(user, site.redirect("/short", "/news/harbour/"))
    page = user.http.get(f"/documents/{document['id']}/download").content
    assert f"{site.url}/news/ferries?season=1" in lxml.html.document_fromstring(page).xpath("//a/@href")


def test_a_packed_article(user: Client, site: Site) -> None:
    url = site.at("/", Reply(gzip.compress(article().encode()), headers={"Content-Encoding": "gzip"}))
    document = finished(user, url)
    assert (document["status"], document["name"]) == (300, TITLE)


ENCODINGS = {
    "utf-8": ("utf-8", "Гавань", "Паром отходит от северной пристани каждый день в семь часов утра."),
    "windows-1251": ("windows-1251", "Гавань", "Паром отходит от северной пристани каждый день в семь часов утра."),
    "Shift_JIS": ("cp932", "港の案内", "渡し船は毎朝七時に北の桟橋から出発します。"),
    "GB18030": ("gb18030", "港口指南", "渡轮每天早上七点从北码头出发。"),
}


@pytest.mark.parametrize("label", ENCODINGS)
@pytest.mark.parametrize("told_by", ["header", "page"])
def test_an_article_in_another_encoding(user: Client, site: Site, label: str, told_by: str) -> None:
    codec, title, words = ENCODINGS[label]
    meta = f'<meta charset="{label}">' if told_by == "page" else ""
    header = f"text/html; charset={label}" if told_by == "header" else "text/html"
    page = article(title, head=meta, extra=f"<p>{words} {words}</p>").encode(codec, "xmlcharrefreplace")
    document = finished(user, site.page("/", page, header))
    assert (document["status"], document["name"]) == (300, title)
    shown = user.http.get(f"/documents/{document['id']}/download")
    assert shown.headers["content-type"].lower() == "text/html; charset=utf-8"
    assert words in shown.content.decode("utf-8")


def test_a_pdf_at_an_address_is_read_and_paid_as_one(user: Client, site: Site) -> None:
    url = site.page("/timetable", files.note(), "text/html")
    document = finished(user, url)
    assert (document["status"], document["name"]) == (300, url)
    reply = user.http.get(f"/documents/{document['id']}/download")
    assert reply.headers["content-type"] == "application/pdf"
    assert reply.content == files.note()
    assert "0" in (user.ask(document["id"], "When does the ferry leave?").source_info or [{}])[0]
    assert (used(user, "elite_page"), used(user, "documents_tokens")) == (1, 0)


def test_a_page_that_speaks_of_pdf_is_none(user: Client, site: Site) -> None:
    document = finished(user, site.page("/", article("What the header %PDF-1.7 means")))
    assert (document["status"], document["name"]) == (300, "What the header %PDF-1.7 means")


def test_text_at_an_address(user: Client, site: Site) -> None:
    text = f"Harbour\n\n{FACT}\n\nThe café is open.\n"
    document = finished(user, site.page("/notes.txt", text.encode("cp1252"), "text/plain; charset=windows-1252"))
    assert document["status"] == 300
    assert FACT in user.http.get(f"/documents/{document['id']}/download").text
    assert used(user, "documents_tokens") > 0


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


def cut_off(visit: Visit) -> None:
    visit.send_response(200)
    visit.send_header("Content-Length", "100000")
    visit.end_headers()
    visit.wfile.write(b"<html><body><p>The ferry")


FAILURES = {
    "answers-500": (Reply(b"Sorry.", status=500), -19, "HTTP status 500"),
    "answers-404": (Reply(b"<h1>Not found</h1>", status=404), -19, "HTTP status 404"),
    "breaks-off": (cut_off, -19, "broke off"),
    "never-ends": (endless, -5, "larger than (1MB)"),
    "drips": (dripping, -19, "longer than 5 seconds"),
    "empty": (Reply(), -17, "empty"),
    "without-content": (Reply(b"<html><head><title>Nothing</title></head><body></body></html>"), -17, ""),
    "only-scripts": (Reply(b"<html><body><script>render()</script></body></html>"), -17, ""),
    "nests-too-deeply": (Reply(b"<html><body>" + b"<div>" * 100_000 + b"<p>The ferry"), -18, "nests"),
    "loop": (Reply(status=302, headers={"Location": "/"}), -4, "more than 5 times"),
    "leads-to-files": (Reply(status=302, headers={"Location": "file:///etc/passwd"}), -4, "no address of a website"),
    "binary": (Reply(bytes(range(256)) * 40, "application/octet-stream"), -16, "no page"),
    "binary-as-html": (Reply(b"\x7fELF\x02\x01\x01\x00" + bytes(range(256)) * 40), -16, "no page"),
}


@pytest.mark.proves(
    "status:-4", "status:-5", "status:-16", "status:-17", "status:-18", "status:-19", "rule:charges.failed"
)
@pytest.mark.parametrize(("held", "status", "words"), FAILURES.values(), ids=FAILURES)
def test_a_website_that_fails_says_why_and_costs_nothing(
    user: Client, site: Site, held: Reply | Callable[[Visit], None], status: int, words: str
) -> None:
    check_failed(user, site.at("/", held), status, words)


def check_failed(user: Client, url: str, status: int, words: str) -> None:
    upload_id = submit(user, url)["id"]
    with user.stream("GET", f"/documents/{upload_id}/events") as (_, events):
        last = list(events)[-1]
    document = user.document(upload_id)
    assert document["status"] == status, document
    assert document["error_msg"]["error_code"] == last["error_msg"]["error_code"] == status
    assert words in document["error_msg"]["error_msg"]
    assert last["error_msg"]["error_msg"] == document["error_msg"]["error_msg"]
    assert (used(user, "documents_tokens"), used(user, "elite_page")) == (0, 0)
    assert user.http.get(f"/documents/{upload_id}/download").status_code == 404


def test_a_website_that_leads_to_this_machine(user: Client, site: Site) -> None:
    with shut_door() as door:
        check_failed(user, site.redirect("/", f"http://{FORBIDDEN}:{door.port}/"), -4, "not on the public internet")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]"])
def test_this_machine_itself(user: Client, host: str) -> None:
    with shut_door() as door:
        check_failed(user, f"http://{host}:{door.port}/", -4, "not on the public internet")


def test_a_host_that_nobody_knows(user: Client) -> None:
    check_failed(user, "https://nowhere.invalid/", -4, "can't find the website nowhere.invalid")


def test_a_certificate_that_nobody_vouches_for(user: Client, tmp_path: Path) -> None:
    with serving_site(certificate(tmp_path, "127.0.0.2")[0]) as site:
        check_failed(user, site.page("/", article()), -4, "no valid certificate")
        assert site.visits == []


@pytest.mark.proves("rule:charges.tokens-short", "status:-25")
def test_a_website_that_is_not_paid_for(new_user: NewClient, site: Site) -> None:
    check_failed(new_user(documents_tokens=3, elite_page=1), site.page("/", article()), -25, "")


@pytest.mark.parametrize(
    "url",
    ["example.com", "ftp://example.com/", "file:///etc/passwd", "javascript:alert(1)", "http://", "http://me:pw@example.com/",
     "http://exa mple.com/", "http://[::1", "http://a:99999/"],
)  # fmt: skip
def test_what_is_no_address_is_refused_at_once(user: Client, url: str) -> None:
    reply = user.http.post("/documents/website", json={"website": url})
    assert reply.status_code == 400
    assert "address" in reply.json()["detail"]
    assert user.data("GET", "/documents")["items"] == []


@pytest.mark.proves("rule:documents.website")
@pytest.mark.parametrize(
    "body", [{}, {"website": ""}, {"website": None}, {"website": 7}, {"website": "http://a/" + "b" * 65536}]
)
def test_an_address_of_the_wrong_form(user: Client, body: Json) -> None:
    assert user.http.post("/documents/website", json=body).status_code == 422


@pytest.mark.proves("rule:documents.website")
def test_an_address_of_the_greatest_length(user: Client, site: Site) -> None:
    url = f"{site.url}/?{'a' * 65536}"[:65536]
    site.page("/", article())
    submitted = submit(user, url)
    assert url.startswith(submitted["name"])
    assert user.finished(submitted["id"])["status"] in {300, -19}


@pytest.mark.proves("rule:documents.website-collection")
def test_websites_in_a_collection(new_user: NewClient, user: Client, site: Site) -> None:
    collection = user.data("POST", "/collections", json={"name": "Harbours"})["id"]
    url = site.page("/", article())
    first = submit(user, url, collection_id=collection)
    assert first["type"] == "doc_of_collection"
    submit(user, url, collection_id=collection)
    full = user.http.post("/documents/website", json={"website": url, "collection_id": collection})
    assert full.status_code == 400
    assert "at most 2 documents" in full.json()["detail"]
    for unknown in (first["id"], "00000000-0000-4000-8000-000000000000"):
        reply = user.http.post("/documents/website", json={"website": url, "collection_id": unknown})
        assert reply.status_code == 404
    wait_for(lambda: user.document(collection)["status"] == 300, "both websites to be ready")
    assert [one["name"] for one in user.document(collection)["documents"]] == [TITLE, TITLE]


def test_a_website_deleted_while_it_is_fetched(user: Client, site: Site) -> None:
    upload_id = submit(user, site.at("/", held_back))["id"]
    wait_for(lambda: site.visits, "the fetch to begin")
    user.data("DELETE", f"/documents/{upload_id}")
    site.release.set()
    assert finished(user, site.page("/other", article()))["status"] == 300
    assert len(user.data("GET", "/documents")["items"]) == 1


def held_back(visit: Visit) -> None:
    """Holds its page back until the test lets it go."""
    visit.site.release.wait(60)
    visit.reply(Reply(article().encode()))


@pytest.mark.parametrize("ending", [Service.stop, Service.kill], ids=["stopped", "killed"])
def test_a_fetch_that_the_service_did_not_live_to_finish_is_done_again(
    start_service: StartService, site: Site, ending: Callable[[Service], object]
) -> None:
    service = start_service(WEBSITE__OPEN_NETWORKS=OPEN_NETWORKS, WEBSITE__SECONDS="300")
    with service.client() as client:
        upload_id = submit(client, site.at("/", held_back))["id"]
        wait_for(lambda: site.visits, "the fetch to begin")
        assert client.document(upload_id)["status"] == 15
    ending(service)
    site.release.set()
    service = start_service(WEBSITE__OPEN_NETWORKS=OPEN_NETWORKS, WEBSITE__SECONDS="300")
    with service.client() as client:
        document = client.finished(upload_id)
        assert (document["status"], document["name"]) == (300, TITLE)
    assert len(site.visits) == 2
