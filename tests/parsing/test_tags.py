"""Tagged PDFs: what the file states about itself is taken where it can be right, and left where it can't."""

import io
from pathlib import Path

import pikepdf
import pytest

from chatdoc_server.document import Document, ElementKind
from tests.parsing.pdfs import of_kind, parse, saved, tables, typeset

# All of one look: without tags there is nothing to tell what is what.
SOURCE = """
#set page(margin: 60pt)
#set text(size: 10pt)
#show heading: it => block(text(10pt, weight: 400, it.body))
#set heading(bookmarked: false)
#set list(marker: none)
#set table(stroke: none)
= Harbour
#lorem(30)
=== Berths
#lorem(30) #footnote[A note about berths.]
- first thing
- second thing
  - a thing within it
#figure(
  table(columns: 3,
    table.header(table.cell(rowspan: 2)[name], table.cell(colspan: 2)[years], [now], [then]),
    [fees], [4], [5],
    [tolls], [6], [7],
  ), caption: [Some fees])
= Fishery
#lorem(30)
"""


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Document:
    return parse(typeset(SOURCE, tagged=True), tmp_path_factory.mktemp("tagged"))


def test_headings_are_those_that_the_tags_state(document: Document) -> None:
    headings = of_kind(document, ElementKind.HEADING)
    assert [(one.text, one.level, one.parent) for one in headings] == [
        ("Harbour", 1, -1),
        ("Berths", 3, headings[0].index),
        ("Fishery", 1, -1),
    ]


def test_lists_notes_and_captions_are_what_they_say(document: Document) -> None:
    assert [item.text for item in of_kind(document, ElementKind.LIST_ITEM)] == [
        "first thing",
        "second thing",
        "a thing within it",
    ]
    assert [caption.text for caption in of_kind(document, ElementKind.CAPTION)] == ["Table 1: Some fees"]
    (note,) = of_kind(document, ElementKind.FOOTNOTE)
    assert "A note about berths." in note.text


def test_a_table_has_the_cells_and_spans_that_the_tags_state(document: Document) -> None:
    (table,) = tables(document)
    assert (table.rows, table.columns, table.header_rows) == (4, 3, 2)
    assert [(cell.row, cell.column, cell.row_span, cell.column_span, cell.text) for cell in table.cells] == [
        (0, 0, 2, 1, "name"),
        (0, 1, 1, 2, "years"),
        (1, 1, 1, 1, "now"),
        (1, 2, 1, 1, "then"),
        *(
            (2 + row, at, 1, 1, text)
            for row, line in enumerate(("fees 4 5", "tolls 6 7"))
            for at, text in enumerate(line.split())
        ),
    ]


def test_cells_keep_their_columns_where_others_are_empty(tmp_path: Path) -> None:
    cells = "[], [now], [then], [fees], [4], [5], [tolls], [], [7], [dues], [8], []"
    source = f"#lorem(20)\n\n#table(columns: (5em, 5em, 5em), stroke: none, {cells})\n\n#lorem(20)"
    (table,) = tables(parse(typeset(source, tagged=True), tmp_path))
    assert [(cell.row, cell.column, cell.text) for cell in table.cells] == [
        (0, 1, "now"),
        (0, 2, "then"),
        (1, 0, "fees"),
        (1, 1, "4"),
        (1, 2, "5"),
        (2, 0, "tolls"),
        (2, 2, "7"),
        (3, 0, "dues"),
        (3, 1, "8"),
    ]


def test_a_role_of_the_files_own_is_mapped(tmp_path: Path) -> None:
    pdf = pikepdf.open(io.BytesIO(typeset(SOURCE, tagged=True)))
    root = pdf.Root.StructTreeRoot
    root.RoleMap = pikepdf.Dictionary(Chapter=pikepdf.Name.H1)
    _rename(root.K, {"/H1": "/Chapter"})
    headings = of_kind(parse(saved(pdf), tmp_path), ElementKind.HEADING)
    assert [(one.text, one.level) for one in headings] == [("Harbour", 1), ("Berths", 3), ("Fishery", 1)]


def test_a_tagged_paragraph_that_reads_as_a_caption_is_one(tmp_path: Path) -> None:
    source = "= Yields\n#lorem(30)\n\n- a list\n\nTable 3: Yields of the lower fields.\n\n#lorem(30)\n"
    document = parse(typeset(source, tagged=True), tmp_path)
    assert [element.text for element in of_kind(document, ElementKind.CAPTION)] == [
        "Table 3: Yields of the lower fields."
    ]


def test_words_set_apart_within_a_tagged_paragraph_stay_where_they_stand(tmp_path: Path) -> None:
    source = "#set page(width: 300pt)\n= Yields\n- a list\n\n*Upper fields.* #lorem(20) *Lower fields.* #lorem(20)\n"
    (paragraph,) = of_kind(parse(typeset(source, tagged=True), tmp_path), ElementKind.PARAGRAPH)
    assert paragraph.text.startswith("Upper fields. Lorem ipsum")
    assert 100 < paragraph.text.index("Lower fields. Lorem") < 200


def test_tags_that_call_everything_alike_are_not_believed(tmp_path: Path) -> None:
    source = SOURCE.replace("weight: 400", "weight: 700")
    pdf = pikepdf.open(io.BytesIO(typeset(source, tagged=True)))
    _rename(pdf.Root.StructTreeRoot.K, {f"/H{level}": "/H1" for level in range(7)} | {"/P": "/H1", "/LI": "/H1"})
    headings = of_kind(parse(saved(pdf), tmp_path), ElementKind.HEADING)
    assert {"Harbour", "Berths", "Fishery"} == {one.text for one in headings}


def test_tags_that_leave_much_text_out_are_not_believed(tmp_path: Path) -> None:
    pdf = pikepdf.open(io.BytesIO(typeset(SOURCE.replace("weight: 400", "weight: 700"), tagged=True)))
    _rename(pdf.Root.StructTreeRoot.K, {"/P": "/NonStruct"})
    read = parse(saved(pdf), tmp_path)
    assert len([one for one in of_kind(read, ElementKind.PARAGRAPH) if one.text.startswith("Lorem")]) == 3


def _rename(node: pikepdf.Object, names: dict[str, str]) -> None:
    """Give the structure elements under `node` other roles."""
    if isinstance(node, pikepdf.Array):
        for one in node:
            _rename(one, names)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node and str(node.S) in names:
            node.S = pikepdf.Name(names[str(node.S)])
        if "/K" in node:
            _rename(node.K, names)
