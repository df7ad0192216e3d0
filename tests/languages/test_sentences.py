"""Sentences of many languages."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatdoc_server.languages.sentences import breaks, split
from tests.languages.handbook import LANGUAGES, text_of


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("هل تعمل المحطة؟ نعم، تعمل. بنيت عام 1987.", ["هل تعمل المحطة؟", "نعم، تعمل.", "بنيت عام 1987."]),
        ("یہ ایک ہے۔ وہ دو ہے۔", ["یہ ایک ہے۔", "وہ دو ہے۔"]),
        ("יש תחנה. היא גדולה! כמה?", ["יש תחנה.", "היא גדולה!", "כמה?"]),
        ("यह एक है। वह दो है।", ["यह एक है।", "वह दो है।"]),
        ("Он пришёл. Она ушла.", ["Он пришёл.", "Она ушла."]),
        ("См. рис. 3 и стр. 5. Это всё.", ["См. рис. 3 и стр. 5.", "Это всё."]),
        ("Μία πρόταση. Άλλη μία.", ["Μία πρόταση.", "Άλλη μία."]),
        ("¿Cuántos hay? ¡Muchos! Ángel lo dijo.", ["¿Cuántos hay?", "¡Muchos!", "Ángel lo dijo."]),
        ("Combien ? Il dit « trop ! » Élise partit.", ["Combien ?", "Il dit « trop ! »", "Élise partit."]),
        (
            "Das Schiff kam am 3. Oktober. Im 2. Quartal blieb es aus.",
            ["Das Schiff kam am 3. Oktober.", "Im 2. Quartal blieb es aus."],
        ),
        (
            "Der Anteil stieg auf 15. Der Rest blieb z. B. gleich.",
            ["Der Anteil stieg auf 15.", "Der Rest blieb z. B. gleich."],
        ),
        ("In 2021 it rose to 15. Revenue fell.", ["In 2021 it rose to 15.", "Revenue fell."]),
        ("「行く。」と彼は言った。「そうか。」終わり。", ["「行く。」と彼は言った。", "「そうか。」", "終わり。"]),
        ("他说：“好。”然后走了。结束！", ["他说：“好。”", "然后走了。", "结束！"]),
        ("真的吗?是的!好", ["真的吗?", "是的!", "好"]),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert [text[start:end] for start, end in split(text)] == sentences


def test_thai_is_cut_between_clauses_when_it_runs_long() -> None:
    text = next(line for line in text_of("th").splitlines() if line.startswith("น้ำดื่ม"))
    clauses = [text[start:end] for start, end in split(text)]
    assert len(clauses) >= 2
    assert " ".join(clauses) == text
    assert list(split("ราคา 12 บาท ต่อวัน")) == [(0, len("ราคา 12 บาท ต่อวัน"))]


@pytest.mark.parametrize("language", [*LANGUAGES, "he"])
def test_paragraphs_are_cut_at_every_full_stop(language: str) -> None:
    """The handbooks have no abbreviations, so that every full stop before a space or a capital ends a sentence."""
    for line in text_of(language).splitlines():
        if line and not line.startswith("#"):
            assert len(list(split(line))) == sum(line.count(stop) for stop in ("。", ". ")) + (not line.endswith("。"))


any_text = st.text(st.one_of(st.sampled_from('aA1.!?。！？؟।「」”" \n•ぁ中กת'), st.characters()), max_size=80)


@given(any_text)
def test_nothing_is_lost_and_ranges_rise(text: str) -> None:
    ranges = list(split(text))
    assert all(start < end for start, end in ranges)
    assert all(before[1] <= after[0] for before, after in pairwise(ranges))
    assert "".join("".join(text[start:end].split()) for start, end in ranges) == "".join(text.split())


@given(any_text)
def test_breaks_rise_and_lie_within_the_text(text: str) -> None:
    found = breaks(text)
    assert found == sorted(set(found))
    assert all(0 < place <= len(text) for place in found)
