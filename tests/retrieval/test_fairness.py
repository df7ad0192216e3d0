"""Passages of several documents: each document with strong evidence has a part, and none crowds the others out."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatdoc_server.indexing.model import Passage
from chatdoc_server.retrieval.base import Hit
from chatdoc_server.retrieval.fairness import STRONG, fair

LIMIT = 12


def hits(*scores: tuple[str, float]) -> list[Hit]:
    """Hits with such documents and scores, ranked."""
    ranked = sorted(scores, key=lambda one: -one[1])
    return [
        Hit(name, Passage(number=number, page=0, text="", headings=(), spans=()), score)
        for number, (name, score) in enumerate(ranked)
    ]


def shares(found: list[Hit]) -> Counter[str]:
    return Counter(hit.upload_id for hit in found)


RANKED = st.lists(st.tuples(st.sampled_from("abcdefgh"), st.floats(0.01, 3)), max_size=120).map(
    lambda pairs: hits(*pairs)
)


@given(RANKED, st.integers(1, 20))
def test_whatever_is_found(found: list[Hit], limit: int) -> None:
    chosen = fair(found, limit)
    assert [hit.score for hit in chosen] == sorted((hit.score for hit in chosen), reverse=True), "best first"
    assert len({id(hit) for hit in chosen}) == len(chosen), "each once"
    strong = {hit.upload_id for hit in found if hit.score >= STRONG * found[0].score}
    assert strong <= set(shares(chosen)), "a document with strong evidence is never left out"
    assert chosen[:limit] == found[:limit], "nobody's share costs the best passages their places"
    assert len(chosen) <= limit + max(limit // 2, len(strong))


@given(st.lists(st.floats(0.01, 3), max_size=40), st.integers(1, 20))
def test_of_one_document_the_best_passages_are_taken(scores: list[float], limit: int) -> None:
    found = hits(*(("a", score) for score in scores))
    assert fair(found, limit) == found[:limit]


def test_a_document_that_is_everywhere_leaves_room_for_another() -> None:
    found = hits(*(("long", 1 - number / 1000) for number in range(50)), *(("short", 0.9 - n / 1000) for n in range(4)))
    assert shares(fair(found, LIMIT)) == {"long": LIMIT, "short": 3}


def test_three_that_are_alike_share_alike() -> None:
    found = hits(*((name, 1 - place / 100 - number / 20) for place, name in enumerate("abc") for number in range(5)))
    assert min(shares(fair(found, LIMIT)).values()) >= 2


def test_a_document_that_only_touches_the_matter_has_no_share() -> None:
    found = hits(*(("a", 1 - number / 1000) for number in range(20)), ("b", 0.5 * STRONG))
    assert shares(fair(found, LIMIT)) == {"a": LIMIT}


def test_thirty_small_documents_have_a_passage_each() -> None:
    found = hits(*((f"{name}", 1 - name / 1000 - part / 5) for name in range(30) for part in range(3)))
    assert len(shares(fair(found, LIMIT))) == 30


@pytest.mark.parametrize("limit", [0, -1])
def test_nothing_is_nothing(limit: int) -> None:
    assert fair([], LIMIT) == []
    assert fair(hits(("a", 1.0)), limit) == []
