"""Documents and collections, from the moment they are uploaded until they are deleted."""

import re
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace as changed
from typing import Any, Unpack

from sqlalchemy import Connection, Engine, Row, delete, func, insert, select, tuple_, update

from chatdoc_server.errors import BadRequest, DocumentStatus, NotFound, RequestError
from chatdoc_server.storage import cursor as cursors
from chatdoc_server.storage.database import reading, writing
from chatdoc_server.storage.document_records import (
    NAME_CHARACTERS,
    Changes,
    Cloning,
    DocumentRecord,
    DocumentType,
    NewDocument,
)
from chatdoc_server.storage.references import forget_put, move_references
from chatdoc_server.storage.tables import documents, question_documents
from chatdoc_server.storage.text import folded, storable

_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_SECOND = 1_000_000_000
_BLOB_COLUMNS = ("source_blob", "shown_blob", "document_blob", "index_blob", "cross_index_blob")

# The class below has a method named `list`.
Records = list[DocumentRecord]
Ids = list[str]

_COLUMNS = [documents.c[name] for name in DocumentRecord.__slots__]
_PLACE = (documents.c.created_at, documents.c.sequence, documents.c.id)


class Documents:
    """The documents table. Every method is one short transaction, and counts the blobs its rows point at."""

    def __init__(self, engine: Engine, *, clock: Callable[[], int] = time.time_ns) -> None:
        """Works on `engine`; `clock` gives Unix nanoseconds, from which order and `updated_at` come."""
        self._engine = engine
        self._clock = clock

    def create(
        self, record: NewDocument, *, collection_limit: int | None = None, connection: Connection | None = None
    ) -> DocumentRecord:
        """Adds a document or collection.

        Args:
            record: What to add.
            collection_limit: Most documents that its collection may hold, this one included.
            connection: The caller's transaction to do it in, if not its own.

        Raises:
            NotFound: `collection_id` is no collection of this user.
            BadRequest: the collection is full.
            TransientError: the source blob was put too long ago; put it again.
        """
        try:
            with writing(self._engine, connection) as transaction:
                return self._insert(transaction, record, collection_limit)
        except RequestError:
            if record.source_blob and connection is None:
                with writing(self._engine) as transaction:
                    forget_put(transaction, record.source_blob)
            raise

    def clone(
        self,
        cloning: Cloning,
        *,
        collection_limit: int,
        approve: Callable[[DocumentRecord], object],
        pay: Callable[[Connection, Records], object],
    ) -> Records:
        """Adds copies of documents to a collection, all of them or none. They share all that is stored.

        Args:
            cloning: What to copy, and where to.
            collection_limit: Most documents that the collection may hold, the copies included.
            approve: Called with each original, which stays as it is until the copies are there.
            pay: Called with the transaction and the copies.

        Returns:
            The copies, in the order of `cloning`.

        Raises:
            NotFound: no such collection or document of this user.
            BadRequest: the collection would hold too many.
            Exception: whatever `approve` or `pay` raise; then nothing was added.
        """
        with writing(self._engine) as connection:
            _lock_collection(connection, cloning.user_id, cloning.collection_id)
            originals = _locked_all(connection, cloning.user_id, cloning.originals.values())
            for original in originals.values():
                approve(original)
            _check_room(connection, cloning.collection_id, collection_limit, len(cloning.originals))
            copies = [self._copy(originals[original], one, cloning) for one, original in cloning.originals.items()]
            move_references(connection, shared=[key for copy in copies for key in _blobs(copy)])
            now = self._clock()
            # Each a nanosecond later than the one before, so that they stand in their order.
            connection.execute(insert(documents), [_row(copy, now + place) for place, copy in enumerate(copies)])
            pay(connection, copies)
        return copies

    def get(self, user_id: int, upload_id: str) -> DocumentRecord:
        """A user's document or collection.

        Raises:
            NotFound: malformed, unknown, or another user's id.
        """
        record = self.find(upload_id)
        if record is None or record.user_id != user_id:
            raise NotFound
        return record

    def find(self, upload_id: str) -> DocumentRecord | None:
        """Any user's document or collection; None when there is none."""
        if not _ID.fullmatch(upload_id):
            return None
        with reading(self._engine) as connection:
            row = connection.execute(select(*_COLUMNS).where(documents.c.id == upload_id)).one_or_none()
        return _record(row) if row else None

    def list(
        self,
        user_id: int,
        *,
        cursor: str | None = None,
        limit: int = 50,
        name: str | None = None,
        kind: DocumentType | None = None,
        collection_id: str | None = None,
    ) -> tuple[Records, str | None]:
        """A page of a user's collections and single documents, newest first, and the cursor of the next page.

        Args:
            user_id: Whose.
            cursor: Where the page before ended; None for the first page.
            limit: Most records to return.
            name: Part of the name, in any case.
            kind: Only these, in place of collections and single documents.
            collection_id: The documents of this collection, in place of those that stand alone.

        Raises:
            BadRequest: the cursor is not one of ours.
            NotFound: `collection_id` is no collection of this user.
        """
        query = select(*_COLUMNS, documents.c.sequence).where(documents.c.user_id == user_id)
        if collection_id is not None:
            if self.get(user_id, collection_id).type is not DocumentType.COLLECTION:
                raise NotFound
            query = query.where(documents.c.collection_id == collection_id)
        if kind is not None:
            query = query.where(documents.c.type == kind)
        elif collection_id is None:
            query = query.where(documents.c.type.in_((DocumentType.COLLECTION, DocumentType.SINGLE_DOC)))
        if cursor is not None:
            (created_at, sequence), last = cursors.decode(cursor, 2, with_id=True)
            query = query.where(tuple_(*_PLACE) < tuple_(created_at, sequence, last))
        if name:
            query = query.where(documents.c.folded_name.contains(folded(name), autoescape=True))
        with reading(self._engine) as connection:
            rows = connection.execute(query.order_by(*(column.desc() for column in _PLACE)).limit(limit + 1)).all()
        page = rows[:limit]
        more = len(rows) > limit and page
        following = cursors.encode(page[-1].created_at, page[-1].sequence, page[-1].id) if more else None
        return [_record(row) for row in page], following

    def children(self, collection_id: str) -> Records:
        """A collection's documents, in the order they were added."""
        return self.children_of([collection_id])[collection_id]

    def children_of(self, collection_ids: Sequence[str]) -> dict[str, Records]:
        """The documents of several collections, in the order they were added; an empty list where there are none."""
        query = select(*_COLUMNS).where(documents.c.collection_id.in_(collection_ids))
        with reading(self._engine) as connection:
            rows = connection.execute(query.order_by(documents.c.sequence, documents.c.id)).all()
        found: dict[str, Records] = {collection_id: [] for collection_id in collection_ids}
        for row in rows:
            found[row.collection_id].append(_record(row))
        return found

    def advance(
        self,
        upload_id: str,
        status: DocumentStatus,
        *,
        connection: Connection | None = None,
        **changes: Unpack[Changes],
    ) -> bool:
        """Moves a document forward, by the order of the status codes; errors are final from any other status.

        Repeating a step does no harm: a status never goes back, nor do the pages done within it, and a final status
        never changes. Blobs must have been put in the same step. With an error, all that was made of the source goes.

        Returns:
            Whether anything changed. False too for a document that was deleted meanwhile.

        Raises:
            TransientError: a blob was put too long ago; put it again.
        """
        blobs = _blobs_in(changes)
        with writing(self._engine, connection) as transaction:
            before = _locked(transaction, upload_id)
            if before is None or before.status.is_final or 0 <= status < before.status:
                for key in blobs.values():
                    forget_put(transaction, key)
                return False
            values: dict[str, object] = {name: value for name, value in changes.items() if name not in blobs}
            if (title := values.pop("title", None)) and before.is_named_by_address:
                values["name"] = str(title)[:NAME_CHARACTERS]
            values |= _point(transaction, before, blobs, failed=status < 0)
            values |= {"status": status, "pages_done": max(before.pages_done, changes.get("pages_done", 0))}
            values |= {name: storable(str(values[name])) for name in ("name", "error_message") if name in values}
            values = {name: value for name, value in values.items() if value != getattr(before, name)}
            if "name" in values:
                values["folded_name"] = folded(str(values["name"]))
            if values:
                values["updated_at"] = self._clock() // _SECOND
                transaction.execute(update(documents).where(documents.c.id == upload_id).values(**values))
            return bool(values)

    def rename(self, user_id: int, upload_id: str, name: str) -> DocumentRecord:
        """Gives a document or collection another name, whatever is being done with it.

        Raises:
            NotFound: malformed, unknown, or another user's id.
        """
        if not _ID.fullmatch(upload_id):
            raise NotFound
        values = {"name": storable(name), "folded_name": folded(name), "updated_at": self._clock() // _SECOND}
        change = update(documents).where(documents.c.id == upload_id, documents.c.user_id == user_id)
        with writing(self._engine) as connection:
            row = connection.execute(change.values(**values).returning(*_COLUMNS)).one_or_none()
        if row is None:
            raise NotFound
        return _record(row)

    def replace(self, upload_id: str, **changes: Unpack[Changes]) -> bool:
        """Gives a ready document what was made anew; blobs must just have been put. What is not given stays.

        Returns:
            Whether there is such a document, and it is ready.

        Raises:
            TransientError: a blob was put too long ago; put it again.
        """
        blobs = _blobs_in(changes)
        with writing(self._engine) as transaction:
            before = _locked(transaction, upload_id)
            if before is None or before.status != DocumentStatus.ELEMENT_PARSED:
                for key in blobs.values():
                    forget_put(transaction, key)
                return False
            values: dict[str, object] = {name: value for name, value in changes.items() if name not in blobs}
            values |= _point(transaction, before, blobs, failed=False)
            if values:
                transaction.execute(update(documents).where(documents.c.id == upload_id).values(**values))
            return True

    def delete(self, user_id: int, upload_id: str) -> Ids:
        """Removes a document, or a collection with its documents.

        Returns:
            The ids removed, `upload_id` last. What they stored goes with the next `Blobs.collect`.

        Raises:
            NotFound: malformed, unknown, or another user's id.
        """
        if not _ID.fullmatch(upload_id):
            raise NotFound
        with writing(self._engine) as connection:
            # Locked first, so that no document enters a collection that is being removed.
            query = select(documents.c.id).where(documents.c.id == upload_id, documents.c.user_id == user_id)
            if connection.execute(query.with_for_update()).one_or_none() is None:
                raise NotFound
            family = select(*_COLUMNS).where((documents.c.id == upload_id) | (documents.c.collection_id == upload_id))
            records = [_record(row) for row in connection.execute(family.order_by(documents.c.id).with_for_update())]
            ids = sorted((record.id for record in records), key=lambda one: (one == upload_id, one))
            connection.execute(delete(documents).where(documents.c.id.in_(ids[:-1])))
            connection.execute(delete(documents).where(documents.c.id == upload_id))
            move_references(connection, dropped=[key for record in records for key in _blobs(record)])
        return ids

    def unfinished(self) -> Records:
        """Documents (not collections) that have no final status, oldest first."""
        query = select(*_COLUMNS).where(
            documents.c.status.between(0, DocumentStatus.ELEMENT_PARSED - 1),
            documents.c.type != DocumentType.COLLECTION,
        )
        with reading(self._engine) as connection:
            return [_record(row) for row in connection.execute(query.order_by(*_PLACE))]

    def asked_last(self) -> Ids:
        """Ids of the documents (not collections) that can be asked: those asked last first, then the newest."""
        asked = select(question_documents.c.upload_id, func.max(question_documents.c.question_id).label("last"))
        alone, together = (asked.group_by(question_documents.c.upload_id).subquery() for _ in range(2))
        query = (
            select(documents.c.id, alone.c.last, together.c.last, documents.c.sequence)
            .outerjoin(alone, alone.c.upload_id == documents.c.id)
            .outerjoin(together, together.c.upload_id == documents.c.collection_id)
            .where(documents.c.status == DocumentStatus.ELEMENT_PARSED, documents.c.type != DocumentType.COLLECTION)
        )
        with reading(self._engine) as connection:
            rows = connection.execute(query).all()
        return [one for one, *_ in sorted(rows, key=lambda row: (max(row[1] or 0, row[2] or 0), row[3]), reverse=True)]

    def _insert(self, connection: Connection, record: NewDocument, collection_limit: int | None) -> DocumentRecord:
        now = self._clock()
        if record.collection_id:
            _lock_collection(connection, record.user_id, record.collection_id)
            if collection_limit is not None:
                _check_room(connection, record.collection_id, collection_limit)
        if record.source_blob:
            move_references(connection, added=[record.source_blob])
        values = {name: getattr(record, name) for name in NewDocument.__slots__}
        values |= {"name": storable(record.name), "folded_name": folded(record.name)}
        values |= {"sequence": now, "updated_at": now // _SECOND, "pages_done": 0}
        return _record(connection.execute(insert(documents).values(**values).returning(*_COLUMNS)).one())

    def _copy(self, original: DocumentRecord, upload_id: str, cloning: Cloning) -> DocumentRecord:
        return changed(
            original,
            id=upload_id,
            collection_id=cloning.collection_id,
            type=DocumentType.DOC_OF_COLLECTION,
            created_at=cloning.created_at,
            updated_at=self._clock() // _SECOND,
        )


def _record(row: Row[*tuple[Any, ...]]) -> DocumentRecord:
    values = {name: getattr(row, name) for name in DocumentRecord.__slots__}
    values |= {"type": DocumentType(row.type), "status": DocumentStatus(row.status)}
    return DocumentRecord(**values)


def _blobs(record: DocumentRecord) -> list[str]:
    return [key for name in _BLOB_COLUMNS if (key := getattr(record, name))]


def _blobs_in(changes: Changes) -> dict[str, str]:
    return {name: str(key) for name, key in changes.items() if name in _BLOB_COLUMNS and key}


def _locked(connection: Connection, upload_id: str) -> DocumentRecord | None:
    row = connection.execute(select(*_COLUMNS).where(documents.c.id == upload_id).with_for_update()).one_or_none()
    return _record(row) if row else None


def _locked_all(connection: Connection, user_id: int, upload_ids: Iterable[str]) -> dict[str, DocumentRecord]:
    """A user's documents by id, locked in an order that keeps two transactions from waiting for each other."""
    wanted = set(upload_ids)
    if not all(map(_ID.fullmatch, wanted)):
        raise NotFound
    query = select(*_COLUMNS).where(documents.c.id.in_(sorted(wanted)), documents.c.user_id == user_id)
    rows = connection.execute(query.order_by(documents.c.id).with_for_update()).all()
    if len(rows) < len(wanted):
        raise NotFound
    return {row.id: _record(row) for row in rows}


def _row(record: DocumentRecord, sequence: int) -> dict[str, object]:
    values = {name: getattr(record, name) for name in DocumentRecord.__slots__}
    return {**values, "folded_name": folded(record.name), "sequence": sequence}


def _lock_collection(connection: Connection, user_id: int, collection_id: str) -> None:
    if not _ID.fullmatch(collection_id):
        raise NotFound
    wanted = (documents.c.id == collection_id, documents.c.user_id == user_id)
    query = select(documents.c.id).where(*wanted, documents.c.type == DocumentType.COLLECTION)
    if connection.execute(query.with_for_update()).one_or_none() is None:
        raise NotFound


def _check_room(connection: Connection, collection_id: str, limit: int, added: int = 1) -> None:
    members = select(func.count()).select_from(documents).where(documents.c.collection_id == collection_id)
    held = connection.execute(members).scalar_one()
    if held + added > limit:
        raise BadRequest(f"A collection holds at most {limit} documents, and this one holds {held}.")


def _point(
    connection: Connection, before: DocumentRecord, offered: Mapping[str, str], *, failed: bool
) -> dict[str, str | None]:
    """Counts the blobs as they will be, and returns the columns that change.

    Of a failed document only the source stays.
    """
    held: dict[str, str | None] = {name: getattr(before, name) for name in _BLOB_COLUMNS}
    after = {**dict.fromkeys(held), "source_blob": before.source_blob} if failed else {**held, **offered}
    changes = {name: key for name, key in after.items() if key != held[name]}
    for name, key in offered.items():
        if name not in changes or failed:
            forget_put(connection, key)
    dropped = [before_key for name in changes if (before_key := held[name])]
    move_references(connection, added=[key for key in changes.values() if key], dropped=dropped)
    return changes
