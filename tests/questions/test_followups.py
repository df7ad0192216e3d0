"""Follow-up questions are made whole by what was said before, and others are left alone."""

import pytest

from chatdoc_server.questions.followups import Exchange, resolve

SALES = Exchange("What were ACME's net sales in 2022?", "Net sales (2022): $4,000 million")


@pytest.mark.proves("rule:questions.history")
@pytest.mark.parametrize(
    ("before", "question", "whole"),
    [
        (SALES, "and in 2021?", "What were ACME's net sales in 2021?"),
        (SALES, "What about FY2020?", "What were ACME's net sales in FY2020?"),
        (SALES, "And for 2019", "What were ACME's net sales in 2019?"),
        (SALES, "2018?", "What were ACME's net sales in 2018?"),
        (SALES, "And operating income?", "What were ACME's operating income in 2022?"),
        (SALES, "and net income in 2021?", "What were ACME's net income in 2021?"),
        (
            Exchange("What were net sales in France in 2022?"),
            "What about Germany?",
            "What were net sales in Germany in 2022?",
        ),
        (Exchange("What were net sales?"), "and in 2021?", "What were net sales in 2021?"),
        (Exchange("What is the fee for crane hire?"), "And mooring?", "What is the fee for mooring?"),
        (
            Exchange("What were mooring fees in 2024?"),
            "What about pilot fees in 2023?",
            "What were pilot fees in 2023?",
        ),
        (Exchange("Did the demand for anvils fall?"), "Why?", "Why did the demand for anvils fall?"),
        (Exchange("What was the net loss in 2020?"), "why?", "Why: What was the net loss in 2020?"),
        (
            Exchange("What was the harbour of Ardmore built of?", "“The harbour of Ardmore was built of oak.”"),
            "When was it opened?",
            "When was the harbour of Ardmore opened?",
        ),
        (Exchange("What is the pH of Tarn?"), "And of Ouse?", "What is the pH of Ouse?"),
        (Exchange("How often did the Pay Board meet?"), "And the Risk Board?", "How often did the Risk Board meet?"),
        (Exchange("Who keeps the roof in repair?"), "And the yard?", "Who keeps the yard in repair?"),
        (Exchange("How do I switch the pump on?"), "When does it stop?", "When does the pump stop?"),
        (Exchange("When does the Concession end?"), "Can it be renewed?", "Can the Concession be renewed?"),
        (
            Exchange("What was output of the mill in 2022?"),
            "How much of it was sold?",
            "How much of output of the mill in 2022 was sold?",
        ),
        (
            Exchange("What was the solvency of Tarn Bank?"),
            "What is the requirement?",
            "What is the requirement for the solvency of Tarn Bank?",
        ),
        (Exchange("What does the lease say about rent?"), "Who signed it?", "Who signed the lease?"),
        (Exchange("Who is Anna Weber?"), "What is her role?", "What is Anna Weber’s role?"),
        (Exchange("What does the lease agreement cover?"), "And who signed?", "who signed the lease agreement?"),
    ],
)
def test_a_follow_up_is_made_whole(before: Exchange, question: str, whole: str) -> None:
    assert resolve(question, [before]) == whole


@pytest.mark.parametrize(
    "question",
    [
        "What was goodwill impairment in 2021?",
        "How many employees does Globex have?",
        "Is it true that net sales of Globex fell in every region of Europe?",
        "Which risks does the report describe for the supply of steel?",
        "Summarize the liquidity section.",
    ],
)
def test_a_question_that_stands_alone_is_left_as_it_is(question: str) -> None:
    assert resolve(question, [SALES]) == question


def test_follow_ups_of_follow_ups_keep_their_thread() -> None:
    earlier = [SALES, Exchange("and in 2021?", "Net sales (2021): $3,500 million"), Exchange("And net income?")]
    assert resolve("2020?", earlier) == "What were ACME's net income in 2020?"


def test_without_history_nothing_changes() -> None:
    for question in ("and in 2021?", "why?", "Who signed it?", "", "和2021年呢？"):
        assert resolve(question, []) == question


@pytest.mark.parametrize(
    ("language", "before", "question", "whole"),
    [
        ("de", "Wie hoch war der Umsatz 2022?", "Und 2021?", "Wie hoch war der Umsatz 2021?"),
        (
            "fr",
            "Quel était le chiffre d’affaires en 2022 ?",
            "Et en 2021 ?",
            "Quel était le chiffre d’affaires en 2021 ?",
        ),
        ("es", "¿Cuáles fueron las ventas en 2022?", "¿Y en 2021?", "¿Cuáles fueron las ventas en 2021?"),
        ("zh", "2022年的收入是多少？", "那2021年呢？", "2021年的收入是多少？"),
        ("ja", "2022年の売上はいくらでしたか。", "2021年は？", "2021年の売上はいくらでしたか。"),
        ("ru", "Какой была выручка в 2022 году?", "А в 2021?", "Какой была выручка в 2021 году?"),
        ("ar", "كم كانت الإيرادات في عام 2022؟", "وفي عام 2021؟", "كم كانت الإيرادات في عام 2021؟"),
    ],
)
def test_a_year_takes_the_place_of_the_year_before_in_any_language(
    language: str, before: str, question: str, whole: str
) -> None:
    assert resolve(question, [Exchange(before)], language) == whole


@pytest.mark.parametrize(
    ("language", "before", "question"),
    [
        ("de", "Wann wurde die Bibliothek gebaut?", "Und die Fähre?"),
        ("fr", "Quand la bibliothèque a-t-elle été construite ?", "Pourquoi ?"),
        ("zh", "图书馆是什么时候建成的？", "那渡船呢？"),
        ("ru", "Когда построена библиотека?", "Кто её директор?"),
    ],
)
def test_another_follow_up_is_asked_together_with_the_question_before(
    language: str, before: str, question: str
) -> None:
    assert resolve(question, [Exchange(before)], language) == f"{question} {before}"


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("de", "Welche Risiken beschreibt der Bericht für die Lieferung von Stahl?"),
        ("es", "¿Cuántos empleados tiene la fábrica de Oviedo?"),
        ("zh", "这家工厂有多少名员工和供应商？"),
    ],
)
def test_other_languages_leave_whole_questions_alone(language: str, question: str) -> None:
    assert resolve(question, [Exchange("2022?")], language) == question
