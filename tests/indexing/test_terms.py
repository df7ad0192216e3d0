"""Terms: what counts as the same word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatdoc_server.indexing.terms import Analyzer
from chatdoc_server.languages.segmentation import clusters


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Purchases of PROPERTY", ["purchas", "properti"]),
        ("1,234 and 1234.00 and 1,234.5", ["1234", "1234", "1234.5"]),
        ("FY2019, FY19, fy 2019", ["2019", "2019", "2019"]),
        ("PP&E and M&A", ["pp&e", "m&a"]),
        ("the company's goodwill", ["compani", "goodwil"]),
        ("Q2 10-K", ["q2", "10", "k"]),
        ("Größe naïve ﬁnance", ["größe", "naïv", "financ"]),
        ("資本支出", ["資本", "本支", "支出"]),
        ("税 2020年 net", ["税", "2020", "年", "net"]),
        ("", []),
        ("… — $ %", []),
    ],
)
def test_terms(text: str, terms: list[str]) -> None:
    assert Analyzer("en").terms(text) == terms


def test_stems_follow_the_language() -> None:
    assert Analyzer("de").terms("Häuser Haus") == ["haus", "haus"]
    assert Analyzer("xx").terms("houses") == Analyzer("").terms("house")


@pytest.mark.parametrize(
    ("language", "text", "terms"),
    [
        ("de", "Die Größe der Häuser", ["gross", "haus"]),
        ("de", "1.234,50 € und 1.234 am 31.12.2023", ["1234.5", "1234", "31.12.2023"]),
        ("de", "12’500 und 3,50", ["12500", "3.5"]),
        ("fr", "L’eau de l'île coûte 1 234,5 €", ["eau", "île", "coût", "1234.5"]),
        ("fr", "1 234 567 habitants", ["1234567", "habit"]),
        ("ru", "Ещё 12 500 станций, 3,5 км; станции Boeing", ["12500", "станц", "3.5", "км", "станц", "boe"]),
        ("es", "estación estacion", ["estacion", "estacion"]),
        ("ar", "١٢٣٤٫٥ و ۱۲ و १२", ["1234.5", "12", "12"]),
        ("ar", "المَحطّة محطة المـــحطة", ["محط", "محط", "محط"]),
        ("ar", "أحمد احمد إحمد", ["احمد", "احمد", "احمد"]),
        ("fa", "كتاب کتاب", ["کتاب", "کتاب"]),
        ("he", "הַתַּחֲנָה בתחנה תחנות", ["תחנ", "תחנ", "תחנ"]),
        ("hi", "राजधानी १२", ["राजधान", "12"]),
        ("th", "สถานีวิจัย ๑๒", ["สถา", "ถานี", "นีวิ", "วิจั", "จัย", "12"]),
        ("km", "ភាសាខ្មែរ", ["ភាសា", "សាខ្មែ", "ខ្មែរ"]),
        ("my", "မြန်မာဘာသာ", ["မြန်မာ", "မာဘာ", "ဘာသာ"]),
        ("lo", "ພາສາລາວ", ["ພາສາ", "ສາລາ", "ລາວ"]),
        ("zh", "研究站有１２人", ["研究", "究站", "站有", "12", "人"]),
        ("ja", "観測基地", ["観測", "測基", "基地"]),
        ("tr", "İSTANBUL Işık", ["istanbul", "ışık"]),
        ("en", "1.234.567 and 1.234,5", ["1.234.567", "1234.5"]),
    ],
)
def test_terms_of_other_languages(language: str, text: str, terms: list[str]) -> None:
    assert Analyzer(language).terms(text) == terms


def test_a_question_in_another_language_means_its_own_figures_and_leaves_out_its_own_function_words() -> None:
    of_english = Analyzer("en", "de")
    assert of_english.terms("Wie viele Häuser kosten 1.234,50?") == ["häuser", "kosten", "1234.5"]
    assert Analyzer("de", "en").terms("What were the 1,234.50 houses?")[0] == "1234.5"
    assert Analyzer("de").terms("1.234,50") == of_english.terms("1.234,50") == Analyzer("en").terms("1,234.50")


@given(st.text(), st.sampled_from(["en", "de", "fr", "ru", "ar", "he", "th", "zh", "tr", "fa", ""]))
def test_any_text_has_terms_without_spaces(text: str, language: str) -> None:
    assert all(term and not any(character.isspace() for character in term) for term in Analyzer(language).terms(text))


@given(st.text(alphabet="กขคเแะาำิ่้ๆສາພເະကခ်ာေ្កខា"))
def test_clusters_are_the_whole_run(run: str) -> None:
    assert "".join(clusters(run)) == run
