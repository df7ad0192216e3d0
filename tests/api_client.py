"""A small client for tests: every reply is held against the OpenAPI document as it arrives."""

import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from json import loads
from types import TracebackType
from typing import Any

import httpx

from tests.contract import Contract

READY = 300
TIMEOUT_SECONDS = 60.0

Json = dict[str, Any]


@dataclass
class Answer:
    """An answer as it came, in events or in one piece."""

    id: int
    text: str
    source_info: list[Json] | None
    events: list[Json] = field(default_factory=list)


class Client:
    """Calls the API with one key."""

    def __init__(self, api: str, key: str, contract: Contract) -> None:
        self.contract = contract
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        hooks = {"response": [contract.check]}
        self.http = httpx.Client(base_url=api, headers=headers, timeout=TIMEOUT_SECONDS, event_hooks=hooks)

    def __enter__(self) -> "Client":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.http.close()

    def upload(self, data: bytes, name: str = "report.pdf", **form: str) -> str:
        """Uploads a file and returns its id."""
        reply = self.http.post("/documents/upload", files={"file": (name, data, "application/pdf")}, data=form)
        assert reply.status_code == 200, reply.text
        upload_id: str = reply.json()["data"]["id"]
        return upload_id

    def document(self, upload_id: str) -> Json:
        """A document's present state."""
        found: Json = self.data("GET", f"/documents/{upload_id}")
        return found

    def data(self, method: str, path: str, *, json: object = None, **params: object) -> Any:  # noqa: ANN401  # JSON
        """What stands in the envelope of a reply that succeeds."""
        reply = self.http.request(method, path, json=json, params=_params(params))
        assert reply.status_code == 200, f"{method} {path}: {reply.status_code} {reply.text}"
        body = reply.json()
        assert body["status"] == "ok"
        return body["data"]

    def finished(self, upload_id: str, seconds: float = 120) -> Json:
        """The document once its status is final, after following its events to their end."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            document = self.document(upload_id)
            if document["status"] >= READY or document["status"] < 0:
                return document
            time.sleep(0.1)
        raise AssertionError(f"{upload_id} is not finished after {seconds:g} s: {document}")

    def ready(self, data: bytes, name: str = "report.pdf", **form: str) -> str:
        """Uploads a file, waits until it is ready and returns its id."""
        upload_id = self.upload(data, name, **form)
        document = self.finished(upload_id)
        assert document["status"] == READY, document
        return upload_id

    def ask(self, upload_id: str, question: str, **options: object) -> Answer:
        """Asks, streamed, and reads the answer to its end."""
        body = {"upload_id": upload_id, "question": question, **options}
        with self.stream("POST", "/questions", json=body) as (_, events):
            seen = list(events)
        text = "".join(event["answer"] for event in seen)
        return Answer(seen[-1]["id"], text, seen[-1].get("source_info"), seen)

    @contextmanager
    def stream(
        self, method: str, path: str, *, json: object = None, **params: object
    ) -> Generator[tuple[httpx.Response, Generator[Json, None, None]]]:
        """A reply of server-sent events, data only, each checked as it comes."""
        with self.http.stream(method, path, json=json, params=_params(params)) as response:
            assert response.status_code == 200, response.read()
            assert response.headers["content-type"].split(";")[0] == "text/event-stream"
            yield response, self._events(response)

    def _events(self, response: httpx.Response) -> Generator[Json, None, None]:
        for line in response.iter_lines():
            if not line:
                continue
            assert line.startswith("data: "), f"not a line of data: {line!r}"
            event: Json = loads(line.removeprefix("data: "))
            self.contract.check_event(response, event)
            yield event


def _params(given: Mapping[str, object]) -> httpx.QueryParams:
    named = ((name, value if isinstance(value, list | tuple) else [value]) for name, value in given.items())
    return httpx.QueryParams([(name, str(one)) for name, values in named for one in values])
