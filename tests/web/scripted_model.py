"""A language model's server that says what a test tells it to, piece by piece.

    with scripted_model() as model:
        model.script = ["Net income ", "rose [1].", HOLD, " Then", BREAK]

`HOLD` waits until the test lets it go on or the asker hangs up; `BREAK` cuts the connection.
"""

import json
import threading
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

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


@contextmanager
def scripted_model() -> Generator[ScriptedModel]:
    """A model that is listening."""
    model = ScriptedModel()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            model.asked.append(body["messages"][-1]["content"])
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream" if body.get("stream") else "application/json")
            self.end_headers()
            if body.get("stream"):
                self._stream()
            else:
                self._whole()

        def _stream(self) -> None:
            for piece in model.script:
                if piece is HOLD:
                    model.go_on.wait(_HELD_SECONDS)
                elif piece is BREAK:
                    self.connection.close()
                    return
                else:
                    self._say(str(piece))
            self._say("", finish="stop")
            self.wfile.write(b"data: [DONE]\n\n")

        def _say(self, text: str, finish: str | None = None) -> None:
            choice = {"index": 0, "delta": {"content": text}, "finish_reason": finish}
            chunk = {"id": "c", "object": "chat.completion.chunk", "created": 0, "model": "scripted"}
            self.wfile.write(f"data: {json.dumps(chunk | {'choices': [choice]})}\n\n".encode())
            self.wfile.flush()

        def _whole(self) -> None:
            """What is asked beside answers, such as questions to suggest: nothing is said to it."""
            choice = {"index": 0, "message": {"role": "assistant", "content": "-"}, "finish_reason": "stop"}
            reply = {"id": "c", "object": "chat.completion", "created": 0, "model": "scripted", "choices": [choice]}
            self.wfile.write(json.dumps(reply).encode())

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class's name
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    model.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield model
    finally:
        model.go_on.set()
        server.shutdown()
        server.server_close()
