"""A second ranking by a server that speaks `POST /rerank`, in its forms, its failures and its slowness."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import replace
from socket import SO_LINGER, SOL_SOCKET
from struct import pack

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatdoc_server.retrieval.base import Hit
from chatdoc_server.retrieval.remote_reranker import RemoteReranker, RerankerOptions
from chatdoc_server.retrieval.reranking import Reranker, Reranking, RerankingFailed, depth, reranked
from tests.answering.builder import DocumentBuilder, hits_of
from tests.answering.peer import Call, Script, peer

TEXTS = ["The kiln is cold.", "The ferry leaves at seven.", "The lamp is lit."]
QUESTION = "When does the ferry leave?"
BUILDER = DocumentBuilder().heading("Notes")
for text in TEXTS:
    BUILDER.heading(text.split()[1].title(), 2).paragraph(text)
HITS = [
    replace(hit, score=3.0 - place, scores={"words": float(place)})
    for place, hit in enumerate(hits_of(BUILDER.build()))
]


def jina(scores: Sequence[float]) -> dict[str, object]:
    order = sorted(range(len(scores)), key=lambda at: -scores[at])
    return {"model": "r", "results": [{"index": at, "relevance_score": scores[at]} for at in order]}


def scores_of(script: Script, **changes: object) -> tuple[list[float], list[Call]]:
    async def run() -> tuple[list[float], list[Call]]:
        async with peer(script) as (url, calls):
            reranker = RemoteReranker(RerankerOptions(url, **changes))  # type: ignore[arg-type]
            try:
                return await asyncio.to_thread(reranker.scores, QUESTION, TEXTS), calls
            finally:
                reranker.close()

    return asyncio.run(run())


def test_documents_are_sent_and_scores_come_back_in_their_order() -> None:
    async def script(call: Call) -> None:
        await call.reply(jina([0.1, 0.9, 0.2]))

    scores, calls = scores_of(script, model="r")
    assert scores == [0.1, 0.9, 0.2]
    assert calls[0].head_line == "POST /v1/rerank HTTP/1.1"
    assert calls[0].body == {"model": "r", "query": QUESTION, "documents": TEXTS, "top_n": 3}


def test_a_server_that_wants_texts_is_understood_and_remembered() -> None:
    async def script(call: Call) -> None:
        if "texts" in call.body:
            await call.reply([{"index": 1, "score": 0.9}, {"index": 0, "score": -4}])
        else:
            await call.reply({"error": "missing field `texts`"}, "422 Unprocessable Entity")

    async def run() -> list[Call]:
        async with peer(script) as (url, calls):
            reranker = RemoteReranker(RerankerOptions(url + "/"))
            for _ in range(2):
                assert await asyncio.to_thread(reranker.scores, QUESTION, TEXTS) == [-4.0, 0.9, float("-inf")]
            reranker.close()
            return calls

    assert ["texts" in call.body for call in asyncio.run(run())] == [False, True, True]


@pytest.mark.parametrize("reset", [True, False], ids=["reset", "closed"])
def test_a_kept_connection_that_ends_under_a_question_is_made_anew(reset: bool) -> None:
    async def script(call: Call) -> None:
        if call.number != 0:
            await call.reply(jina([0.1, 0.9, 0.2]))
        elif reset:
            call.writer.transport.get_extra_info("socket").setsockopt(SOL_SOCKET, SO_LINGER, pack("ii", 1, 0))
            call.writer.transport.abort()

    scores, calls = scores_of(script)
    assert scores == [0.1, 0.9, 0.2]
    assert len(calls) == 2


WRONG: list[object] = [
    {}, [], {"results": []}, {"results": [{"index": 3, "relevance_score": 1}]}, {"results": ["x"]},
    {"results": [{"index": "0", "relevance_score": 1}]}, {"results": [{"index": 0, "relevance_score": "1"}]}, 7, None,
]  # fmt: skip


@pytest.mark.parametrize("body", WRONG, ids=json.dumps)
def test_a_reply_that_holds_no_scores_is_a_failure(body: object) -> None:
    async def script(call: Call) -> None:
        await call.reply(body)

    with pytest.raises(RerankingFailed):
        scores_of(script)


async def _refuses(call: Call) -> None:
    await call.reply({"error": "no"}, "503 Service Unavailable")


async def _says_nothing(call: Call) -> None:
    await call.gone.wait()


async def _drips(call: Call) -> None:
    await call.head(kind="application/json")
    while not call.gone.is_set():
        await call.raw(" ")
        await asyncio.sleep(0.02)


async def _breaks_off(call: Call) -> None:
    await call.head(kind="application/json")
    await call.raw('{"results": [')
    call.writer.transport.abort()


async def _talks_rubbish(call: Call) -> None:
    await call.head(kind="application/json")
    await call.raw("nonsense")
    call.writer.write(b"0\r\n\r\n")


@pytest.mark.parametrize("script", [_refuses, _says_nothing, _drips, _breaks_off, _talks_rubbish])
def test_a_server_that_fails_or_is_slow_is_given_up(script: Script) -> None:
    with pytest.raises(RerankingFailed):
        scores_of(script, timeout_seconds=0.3)


def test_nobody_there_is_a_failure_too() -> None:
    reranker = RemoteReranker(RerankerOptions("http://127.0.0.1:9/v1", api_key="hush"))
    with pytest.raises(RerankingFailed, match="reached"):
        reranker.scores(QUESTION, TEXTS)
    reranker.close()
    assert "hush" not in repr(RerankerOptions("", api_key="hush"))


class Fixed:
    """Gives the scores it was made with."""

    def __init__(self, *scores: float) -> None:
        self.given = scores
        self.texts: Sequence[str] = ()

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        self.texts = texts
        if not self.given:
            raise RerankingFailed("none")
        return list(self.given[: len(texts)])


def order(hits: Sequence[Hit]) -> list[str]:
    return [hit.passage.text for hit in hits]


def test_the_second_look_moves_passages_and_keeps_what_both_said() -> None:
    reranker = Fixed(0.1, 0.9, 0.2)
    hits = reranked(QUESTION, HITS, Reranking(reranker, 30))
    assert order(hits) == [order(HITS)[at] for at in (1, 2, 0)]
    assert [hit.score for hit in hits] == [3.0, 2.0, 1.0]
    assert [dict(hit.scores) for hit in hits] == [
        {"words": 1.0, "reranked": 0.9}, {"words": 2.0, "reranked": 0.2}, {"words": 0.0, "reranked": 0.1}
    ]  # fmt: skip
    assert reranker.texts[1].startswith("Notes > Ferry\n"), "headings are read too"


def test_only_the_best_are_looked_at_and_the_rest_stays_behind() -> None:
    hits = reranked(QUESTION, HITS, Reranking(Fixed(0.1, 0.9), 2))
    assert order(hits) == [order(HITS)[at] for at in (1, 0, 2)]
    assert "reranked" not in hits[2].scores
    assert (depth(None, 12), depth(Reranking(Fixed(), 30), 12), depth(Reranking(Fixed(), 5), 12)) == (12, 30, 12)


@pytest.mark.parametrize("reranking", [None, Reranking(Fixed(), 30)])
def test_without_a_second_ranking_the_first_stands(reranking: Reranking | None) -> None:
    assert reranked(QUESTION, HITS, reranking) == HITS


@given(st.lists(st.floats(allow_nan=False), min_size=3, max_size=3), st.integers(2, 5))
def test_nothing_is_lost_and_scores_still_fall(scores: list[float], passages: int) -> None:
    reranker: Reranker = Fixed(*scores)
    hits = reranked(QUESTION, HITS, Reranking(reranker, passages))
    assert sorted(order(hits)) == sorted(order(HITS))
    assert [hit.score for hit in hits] == [hit.score for hit in HITS]
