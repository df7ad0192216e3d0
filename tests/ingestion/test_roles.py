"""The service in several processes: doors and workers apart, on one folder or on shared servers."""

from pathlib import Path

import pytest
from sqlalchemy import update

from chatdoc_server.storage.database import writing
from chatdoc_server.storage.tables import workers
from tests import files
from tests.ingestion.conftest import Place
from tests.service import Service, opened_office, serving, wait_for

PAGES = 60


def test_doors_and_worker_share_one_folder(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with serving(data, "--role", "api") as door, door.client() as client:
        upload_id = client.upload(files.note())
        with serving(data, "--role", "worker"):
            assert client.finished(upload_id)["status"] == 300
        assert "seven" in client.ask(upload_id, "When does the ferry leave?").text


def test_doors_without_a_folder_of_their_own_and_a_worker_elsewhere(tmp_path: Path, servers: Place) -> None:
    with (
        serving(tmp_path / "one", "--role", "api", settings=servers.settings) as first,
        serving(tmp_path / "two", "--role", "api", settings=servers.settings) as second,
        serving(tmp_path / "three", "--role", "worker", settings=servers.settings),
        first.client() as here,
        second.client(first.key) as there,
    ):
        upload_id = here.ready(files.book(5, seed=60))
        fact = files.facts(5, seed=60)[2]
        assert fact.sentence in there.ask(upload_id, fact.question).text
        assert there.http.get(f"/documents/{upload_id}/download").content == files.book(5, seed=60)
        there.data("DELETE", f"/documents/{upload_id}")
        assert here.http.get(f"/documents/{upload_id}").status_code == 404
        wait_for(lambda: not servers.objects(), "all objects to be removed")
    assert not any(path.is_file() for path in (tmp_path / "one" / "blobs").rglob("*"))


@pytest.mark.timeout(240)
def test_a_lost_workers_documents_are_continued_by_another(tmp_path: Path, servers: Place) -> None:
    settings = dict(servers.settings)
    with serving(tmp_path / "door", "--role", "api", settings=settings) as door, door.client() as client:
        lost = Service.start(
            tmp_path / "lost", "--role", "worker", settings={**settings, "CHATDOC_WORKER_ID": "the-lost-one"}
        )
        uploaded = [client.upload(files.book(PAGES, seed=seed)) for seed in range(3)]
        wait_for(lambda: client.document(uploaded[0])["status"] >= 50, "the first to be worked on", pause=0.01)
        lost.kill()
        assert client.document(uploaded[-1])["status"] < 300
        # As if its last sign of life were long ago.
        with opened_office(tmp_path / "door", settings) as office, writing(office.engine) as connection:
            aged = connection.execute(update(workers).where(workers.c.id == "the-lost-one").values(seen_at=0))
            assert aged.rowcount == 1
        other = {**settings, "CHATDOC_WORKER_ID": "another"}
        with serving(tmp_path / "other", "--role", "worker", settings=other):
            for upload_id in uploaded:
                assert client.finished(upload_id)["status"] == 300
        used = client.data("GET", "/users/quota")["package"]["elite_page"]["used_count"]
        assert used == 3 * PAGES
        assert door.held() == []
