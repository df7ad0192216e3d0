"""Answers in another language than their documents: figures, dates and codes by rule, the words by meaning."""

import pytest

from chatdoc_server.answering.base import Inquiry
from chatdoc_server.indexing.embedding.use import MultilingualUSE
from tests.citations.written import DOCUMENT, HITS, ID, by_model, outcome


@pytest.fixture(scope="module")
def embedder() -> MultilingualUSE:
    return MultilingualUSE()


def cited(sentence: str, language: str, embedder: MultilingualUSE | None) -> list[str] | None:
    """The words that a sentence is cited by; None when it is unsupported."""
    inquiry = Inquiry("How is ACME doing?", {ID: DOCUMENT}, HITS, language=language)
    found = outcome(by_model(sentence), inquiry, embedder)
    assert bool(found.cited) != bool(found.unsupported)
    return found.cited.get(sentence)


@pytest.mark.parametrize(
    ("sentence", "language", "words"),
    [
        ("2022年净销售额为40亿美元。", "zh", ["$ 4,000"]),
        ("2021年销售成本为19亿美元。", "zh", ["1,900"]),
        ("协议将于2024年3月31日结束。", "zh", ["The agreement ends on March 31, 2024, unless it is renewed."]),
        ("公司在俄亥俄州制造火箭。", "zh", ["ACME makes rockets in Ohio."]),
        ("Der Nettoumsatz betrug 2022 4,0 Milliarden Dollar.", "de", ["$ 4,000"]),
        ("Der Vertrag endet am 31. März 2024.", "de", ["The agreement ends on March 31, 2024, unless it is renewed."]),
    ],
)
def test_what_says_the_same_in_another_language_is_cited(
    sentence: str, language: str, words: list[str], embedder: MultilingualUSE
) -> None:
    assert cited(sentence, language, embedder) == words


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("2022年净销售额为41亿美元。", "zh"),
        ("2021年净销售额为40亿美元。", "zh"),
        ("2022年销售成本为40亿美元。", "zh"),
        ("协议将于2025年3月31日结束。", "zh"),
        ("公司在俄亥俄州不制造火箭。", "zh"),
        ("月亮是奶酪做的。", "zh"),
        ("Der Vertrag endet am 30. März 2024.", "de"),
    ],
)
def test_what_says_something_else_is_unsupported(sentence: str, language: str, embedder: MultilingualUSE) -> None:
    assert cited(sentence, language, embedder) is None


def test_without_an_embedder_nothing_in_another_language_is_taken_for_supported() -> None:
    assert cited("公司在俄亥俄州制造火箭。", "zh", None) is None
