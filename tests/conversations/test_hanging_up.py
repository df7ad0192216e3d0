"""Clients that hang up: whenever they do, the books are closed and the question says how it ended."""

import random
import time
from collections.abc import Generator

import pytest

from tests import files
from tests.api_client import Client
from tests.conversations.unread import open_question, states
from tests.service import Service, wait_for

SEED = 4711
ROUNDS = 30


@pytest.fixture
def asker(service: Service, request: pytest.FixtureRequest) -> Generator[tuple[Client, str, str]]:
    """A client of a new user, its key, and a document that is ready."""
    key = service.new_user(request.node.name, elite_page=100, question=100)
    with service.client(key) as client:
        yield client, key, client.ready(files.note())


@pytest.mark.parametrize("stream", [True, False])
def test_hanging_up_at_any_moment_leaves_nothing_open(
    service: Service, asker: tuple[Client, str, str], stream: bool
) -> None:
    client, key, upload_id = asker
    moments = random.Random(SEED)
    for number in range(ROUNDS):
        connection = open_question(service, key, upload_id, stream=stream)
        if number % 3:
            time.sleep(moments.random() * 0.06)
        if number % 3 == 2:
            connection.recv(1)
        connection.close()

    def all_ended() -> bool:
        asked = [one["id"] for one in client.data("GET", "/questions", limit=100)["items"]]
        mine = {f"question:{one}" for one in asked}
        return "answering" not in states(service, asked) and not mine & set(service.held("question:"))

    wait_for(all_ended, "every question to end, charged or not", seconds=30)
    asked = [one["id"] for one in client.data("GET", "/questions", limit=100)["items"]]
    ended = states(service, asked)
    used = client.data("GET", "/users/quota")["package"]["question"]["used_count"]
    assert used == sum(state in {"done", "stopped"} for state in ended), f"seed {SEED}: {ended}"
    for question_id in asked:
        kept, trace = (client.data("GET", f"/questions/{question_id}{part}") for part in ("", "/trace"))
        assert trace["question"] == "When does the ferry leave?"
        assert bool(kept["answer"]) == ("first_piece" in trace["timings"])
    assert "seven in the morning" in client.ask(upload_id, "When does the ferry leave?").text


def test_a_client_that_stops_watching_progress_is_forgotten(service: Service, asker: tuple[Client, str, str]) -> None:
    client, _, _ = asker
    for _ in range(5):
        upload_id = client.upload(files.book(10, seed=70))
        with client.stream("GET", f"/documents/{upload_id}/events") as (_, events):
            next(events)
        client.data("DELETE", f"/documents/{upload_id}")
    assert client.data("GET", "/users/quota")["package"]["elite_page"]["max_count"] == 100
