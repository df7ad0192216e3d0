"""Questions in other words or another language than their document, answered by meaning with the real embedders."""

import pytest

from chatdoc_server.answering import Inquiry
from chatdoc_server.answering.extractive import compose
from chatdoc_server.answering.lines import Composed
from chatdoc_server.answering.phrases import phrases_for
from chatdoc_server.document import Document
from chatdoc_server.indexing.build import build_index, build_vectors
from chatdoc_server.indexing.embedding.choice import Embedders
from chatdoc_server.indexing.embedding.minilm import MiniLM
from chatdoc_server.indexing.embedding.use import MultilingualUSE
from chatdoc_server.indexing.index import DocumentIndex, Vectors
from chatdoc_server.retrieval.base import Asked
from chatdoc_server.retrieval.search import search
from tests.answering.asking import ID
from tests.answering.builder import DocumentBuilder, hits_of
from tests.answering.samples import SAMPLES, document

EMBEDDERS = Embedders(MiniLM(threads=1), MultilingualUSE())
PAIRS = [(of, asked_in) for of in ("en", "zh", "de") for asked_in in SAMPLES if asked_in != of]


def opened(language: str) -> Asked:
    made = document(language)
    embedder = EMBEDDERS.of(language)
    index = DocumentIndex.open(build_index(made, embedder), embedder.name)
    other = EMBEDDERS.multilingual
    crossing = Vectors.open(build_vectors(made, index, other), other.name, index) if embedder is not other else None
    return Asked(ID, made, index, crossing)


@pytest.fixture(scope="module")
def library() -> dict[str, Asked]:
    return {language: opened(language) for language in ("en", "zh", "de")}


def ask(question: str, asked: Asked) -> Composed:
    hits = search(question, [asked], EMBEDDERS, 12)
    inquiry = Inquiry(question=question, documents={ID: asked.document}, hits=hits)
    return compose(inquiry, EMBEDDERS)


def cited(answer: Composed, made: Document) -> list[str]:
    return [made.text_of(span) for line in answer.lines for one in line.supports for span in one.spans]


def test_most_questions_are_answered_in_any_other_language(library: dict[str, Asked]) -> None:
    right, wrong = 0, []
    for of, asked_in in PAIRS:
        for question, place in SAMPLES[asked_in].questions:
            answer = ask(question, library[of])
            if not answer.refused and SAMPLES[of].sentences[place] in cited(answer, library[of].document):
                right += 1
                assert answer.lines[0].text == phrases_for(asked_in).lead
            else:
                wrong.append((of, question))
    assert right >= 0.75 * (right + len(wrong)), wrong


def test_most_questions_that_have_no_answer_are_refused_in_their_language(library: dict[str, Asked]) -> None:
    refused, answered = 0, []
    for of, asked_in in PAIRS:
        for question in SAMPLES[asked_in].unanswered:
            answer = ask(question, library[of])
            if answer.refused:
                refused += 1
                assert answer.lines[0].text == phrases_for(asked_in).not_stated
            else:
                answered.append((of, question))
    assert refused >= 0.8 * (refused + len(answered)), answered


@pytest.mark.parametrize(("of", "asked_in"), PAIRS)
def test_the_row_of_a_table_is_found_in_any_other_language(library: dict[str, Asked], of: str, asked_in: str) -> None:
    answer = ask(SAMPLES[asked_in].fee_question, library[of])
    assert cited(answer, library[of].document)[0] == "61"


HARBOUR = (
    DocumentBuilder()
    .heading("The harbour")
    .paragraph("The lamp's weight is 12 kilograms. It was lit first in 1871. The keeper lives beside the tower.")
    .paragraph("The gates are closed at nine in the evening. Dogs are kept on a leash. The quay is paved with basalt.")
    .build()
)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What does the lantern weigh?", ""),
        ("How heavy is the bell?", ""),
        ("At what time do the gates shut?", "The gates are closed at nine in the evening."),
        ("At what time does the museum shut?", ""),
        ("Who shuts the gates?", ""),
    ],
)
def test_a_sentence_that_says_it_in_other_words_answers(question: str, said: str) -> None:
    inquiry = Inquiry(question=question, documents={ID: HARBOUR}, hits=hits_of(HARBOUR))
    answer = compose(inquiry, EMBEDDERS)
    assert answer.refused is not bool(said)
    if said:
        assert cited(answer, HARBOUR) == [said]
        assert compose(inquiry).refused, "words alone do not tell"
