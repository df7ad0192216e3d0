"""A GGUF file by setting: the service runs it, answers by it, does without it, and takes it along when it ends."""

import os
import signal
from pathlib import Path

from tests import files
from tests.answering.model_processes import ended, models_of
from tests.llm_server import CONTEXT, model_path
from tests.service import serving, wait_for

FACT = files.facts(5, seed=90)[2]
SETTINGS = {
    "CHATDOC_LLM__FILE": str(model_path()),
    "CHATDOC_LLM__CONTEXT_TOKENS": str(CONTEXT),
    "CHATDOC_LLM__ANSWER_TOKENS": "32",
    "CHATDOC_LLM__THREADS": "1",
}


def test_a_file_answers_survives_a_crash_and_ends_with_the_service(tmp_path: Path) -> None:
    with serving(tmp_path / "data", settings=SETTINGS) as service, service.client() as client:
        upload_id = client.ready(files.book(5, seed=90))
        answer = client.ask(upload_id, FACT.question)
        assert len(answer.events) > 3, "it comes in pieces"
        trace = client.data("GET", f"/questions/{answer.id}/trace")
        assert trace["written_by"]["model"] == model_path().stem
        assert trace["written_by"]["settings"]["answer_tokens"] == 32
        assert trace["fallback"] == ""
        assert client.data("GET", "/service")["writes_answers"] is True
        [process] = models_of(service.process.pid)
        os.kill(process, signal.SIGKILL)
        wait_for(lambda: ended(process), "the model's process to end")
        assert client.data("GET", f"/questions/{client.ask(upload_id, FACT.question).id}/trace")["fallback"] == ""
        [process] = models_of(service.process.pid)
        service.process.kill()
        wait_for(lambda: ended(process), "the model's process to end with the service", seconds=20)


def test_while_a_file_is_not_loaded_the_service_quotes_and_says_so(tmp_path: Path) -> None:
    broken = tmp_path / "broken.gguf"
    broken.write_bytes(b"GGUF and nothing else")
    settings = SETTINGS | {"CHATDOC_LLM__FILE": str(broken), "CHATDOC_LLM__FIRST_PIECE_SECONDS": "0.2"}
    settings["CHATDOC_LLM__ATTEMPTS"] = "1"
    with serving(tmp_path / "data", settings=settings) as service, service.client() as client:
        answer = client.ask(client.ready(files.book(5, seed=90)), FACT.question)
        assert FACT.sentence in answer.text
        trace = client.data("GET", f"/questions/{answer.id}/trace")
        assert trace["written_by"] == {"model": "", "settings": {"instead_of": "broken"}}
        assert trace["fallback"] in (
            "The language model did not answer in time.",
            "The language model could not be loaded.",
        )
