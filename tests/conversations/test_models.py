"""`model_type`: which model at the language model's server is asked, and which package pays."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import files
from tests.api_client import Client
from tests.conversations.recorded_model import Recorder, llm_url, recorder
from tests.llm_server import CONTEXT
from tests.service import Service, serving

__all__ = ["llm_url", "recorder"]

FACT = files.facts(5, seed=90)[2]
KINDS = {
    "default": ("usual", "question"),
    "gpt-3.5-turbo": ("usual", "question"),
    "gpt-4o-mini": ("small", "question"),
    "gpt-4": ("large", "gpt4_question"),
    "gpt-4o": ("usual", "gpt4o_question"),
}


@pytest.fixture(scope="module")
def answered_by_models(recorder: Recorder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder: Path = tmp_path_factory.mktemp("models") / "data"
    settings = {
        "CHATDOC_LLM__URL": recorder.url,
        "CHATDOC_LLM__MODEL": "usual",
        "CHATDOC_LLM__MODELS": json.dumps({"gpt-4": "large", "gpt-4o-mini": "small"}),
        "CHATDOC_LLM__CONTEXT_TOKENS": str(CONTEXT),
        "CHATDOC_LLM__ANSWER_TOKENS": "64",
    }
    with serving(folder, settings=settings) as service:
        yield service


def used(client: Client) -> dict[str, int]:
    package = client.data("GET", "/users/quota")["package"]
    return {kind: package[kind]["used_count"] for kind in ("question", "gpt4_question", "gpt4o_question")}


@pytest.mark.proves("rule:questions.models", "rule:charges.question")
def test_each_kind_asks_its_model_and_is_charged_to_its_package(
    answered_by_models: Service, recorder: Recorder
) -> None:
    key = answered_by_models.new_user("ann", elite_page=50, question=9, gpt4_question=9, gpt4o_question=9)
    with answered_by_models.client(key) as client:
        upload_id = client.ready(files.book(5, seed=90))
        for kind, (model, package) in KINDS.items():
            before, recorder.asked[:] = used(client), []
            answer = client.ask(upload_id, FACT.question, model_type=kind)
            assert [one["model"] for one in recorder.asked] == [model], kind
            assert client.data("GET", f"/questions/{answer.id}")["model_type"] == kind
            assert used(client) == {**before, package: before[package] + 1}, kind


def test_a_follow_up_is_put_to_the_model_as_a_whole_question(answered_by_models: Service, recorder: Recorder) -> None:
    with answered_by_models.client() as client:
        upload_id = client.ready(files.book(5, seed=90))
        history = [{"role": "user", "content": FACT.question}, {"role": "assistant", "content": FACT.sentence}]
        recorder.asked[:] = []
        answer = client.ask(upload_id, "When was it built?", history=history, model_type="gpt-4")
        rewriting, answering = recorder.asked
        assert "Rewrite" in rewriting["messages"][0]["content"]
        assert rewriting["messages"][1]["content"].endswith("Last question: When was it built?")
        assert (rewriting["model"], answering["model"]) == ("large", "large")
        assert answering["messages"][-1]["content"].rpartition("Question: ")[2] != "When was it built?"
        assert client.data("GET", f"/questions/{answer.id}")["question"] == "When was it built?"
        recorder.asked[:] = []
        client.ask(upload_id, FACT.question, history=history)
        assert len(recorder.asked) == 1, "a question that stands alone is not rewritten"


def test_questions_the_model_suggests_are_asked_before_they_are_shown(
    answered_by_models: Service, recorder: Recorder
) -> None:
    with answered_by_models.client() as client:
        upload_id = client.ready(files.book(4, seed=91))
        recorder.asked[:] = []
        questions = client.data("GET", "/questions/suggested", upload_id=upload_id)
        assert "questions in English" in recorder.asked[0]["messages"][0]["content"]
        assert len(questions) == len(set(questions)) == 5
        assert client.data("GET", "/questions/suggested", upload_id=upload_id) == questions
        assert len(recorder.asked) == 1, "they are made once"


@pytest.mark.proves("rule:questions.beyond")
def test_the_answer_may_go_beyond_the_document_when_that_is_allowed(
    answered_by_models: Service, recorder: Recorder
) -> None:
    with answered_by_models.client() as client:
        upload_id = client.ready(b"# Note\n\nThe ferry to Larkfield leaves at seven in the morning.\n", "note.md")
        recorder.asked[:] = []
        client.ask(upload_id, "When does the ferry leave?", language="de-DE")
        client.ask(upload_id, "When does the ferry leave?", search_entire_doc=False)
        within, beyond = (one["messages"][0]["content"] for one in recorder.asked)
        assert "Use only the sources" in within
        assert "general knowledge" in beyond
        assert "Answer in German" in within
        assert "page 0" not in recorder.asked[0]["messages"][-1]["content"]
        assert "(under: Note)" in recorder.asked[0]["messages"][-1]["content"]
