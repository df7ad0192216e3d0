"""Which language a question is taken to be in."""

import pytest

from chatdoc_server.answering.language import answered_in, language_of
from chatdoc_server.questions.language_codes import code_of, english_name


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Was bedeutet das?", "de"),
        ("Que veut dire cela ?", "fr"),
        ("¿Qué significa esto?", "es"),
        ("What was it?", "en"),
        ("What does this mean?", "en"),
        ("Who is the CEO of Deutsche Telekom?", "en"),
        ("How did net sales of La Maison du Chocolat change in Paris?", "en"),
        ("这是什么意思？", "zh"),
        ("これはどういう意味ですか。", "ja"),
        ("Что это значит?", "ru"),
        ("ماذا يعني هذا؟", "ar"),
        ("מה זה אומר?", "he"),
    ],
)
def test_short_questions_are_told_by_their_small_words(question: str, language: str) -> None:
    assert language_of(question) == language


def test_what_can_not_be_told_is_in_the_documents_language() -> None:
    assert language_of("2023?", ["de", "de", ""]) == "de"
    assert language_of("2023?", ["de", "fr"]) == ""
    assert language_of("2023?") == ""
    assert language_of("Goodwill of Bulk Cargo", ["en"]) == "en"
    assert language_of("Umsatz Deutschland 2023", ["de"]) == "de"


@pytest.mark.parametrize(
    ("named", "code"),
    [
        ("de", "de"),
        ("de-DE", "de"),
        ("DE_at", "de"),
        ("German", "de"),
        ("Deutsch", "de"),
        (" français ", "fr"),
        ("简体中文", "zh"),
        ("zh-Hans-CN", "zh"),
        ("zh-TW", "zh-hant"),
        ("繁體中文", "zh-hant"),
        ("Simplified Chinese", "zh"),
        ("العربية", "ar"),
        ("日本語", "ja"),
        ("Klingon", ""),
        ("xx", ""),
        ("", ""),
        ("en'; drop table", ""),
    ],
)
def test_languages_are_known_by_codes_tags_and_names(named: str, code: str) -> None:
    assert code_of(named) == code


def test_a_model_is_told_the_language_in_english() -> None:
    assert english_name("de") == "German"
    assert english_name("zh-hant") == "Traditional Chinese"
    assert english_name("") == ""


def test_what_is_requested_comes_before_the_questions_language() -> None:
    assert answered_in("fr", "When?", "en") == "fr"
    assert answered_in("", "圖書館的館長是誰？", "zh") == "zh-hant"
    assert answered_in("", "图书馆的馆长是谁？", "zh") == "zh"
