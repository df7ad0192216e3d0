"""Deleting: what was one user's goes, what another shares stays."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from chatdoc_server.storage.database import reading
from chatdoc_server.storage.tables import documents
from tests import files
from tests.api_client import Client
from tests.service import Service, wait_for

NewClient = Callable[..., Client]
GONE = {"data": {}, "detail": "This page has expired, please refresh the page and try again."}


def objects_of(service: Service, upload_id: str) -> list[Path]:
    """The file, the structure and the index of a document."""
    columns = (documents.c.source_blob, documents.c.document_blob, documents.c.index_blob)
    with service.office() as office, reading(office.engine) as connection:
        keys = connection.execute(select(*columns).where(documents.c.id == upload_id)).one()
    return [service.data_dir / "blobs" / key for key in keys if key]


@pytest.mark.proves("operation:DELETE /documents/{upload_id}", "rule:documents.delete")
def test_a_deleted_document_is_gone_in_every_way(service: Service, client: Client) -> None:
    data = files.note("Only one user has this note.")
    upload_id = client.ready(data)
    objects = objects_of(service, upload_id)
    assert len(objects) == 3
    assert all(path.is_file() for path in objects)
    assert client.data("DELETE", f"/documents/{upload_id}") == {}
    replies = [
        client.http.get(f"/documents/{upload_id}"),
        client.http.get(f"/documents/{upload_id}/download"),
        client.http.get(f"/documents/{upload_id}/elements"),
        client.http.get(f"/documents/{upload_id}/events"),
        client.http.get(f"/pdf_parser/{upload_id}"),
        client.http.delete(f"/documents/{upload_id}"),
        client.http.post("/questions", json={"upload_id": upload_id, "question": "What?"}),
        client.http.post("/search", json={"upload_id": upload_id, "query": "What?"}),
    ]
    assert [(reply.status_code, reply.json()) for reply in replies] == [(404, GONE)] * len(replies)
    assert not any(path.exists() for path in objects)


def test_users_who_stored_the_same_file_do_not_touch_each_other(service: Service, new_client: NewClient) -> None:
    data = files.note("Two users have this note.")
    mine, theirs = new_client(elite_page=10, question=10), new_client(elite_page=10, question=10)
    upload_id, other_id = mine.ready(data), theirs.ready(data)
    assert len(service.copies_of(data)) == 1
    mine.data("DELETE", f"/documents/{upload_id}")
    assert theirs.http.get(f"/documents/{other_id}/download").content == data
    assert "Two users" in theirs.ask(other_id, "How many users have this note?").text
    theirs.data("DELETE", f"/documents/{other_id}")
    assert service.copies_of(data) == []


@pytest.mark.proves("rule:conventions.keys-apart", "rule:conventions.status-404")
def test_another_user_s_document_can_be_neither_seen_nor_deleted(client: Client, new_client: NewClient) -> None:
    upload_id = client.ready(files.note())
    stranger = new_client(elite_page=10, question=10)
    for method, path in [
        ("GET", f"/documents/{upload_id}"),
        ("DELETE", f"/documents/{upload_id}"),
        ("GET", f"/documents/{upload_id}/events"),
        ("GET", f"/pdf_parser/{upload_id}"),
    ]:
        reply = stranger.http.request(method, path)
        assert (reply.status_code, reply.json()) == (404, GONE)
    for path, body in [
        ("/questions", {"upload_id": upload_id, "question": "What?"}),
        ("/search", {"upload_ids": [upload_id], "query": "What?"}),
    ]:
        reply = stranger.http.post(path, json=body)
        assert (reply.status_code, reply.json()) == (404, GONE)
    assert client.document(upload_id)["status"] == 300


@pytest.mark.parametrize("delay", [0, 1, 2, 3])
def test_a_document_deleted_while_it_is_taken_in_leaves_nothing(
    service: Service, new_client: NewClient, delay: int
) -> None:
    client = new_client(elite_page=1000)
    data = files.book(30, seed=100 + delay)
    upload_id = client.upload(data)
    with client.stream("GET", f"/documents/{upload_id}/events") as (_, events):
        seen = [event["status"] for event, _ in zip(events, range(delay), strict=False)]
    client.data("DELETE", f"/documents/{upload_id}")
    wait_for(lambda: not service.held(f"document:{upload_id}"), "the reservation to be closed")
    assert service.copies_of(data) == []
    assert client.data("GET", "/documents")["items"] == []
    used = client.data("GET", "/users/quota")["package"]["elite_page"]["used_count"]
    # It may have become ready just before it was deleted; then, and only then, it is charged.
    assert used in ({30} if 300 in seen else {0, 30})
