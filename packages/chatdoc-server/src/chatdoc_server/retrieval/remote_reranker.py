"""A reranker behind any server that speaks `POST /rerank` as Jina and Cohere do, or as TEI does.

llama.cpp (`--reranking`), vLLM, Infinity and the hosted services take `documents` and give `results` with
`relevance_score`; Hugging Face's text-embeddings-inference takes `texts` and gives a list with `score`.
"""

import json
import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import httpx

from chatdoc_server.retrieval.reranking import RerankingFailed

_MOST_BYTES = 4 << 20
"""Bytes of a reply that are read; a score for each passage takes some fifty."""
_UNDERSTOOD_NOT = frozenset({400, 404, 415, 422})
"""What a server answers to a request in the other's form."""
_CUT_OFF = (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError)
"""What shows that a connection ended under a request: closed in order, reset before the reply, or while sending."""


@dataclass(frozen=True, slots=True)
class RerankerOptions:
    """Where the model is: `/rerank` is found under `url`. `timeout_seconds` is for a whole call."""

    url: str
    model: str = ""
    api_key: str = field(default="", repr=False)
    timeout_seconds: float = 2.0


class RemoteReranker:
    """Asks the server once a question. It may be called from many threads at once."""

    def __init__(self, options: RerankerOptions) -> None:
        self._options = options
        key = {"authorization": f"Bearer {options.api_key}"} if options.api_key else {}
        self._client = httpx.Client(timeout=options.timeout_seconds, headers=key)
        self._texts = False
        """Whether the server is known to want TEI's form."""

    def close(self) -> None:
        """Closes the connections to the server."""
        self._client.close()

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """How well each text answers the question, in the order of `texts`; what the server leaves out is worst.

        Raises:
            RerankingFailed: the server can't be reached, refuses, is too slow, or gives no scores.
        """
        deadline = time.monotonic() + self._options.timeout_seconds
        try:
            status, body = self._asked(question, texts, deadline)
            if status in _UNDERSTOOD_NOT:
                self._texts = not self._texts
                status, body = self._asked(question, texts, deadline)
        except httpx.HTTPError as error:
            raise RerankingFailed(f"the reranker can't be reached ({type(error).__name__})") from error
        except httpx.InvalidURL as error:
            raise RerankingFailed("the reranker's address is none") from error
        if status != httpx.codes.OK:
            raise RerankingFailed(f"the reranker refused with status {status}")
        return _scores(body, len(texts))

    def _asked(self, question: str, texts: Sequence[str], deadline: float) -> tuple[int, bytes]:
        try:
            return self._sent(question, texts, deadline)
        except _CUT_OFF:
            # A server may close a connection that was kept at the moment it is used again.
            return self._sent(question, texts, deadline)

    def _sent(self, question: str, texts: Sequence[str], deadline: float) -> tuple[int, bytes]:
        if self._texts:
            body: dict[str, object] = {"query": question, "texts": list(texts), "truncate": True}
        else:
            body = {"query": question, "documents": list(texts), "top_n": len(texts)}
            if self._options.model:
                body["model"] = self._options.model
        said = b""
        with self._client.stream("POST", f"{self._options.url.rstrip('/')}/rerank", json=body) as reply:
            for piece in reply.iter_bytes():
                said += piece
                # The client's own limit is for each piece.
                if time.monotonic() > deadline:
                    raise RerankingFailed("the reranker was too slow")
                if len(said) > _MOST_BYTES:
                    raise RerankingFailed("the reranker's reply has no end")
            return reply.status_code, said


def _scores(body: bytes, count: int) -> list[float]:
    try:
        told = json.loads(body)
    except ValueError as error:
        raise RerankingFailed("the reranker's reply is no JSON") from error
    items = told.get("results") if isinstance(told, Mapping) else told
    found = dict(_score(item) for item in items) if isinstance(items, list) else {}
    if not found or not found.keys() <= set(range(count)):
        raise RerankingFailed("the reranker's reply holds no scores")
    return [found.get(place, -math.inf) for place in range(count)]


def _score(item: object) -> tuple[int, float]:
    if isinstance(item, Mapping):
        index, score = item.get("index"), item.get("relevance_score", item.get("score"))
        if isinstance(index, int) and isinstance(score, int | float) and math.isfinite(score):
            return index, float(score)
    raise RerankingFailed("the reranker's reply holds something else than scores")
