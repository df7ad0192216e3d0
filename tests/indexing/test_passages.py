"""Cutting: along headings, pages, sentences and rows, and nowhere else."""

from time import process_time

from hypothesis import given, settings
from hypothesis import strategies as st

from chatdoc_server.document import Document, ElementKind
from chatdoc_server.indexing.passages import MOST, TARGET, cut
from tests.indexing.documents import Builder

HEADS = ["", "2022", "2021"]


def long_table(rows: int) -> list[list[str]]:
    return [HEADS, *([f"Line item {n}", str(n * 100), str(n * 90)] for n in range(1, rows + 1))]


def test_paragraphs_under_one_heading_are_joined() -> None:
    document = Builder().heading("Liquidity").text("We have cash.").text("We have credit.").build()
    (draft,) = cut(document)
    assert draft.passage.text == "We have cash.\nWe have credit."
    assert draft.passage.headings == ("Liquidity",)
    assert draft.passage.elements == (1, 2)
    assert draft.embedded == "Liquidity. We have cash. We have credit."


def test_headings_pages_and_tables_end_a_passage() -> None:
    document = (
        Builder().heading("A").text("one").heading("B", 2).text("two").table([HEADS, ["x", "1", "2"]]).text("three")
        .new_page().text("four").build()
    )  # fmt: skip
    passages = [draft.passage for draft in cut(document)]
    assert [p.text.split("\n")[-1] for p in passages] == ["one", "two", "x\t1\t2", "three", "four"]
    assert [p.headings for p in passages] == [("A",), ("A", "B"), ("A", "B"), ("A", "B"), ("A", "B")]
    assert [p.page for p in passages] == [0, 0, 0, 0, 1]
    assert [p.number for p in passages] == [0, 1, 2, 3, 4]


def test_furniture_is_left_out_and_does_not_part_text() -> None:
    document = Builder().text("one").furniture("Annual report 2022").text("two").build()
    (draft,) = cut(document)
    assert draft.passage.text == "one\ntwo"


def test_a_heading_with_nothing_under_it_is_text_itself() -> None:
    document = Builder().heading("Overview").heading("Thank you", 1).build()
    assert " ".join(draft.passage.text for draft in cut(document)).split() == ["Overview", "Thank", "you"]


def test_a_paragraph_over_a_page_is_one_passage_of_the_page_where_it_begins() -> None:
    document = (
        Builder().heading("Liquidity").text("We have cash.").text("The line of credit was ex\u00ad").furniture("12")
        .new_page().furniture("Annual report").text("tended to 2027.", continues=2).text("We pay dividends.").build()
    )  # fmt: skip
    first, second = (draft.passage for draft in cut(document))
    assert first.text == "We have cash.\nThe line of credit was extended to 2027."
    assert (first.page, second.page) == (0, 1)
    assert [document.text_of(span) for span in first.spans] == [
        "We have cash.", "The line of credit was ex", "tended to 2027.",
    ]  # fmt: skip
    assert second.text == "We pay dividends."


def test_a_long_text_in_parts_is_cut_between_sentences_wherever_its_parts_end() -> None:
    told = " ".join(f"Sentence number {n} tells about the matter at some length." for n in range(60))
    middle = told.index("about", len(told) // 2)
    document = Builder().text(told[: middle - 1]).new_page().text(told[middle:], continues=0).build()
    passages = [draft.passage for draft in cut(document)]
    assert " ".join(passage.text for passage in passages) == told
    for passage in passages:
        assert passage.text.startswith("Sentence number")
        assert passage.text.endswith("length.")
        assert " ".join(document.text_of(span).strip() for span in passage.spans) == passage.text
    assert {passage.page for passage in passages} == {0, 1}


def test_a_table_that_goes_on_has_the_title_the_unit_and_the_heads_of_its_first_part() -> None:
    document = (
        Builder().table([HEADS, ["Mooring", "412", "398"]], title="Fees", unit="in thousands").new_page()
        .table([["Pilot", "97", "104"]], heads=0, continues=0).new_page()
        .table([HEADS, ["Crane", "58", "61"]], continues=1).build()
    )  # fmt: skip
    passages = [draft.passage for draft in cut(document)]
    over = "Fees (in thousands)\n2022\t2021\n"
    assert [passage.text for passage in passages] == [
        f"{over}Mooring\t412\t398", f"{over}Pilot\t97\t104", f"{over}Crane\t58\t61",
    ]  # fmt: skip
    assert [document.text_of(span) for span in passages[1].spans] == ["Pilot", "97", "104"]
    assert [passage.page for passage in passages] == [0, 1, 2]


def test_footnotes_are_passages_of_their_own_that_count_for_less() -> None:
    document = (
        Builder().heading("A").text("one").text("1 aside", ElementKind.FOOTNOTE)
        .text("2 aside", ElementKind.FOOTNOTE).text("two").build()
    )  # fmt: skip
    drafts = cut(document)
    assert [draft.passage.text for draft in drafts] == ["one", "1 aside\n2 aside", "two"]
    assert drafts[1].prior < drafts[0].prior == drafts[2].prior == 1


def test_long_paragraphs_are_cut_between_sentences() -> None:
    sentences = [f"Sentence number {n} tells about the matter at some length." for n in range(60)]
    document = Builder().text(" ".join(sentences)).build()
    passages = [draft.passage for draft in cut(document)]
    assert len(passages) > 1
    for passage in passages:
        assert len(passage.text) <= MOST
        assert passage.text.startswith("Sentence number")
        assert passage.text.endswith("length.")
        assert passage.text == "".join(document.text_of(span) for span in passage.spans).strip()


def test_text_without_sentences_is_cut_all_the_same() -> None:
    for text in ("word " * 1000, "x" * 5000, "字" * 5000):
        passages = [draft.passage for draft in cut(Builder().text(text).build())]
        assert all(len(passage.text) <= MOST for passage in passages)
        assert "".join(passage.text.replace(" ", "") for passage in passages) == text.replace(" ", "")


def test_every_piece_of_a_table_carries_title_unit_and_heads() -> None:
    document = Builder().heading("Statements").table(long_table(50), title="Balance Sheets", unit="in millions").build()
    passages = [draft.passage for draft in cut(document)]
    assert len(passages) > 2
    for passage in passages:
        assert passage.text.startswith("Balance Sheets (in millions)\n2022\t2021\n")
        assert passage.headings == ("Statements",)
    assert passages[0].rows == (0, 17)


def test_rows_are_covered_once_and_never_parted() -> None:
    document = Builder().table(long_table(50)).build()
    table = document.elements[0].table
    assert table is not None
    passages = [draft.passage for draft in cut(document)]
    covered = [span.cell for passage in passages for span in passage.spans]
    assert covered == list(range(len(table.cells)))
    for passage in passages:
        assert passage.rows is not None
        start, stop = passage.rows
        assert {table.cells[span.cell].row for span in passage.spans} == set(range(start, stop))


def test_rows_that_one_cell_spans_stay_together() -> None:
    rows = long_table(40)
    document = Builder().table(rows, spans={15: 6}).build()
    ranges = [draft.passage.rows for draft in cut(document)]
    assert all(stop <= 15 or start >= 21 or (start <= 15 and stop >= 21) for start, stop in filter(None, ranges))


def test_figures_of_a_table_are_not_embedded() -> None:
    document = Builder().table([HEADS, ["Net sales", "$ 34,229", "(35,355)"], ["Margin", "5.1%", "—"]]).build()
    (draft,) = cut(document)
    assert draft.embedded == "2022 2021. Net sales. Margin"
    assert "34,229" in draft.passage.text


def test_short_lines_above_an_untitled_table_say_what_it_is() -> None:
    document = Builder().text("Consolidated Balance Sheets").table([HEADS, ["Cash", "1", "2"]]).build()
    assert "Consolidated Balance Sheets" in cut(document)[-1].embedded


def test_contents_pages_count_less() -> None:
    builder = Builder().heading("Table of Contents")
    for number in range(12):
        builder.text(f"Item {number}. Some part of the report ........ {number * 7 + 3}", ElementKind.LIST_ITEM)
    document = builder.new_page().heading("Business").text("We sell paint.").build()
    priors = {draft.passage.page: draft.prior for draft in cut(document)}
    assert priors == {0: 0.5, 1: 1.0}


def test_a_table_of_figures_is_no_contents_page() -> None:
    document = Builder().table([["", "Count"], *([f"Plant {n}", str(900 - n * 31 % 70)] for n in range(20))]).build()
    assert {draft.prior for draft in cut(document)} == {1.0}


def test_an_empty_document_has_no_passages() -> None:
    assert cut(Builder().build()) == []
    assert cut(Builder().text("  \n ").table([]).build()) == []


def test_hostile_texts_cost_little() -> None:
    hostile = [
        "-" * 60_000,
        ". " * 30_000,
        "." * 60_000,
        " " * 60_000 + "x",
        "(" * 60_000,
        "1" * 60_000,
        "a.\n" * 20_000,
    ]
    builder = Builder()
    for text in hostile:
        builder.text(text).table([["", text], [text, "1"]]).new_page()
    start = process_time()
    cut(builder.build())
    assert process_time() - start < 5


texts = st.text(max_size=3 * TARGET)
blocks = st.one_of(
    st.tuples(st.just("heading"), texts, st.integers(1, 4)),
    st.tuples(st.just("text"), texts),
    st.tuples(st.just("page")),
    st.tuples(st.just("table"), st.lists(st.lists(st.text(max_size=20), min_size=3, max_size=3), max_size=40)),
)


def document_of(parts: list[tuple[object, ...]]) -> Document:
    builder = Builder()
    for kind, *rest in parts:
        getattr(builder, "new_page" if kind == "page" else str(kind))(*rest)
    return builder.build()


@settings(max_examples=60, deadline=None)
@given(st.lists(blocks, max_size=12))
def test_every_word_outside_headings_stands_in_exactly_one_passage(parts: list[tuple[object, ...]]) -> None:
    document = document_of(parts)
    passages = [draft.passage for draft in cut(document)]
    spans = [span for passage in passages for span in passage.spans]
    assert len(set(spans)) == len(spans)
    for passage in passages:
        pages = {document.elements[span.element].page for span in passage.spans}
        assert pages == {passage.page}
    for element in document.elements:
        mine = [span for span in spans if span.element == element.index]
        if element.kind is ElementKind.PARAGRAPH:
            held = "".join(document.text_of(span) for span in mine)
            assert held.split() == element.text.split() or "".join(held.split()) == "".join(element.text.split())
        elif element.table is not None:
            assert sorted(span.cell for span in mine) == list(range(len(element.table.cells)))
