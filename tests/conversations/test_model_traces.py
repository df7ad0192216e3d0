"""How an answer came about that a language model wrote, broke off, or left to others."""

import json
from collections.abc import Generator
from pathlib import Path

import pytest

from tests import files
from tests.api_client import Client, Json
from tests.scripted_model import BREAK, HOLD, ScriptedModel, scripted_model
from tests.service import serving, wait_for

__all__ = ["scripted_model"]

QUESTION = "When does the ferry to Larkfield leave?"
SENTENCE = "The ferry to Larkfield leaves at seven in the morning."
INVENTED = "It costs 9 shillings a head."
SECRET = "sk-not-to-be-seen"


@pytest.fixture(scope="module")
def asker(model: ScriptedModel, tmp_path_factory: pytest.TempPathFactory) -> Generator[Client]:
    settings = model.settings | {"CHATDOC_LLM__API_KEY": SECRET}
    with serving(tmp_path_factory.mktemp("model") / "data", settings=settings) as service, service.client() as client:
        yield client


@pytest.fixture(scope="module")
def note(asker: Client) -> str:
    return asker.ready(files.note())


def trace_of(client: Client, question_id: int) -> Json:
    found: Json = client.data("GET", f"/questions/{question_id}/trace")
    return found


@pytest.mark.proves("rule:beyond.trace", "rule:beyond.formula")
def test_a_models_answer_tells_its_model_and_what_was_checked(asker: Client, note: str, model: ScriptedModel) -> None:
    model.script = [f"{SENTENCE} [1]", f" {INVENTED}"]
    answer = asker.ask(note, QUESTION, detailed_citation=True)
    assert answer.text.startswith(SENTENCE.removesuffix("."))
    last = answer.events[-1]
    assert last["unsupported"] == [INVENTED]
    assert asker.data("GET", f"/questions/{answer.id}")["unsupported"] == [INVENTED]
    trace = trace_of(asker, answer.id)
    assert trace["written_by"]["model"] == "scripted"
    assert trace["fallback"] == ""
    told = [(one["text"], one["supported"], one["sources"]) for one in trace["sentences"]]
    assert told == [(SENTENCE, True, [0]), (INVENTED, False, [])]
    assert SECRET not in json.dumps(trace)
    assert model.url not in json.dumps(trace)


def test_an_answer_that_broke_off_says_why(asker: Client, note: str, model: ScriptedModel) -> None:
    model.script = ["The ferry ", "leaves ", BREAK]
    answer = asker.ask(note, QUESTION)
    assert answer.source_info is None
    kept = asker.data("GET", f"/questions/{answer.id}")
    trace = trace_of(asker, answer.id)
    assert "broke off" in trace["failure"]
    assert (trace["written_by"]["model"], kept["answer"]) == ("scripted", answer.text)
    assert trace["passages"]


def test_an_answer_that_was_stopped_is_traced_as_far_as_it_came(asker: Client, note: str, model: ScriptedModel) -> None:
    model.script = ["The ferry ", "leaves ", "soon. ", HOLD, "Or not."]
    model.go_on.clear()
    body = {"upload_id": note, "question": QUESTION}
    with asker.stream("POST", "/questions", json=body) as (_, events):
        begun = next(events)
    model.go_on.set()

    def stopped() -> bool:
        return bool(asker.data("GET", "/questions", limit=1)["items"][0]["state"] != "answering")

    wait_for(stopped, "the question to end")
    trace = trace_of(asker, begun["id"])
    assert {"first_piece", "whole"} <= trace["timings"].keys()
    assert (trace["failure"], trace["written_by"]["model"]) == ("", "scripted")
    assert not any("Or not" in one["text"] for one in trace["sentences"])


def test_who_took_the_models_place_is_told_with_the_reason(tmp_path: Path) -> None:
    nobody = {"CHATDOC_LLM__URL": "http://127.0.0.1:9/v1", "CHATDOC_LLM__MODEL": "absent", "CHATDOC_LLM__ATTEMPTS": "1"}
    with serving(tmp_path / "data", settings=nobody) as service, service.client() as client:
        answer = client.ask(client.ready(files.note()), QUESTION)
        trace = trace_of(client, answer.id)
    assert trace["written_by"]["model"] == ""
    assert "could not be reached" in trace["fallback"]
    assert trace["failure"] == ""
