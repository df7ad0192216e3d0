"""Collections over HTTP: made, filled, watched, deleted."""

from collections.abc import Callable

import pytest

from tests import files
from tests.api_client import Client, Json
from tests.conftest import StartService
from tests.service import Service, wait_for

NewClient = Callable[..., Client]
GONE = {"data": {}, "detail": "This page has expired, please refresh the page and try again."}
NOBODY = "00000000-0000-4000-8000-000000000000"
PAGES = {"elite_page": 1000, "question": 100, "documents_tokens": 1000}


def collection(client: Client, name: str = "Reports") -> str:
    made: Json = client.data("POST", "/collections", json={"name": name})
    return str(made["id"])


def collected(client: Client, collection_id: str) -> list[Json]:
    """A collection's documents, as it lists them."""
    found: list[Json] = client.document(collection_id)["documents"]
    return found


@pytest.mark.proves(
    "operation:POST /collections",
    "rule:collections.create",
    "rule:statuses.collection-empty",
    "rule:documents.details-collection",
)
def test_an_empty_collection(new_client: NewClient) -> None:
    client = new_client()
    made = client.data("POST", "/collections", json={"name": "Übersicht 2024"})
    assert set(made) == {"id", "status", "name", "created_at", "type"}
    assert (made["status"], made["name"], made["type"]) == (1, "Übersicht 2024", "collection")
    shown = client.document(made["id"])
    assert (shown["status"], shown["documents"], shown["error_msg"], shown["ocr_type"]) == (1, [], None, None)
    [listed] = client.data("GET", "/documents")["items"]
    assert listed == {**listed, **shown}


@pytest.mark.proves("rule:limits.collection-name")
@pytest.mark.parametrize(("name", "status"), [("", 422), ("x", 200), ("x" * 80, 200), ("x" * 81, 422), (None, 422)])
def test_a_name_has_1_to_80_characters(new_client: NewClient, name: str | None, status: int) -> None:
    reply = new_client().http.post("/collections", json={"name": name})
    assert reply.status_code == status
    if status == 422:
        assert reply.json()["detail"][0]["loc"] == ["body", "name"]


@pytest.mark.proves(
    "rule:statuses.collection-working",
    "rule:statuses.collection-ready",
    "status:12",
    "rule:documents.upload-collection",
    "rule:documents.type",
)
def test_a_collection_follows_its_documents(new_client: NewClient) -> None:
    client = new_client(**PAGES)
    collection_id = collection(client)
    upload_ids = [client.upload(files.book(20, seed=60 + one), collection_id=collection_id) for one in range(2)]
    assert client.document(collection_id)["status"] == 12
    with client.stream("GET", f"/documents/{collection_id}/events") as (_, events):
        seen = list(events)
    assert [seen[0]["status"], seen[-1]["status"]] == [12, 300]
    assert {event["status"] for event in seen} == {12, 300}
    assert (seen[-1]["pages_done"], seen[-1]["pages_total"]) == (40, 40)
    shown = client.document(collection_id)
    assert shown["status"] == 300
    assert [one["id"] for one in shown["documents"]] == upload_ids, "in the order they were added"
    assert all(one["type"] == "doc_of_collection" and one["status"] == 300 for one in shown["documents"])
    assert client.document(upload_ids[0])["type"] == "doc_of_collection"
    listed = client.data("GET", "/documents")["items"]
    assert [one["id"] for one in listed] == [collection_id], "its documents are listed in it only"


@pytest.mark.proves("rule:statuses.collection-failed")
def test_a_collection_of_failures_says_why_its_last_one_failed(new_client: NewClient) -> None:
    client = new_client(**PAGES)
    collection_id = collection(client)
    for data in (files.encrypted(), files.without_pages()):
        client.finished(client.upload(data, collection_id=collection_id))
    shown = client.document(collection_id)
    assert shown["status"] == -1
    assert shown["error_msg"]["error_msg"] == "Your file has no pages."
    with client.stream("GET", f"/documents/{collection_id}/events") as (_, events):
        [event] = list(events)
    assert (event["status"], event["error_msg"]["error_msg"]) == (-1, "Your file has no pages.")
    client.ready(files.note(), collection_id=collection_id)
    shown = client.document(collection_id)
    assert (shown["status"], shown["error_msg"]) == (300, None)


def test_an_empty_collection_is_watched_once(new_client: NewClient) -> None:
    client = new_client()
    with client.stream("GET", f"/documents/{collection(client)}/events") as (_, events):
        assert [event["status"] for event in events] == [1]


def test_what_is_no_collection_of_one_s_own_takes_nothing(new_client: NewClient) -> None:
    client, stranger = new_client(**PAGES), new_client(**PAGES)
    theirs, single = collection(stranger), client.ready(files.note())
    inside = client.ready(files.note(), collection_id=collection(client))
    for wrong in (theirs, single, inside, NOBODY):
        form = {"collection_id": wrong}
        uploaded = client.http.post("/documents/upload", files={"file": ("a.pdf", files.note())}, data=form)
        website = client.http.post("/documents/website", json={"website": "https://example.org/", **form})
        cloned = client.http.post("/collections/clone-documents", json={**form, "upload_ids": [single]})
        for reply in (uploaded, website, cloned):
            assert (reply.status_code, reply.json()) == (404, GONE), wrong
    assert collected(stranger, theirs) == []


@pytest.mark.proves("rule:limits.collection")
def test_the_31st_document_is_refused(new_client: NewClient) -> None:
    client = new_client(**PAGES)
    collection_id, source = collection(client), client.ready(files.note())
    for _ in range(30):
        client.data("POST", "/collections/clone-documents", json={"collection_id": collection_id, "upload_ids": source})
    form = {"collection_id": collection_id}
    for reply in (
        client.http.post("/documents/upload", files={"file": ("a.pdf", files.note())}, data=form),
        client.http.post("/documents/website", json={"website": "https://example.org/", **form}),
        client.http.post("/collections/clone-documents", json={**form, "upload_ids": [source]}),
    ):
        assert reply.status_code == 400
        assert reply.json() == {"detail": "A collection holds at most 30 documents, and this one holds 30."}
    assert len(collected(client, collection_id)) == 30
    assert client.data("GET", "/users/quota")["package"]["page"]["used_count"] == 31
    client.data("DELETE", f"/documents/{collected(client, collection_id)[0]['id']}")
    client.ready(files.note(), collection_id=collection_id)


def test_the_limit_is_a_setting(start_service: StartService) -> None:
    service = start_service(LIMITS__COLLECTION_DOCUMENTS="1")
    with service.client() as client:
        collection_id = collection(client)
        client.ready(files.note(), collection_id=collection_id)
        form = {"collection_id": collection_id}
        reply = client.http.post("/documents/upload", files={"file": ("a.pdf", files.note())}, data=form)
        assert reply.status_code == 400
        assert "at most 1 documents" in reply.json()["detail"]
        wanted = {"upload_ids": [NOBODY, collection_id], "question": "What?"}
        assert client.http.post("/questions/multi-documents", json=wanted).status_code == 404


@pytest.mark.proves("rule:documents.delete-collection")
def test_a_deleted_collection_takes_its_documents_along(service: Service, new_client: NewClient) -> None:
    client = new_client(**PAGES)
    collection_id = collection(client)
    data = files.note("Only a collection has this note.")
    inside = [client.ready(data, collection_id=collection_id), client.upload(files.book(20, seed=66))]
    unfinished = client.upload(files.book(20, seed=67), collection_id=collection_id)
    client.data("DELETE", f"/documents/{collection_id}")
    for gone in (collection_id, inside[0], unfinished):
        reply = client.http.get(f"/documents/{gone}")
        assert (reply.status_code, reply.json()) == (404, GONE)
    assert service.copies_of(data) == []
    assert client.finished(inside[1])["status"] == 300, "a single document stays"
    wait_for(lambda: not service.held(f"document:{unfinished}"), "the reservation to be closed")


def test_a_document_deleted_from_its_collection(service: Service, new_client: NewClient) -> None:
    client = new_client(**PAGES)
    collection_id = collection(client)
    data = files.note("This note is deleted from its collection.")
    first, second = (client.ready(one, collection_id=collection_id) for one in (data, files.note()))
    client.data("DELETE", f"/documents/{first}")
    assert [one["id"] for one in collected(client, collection_id)] == [second]
    assert service.copies_of(data) == []
    client.data("DELETE", f"/documents/{second}")
    assert client.document(collection_id)["status"] == 1, "empty again"


def test_a_collection_has_no_file_and_no_structure_of_its_own(new_client: NewClient) -> None:
    client = new_client(**PAGES)
    collection_id = collection(client)
    client.ready(files.note(), collection_id=collection_id)
    assert client.http.get(f"/documents/{collection_id}/download").status_code == 404
    for path in (f"/documents/{collection_id}/elements", f"/pdf_parser/{collection_id}"):
        reply = client.http.get(path)
        assert reply.status_code == 400
        assert "is a collection" in reply.json()["detail"]
