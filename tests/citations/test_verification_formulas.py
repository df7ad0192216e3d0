"""Formulas of computed answers: what follows from the cells is told; one wrong figure, sign or cell takes it away."""

import asyncio
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chatdoc_server.answering import ExtractiveAnswerer
from chatdoc_server.answering.base import AnswerEvent, Formula, FormulaInput, Inquiry, Support
from chatdoc_server.answering.phrases import PHRASES
from chatdoc_server.document import Span
from tests.answering.builder import DocumentBuilder, hits_of
from tests.citations.written import ID, inquiry_of, outcome

DOCUMENT = (
    DocumentBuilder()
    .heading("Statements of Income")
    .table(
        [
            ["", "2022", "2021", "2020"],
            ["Net sales", "$ 4,000", "$ 3,200", "$ 3,000"],
            ["Cost of sales", "(2,400)", "(2,080)", "(2,010)"],
            ["Gross profit", "1,600", "1,120", "990"],
            ["Net income", "$ 500", "$ 400", "$ (20)"],
            ["Effective tax rate", "23.5%", "20.0%", "21.0%"],
        ],
        unit="in millions",
    )
    .build()
)
HITS = hits_of(DOCUMENT)
QUESTIONS = [
    "What was the gross margin in 2022?",
    "How much did net sales change from 2021 to 2022?",
    "By what percentage did net sales grow from 2020 to 2022?",
    "What was the average net sales from 2020 to 2022?",
    "What is the sum of net income for 2020, 2021 and 2022?",
    "What was the compound annual growth rate of revenue from 2020 to 2022?",
    "How much has the effective tax rate changed between 2021 and 2022?",
    "What is (net sales - cost of sales) / net income in 2022?",
]
FIGURE = re.compile(r"\d[\d,.]*\d|\d")


def written(question: str, language: str = "") -> list[AnswerEvent]:
    """What the service answers without a model, before it is verified."""
    inquiry = replace(inquiry_of(question, DOCUMENT, HITS), language=language)

    async def run() -> list[AnswerEvent]:
        return [event async for event in ExtractiveAnswerer().answer(inquiry)]

    return asyncio.run(run())


def formula_in(events: list[AnswerEvent]) -> Formula:
    [formula] = [event for event in events if isinstance(event, Formula)]
    return formula


def is_told(formula: Formula, inquiry: Inquiry | None = None) -> bool:
    found = outcome([formula], inquiry or inquiry_of("How much?", DOCUMENT, HITS))
    return formula in found.events


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("language", PHRASES)
def test_what_the_service_computes_holds_in_every_language(question: str, language: str) -> None:
    events = written(question, language)
    found = outcome(events, inquiry_of(question, DOCUMENT, HITS))
    assert formula_in(events) in found.events
    assert found.unsupported == []


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_wrong_figure_anywhere_takes_the_formula_and_every_marker_away(question: str) -> None:
    events = written(question)
    formula = formula_in(events)
    for place, own in enumerate(formula.inputs):
        inputs = list(formula.inputs)
        inputs[place] = replace(own, value=FIGURE.sub("7,777", own.value, count=1))
        assert not is_told(replace(formula, inputs=tuple(inputs)))
    head, _, result = formula.text.rpartition(" = ")
    wrong = replace(formula, text=f"{head} = {FIGURE.sub('77.7', result, count=1)}")
    assert not is_told(wrong)
    found = outcome([wrong if event is formula else event for event in events], inquiry_of(question, DOCUMENT, HITS))
    assert wrong not in found.events
    assert any(one in found.text for one in found.unsupported)


TABLE = DOCUMENT.elements[1].table
assert TABLE is not None
TEXTS = [cell.text for cell in TABLE.cells]
NOW, BEFORE = TEXTS.index("$ 4,000"), TEXTS.index("$ 3,200")
CELLS = [Support(ID, (Span(1, 0, len(text), at),)) for at, text in enumerate(TEXTS)]
TOTAL = Formula(
    "net sales 2022 + net sales 2021 = $4,000 million + $3,200 million = $7,200 million",
    (
        FormulaInput("net sales 2022", "$4,000 million", CELLS[NOW]),
        FormulaInput("net sales 2021", "$3,200 million", CELLS[BEFORE]),
    ),
)


@pytest.mark.parametrize(
    "text",
    [
        "a + b = $4,000 million + $3,200 million = $7.2 billion",
        "a ÷ b = $4,000 million ÷ $3,200 million = 1.25",
        "a ÷ b = $4,000 million ÷ $3,200 million = 1.3",
        "a ÷ b = $4,000 million ÷ $3,200 million = 125.0%",
        "(a − b) ÷ b × 365 = ($4,000 million − $3,200 million) ÷ $3,200 million × 365 = 91.25",
        "max(a, b) = max($4,000 million, $3,200 million) = $4,000 million",
        "(a ÷ b)^(1/2) − 1 = ($4,000 million ÷ $3,200 million)^(1/2) − 1 = 11.8%",
        "a − b = $4,000 million − $3,200 million = $800 million\nc = $800 million ÷ $4,000 million = 20%",
    ],
)
def test_what_follows_from_the_inputs_is_told(text: str) -> None:
    assert is_told(replace(TOTAL, text=text))


@pytest.mark.parametrize(
    "text",
    [
        "a + b = $4,000 million + $3,200 million = $7,200",
        "a + b = $4,000 million + $3,200 million = -$7,200 million",
        "a + b = $4,000 million + $3,300 million = $7,300 million",
        "a + 100 = $4,000 million + $100 million = $4,100 million",
        "a ÷ b = $4,000 million ÷ $3,200 million = 1.24",
        "a ÷ b = $4,000 million ÷ $3,200 million = 1.25%",
        "b − b = a ÷ ($3,200 million − $3,200 million) = 1",
        "min(a, b) = min($4,000 million, $3,200 million) = $4,000 million",
        "a + b = $4,000 million + $3,200 million",
        "a + b = ($4,000 million + $3,200 million = $7,200 million",
        "a + b = roughly($4,000 million, $3,200 million) = $7,200 million",
        "it is so",
    ],
)
def test_what_does_not_follow_from_the_inputs_is_not_told(text: str) -> None:
    assert not is_told(replace(TOTAL, text=text))


@settings(deadline=None)
@given(st.integers(0, len(CELLS) - 1))
def test_an_input_is_read_in_the_cell_that_it_names_and_in_no_other(place: int) -> None:
    first = replace(TOTAL.inputs[0], support=CELLS[place])
    assert is_told(replace(TOTAL, inputs=(first, TOTAL.inputs[1]))) is (place == NOW)


def test_an_input_from_a_document_that_was_not_asked_does_not_count() -> None:
    elsewhere = replace(TOTAL.inputs[0], support=replace(CELLS[NOW], upload_id="other"))
    assert not is_told(replace(TOTAL, inputs=(elsewhere, TOTAL.inputs[1])))
