"""Questions that ask the same of each of several documents: each answers for itself, or is said not to."""

import asyncio

import pytest

from chatdoc_server.answering import ExtractiveAnswerer, Inquiry
from chatdoc_server.answering.parts import of_each
from chatdoc_server.document import Document
from tests.answering.asking import Answer, gather
from tests.answering.builder import DocumentBuilder, hits_of

NAMES = {"mill": "mill.pdf", "dairy": "dairy.pdf"}


def written(*paragraphs: str) -> Document:
    builder = DocumentBuilder().heading("Annual report")
    for paragraph in paragraphs:
        builder.paragraph(paragraph)
    return builder.build()


def asked(question: str, mill: Document, dairy: Document) -> Answer:
    hits = [*hits_of(mill, upload_id="mill"), *hits_of(dairy, upload_id="dairy")]
    inquiry = Inquiry(question=question, documents={"mill": mill, "dairy": dairy}, hits=hits, names=NAMES)
    return asyncio.run(gather(ExtractiveAnswerer(), inquiry))


MILL = written("The company has 40 trucks.", "Anna Lund audits the company.", "The notice period is 30 days.")
DAIRY = written("The company has 75 trucks.", "Piet Maas audits the company.", "The notice period is 90 days.")


@pytest.mark.parametrize(
    ("question", "mill", "dairy"),
    [
        ("Which of the two companies has more trucks?", "40 trucks", "75 trucks"),
        ("Who audits the two companies?", "Anna Lund", "Piet Maas"),
        ("Compare the notice period in the two contracts.", "30 days", "90 days"),
        ("Which of the two contracts has the longer notice period?", "30 days", "90 days"),
    ],
)
def test_each_document_answers_for_itself(question: str, mill: str, dairy: str) -> None:
    lines = asked(question, MILL, DAIRY).text.splitlines()
    assert any(line.startswith("mill.pdf") and mill in line for line in lines)
    assert any(line.startswith("dairy.pdf") and dairy in line for line in lines)


def test_a_document_that_does_not_say_is_told() -> None:
    answer = asked("Who audits the two companies?", MILL, written("The company makes cheese.", "It has 75 trucks."))
    assert "Anna Lund" in answer.text
    assert "dairy.pdf: The document does not state this." in answer.text.splitlines()


def test_what_is_asked_of_one_is_left_as_it_is() -> None:
    assert of_each("How many companies are there?", "en") == ""
    assert of_each("Who audits the company?", "en") == ""
