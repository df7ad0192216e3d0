"""Sentences that answer: the smallest set, of the kind asked, in reading order; and what the text does not hold."""

import pytest

from chatdoc_server.answering.parts import parted
from chatdoc_server.answering.phrases import ENGLISH
from chatdoc_server.answering.prose.typed import holds
from chatdoc_server.indexing.passages import cut
from chatdoc_server.questions.answer_types import Wanted, wanted
from chatdoc_server.retrieval.base import Hit
from tests.answering.asking import ID, ask
from tests.answering.builder import DocumentBuilder


def notes() -> DocumentBuilder:
    builder = DocumentBuilder().heading("Larkfield Ferries").heading("The fleet", 2)
    builder.paragraph(
        "The Kestrel is the largest ship of the fleet. It was launched in 1987 in Oakham. It carries 240 passengers."
    )
    builder.paragraph(
        "The Heron was bought because the old ship leaked. Anna Weber commands the Heron since March 2019."
    )
    builder.heading("The island", 2).paragraph(
        "The crossing to the island takes 40 minutes. Goats graze on the island."
    )
    builder.paragraph("Tickets are sold at the old quay. The fare for adults is 12 euros.")
    builder.paragraph("The board met in spring. The study of the currents was funded by the Wendel Foundation.")
    return builder


DOCUMENT = notes().build()


@pytest.mark.parametrize(
    ("question", "quotes"),
    [
        ("Who commands the Heron?", ["Anna Weber commands the Heron since March 2019."]),
        ("Why was the Heron bought?", ["The Heron was bought because the old ship leaked."]),
        ("Where are tickets sold?", ["Tickets are sold at the old quay."]),
        ("Who funded the study of the currents?", ["The study of the currents was funded by the Wendel Foundation."]),
        ("How long does the crossing to the island take?", ["The crossing to the island takes 40 minutes."]),
        ("When does the board meet?", ["The board met in spring."]),
        (
            "When was the Kestrel launched?",
            ["The Kestrel is the largest ship of the fleet.", "It was launched in 1987 in Oakham."],
        ),
    ],
)
def test_nothing_is_quoted_but_the_answer_and_what_it_leans_on(question: str, quotes: list[str]) -> None:
    assert ask(question, DOCUMENT).cited(DOCUMENT) == quotes


@pytest.mark.parametrize(
    "question",
    [
        "Who commands the Kestrel?",
        "When was the Heron launched?",
        "How many goats graze on the island?",
        "How many passengers does the Heron carry?",
        "What is the fare for children?",
        "Who is the captain of the Falcon?",
        "When was the Kestrel launched in Brazil?",
        "How long does the crossing to the island take in 2031?",
        "Who funded the study of the winds?",
    ],
)
def test_another_name_year_or_thing_is_not_stated_and_at_most_two_passages_are_offered(question: str) -> None:
    answer = ask(question, DOCUMENT)
    assert answer.text.startswith(ENGLISH.not_stated), answer.text
    assert len(answer.pieces) <= 2


def test_each_question_of_a_message_has_its_answer() -> None:
    answer = ask("Who commands the Heron, and what is the fare for adults?", DOCUMENT)
    assert "Anna Weber" in answer.text
    assert "12 euros" in answer.text


def test_a_part_without_an_answer_is_told_to_have_none() -> None:
    answer = ask("Who commands the Heron, and who commands the Falcon?", DOCUMENT)
    assert "Anna Weber" in answer.text
    assert f"Who commands the Falcon? {ENGLISH.not_stated}" in answer.text


@pytest.mark.parametrize(
    ("message", "questions"),
    [
        (
            "How much does the filter cost, and after how many months must it be replaced?",
            ("How much does the filter cost?", "After how many months must the filter be replaced?"),
        ),
        (
            "How many audits may the buyer make in a year, and who pays for them?",
            ("How many audits may the buyer make in a year?", "Who pays for the audits?"),
        ),
        ("What is the change from 2020 to 2021, and what is its ratio?", None),
        ("Who are the owners and the masters?", None),
    ],
)
def test_a_message_is_parted_where_it_asks_again(message: str, questions: tuple[str, ...] | None) -> None:
    assert parted(message, "en") == (questions or (message,))


@pytest.mark.parametrize(
    ("question", "language", "kind"),
    [
        ("Who owns it?", "en", Wanted.PERSON),
        ("On what date does it end?", "en", Wanted.DATE),
        ("How many people work there?", "en", Wanted.AMOUNT),
        ("In which city is it based?", "en", Wanted.PLACE),
        ("Why did sales fall?", "en", Wanted.REASON),
        ("What is it made of?", "en", Wanted.ANYTHING),
        ("Wann endet der Vertrag?", "de", Wanted.DATE),
        ("Combien coûte-t-il ?", "fr", Wanted.AMOUNT),
        ("为什么收入下降？", "zh", Wanted.REASON),
        ("متى تنتهي؟", "ar", Wanted.DATE),
    ],
)
def test_what_kind_of_thing_is_asked(question: str, language: str, kind: Wanted) -> None:
    assert wanted(question, language) is kind


@pytest.mark.parametrize(
    ("kind", "text", "question", "held"),
    [
        (Wanted.DATE, "It was released on 2022-12-17.", "When was it released?", True),
        (Wanted.DATE, "The ferry leaves at seven.", "When does the ferry leave?", True),
        (Wanted.DATE, "The ferry is red.", "When does the ferry leave?", False),
        (Wanted.AMOUNT, "It has up to 12 variables.", "How many variables has it?", True),
        (Wanted.AMOUNT, "In 1965 it had many variables.", "How many variables has it?", False),
        (Wanted.AMOUNT, "Its variables are told in section 4.", "How many variables has it?", False),
        (Wanted.AMOUNT, "The buyer may audit the plants twice.", "How many audits may the buyer make?", True),
        (Wanted.PERSON, "The board decides.", "Who decides?", True),
        (Wanted.PERSON, "It is decided in May.", "Who decides?", False),
    ],
)
def test_a_sentence_holds_the_kind_or_not(kind: Wanted, text: str, question: str, held: bool) -> None:
    assert holds(kind, text, question) is held


def test_beside_a_refusal_stands_the_nearest_row_where_only_tables_were_found() -> None:
    builder = DocumentBuilder().heading("Fares", 2)
    builder.table([["Passenger", "Single", "Return"], ["Adult islander", "4.00", "7.00"], ["Bicycle", "2.00", "3.00"]])
    document = builder.build()
    hits = [Hit(ID, draft.passage, 1.0) for draft in cut(document)]
    answer = ask("Did any event change how the adult islander travels?", document, hits)
    assert answer.text.startswith(ENGLISH.not_stated)
    assert answer.cited(document) == ["Adult islander", "4.00", "7.00"]


@pytest.mark.parametrize(
    ("question", "sentence", "answers"),
    [
        (
            "How long is the probation period?",
            "You may work from home two days a week after the probation period.",
            False,
        ),
        ("How long is the probation period?", "The probation period lasts six months.", True),
        ("How long is the probation period?", "After the probation period of three months you may stay.", True),
        ("How many ships do the companies own?", "It unloads container ships at two leased terminals.", False),
        ("How many ships may anchor?", "The ships at most 12 of which may anchor wait outside.", True),
        ("How many ships may anchor?", "Ship 3 may anchor.", False),
        ("How many ships may anchor?", "Ships: 3", True),
    ],
)
def test_a_number_is_one_of_what_is_asked(question: str, sentence: str, answers: bool) -> None:
    assert holds(Wanted.AMOUNT, sentence, question) is answers


@pytest.mark.parametrize(
    ("sentence", "gives"),
    [
        ("The Heron stays in port since its hull leaks.", True),
        ("The Heron stays in port since March.", False),
        ("The Heron stays in port since 2019.", False),
    ],
)
def test_since_a_time_is_no_reason(sentence: str, gives: bool) -> None:
    assert holds(Wanted.REASON, sentence, "Why does the Heron stay in port?") is gives


def test_other_forms_of_a_word_make_it_known() -> None:
    builder = DocumentBuilder().heading("Days off", 2)
    document = builder.table([["Occasion", "Days"], ["Moving house", "1"], ["Own wedding", "2"]]).build()
    assert ask("How many days off do I get to move house?", document).cited(document)[-1:] == ["1"]


def test_of_what_the_document_never_mentions_no_figure_is_read_off_a_table() -> None:
    builder = DocumentBuilder().heading("Revenues by year", 2)
    document = builder.table([["", "2018", "2017"], ["Revenues", "60,715", "58,014"], ["Costs", "41,000", "40,000"]])
    answer = ask("What were the revenues of the hotels in 2018?", document.build())
    assert answer.text.startswith(ENGLISH.not_stated)


def test_a_word_inside_another_is_not_mentioned() -> None:
    builder = DocumentBuilder().heading("Revenues of chartered hulls by year", 2)
    document = builder.table([["", "2018", "2017"], ["Revenues", "60,715", "58,014"], ["Costs", "41,000", "40,000"]])
    answer = ask("What were the revenues of art in 2018?", document.paragraph("The shull is unusual.").build())
    assert answer.text.startswith("Revenues")
    answer = ask("What were the revenues of harts in 2018?", document.build())
    assert answer.text.startswith(ENGLISH.not_stated)
