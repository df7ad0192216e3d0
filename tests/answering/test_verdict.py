"""Yes or no: said where a sentence says it, with subject, object and polarity, and nowhere else."""

import tomllib
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatdoc_server.answering.phrases import PHRASES
from chatdoc_server.answering.prose.verdicts import arabic, chinese
from chatdoc_server.answering.prose.verdicts.english import verdict
from chatdoc_server.answering.prose.verdicts.reading import Reader
from chatdoc_server.questions.words import Stems
from tests.answering.asking import ask
from tests.answering.builder import DocumentBuilder

VERDICTS = {"yes": True, "no": False, "open": None}
PAIRS = tomllib.loads(Path(__file__).with_name("verdicts.toml").read_text("utf-8"))


def judged(question: str, sentence: str, before: str = "") -> bool | None:
    return verdict(question, sentence, Reader(Stems(), frozenset()), frozenset({2023}), before)


def pairs(language: str) -> list[tuple[str, str, str, bool | None]]:
    """The pairs of a language, each with its truth."""
    return [
        (question, sentence, "".join(before), VERDICTS[truth])
        for truth, entries in PAIRS[language].items()
        for question, sentence, *before in entries
    ]


@pytest.mark.parametrize(("question", "sentence", "before", "said"), pairs("en"))
def test_a_sentence_decides_what_it_says_and_nothing_else(
    question: str, sentence: str, before: str, said: bool | None
) -> None:
    assert judged(question, sentence, before) is said


@given(
    subject=st.sampled_from(["The tenant", "The buyer", "The library"]),
    verb=st.sampled_from(["repair", "inspect", "sell", "paint"]),
    thing=st.sampled_from(["the boat", "the garden", "the machines"]),
)
def test_a_negation_turns_every_verdict(subject: str, verb: str, thing: str) -> None:
    question = f"May {subject.lower()} {verb} {thing}?"
    assert judged(question, f"{subject} may {verb} {thing}.") is True
    assert judged(question, f"{subject} may not {verb} {thing}.") is False
    assert judged(question, f"{subject} may not {verb} {thing} except in May.") is None


@pytest.mark.parametrize(("question", "sentence", "before", "said"), pairs("zh"))
def test_chinese_sentences_decide_by_the_same_characters(
    question: str, sentence: str, before: str, said: bool | None
) -> None:
    assert chinese.verdict(question, sentence, before) is said


@pytest.mark.parametrize(("question", "sentence", "before", "said"), pairs("ar"))
def test_arabic_sentences_decide_by_the_same_words(
    question: str, sentence: str, before: str, said: bool | None
) -> None:
    assert before == ""
    assert arabic.verdict(question, sentence) is said


def test_the_answer_begins_with_the_verdict_and_quotes_what_says_it() -> None:
    text = "The tenant may not keep dogs."
    document = DocumentBuilder().heading("Lease").paragraph(text).paragraph("The rent is 900 euros.").build()
    answer = ask("May the tenant keep dogs?", document)
    assert answer.text == f"No. “{text}”"
    assert answer.cited(document) == [text]


def test_what_it_is_stands_in_the_sentence_before() -> None:
    builder = DocumentBuilder().paragraph("The ferry leaves at nine. It does not carry bicycles.")
    assert ask("Does the ferry carry bicycles?", builder.build()).text.startswith("No. ")
    builder = (
        DocumentBuilder()
        .paragraph("The tram leaves at nine. It does not carry bicycles.")
        .paragraph("The ferry is red.")
    )
    assert not ask("Does the ferry carry bicycles?", builder.build()).text.startswith(("No. ", "Yes"))


def test_two_sentences_that_disagree_decide_nothing() -> None:
    builder = DocumentBuilder().paragraph("The tenant may keep dogs.").paragraph("The tenant may not keep dogs.")
    assert not ask("May the tenant keep dogs?", builder.build()).text.startswith(("Yes", "No"))


def test_a_chinese_question_is_decided_in_chinese() -> None:
    builder = DocumentBuilder().paragraph("乙方不得转租房屋。").paragraph("租金每月九百元。")
    document = msgspec.structs.replace(builder.build(), language="zh")
    assert ask("乙方可以转租房屋吗？", document, language="zh").text.startswith(PHRASES["zh"].no)


def test_a_clause_takes_up_what_its_paragraph_spoke_of() -> None:
    text = "In May a fire broke out at Brackwater. The tenants sued us. No provision has been recorded."
    builder = DocumentBuilder().heading("Legal proceedings").paragraph(text)
    assert ask("Has a provision been recorded for the Brackwater fire?", builder.build()).text.startswith("No. ")
    assert not ask("Has a provision been recorded for the Garrow flood?", builder.build()).text.startswith("No. ")


def test_the_answer_under_the_same_question_decides() -> None:
    builder = DocumentBuilder().heading("Kettle manual").heading("Can I boil milk?", 2)
    document = builder.paragraph("No, milk burns onto the base.").build()
    assert ask("Can I boil milk?", document).text.startswith("No. ")
    assert not ask("Can I boil soup?", document).text.startswith(("Yes", "No. "))


def test_an_arabic_question_is_decided_in_arabic() -> None:
    builder = DocumentBuilder().paragraph("لا يجوز التدخين في القاعة.").paragraph("تفتح القاعة في الثامنة.")
    document = msgspec.structs.replace(builder.build(), language="ar")
    assert ask("هل يجوز التدخين في القاعة؟", document, language="ar").text.startswith(PHRASES["ar"].no)
