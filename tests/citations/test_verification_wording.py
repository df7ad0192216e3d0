"""Sentences that share their words with one of the document: those that say it too, and those that only come near.

paraphrases.toml holds what thirty-two sentences say in other words, and four times as much that says something else.
Likeness in meaning can't tell the two apart: by either embedder the near misses are likelier than the paraphrases.
"""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatdoc_server.citations.verification.wording import is_turned
from tests.answering.builder import DocumentBuilder, hits_of
from tests.citations.written import checked

SAID = tomllib.loads(Path(__file__).with_name("paraphrases.toml").read_text("utf-8"))["said"]
MOST_FALSE = 0.02


def is_cited(claim: str, *texts: str) -> bool:
    builder = DocumentBuilder()
    for text in texts:
        builder.paragraph(text)
    document = builder.build()
    return bool(checked(claim, document=document, hits=hits_of(document)).cited)


def test_what_comes_near_and_says_something_else_is_unsupported() -> None:
    texts = [one["text"] for one in SAID]
    builder = DocumentBuilder()
    for text in texts:
        builder.paragraph(text)
    document = builder.build()
    hits = hits_of(document)
    near = [other for one in SAID for other in one["other"]]
    wrong = [claim for claim in near if checked(claim, document=document, hits=hits).cited]
    assert len(near) >= 120
    assert len(wrong) <= MOST_FALSE * len(near), wrong
    assert all(checked(text, document=document, hits=hits).cited for text in texts)


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("When they leave, employees must return laptops.", "Employees must return company laptops when they leave."),
        ("Laptops must be returned by employees when they leave.", "Employees must return laptops when they leave."),
        ("The bank in Tarn lends money.", "The bank in Tarn lends money to small farms at low rates."),
        ("Workers were hired by the mill to speed up building.", "The mill hired workers to speed up building."),
        ("According to the report, the mill hired workers.", "The mill hired workers to speed up building."),
        ("The vendor delivers bolts, nuts and screws.", "The supplier delivers bolts, nuts and screws to the plant."),
        (
            "The firm makes tin boxes in Tarn and sells them.",
            "In Tarn, the firm makes tin boxes and sells them abroad.",
        ),
        ("The committee of the town approved the plan.", "The committee of the town approved the plan after a debate."),
    ],
)
def test_what_says_the_same_with_the_same_words_is_cited(claim: str, text: str) -> None:
    assert is_cited(claim, text)


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("The deposit is $25 a month.", "The fee is $25 a month."),
        ("The buyer pays within two weeks.", "The seller pays within two weeks."),
        ("The heirs were sued by the bank.", "The bank was sued by the heirs."),
        (
            "The mill is older than the church beside the bridge.",
            "The church beside the bridge is older than the mill.",
        ),
        ("Tickets are sold before the show in the hall.", "Tickets are sold after the show in the hall."),
    ],
)
def test_one_word_in_place_of_another_or_roles_turned_round_say_something_else(claim: str, text: str) -> None:
    assert not is_cited(claim, text)
    assert is_cited(text, text)


@given(st.lists(st.text("abcdefgh", min_size=3, max_size=6), min_size=3, max_size=9, unique=True), st.data())
def test_a_part_moved_elsewhere_turns_no_roles_and_the_whole_turned_round_does(
    words: list[str], data: st.DataObject
) -> None:
    begin, end, to = sorted(data.draw(st.integers(0, len(words))) for _ in range(3))
    moved = [*words[:begin], *words[end:to], *words[begin:end], *words[to:]]
    assert not is_turned(" ".join(moved), " ".join(words), moved, words)
    assert is_turned(" ".join(words[::-1]), " ".join(words), words[::-1], words)
