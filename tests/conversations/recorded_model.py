"""A proxy in front of a real language model's server, which remembers what was asked.

Use the fixture `recorder` (import it, and `llm_url` of tests.llm_server, into the test's module).
"""

import json
from collections.abc import Generator
from dataclasses import dataclass, field

import httpx
import pytest

from tests.api_client import Json
from tests.llm_server import llm_url
from tests.local_server import Request, listening, sent_with

__all__ = ["Recorder", "llm_url", "recorder"]


@dataclass
class Recorder:
    """Passes requests on to a real server, and remembers them."""

    url: str = ""
    asked: list[Json] = field(default_factory=list)


@pytest.fixture(scope="module")
def recorder(llm_url: str) -> Generator[Recorder]:
    """The proxy, listening."""
    recorder = Recorder()

    def answer(request: Request) -> None:
        body = json.loads(sent_with(request))
        recorder.asked.append(body)
        with httpx.stream("POST", f"{llm_url}{request.path.removeprefix('/v1')}", json=body, timeout=120) as reply:
            request.send_response(reply.status_code)
            request.send_header("content-type", reply.headers["content-type"])
            request.end_headers()
            try:
                for piece in reply.iter_bytes():
                    request.wfile.write(piece)
                    request.wfile.flush()
            except (BrokenPipeError, ConnectionResetError):
                return

    with listening(answer) as origin:
        recorder.url = f"{origin}/v1"
        yield recorder
