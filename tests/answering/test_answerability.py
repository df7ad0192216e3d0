"""One judgement whether a sentence answers: more of what is asked never speaks against it, nor does likeness."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from chatdoc_server.answering import Inquiry
from chatdoc_server.answering.extractive import compose
from chatdoc_server.answering.phrases import ENGLISH
from chatdoc_server.answering.prose.answerability import UNLIKE, Answer, Features, is_sure, judged
from chatdoc_server.indexing.embedding.choice import Embedders
from chatdoc_server.indexing.embedding.minilm import MiniLM
from chatdoc_server.indexing.embedding.use import MultilingualUSE
from tests.answering.asking import ID
from tests.answering.builder import DocumentBuilder, hits_of

SHARES = st.floats(0, 1)
LIKENESS = st.one_of(st.none(), st.floats(-0.2, 1))
FEATURES = st.builds(
    Features,
    told=SHARES,
    lacking=SHARES,
    lacks_name=st.booleans(),
    of_person=st.booleans(),
    of_amount=st.booleans(),
)
EMBEDDERS = Embedders(MiniLM(), MultilingualUSE())


class Counting:
    """An embedder that makes one vector of any text, and counts texts."""

    name, dimension, texts = "counting", 2, 0

    def usual(self, *, across: bool) -> float:
        return 0.4 if across else 0.5

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.texts += len(texts)
        return np.tile(np.array([[0.6, 0.8]], np.float32), (len(texts), 1))


@given(FEATURES, LIKENESS, SHARES)
def test_a_sentence_that_holds_more_of_the_question_answers_as_well(
    found: Features, likeness: float | None, more: float
) -> None:
    better = replace(found, told=max(found.told, more))
    assert judged(better, likeness) >= judged(found, likeness)


@given(FEATURES, LIKENESS, SHARES)
def test_a_sentence_that_lacks_a_heavier_word_or_a_name_answers_no_better(
    found: Features, likeness: float | None, more: float
) -> None:
    for worse in (replace(found, lacking=max(found.lacking, more)), replace(found, lacks_name=True)):
        assert judged(worse, likeness) <= judged(found, likeness)


@given(FEATURES, st.floats(-0.2, 1), st.floats(-0.2, 1))
def test_a_sentence_nearer_in_meaning_answers_as_well(found: Features, one: float, other: float) -> None:
    assert judged(found, max(one, other)) >= judged(found, min(one, other))


@given(FEATURES, st.floats(UNLIKE, 1))
def test_what_is_sure_by_words_answers_whatever_its_likeness(found: Features, likeness: float) -> None:
    assert judged(found, likeness) >= Answer(is_sure(found))


@pytest.mark.parametrize(
    ("question", "texts"), [("Who overhauled the engine of the pilot boat?", 0), ("Who mends?", 1)]
)
def test_likeness_is_computed_only_where_words_leave_it_open(question: str, texts: int) -> None:
    embedder = Counting()
    inquiry = Inquiry(question=question, documents={ID: NOTICE}, hits=hits_of(NOTICE))
    compose(inquiry, Embedders(embedder, embedder))
    assert bool(embedder.texts) is bool(texts)


NOTICE = (
    DocumentBuilder()
    .heading("Notice of the harbour board")
    .paragraph("The pilot boat is kept ready from May to September. Its engine was overhauled by Wexcombe Marine.")
    .paragraph("Moorings are let by the season. The fee for a mooring of ten metres is 340 euros.")
    .paragraph("Each member shall keep the keys to the gate for five years after leaving the club.")
    .build()
)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What is charged for a mooring of ten metres?", "340 euros"),
        ("Who overhauled the engine of the pilot boat?", "Wexcombe Marine"),
        ("For how long do members hold on to the keys of the gate?", "five years"),
        ("What is charged for a night at the hostel?", ""),
        ("Who designed the engine of the pilot boat?", ""),
        ("How many keys does the treasurer hold?", ""),
    ],
)
def test_the_best_sentence_answers_or_the_notice_does_not_say(question: str, words: str) -> None:
    answer = compose(Inquiry(question=question, documents={ID: NOTICE}, hits=hits_of(NOTICE)), EMBEDDERS)
    assert answer.refused is not bool(words), answer
    assert words in " ".join(line.text for line in answer.lines)


def test_what_only_comes_near_is_told_as_the_closest_and_cited() -> None:
    question = "Which company looked after the engine of the pilot boat?"
    answer = compose(Inquiry(question=question, documents={ID: NOTICE}, hits=hits_of(NOTICE)), EMBEDDERS)
    assert [line.text for line in answer.lines if not line.supports] == [ENGLISH.closest]
    assert not answer.refused
    assert "Wexcombe Marine" in answer.lines[2].text
