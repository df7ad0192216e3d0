"""Clones over HTTP: ready at once, charged again, sharing what is stored, whole when their originals are gone."""

import threading
from collections.abc import Callable
from contextlib import suppress

import httpx
import pytest
from sqlalchemy import select

from chatdoc_server.storage.database import reading
from chatdoc_server.storage.tables import documents
from tests import files
from tests.api_client import Client, Json
from tests.conftest import StartService
from tests.service import Service

NewClient = Callable[..., Client]
GONE = {"data": {}, "detail": "This page has expired, please refresh the page and try again."}
NOBODY = "00000000-0000-4000-8000-000000000000"
PAGES = {"elite_page": 1000, "basic_page": 100, "lite_page": 100, "question": 100, "documents_tokens": 10_000}
FACT = files.facts(3, seed=71)[1]
PATH = "/collections/clone-documents"
_BLOBS = ("source_blob", "shown_blob", "document_blob", "index_blob")


def collection(client: Client, name: str = "Clones") -> str:
    return str(client.data("POST", "/collections", json={"name": name})["id"])


def clone(client: Client, collection_id: str, upload_ids: object) -> list[Json]:
    found: list[Json] = client.data("POST", PATH, json={"collection_id": collection_id, "upload_ids": upload_ids})
    return found


def package(client: Client) -> dict[str, int]:
    """How much of each package is used."""
    held = client.data("GET", "/users/quota")["package"]
    return {kind: value["used_count"] for kind, value in held.items() if value and value["used_count"]}


def blobs_of(service: Service, upload_id: str) -> list[str | None]:
    columns = [documents.c[name] for name in _BLOBS]
    with service.office() as office, reading(office.engine) as connection:
        return list(connection.execute(select(*columns).where(documents.c.id == upload_id)).one())


@pytest.mark.proves("operation:POST /collections/clone-documents")
def test_a_clone_is_ready_at_once_and_shares_what_is_stored(service: Service, new_client: NewClient) -> None:
    client = new_client(**PAGES)
    data = files.book(3, seed=71)
    source = client.ready(data, "Schlüssel 東京.pdf", ocr="auto")
    [made] = clone(client, target := collection(client), [source])
    assert (made["status"], made["name"], made["type"]) == (300, "Schlüssel 東京.pdf", "doc_of_collection")
    assert made["id"] != source
    assert client.document(target)["documents"] == [made]
    assert client.document(made["id"])["ocr_type"] == "auto"
    assert blobs_of(service, made["id"]) == blobs_of(service, source)
    assert len(service.copies_of(data)) == 1
    for path in ("elements", "download"):
        replies = [client.http.get(f"/documents/{one}/{path}") for one in (source, made["id"])]
        assert replies[0].content == replies[1].content
    parsed = client.data("GET", f"/pdf_parser/{made['id']}")["document"]
    assert (parsed["id"], parsed["page_count"], parsed["name"]) == (made["id"], 3, "Schlüssel 東京.pdf")


def test_an_answer_from_a_clone_names_the_clone(new_client: NewClient) -> None:
    client = new_client(**PAGES)
    source = client.ready(files.book(3, seed=71))
    [made] = clone(client, target := collection(client), [source])
    suggested = [client.data("GET", "/questions/suggested", upload_id=one) for one in (source, made["id"])]
    assert suggested[0] == suggested[1]
    for asked in (made["id"], target):
        answer = client.ask(asked, FACT.question)
        assert FACT.sentence in answer.text
        assert answer.source_info
        assert {one["upload_id"] for one in answer.source_info} == {made["id"]}
        assert str(FACT.page) in answer.source_info[0]


@pytest.mark.proves("rule:collections.clone-charge")
@pytest.mark.parametrize("package_type", ["elite", "basic", "lite"])
def test_a_clone_is_charged_at_its_original_s_package(new_client: NewClient, package_type: str) -> None:
    client = new_client(**PAGES)
    source = client.ready(files.book(3), package_type=package_type)
    assert package(client) == {"page": 3, f"{package_type}_page": 3}
    clone(client, collection(client), [source])
    assert package(client) == {"page": 6, f"{package_type}_page": 6}


@pytest.mark.proves("rule:collections.clone-string")
def test_several_are_cloned_in_their_order_each_once(new_client: NewClient) -> None:
    client = new_client(**PAGES)
    sources = [client.ready(files.book(pages), f"{pages}.pdf") for pages in (2, 1, 3)]
    target = collection(client)
    made = clone(client, target, [*sources, sources[0]])
    assert [one["name"] for one in made] == ["2.pdf", "1.pdf", "3.pdf"]
    assert [one["id"] for one in client.document(target)["documents"]] == [one["id"] for one in made]
    assert package(client)["elite_page"] == 6 * 2
    again = clone(client, target, f" {sources[1]}, {sources[2]},{sources[1]}")
    assert [one["name"] for one in again] == ["1.pdf", "3.pdf"]
    assert package(client)["elite_page"] == 12 + 4


@pytest.mark.proves("rule:collections.clone-shared")
def test_a_clone_outlives_its_original_and_the_other_way_round(service: Service, new_client: NewClient) -> None:
    client = new_client(**PAGES)
    data, fact = files.book(3, seed=73), files.facts(3, seed=73)[1]
    source = client.ready(data)
    targets = [collection(client) for _ in range(2)]
    [first], [second] = (clone(client, target, [source]) for target in targets)
    client.data("DELETE", f"/documents/{source}")
    assert client.http.get(f"/documents/{first['id']}/download").content == data
    assert fact.sentence in client.ask(first["id"], fact.question).text
    client.data("DELETE", f"/documents/{targets[0]}")
    assert fact.sentence in client.ask(second["id"], fact.question).text
    assert len(client.data("GET", f"/documents/{second['id']}/elements")) > 0
    client.data("DELETE", f"/documents/{second['id']}")
    assert service.copies_of(data) == []


@pytest.mark.proves("rule:collections.clone-ready")
def test_what_can_t_be_cloned(new_client: NewClient) -> None:
    client = new_client(**PAGES)
    target = collection(client, "Target")
    ready = client.ready(files.note(), "ready.pdf")
    failed = client.finished(client.upload(files.without_pages(), "failed.pdf"))["id"]
    inside = client.ready(files.note(), "inside.pdf", collection_id=target)
    unready = [client.upload(files.book(20, seed=80), "unready.pdf") for _ in range(4)][-1]
    before = package(client)["elite_page"]
    for wrong, words in [
        (failed, ["failed.pdf", "Your file has no pages."]),
        (inside, ["inside.pdf", "in a collection already"]),
        (target, ["Target", "is a collection"]),
        (unready, ["unready.pdf", "still being worked on"]),
    ]:
        reply = client.http.post(PATH, json={"collection_id": target, "upload_ids": [ready, wrong]})
        assert reply.status_code == 400, wrong
        assert all(word in reply.json()["detail"] for word in words), reply.json()
    assert len(client.document(target)["documents"]) == 1
    assert client.finished(unready)["status"] == 300
    assert package(client)["elite_page"] <= before + 80, "nothing but the uploads was charged"


def test_what_is_not_there_or_another_s_is_not_cloned(new_client: NewClient) -> None:
    client, stranger = new_client(**PAGES), new_client(**PAGES)
    target, ready, theirs = collection(client), client.ready(files.note()), stranger.ready(files.note())
    for upload_ids in ([theirs], [ready, NOBODY], [ready, "x" * 36], f"{ready},{theirs}"):
        reply = client.http.post(PATH, json={"collection_id": target, "upload_ids": upload_ids})
        assert (reply.status_code, reply.json()) == (404, GONE)
    assert client.document(target)["documents"] == []
    assert package(client) == {"page": 1, "elite_page": 1}


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"collection_id": NOBODY},
        {"collection_id": NOBODY, "upload_ids": []},
        {"collection_id": NOBODY, "upload_ids": ""},
        {"collection_id": NOBODY, "upload_ids": " , "},
        {"collection_id": NOBODY, "upload_ids": ["short"]},
        {"collection_id": NOBODY, "upload_ids": 5},
        {"collection_id": "short", "upload_ids": [NOBODY]},
    ],
)
def test_a_request_of_the_wrong_form_is_422(client: Client, body: Json) -> None:
    assert client.http.post(PATH, json=body).status_code == 422


@pytest.mark.proves("rule:collections.clone-limit")
@pytest.mark.parametrize("count", [31, 2000])
def test_more_than_a_collection_holds_at_once(new_client: NewClient, count: int) -> None:
    client = new_client()
    upload_ids = [f"00000000-0000-4000-8000-{one:012d}" for one in range(count)]
    reply = client.http.post(PATH, json={"collection_id": collection(client), "upload_ids": upload_ids})
    assert reply.status_code == 400
    assert "at most 30 documents" in reply.json()["detail"]


def test_clones_that_are_not_paid_for_are_429_and_none_is_made(new_client: NewClient) -> None:
    client = new_client(elite_page=10, lite_page=1)
    sources = [client.ready(files.book(3, seed=71)), client.ready(files.note(), package_type="lite")]
    target = collection(client)
    reply = client.http.post(PATH, json={"collection_id": target, "upload_ids": sources})
    assert reply.status_code == 429
    assert reply.json()["detail"] == (
        "Your packages do not hold enough to clone this: 3 of elite_page, 1 of lite_page needed. "
        "Nothing was cloned and nothing charged."
    )
    assert client.document(target)["documents"] == []
    assert package(client) == {"page": 4, "elite_page": 3, "lite_page": 1}
    clone(client, target, sources[:1])
    assert package(client) == {"page": 7, "elite_page": 6, "lite_page": 1}


def test_a_service_killed_while_it_clones_has_every_clone_charged(start_service: StartService) -> None:
    service = start_service()
    with service.client() as client:
        source = client.ready(files.book(3))
        targets = [collection(client, f"{one}") for one in range(40)]
        before = package(client)["elite_page"]
    begun = threading.Event()

    def clone_on() -> None:
        # The service goes away in the middle of a call.
        with service.client() as busy, suppress(httpx.TransportError):
            for target in targets * 10:
                clone(busy, target, [source])
                begun.set()

    threads = [threading.Thread(target=clone_on) for _ in range(3)]
    for thread in threads:
        thread.start()
    assert begun.wait(30)
    service.kill()
    for thread in threads:
        thread.join()
    service = start_service(data_dir=service.data_dir)
    with service.client() as client:
        made = [one for target in targets for one in client.document(target)["documents"]]
        assert made
        assert all(one["status"] == 300 for one in made)
        assert package(client)["elite_page"] == before + 3 * len(made)
        assert client.http.get(f"/documents/{made[-1]['id']}/download").content == files.book(3)
    assert service.held("document:") == []
