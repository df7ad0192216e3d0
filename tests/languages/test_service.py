"""A running service in many languages: questions over HTTP, and second vectors through a document's life."""

import threading
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from safetensors.numpy import load, save
from sqlalchemy import select

from chatdoc_server.storage.blobs import Blobs
from chatdoc_server.storage.database import reading
from chatdoc_server.storage.documents import Documents
from chatdoc_server.storage.tables import documents
from tests import files
from tests.api_client import Client
from tests.conftest import StartService
from tests.languages.handbook import LANGUAGES, questions, text_of
from tests.service import Service, wait_for

NewClient = Callable[..., Client]
PARAGRAPHS = {
    language: [line for line in text_of(language).splitlines() if line and not line.startswith("#")]
    for language in LANGUAGES
}
HELICOPTER, BATTERIES = questions()[:2]


def upload(client: Client, language: str) -> str:
    """A handbook, ready to be asked."""
    return client.ready(text_of(language).encode(), f"{language}.md")


def rank(client: Client, upload_id: str, question: str, language: str, paragraph: int) -> int:
    """The place of a paragraph among all that a document has, counted from 0."""
    found = client.data("POST", "/search", json={"upload_id": upload_id, "query": question, "limit": 30})
    return [PARAGRAPHS[language][paragraph] in hit["text"] for hit in found].index(True)


def crossing_of(service: Service, upload_id: str) -> str | None:
    """The key of a document's second vectors."""
    query = select(documents.c.cross_index_blob).where(documents.c.id == upload_id)
    with service.office() as office, reading(office.engine) as connection:
        key = connection.execute(query).scalar_one()
    return None if key is None else str(key)


def kept(service: Service, kind: str = "vectors") -> list[Path]:
    """The stored objects of a kind."""
    return [path for path in (service.data_dir / "blobs" / kind).rglob("*") if path.is_file()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_handbook_is_asked_in_its_own_language_and_in_english(language: str, client: Client) -> None:
    upload_id = upload(client, language)
    own = [rank(client, upload_id, one.text[language], language, one.paragraph) for one in questions()]
    english = [rank(client, upload_id, one.text["en"], language, one.paragraph) for one in questions()]
    assert sum(place == 0 for place in own) >= 9, own
    assert sum(place < 3 for place in english) >= 8, english


def test_an_english_document_is_found_in_every_language_and_embedded_once_more(start_service: StartService) -> None:
    service = start_service()
    with service.client() as client:
        upload_id = upload(client, "en")
        assert rank(client, upload_id, HELICOPTER.text["en"], "en", HELICOPTER.paragraph) == 0
        assert crossing_of(service, upload_id) is None, "English needs no second vectors"
        for language in LANGUAGES[1:]:
            assert rank(client, upload_id, HELICOPTER.text[language], "en", HELICOPTER.paragraph) < 3
        key = crossing_of(service, upload_id)
        assert key is not None
        assert [str(path) for path in kept(service)] == [str(service.data_dir / "blobs" / key)]
        german = upload(client, "de")
        assert rank(client, german, BATTERIES.text["ru"], "de", BATTERIES.paragraph) < 3
        assert crossing_of(service, german) is None, "its own vectors serve all languages"
        client.data("DELETE", f"/documents/{upload_id}")
    assert kept(service) == []


def test_another_process_reads_what_one_made(start_service: StartService) -> None:
    """The second vectors are exchanged for others of another passage, which only a reader of them can notice."""
    service = start_service()
    with service.client() as client:
        upload_id = upload(client, "en")
        assert rank(client, upload_id, BATTERIES.text["de"], "en", BATTERIES.paragraph) == 0
    key = crossing_of(service, upload_id)
    service.stop()
    service = start_service()
    with service.client() as client:
        assert rank(client, upload_id, BATTERIES.text["de"], "en", BATTERIES.paragraph) == 0
    assert crossing_of(service, upload_id) == key
    with service.office() as office:
        blobs = Blobs(office.engine, (service.data_dir / "blobs").as_uri())
        data = blobs.read(str(key))
        other = blobs.put_bytes("vectors", _reversed(data))
        assert Documents(office.engine).replace(upload_id, cross_index_blob=other)
    service.stop()
    service = start_service()
    with service.client() as client:
        assert rank(client, upload_id, BATTERIES.text["de"], "en", BATTERIES.paragraph) > 2
        assert crossing_of(service, upload_id) == other


def test_second_vectors_of_another_release_are_made_again(start_service: StartService) -> None:
    service = start_service()
    with service.client() as client:
        upload_id = upload(client, "en")
        rank(client, upload_id, BATTERIES.text["fr"], "en", BATTERIES.paragraph)
    key = str(crossing_of(service, upload_id))
    damages: tuple[Callable[[bytes], bytes], ...] = (_by_another_embedder, _half)
    for damage in damages:
        with service.office() as office:
            blobs = Blobs(office.engine, (service.data_dir / "blobs").as_uri())
            current = blobs.read(str(crossing_of(service, upload_id)))
            other = blobs.put_bytes("vectors", damage(current))
            assert Documents(office.engine).replace(upload_id, cross_index_blob=other)
        service.stop()
        service = start_service()
        with service.client() as client:
            assert rank(client, upload_id, BATTERIES.text["fr"], "en", BATTERIES.paragraph) < 3
        made = str(crossing_of(service, upload_id))
        assert made.partition(".")[0] == key.partition(".")[0], "the same bytes again"
    (service.data_dir / "blobs" / made).unlink()
    service.stop()
    service = start_service()
    with service.client() as client:
        assert rank(client, upload_id, BATTERIES.text["fr"], "en", BATTERIES.paragraph) < 3, "even when they are lost"


@pytest.mark.parametrize("moment", ["before anything is stored", "once the vectors are stored"])
def test_a_kill_while_second_vectors_are_made_does_no_harm(moment: str, start_service: StartService) -> None:
    question = "Woraus wurde das Gebäude gebaut?"
    service = start_service(INGESTION__ORPHAN_SECONDS="2", INGESTION__SWEEP_SECONDS="1")
    with service.client() as client:
        upload_id = client.ready(files.book(12, seed=5))
        asking = threading.Thread(target=_ask_until_it_breaks, args=(client, upload_id, question))
        asking.start()
        if moment == "once the vectors are stored":
            wait_for(lambda: kept(service), "second vectors", pause=0.001)
        service.kill()
        asking.join()
    service = start_service(INGESTION__ORPHAN_SECONDS="2", INGESTION__SWEEP_SECONDS="1")
    with service.client() as client:
        assert client.data("POST", "/search", json={"upload_id": upload_id, "query": question})
        key = crossing_of(service, upload_id)
        assert key is not None
        client.data("DELETE", f"/documents/{upload_id}")
    wait_for(lambda: not kept(service), "the second vectors to go")


def test_many_first_questions_at_once_make_second_vectors_once(start_service: StartService) -> None:
    service = start_service()
    with service.client() as client:
        upload_id = client.ready(files.book(12, seed=6))
        body = {"upload_id": upload_id, "query": "Woraus wurde die Brücke gebaut?"}
        replies: list[httpx.Response] = []
        threads = [
            threading.Thread(target=lambda: replies.append(client.http.post("/search", json=body))) for _ in range(6)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert [reply.status_code for reply in replies] == [200] * 6
    assert len({reply.text for reply in replies}) == 1
    assert len(kept(service)) == 1


def test_a_collection_of_two_languages_is_asked_in_both(client: Client) -> None:
    ids = {language: upload(client, language) for language in ("en", "zh")}
    for asked_in in ("en", "zh"):
        body = {"upload_ids": list(ids.values()), "query": BATTERIES.text[asked_in], "limit": 4}
        found = client.data("POST", "/search", json=body)
        for language, upload_id in ids.items():
            right = PARAGRAPHS[language][BATTERIES.paragraph]
            assert any(hit["upload_id"] == upload_id and right in hit["text"] for hit in found), (asked_in, language)


@pytest.mark.parametrize("question", ["Was kostet Kestrel 7?", "Kestrel 7", "ケストレル", "7"])
def test_a_document_whose_language_cannot_be_told_is_asked_in_any(question: str, client: Client) -> None:
    upload_id = client.ready(b"Kestrel 7 | 14,20\n\nOakham 9 | 3,50\n", "prices.md")
    assert client.data("POST", "/search", json={"upload_id": upload_id, "query": question})


def _by_another_embedder(data: bytes) -> bytes:
    return data.replace(b"use-multi", b"use-maxim")


def _half(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _reversed(data: bytes) -> bytes:
    """Vectors in reverse order, under the same header."""
    length = int.from_bytes(data[:8], "little")
    metadata = httpx.Response(200, content=data[8 : 8 + length]).json()["__metadata__"]
    return save({name: values[::-1].copy() for name, values in load(data).items()}, metadata)


def _ask_until_it_breaks(client: Client, upload_id: str, question: str) -> None:
    try:
        client.http.post("/search", json={"upload_id": upload_id, "query": question})
    except httpx.TransportError:
        return
