"""HTTP servers of a test's own, on a free port of this machine."""

import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Request = BaseHTTPRequestHandler
"""A request, and the means to answer it."""


@contextmanager
def listening(answer: Callable[[Request], None], host: str = "127.0.0.1") -> Generator[str]:
    """A server for the length of a block that answers each request in a thread of its own; yields its origin."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer(self)

        def do_POST(self) -> None:
            answer(self)

        def do_DELETE(self) -> None:
            answer(self)

        def do_OPTIONS(self) -> None:
            answer(self)

        def log_message(self, *_: object) -> None:
            """Nothing: a test's output is for what fails."""

    server = ThreadingHTTPServer((host, 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://{host}:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def sent_with(request: Request) -> bytes:
    """The body of a request; to be read once."""
    return request.rfile.read(int(request.headers.get("Content-Length", 0)))
