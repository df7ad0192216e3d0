"""What is read of a document's tables is kept with it: questions share it, and none sees another's."""

import gc
import weakref

from hypothesis import given, settings
from hypothesis import strategies as st

from chatdoc_server.document import Document
from tests.answering.asking import ask
from tests.answering.builder import DocumentBuilder

RESULTS = [
    ["In millions", "2022", "2021"],
    ["Net sales", "1,200", "1,000"],
    ["Cost of sales", "800", "700"],
    ["Gross profit", "400", "300"],
]
WELLS = [
    ["Well", "District", "Depth"],
    ["Ash", "Saltmarsh", "120 m"],
    ["Birch", "Upland", "80 m"],
    ["Cedar", "Saltmarsh", "95 m"],
]
QUESTIONS = (
    "What were net sales in 2022?",
    "What is the gross margin for 2021?",
    "How much did net sales grow from 2021 to 2022?",
    "Which wells are in the district Saltmarsh?",
    "How deep is the well Birch?",
    "What was the cost of sales in 2019?",
)


class Witness:
    """Is gone when the document is that it was made of."""

    def __init__(self, document: Document) -> None:
        self.elements = len(document.elements)


def document() -> Document:
    builder = DocumentBuilder().heading("Anvil Works Annual Report 2022").heading("Consolidated Statements of Income")
    return builder.table(RESULTS).heading("Wells").table(WELLS, title="Wells of the works").build()


ALONE = {question: ask(question, document()) for question in QUESTIONS}


@settings(deadline=None, max_examples=20)
@given(st.lists(st.sampled_from(QUESTIONS), min_size=1, max_size=8))
def test_an_answer_is_the_same_whatever_was_asked_before(questions: list[str]) -> None:
    shared = document()
    for question in questions:
        assert ask(question, shared) == ALONE[question], question


def test_the_questions_are_answered_from_the_tables() -> None:
    texts = [answer.text for answer in ALONE.values()]
    for text, stated in zip(texts, ("1,200", "30.0%", "20.0%", "Ash", "80 m", "not state"), strict=True):
        assert stated in text


def test_what_is_kept_of_a_document_does_not_keep_it_alive() -> None:
    asked = document()
    witness = weakref.ref(asked.once(Witness))
    gc.disable()
    try:
        for question in QUESTIONS:
            ask(question, asked)
        del asked
        assert witness() is None
    finally:
        gc.enable()
