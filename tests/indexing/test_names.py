"""What an index reads off texts beside their words: abbreviations, numbered parts, rows of figures, opening lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatdoc_server.indexing.abbreviations import abbreviations
from chatdoc_server.indexing.definitions import defined
from chatdoc_server.indexing.keys import line_labels
from chatdoc_server.indexing.openings import openings
from chatdoc_server.indexing.passages import cut
from chatdoc_server.indexing.references import opening, references
from tests.indexing.documents import Builder


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We buy property, plant and equipment (“PP&E”) often.", {"PP&E": "property, plant and equipment"}),
        ("rates set by Bank Negara Malaysia (BNM) apply", {"BNM": "Bank Negara Malaysia"}),
        ("the Securities and Exchange Commission (the “SEC”)", {"SEC": "Securities and Exchange Commission"}),
        ("restricted stock units (RSUs) vest", {"RSUs": "restricted stock units"}),
        ("a strand of deoxyribonucleic acid (DNA)", {"DNA": "deoxyribonucleic acid"}),
        ("Alder Works AB (the “Company”) and its board (see page 3)", {}),
        ("net income (loss) and sales (USD) in (A) or (B2)", {}),
        ("Costs fell.\nSales\t12 (IBM)", {}),
    ],
)
def test_abbreviations_are_found_with_what_they_stand_for(text: str, found: dict[str, str]) -> None:
    assert abbreviations([text]) == found


@given(st.lists(st.text("aAbB.() &-“”\n", max_size=80), max_size=5))
def test_abbreviations_stand_behind_their_long_form(texts: list[str]) -> None:
    for short, long in abbreviations(texts).items():
        assert any(text.find(long) >= 0 and text.find(short, text.find(long) + len(long)) > 0 for text in texts)


@pytest.mark.parametrize(
    ("heading", "numbers", "words"),
    [
        ("Item 7A. Market risk", ("item 7a", "# 7a"), "Market risk"),
        ("NOTE 12 — DEBT", ("note 12", "# 12"), "DEBT"),
        ("4.2 Termination", ("# 4.2",), "Termination"),
        ("§ 5 Haftung", ("§ 5", "# 5"), "Haftung"),
        ("第三章 总则", ("章 三", "# 三"), "总则"),
        ("Article IV: Payment", ("article iv", "# iv"), "Payment"),
        ("Leases", (), "Leases"),
        ("2022 results", (), "2022 results"),
    ],
)
def test_headings_are_parted_from_their_numbers(heading: str, numbers: tuple[str, ...], words: str) -> None:
    assert opening(heading) == (numbers, words)


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("What does Item 7A say?", ("item 7a", "# 7a")),
        ("Compare Sections 4.2 and Note 3.", ("section 4.2", "# 4.2", "note 3", "# 3")),
        ("Was regelt § 5?", ("§ 5", "# 5")),
        ("第三章讲什么？", ("章 三", "# 三")),
        ("Is part a of it, in 2022, above 7%?", ()),
        ("Was the section in force?", ()),
    ],
)
def test_questions_name_numbered_parts(question: str, named: tuple[str, ...]) -> None:
    assert references(question) == named


def test_lines_of_figures_are_rows() -> None:
    text = "Net sales $ 34,229 $ 35,355\nCost of sales\n19,232\n18,795\nSales rose by 5 in 2022 and fell since.\n12"
    assert list(line_labels(text)) == ["Net sales", "Cost of sales"]


@pytest.mark.parametrize(
    ("text", "language", "terms"),
    [
        ("Biochar is a kind of charcoal. It was spread in May.", "en", ["Biochar"]),
        ("“Affiliate” means any company. An owner refers to whoever holds it.", "en", ["owner", "Affiliate"]),
        ("One service, Alder Stock, is a market for pictures.", "en", ["Alder Stock"]),
        ("Net debt is calculated as debt less cash.", "en", ["Net debt"]),
        ("Der Leihschein ist eine Karte.", "de", ["Leihschein"]),
        ("样式文件是一种文件。", "zh", ["样式文件"]),
        ("Sales rose in May, and costs fell.", "en", []),
        ("Biochar is a kind of charcoal.", "xx", []),
    ],
)
def test_terms_are_found_where_they_are_defined(text: str, language: str, terms: list[str]) -> None:
    assert list(defined(text, language)) == terms


def test_a_page_without_headings_is_about_what_it_opens_with() -> None:
    builder = Builder()
    for number, title in enumerate(["Balance sheet", "Cash flows", "Leases", "Auditors"]):
        builder.text("Acme Report").text(title).text(f"A sentence that is on page {number + 1}, and on no other one.")
        builder.new_page()
    document = builder.build()
    assert openings(document)[1] == ("Cash flows",)
    assert [draft.heads for draft in cut(document)] == ["Balance sheet", "Cash flows", "Leases", "Auditors"]
    assert cut(document)[0].passage.headings == ()
    assert openings(Builder().heading("One").text("Acme").build()) == {}


def test_a_passage_is_on_the_page_that_has_most_of_it() -> None:
    builder = Builder().text("It begins here")
    begun = len(builder.elements) - 1
    builder.new_page().text("and goes on for much longer on the page after it, where it ends.", continues=begun)
    assert [draft.passage.page for draft in cut(builder.build())] == [1]


def test_lines_of_a_contents_page_are_no_rows() -> None:
    builder = Builder().text("Contents")
    for number, title in enumerate(["Business", "Balance Sheets", "Cash Flows", "Leases", "Risk", "Pensions"]):
        builder.text(f"{title} ............ {number + 1}")
    builder.new_page().text("Balance sheets 12 13")
    assert [draft.names for draft in cut(builder.build())] == [(), ("Balance sheets",)]
