"""Rules of the contract that are one sentence each, and belong to no larger story."""

import io
import json
import time
from collections.abc import Callable, Generator
from contextlib import ExitStack

import pikepdf
import pytest
import typst

from chatdoc_server.settings import Settings
from tests import files
from tests.api_client import Client, Json
from tests.client.peer import Reply, peer
from tests.conftest import StartService
from tests.contract import places
from tests.contract.material import FACT, MATERIALS, QUESTION
from tests.service import Service

NewUser = Callable[..., Client]
PAGES = {"elite_page": 20, "basic_page": 20, "lite_page": 20, "ocr_page": 20, "documents_tokens": 20_000}


@pytest.fixture
def new_user(host: Service, request: pytest.FixtureRequest) -> Generator[NewUser]:
    """Makes a client of a new user with packages (`elite_page=100`)."""
    with ExitStack() as stack:
        made = 0

        def make(**packages: int) -> Client:
            nonlocal made
            made += 1
            return stack.enter_context(host.client(host.new_user(f"{request.node.name}-{made}"[-80:], **packages)))

        yield make


def used(client: Client) -> dict[str, int]:
    """What of the user's packages is used, kinds that are not used at all left out."""
    package = client.data("GET", "/users/quota")["package"]
    return {kind: one["used_count"] for kind, one in package.items() if one is not None and one["used_count"]}


@pytest.mark.proves("rule:conventions.keys-shared")
def test_all_keys_of_a_user_open_the_same(host: Service) -> None:
    first = host.new_user("two-keys", elite_page=5, question=5)
    with host.office() as office:
        second = office.keys.create("two-keys")[1]
    with host.client(first) as one, host.client(second) as other:
        upload_id = one.ready(files.note())
        asked = other.ask(upload_id, "When does the ferry leave?")
        assert one.data("GET", f"/questions/{asked.id}")["answer"] == asked.text
        assert one.data("GET", "/documents") == other.data("GET", "/documents")
        assert used(one) == used(other) == {"elite_page": 1, "page": 1, "question": 1}
        other.data("DELETE", f"/documents/{upload_id}")
        assert one.http.get(f"/documents/{upload_id}").status_code == 404


@pytest.mark.proves("rule:conventions.times")
def test_times_are_unix_seconds(host: Service) -> None:
    with host.client() as client:
        before = int(time.time())
        upload_id = client.ready(files.note())
        question = client.data("GET", f"/questions/{client.ask(upload_id, 'When does the ferry leave?').id}")
        parsed = client.data("GET", f"/pdf_parser/{upload_id}")["document"]
        after = int(time.time()) + 1
        for moment in (client.document(upload_id)["created_at"], question["created_at"], parsed["create_time"]):
            assert isinstance(moment, int)
            assert before <= moment <= after


@pytest.mark.proves("rule:documents.package-default", "rule:documents.package-types", "rule:charges.upload")
@pytest.mark.parametrize(
    ("form", "paid"),
    [({}, "elite_page"), ({"package_type": "basic"}, "basic_page"), ({"package_type": "lite"}, "lite_page")],
)
def test_pages_are_paid_from_the_package_that_is_named(new_user: NewUser, form: dict[str, str], paid: str) -> None:
    client = new_user(**PAGES)
    upload_id = client.ready(files.book(3), **form)
    assert used(client) == {paid: 3, "page": 3}
    page_type = client.data("GET", f"/pdf_parser/{upload_id}")["document"]["page_type"]
    assert page_type == paid.removesuffix("_page")


@pytest.mark.proves("rule:documents.ocr-disable", "rule:questions.no-sources")
def test_a_scan_that_nothing_reads_is_ready_and_says_nothing(new_user: NewUser) -> None:
    client = new_user(**PAGES, question=5)
    upload_id = client.ready(MATERIALS["scan"].make(), "scan.pdf")
    assert client.document(upload_id)["ocr_type"] == "disable"
    answer = client.ask(upload_id, QUESTION)
    assert answer.text
    assert answer.source_info == []
    assert used(client) == {"elite_page": 1, "page": 1, "question": 1}


@pytest.mark.proves("rule:documents.website", "operation:POST /documents/website")
def test_an_address_has_1_to_65536_characters(new_user: NewUser, site: str) -> None:
    client = new_user(**PAGES)
    for length in (0, 65537):
        address = f"{site}?".ljust(length, "x") if length else ""
        assert client.http.post("/documents/website", json={"website": address}).status_code == 422
    longest = f"{site}?".ljust(65536, "x")
    made = client.data("POST", "/documents/website", json={"website": longest})
    assert made["status"] == 10
    assert longest.startswith(made["name"])
    assert client.finished(made["id"])["status"] in {300, -4, -19}, "the site may refuse so long an address"


@pytest.mark.proves("rule:documents.website-collection", "rule:charges.website", "rule:documents.package-flowing")
def test_a_website_in_a_collection_is_charged_by_its_tokens(new_user: NewUser, site: str) -> None:
    client = new_user(**PAGES)
    collection_id = client.data("POST", "/collections", json={"name": "Sites"})["id"]
    body = {"website": site, "collection_id": collection_id}
    made = client.data("POST", "/documents/website", json=body)
    assert made["type"] == "doc_of_collection"
    assert client.finished(made["id"])["status"] == 300
    assert [one["id"] for one in client.document(collection_id)["documents"]] == [made["id"]]
    assert list(used(client)) == ["documents_tokens"]


@pytest.mark.proves("rule:documents.package-flowing", "rule:charges.ocr-flowing", "rule:documents.download-html")
@pytest.mark.parametrize("kind", ["md", "epub", "txt"])
def test_documents_without_pages_are_charged_by_their_tokens(new_user: NewUser, kind: str) -> None:
    client = new_user(**PAGES)
    material = MATERIALS[kind]
    upload_id = client.ready(material.make(), material.name, package_type="lite", ocr="force")
    assert list(used(client)) == ["documents_tokens"]
    assert 0 < used(client)["documents_tokens"] < 2000
    shown = client.http.get(f"/documents/{upload_id}/download").text
    blocks = client.data("GET", f"/documents/{upload_id}/elements")
    assert [shown.count(f'data-index="{number}"') for number in range(len(blocks) + 1)] == [1] * len(blocks) + [0]


@pytest.mark.proves("rule:documents.details")
def test_a_document_tells_what_went_wrong(new_user: NewUser) -> None:
    client = new_user(**PAGES)
    failed = client.finished(client.upload(files.encrypted(), "locked.pdf", ocr="auto"))
    assert set(failed) == {"id", "status", "name", "created_at", "type", "documents", "error_msg", "ocr_type"}
    assert set(failed["error_msg"]) == {"error_code", "error_msg", "page_num", "ocr_page_num"}
    assert (failed["error_msg"]["error_code"], failed["ocr_type"], failed["documents"]) == (-1, "auto", None)
    ready = client.document(client.ready(files.note()))
    assert (ready["error_msg"], ready["ocr_type"], ready["type"]) == (None, "disable", "single_doc")


@pytest.mark.proves("rule:limits.settings")
def test_the_limits_are_settings_with_the_defaults_of_the_contract() -> None:
    assert Settings().limits.model_dump() == {
        "file_megabytes": 60,
        "pages": 2000,
        "tokens_per_page": 14_000,
        "document_tokens": 300_000,
        "collection_documents": 30,
        "conversation_tokens": 8000,
    }


@pytest.mark.proves("rule:questions.suggested-ready")
def test_nothing_is_suggested_for_what_is_not_ready(new_user: NewUser) -> None:
    client = new_user(**PAGES)
    failed = client.finished(client.upload(files.encrypted()))["id"]
    empty = client.data("POST", "/collections", json={"name": "Empty"})["id"]
    for upload_id in (failed, empty):
        reply = client.http.get("/questions/suggested", params={"upload_id": upload_id})
        assert (reply.status_code, set(reply.json())) == (400, {"detail"})


def broken_off() -> list[bytes]:
    """What a language model's server sends before it breaks off."""
    choice = {"index": 0, "delta": {"content": "The ferry leaves "}, "finish_reason": None}
    chunk = {"id": "c", "object": "chat.completion.chunk", "created": 0, "model": "m", "choices": [choice]}
    return [f"data: {json.dumps(chunk)}\n\n".encode()]


@pytest.mark.proves("rule:charges.question-failed", "rule:questions.stream-failed")
def test_an_answer_that_breaks_off_has_no_sources_and_charges_nothing(start_service: StartService) -> None:
    with peer(Reply(chunks=broken_off())) as model:
        service = start_service(LLM__URL=f"{model.url}/v1", LLM__MODEL="m")
        with service.client(service.new_user("broken-off", elite_page=1, question=1)) as client:
            upload_id = client.ready(files.note())
            answer = client.ask(upload_id, "When does the ferry leave?")
            assert answer.text.startswith("The ferry leaves")
            assert answer.source_info is None
            whole = {"upload_id": upload_id, "question": "When does the ferry leave?", "stream": False}
            assert client.http.post("/questions", json=whole).status_code == 503
            assert used(client) == {"elite_page": 1, "page": 1}
            assert service.held("question:") == []


@pytest.mark.proves("rule:beyond.search-flowing", "rule:sources.flowing")
def test_a_passage_of_a_document_without_pages_has_none(new_user: NewUser) -> None:
    client = new_user(**PAGES)
    upload_id = client.ready(MATERIALS["md"].make(), "harbour.md")
    best, *_ = client.data("POST", "/search", json={"query": QUESTION, "upload_id": upload_id})
    assert best["page"] is None
    shown = client.http.get(f"/documents/{upload_id}/download").content
    assert FACT in places.words_at(best["source"], shown)
    elements: list[Json] = client.data("GET", f"/documents/{upload_id}/elements")
    assert any(FACT in elements[index]["text"] for index in best["elements"])


@pytest.mark.proves("rule:parsed.image")
def test_an_image_without_a_caption_says_where_it_comes(new_user: NewUser) -> None:
    client = new_user(**PAGES)
    pixels = "#let pixels = bytes((30, 60, 120, 200, 180, 90) * 2)\n"
    picture = (
        '#image(pixels, format: (encoding: "rgb8", width: 2, height: 2), width: 120pt, height: 60pt, fit: "stretch")\n'
    )
    source = "#set document(date: none)\nThe quay before it was widened.\n\n" + pixels + picture
    made = typst.compile(source.encode(), format="pdf")
    assert isinstance(made, bytes)
    elements = client.data("GET", f"/pdf_parser/{client.ready(made)}")["elements"]
    [image] = [one for one in elements if one["type"] == "image"]
    assert image["position"] == image["index"]
    left, top, right, bottom = image["outline"]
    assert (round(right - left), round(bottom - top)) == (120, 60)


@pytest.mark.proves("rule:conventions.status-404")
def test_a_path_with_a_line_break_is_not_there_like_any_other(host: Service) -> None:
    with host.client() as client:
        for path in ("/documents/a%0Ab", "/documents/%0A/download", "/pdf_parser/%0A", "/nothing%0A"):
            reply = client.http.get(path)
            assert reply.status_code == 404
            assert reply.json() == {
                "data": {},
                "detail": "This page has expired, please refresh the page and try again.",
            }


def partly_scanned() -> bytes:
    """A PDF of a page with text, a page that is a picture of one, and an empty page."""
    with pikepdf.new() as pdf:
        for data in (MATERIALS["pdf"].make(), MATERIALS["scan"].make()):
            with pikepdf.open(io.BytesIO(data)) as part:
                pdf.pages.extend(part.pages)
        pdf.add_blank_page(page_size=(595, 842))
        target = io.BytesIO()
        pdf.save(target)
        return target.getvalue()


@pytest.mark.proves("rule:documents.ocr-auto", "rule:documents.ocr-force", "rule:charges.ocr")
@pytest.mark.parametrize(("ocr", "read"), [("auto", 1), ("force", 3)])
def test_recognised_pages_are_charged_on_top(new_user: NewUser, ocr: str, read: int) -> None:
    client = new_user(**PAGES)
    upload_id = client.ready(partly_scanned(), ocr=ocr)
    assert used(client) == {"elite_page": 3, "page": 3, "ocr_page": read}
    assert client.document(upload_id)["ocr_type"] == ocr
    texts = [one.get("text", "") for one in client.data("GET", f"/documents/{upload_id}/elements", page=1)]
    assert "1893" in " ".join(texts)


@pytest.mark.proves("rule:charges.ocr-short", "status:-13")
def test_pages_to_be_recognised_that_are_not_paid_for(new_user: NewUser) -> None:
    client = new_user(elite_page=10)
    failed = client.finished(client.upload(partly_scanned(), ocr="auto"))
    assert (failed["status"], failed["error_msg"]["error_code"], failed["error_msg"]["ocr_page_num"]) == (-13, -13, 1)
    assert used(client) == {}
