"""Stored objects: sharing, counting, removing, and every way a process may die between."""

import hashlib
import os
import random
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, select, update

from chatdoc_server.errors import DocumentStatus, NotFound, TransientError
from chatdoc_server.storage.blobs import Blobs
from chatdoc_server.storage.database import reading, writing
from chatdoc_server.storage.documents import Documents
from chatdoc_server.storage.objects import CHUNK_BYTES, Objects
from chatdoc_server.storage.references import forget_put, move_references
from chatdoc_server.storage.tables import blobs as table
from tests.backends import S3, BlobStore
from tests.storage.library import assert_exact, new_document, stored_keys

HOUR = 3600


def refer(engine: Engine, key: str) -> None:
    with writing(engine) as connection:
        move_references(connection, added=[key])


def drop(engine: Engine, key: str) -> None:
    with writing(engine) as connection:
        move_references(connection, dropped=[key])


@pytest.mark.parametrize("size", [0, 1, 100_000, CHUNK_BYTES, 2 * CHUNK_BYTES + 17])
def test_what_is_put_is_read(blobs: Blobs, tmp_path: Path, size: int) -> None:
    data = random.Random(size).randbytes(size)
    path = tmp_path / "file"
    path.write_bytes(data)
    key = blobs.put_file("source", path)
    digest = hashlib.sha256(data).hexdigest()
    assert key.startswith(f"source/{digest[:2]}/{digest}.")
    assert blobs.size(key) == size
    assert blobs.read(key) == data
    assert b"".join(blobs.stream(key)) == data
    assert blobs.fetch(key, tmp_path / "cache").read_bytes() == data


@pytest.mark.parametrize(
    ("start", "end"), [(0, 3), (2, None), (CHUNK_BYTES - 1, CHUNK_BYTES + 1), (5, 5), (7, 10**12), (10**12, None)]
)
def test_a_part_is_streamed(blobs: Blobs, start: int, end: int | None) -> None:
    data = random.Random(1).randbytes(CHUNK_BYTES + 100)
    key = blobs.put_bytes("source", data)
    assert b"".join(blobs.stream(key, start, end)) == data[start:end]


def test_the_same_bytes_are_stored_once(blobs: Blobs, blob_store: BlobStore, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"same")
    key = blobs.put_bytes("source", b"same")
    assert blobs.put_file("source", tmp_path / "file") == key
    assert blobs.put_bytes("document", b"same") != key
    assert len(stored_keys(blob_store)) == 2


def test_an_object_that_the_store_lost_is_put_again(blobs: Blobs, blob_store: BlobStore) -> None:
    key = blobs.put_bytes("source", b"precious")
    Objects(blob_store.url, blob_store.options).delete(key)
    assert blobs.put_bytes("source", b"precious") == key
    assert blobs.read(key) == b"precious"


@pytest.mark.parametrize("kind", ["", "Source", "a/b", "..", "x" * 40])
def test_a_kind_is_a_plain_word(blobs: Blobs, kind: str) -> None:
    with pytest.raises(ValueError, match="kind of blob"):
        blobs.put_bytes(kind, b"")


def test_what_is_not_there_is_not_found(blobs: Blobs, tmp_path: Path) -> None:
    missing = f"source/00/{'0' * 64}.00000000"
    readers: list[Callable[[], object]] = [
        lambda: blobs.read(missing),
        lambda: blobs.size(missing),
        lambda: blobs.stream(missing),
        lambda: blobs.fetch(missing, tmp_path),
        lambda: blobs.fetch("source/../../etc/passwd", tmp_path),
    ]
    for read in readers:
        with pytest.raises(NotFound):
            read()


def test_a_folder_hands_out_the_file_itself(engine: Engine, tmp_path: Path) -> None:
    blobs = Blobs(engine, str(tmp_path / "blobs"))
    key = blobs.put_bytes("index", b"mapped")
    assert blobs.fetch(key, tmp_path / "cache") == tmp_path / "blobs" / key
    assert not (tmp_path / "cache").exists()


def test_a_remote_object_is_fetched_once_and_whole(
    engine: Engine, s3: S3, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blobs = Blobs(engine, f"s3://{s3.new_bucket()}", options=s3.options)
    key = blobs.put_bytes("index", b"remote")
    path = blobs.fetch(key, tmp_path)
    assert path.read_bytes() == b"remote"
    monkeypatch.setattr(Objects, "read_range", lambda *_: b"corrupt")
    assert blobs.fetch(key, tmp_path) == path
    other = tmp_path / "other"
    with pytest.raises(TransientError):
        blobs.fetch(key, other)
    assert [one for one in other.rglob("*") if one.is_file()] == []


def test_the_last_reference_takes_the_object_along(engine: Engine, blobs: Blobs, blob_store: BlobStore) -> None:
    key = blobs.put_bytes("source", b"shared")
    for _ in range(3):
        refer(engine, key)
    drop(engine, key)
    drop(engine, key)
    assert blobs.collect() == 0
    drop(engine, key)
    assert blobs.collect() == 1
    assert stored_keys(blob_store) == []
    assert_exact(engine, blob_store, blobs)


def test_a_put_protects_the_object_until_it_is_referred_to(engine: Engine, blob_store: BlobStore) -> None:
    now = [1_000_000.0]
    blobs = blob_store.open(engine, lambda: now[0])
    key = blobs.put_bytes("source", b"soon needed")
    now[0] += HOUR - 1
    assert blobs.collect() == blobs.sweep(HOUR) == 0
    # Somebody else needs it again: it stays as long again.
    assert blobs.put_bytes("source", b"soon needed") == key
    now[0] += HOUR - 1
    assert blobs.sweep(HOUR) == 0
    now[0] += 1
    assert blobs.sweep(HOUR) == 1
    with pytest.raises(TransientError):
        refer(engine, key)
    again = blobs.put_bytes("source", b"soon needed")
    assert again != key
    refer(engine, again)
    now[0] += 10 * HOUR
    assert blobs.sweep(HOUR) == 0
    assert blobs.read(again) == b"soon needed"


def test_a_forgotten_put_goes_at_once(engine: Engine, blobs: Blobs) -> None:
    key = blobs.put_bytes("source", b"in vain")
    assert blobs.collect() == 0
    with writing(engine) as connection:
        forget_put(connection, key)
        forget_put(connection, "unknown")
    assert blobs.collect() == 1


def test_counts_never_fall_below_zero(engine: Engine, blobs: Blobs) -> None:
    key = blobs.put_bytes("source", b"one")
    refer(engine, key)
    drop(engine, key)
    with pytest.raises(Exception, match="ck_blobs_counts"):
        drop(engine, key)


def test_only_what_is_ours_is_swept(engine: Engine, blobs: Blobs, blob_store: BlobStore) -> None:
    objects = Objects(blob_store.url, blob_store.options)
    stray = f"source/ab/{'ab' * 32}.01234567"
    objects.put(stray, b"left by a writer that was held up")
    objects.put("readme.txt", b"somebody else's")
    kept = blobs.put_bytes("source", b"needed")
    refer(engine, kept)
    assert blobs.sweep(HOUR) == 0
    time.sleep(1.1)  # S3 tells whole seconds
    assert blobs.sweep(0) == 1
    assert stored_keys(blob_store) == sorted([kept, "readme.txt"])


def test_half_written_files_are_swept(engine: Engine, tmp_path: Path) -> None:
    folder = tmp_path / "blobs"
    blobs = Blobs(engine, str(folder))
    key = blobs.put_bytes("source", b"needed")
    refer(engine, key)
    half = folder / f"{key}#1"
    half.write_bytes(b"nee")
    assert blobs.sweep(HOUR) == 0
    os.utime(half, (1, 1))
    assert blobs.sweep(HOUR) == 1
    assert [path.name for path in folder.rglob("*") if path.is_file()] == [Path(key).name]


class Killed(BaseException):
    """Stands for a process that dies: nothing after it runs, an open transaction is undone."""


class Mortal:
    """Dies before the nth thing that outlives a process: a transaction, or a change in the store."""

    def __init__(self, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
        self.left = -1
        event.listen(engine, "begin", lambda _: self.step())
        for name in ("put", "delete"):
            monkeypatch.setattr(Objects, name, self.mortal(getattr(Objects, name)))

    def mortal(self, change: Callable[..., None]) -> Callable[..., None]:
        def dies(*arguments: object) -> None:
            self.step()
            change(*arguments)
            self.step()

        return dies

    def step(self) -> None:
        if self.left == 0:
            raise Killed
        self.left -= 1


@pytest.mark.parametrize(("engine", "blob_store"), [("sqlite", "folder"), ("postgres", "s3")], indirect=True)
def test_whatever_step_a_process_dies_at_nothing_is_lost_or_left(
    engine: Engine, blob_store: BlobStore, user_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    blobs, documents = blob_store.open(engine), Documents(engine)
    mortal = Mortal(engine, monkeypatch)

    def life(step: int) -> None:
        first = documents.create(new_document(user_id, source_blob=blobs.put_bytes("source", b"the file %d" % step)))
        documents.advance(
            first.id, DocumentStatus.TEXT_PARSED, document_blob=blobs.put_bytes("document", b"parsed %d" % step)
        )
        documents.create(new_document(user_id, source_blob=blobs.put_bytes("source", b"the file %d" % step)))
        documents.advance(first.id, DocumentStatus.TEXT_PARSE_ERROR)
        blobs.collect()
        documents.delete(user_id, first.id)
        second = documents.create(new_document(user_id, source_blob=blobs.put_bytes("source", b"another %d" % step)))
        documents.delete(user_id, second.id)
        blobs.collect()

    for step in range(200):
        mortal.left = step
        with suppress(Killed):
            life(step)
            break
        mortal.left = -1
        # Those who come after may need the same bytes before anything is cleaned up.
        documents.create(new_document(user_id, source_blob=blobs.put_bytes("source", b"the file %d" % step)))
        blobs.sweep(0)
        assert_exact(engine, blob_store, blobs)
    else:
        pytest.fail("the story never ended")
    assert step > 25


def test_a_removal_never_takes_what_was_just_put(engine: Engine, blob_store: BlobStore, user_id: int) -> None:
    documents = Documents(engine)
    together = threading.Barrier(6)

    def put_and_delete(seed: int) -> None:
        blobs = blob_store.open(engine)
        choice = random.Random(seed)
        together.wait()
        for _ in range(12):
            data = choice.choice([b"one", b"two"])
            made = documents.create(new_document(user_id, source_blob=blobs.put_bytes("source", data)))
            assert made.source_blob is not None
            assert blobs.read(made.source_blob) == data
            documents.delete(user_id, made.id)
            blobs.collect()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(put_and_delete, range(6)))
    blobs = blob_store.open(engine)
    blobs.collect()
    assert_exact(engine, blob_store, blobs)
    assert stored_keys(blob_store) == []


def test_a_writer_that_was_held_up_starts_again(
    engine: Engine, blob_store: BlobStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [1_000_000.0]
    blobs = blob_store.open(engine, lambda: now[0])
    put = Objects.put

    def slow(self: Objects, key: str, source: Path | bytes) -> None:
        monkeypatch.setattr(Objects, "put", put)
        now[0] += 2 * HOUR
        blobs.sweep(HOUR)
        put(self, key, source)

    monkeypatch.setattr(Objects, "put", slow)
    key = blobs.put_bytes("source", b"late")
    assert stored_keys(blob_store) == [key]
    refer(engine, key)


def test_a_deleter_that_died_is_finished_by_the_next(
    engine: Engine, blobs: Blobs, blob_store: BlobStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = blobs.put_bytes("source", b"again")
    with writing(engine) as connection:
        forget_put(connection, old)
    with monkeypatch.context() as dying:
        dying.setattr(Objects, "delete", lambda *_: (_ for _ in ()).throw(TransientError("no answer")))
        with pytest.raises(TransientError):
            blobs.collect()
    # The old object is given up for good, the same bytes are stored anew beside it.
    new = blobs.put_bytes("source", b"again")
    assert new != old
    assert sorted(stored_keys(blob_store)) == sorted([old, new])
    assert blobs.collect() == 1
    assert stored_keys(blob_store) == [new]


def test_two_who_put_at_once_share_one_object(engine: Engine, blob_store: BlobStore) -> None:
    together = threading.Barrier(8)

    def put(_: int) -> str:
        blobs = blob_store.open(engine)
        together.wait()
        return blobs.put_bytes("source", b"popular" * 1000)

    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(put, range(8)))
    assert stored_keys(blob_store) == sorted(keys)
    assert len(keys) == 1
    with reading(engine) as connection:
        assert connection.execute(select(table.c.pending, table.c.references)).all() == [(8, 0)]


def test_a_store_that_does_not_answer_is_a_transient_error(engine: Engine, new_port: int, tmp_path: Path) -> None:
    options = {"endpoint": f"http://127.0.0.1:{new_port}", "region": "us-east-1"}
    blobs = Blobs(engine, "s3://bucket", options=options | {"access_key_id": "a", "secret_access_key": "b"})
    calls: list[Callable[[], object]] = [
        lambda: blobs.put_bytes("source", b"x"),
        lambda: blobs.read("source/x"),
        lambda: blobs.stream("source/x"),
        lambda: blobs.sweep(0),
    ]
    for call in calls:
        with pytest.raises(TransientError):
            call()


def test_a_folder_that_is_full_or_forbidden_is_a_transient_error(engine: Engine, tmp_path: Path) -> None:
    blobs = Blobs(engine, str(tmp_path / "blobs"))
    (tmp_path / "blobs" / "source").write_bytes(b"a file where a folder should be")
    with pytest.raises(TransientError):
        blobs.put_bytes("source", b"x")


@pytest.mark.parametrize("url", ["ftp://host/x", "s3:/bucket", "nonsense://", ""])
def test_an_unknown_store_is_refused(engine: Engine, url: str) -> None:
    with pytest.raises(ValueError, match="blob URL"):
        Blobs(engine, url)


def test_a_wrong_option_is_refused(engine: Engine) -> None:
    with pytest.raises(ValueError, match="blob URL"):
        Blobs(engine, "s3://bucket", options={"colour": "blue"})


def test_many_objects_are_removed_in_turns(engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chatdoc_server.storage.blobs._BATCH", 3)
    blobs = Blobs(engine, str(tmp_path / "blobs"))
    keys = [blobs.put_bytes("source", bytes([number])) for number in range(10)]
    for number in range(4):
        stray = tmp_path / "blobs" / "source" / "ab" / f"{'ab' * 32}.0000000{number}"
        stray.parent.mkdir(exist_ok=True)
        stray.write_bytes(b"")
    with writing(engine) as connection:
        connection.execute(update(table).values(touched_at=1))
    refer(engine, keys[0])
    assert blobs.sweep(0) == 9 + 4


@pytest.fixture
def new_port() -> Iterator[int]:
    """A port at which nobody answers."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield held.getsockname()[1]
