"""Answers from what goes on over a page: sentences whole, figures under the heads of a table's first part."""

from chatdoc_server.citations import source_info
from chatdoc_server.indexing.passages import cut
from chatdoc_server.retrieval.base import Hit
from tests.answering.asking import ID, ask
from tests.answering.builder import DocumentBuilder

FIRST = [
    ["Years ended December 31,", "2022", "2021"],
    ["Net sales", "$ 1,000", "$ 900"],
    ["Cost of sales", "600", "580"],
]
REST = [["Gross profit", "400", "320"], ["Operating income", "150", "130"], ["Net income", "110", "90"]]


def test_a_sentence_over_a_page_is_quoted_whole_and_cited_on_both() -> None:
    builder = DocumentBuilder().heading("Harbour")
    builder.paragraph("The quay of Larkfield is long. The lighthouse of Larkfield was built").page()
    document = builder.paragraph("of limestone in the year 1822. It stands still.", continues=1).build()
    hits = [Hit(ID, draft.passage, 1.0) for draft in cut(document)]
    answer = ask("What was the lighthouse of Larkfield built of?", document, hits)
    assert "The lighthouse of Larkfield was built of limestone in the year 1822." in answer.text
    assert answer.cited(document)[:2] == ["The lighthouse of Larkfield was built", "of limestone in the year 1822."]
    [item] = source_info(answer.pieces[0][1], {ID: document})
    assert {"0", "1"} <= set(item)


def test_a_figure_of_a_later_part_stands_under_the_heads_of_the_first() -> None:
    builder = DocumentBuilder().heading("Consolidated statements of income")
    builder.table(FIRST, unit="in millions").page().table(REST, header_rows=0, continues=1)
    document = builder.build()
    hits = [Hit(ID, draft.passage, 1.0) for draft in cut(document)]
    for year, figure in (("2022", "110"), ("2021", "90")):
        answer = ask(f"What was net income in {year}?", document, hits)
        assert figure in answer.text
        assert "million" in answer.text
        assert answer.cited(document) == [figure]
        [item] = source_info(answer.pieces[0][1], {ID: document})
        assert "1" in item
