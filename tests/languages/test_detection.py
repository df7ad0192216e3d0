"""Which language a text is in."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatdoc_server.languages import detect
from tests.languages.handbook import LANGUAGES, questions, text_of


@pytest.mark.parametrize("language", [*LANGUAGES, "he", "th"])
def test_documents_are_told(language: str) -> None:
    assert detect(text_of(language)) == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_questions_are_told(language: str) -> None:
    assert [detect(asking.text[language]) for asking in questions()] == [language] * 10


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Who is the CEO?", "en"),
        ("WHAT WAS NET INCOME IN 2023?", "en"),
        ("and in 2021?", "en"),
        ("Wer ist der Leiter?", "de"),
        ("Quel est le prix ?", "fr"),
        ("¿Cuántas camas hay?", "es"),
        ("Кто директор?", "ru"),
        ("Скільки людей?", "uk"),
        ("收入是多少", "zh"),
        ("净利润 EBITDA 是多少", "zh"),
        ("2023年的收入是多少", "zh"),
        ("売上高はいくらですか", "ja"),
        ("東京は何ですか", "ja"),
        ("한국의 매출은 얼마입니까", "ko"),
        ("كم عدد الموظفين", "ar"),
        ("قیمت این کتاب چند است؟", "fa"),
        ("כמה עולה", "he"),
        ("ราคาเท่าไร", "th"),
        ("Πόσο κοστίζει;", "el"),
        ("भारत की राजधानी क्या है?", "hi"),
        ("What does 净利润 mean in this report?", "en"),
        ("他引用了「東京タワー」这个名字，但是其余的文字都是中文", "zh"),
    ],
)
def test_short_questions(text: str, language: str) -> None:
    assert detect(text) == language


@pytest.mark.parametrize("text", ["", " \n", "123", "7.5 %", "CVS", "Boeing", "DPO for JnJ", "3M 10-K", "?", "\ud800"])
def test_what_cannot_be_told_has_no_language(text: str) -> None:
    assert detect(text) == ""


@given(st.text())
def test_any_text_has_a_code_or_none(text: str) -> None:
    assert len(detect(text)) in (0, 2)


def test_threads_do_not_disturb_each_other() -> None:
    texts = [asking.text[language] for asking in questions() for language in LANGUAGES] * 5
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(detect, texts)) == [detect(text) for text in texts]


def test_nothing_is_fetched_and_nothing_said() -> None:
    """In a process of its own, which may open no connection and ends if the downloader is as much as imported."""
    program = """
import socket, sys
def refuse(*_): raise SystemExit("opened a socket")
socket.socket = refuse
from chatdoc_server.languages import detect
assert detect("Where is the lighthouse?") == "en"
assert "robust_downloader" not in sys.modules and "requests" not in sys.modules
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
