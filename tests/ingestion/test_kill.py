"""`kill -9` at any moment loses no document, charges nothing twice and leaves nothing behind."""

import random
import threading
import time
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import Engine, func, select

from chatdoc_server.storage.database import reading
from chatdoc_server.storage.tables import ledger
from tests import files
from tests.api_client import READY, Client
from tests.ingestion.conftest import Place
from tests.service import Killed, Service, wait_for

SEED = 8127
KILLS = 20
DOCUMENTS = 5
PAGES = 60
SETTINGS = {
    "CHATDOC_WORKER_ID": "the-only-one",
    "CHATDOC_INGESTION__ORPHAN_SECONDS": "2",
    "CHATDOC_INGESTION__SWEEP_SECONDS": "1",
}


class Tormentor:
    """Starts a service again and again, and kills it at moments that one random generator chooses."""

    def __init__(self, data_dir: Path, place: Place) -> None:
        self.data_dir = data_dir
        self.settings = {**place.settings, **SETTINGS}
        self.random = random.Random(SEED)
        self.moments: list[str] = []
        self.uploads = 0

    def start(self) -> Service:
        return Service.start(self.data_dir, settings=self.settings)

    def round(self, number: int) -> None:
        """One start and one kill."""
        how = self.random.choice(["starting", "soon", "progress", "progress", "uploading"])
        amount = self.random.random()
        self.moments.append(f"{number}: {how} {amount:.3f}")
        if how == "starting" and number:
            Killed.while_starting(self.data_dir, self.settings, after=amount * 3)
            return
        service = self.start()
        try:
            with service.client() as client:
                if self.uploads * KILLS <= number * DOCUMENTS:
                    client.upload(files.book(PAGES, seed=self.uploads), f"{self.uploads}.pdf")
                    self.uploads += 1
                if how == "uploading":
                    threading.Thread(target=_upload_until_it_breaks, args=(client,), daemon=True).start()
                    time.sleep(amount * 0.1)
                elif how == "progress":
                    _await_progress(client, steps=1 + int(amount * 6))
                else:
                    time.sleep(amount)
        finally:
            service.kill()


def test_documents_survive_kills_at_any_moment(tmp_path: Path, place: Place) -> None:
    tormentor = Tormentor(tmp_path / "data", place)
    try:
        for number in range(KILLS):
            tormentor.round(number)
        service = tormentor.start()
        try:
            _check_all_is_well(service, place)
        finally:
            service.stop()
    except BaseException as error:
        error.add_note(f"seed {SEED}; moments: {tormentor.moments}")
        raise


def _check_all_is_well(service: Service, place: Place) -> None:
    with service.client() as client:
        found = client.data("GET", "/documents", limit=100)["items"]
        assert len(found) >= DOCUMENTS
        for one in found:
            document = client.finished(one["id"], seconds=120)
            assert document["status"] == READY, document
            if document["name"] != "interrupted.pdf":
                fact = files.facts(PAGES, seed=int(document["name"].removesuffix(".pdf")))[PAGES // 2]
                assert fact.sentence in client.ask(one["id"], fact.question).text
        used = client.data("GET", "/users/quota")["package"]["elite_page"]["used_count"]
    pages = sum(PAGES if one["name"] != "interrupted.pdf" else 1 for one in found)
    assert used == pages, "each page is charged once"
    with service.office() as office:
        charged = _charged(office.engine)
    assert charged == {f"document:{one['id']}": PAGES if one["name"] != "interrupted.pdf" else 1 for one in found}
    assert service.held() == []
    wait_for(
        lambda: place.objects() == place.pointed_at(service.data_dir),
        "the sweep to leave only what documents point at",
        seconds=40,
    )
    assert len(place.objects()) >= 3 * DOCUMENTS
    assert [path for path in (service.data_dir / "tmp").rglob("*") if path.is_file()] == []
    assert len(list((service.data_dir / "tmp").iterdir())) == 1


def _charged(engine: Engine) -> dict[str, int]:
    """What each document's reservation was charged in the ledger."""
    query = select(ledger.c.reservation, func.sum(ledger.c.count)).where(
        ledger.c.entry == "settle", ledger.c.reservation.startswith("document:")
    )
    with reading(engine) as connection:
        return {name: int(count) for name, count in connection.execute(query.group_by(ledger.c.reservation))}


def _await_progress(client: Client, steps: int) -> None:
    """Waits until documents moved on so many times, or there is nothing to wait for, or too long."""
    last: Any = None
    deadline = time.monotonic() + 5
    while steps and time.monotonic() < deadline:
        items = client.data("GET", "/documents", limit=100)["items"]
        state = [one["status"] for one in items]
        if state and min(state) >= READY:
            return
        if state != last:
            last, steps = state, steps - 1
        time.sleep(0.02)


def _upload_until_it_breaks(client: Client) -> None:
    try:
        for _ in range(3):
            client.upload(files.note(), "interrupted.pdf")
    except (httpx.HTTPError, RuntimeError, AssertionError):
        return
