"""Cloning while others clone, delete and pay: never a clone without its charge, nor a charge without its clone."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from chatdoc_server.errors import BadRequest, NotFound, QuotaExceeded, RequestError
from chatdoc_server.storage.document_records import DocumentRecord
from tests.collections.conftest import NewRoom, Room
from tests.storage.library import assert_exact


def at_once(calls: Sequence[Callable[[], object]]) -> list[object]:
    """What so many calls, started at the same moment, return or are refused with."""
    together = threading.Barrier(len(calls))

    def start(call: Callable[[], object]) -> object:
        together.wait()
        try:
            return call()
        except RequestError as refused:
            return refused

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(start, calls))


def clones_in(room: Room, collection_id: str) -> list[DocumentRecord]:
    return room.documents.children(collection_id)


def test_two_clones_of_the_last_place(new_room: NewRoom) -> None:
    room = new_room(most=4)
    collection = room.collection()
    room.collections.clone(room.user_id, collection, [room.ready(one) for one in range(3)])
    others = [room.ready(one) for one in range(10, 16)]
    results = at_once([lambda one=one: room.collections.clone(room.user_id, collection, [one]) for one in others])  # type: ignore[misc]
    refused = [one for one in results if isinstance(one, BadRequest)]
    assert len(refused) == 5
    assert "at most 4 documents" in str(refused[0])
    assert len(clones_in(room, collection)) == 4
    assert room.used() == 4 * 3


def test_clones_and_uploads_share_the_places(new_room: NewRoom) -> None:
    room = new_room(most=5)
    collection = room.collection()
    sources = [room.ready(one) for one in range(4)]
    calls: list[Callable[[], object]] = [
        lambda pair=pair: room.collections.clone(room.user_id, collection, pair)  # type: ignore[misc]
        for pair in (sources[:2], sources[2:], sources[1:3], sources[::3])
    ]
    results = at_once(calls)
    assert sum(isinstance(one, BadRequest) for one in results) == 2
    assert len(clones_in(room, collection)) == 4, "a pair comes whole or not at all"
    assert room.used() == 4 * 3


def test_clones_that_together_cost_too_much(new_room: NewRoom) -> None:
    room = new_room(pages=20)
    collection = room.collection()
    sources = [room.ready(one) for one in range(2)]
    results = at_once([lambda: room.collections.clone(room.user_id, collection, sources)] * 8)
    assert sum(isinstance(one, QuotaExceeded) for one in results) == 5
    assert len(clones_in(room, collection)) == 6
    assert room.used() == 18
    assert room.quota.held_reservations() == []


@pytest.mark.parametrize("number", range(4))
def test_a_source_that_is_deleted_meanwhile(new_room: NewRoom, number: int) -> None:
    room = new_room()
    collection = room.collection()
    sources = [room.ready(one) for one in range(6)]
    deleted = sources[number]
    calls: list[Callable[[], object]] = [
        *(lambda: room.collections.clone(room.user_id, collection, sources) for _ in range(3)),
        lambda: room.documents.delete(room.user_id, deleted),
        *(room.blobs.collect for _ in range(2)),
    ]
    results = at_once(calls)
    whole = sum(isinstance(one, list) and len(one) == 6 for one in results[:3])
    assert all(isinstance(one, NotFound) for one in results[:3] if not isinstance(one, list))
    clones = clones_in(room, collection)
    assert len(clones) == whole * 6, "all or none"
    assert room.used() == whole * 6 * 3
    room.blobs.collect()
    assert_exact(room.engine, room.store, room.blobs)
    for clone in clones:
        assert clone.source_blob
        assert clone.name.removesuffix(".pdf").split("-")[1] in room.blobs.read(clone.source_blob).decode()


def test_a_collection_that_is_deleted_meanwhile(new_room: NewRoom) -> None:
    room = new_room()
    collection = room.collection()
    sources = [room.ready(one) for one in range(3)]
    calls: list[Callable[[], object]] = [
        *(lambda: room.collections.clone(room.user_id, collection, sources) for _ in range(4)),
        lambda: room.documents.delete(room.user_id, collection),
    ]
    results = at_once(calls)
    done = sum(isinstance(one, list) for one in results[:4])
    assert clones_in(room, collection) == []
    # What was cloned before is charged, as any document that is deleted.
    assert room.used() == done * 3 * 3
    assert room.quota.held_reservations() == []
    for source in sources:
        room.documents.delete(room.user_id, source)
    room.blobs.collect()
    assert_exact(room.engine, room.store, room.blobs)


def test_clones_across_collections_never_wait_in_a_circle(new_room: NewRoom) -> None:
    room = new_room()
    collections = [room.collection() for _ in range(3)]
    sources = [room.ready(one) for one in range(8)]
    orders = [sources, sources[::-1], sources[3:] + sources[:3]]
    calls: list[Callable[[], object]] = [
        lambda collection=collection, order=order: room.collections.clone(room.user_id, collection, order)  # type: ignore[misc]
        for collection in collections
        for order in orders
    ]
    results = at_once(calls)
    assert all(isinstance(one, list) and len(one) == 8 for one in results)
    assert [len(clones_in(room, one)) for one in collections] == [24] * 3
    assert room.used() == 9 * 8 * 3


def test_a_put_that_is_under_way_is_not_taken_for_the_clone_s(new_room: NewRoom) -> None:
    room = new_room()
    source = room.ready(1)
    # Somebody uploads the same file and has not written the document down yet.
    key = room.blobs.put_bytes("source", b"file 1")
    room.collections.clone(room.user_id, collection := room.collection(), [source])
    for one in (source, collection):
        room.documents.delete(room.user_id, one)
    room.blobs.collect()
    assert room.blobs.read(key) == b"file 1"


def test_whatever_refuses_a_clone_leaves_nothing(new_room: NewRoom) -> None:
    room = new_room(pages=5)
    collection = room.collection()
    source, other = room.ready(1), room.ready(2)
    refusals: list[tuple[type[RequestError], list[str]]] = [
        (NotFound, [source, "00000000-0000-4000-8000-00000000dead"]),
        (NotFound, [source, "nonsense"]),
        (BadRequest, [source, collection]),
        (QuotaExceeded, [source, other]),
    ]
    for kind, upload_ids in refusals:
        with pytest.raises(kind):
            room.collections.clone(room.user_id, collection, upload_ids)
    assert clones_in(room, collection) == []
    assert room.used() == 0
    assert room.quota.held_reservations() == []
    for one in (source, other, collection):
        room.documents.delete(room.user_id, one)
    room.blobs.collect()
    assert_exact(room.engine, room.store, room.blobs)
