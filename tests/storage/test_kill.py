"""Processes that are killed for good, at moments nobody chose."""

import os
import random
import subprocess
import sys
import time

import pytest
from sqlalchemy import Engine, column, func, select, table

from chatdoc_server.storage.database import reading
from chatdoc_server.storage.documents import Documents
from tests.backends import BlobStore
from tests.storage.library import assert_exact

PROCESSES = 3


@pytest.mark.parametrize(("engine", "blob_store"), [("sqlite", "folder"), ("postgres", "s3")], indirect=True)
def test_kill_9_leaves_nothing_that_a_sweep_does_not_find(engine: Engine, blob_store: BlobStore, user_id: int) -> None:
    blobs, documents = blob_store.open(engine), Documents(engine)
    url = engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-m", "tests.storage.restless", url, blob_store.url, str(user_id)]
    living = [
        subprocess.Popen([*command, str(seed)], stdout=subprocess.PIPE, env={**os.environ, **blob_store.environment})
        for seed in range(PROCESSES)
    ]
    assert [process.stdout and process.stdout.readline() for process in living] == [b"alive\n"] * PROCESSES
    for process in living:
        time.sleep(random.uniform(0.05, 0.4))
        assert process.poll() is None
        process.kill()
        process.communicate()
    _wait_for_the_dead(engine)
    # What S3 got a moment ago is as old as the whole second it tells.
    time.sleep(1.1 if blob_store.environment else 0)
    blobs.sweep(0)
    assert_exact(engine, blob_store, blobs)
    for record in documents.list(user_id, limit=1000)[0]:
        documents.delete(user_id, record.id)
    # Puts of the dead still protect what they shared with the living; `collect` would leave that for its time.
    blobs.sweep(0)
    assert_exact(engine, blob_store, blobs)


def _wait_for_the_dead(engine: Engine) -> None:
    """Postgres finishes what a client was doing when it died."""
    if engine.dialect.name == "sqlite":
        return
    activity = table("pg_stat_activity", column("datname"), column("state"), column("pid"))
    busy = (
        select(func.count())
        .select_from(activity)
        .where(activity.c.datname == func.current_database(), activity.c.pid != func.pg_backend_pid())
        .where(activity.c.state != "idle")
    )
    for _ in range(100):
        with reading(engine) as connection:
            if connection.scalar(busy) == 0:
                return
        time.sleep(0.1)
    pytest.fail("Postgres goes on for the dead")
