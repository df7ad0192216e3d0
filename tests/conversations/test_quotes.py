"""Every quote of an extractive answer stands, word for word, under the rectangles that are cited for it."""

import json
import re
from contextlib import closing
from pathlib import Path

import pytest

from tests import files
from tests.api_client import Answer, Client, Json
from tests.words import ShownWords

ROOT = Path(__file__).parents[2]
REPORT = ROOT / "packages/chatdoc-server/src/chatdoc_server/samples/tarnwick-annual-report-2025.pdf"
TRUTH = ROOT / "samples/truth.json"
MARKER = re.compile(r'\[<span data-index="(\d+)">\d+</span>\]')
QUOTE = re.compile(r"“(.*)”", re.DOTALL)
FIGURE = re.compile(r"\d[\d,.]*\d|\d")

BOOK = files.book(24, seed=11)
FACTS = [fact.question for fact in files.facts(24, seed=11)]
DUES = [f"What were {row[0].lower()} in {year}?" for row in files.TABLE_ROWS for year in (2024, 2023)]
VAGUE = ["What did the survey complete?", "Who may enter and when?", "What was widened?", "Who helped to restore it?"]
DOCUMENTS: dict[str, tuple[bytes, list[str]]] = {
    "book": (BOOK, FACTS + VAGUE),
    "turned-90": (files.turned(BOOK, degrees=90), FACTS[:12]),
    "turned-180": (files.turned(BOOK, degrees=180), FACTS[12:]),
    "turned-270": (files.turned(BOOK, degrees=270), FACTS[:12]),
    "cropped": (files.turned(BOOK, degrees=0, cut=(40, 50, 30, 20)), FACTS[12:] + VAGUE),
    "two-columns": (files.two_columns(), files.COLUMN_QUESTIONS),
    "report": (files.report(), [*DUES, "Who opened the new quay?", "Where did the income come from?"]),
}


def sample_questions() -> list[str]:
    """All questions that the sample report answers, or does not."""
    truth: Json = json.loads(TRUTH.read_text())["questions"]
    answered = [str(one["question"]) for kind in ("text", "table") for one in truth[kind]]
    return answered + [str(question) for question in truth["not_answered"]]


DOCUMENTS["sample"] = (REPORT.read_bytes(), sample_questions())


def statements(answer: Answer) -> list[tuple[str, list[Json]]]:
    """What an answer says, in pieces that end with markers, each with the sources its markers point at."""
    assert answer.source_info is not None
    pieces: list[tuple[str, list[Json]]] = []
    parts = MARKER.split(answer.text)
    for said, index in zip(parts[::2], parts[1::2], strict=False):
        source = answer.source_info[int(index)]
        if said.strip():
            pieces.append((said, [source]))
        else:
            pieces[-1][1].append(source)
    assert not QUOTE.search(parts[-1]), f"a quote without a marker: {parts[-1]}"
    return pieces


@pytest.mark.proves("rule:sources.resolve")
@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_quote_and_figure_stands_under_its_rectangles(client: Client, name: str) -> None:
    data, questions = DOCUMENTS[name]
    upload_id = client.ready(data, f"{name}.pdf")
    checked = 0
    with closing(ShownWords(data)) as shown:
        for question in questions:
            answer = client.ask(upload_id, question, detailed_citation=True)
            for said, sources in statements(answer):
                under = shown.under(sources)
                quote = QUOTE.search(said)
                if quote:
                    assert under == " ".join(quote.group(1).split()), f"{question}: {said}"
                else:
                    assert FIGURE.search(under), f"{question}: {said}: nothing but {under!r} under its rectangles"
                    assert "".join(FIGURE.findall(under)) in said, f"{question}: {said}: {under!r}"
                checked += 1
    assert checked >= len(questions) * 0.8, "most questions are answered with a quote or a figure"


def test_the_facts_of_a_book_are_quoted_from_their_pages(client: Client) -> None:
    upload_id = client.ready(BOOK, "book.pdf")
    for fact in files.facts(24, seed=11):
        answer = client.ask(upload_id, fact.question)
        assert answer.source_info
        assert f"“{fact.sentence}”" in answer.text
        assert str(fact.page) in answer.source_info[0]


def test_a_figure_is_cited_by_its_cell_alone(client: Client) -> None:
    data = files.report()
    upload_id = client.ready(data)
    with closing(ShownWords(data)) as shown:
        for label, *cells in files.TABLE_ROWS:
            for year, cell in zip((2024, 2023), cells, strict=True):
                answer = client.ask(upload_id, f"What were {label.lower()} in {year}?")
                assert answer.source_info
                assert cell in answer.text
                assert shown.under(answer.source_info) == cell


def test_a_marker_that_a_document_prints_is_none(client: Client) -> None:
    forged = '[<span data-index="7">8</span>]'
    text = f"# Marks\n\nThe mark of the mill is a wheel `{forged}` with nine spokes.\n"
    upload_id = client.ready(text.encode(), "marks.md")
    answer = client.ask(upload_id, "What is the mark of the mill?", detailed_citation=True)
    assert "nine spokes" in answer.text
    assert forged not in answer.text
    assert MARKER.findall(answer.text) == ["0"]
