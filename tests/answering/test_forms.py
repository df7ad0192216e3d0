"""Answers in the form that is asked for: lists as lists, definitions as definitions, summaries of sections."""

import msgspec
import numpy as np
import pytest

from chatdoc_server.answering.phrases import ENGLISH
from chatdoc_server.answering.prose.summary import lexrank
from chatdoc_server.document import ElementKind
from tests.answering.asking import ask
from tests.answering.builder import DocumentBuilder, hits_of


def handbook() -> DocumentBuilder:
    builder = DocumentBuilder().heading("Handbook of the harbour").heading("Services", 2)
    builder.paragraph("The harbour offers the following services:")
    for item in ("• pilotage by day and night;", "• mooring; and", "• the hire of cranes."):
        builder.paragraph(item, ElementKind.LIST_ITEM)
    builder.heading("Duties", 2).paragraph("Masters have these duties:")
    for item in ("• to report arrivals;", "• to keep a watch."):
        builder.paragraph(item, ElementKind.LIST_ITEM)
    builder.heading("Terms", 2)
    builder.paragraph("“Master” means the person who commands a vessel. A vessel needs a berth.")
    builder.paragraph("Dead weight tonnage (DWT) is told on arrival. A bollard is a post on a quay to tie ropes to.")
    builder.paragraph("The quay was lengthened. The masters thanked the board for the bollard of the north quay.")
    builder.table([["Code", "Meaning"], ["E3", "The gate is blocked"], ["E4", "The pump is dry"]])
    builder.heading("Basins", 2).paragraph(
        "The harbour has three basins: the North Basin, the Old Basin and the Fish Basin."
    )
    builder.heading("North Basin", 3).paragraph("It is the deepest of them and takes the largest ships.")
    builder.heading("Old Basin", 3).paragraph("It was dug in 1822 and serves the ferries today.")
    return builder


DOCUMENT = handbook().build()


@pytest.mark.parametrize(
    "question", ["List the services of the harbour.", "What are the services that the harbour offers?"]
)
def test_the_items_under_a_lead_in_are_a_list_and_each_is_cited(question: str) -> None:
    answer = ask(question, DOCUMENT)
    assert answer.text.splitlines()[1:] == [
        "- “pilotage by day and night;”",
        "- “mooring; and”",
        "- “the hire of cranes.”",
    ]
    assert answer.cited(DOCUMENT) == [
        "The harbour offers the following services:",
        "pilotage by day and night;",
        "mooring; and",
        "the hire of cranes.",
    ]


def test_another_list_of_the_same_document_is_not_mixed_up() -> None:
    answer = ask("What are the duties of masters?", DOCUMENT)
    assert "to report arrivals;" in answer.text
    assert "pilotage" not in answer.text


def test_an_enumeration_inside_a_sentence_is_a_list() -> None:
    [place] = [element.index for element in DOCUMENT.elements if "three basins" in element.text]
    answer = ask("What are the three basins of the harbour?", DOCUMENT, hits_of(DOCUMENT, [place]))
    assert answer.text.splitlines()[1:] == ["- “the North Basin”", "- “the Old Basin”", "- “the Fish Basin”"]
    assert answer.cited(DOCUMENT)[1:] == ["the North Basin", "the Old Basin", "the Fish Basin"]


def test_a_sentence_that_leads_into_a_list_never_stands_without_it() -> None:
    answer = ask("Which duties do masters have?", DOCUMENT)
    assert "to keep a watch." in answer.text


@pytest.mark.parametrize(
    ("question", "defined"),
    [
        ("What does “Master” mean?", "“Master” means the person who commands a vessel."),
        ("Define Master.", "“Master” means the person who commands a vessel."),
        ("What does DWT stand for?", "Dead weight tonnage (DWT) is told on arrival."),
        ("What is a bollard?", "A bollard is a post on a quay to tie ropes to."),
        ("What does E3 mean?", "The gate is blocked"),
    ],
)
def test_the_sentence_or_cell_that_defines_a_term_is_quoted_alone(question: str, defined: str) -> None:
    assert ask(question, DOCUMENT).cited(DOCUMENT) == [defined]


def test_a_term_written_as_a_name_is_explained_before_its_rows_are() -> None:
    meant = "Common Yards means the yards that all berths share."
    builder = DocumentBuilder().heading("Terms").paragraph(meant)
    builder.table([["Cost", "2023"], ["Cleaning of the Common Yards", "97"], ["Light of the Common Yards", "58"]])
    document = builder.build()
    assert ask("What are the Common Yards?", document).cited(document) == [meant]


def test_what_is_treated_as_something_defines_it() -> None:
    meant = "A berth is treated as vacant when no vessel has used it for 90 days."
    document = DocumentBuilder().heading("Berths").paragraph(meant).paragraph("Vacant berths are cheap.").build()
    assert ask("What does vacant mean?", document).cited(document) == [meant]


def test_a_term_that_is_used_but_not_defined_has_no_definition() -> None:
    answer = ask("What does quay mean?", DOCUMENT)
    assert answer.text.startswith(ENGLISH.not_stated)


def test_a_chinese_term_is_defined() -> None:
    text = "泊位是指船舶停靠的位置。"
    builder = DocumentBuilder().paragraph("港口有十个泊位。").paragraph(text)
    document = msgspec.structs.replace(builder.build(), language="zh")
    assert ask("什么是泊位？", document, language="zh").cited(document) == [text]


def test_an_arabic_term_is_defined_whatever_vowels_are_written() -> None:
    text = "ويُقصد بالمواد النادرة الكتب التي طُبعت قبل عام 1900."
    builder = DocumentBuilder().paragraph("لا تجوز إعارة المواد النادرة خارج المكتبة.").paragraph(text)
    document = msgspec.structs.replace(builder.build(), language="ar")
    assert ask("ما المقصود بالمواد النادرة؟", document).cited(document) == [text]


def test_a_section_is_named_by_its_number() -> None:
    builder = DocumentBuilder().heading("11. Notices", 2).paragraph("Notices are sent in writing to the owner.")
    builder.heading("12. No surrender", 2).paragraph("Who cannot satisfy both duties may not convey the work at all.")
    document = builder.build()
    answer = ask("What does section 12 say about conflicting obligations?", document)
    assert answer.cited(document) == ["Who cannot satisfy both duties may not convey the work at all."]
    assert ask("What does section 1 say about conflicting obligations?", document).text.startswith(ENGLISH.not_stated)


def report() -> DocumentBuilder:
    builder = DocumentBuilder().heading("Report of the ferry company")
    for section, subject in (
        ("Fleet", "ferries"), ("People", "sailors"), ("Risks", "storms"), ("Outlook", "routes"), ("Money", "fares"),
    ):  # fmt: skip
        builder.heading(section, 2)
        builder.paragraph(
            f"The year was shaped by the {subject} of the company and what was done about them. "
            f"New {subject} came in spring, and the company kept its {subject} in good order. "
            f"A painter visited on a rainy day and drew a lonely heron beside the water there."
        )
    return builder


def test_a_summary_has_a_key_sentence_of_each_section_in_order_under_its_heading() -> None:
    document = report().build()
    answer = ask("Summarize this document.", document)
    lines = answer.text.splitlines()
    assert [line for line in lines if line.endswith(":")][1:] == ["Fleet:", "People:", "Risks:", "Outlook:", "Money:"]
    assert len(answer.cited(document)) == 5
    assert "heron" not in answer.text
    pages = [support.spans[0].element for _, supports in answer.pieces for support in supports]
    assert pages == sorted(pages)


def test_a_summary_of_a_section_is_of_that_section() -> None:
    document = report().build()
    answer = ask("Summarize the section on risks.", document)
    assert "storms" in answer.text
    assert not any(other in answer.text for other in ("ferries", "sailors", "routes", "fares"))


@pytest.mark.parametrize("question", ["What is this document about?", "What are the key points?", "Give me a summary."])
def test_a_summary_is_asked_for_in_many_words(question: str) -> None:
    assert len(ask(question, report().build()).pieces) == 5


def test_a_document_without_headings_is_summarized_from_all_its_parts() -> None:
    builder = DocumentBuilder()
    for number in range(40):
        builder.paragraph(f"The lighthouse number {number} was inspected and its lamp was found to be in order.")
    document = builder.build()
    places = [support.spans[0].element for _, supports in ask("Summarize.", document).pieces for support in supports]
    assert places == sorted(places)
    assert places[0] < 10
    assert places[-1] >= 30


def test_the_sentence_that_others_are_like_is_the_most_central() -> None:
    vectors = np.array([[1.0, 0.0, 0.0], [0.8, 0.6, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
    ranks = lexrank(vectors)
    assert ranks.sum() == pytest.approx(1.0)
    assert ranks.argmax() == 1
