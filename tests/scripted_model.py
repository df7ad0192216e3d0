"""A language model's server that says what a test tells it to, piece by piece.

    model.script = ["Net income ", "rose [1].", HOLD, " Then", BREAK]

Import `scripted_model` into the test's module: it is the fixture `model`. `HOLD` waits until the test sets
`model.go_on`; `BREAK` cuts the connection.
"""

import json
import threading
from collections.abc import Generator, Sequence
from dataclasses import dataclass, field

import pytest

from tests.local_server import Request, listening, sent_with

HOLD = object()
BREAK = object()
_HELD_SECONDS = 20.0


@dataclass
class ScriptedModel:
    """What is said next, and what was asked."""

    url: str = ""
    script: Sequence[object] = ()
    asked: list[str] = field(default_factory=list)
    go_on: threading.Event = field(default_factory=threading.Event)

    @property
    def settings(self) -> dict[str, str]:
        """A service's settings to be answered by this model."""
        return {"CHATDOC_LLM__URL": self.url, "CHATDOC_LLM__MODEL": "scripted", "CHATDOC_LLM__ATTEMPTS": "1"}

    def answer(self, request: Request) -> None:
        """Says what the script has to an answer, and nothing to what is asked beside, such as questions to suggest."""
        body = json.loads(sent_with(request))
        self.asked.append(body["messages"][-1]["content"])
        request.send_response(200)
        request.send_header("Content-Type", "text/event-stream" if body.get("stream") else "application/json")
        request.end_headers()
        if body.get("stream"):
            self._stream(request)
        else:
            choice = {"index": 0, "message": {"role": "assistant", "content": "-"}, "finish_reason": "stop"}
            request.wfile.write(_reply("chat.completion", choice))

    def _stream(self, request: Request) -> None:
        for piece in self.script:
            if piece is HOLD:
                self.go_on.wait(_HELD_SECONDS)
            elif piece is BREAK:
                request.connection.close()
                return
            else:
                _say(request, str(piece))
        _say(request, "", finish="stop")
        request.wfile.write(b"data: [DONE]\n\n")


def _say(request: Request, text: str, finish: str | None = None) -> None:
    choice = {"index": 0, "delta": {"content": text}, "finish_reason": finish}
    request.wfile.write(b"data: " + _reply("chat.completion.chunk", choice) + b"\n\n")
    request.wfile.flush()


def _reply(kind: str, choice: object) -> bytes:
    return json.dumps({"id": "c", "object": kind, "created": 0, "model": "scripted", "choices": [choice]}).encode()


@pytest.fixture(scope="module", name="model")
def scripted_model() -> Generator[ScriptedModel]:
    """A model that is listening."""
    model = ScriptedModel()
    with listening(model.answer) as origin:
        model.url = f"{origin}/v1"
        yield model
        model.go_on.set()
