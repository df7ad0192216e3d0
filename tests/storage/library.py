"""Making documents in a few words, and checking that blobs and documents agree."""

import hashlib
import os
import uuid
from collections import Counter
from pathlib import Path

from sqlalchemy import Engine, select

from chatdoc_server.errors import DocumentStatus
from chatdoc_server.storage.blobs import Blobs
from chatdoc_server.storage.database import reading
from chatdoc_server.storage.document_records import DocumentRecord, DocumentType, NewDocument
from chatdoc_server.storage.documents import Documents
from chatdoc_server.storage.objects import Objects
from chatdoc_server.storage.tables import blobs
from chatdoc_server.storage.tables import documents as document_table
from tests.backends import BlobStore


def new_document(
    user_id: int,
    *,
    source_blob: str | None = None,
    name: str = "report.pdf",
    kind: DocumentType = DocumentType.SINGLE_DOC,
    collection_id: str | None = None,
    created_at: int = 1_700_000_000,
) -> NewDocument:
    """A document to be, with an id of its own."""
    return NewDocument(
        id=str(uuid.uuid4()),
        user_id=user_id,
        name=name,
        type=DocumentType.DOC_OF_COLLECTION if collection_id else kind,
        status=DocumentStatus.UN_PARSED,
        package_type="elite",
        ocr_type="disable",
        created_at=created_at,
        source_blob=source_blob,
        collection_id=collection_id,
    )


def new_collection(user_id: int, name: str = "reports") -> NewDocument:
    """A collection to be."""
    return new_document(user_id, name=name, kind=DocumentType.COLLECTION)


def add(documents: Documents, user_id: int, **values: object) -> DocumentRecord:
    """Adds a document as `new_document` makes it."""
    return documents.create(new_document(user_id, **values))  # type: ignore[arg-type]


def stored_keys(store: BlobStore) -> list[str]:
    """What lies in a store, half-written files included, as seen without our code where that is possible."""
    if store.url.startswith("file://"):
        folder = Path(store.url.removeprefix("file://"))
        found = [Path(place, name) for place, _, names in os.walk(folder) for name in names]
        return sorted(path.relative_to(folder).as_posix() for path in found)
    return sorted(key for key, _, _ in Objects(store.url, store.options).list())


def assert_exact(engine: Engine, store: BlobStore, opened: Blobs) -> None:
    """Every count is the number of rows that point there, every such object is whole, and there is nothing else."""
    names = ("source_blob", "shown_blob", "document_blob", "index_blob", "cross_index_blob")
    pointing = [document_table.c[name] for name in names]
    with reading(engine) as connection:
        held = Counter(key for row in connection.execute(select(*pointing)) for key in row if key)
        counted = {row.key: row.references for row in connection.execute(select(blobs.c.key, blobs.c.references))}
    assert counted == held
    assert stored_keys(store) == sorted(held)
    for key in held:
        digest = key.rsplit("/", 1)[-1].partition(".")[0]
        assert hashlib.sha256(opened.read(key)).hexdigest() == digest
