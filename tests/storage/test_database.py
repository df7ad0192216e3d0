"""Opening databases and migrating them."""

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine, func, insert, inspect, select, text, update
from sqlalchemy.exc import IntegrityError, OperationalError

from chatdoc_server.errors import TransientError
from chatdoc_server.storage import database
from chatdoc_server.storage.database import connect, migrate, reading, writing
from chatdoc_server.storage.questions import Questions
from chatdoc_server.storage.tables import metadata, question_documents, users

ADA = {"name": "ada", "blocked": False, "created_at": 1}
MIGRATE = "import sys; from chatdoc_server.storage.database import *; migrate(connect(sys.argv[1]))"


def test_migrations_make_the_tables_that_the_code_knows(engine: Engine) -> None:
    with reading(engine) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, metadata) == []
        checks = {
            (table, check["name"])
            for table in metadata.tables
            for check in inspect(connection).get_check_constraints(table)
        }
    expected = {
        (table.name, constraint.name)
        for table in metadata.tables.values()
        for constraint in table.constraints
        if constraint.__visit_name__ == "table_or_column_check_constraint"
    }
    # Alembic does not compare check constraints.
    assert {name for _, name in expected} <= {name for _, name in checks}


def test_a_migrated_database_is_left_alone(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.execute(insert(users).values(**ADA))
    migrate(engine)
    with reading(engine) as connection:
        assert connection.scalar(select(func.count()).select_from(users)) == 1


def test_processes_that_start_at_once_migrate_once(database_url: str) -> None:
    racing = [subprocess.Popen([sys.executable, "-c", MIGRATE, database_url]) for _ in range(3)]
    assert [process.wait(60) for process in racing] == [0] * len(racing)
    engine = connect(database_url)
    with reading(engine) as connection:
        assert set(metadata.tables) <= set(inspect(connection).get_table_names())
    engine.dispose()


def test_engines_of_one_process_migrate_once(database_url: str) -> None:
    engines = [connect(database_url) for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(migrate, engines))
    for engine in engines:
        engine.dispose()


def test_a_migration_waits_for_the_one_before(database_url: str) -> None:
    first, second = connect(database_url), connect(database_url)
    with ThreadPoolExecutor(1) as pool:
        with writing(first) as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(select(func.pg_advisory_xact_lock(database._MIGRATION_LOCK)))
            waiting = pool.submit(migrate, second)
            with pytest.raises(TimeoutError):
                waiting.result(1)
        waiting.result(30)
    first.dispose()
    second.dispose()


def test_a_migration_that_fails_leaves_nothing(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = connect(database_url)
    upgrade = command.upgrade

    def fail(config: Config, revision: str) -> None:
        upgrade(config, revision)
        raise RuntimeError("the power went")

    monkeypatch.setattr(command, "upgrade", fail)
    with pytest.raises(RuntimeError):
        migrate(engine)
    with reading(engine) as connection:
        assert inspect(connection).get_table_names() == []
    engine.dispose()


def test_questions_of_an_older_release_stay_and_can_go_back(database_url: str) -> None:
    engine = connect(database_url)
    _run(engine, command.upgrade, "0002")
    question = {
        "user_id": 1, "upload_ids": '["a"]', "question": "Why?", "answer": "So.", "source_info": "[]", "type": "doc",
        "state": "done", "search_entire_doc": True, "detailed_citation": False, "model_type": "default",
        "created_at": 7,
    }  # fmt: skip
    with writing(engine) as connection:
        connection.execute(insert(users).values(id=1, **ADA))
        names = ", ".join(question)
        values = ", ".join(f":{name}" for name in question)
        connection.execute(text(f"INSERT INTO questions (id, {names}) VALUES (1, {values})"), question)
        connection.execute(insert(question_documents).values(question_id=1, upload_id="a"))
    for _ in range(2):
        migrate(engine)
        [record] = Questions(engine).list(1, upload_id="a")[0]
        assert (record.answer, record.source_info, record.unsupported, record.formula) == ("So.", [], (), None)
        assert Questions(engine).trace(1, 1) is None
        _run(engine, command.downgrade, "0002")
    engine.dispose()


def _run(engine: Engine, move: Callable[[Config, str], None], revision: str) -> None:
    """Brings the schema to a revision."""
    config = Config()
    config.set_main_option("script_location", str(database.MIGRATIONS))
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        move(config, revision)


def test_a_block_that_fails_writes_nothing(engine: Engine) -> None:
    with pytest.raises(IntegrityError), writing(engine) as connection:
        connection.execute(insert(users), [ADA, ADA])
    with reading(engine) as connection:
        assert connection.scalar(select(func.count()).select_from(users)) == 0


def test_a_block_inside_the_callers_transaction_fails_alone(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.execute(insert(users).values(**ADA))
        with pytest.raises(IntegrityError):
            _rename_and_fail(engine, connection)
    with reading(engine) as connection:
        assert list(connection.scalars(select(users.c.name))) == ["ada"]


def _rename_and_fail(engine: Engine, connection: Connection) -> None:
    with writing(engine, connection) as same:
        assert same is connection
        same.execute(update(users).values(name="eve"))
        same.execute(insert(users).values(**ADA | {"name": "eve"}))


def test_read_then_write_transactions_never_deadlock(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.execute(insert(users).values(**ADA))

    def count_up(_: int) -> None:
        with writing(engine) as connection:
            before = connection.execute(select(users.c.created_at).with_for_update()).scalar_one()
            connection.execute(update(users).values(created_at=before + 1))

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(count_up, range(200)))
    with reading(engine) as connection:
        assert connection.scalar(select(users.c.created_at)) == 201


def test_readers_do_not_wait_for_a_writer(engine: Engine) -> None:
    with writing(engine) as writer:
        writer.execute(insert(users).values(**ADA))
        with reading(engine) as reader:
            assert reader.scalar(select(func.count()).select_from(users)) == 0


def test_foreign_keys_are_enforced(engine: Engine) -> None:
    values = {"digest": "d", "sealed": b"", "hint": "h", "created_at": 1, "user_id": 99}
    with pytest.raises(IntegrityError), writing(engine) as connection:
        connection.execute(insert(metadata.tables["api_keys"]).values(**values))


def test_sqlite_is_safe_against_a_power_failure(new_sqlite: str) -> None:
    engine = connect(new_sqlite)
    with reading(engine) as connection:
        settings = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")]
    assert settings == ["wal", 2]
    engine.dispose()


def test_a_new_sqlite_file_is_opened_while_another_process_sets_it_up(tmp_path: Path) -> None:
    path = tmp_path / "new.sqlite"
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("CREATE TABLE being_made (a)")
    # A reader keeps the journal mode from being changed.
    other.execute("BEGIN")
    other.execute("SELECT * FROM being_made").fetchall()
    engine = connect(f"sqlite:///{path}")
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(migrate, engine)
        with pytest.raises(TimeoutError):
            waiting.result(0.5)
        other.close()
        waiting.result(30)
    engine.dispose()


def test_a_locked_sqlite_is_a_transient_error(new_sqlite: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.1)
    engine = connect(new_sqlite)
    with writing(engine), pytest.raises(TransientError), writing(engine):
        pass
    # The connection that was refused is good again.
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: _touch(engine), range(8)))
    engine.dispose()


def _touch(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.execute(update(users).values(created_at=2))


def test_a_postgres_that_is_gone_is_a_transient_error(tmp_path: Path) -> None:
    engine = connect(f"postgresql://nobody@/nothing?host={tmp_path}")
    with pytest.raises(TransientError), reading(engine):
        pass
    engine.dispose()


def test_a_connection_that_postgres_dropped_is_replaced(new_postgres: str) -> None:
    engine = connect(new_postgres)
    with reading(engine) as connection:
        mine = connection.scalar(select(func.pg_backend_pid()))
    other = connect(new_postgres)
    with writing(other) as connection:
        connection.execute(select(func.pg_terminate_backend(mine)))
    other.dispose()
    with reading(engine) as connection:
        assert connection.scalar(select(func.pg_backend_pid())) != mine
    engine.dispose()


def test_a_connection_lost_in_the_middle_is_a_transient_error(new_postgres: str) -> None:
    engine, other = connect(new_postgres), connect(new_postgres)
    with pytest.raises(TransientError):
        _write_and_be_cut_off(engine, other)
    with reading(engine) as connection:
        assert connection.scalar(select(func.count()).select_from(users)) == 0
    engine.dispose()
    other.dispose()


def _write_and_be_cut_off(engine: Engine, other: Engine) -> None:
    with writing(engine) as connection:
        connection.execute(insert(users).values(**ADA))
        mine = connection.scalar(select(func.pg_backend_pid()))
        with writing(other) as killer:
            killer.execute(select(func.pg_terminate_backend(mine)))
        connection.execute(update(users).values(created_at=2))


@pytest.mark.parametrize(
    "url",
    [
        "",
        "nonsense",
        "sqlite://",
        "sqlite:///:memory:",
        "mysql://host/db",
        "http://host",
        "sqlite",
        "postgresql://host:port/db",
    ],
)
def test_other_databases_are_refused(url: str) -> None:
    with pytest.raises(ValueError, match="database URL"):
        connect(url)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_postgres_urls_choose_the_driver_at_hand(scheme: str) -> None:
    assert connect(f"{scheme}://user:secret@host/name").dialect.driver == "psycopg"


def test_more_threads_than_connections_take_turns(new_sqlite: str) -> None:
    engine = connect(new_sqlite, pool_size=2)
    together = threading.Barrier(40)

    def work(_: int) -> None:
        together.wait()
        _touch(engine)

    with ThreadPoolExecutor(40) as pool:
        list(pool.map(work, range(40)))
    engine.dispose()


def test_other_sqlite_errors_keep_their_name(new_sqlite: str) -> None:
    engine = connect(new_sqlite)
    with reading(engine) as connection, pytest.raises(OperationalError) as caught:
        connection.exec_driver_sql("SELECT nothing")
    assert isinstance(caught.value.orig, sqlite3.OperationalError)
    engine.dispose()
