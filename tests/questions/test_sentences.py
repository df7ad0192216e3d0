"""Text to sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatdoc_server.languages.sentences import split


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two.", ["One.", "Two."]),
        ("ACME Inc. sells to the U.S. Army. It grew.", ["ACME Inc. sells to the U.S. Army.", "It grew."]),
        ("Sales rose 3.5 percent. Costs fell.", ["Sales rose 3.5 percent.", "Costs fell."]),
        ("It was bought by ACME Inc. The price was low.", ["It was bought by ACME Inc.", "The price was low."]),
        ("See No. 5 and Fig. 2 above. Done!", ["See No. 5 and Fig. 2 above.", "Done!"]),
        ('He said "Stop." Then he left.', ['He said "Stop."', "Then he left."]),
        ("收入上升。成本下降。", ["收入上升。", "成本下降。"]),
        ("• First item • Second item", ["• First item", "• Second item"]),
        ("no end", ["no end"]),
        ("", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, sentences: list[str]) -> None:
    assert [text[start:end] for start, end in split(text)] == sentences


@given(st.text())
def test_no_character_but_spaces_is_lost_and_none_comes_twice(text: str) -> None:
    kept = "".join(text[start:end] for start, end in split(text))
    assert "".join(kept.split()) == "".join(text.split())
