"""One estimate of tokens for all that is counted."""

import pytest

from chatdoc_server.languages.tokens import approximate_tokens


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("", 0, 0),
        ("a", 1, 1),
        ("The ferry to Larkfield leaves at seven in the morning. " * 100, 1100, 1700),
        ("1,749 " * 100, 400, 500),
        ("图书馆建于一九〇二年。" * 100, 1100, 1101),
    ],
)
def test_prose_figures_and_chinese_each_have_a_fair_number_of_tokens(text: str, least: int, most: int) -> None:
    assert least <= approximate_tokens(text) <= most
