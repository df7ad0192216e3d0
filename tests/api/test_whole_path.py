"""From an upload to a cited answer, over HTTP, as a client of the contract goes."""

import re
from collections.abc import Callable

import pytest

from tests import files
from tests.api_client import Client

NewClient = Callable[..., Client]
MARKER = re.compile(r'\[<span data-index="(\d+)">(\d+)</span>\]')
PAGES = 6
FACTS = files.facts(PAGES, seed=7)


@pytest.fixture(scope="module")
def book() -> bytes:
    return files.book(PAGES, seed=7)


@pytest.fixture
def upload_id(client: Client, book: bytes) -> str:
    """A document that is ready; later tests get the same one."""
    found = [one for one in client.data("GET", "/documents", name="whole-path.pdf")["items"] if one["status"] == 300]
    return found[0]["id"] if found else client.ready(book, "whole-path.pdf")


@pytest.mark.proves(
    "operation:POST /documents/upload",
    "operation:GET /documents/{upload_id}/events",
    "rule:documents.upload-at-once",
    "rule:statuses.forward",
    "rule:beyond.events",
    "status:1",
    "status:300",
)
def test_an_upload_replies_at_once_and_its_events_lead_to_ready(client: Client, book: bytes) -> None:
    reply = client.http.post("/documents/upload", files={"file": ("a.pdf", book, "application/pdf")})
    uploaded = reply.json()["data"]
    assert set(uploaded) == {"id", "status", "name", "created_at", "type"}
    assert (uploaded["status"], uploaded["name"], uploaded["type"]) == (1, "a.pdf", "single_doc")
    with client.stream("GET", f"/documents/{uploaded['id']}/events") as (_, events):
        seen = list(events)
    statuses = [event["status"] for event in seen]
    assert statuses == sorted(statuses), "a status never goes back"
    assert seen[-1]["status"] == 300
    assert (seen[-1]["pages_done"], seen[-1]["pages_total"]) == (PAGES, PAGES)
    assert client.document(uploaded["id"])["status"] == 300


def test_events_of_a_document_that_is_ready_are_one_event(client: Client, upload_id: str) -> None:
    with client.stream("GET", f"/documents/{upload_id}/events") as (_, events):
        assert [event["status"] for event in events] == [300]


@pytest.mark.proves(
    "operation:POST /questions",
    "rule:questions.stream",
    "rule:questions.stream-last",
    "rule:sources.paged",
)
def test_a_streamed_answer_quotes_the_document_and_ends_with_its_sources(client: Client, upload_id: str) -> None:
    answer = client.ask(upload_id, FACTS[3].question)
    assert FACTS[3].sentence in answer.text
    assert len(answer.events) > 1
    assert all(set(event) == {"answer", "id"} for event in answer.events[:-1])
    assert answer.events[-1]["answer"] == ""
    assert answer.source_info
    assert answer.source_info[0]["upload_id"] == upload_id
    assert str(FACTS[3].page) in answer.source_info[0]


@pytest.mark.proves("operation:GET /questions/{question_id}", "rule:questions.readable-early", "rule:questions.get")
def test_a_question_can_be_read_before_its_stream_closes(client: Client, upload_id: str) -> None:
    body = {"upload_id": upload_id, "question": FACTS[1].question}
    with client.stream("POST", "/questions", json=body) as (_, events):
        for event in events:
            question = client.data("GET", f"/questions/{event['id']}")
            assert question["question"] == FACTS[1].question
            if "source_info" in event:
                assert question["source_info"] == event["source_info"]
                assert FACTS[1].sentence in question["answer"]


@pytest.mark.proves("rule:questions.whole")
def test_an_answer_in_one_piece_is_the_streamed_one(client: Client, upload_id: str) -> None:
    streamed = client.ask(upload_id, FACTS[2].question)
    body = {"upload_id": upload_id, "question": FACTS[2].question, "stream": False}
    whole = client.data("POST", "/questions", json=body)
    assert set(whole) == {"answer", "id", "source_info", "unsupported", "formula"}
    assert (whole["answer"], whole["source_info"]) == (streamed.text, streamed.source_info)
    assert whole["id"] > streamed.id


@pytest.mark.proves("rule:questions.upload-id-query", "rule:questions.selected-null")
def test_the_document_may_be_named_in_the_query_and_selected_meta_may_be_null(client: Client, upload_id: str) -> None:
    body = {"question": FACTS[0].question, "stream": False, "selected_meta": None}
    whole = client.data("POST", "/questions", json=body, upload_id=upload_id)
    assert FACTS[0].sentence in whole["answer"]
    assert client.data("GET", f"/questions/{whole['id']}")["type"] == "doc"


@pytest.mark.proves("rule:selections.type")
def test_a_question_about_a_selection_is_kept_as_one(client: Client, upload_id: str) -> None:
    rects = [{"pageNumber": 1, "outline": [72, 72, 300, 100]}]
    selected = {"material": FACTS[0].sentence, "upload_id": upload_id, "rects": rects}
    body = {"upload_id": upload_id, "question": "What is it built of?", "stream": False, "selected_meta": selected}
    whole = client.data("POST", "/questions", json=body)
    assert client.data("GET", f"/questions/{whole['id']}")["type"] == "select"


@pytest.mark.proves("rule:sources.markers")
def test_markers_of_a_detailed_citation_point_into_the_sources(client: Client, upload_id: str) -> None:
    for fact in FACTS:
        answer = client.ask(upload_id, fact.question, detailed_citation=True)
        assert answer.source_info is not None
        places = [(int(index), int(shown)) for index, shown in MARKER.findall(answer.text)]
        assert places, answer.text
        assert {index for index, _ in places} == set(range(len(answer.source_info)))
        assert all(shown == index + 1 for index, shown in places)
        cited = answer.text.index(MARKER.search(answer.text).group())  # type: ignore[union-attr]
        assert fact.sentence in answer.text[:cited] or fact.sentence in answer.text
        stored = client.data("GET", f"/questions/{answer.id}")
        assert (stored["answer"], stored["detailed_citation"]) == (answer.text, True)


def test_what_the_document_does_not_say_is_not_answered(client: Client, upload_id: str) -> None:
    answer = client.ask(upload_id, "Which composer wrote the third violin concerto?")
    assert "does not state" in answer.text
    assert answer.source_info is not None


@pytest.mark.proves("rule:questions.models", "rule:charges.question", "rule:charges.upload")
def test_every_model_pays_from_its_own_package(new_client: NewClient, book: bytes) -> None:
    client = new_client(elite_page=100, question=10, gpt4_question=10, gpt4o_question=10)
    upload_id = client.ready(book)
    models = ["default", "gpt-4", "gpt-4o", "gpt-3.5-turbo", "gpt-4o-mini"]
    for model in models:
        answer = client.ask(upload_id, FACTS[0].question, model_type=model)
        assert client.data("GET", f"/questions/{answer.id}")["model_type"] == model
    package = client.data("GET", "/users/quota")["package"]
    used = {kind: package[kind]["used_count"] for kind in ("question", "gpt4_question", "gpt4o_question", "page")}
    assert used == {"question": 3, "gpt4_question": 1, "gpt4o_question": 1, "page": PAGES}


@pytest.mark.proves("operation:POST /search", "rule:beyond.search")
def test_search_finds_passages_best_first_and_charges_nothing(new_client: NewClient, book: bytes) -> None:
    client = new_client(elite_page=100)
    first, second = client.ready(book), client.ready(files.book(4, seed=8))
    found = client.data("POST", "/search", json={"query": FACTS[4].question, "upload_ids": [second, first]})
    assert found[0]["upload_id"] == first
    assert FACTS[4].sentence in found[0]["text"]
    assert found[0]["page"] == FACTS[4].page
    assert found[0]["headings"][-1] == f"Chapter {FACTS[4].page + 1}"
    assert found[0]["source"]["upload_id"] == first
    assert found[0]["source"][str(FACTS[4].page)]
    scores = [hit["score"] for hit in found]
    assert scores == sorted(scores, reverse=True)
    elements = client.data("GET", f"/documents/{first}/elements")
    assert any(FACTS[4].sentence in elements[index]["text"] for index in found[0]["elements"])
    assert len(client.data("POST", "/search", json={"query": "harbour", "upload_id": first, "limit": 2})) == 2
    assert client.data("GET", "/users/quota")["package"]["question"] is None
    assert client.data("GET", "/questions")["items"] == []
