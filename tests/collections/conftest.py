"""Fixtures of the tests of collections: their parts without a server, on each kind of database."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Engine

from chatdoc_server.accounts.quota import PackageKind, Quota
from chatdoc_server.accounts.users import Users
from chatdoc_server.errors import DocumentStatus
from chatdoc_server.ingestion.collections import Collections
from chatdoc_server.storage.blobs import Blobs
from chatdoc_server.storage.document_records import DocumentType, NewDocument
from chatdoc_server.storage.documents import Documents
from tests.backends import (
    BlobStore,
    engine,
    new_postgres,
    new_sqlite,
    postgres,
    postgres_template,
    shared_postgres,
    sqlite_template,
)

__all__ = [
    "engine",
    "new_postgres",
    "new_sqlite",
    "postgres",
    "postgres_template",
    "shared_postgres",
    "sqlite_template",
]
NOW = 1_700_000_000


@dataclass(frozen=True)
class Room:
    """The parts that cloning works with, and a user who has packages."""

    engine: Engine
    store: BlobStore
    documents: Documents
    blobs: Blobs
    quota: Quota
    collections: Collections
    user_id: int

    def collection(self) -> str:
        """An empty collection."""
        return self.collections.create(self.user_id, "reports").id

    def ready(self, number: int, pages: int = 3) -> str:
        """A single document that is ready, with objects of its own."""
        upload_id = f"00000000-0000-4000-8000-{number:012d}"
        source = self.blobs.put_bytes("source", f"file {number}".encode())
        new = NewDocument(
            id=upload_id,
            user_id=self.user_id,
            name=f"report-{number}.pdf",
            type=DocumentType.SINGLE_DOC,
            status=DocumentStatus.UN_PARSED,
            package_type="elite",
            ocr_type="disable",
            created_at=NOW,
            source_blob=source,
            format="pdf",
        )
        self.documents.create(new)
        made = {kind: self.blobs.put_bytes(kind, f"{kind} {number}".encode()) for kind in ("document", "index")}
        self.documents.advance(
            upload_id,
            DocumentStatus.ELEMENT_PARSED,
            document_blob=made["document"],
            index_blob=made["index"],
            page_count=pages,
        )
        return upload_id

    def used(self) -> int:
        """Pages that are charged or set aside; the ledger's sums are checked on the way."""
        assert self.quota.discrepancies() == []
        return self.quota.balances(self.user_id)[PackageKind.ELITE_PAGE].used_count


NewRoom = Callable[..., Room]


@pytest.fixture
def new_room(engine: Engine, tmp_path: Path) -> NewRoom:
    """Makes the parts, for a user with so many pages."""

    def make(pages: int = 1000, most: int = 30) -> Room:
        store = BlobStore((tmp_path / "blobs").as_uri(), {}, {})
        users, quota = Users(engine, now=lambda: NOW), Quota(engine, now=lambda: NOW)
        user = users.create("ann")
        quota.grant("ann", PackageKind.ELITE_PAGE, pages, None)
        documents = Documents(engine)
        collections = Collections(documents, quota, most, lambda: NOW)
        return Room(engine, store, documents, store.open(engine), quota, collections, user.id)

    return make
