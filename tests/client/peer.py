"""A real HTTP server that answers as a test tells it to, and keeps what it was asked."""

import json
import threading
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


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

    def __init__(self, url: str, replies: Sequence[Reply]) -> None:
        self.url = url
        self.received: list[Received] = []
        self.left = threading.Event()
        self._replies = list(replies)

    def next_reply(self, received: Received) -> Reply:
        """Keeps a request and says how to answer it."""
        self.received.append(received)
        return self._replies.pop(0) if len(self._replies) > 1 else self._replies[0]

    @property
    def calls(self) -> list[str]:
        """What was asked, in short."""
        return [f"{one.method} {one.path}" for one in self.received]


@contextmanager
def peer(*replies: Reply) -> Generator[Peer]:
    """A peer on a free port for the length of a block."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    answering = Peer(f"http://127.0.0.1:{server.server_port}", replies)
    server.peer = answering  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield answering
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def events(*data: object) -> bytes:
    """A stream of server-sent events."""
    return b"".join(b"data: " + json.dumps(one).encode() + b"\n\n" for one in data)


class _Handler(BaseHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class's name for it
        """Says nothing."""

    def _answer(self) -> None:
        answering: Peer = self.server.peer  # type: ignore[attr-defined]
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))) if self.command == "POST" else b""
        reply = answering.next_reply(Received(self.command, self.path, dict(self.headers), body))
        if reply.hang_up:
            self.close_connection = True
            return
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if reply.chunks is None:
            self._whole(json.dumps(reply.body).encode())
        else:
            self._stream(reply, answering)

    def _whole(self, body: bytes) -> None:
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _stream(self, reply: Reply, answering: Peer) -> None:
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        self.close_connection = True
        try:
            for chunk in reply.chunks or ():
                self.wfile.write(chunk)
            while reply.endless:
                self.wfile.write(events({"answer": "on and on ", "id": 1}))
        except (BrokenPipeError, ConnectionResetError):
            answering.left.set()

    do_GET = _answer  # noqa: N815
    do_POST = _answer  # noqa: N815
    do_DELETE = _answer  # noqa: N815
