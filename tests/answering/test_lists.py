"""Lists: every item with its place, whatever leads into them; and what a message tells its reader before it asks."""

import pytest

from chatdoc_server.answering.parts import parted
from chatdoc_server.document import Document, ElementKind
from tests.answering.asking import Answer, ask
from tests.answering.builder import DocumentBuilder

GROUNDS = ["(a) sells the mill;", "(b) stops its payments;", "(c) leaves the valley."]


def items(answer: Answer, document: Document) -> list[str]:
    """What is cited after what leads into the list."""
    return answer.cited(document)[1:]


def test_a_sentence_that_does_not_end_leads_into_the_items_below_it() -> None:
    builder = DocumentBuilder().heading("Lease").paragraph("The owner may end the lease without notice if the miller")
    for ground in GROUNDS:
        builder.paragraph(ground, ElementKind.LIST_ITEM)
    document = builder.paragraph("The rent is 900 crowns.").build()
    answer = ask("On what grounds may the owner end the lease without notice?", document)
    assert items(answer, document) == GROUNDS


def test_a_list_goes_on_over_a_page() -> None:
    builder = DocumentBuilder().heading("Lease").paragraph("The owner may end the lease without notice if the miller:")
    builder.paragraph(GROUNDS[0], ElementKind.LIST_ITEM).page()
    document = builder.paragraph(GROUNDS[1], ElementKind.LIST_ITEM).paragraph(GROUNDS[2], ElementKind.LIST_ITEM).build()
    answer = ask("In which cases may the owner end the lease without notice?", document)
    assert items(answer, document) == GROUNDS


def test_the_headings_after_a_sentence_that_counts_them_are_its_list() -> None:
    builder = DocumentBuilder().heading("Farms").paragraph("We run three farms.")
    for farm in ("Oakley", "Tarn", "Garrow"):
        builder.heading(farm, 2).paragraph(f"{farm} has cows.")
    document = builder.build()
    assert items(ask("What are the three farms?", document), document) == ["Oakley", "Tarn", "Garrow"]
    assert "Garrow" not in ask("What are the two farms?", document).text


def test_a_list_right_under_what_is_asked_needs_no_sentence() -> None:
    steps = ["Close the valve.", "Screw the pipe on.", "Open the valve."]
    builder = DocumentBuilder().heading("Kettle").heading("Connecting the boiler", 2)
    for step in steps:
        builder.paragraph(step, ElementKind.LIST_ITEM)
    document = builder.heading("Cleaning", 2).paragraph("Clean the kettle weekly.").build()
    assert ask("What are the steps to connect the boiler?", document).cited(document) == steps


@pytest.mark.parametrize(
    ("message", "asked"),
    [
        ("You are a careful clerk. Using only the ledger, tell me: how large was the debt?", "How large was the debt?"),
        (
            "Act as an analyst. State the debt outstanding in 2023. Keep it short.",
            "What is the debt outstanding in 2023?",
        ),
        (
            "Refer to the ledger and answer in € million: what was the debt?",
            "What was the debt? Answer in € million.",
        ),
        ("For the buyer: what is the notice period?", "For the buyer: what is the notice period?"),
    ],
)
def test_what_is_said_to_the_reader_is_not_asked(message: str, asked: str) -> None:
    assert parted(message, "en") == (asked,)
