"""Yes or no: said where a sentence says it, with subject, object and polarity, and nowhere else."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatdoc_server.answering.phrases import PHRASES
from chatdoc_server.answering.prose import verdict_chinese
from chatdoc_server.answering.prose.verdict import verdict
from chatdoc_server.questions.words import Stems
from tests.answering.asking import ask
from tests.answering.builder import DocumentBuilder


def judged(question: str, sentence: str) -> bool | None:
    return verdict(question, sentence, Stems(), frozenset(), frozenset({2023}))


@pytest.mark.parametrize(
    ("question", "sentence", "said"),
    [
        ("May the tenant sublet the flat?", "The tenant may sublet the flat.", True),
        ("May the tenant sublet the flat?", "The tenant may not sublet the flat.", False),
        ("Can the tenant sublet the flat?", "The tenant shall not sublet the flat.", False),
        ("Is smoking allowed in the rooms?", "Smoking is prohibited in the rooms.", False),
        ("Is smoking allowed in the rooms?", "Smoking in the rooms is permitted.", True),
        ("Is smoking prohibited in the rooms?", "Smoking is prohibited in the rooms.", True),
        ("Is the fee refundable?", "The fee is non-refundable.", False),
        ("Is a party liable for loss of profit?", "Neither party is liable for loss of profit.", False),
        ("Does the company hedge the price of fuel?", "We do not hedge the price of fuel.", False),
        ("Has the company ever paid cash dividends?", "We have never declared or paid cash dividends.", False),
        ("Did the company comply with all covenants?", "At June 30, 2023, we complied with all covenants.", True),
        ("Were drones used?", "Drones were not used, since the office had not yet granted its permission.", False),
        ("Isn’t the fee refundable?", "The fee is not refundable.", True),
        ("May the buyer audit the plants?", "The buyer may, at its own cost, audit the plants.", True),
        (
            "Did the auditors detect errors in the books?",
            "No errors in the books were detected by the auditors.",
            False,
        ),
        ("Did the company pay dividends?", "The company paid quarterly dividends to its owners.", True),
        ("Must the tenant pay the rent monthly?", "The tenant shall pay the rent monthly.", True),
    ],
)
def test_a_sentence_that_says_it_decides(question: str, sentence: str, said: bool) -> None:
    assert judged(question, sentence) is said


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Did Alpha acquire Beta?", "Beta acquired Alpha."),
        (
            "May the tenant sublet the flat?",
            "The tenant may sublet the flat with the prior written consent of the owner.",
        ),
        ("May the tenant sublet the flat?", "The tenant may not sublet the flat unless the owner agrees."),
        ("May the tenant sublet the flat?", "The tenant may sublet the flat to relatives."),
        ("May the tenant sublet the flat?", "The tenant must sublet the flat."),
        ("Is smoking allowed in the rooms?", "Smoking is permitted in designated rooms."),
        ("Is smoking allowed?", "Smoking is allowed only on the terrace."),
        ("Did the company pay dividends?", "The company might pay dividends."),
        ("Did the company pay dividends?", "The company did not pay extra dividends."),
        ("Did the auditors detect errors?", "No errors were detected by the customers of the auditors."),
        ("Did the company pay dividends?", "In 2011, the company paid dividends."),
        ("Did the company pay dividends in 2022?", "In 2021, the company paid dividends."),
        ("Does the company own its headquarters?", "The company owns and leases its headquarters."),
        ("Does the warranty cover filters?", "The warranty covers filter housings."),
        ("Did sales fall?", "Sales of our competitors fell."),
        ("Is the port open or closed?", "The port is open."),
        ("Why is the port open?", "The port is open."),
    ],
)
def test_whatever_leaves_a_doubt_decides_nothing(question: str, sentence: str) -> None:
    assert judged(question, sentence) is None


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


@pytest.mark.parametrize(
    ("question", "sentence", "said"),
    [
        ("乙方可以转租房屋吗？", "乙方不得转租房屋。", False),
        ("乙方可以转租房屋吗？", "乙方可以转租房屋。", True),
        ("公司有没有派发现金股利？", "公司没有派发现金股利。", False),
        ("公司是否计提了预计负债？", "案件尚未开庭，公司未计提预计负债。", False),
        ("乙方可以转租房屋吗？", "乙方经甲方同意可以转租房屋。", None),
        ("乙方可以转租房屋吗？", "乙方每月支付租金。", None),
    ],
)
def test_chinese_sentences_decide_by_the_same_characters(question: str, sentence: str, said: bool | None) -> None:
    assert verdict_chinese.verdict(question, sentence) is said


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
