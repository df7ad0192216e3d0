"""Whatever a document holds and a question asks: an answer comes, and all that it cites can be shown."""

import msgspec
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from chatdoc_server.citations import nodes, rectangles
from chatdoc_server.document import NO_BOX, NO_PAGE, NO_WORDS, Document, Table, Words
from tests.answering.asking import ask
from tests.answering.builder import DocumentBuilder

WORDS = st.sampled_from(
    [
        "Net",
        "sales",
        "net income",
        "2022",
        "2021",
        "Total",
        "assets",
        "Inventories",
        "Q2",
        "(1,749)",
        "$",
        "—",
        "12.5%",
        "as of",
        "December 31,",
        "Revenues",
        "Acme",
        "fell",
        "because",
        "Inc.",
        "the",
        "(in millions)",
        "change",
        "per share",
        "漢字",
        "…",
        "",
    ]
)
TEXTS = st.lists(WORDS, min_size=1, max_size=8).map(" ".join)
TABLES = st.lists(st.lists(WORDS | TEXTS, min_size=2, max_size=4), min_size=1, max_size=6)
QUESTIONS = st.lists(
    WORDS
    | st.sampled_from(
        ["what was", "how much", "why did", "which", "highest", "ratio", "quick ratio", "from", "to", "?", "capex"]
    ),
    min_size=1,
    max_size=12,
).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(question=QUESTIONS, paragraphs=st.lists(TEXTS, max_size=4), tables=st.lists(TABLES, max_size=2), data=st.data())
def test_every_answer_is_told_and_every_citation_resolves(
    question: str, paragraphs: list[str], tables: list[list[list[str]]], data: st.DataObject
) -> None:
    builder = DocumentBuilder().heading("Consolidated Balance Sheets")
    for paragraph in paragraphs:
        builder.paragraph(paragraph)
    for table in tables:
        heads = data.draw(st.integers(0, len(table)))
        depths = data.draw(st.lists(st.integers(0, 3), min_size=len(table), max_size=len(table)))
        builder.table(table, header_rows=heads, depths=depths)
    document = builder.build()
    got = ask(question, document)
    assert got.text.strip()
    for text, supports in got.pieces:
        assert supports
        for support in supports:
            for span in support.spans:
                said = document.text_of(span)
                assert [
                    word for rect in rectangles(document, span) for word in builder.words_under(rect)
                ] == said.split()
                if span.cell < 0:
                    assert said in text


@settings(max_examples=100, deadline=None)
@given(
    question=QUESTIONS
    | st.sampled_from(["Wie hoch war der Umsatz 2022?", "净销售额是多少？", "Сколько всего в 2021?"]),
    paragraphs=st.lists(TEXTS, max_size=4),
    tables=st.lists(TABLES, max_size=2),
    language=st.sampled_from(["en", "de", "zh", "ru", ""]),
)
def test_documents_without_pages_are_answered_by_nodes(
    question: str, paragraphs: list[str], tables: list[list[list[str]]], language: str
) -> None:
    builder = DocumentBuilder().heading("Consolidated Balance Sheets")
    for paragraph in paragraphs:
        builder.paragraph(paragraph)
    for table in tables:
        builder.table(table)
    document = flowing(builder.build(), language)
    got = ask(question, document)
    assert got.text.strip()
    for _, supports in got.pieces:
        for span in (span for support in supports for span in support.spans):
            assert all(node.xpath for node in nodes(document, span))


def flowing(document: Document, language: str) -> Document:
    """The same document without pages: its elements and cells stand at nodes."""
    elements = tuple(
        msgspec.structs.replace(
            element,
            page=NO_PAGE,
            box=NO_BOX,
            words=NO_WORDS,
            xpath=f"/html/body/*[{element.index + 1}]",
            table=None if element.table is None else _at_nodes(element.table),
        )
        for element in document.elements
    )
    empty = Words(spans=np.zeros((0, 2), np.int32), boxes=np.zeros((0, 4), np.float32))
    return Document(pages=(), elements=elements, words=empty, language=language)


def _at_nodes(table: Table) -> Table:
    cells = tuple(
        msgspec.structs.replace(
            cell, box=NO_BOX, words=NO_WORDS, xpath=f"/table/tr[{cell.row + 1}]/td[{cell.column + 1}]"
        )
        for cell in table.cells
    )
    return msgspec.structs.replace(table, cells=cells)
