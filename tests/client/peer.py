"""A real HTTP server that answers as a test tells it to, and keeps what it was asked."""

import json
import threading
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.local_server import Request, listening, sent_with


@dataclass(frozen=True)
class Reply:
    """What to answer: a status and a body, a stream of chunks, or nothing at all."""

    status: int = 200
    body: object = None
    headers: Mapping[str, str] = field(default_factory=dict)
    chunks: Sequence[bytes] | None = None
    endless: bool = False
    hang_up: bool = False


@dataclass(frozen=True)
class Received:
    """A request as it arrived."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


class Peer:
    """Gives its replies one after the other; the last one again and again."""

    def __init__(self, replies: Sequence[Reply]) -> None:
        self.url = ""
        self.received: list[Received] = []
        self.left = threading.Event()
        self._replies = list(replies)

    @property
    def calls(self) -> list[str]:
        """What was asked, in short."""
        return [f"{one.method} {one.path}" for one in self.received]

    def answer(self, request: Request) -> None:
        """Keeps a request and answers it with the next reply."""
        self.received.append(Received(request.command, request.path, dict(request.headers), sent_with(request)))
        reply = self._replies.pop(0) if len(self._replies) > 1 else self._replies[0]
        if reply.hang_up:
            request.close_connection = True
            return
        request.send_response(reply.status)
        for name, value in reply.headers.items():
            request.send_header(name, value)
        if reply.chunks is None:
            _whole(request, json.dumps(reply.body).encode())
        else:
            self._stream(request, reply)

    def _stream(self, request: Request, reply: Reply) -> None:
        request.send_header("Content-Type", "text/event-stream")
        request.end_headers()
        request.close_connection = True
        try:
            for chunk in reply.chunks or ():
                request.wfile.write(chunk)
            while reply.endless:
                request.wfile.write(events({"answer": "on and on ", "id": 1}))
        except (BrokenPipeError, ConnectionResetError):
            self.left.set()


@contextmanager
def peer(*replies: Reply) -> Generator[Peer]:
    """A peer on a free port for the length of a block."""
    answering = Peer(replies)
    with listening(answering.answer) as origin:
        answering.url = origin
        yield answering


def events(*data: object) -> bytes:
    """A stream of server-sent events."""
    return b"".join(b"data: " + json.dumps(one).encode() + b"\n\n" for one in data)


def _whole(request: Request, body: bytes) -> None:
    request.send_header("Content-Type", "application/json")
    request.send_header("Content-Length", str(len(body)))
    request.end_headers()
    request.wfile.write(body)
