"""A reranker by setting: it decides what is found and read first, the trace tells so, and nothing depends on it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.api_client import Json
from tests.local_server import Request, listening, sent_with
from tests.service import Service, serving

NOTES = "\n\n".join(
    f"# {name}\n\nThe {name.lower()} of Larkfield opens at {hour} in the morning, every day but Sunday."
    for name, hour in (("Library", "nine"), ("Market", "six"), ("Museum", "ten"), ("Bakery", "five"))
)
QUESTION = "When does Larkfield open?"


@dataclass
class Judge:
    """Prefers passages that hold a word, unless it is to refuse."""

    url: str = ""
    word: str = "museum"
    refuses: bool = False
    asked: list[Json] = field(default_factory=list)

    def answer(self, request: Request) -> None:
        body = json.loads(sent_with(request))
        self.asked.append(body)
        scores = [float(self.word in text) for text in body["documents"]]
        results = [{"index": at, "relevance_score": score} for at, score in enumerate(scores)]
        request.send_response(500 if self.refuses else 200)
        request.end_headers()
        request.wfile.write(json.dumps({"results": results}).encode())


@pytest.fixture(scope="module")
def judge() -> Iterator[Judge]:
    judge = Judge()
    with listening(judge.answer) as origin:
        judge.url = f"{origin}/v1"
        yield judge


@pytest.fixture(scope="module")
def service(judge: Judge, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder: Path = tmp_path_factory.mktemp("reranked") / "data"
    settings = {
        "CHATDOC_RERANKER__URL": judge.url,
        "CHATDOC_RERANKER__MODEL": "judge",
        "CHATDOC_RERANKER__TIMEOUT_SECONDS": "20",
    }
    with serving(folder, settings=settings) as service:
        yield service


def test_the_second_look_decides_what_comes_first_and_the_trace_tells_so(service: Service, judge: Judge) -> None:
    with service.client() as client:
        upload_id = client.ready(NOTES.encode(), "notes.md")
        for word in ("museum", "bakery"):
            judge.word = word
            answer = client.ask(upload_id, QUESTION)
            trace = client.data("GET", f"/questions/{answer.id}/trace")
            first, *others = trace["passages"]
            assert word in first["text"]
            assert first["scores"]["reranked"] == 1.0
            assert [one["scores"]["reranked"] for one in others] == [0.0] * len(others)
            assert [one["score"] for one in trace["passages"]] == sorted(
                (one["score"] for one in trace["passages"]), reverse=True
            )
            assert trace["timings"]["reranking"] > 0
        assert judge.asked[-1]["model"] == "judge"
        assert judge.asked[-1]["query"] == QUESTION


def test_search_is_ranked_again_and_suggested_questions_are_not(service: Service, judge: Judge) -> None:
    with service.client() as client:
        upload_id = client.ready(NOTES.encode(), "notes.md")
        judge.word = "museum"
        [only] = client.data("POST", "/search", json={"upload_ids": [upload_id], "query": QUESTION, "limit": 1})
        assert "museum" in only["text"]
        judge.asked[:] = []
        client.data("GET", "/questions/suggested", upload_id=upload_id)
        assert judge.asked == []


def test_a_reranker_that_fails_leaves_the_first_ranking(service: Service, judge: Judge) -> None:
    with service.client() as client:
        upload_id = client.ready(NOTES.encode(), "notes.md")
        judge.refuses = True
        answer = client.ask(upload_id, QUESTION)
        assert answer.text
        trace = client.data("GET", f"/questions/{answer.id}/trace")
        assert trace["passages"]
        assert not any("reranked" in one["scores"] for one in trace["passages"])
        assert "the first ranking stands: the reranker refused with status 500" in service.log.read_text()
        judge.refuses = False
