"""Files that another release wrote are made again in the background or when they are asked, and stay so."""

import re
from collections.abc import Callable

from sqlalchemy import select

from chatdoc_server.storage.blobs import Blobs
from chatdoc_server.storage.database import reading
from chatdoc_server.storage.document_records import Changes
from chatdoc_server.storage.documents import Documents
from chatdoc_server.storage.tables import documents
from tests import files
from tests.conftest import StartService
from tests.service import Service, wait_for

FACT = files.facts(5, seed=80)[3]


def keys_of(service: Service, upload_id: str) -> tuple[str, str]:
    """Of a document's structure and index."""
    query = select(documents.c.document_blob, documents.c.index_blob).where(documents.c.id == upload_id)
    with service.office() as office, reading(office.engine) as connection:
        row = connection.execute(query).one()
    return str(row.document_blob), str(row.index_blob)


def replace(service: Service, upload_id: str, *, kind: str, change: Callable[[bytes], bytes]) -> str:
    """Points a document at a changed copy of its structure or index, and returns the copy's key."""
    structure, index = keys_of(service, upload_id)
    with service.office() as office:
        blobs = Blobs(office.engine, (service.data_dir / "blobs").as_uri())
        data = change(blobs.read(structure if kind == "document" else index))
        key = blobs.put_bytes(kind, data)
        changes: Changes = {"document_blob": key} if kind == "document" else {"index_blob": key}
        assert Documents(office.engine).replace(upload_id, **changes)
    return key


def other_format(data: bytes) -> bytes:
    changed = re.sub(rb"(format\W{1,6})\d", rb"\g<1>0", data, count=1)
    assert changed != data
    return changed


def other_embedder(data: bytes) -> bytes:
    changed = data.replace(b"MiniLM", b"MaxiLM", 1)
    assert changed != data
    return changed


CHANGES: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "index of another format": ("index", other_format),
    "index by another embedder": ("index", other_embedder),
    "half an index": ("index", lambda data: data[: len(data) // 2]),
    "no index": ("index", lambda _: b"nonsense"),
    "structure of another format": ("document", lambda data: data[:4] + (99).to_bytes(2, "big") + data[6:]),
    "half a structure": ("document", lambda data: data[: len(data) // 2]),
}


def test_files_of_another_release_are_made_again_on_the_next_question(start_service: StartService) -> None:
    service = start_service()
    with service.client() as client:
        uploaded = {name: client.upload(files.book(5, seed=80), f"{name}.pdf") for name in CHANGES}
        for upload_id in uploaded.values():
            assert client.finished(upload_id)["status"] == 300
        before = client.ask(uploaded["no index"], FACT.question)
        used = client.data("GET", "/users/quota")["package"]["page"]
    made = {upload_id: keys_of(service, upload_id) for upload_id in uploaded.values()}
    for name, (kind, change) in CHANGES.items():
        other = replace(service, uploaded[name], kind=kind, change=change)
        assert other in keys_of(service, uploaded[name])
    service.stop()
    service = start_service()
    with service.client() as client:
        for name, upload_id in uploaded.items():
            after = client.ask(upload_id, FACT.question)
            assert after.text == before.text, name
            assert FACT.sentence in after.text
            assert [key.split(".")[0] for key in keys_of(service, upload_id)] == [
                key.split(".")[0] for key in made[upload_id]
            ], name
        assert client.data("GET", "/users/quota")["package"]["page"] == used, "nothing is charged again"


def test_files_of_another_release_are_made_again_before_anybody_asks(start_service: StartService) -> None:
    service = start_service()
    kinds: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
        name: CHANGES[name] for name in CHANGES if "another" in name
    }
    with service.client() as client:
        lost = client.ready(files.book(3, seed=81), "lost.pdf")
        uploaded = {name: client.ready(files.book(5, seed=80), f"{name}.pdf") for name in kinds}
        client.ask(lost, "What is it about?")
    old = {
        uploaded[name]: replace(service, uploaded[name], kind=kinds[name][0], change=kinds[name][1]) for name in kinds
    }
    old[lost] = replace(service, lost, kind="document", change=CHANGES["structure of another format"][1])
    # The document that was asked last, and is tried first, can't be read again: its file is gone.
    [copy] = service.copies_of(files.book(3, seed=81))
    service.stop()
    copy.unlink()
    service = start_service()
    wait_for(
        lambda: not any(old[one] in keys_of(service, one) for one in uploaded.values()),
        "all documents but the lost one to be made again",
    )
    assert old[lost] in keys_of(service, lost)
    with service.client() as client:
        for upload_id in uploaded.values():
            keys = keys_of(service, upload_id)
            assert FACT.sentence in client.ask(upload_id, FACT.question).text
            assert keys_of(service, upload_id) == keys, "the question found them made"
