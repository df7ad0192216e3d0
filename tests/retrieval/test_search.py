"""Search over small documents: the right passage first, exactly and fairly over several documents."""

from dataclasses import replace

import msgspec
import pytest

from chatdoc_server.document import NO_PAGE, Document
from chatdoc_server.indexing.embedding.choice import Embedders
from chatdoc_server.retrieval.base import Asked
from chatdoc_server.retrieval.recipe import Fusion, Recipe
from chatdoc_server.retrieval.search import search
from tests.indexing.documents import Builder
from tests.retrieval.indexes import opened

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


def test_the_best_of_every_document_with_strong_evidence_may_be_asked_for(asked: Asked, embedders: Embedders) -> None:
    document = Builder().heading("Whales").text("The blue whale is the largest animal.").build()
    whales = Asked("whales", document, opened(document, embedders))
    reports = [company(name, embedders) for name in ("Alder", "Birch", "Cedar")]
    question = "How many people work in shifts?"
    for order in ([*reports, whales], [whales, *reversed(reports)]):
        first = search(question, order, embedders, 1)
        fair = search(question, order, embedders, 1, each=1)
        assert fair[0] == first[0]
        assert sorted(hit.upload_id for hit in fair) == ["Alder", "Birch", "Cedar"]
        assert all(hit.passage.headings == ("Staff",) for hit in fair)
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


def company(name: str, embedders: Embedders) -> Asked:
    builder = Builder().heading(f"Annual report of {name}").text("The report is in two parts.").new_page()
    builder.heading("Staff").text("The company employs many people, who work in shifts.")
    builder.heading("Customers").text("Its customers are Birch and Cedar, and others that buy from it.")
    document = builder.build()
    return Asked(name, document, opened(document, embedders))


def test_a_company_that_is_named_tells_whose_document_is_asked(embedders: Embedders) -> None:
    reports = [company(name, embedders) for name in ("Alder", "Birch", "Cedar")]
    for name in ("Alder", "Birch", "Cedar"):
        assert search(f"How do the people at {name} work?", reports, embedders, 1)[0].upload_id == name
    # A name that no document bears, or one that is asked alone, is a word like others.
    assert {hit.upload_id for hit in search("Who works in shifts at Dogwood?", reports, embedders, 3)} == {
        "Alder", "Birch", "Cedar"
    }  # fmt: skip
    assert search("Who are customers beside Cedar?", reports[:1], embedders, 1)[0].scores["prior"] == 1


def test_evidence_is_gathered_for_each_of_several_questions(asked: Asked, embedders: Embedders) -> None:
    hits = search("What were inventories in 2022, and who is the chief executive officer?", [asked], embedders, 4)
    assert {hit.passage.page for hit in hits[:2]} == {1, 3}
    assert hits[0].score == pytest.approx(hits[1].score)


def test_abbreviations_of_the_document_itself_are_spelt_out(embedders: Embedders) -> None:
    builder = (
        Builder().heading("Rules").text("The grid is run by the Northern Transmission Authority (NTA).").new_page()
    )
    for text in FILLER:
        builder.text(text)
    builder.new_page().heading("Fees").text("Fees are set by the NTA each spring and published.")
    builder.new_page().heading("Members").text("A member of the Northern Transmission Authority pays nothing.")
    document = builder.build()
    grid = Asked("grid", document, opened(document, embedders))
    words_alone = Recipe(meaning=0.0, page=0.0)
    for question in ("What does the NTA do?", "What does the Northern Transmission Authority do?"):
        found = {hit.passage.page for hit in search(question, [grid], embedders, 10, recipe=words_alone) if hit.score}
        assert found == {0, 2, 3}
    plain = replace(words_alone, abbreviations=False)
    assert {
        hit.passage.page for hit in search("What does the NTA do?", [grid], embedders, 9, recipe=plain) if hit.score
    } == {0, 2}


def test_what_stands_under_one_heading_of_a_flowing_document_stands_together(embedders: Embedders) -> None:
    builder = Builder().heading("Alpha").text("The valve opens at four bar.").text("x" * 700 + " is painted green.")
    builder.heading("Beta").text("x" * 700 + " is painted green.")
    document = builder.build()
    flowing = msgspec.structs.replace(
        document, pages=(), elements=tuple(msgspec.structs.replace(one, page=NO_PAGE) for one in document.elements)
    )
    source = Asked("flowing", flowing, opened(flowing, embedders))
    hits = search("At what pressure does the valve open?", [source], embedders, 3)
    assert [hit.passage.headings for hit in hits] == [("Alpha",), ("Alpha",), ("Beta",)]
    assert hits[1].scores["page"] > hits[2].scores["page"]


def test_what_defines_a_term_comes_before_what_uses_it(embedders: Embedders) -> None:
    builder = (
        Builder().heading("Trial").text("Biochar was spread on six plots, and biochar was weighed before and after.")
    )
    builder.new_page().text("Where biochar lay, seedlings grew well: biochar, it seems, is good for biochar plots.")
    builder.new_page().heading("Materials").text("Soil was taken from the site. Biochar is a charcoal made by heating.")
    builder.new_page().heading("Leaf area index").text("One side of all leaves over a square metre of ground.")
    document = builder.build()
    study = Asked("study", document, opened(document, embedders))
    assert search("What is biochar?", [study], embedders, 1)[0].passage.page == 2
    assert search("What does leaf area index mean?", [study], embedders, 1)[0].passage.page == 3
