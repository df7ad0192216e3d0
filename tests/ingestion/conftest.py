"""Where services of these tests keep their data: all on one machine, or on servers."""

import base64
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import select

from chatdoc_server.storage.database import reading
from chatdoc_server.storage.objects import Objects
from chatdoc_server.storage.tables import documents
from tests.backends import S3, Postgres, postgres, s3
from tests.service import opened_office

__all__ = ["postgres", "s3"]


@dataclass(frozen=True)
class Place:
    """A database and a blob store."""

    settings: Mapping[str, str]
    """What a server process needs to find them, environment variables of the store included."""
    blob_url: str
    options: Mapping[str, str]

    def objects(self) -> set[str]:
        """The keys of all that is stored, half-written objects included."""
        return {key for key, _, _ in Objects(self.blob_url, self.options).list()}

    def pointed_at(self, data_dir: Path) -> set[str]:
        """The keys that documents point at."""
        columns = (documents.c.source_blob, documents.c.document_blob, documents.c.index_blob)
        with opened_office(data_dir, self.settings) as office, reading(office.engine) as connection:
            return {key for row in connection.execute(select(*columns)) for key in row if key}


@pytest.fixture
def folder(tmp_path: Path) -> Place:
    """SQLite and a folder, as `serve` makes them in the data folder `tmp_path/data`."""
    return Place({}, (tmp_path / "data" / "blobs").as_uri(), {})


@pytest.fixture
def servers(postgres: Postgres, s3: S3) -> Generator[Place]:
    """Postgres and S3, as machines share them."""
    database_url = postgres.create()
    blob_url = f"s3://{s3.new_bucket()}/chatdoc"
    shared = {
        "CHATDOC_DATABASE_URL": database_url,
        "CHATDOC_BLOB_URL": blob_url,
        "CHATDOC_MASTER_KEY": base64.b64encode(bytes(range(32))).decode(),
    }
    yield Place({**s3.environment, **shared}, blob_url, s3.options)
    postgres.drop(database_url)


@pytest.fixture(params=["folder", "servers"])
def place(request: pytest.FixtureRequest) -> Place:
    """Each of the two."""
    found: Place = request.getfixturevalue(request.param)
    return found
