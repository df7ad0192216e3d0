"""Answers by a language model that is set, and without one that does not answer."""

from collections.abc import Generator
from pathlib import Path

import pytest

from tests import files
from tests.llm_server import CONTEXT, MODEL, llm_url
from tests.service import Service, serving

__all__ = ["llm_url"]

FACT = files.facts(5, seed=90)[2]


@pytest.fixture
def answered_by_model(llm_url: str, tmp_path: Path) -> Generator[Service]:
    settings = {
        "CHATDOC_LLM__URL": llm_url,
        "CHATDOC_LLM__MODEL": MODEL,
        "CHATDOC_LLM__CONTEXT_TOKENS": str(CONTEXT),
        "CHATDOC_LLM__ANSWER_TOKENS": "64",
    }
    with serving(tmp_path / "data", settings=settings) as service:
        yield service


def test_a_models_answer_is_streamed_kept_and_charged(answered_by_model: Service) -> None:
    with answered_by_model.client() as client:
        upload_id = client.ready(files.book(5, seed=90))
        answer = client.ask(upload_id, FACT.question)
        assert len(answer.events) > 3, "it comes in pieces"
        assert answer.source_info is not None
        question = client.data("GET", f"/questions/{answer.id}")
        assert question["answer"] == answer.text
        assert question["source_info"] == answer.source_info
        assert client.data("GET", "/users/quota")["package"]["question"]["used_count"] == 1
        whole = client.data("POST", "/questions", json={"upload_id": upload_id, "question": "Hello?", "stream": False})
        assert client.data("GET", f"/questions/{whole['id']}")["answer"] == whole["answer"]


def test_hanging_up_on_a_model_stops_it(answered_by_model: Service) -> None:
    with answered_by_model.client() as client:
        upload_id = client.ready(files.book(5, seed=90))
        body = {"upload_id": upload_id, "question": "Tell me everything about every bridge, at length."}
        with client.stream("POST", "/questions", json=body) as (_, events):
            begun = [next(events), next(events)]
        question_id = begun[0]["id"]
        assert answered_by_model.process.poll() is None
        # The next question waits for the only seat at the model: it is free once the first has stopped.
        answer = client.ask(upload_id, FACT.question)
        assert answer.source_info is not None
        stopped = client.data("GET", f"/questions/{question_id}")
        assert stopped["answer"].startswith("".join(event["answer"] for event in begun))
    assert answered_by_model.held("question:") == []


def test_without_its_model_the_service_quotes_and_says_so(tmp_path: Path) -> None:
    nobody = {"CHATDOC_LLM__URL": "http://127.0.0.1:9/v1", "CHATDOC_LLM__MODEL": "absent", "CHATDOC_LLM__ATTEMPTS": "1"}
    with serving(tmp_path / "data", settings=nobody) as service, service.client() as client:
        upload_id = client.ready(files.book(5, seed=90))
        answer = client.ask(upload_id, FACT.question)
        assert "language model could not be reached" in answer.text
        assert FACT.sentence in answer.text
        assert answer.source_info
        assert client.data("GET", f"/questions/{answer.id}")["answer"] == answer.text


def test_a_model_that_takes_too_long_is_not_waited_for(llm_url: str, tmp_path: Path) -> None:
    slow = {
        "CHATDOC_LLM__URL": llm_url,
        "CHATDOC_LLM__MODEL": MODEL,
        "CHATDOC_LLM__CONTEXT_TOKENS": str(CONTEXT),
        # Reading the passages takes it longer than that.
        "CHATDOC_LLM__FIRST_PIECE_SECONDS": "0.02",
        "CHATDOC_LLM__ATTEMPTS": "2",
    }
    with serving(tmp_path / "data", settings=slow) as service, service.client() as client:
        answer = client.ask(client.ready(files.book(5, seed=90)), FACT.question)
        assert FACT.sentence in answer.text
        trace = client.data("GET", f"/questions/{answer.id}/trace")
        assert trace["fallback"] == "The language model did not answer in time."
        assert trace["written_by"] == {"model": "", "settings": {"instead_of": MODEL}}
