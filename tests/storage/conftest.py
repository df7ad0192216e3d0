"""Fixtures of the storage tests."""

import pytest
from sqlalchemy import Engine, insert

from chatdoc_server.storage.blobs import Blobs
from chatdoc_server.storage.database import writing
from chatdoc_server.storage.documents import Documents
from chatdoc_server.storage.tables import users
from tests.backends import (
    BlobStore,
    blob_store,
    database_url,
    engine,
    new_postgres,
    new_sqlite,
    postgres,
    postgres_template,
    s3,
    shared_postgres,
    sqlite_template,
)

__all__ = [
    "blob_store",
    "database_url",
    "engine",
    "new_postgres",
    "new_sqlite",
    "postgres",
    "postgres_template",
    "s3",
    "shared_postgres",
    "sqlite_template",
]


@pytest.fixture
def user_id(engine: Engine) -> int:
    """A user who owns what a test makes."""
    return add_user(engine, "owner")


@pytest.fixture
def stranger_id(engine: Engine, user_id: int) -> int:
    """Another user."""
    return add_user(engine, "stranger")


@pytest.fixture
def documents(engine: Engine) -> Documents:
    return Documents(engine)


@pytest.fixture
def blobs(engine: Engine, blob_store: BlobStore) -> Blobs:
    return blob_store.open(engine)


def add_user(engine: Engine, name: str) -> int:
    """Adds a user and returns the id."""
    with writing(engine) as connection:
        values = {"name": name, "blocked": False, "created_at": 1}
        added: int = connection.execute(insert(users).values(**values).returning(users.c.id)).scalar_one()
    return added
