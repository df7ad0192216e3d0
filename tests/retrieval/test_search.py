"""Search over small documents: the right passage first, exactly and fairly over several documents."""

import pytest

from chatdoc_server.document import Document
from chatdoc_server.indexing.build import build_index
from chatdoc_server.indexing.embedding.choice import Embedders
from chatdoc_server.indexing.index import DocumentIndex
from chatdoc_server.retrieval.base import Asked
from chatdoc_server.retrieval.recipe import Fusion, Recipe
from chatdoc_server.retrieval.search import search
from tests.indexing.documents import Builder

FILLER = [
    "Our offices are in three towns and we lease most of them.",
    "Competition in the paint business is strong and prices vary.",
    "The board met six times and reviewed the audit plan.",
    "Weather may affect the demand for outdoor coatings.",
]


def report() -> Document:
    builder = Builder().heading("Contents")
    for number, part in enumerate(
        ["Business", "Balance Sheets", "Statements of Cash Flows", "Leases", "Risk", "Pensions"]
    ):
        builder.text(f"{part} ............ {number + 1}")
    builder.new_page().heading("Business")
    for text in FILLER:
        builder.text(text)
    builder.text("Maria Jensen has been chief executive officer since 2019.")
    builder.new_page().heading("Auditor's report").text(
        "We have audited the consolidated balance sheets, the consolidated statements of income and the consolidated "
        "statements of cash flows of the company. In our opinion they present fairly its financial position."
    )
    builder.new_page().heading("Consolidated Balance Sheets").table(
        [["", "2022", "2021"], ["Cash and cash equivalents", "3,655", "4,564"], ["Inventories", "5,372", "4,985"],
         ["Total current assets", "14,688", "15,403"], ["Property, plant and equipment, net", "9,178", "9,429"],
         ["Accounts payable", "3,183", "2,994"], ["Total current liabilities", "9,523", "9,035"]],
        title="Consolidated Balance Sheets", unit="in millions",
    )  # fmt: skip
    builder.new_page().heading("Consolidated Statements of Cash Flows").table(
        [["", "2022", "2021"], ["Net income", "5,791", "5,929"], ["Depreciation and amortization", "1,831", "1,915"],
         ["Purchases of property, plant and equipment", "(1,749)", "(1,603)"], ["Dividends paid", "(3,369)", "(0)"]],
        title="Consolidated Statements of Cash Flows", unit="in millions",
    )  # fmt: skip
    builder.new_page().heading("Leases").text("The company rents warehouses under agreements that end in 2031.")
    return builder.build()


def opened(document: Document, embedders: Embedders) -> DocumentIndex:
    embedder = embedders.of(document.language)
    return DocumentIndex.open(build_index(document, embedder), embedder.name)


@pytest.fixture(scope="module")
def asked(embedders: Embedders) -> Asked:
    document = report()
    return Asked("report", document, opened(document, embedders))


@pytest.mark.parametrize(
    ("question", "page"),
    [
        ("How much did the company spend on capex in 2022?", 4),
        ("What is the quick ratio for FY2022?", 3),
        ("Basing your judgment on the balance sheet, what is PP&E in 2021? Answer in USD millions.", 3),
        ("What is the retention ratio?", 4),
        ("Who is the CEO?", 1),
        ("Until when are the warehouses rented?", 5),
        ("Who audited the company?", 2),
    ],
)
def test_the_evidence_comes_first(asked: Asked, embedders: Embedders, question: str, page: int) -> None:
    hits = search(question, [asked], embedders, 10)
    assert hits[0].passage.page == page
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_every_passage_is_ranked_once(asked: Asked, embedders: Embedders) -> None:
    hits = search("anything", [asked], embedders, 1000)
    assert sorted(hit.passage.number for hit in hits) == list(range(len(asked.index)))
    assert search("anything", [asked], embedders, 3) == hits[:3]


def test_documents_are_ranked_together(asked: Asked, embedders: Embedders) -> None:
    document = Builder().heading("Whales").text("The blue whale is the largest animal.").build()
    whales = Asked("whales", document, opened(document, embedders))
    for order in ([asked, whales], [whales, asked]):
        assert search("Which animal is the largest?", order, embedders, 5)[0].upload_id == "whales"
        assert search("How high was capital expenditure?", order, embedders, 5)[0].upload_id == "report"


def test_the_best_of_every_document_may_be_asked_for(asked: Asked, embedders: Embedders) -> None:
    document = Builder().heading("Whales").text("The blue whale is the largest animal.").build()
    whales = Asked("whales", document, opened(document, embedders))
    question = "How high was capital expenditure?"
    for order in ([asked, whales], [whales, asked]):
        all_of_them = search(question, order, embedders, 1000)
        own = [hit for hit in all_of_them if hit.upload_id == "report"]
        last = next(hit for hit in all_of_them if hit.upload_id == "whales")
        assert search(question, order, embedders, 2, each=1) == [*own[:2], last]
        assert search(question, order, embedders, 1, each=3) == [*own[:3], last]
    assert search(question, [asked], embedders, 3, each=2) == search(question, [asked], embedders, 3)


def test_nothing_asked_or_nothing_there_finds_nothing(asked: Asked, embedders: Embedders) -> None:
    document = Builder().build()
    empty = Asked("empty", document, opened(document, embedders))
    assert search("", [asked], embedders, 5) == []
    assert search(" \n", [asked], embedders, 5) == []
    assert search("question", [], embedders, 5) == []
    assert search("question", [empty], embedders, 5) == []
    assert search("question", [asked], embedders, 0) == []
    assert search("Who is the CEO?", [empty, asked], embedders, 1)[0].upload_id == "report"


def test_questions_of_any_kind_are_survived(asked: Asked, embedders: Embedders) -> None:
    for question in ("?", "的", "x" * 3000, "P&L", "\x00", "Answer in USD millions.", "🙂", "(" * 500):
        assert len(search(question, [asked], embedders, 2)) == 2


def test_signals_can_be_left_out(asked: Asked, embedders: Embedders) -> None:
    question = "How much did the company spend on capex in 2022?"
    found = {
        name: search(question, [asked], embedders, 1000, recipe=recipe)
        for name, recipe in {
            "words": Recipe(meaning=0.0),
            "meaning": Recipe(words=0.0),
            "ranks": Recipe(fusion=Fusion.RANKS),
        }.items()
    }
    assert not any("meaning" in hit.scores for hit in found["words"])
    assert not any("words" in hit.scores for hit in found["meaning"])
    assert found["words"][0].passage.page == found["meaning"][0].passage.page == 4
    for hits in found.values():
        assert sorted(hit.passage.number for hit in hits) == list(range(len(asked.index)))
    # Without a question taken apart, "capex" is no word of the document.
    plain = search("capex", [asked], embedders, 1000, recipe=Recipe(meaning=0.0, understanding=False))
    assert all(hit.score == 0 for hit in plain)


def test_a_hit_says_what_its_score_is_made_of(asked: Asked, embedders: Embedders) -> None:
    for hit in search("Where are dividends paid shown? Look into the contents.", [asked], embedders, 1000):
        parts = dict(hit.scores)
        prior = parts.pop("prior")
        assert hit.score == pytest.approx(prior * sum(parts.values()), abs=1e-3)
