"""Cells of words: led to by a row's name and a column's head, or listed by what their rows hold."""

import pytest

from chatdoc_server.answering.lines import Composed
from chatdoc_server.answering.phrases import ENGLISH
from chatdoc_server.answering.tables import cells
from chatdoc_server.document import Document
from tests.answering.builder import DocumentBuilder, hits_of

ID = "doc"
CODES = (
    ("Code", "Meaning", "What to do"),
    ("E1", "Water pressure too low", "Open the main valve fully."),
    ("E3", "Tank not recognised", "Push the tank down until it clicks."),
    ("E4", "Membrane worn out", "Replace the membrane."),
)
WELLS = (
    ("Well", "District", "Depth in m", "Sampled on"),
    ("Aller 1", "Northfold", "42", "2023-04-11"),
    ("Aller 2", "Northfold", "57", "2023-04-12"),
    ("Esk", "Saltmarsh", "29", "2023-04-25"),
    ("Fenn", "Saltmarsh", "26", "2023-04-26"),
)
PEOPLE = (("Task", "Person"), ("Opening the gate", "Ada Holm"), ("Feeding the seals", "Bo Lind"))
PARTS = (("Number", "Product", "Price in euros"), ("L-20", "Lens", "18.40"), ("H-10", "Housing", "9.60"))
FACTS = (("Condition grade", "C"), ("Colour of the doors", "green"))


def made() -> Document:
    builder = DocumentBuilder().heading("Manual").heading("Error codes", level=2).table(CODES)
    builder.heading("Survey of wells", level=2).table(WELLS).heading("Duties", level=2).table(PEOPLE)
    builder.heading("Schedule A: Products and prices", level=2).table(PARTS)
    return builder.heading("Station Netherby", level=2).table(FACTS, header_rows=0).build()


def compose(question: str) -> Composed | None:
    document = made()
    return cells.compose(question, "en", {ID: document}, hits_of(document), ENGLISH)


def texts(question: str) -> list[str]:
    composed = compose(question)
    return [] if composed is None else [line.text for line in composed.lines]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("What does error code E3 mean?", "E3 (Meaning): Tank not recognised"),
        ("What is the meaning of the code E4?", "E4 (Meaning): Membrane worn out"),
        ("When was the well Esk sampled?", "Esk (Sampled on): 2023-04-25"),
        ("In which district is the well Aller 2?", "Aller 2 (District): Northfold"),
        ("Who is the person feeding the seals?", "Feeding the seals (Person): Bo Lind"),
        ("What is the condition grade of the station Netherby?", "Condition grade: C"),
    ],
)
def test_a_row_and_what_is_asked_of_it_lead_to_a_cell(question: str, answer: str) -> None:
    assert texts(question) == [answer]


def test_what_a_code_stands_for_is_told_whole() -> None:
    assert texts("What should I do about E4?") == [
        "E4 (Meaning): Membrane worn out",
        "E4 (What to do): Replace the membrane.",
    ]


def test_rows_are_listed_by_a_cell_that_the_question_names() -> None:
    assert texts("Which wells are in the district Saltmarsh?") == [ENGLISH.lead, "- Esk", "- Fenn"]


def test_a_whole_column_is_listed() -> None:
    assert texts("Which products are listed in Schedule A?")[1:] == ["- Lens", "- Housing"]
    assert texts("Which wells are in the survey?")[1:] == ["- Aller 1", "- Aller 2", "- Esk", "- Fenn"]


@pytest.mark.parametrize(
    "question",
    [
        "What does error code E9 mean?",
        "When was the well Jarrow sampled?",
        "Who is the person watering the flowers?",
        "What is the condition grade of the station Farley?",
        "Which wells are in the district Hillside?",
        "What colour is the membrane of the whale?",
        "How much does a tank cost?",
    ],
)
def test_what_no_row_or_head_names_is_not_answered(question: str) -> None:
    assert compose(question) is None


def test_every_cell_is_cited_by_itself() -> None:
    document = made()
    composed = compose("Which wells are in the district Saltmarsh?")
    assert composed is not None
    cited = [document.text_of(span) for line in composed.lines for one in line.supports for span in one.spans]
    assert cited == ["Esk", "Fenn"]
