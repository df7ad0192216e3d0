"""A model's file run by the service itself: it is loaded, comes back when it crashes, and ends with the service."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from chatdoc_server.answering import AnswerFailed, Inquiry
from chatdoc_server.answering.model.chat import LLMOptions
from chatdoc_server.answering.model.llm import LLMAnswerer
from chatdoc_server.answering.model.local_model import LocalModel
from tests.answering.asking import ID, gather
from tests.answering.builder import DocumentBuilder, hits_of
from tests.answering.model_processes import ended, models_of
from tests.llm_server import CONTEXT, model_path
from tests.service import wait_for

DOCUMENT = DocumentBuilder().heading("Rockets").paragraph("ACME makes rockets in Ohio.").build()
INQUIRY = Inquiry("Where does ACME make rockets?", {ID: DOCUMENT}, hits_of(DOCUMENT))


def asked(model: LocalModel) -> str:
    async def run() -> str:
        options = LLMOptions("http://127.0.0.1/v1", "small", context_tokens=CONTEXT, answer_tokens=16)
        answerer = LLMAnswerer(options, model)
        try:
            return (await gather(answerer, INQUIRY)).text
        finally:
            await answerer.close()

    return asyncio.run(run())


@pytest.fixture
def model() -> Iterator[LocalModel]:
    model = LocalModel(model_path(), CONTEXT, 1)
    model.start()
    yield model
    model.stop()


def test_the_first_question_waits_for_the_file_and_a_crash_costs_one_start(model: LocalModel) -> None:
    assert asked(model).strip(), "it was not loaded yet"
    [process] = models_of(os.getpid())
    assert asyncio.run(model.ready()).key not in Path(f"/proc/{process}/cmdline").read_text()
    os.kill(process, signal.SIGKILL)
    wait_for(lambda: ended(process), "the process to end")
    assert asked(model).strip(), "it was started again"
    [second] = models_of(os.getpid())
    model.stop()
    assert ended(second)


def test_a_key_that_only_the_service_has_is_needed(model: LocalModel) -> None:
    address = asyncio.run(model.ready())
    assert address.url.startswith("http://127.0.0.1:")

    async def run() -> None:
        stranger = LLMAnswerer(LLMOptions(address.url, "small", context_tokens=CONTEXT, attempts=1))
        with pytest.raises(AnswerFailed, match="401"):
            await gather(stranger, INQUIRY)
        await stranger.close()

    asyncio.run(run())


def test_a_file_that_can_not_be_loaded_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chatdoc_server.answering.model.local_model._FIRST_PAUSE", 0.01)
    broken = tmp_path / "broken.gguf"
    broken.write_bytes(b"GGUF and nothing else")
    model = LocalModel(broken, CONTEXT, 1)
    model.start()
    with pytest.raises(AnswerFailed, match="could not be loaded"):
        asyncio.run(model.ready())
    model.stop()


_SERVICE = """
import asyncio, sys, time
from pathlib import Path
from chatdoc_server.answering.model.local_model import LocalModel
model = LocalModel(Path(sys.argv[1]), 2048, 1)
model.start()
if sys.argv[2] == "loaded":
    asyncio.run(model.ready())
print("begun", flush=True)
time.sleep(600)
"""


@pytest.mark.parametrize("when", ["loaded", "loading"])
def test_killing_the_service_ends_the_model(when: str) -> None:
    with subprocess.Popen([sys.executable, "-c", _SERVICE, model_path(), when], stdout=subprocess.PIPE) as service:
        assert service.stdout
        assert service.stdout.readline() == b"begun\n"
        process = wait_for(lambda: models_of(service.pid), "the model's process")[0]
        service.kill()
    wait_for(lambda: ended(process), "the model's process to end", seconds=20)
