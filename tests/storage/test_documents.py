"""Documents: their way forward, what they hold, and whom they belong to."""

import itertools
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from chatdoc_server.errors import BadRequest, DocumentStatus, NotFound, TransientError
from chatdoc_server.storage.blobs import Blobs
from chatdoc_server.storage.database import reading, writing
from chatdoc_server.storage.document_records import DocumentType, collection_status
from chatdoc_server.storage.documents import Documents
from chatdoc_server.storage.tables import blobs as blob_table
from tests.backends import BlobStore
from tests.storage.library import add, assert_exact, new_collection, new_document, stored_keys


@pytest.fixture
def blob_store(tmp_path: Path) -> BlobStore:
    """A folder: what is counted here does not depend on where it lies."""
    return BlobStore((tmp_path / "blobs").as_uri(), {}, {})


def test_what_is_created_is_found(documents: Documents, user_id: int) -> None:
    made = add(documents, user_id, name="Rapport été.pdf", created_at=123)
    assert documents.get(user_id, made.id) == documents.find(made.id) == made
    assert (made.name, made.created_at, made.status) == ("Rapport été.pdf", 123, DocumentStatus.UN_PARSED)
    assert made.type is DocumentType.SINGLE_DOC
    assert (made.page_count, made.pages_done, made.error_message) == (None, 0, None)


@pytest.mark.parametrize(
    "bad", ["", "x", "1; DROP TABLE documents", "\x00", "é" * 36, "A" * 36, "{%s}", "%s ", "../%s"]
)
def test_a_malformed_id_is_not_found(documents: Documents, user_id: int, bad: str) -> None:
    made = add(documents, user_id)
    wrong = bad % made.id if "%s" in bad else bad
    assert documents.find(wrong) is None
    for call in (documents.get, documents.delete):
        with pytest.raises(NotFound):
            call(user_id, wrong)


def test_unknown_and_foreign_documents_are_not_told_apart(documents: Documents, user_id: int, stranger_id: int) -> None:
    made = add(documents, user_id)
    for user, upload_id in [(stranger_id, made.id), (user_id, str(uuid.uuid4()))]:
        for call in (documents.get, documents.delete):
            with pytest.raises(NotFound) as caught:
                call(user, upload_id)
            assert str(caught.value) == str(NotFound())
    assert documents.find(made.id) == made


def test_text_that_postgres_refuses_is_kept_readable(documents: Documents, user_id: int) -> None:
    made = add(documents, user_id, name="a\x00b\ud800c")
    assert made.name == "a\ufffdb?c"
    documents.advance(made.id, DocumentStatus.TEXT_PARSE_ERROR, error_message="bad \x00 byte")
    assert documents.get(user_id, made.id).error_message == "bad \ufffd byte"
    assert documents.list(user_id, name="\x00B")[0][0].id == made.id


def test_another_name_is_found_and_the_old_one_is_not(documents: Documents, user_id: int, stranger_id: int) -> None:
    made = add(documents, user_id, name="scan.pdf")
    renamed = documents.rename(user_id, made.id, "Straße\x00.pdf")
    assert renamed == documents.get(user_id, made.id)
    assert renamed.name == "Straße\ufffd.pdf"
    assert [one.id for one in documents.list(user_id, name="STRASSE")[0]] == [made.id]
    assert documents.list(user_id, name="scan")[0] == []
    for owner, named in ((stranger_id, made.id), (user_id, "x"), (user_id, "0" * 36)):
        with pytest.raises(NotFound):
            documents.rename(owner, named, "stolen.pdf")


def test_a_title_names_a_website_that_nobody_named(documents: Documents, user_id: int) -> None:
    url = "https://example.org/" + "long/" * 60
    websites = [documents.create(replace(new_document(user_id, name=url[:255]), url=url)) for _ in range(2)]
    upload = add(documents, user_id, name="report.html")
    documents.rename(user_id, websites[1].id, "Mine")
    for _ in range(2):  # a step may be done twice
        for one in (*websites, upload):
            documents.advance(one.id, DocumentStatus.TEXT_PARSING, title="Title " * 100)
    names = [documents.get(user_id, one.id).name for one in (*websites, upload)]
    assert names == [("Title " * 100)[:255], "Mine", "report.html"]
    assert [one.id for one in documents.list(user_id, name="TITLE")[0]] == [websites[0].id]


def test_a_collection_must_be_ones_own(documents: Documents, user_id: int, stranger_id: int) -> None:
    theirs = documents.create(new_collection(stranger_id))
    single = add(documents, user_id)
    for wrong in (theirs.id, single.id, str(uuid.uuid4()), "x"):
        with pytest.raises(NotFound):
            add(documents, user_id, collection_id=wrong)


def test_a_refused_document_keeps_nothing_of_its_file(
    engine: Engine, documents: Documents, blobs: Blobs, blob_store: BlobStore, user_id: int
) -> None:
    with pytest.raises(NotFound):
        add(documents, user_id, collection_id=str(uuid.uuid4()), source_blob=blobs.put_bytes("source", b"x"))
    blobs.collect()
    assert stored_keys(blob_store) == []


def test_a_collection_is_never_overfilled(documents: Documents, user_id: int) -> None:
    collection = documents.create(new_collection(user_id))

    def join(_: int) -> bool:
        try:
            documents.create(new_document(user_id, collection_id=collection.id), collection_limit=5)
        except BadRequest:
            return False
        return True

    with ThreadPoolExecutor(10) as pool:
        assert sum(pool.map(join, range(15))) == 5
    assert len(documents.children(collection.id)) == 5


@pytest.mark.parametrize("before", [DocumentStatus.UN_PARSED, DocumentStatus.TEXT_PARSING, DocumentStatus.TEXT_PARSED])
def test_a_status_only_moves_forward(documents: Documents, user_id: int, before: DocumentStatus) -> None:
    for after in DocumentStatus:
        made = add(documents, user_id)
        documents.advance(made.id, before)
        start = documents.get(user_id, made.id).status
        changed = documents.advance(made.id, after)
        assert changed == (after < 0 or after > start)
        assert documents.get(user_id, made.id).status == (after if changed else start)


@pytest.mark.proves("rule:statuses.forward")
@pytest.mark.parametrize("final", [DocumentStatus.ELEMENT_PARSED, DocumentStatus.BASIC_PAGE_NOT_ENOUGH_ERROR])
def test_a_final_status_never_changes(documents: Documents, user_id: int, final: DocumentStatus) -> None:
    made = add(documents, user_id)
    assert documents.advance(made.id, final, error_message="first")
    for after in DocumentStatus:
        assert not documents.advance(made.id, after, pages_done=7, error_message="second")
    kept = documents.get(user_id, made.id)
    assert (kept.status, kept.error_message, kept.pages_done) == (final, "first", 0)


def test_pages_done_only_grow(engine: Engine, user_id: int) -> None:
    ticks = itertools.count(5_000_000_000, 1_000_000_000)
    documents = Documents(engine, clock=lambda: next(ticks))
    made = add(documents, user_id)
    assert made.updated_at == 5
    assert documents.advance(made.id, DocumentStatus.ELEMENT_PARSING, pages_done=4, page_count=9)
    assert not documents.advance(made.id, DocumentStatus.ELEMENT_PARSING, pages_done=3)
    assert not documents.advance(made.id, DocumentStatus.TEXT_PARSING, pages_done=8)
    assert documents.advance(made.id, DocumentStatus.ELEMENT_PARSING, pages_done=5)
    now = documents.get(user_id, made.id)
    assert (now.pages_done, now.page_count, now.updated_at) == (5, 9, 7)


def test_progress_of_a_deleted_document_is_ignored(
    documents: Documents, blobs: Blobs, blob_store: BlobStore, user_id: int
) -> None:
    made = add(documents, user_id)
    documents.delete(user_id, made.id)
    late = blobs.put_bytes("document", b"parsed in vain")
    assert not documents.advance(made.id, DocumentStatus.TEXT_PARSED, document_blob=late)
    assert not documents.replace(made.id, index_blob=blobs.put_bytes("index", b"too"))
    assert not documents.advance("nonsense", DocumentStatus.TEXT_PARSED)
    blobs.collect()
    assert stored_keys(blob_store) == []


def test_blobs_follow_their_document(
    engine: Engine, documents: Documents, blobs: Blobs, blob_store: BlobStore, user_id: int
) -> None:
    made = add(documents, user_id, source_blob=blobs.put_bytes("source", b"file"))
    for content in (b"parsed", b"parsed", b"parsed otherwise after a restart"):
        documents.advance(made.id, DocumentStatus.ELEMENT_PARSING, document_blob=blobs.put_bytes("document", content))
        blobs.collect()
        assert_exact(engine, blob_store, blobs)
    documents.advance(made.id, DocumentStatus.TEXT_PARSED, index_blob=blobs.put_bytes("index", b"index"))
    documents.advance(made.id, DocumentStatus.ELEMENT_PARSED)
    assert len(stored_keys(blob_store)) == 3
    # Made anew by another release, and once more with the same bytes.
    for _ in range(2):
        assert documents.replace(made.id, index_blob=blobs.put_bytes("index", b"new index"))
        blobs.collect()
        assert_exact(engine, blob_store, blobs)
    documents.delete(user_id, made.id)
    blobs.collect()
    assert stored_keys(blob_store) == []


def test_a_failed_document_keeps_only_its_file(
    engine: Engine, documents: Documents, blobs: Blobs, blob_store: BlobStore, user_id: int
) -> None:
    source = blobs.put_bytes("source", b"file")
    made = add(documents, user_id, source_blob=source)
    documents.advance(made.id, DocumentStatus.ELEMENT_PARSING, document_blob=blobs.put_bytes("document", b"parsed"))
    late = blobs.put_bytes("index", b"made, then refused")
    assert documents.advance(made.id, DocumentStatus.TEXT_PARSE_ERROR, error_message="no", index_blob=late)
    blobs.collect()
    assert stored_keys(blob_store) == [source]
    failed = documents.get(user_id, made.id)
    assert (failed.source_blob, failed.document_blob, failed.index_blob) == (source, None, None)
    assert not documents.replace(made.id, index_blob=blobs.put_bytes("index", b"again"))
    blobs.collect()
    assert_exact(engine, blob_store, blobs)


def test_clones_share_what_is_stored(
    engine: Engine, documents: Documents, blobs: Blobs, blob_store: BlobStore, user_id: int
) -> None:
    first = add(documents, user_id, source_blob=blobs.put_bytes("source", b"file"))
    second = add(documents, user_id, source_blob=first.source_blob)
    documents.delete(user_id, first.id)
    blobs.collect()
    assert blobs.read(second.source_blob or "") == b"file"
    assert_exact(engine, blob_store, blobs)


def test_a_document_without_its_file_is_not_created(engine: Engine, documents: Documents, user_id: int) -> None:
    missing = f"source/00/{'0' * 64}.00000000"
    with pytest.raises(TransientError):
        add(documents, user_id, source_blob=missing)
    assert documents.list(user_id) == ([], None)


def test_a_collection_is_deleted_with_its_documents(
    engine: Engine, documents: Documents, blobs: Blobs, blob_store: BlobStore, user_id: int, stranger_id: int
) -> None:
    collection = documents.create(new_collection(user_id))
    children = [
        add(documents, user_id, collection_id=collection.id, source_blob=blobs.put_bytes("source", content))
        for content in (b"one", b"two", b"two")
    ]
    theirs = add(documents, stranger_id, source_blob=blobs.put_bytes("source", b"two"))
    removed = documents.delete(user_id, collection.id)
    assert sorted(removed) == sorted([collection.id, *(child.id for child in children)])
    assert removed[-1] == collection.id
    assert blobs.collect() == 1
    assert documents.find(theirs.id) == theirs
    assert_exact(engine, blob_store, blobs)


def test_collections_that_fill_while_they_are_deleted(engine: Engine, documents: Documents, user_id: int) -> None:
    collections = [documents.create(new_collection(user_id)).id for _ in range(6)]

    def fill(collection_id: str) -> None:
        for _ in range(4):
            try:
                documents.create(new_document(user_id, collection_id=collection_id), collection_limit=30)
            except NotFound:
                return

    calls: list[Callable[[], object]] = []
    for collection_id in collections:
        calls += [lambda one=collection_id: fill(one), lambda one=collection_id: documents.delete(user_id, one)]  # type: ignore[misc]
    with ThreadPoolExecutor(12) as pool:
        for waiting in [pool.submit(call) for call in calls]:
            waiting.result()
    with reading(engine) as connection:
        assert connection.execute(select(blob_table.c.key)).all() == []
    assert documents.list(user_id) == ([], None)
    assert documents.unfinished() == []


def test_documents_that_share_blobs_are_deleted_at_once(
    engine: Engine, documents: Documents, blobs: Blobs, blob_store: BlobStore, user_id: int
) -> None:
    made = []
    for number in range(12):
        # Each needs the same two objects, in one order or the other.
        kinds = ("source", "document") if number % 2 else ("document", "source")
        keys = [blobs.put_bytes(kind, b"shared") for kind in kinds]
        record = add(documents, user_id, source_blob=keys[0])
        documents.advance(record.id, DocumentStatus.TEXT_PARSED, document_blob=keys[1])
        made.append(record.id)
    with ThreadPoolExecutor(12) as pool:
        assert list(pool.map(lambda one: documents.delete(user_id, one), made)) == [[one] for one in made]
    assert blobs.collect() == 2
    assert_exact(engine, blob_store, blobs)


def test_the_unfinished_are_known_after_a_restart(engine: Engine, documents: Documents, user_id: int) -> None:
    documents.create(new_collection(user_id))
    made = [add(documents, user_id) for _ in range(4)]
    documents.advance(made[0].id, DocumentStatus.ELEMENT_PARSED)
    documents.advance(made[1].id, DocumentStatus.PDF_CONVERT_ERROR)
    documents.advance(made[2].id, DocumentStatus.TEXT_PARSED)
    assert [record.id for record in Documents(engine).unfinished()] == [made[2].id, made[3].id]


def test_a_document_may_be_part_of_a_larger_transaction(engine: Engine, documents: Documents, user_id: int) -> None:
    with writing(engine) as connection:
        made = documents.create(new_document(user_id), connection=connection)
        documents.advance(made.id, DocumentStatus.ELEMENT_PARSED, connection=connection)
        connection.rollback()
    assert documents.find(made.id) is None


@pytest.mark.parametrize(
    ("children", "shown"),
    [
        ([], DocumentStatus.UN_PARSED),
        ([1], DocumentStatus.PARSING),
        ([300, 50, -1], DocumentStatus.PARSING),
        ([-1, 300, -3], DocumentStatus.ELEMENT_PARSED),
        ([-1, -3], DocumentStatus.PDF_CONVERT_ERROR),
    ],
)
def test_a_collection_shows_how_its_documents_are(
    documents: Documents, user_id: int, children: list[int], shown: DocumentStatus
) -> None:
    collection = documents.create(new_collection(user_id))
    for status in children:
        child = add(documents, user_id, collection_id=collection.id)
        documents.advance(child.id, DocumentStatus(status))
    assert collection_status(documents.children(collection.id)) == shown
