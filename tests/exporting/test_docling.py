"""Docling's own library reads what is exported for it, and cuts it into chunks."""

from typing import Any

import pytest
from docling_core.transforms.chunker.doc_chunk import DocMeta
from docling_core.transforms.chunker.hierarchical_chunker import HierarchicalChunker
from docling_core.transforms.chunker.hybrid_chunker import HybridChunker
from docling_core.transforms.chunker.tokenizer.base import BaseTokenizer
from docling_core.types.doc.common.content_layer import ContentLayer
from docling_core.types.doc.document import DoclingDocument
from docling_core.types.doc.items.group import ListGroup
from docling_core.types.doc.items.table.table import TableItem

from chatdoc_server.document import Document, ElementKind
from chatdoc_server.exporting.documents.formats import DocumentFormat, written
from tests.exporting.made import Made
from tests.exporting.test_documents import ITEMS, MERGED, fees


class Words(BaseTokenizer):
    """Counts words."""

    def count_tokens(self, text: str) -> int:
        return len(text.split())

    def get_max_tokens(self) -> int:
        return 20

    def get_tokenizer(self) -> Any:  # noqa: ANN401  # its own signature
        return self.count_tokens


def read(document: Document) -> DoclingDocument:
    return DoclingDocument.model_validate_json(b"".join(written(document, "report.pdf", DocumentFormat.DOCLING)))


def report() -> Document:
    made = Made()
    made.add(ElementKind.PAGE_HEADER, "Harbour office")
    top = made.add(ElementKind.HEADING, "Harbour report", level=1)
    made.add(ElementKind.PARAGRAPH, "It opened in 1822.", parent=top)
    under = made.add(ElementKind.HEADING, "Fees", level=2, parent=top)
    made.add(ElementKind.CAPTION, "Table 1: Fees by year", parent=under)
    table = fees([["Fee", "2024"], ["Mooring", "412"]], title="Table 1: Fees by year", title_element=4)
    first = made.add(ElementKind.TABLE, "", table=table, parent=under)
    made.page += 1
    made.add(ElementKind.TABLE, "", table=fees([["Fee", "2024"], ["Pilot", "97"]]), parent=under, continues=first)
    for text, left in ITEMS:
        made.add(ElementKind.LIST_ITEM, text, left=left, parent=under)
    made.add(ElementKind.FIGURE, "12 m", parent=under, caption=len(made.elements) + 1)
    made.add(ElementKind.CAPTION, "Figure 1: The quay", parent=under)
    made.add(ElementKind.CODE, "quay = 12\ndepth = 4", parent=under)
    made.add(ElementKind.FORMULA, "a + b = c", parent=under)
    made.add(ElementKind.FOOTNOTE, "1 Of granite.", parent=under)
    made.add(ElementKind.WATERMARK, "DRAFT")
    return made.document()


@pytest.fixture(scope="module")
def document() -> DoclingDocument:
    return read(report())


def test_texts_have_their_labels_levels_and_layers(document: DoclingDocument) -> None:
    labels = [(str(one.label), one.text) for one in document.texts if not str(one.label).startswith("list")]
    assert labels == [
        ("page_header", "Harbour office"), ("section_header", "Harbour report"), ("text", "It opened in 1822."),
        ("section_header", "Fees"), ("caption", "Table 1: Fees by year"), ("caption", "Figure 1: The quay"),
        ("text", "12 m"), ("code", "quay = 12\ndepth = 4"), ("formula", "a + b = c"), ("footnote", "1 Of granite."),
        ("text", "DRAFT"),
    ]  # fmt: skip
    furniture = {one.text for one in document.texts if one.content_layer is ContentLayer.FURNITURE}
    assert furniture == {"Harbour office", "DRAFT"}
    assert [getattr(one, "level", None) for one in document.texts[1:4]] == [1, None, 2]


def test_a_table_in_parts_stands_on_both_pages(document: DoclingDocument) -> None:
    [table] = document.tables
    assert [one.page_no for one in table.prov] == [1, 2]
    assert table.caption_text(document) == "Table 1: Fees by year"
    frame = table.export_to_dataframe(document)
    assert frame.to_dict("list") == {"Fee": ["Mooring", "Pilot"], "2024": ["412", "97"]}


def test_merged_cells_fill_their_places() -> None:
    made = Made()
    made.add(ElementKind.TABLE, "", table=MERGED)
    [table] = read(made.document()).tables
    assert [[cell.text for cell in row] for row in table.data.grid] == [
        ["Fee", "Year", "Year"], ["Fee", "2024", "2023"], ["Fees:", "", ""], ["Mooring", "", "398"],
    ]  # fmt: skip
    kinds = {cell.text: (cell.column_header, cell.row_header, cell.row_section) for cell in table.data.table_cells}
    assert kinds["Year"] == (True, False, False)
    assert kinds["Fees:"] == (False, False, True)
    assert kinds["Mooring"] == (False, True, False)
    assert kinds["398"] == (False, False, False)


def test_lists_are_groups_within_items(document: DoclingDocument) -> None:
    outer, bullets, numbers, letters = document.groups
    assert all(isinstance(one, ListGroup) for one in document.groups)
    assert [child.resolve(document).text for child in outer.children] == ["First", "Second", "Last"]
    items = [child.resolve(document) for group in (bullets, numbers, letters) for child in group.children]
    assert [(one.text, one.marker, one.enumerated) for one in items] == [
        ("Inner", "-", False), ("Inner too", "-", False), ("One", "1.", True), ("Twelve", "12.", True),
        ("Lettered", "(a)", True),
    ]  # fmt: skip


def test_it_becomes_markdown(document: DoclingDocument) -> None:
    text = document.export_to_markdown()
    for part in ("# Harbour report", "| Pilot", "1. One", "Figure 1: The quay", "quay = 12\ndepth = 4"):
        assert part in text
    assert "DRAFT" not in text


def test_its_chunkers_cut_it(document: DoclingDocument) -> None:
    chunks = list(HierarchicalChunker().chunk(document))
    [told] = [one for one in chunks if "412" in one.text]
    assert isinstance(told.meta, DocMeta)
    assert told.meta.headings == ["Harbour report", "Fees"]
    assert "Pilot, 2024 = 97" in told.text
    assert any(isinstance(one, TableItem) for one in told.meta.doc_items)
    joined = list(HybridChunker(tokenizer=Words()).chunk(document))
    assert {"It opened in 1822.", "1 Of granite."} <= {line for one in joined for line in one.text.split("\n")}
