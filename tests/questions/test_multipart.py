"""Messages that ask several things, and the sections that questions name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatdoc_server.questions.multipart import several
from chatdoc_server.questions.sections import sections_in


@pytest.mark.parametrize(
    ("message", "questions"),
    [
        (
            "What was revenue in 2021, and who is the external auditor?",
            ("What was revenue in 2021", "who is the external auditor?"),
        ),
        (
            "What was capex in 2021? Who audits the accounts? Answer in USD millions.",
            ("What was capex in 2021?", "Who audits the accounts?"),
        ),
        ("Who founded the firm? Where is the head office?", ("Who founded the firm?", "Where is the head office?")),
    ],
)
def test_messages_are_parted_into_their_questions(message: str, questions: tuple[str, ...]) -> None:
    assert several(message) == questions


@pytest.mark.parametrize(
    "message",
    [
        "Who founded the firm? Where are its offices?",
        "Did sales rise, and by how much did they?",
        "Did net sales rise in 2022, and why?",
        "What are revenue and cost of sales?",
        "Which segments are there, and which of them grew most?",
        "Thanks for the report. Who wrote the second chapter?",
        "",
    ],
)
def test_what_belongs_together_stays_whole(message: str) -> None:
    assert several(message) == (message,)


@given(st.text(max_size=200))
def test_no_word_of_a_message_is_invented(message: str) -> None:
    pieces = several(message)
    folded = " ".join(message.split())
    assert pieces == (message,) or all(piece and piece in folded for piece in pieces)


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("Summarize “Risk factors”.", "Risk factors"),
        ("What does the section on leases say?", "leases say"),
        ("Who is named in the Legal Proceedings section?", "Legal Proceedings"),
        ("「概要」には何が書かれていますか", "概要"),
        ("What was revenue in 2022?", ""),
    ],
)
def test_sections_are_named_in_quotes_or_beside_the_word(question: str, named: str) -> None:
    assert sections_in(question) == named
