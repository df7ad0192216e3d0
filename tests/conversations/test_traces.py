"""How answers came about, as `GET /questions/{id}/trace` tells it."""

from collections.abc import Callable
from importlib.metadata import version

import pytest
from sqlalchemy import update

from chatdoc_server.errors import GONE
from chatdoc_server.storage.database import writing
from chatdoc_server.storage.tables import questions
from tests import files
from tests.api_client import Client
from tests.service import Service

MARGIN = "What was the gross margin in 2024?"
STAGES = {"rewriting", "loading", "search", "first_piece", "whole"}


@pytest.fixture
def report(client: Client) -> str:
    return client.ready(files.report())


@pytest.fixture
def accounts(client: Client) -> str:
    return client.ready(files.accounts())


@pytest.mark.proves("rule:beyond.trace", "operation:GET /questions/{question_id}/trace", "rule:beyond.formula")
def test_an_answer_can_be_followed_from_the_question_to_its_cells(client: Client, accounts: str) -> None:
    answer = client.ask(accounts, MARGIN, detailed_citation=True)
    trace = client.data("GET", f"/questions/{answer.id}/trace")
    assert (trace["question"], trace["rewritten"], trace["language"]) == (MARGIN, MARGIN, "en")
    assert (trace["fallback"], trace["failure"], trace["written_by"]["model"]) == ("", "", "")
    assert trace["release"]["service"] == version("chatdoc-server")
    assert len(trace["embedders"]) == 1
    assert trace["parts"][0]["meaning"]
    assert trace["timings"].keys() >= STAGES
    assert all(0 <= trace["timings"][stage] <= trace["timings"]["whole"] for stage in STAGES)
    passages = trace["passages"]
    table = next(one for one in passages if "Cost of sales" in one["text"])
    assert table["cited"]
    assert (table["upload_id"], table["page"], table["headings"][-1]) == (accounts, 0, "Consolidated income statement")
    assert table["scores"]
    assert all(len(one["text"]) <= 200 for one in passages)
    scores = [one["score"] for one in passages]
    assert scores == sorted(scores, reverse=True)
    formula = trace["formula"]
    assert {one["value"] for one in formula["inputs"]} == {"$200 million", "$500 million"}
    assert "40.0%" in formula["text"]
    assert all(one["source"]["upload_id"] == accounts and "0" in one["source"] for one in formula["inputs"])
    assert {source for one in trace["sentences"] for source in one["sources"]} == set(
        range(len(answer.source_info or []))
    )
    assert client.data("GET", f"/questions/{answer.id}")["formula"] == formula


@pytest.mark.parametrize("stream", [True, False])
def test_what_an_answer_ends_with_is_what_is_kept(client: Client, accounts: str, stream: bool) -> None:
    body = {"upload_id": accounts, "question": MARGIN, "stream": stream}
    if stream:
        with client.stream("POST", "/questions", json=body) as (_, events):
            *before, last = events
        assert all(one.keys() == {"answer", "id"} for one in before)
    else:
        last = client.data("POST", "/questions", json=body)
    kept = client.data("GET", f"/questions/{last['id']}")
    listed = client.data("GET", "/questions", upload_id=accounts)["items"][0]
    for name in ("source_info", "unsupported", "formula"):
        assert last[name] == kept[name] == listed[name], name
    assert kept["formula"]["text"]
    assert kept["unsupported"] == []


def test_a_follow_up_tells_how_it_was_understood(client: Client, report: str) -> None:
    history = [
        {"role": "user", "content": "What were mooring fees in 2024?"},
        {"role": "assistant", "content": "Mooring fees (2024): 412 thousand"},
    ]
    answer = client.ask(report, "and in 2023?", history=history)
    trace = client.data("GET", f"/questions/{answer.id}/trace")
    assert trace["question"] == "and in 2023?"
    assert "mooring fees" in trace["rewritten"].lower()
    assert "2023" in trace["rewritten"]
    assert trace["formula"] is None


def test_instructions_to_the_reader_are_told_apart_from_the_question(client: Client, report: str) -> None:
    asked = "What were mooring fees in 2024? Please answer in one short sentence."
    trace = client.data("GET", f"/questions/{client.ask(report, asked).id}/trace")
    assert trace["rewritten"] == asked
    assert trace["stripped"] == "What were mooring fees in 2024?"


def test_what_is_not_in_the_document_leaves_a_trace_without_citations(client: Client, report: str) -> None:
    answer = client.ask(report, "Who invented the telephone exchange of Budapest?")
    trace = client.data("GET", f"/questions/{answer.id}/trace")
    assert not any(one["cited"] for one in trace["passages"]) or answer.source_info
    assert trace["formula"] is None
    assert all(not one["sources"] for one in trace["sentences"]) or answer.source_info


def test_a_flowing_document_has_places_without_pages(client: Client) -> None:
    upload_id = client.ready(b"# Ferry\n\nThe ferry to Larkfield leaves at seven in the morning.\n", "ferry.md")
    trace = client.data("GET", f"/questions/{client.ask(upload_id, 'When does the ferry leave?').id}/trace")
    cited = next(one for one in trace["passages"] if one["cited"])
    assert cited["page"] is None
    blocks = cited["source"].keys() - {"upload_id"}
    assert blocks
    assert all(cited["source"][block][0]["xpath"].startswith("/html/") for block in blocks)


def test_a_trace_outlives_its_document(client: Client) -> None:
    upload_id = client.ready(files.note())
    answer = client.ask(upload_id, "When does the ferry leave?")
    before = client.data("GET", f"/questions/{answer.id}/trace")
    client.data("DELETE", f"/documents/{upload_id}")
    assert client.data("GET", f"/questions/{answer.id}/trace") == before
    assert "seven in the morning" in before["passages"][0]["text"]


def test_a_trace_is_its_askers_alone(client: Client, new_client: Callable[..., Client]) -> None:
    answer = client.ask(client.ready(files.note()), "When does the ferry leave?")
    for reader, question_id in ((new_client(), answer.id), (client, 10**9), (client, 2**70)):
        reply = reader.http.get(f"/questions/{question_id}/trace")
        assert (reply.status_code, reply.json()) == (404, {"data": {}, "detail": GONE})


def test_questions_from_before_traces_say_so(client: Client, service: Service) -> None:
    answer = client.ask(client.ready(files.note()), "When does the ferry leave?")
    old = {"trace": None, "unsupported": None, "formula": None}
    with service.office() as office, writing(office.engine) as connection:
        connection.execute(update(questions).where(questions.c.id == answer.id).values(**old))
    reply = client.http.get(f"/questions/{answer.id}/trace")
    assert reply.status_code == 400
    assert "before traces were kept" in reply.json()["detail"]
    kept = client.data("GET", f"/questions/{answer.id}")
    assert (kept["unsupported"], kept["formula"], kept["answer"]) == ([], None, answer.text)
