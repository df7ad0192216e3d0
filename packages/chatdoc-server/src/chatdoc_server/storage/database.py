"""Opening the database, SQLite or Postgres, and bringing its schema up to date."""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import psycopg
from alembic import command
from alembic.config import Config
from sqlalchemy import URL, Connection, Engine, ExceptionContext, create_engine, event, func, make_url, select
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError

from chatdoc_server.errors import TransientError

BUSY_SECONDS = 30
"""How long a SQLite writer waits for another one."""
MIGRATIONS = Path(__file__).parent / "migrations"

_READING = "chatdoc_reading"
_TURN = "chatdoc_turn"
_MIGRATION_LOCK = 4_826_117_903
# Alembic keeps the migration that is running in its modules, so a process runs one at a time.
_MIGRATING = threading.Lock()
_RETRY_SECONDS = 0.05
_PRAGMAS = ("PRAGMA foreign_keys = ON", "PRAGMA synchronous = FULL")
_TRANSIENT_SQLITE = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
# Connection failures, lack of resources, a server going down or coming up, and transactions that lost a race.
_TRANSIENT_SQLSTATES = ("08", "53", "57P", "40")


def connect(url: str, *, pool_size: int = 20) -> Engine:
    """An engine for `sqlite:///path` or `postgresql://user:password@host/database`.

    Write with `writing`, read with `reading`. Errors that may be gone on the next try are raised as TransientError.

    Args:
        url: Where the database is; nothing is opened yet.
        pool_size: Connections kept open; as many again are opened under load.

    Raises:
        ValueError: the URL is malformed or names another kind of database.
    """
    parsed = _parse(url)
    options: dict[str, Any] = {"pool_size": pool_size, "max_overflow": pool_size, "pool_timeout": BUSY_SECONDS * 2}
    if parsed.get_backend_name() == "sqlite":
        engine = create_engine(parsed, connect_args={"timeout": BUSY_SECONDS}, **options)
        engine.update_execution_options(**{_TURN: threading.Lock()})
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        engine = create_engine(parsed, pool_pre_ping=True, connect_args={"connect_timeout": 10}, **options)
    event.listen(engine, "handle_error", _translate)
    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection for selects, which wait for no writer."""
    connection = engine.connect()
    with connection:
        if connection.dialect.name == "sqlite":
            yield connection.execution_options(**{_READING: True})
        else:
            # Each select sees what is committed when it starts, within a transaction or without: save the two trips.
            yield connection.execution_options(isolation_level="AUTOCOMMIT")


@contextmanager
def writing(engine: Engine, connection: Connection | None = None) -> Iterator[Connection]:
    """A transaction that is committed at the end of the block, or the caller's own when `connection` is given.

    On the caller's connection an error undoes only what the block did.

    Raises:
        TransientError: other writers did not finish in time.
    """
    if connection is not None:
        with connection.begin_nested():
            yield connection
    else:
        with _turn(engine), engine.begin() as fresh:
            yield fresh


@contextmanager
def _turn(engine: Engine) -> Iterator[None]:
    """Has the threads that write to SQLite queue up; SQLite would have them look again now and then, some very late."""
    lock: threading.Lock | None = engine.get_execution_options().get(_TURN)
    if lock is None:
        yield
        return
    if not lock.acquire(timeout=BUSY_SECONDS):
        raise TransientError("The database did not answer: others write to it.")
    try:
        yield
    finally:
        lock.release()


def migrate(engine: Engine) -> None:
    """Creates or updates the schema; processes that start at once take turns.

    Raises:
        TransientError: the database did not answer, or another process migrates for too long.
    """
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    # SQLite's write lock is taken by the transaction itself.
    with _MIGRATING, writing(engine) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(select(func.pg_advisory_xact_lock(_MIGRATION_LOCK)))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise ValueError("The database URL can't be read.") from error
    if parsed.drivername in {"postgres", "postgresql", "postgresql+psycopg"}:
        return parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() == "sqlite" and parsed.database not in {None, "", ":memory:"}:
        return parsed
    raise ValueError("The database URL must be sqlite:///path or postgresql://user:password@host/database.")


def _prepare_sqlite(raw: DBAPIConnection, _record: object) -> None:
    connection = cast(sqlite3.Connection, raw)
    # Transactions are begun by `_begin_sqlite`, not by the driver's guess at what a statement does.
    connection.isolation_level = None
    _switch_to_wal(connection)
    for pragma in _PRAGMAS:
        connection.execute(pragma)


def _switch_to_wal(connection: sqlite3.Connection) -> None:
    """Several processes may open a new file at once, and SQLite does not always wait when the journal mode changes."""
    patience = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if not _is_transient(error) or time.monotonic() > patience:
                raise
            time.sleep(_RETRY_SECONDS)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that reads first and writes later can't always be upgraded; writers take their turn at the start.
    reads = connection.get_execution_options().get(_READING, False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def _translate(context: ExceptionContext) -> None:
    # The pool looks at a connection before it hands it out, and replaces it by itself.
    if context.is_pre_ping:
        return
    if context.is_disconnect or _is_transient(context.original_exception):
        raise TransientError("The database did not answer.") from context.original_exception


def _is_transient(error: BaseException) -> bool:
    if isinstance(error, sqlite3.OperationalError):
        # Extended codes keep the plain code in their lowest byte.
        return error.sqlite_errorcode & 0xFF in _TRANSIENT_SQLITE
    if isinstance(error, psycopg.OperationalError):
        return error.sqlstate is None or error.sqlstate.startswith(_TRANSIENT_SQLSTATES)
    return False
