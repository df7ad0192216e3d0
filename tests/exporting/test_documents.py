"""Whole documents as files: what stands in parts is whole, tables are tables, and nothing of a text is markup."""

import json
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import msgspec
import pytest
from docling_core.types.doc.document import DoclingDocument
from hypothesis import given
from lxml import etree
from markdown_it import MarkdownIt
from markdown_it.token import Token

from chatdoc_server.document import NO_PAGE, Box, Cell, Document, Element, ElementKind, Page, Table
from chatdoc_server.exporting.documents.formats import DocumentFormat, written
from tests.exporting.made import Made
from tests.exporting.test_markdown import hostile, inner, plain

Json = dict[str, Any]
READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
NAME = "Report & <more>.pdf"


def text_of(document: Document, form: DocumentFormat, **options: bool) -> str:
    return b"".join(written(document, NAME, form, **options)).decode()


def markdown(document: Document) -> str:
    return text_of(document, DocumentFormat.MARKDOWN)


def page(document: Document) -> etree._Element:
    return etree.fromstring(text_of(document, DocumentFormat.HTML), etree.HTMLParser())


def words(node: etree._Element) -> str:
    return " ".join("".join(node.itertext()).split())


def grid(table: etree._Element) -> list[list[tuple[str, str, str, str]]]:
    """The cells of an HTML table: tag, text, and what they span."""
    return [
        [(cell.tag, words(cell), cell.get("rowspan", ""), cell.get("colspan", "")) for cell in row]
        for row in table.iter("tr")
    ]


def cells(tokens: Sequence[Token]) -> list[list[str]]:
    """The rows of a Markdown table."""
    rows: list[list[str]] = []
    for before, token in pairwise(tokens):
        if before.type == "tr_open":
            rows.append([])
        if before.type in {"th_open", "td_open"}:
            rows[-1].append("".join(child.content for child in token.children or ()))
    return rows


def test_headings_paragraphs_and_furniture() -> None:
    made = Made()
    made.add(ElementKind.PAGE_HEADER, "Running head")
    made.add(ElementKind.HEADING, "One", level=1)
    made.add(ElementKind.WATERMARK, "DRAFT")
    made.add(ElementKind.HEADING, "Two", level=2)
    made.add(ElementKind.PARAGRAPH, "Words of it.")
    made.add(ElementKind.HEADING, "Deep", level=9)
    made.add(ElementKind.FOOTNOTE, "1 A note.")
    made.add(ElementKind.PAGE_FOOTER, "12")
    document = made.document()
    assert markdown(document) == "# One\n\n## Two\n\nWords of it.\n\n###### Deep\n\n1 A note.\n"
    body = page(document).find("body")
    assert body is not None
    assert [(one.tag, words(one), one.get("class")) for one in body] == [
        ("h1", "One", None), ("h2", "Two", None), ("p", "Words of it.", None), ("h6", "Deep", None),
        ("p", "1 A note.", "footnote"),
    ]  # fmt: skip
    assert [one.get("data-index") for one in body] == ["1", "3", "4", "5", "6"]


def test_a_paragraph_in_parts_is_one() -> None:
    made = Made()
    first = made.add(ElementKind.PARAGRAPH, "The harbour was ex\u00ad")
    made.add(ElementKind.PAGE_FOOTER, "1")
    made.page += 1
    made.add(ElementKind.PAGE_HEADER, "Harbour report")
    made.add(ElementKind.PARAGRAPH, "tended in 1822.", continues=first)
    document = made.document()
    assert markdown(document) == "The harbour was extended in 1822.\n"
    [paragraph] = page(document).iter("p")
    assert words(paragraph) == "The harbour was extended in 1822."
    assert json.loads(text_of(document, DocumentFormat.JSON))["chains"] == [[0, 3]]
    [text] = [one for one in docling(document)["texts"] if one["content_layer"] == "body"]
    assert text["text"] == "The harbour was extended in 1822."
    assert [(one["page_no"], one["charspan"]) for one in text["prov"]] == [(1, [0, 18]), (2, [18, 33])]


def fees(rows: Sequence[Sequence[str]], *, heads: int = 1, **options: Any) -> Table:  # noqa: ANN401  # whatever a table has
    made = tuple(Cell(row=r, column=c, text=text) for r, row in enumerate(rows) for c, text in enumerate(row) if text)
    return Table(rows=len(rows), columns=max(map(len, rows)), header_rows=heads, cells=made, **options)


def test_a_table_in_parts_is_one_with_its_title_and_unit() -> None:
    made = Made()
    table = fees([["Fee", "2024"], ["Mooring", "412"]], title="Fees", unit="in thousands")
    first = made.add(ElementKind.TABLE, "", table=table)
    made.page += 1
    made.add(ElementKind.TABLE, "", table=fees([["Fee", "2024"], ["Pilot", ""], ["", "97"]]), continues=first)
    document = made.document()
    tokens = READER.parse(markdown(document))
    assert cells(tokens) == [["Fee", "2024"], ["Mooring", "412"], ["Pilot", ""], ["", "97"]]
    assert tokens[1].content == "Fees (in thousands)"
    [shown] = page(document).iter("table")
    assert [words(one) for one in shown.iter("caption")] == ["Fees (in thousands)"]
    assert [len(list(part.iter("tr"))) for part in shown if part.tag in {"thead", "tbody"}] == [1, 3]
    assert grid(shown)[3] == [("td", "", "", ""), ("td", "97", "", "")]


def test_a_unit_that_stands_above_a_table_is_not_repeated() -> None:
    made = Made()
    stated = fees([["Fee", "2024"], ["Mooring", "412"]], unit="in thousands")
    made.add(ElementKind.HEADING, "Statement of Fees", level=1)
    made.add(ElementKind.PARAGRAPH, "(In thousands)")
    made.add(ElementKind.TABLE, "", table=stated)
    made.add(ElementKind.PARAGRAPH, "Others were:")
    made.add(ElementKind.TABLE, "", table=stated)
    made.add(ElementKind.TABLE, "", table=fees([["In thousands", "2024"], ["Pilot", "97"]], unit="in thousands"))
    document = made.document()
    assert [token.content for token in READER.parse(markdown(document)) if token.type == "inline"] == [
        "Statement of Fees", "(In thousands)", "Fee", "2024", "Mooring", "412",
        "Others were:", "(in thousands)", "Fee", "2024", "Mooring", "412", "In thousands", "2024", "Pilot", "97",
    ]  # fmt: skip
    assert [len(list(table.iter("caption"))) for table in page(document).iter("table")] == [0, 1, 0]
    assert len([text for text in docling(document)["texts"] if text["label"] == "caption"]) == 3


MERGED = Table(
    rows=4,
    columns=3,
    header_rows=2,
    cells=(
        Cell(row=0, column=0, row_span=2, text="Fee"),
        Cell(row=0, column=1, column_span=2, text="Year"),
        Cell(row=1, column=1, text="2024"),
        Cell(row=1, column=2, text="2023"),
        Cell(row=2, column=0, text="Fees:"),
        Cell(row=3, column=0, text="Mooring", depth=1),
        Cell(row=3, column=2, text="398"),
    ),
)


def test_merged_cells_are_html_in_both() -> None:
    made = Made()
    made.add(ElementKind.TABLE, "", table=MERGED)
    made.add(ElementKind.PARAGRAPH, "After *it*.")
    document = made.document()
    expected = [
        [("th", "Fee", "2", ""), ("th", "Year", "", "2")],
        [("th", "2024", "", ""), ("th", "2023", "", "")],
        [("td", "Fees:", "", "")],
        [("td", "Mooring", "", ""), ("td", "", "", ""), ("td", "398", "", "")],
    ]
    [table] = page(document).iter("table")
    assert grid(table) == expected
    block, *rest = READER.parse(markdown(document))
    assert block.type == "html_block"
    assert grid(etree.fromstring(block.content, etree.HTMLParser()).find(".//table")) == expected
    assert rest[1].content == r"After \*it\*."


def test_a_table_without_heads() -> None:
    made = Made()
    made.add(ElementKind.TABLE, "", table=fees([["a", "1|2"], ["", "3"]], heads=0))
    assert cells(READER.parse(markdown(made.document()))) == [["", ""], ["a", "1|2"], ["", "3"]]


ITEMS = [
    ("• First", 0), ("– Inner", 20), ("– Inner too", 20), ("• Second", 0), ("1. One", 20), ("12) Twelve", 20),
    ("(a) Lettered", 40), ("• Last", 0),
]  # fmt: skip


def test_lists_nest_by_their_left_edges() -> None:
    made = Made()
    made.add(ElementKind.PARAGRAPH, "They are:")
    for text, left in ITEMS:
        made.add(ElementKind.LIST_ITEM, text, left=left)
    made.add(ElementKind.PARAGRAPH, "No more.")
    document = made.document()
    assert markdown(document).split("\n\n")[1].split("\n") == [
        "- First", "  - Inner", "  - Inner too", "- Second", "  1. One", "  12. Twelve", "      - (a) Lettered",
        "- Last",
    ]  # fmt: skip
    [outer] = page(document).iterfind("body/ul")
    assert [words(one).split()[0] for one in outer] == ["First", "Second", "Last"]
    assert [[words(one) for one in inner] for inner in outer.iterfind("li/ul")] == [["Inner", "Inner too"]]
    [numbered] = outer.iterfind("li/ol")
    assert [one.get("value") for one in numbered] == ["1", "12"]
    assert [words(one) for one in numbered.iterfind("li/ul/li")] == ["(a) Lettered"]


def test_code_keeps_its_lines_and_figures_their_captions() -> None:
    made = Made()
    made.add(ElementKind.CODE, "if a < b:\n    ```run```()")
    made.add(ElementKind.FIGURE, "Quay wall", caption=2)
    made.add(ElementKind.CAPTION, "Figure 1: The quay")
    made.add(ElementKind.FIGURE, "")
    document = made.document()
    fence, comment, *rest = READER.parse(markdown(document))
    assert fence.content == "if a < b:\n    ```run```()\n"
    assert comment.content == "<!-- figure -->\n"
    assert [one.content for one in rest if one.type == "inline"] == ["Quay wall", "Figure 1: The quay"]
    shown = page(document)
    assert [one.text for one in shown.iter("code")] == ["if a < b:\n    ```run```()"]
    assert [words(one) for one in shown.iter("figcaption")] == ["Figure 1: The quay"]
    assert len(list(shown.iter("figure"))) == 2
    assert words(shown).count("Figure 1") == 1


def all_texts(document: Document, text: str) -> Document:
    """The document with that text everywhere."""

    def told(element: Element) -> Element:
        table = element.table
        if table is not None:
            filled = tuple(msgspec.structs.replace(cell, text=text) for cell in table.cells)
            table = msgspec.structs.replace(table, cells=filled, title=text, unit=text)
        mark = "• " if element.kind is ElementKind.LIST_ITEM else ""
        return msgspec.structs.replace(element, text=mark + text, table=table)

    return msgspec.structs.replace(document, elements=tuple(map(told, document.elements)))


def everything() -> Document:
    made = Made()
    for kind in ElementKind:
        if kind is ElementKind.TABLE:
            made.add(kind, "", table=MERGED)
            made.add(kind, "", table=fees([["a", "b"], ["c", "d"]]))
        else:
            made.add(kind, "x", level=1 if kind is ElementKind.HEADING else 0)
    return made.document()


EVERYTHING = everything()
TAGS = frozenset({"html_block", "html_inline", "image", "link_open"})


@given(hostile)
def test_no_text_becomes_markdown(text: str) -> None:
    told = READER.parse(markdown(all_texts(EVERYTHING, text)))
    usual = READER.parse(markdown(all_texts(EVERYTHING, "x")))
    if plain(text):
        assert [one.type for one in told] == [one.type for one in usual]
    assert len([one for one in inner(told) if one.type in TAGS]) <= len([one for one in usual if one.type in TAGS])


@given(hostile)
def test_no_text_becomes_html(text: str) -> None:
    data = b"".join(written(all_texts(EVERYTHING, text), text, DocumentFormat.HTML))
    root = etree.fromstring(data, etree.HTMLParser(encoding="utf-8"))
    usual = etree.fromstring(
        b"".join(written(all_texts(EVERYTHING, "x"), "x", DocumentFormat.HTML)), etree.HTMLParser(encoding="utf-8")
    )
    shapes = [[(one.tag, sorted(one.keys())) for one in tree.iter()] for tree in (root, usual)]
    if plain(text):
        assert shapes[0] == shapes[1]
    assert {tag for tag, _ in shapes[0]} <= {tag for tag, _ in shapes[1]}


def test_our_json_says_all_that_was_read() -> None:
    made = Made()
    made.add(ElementKind.HEADING, "Höhe", level=1)
    made.add(ElementKind.TABLE, "", table=MERGED, parent=0)
    document = made.document()
    found = json.loads(text_of(document, DocumentFormat.JSON))
    assert (found["format"], found["version"], found["name"], found["layout"]) == ("chatdoc-document", 1, NAME, "paged")
    assert found["pages"] == [{"number": 0, "width": 612.0, "height": 792.0}]
    heading, table = found["elements"]
    assert heading == {
        "index": 0, "kind": "heading", "text": "Höhe", "page": 0, "box": [72.0, 20.0, 172.0, 30.0], "level": 1,
    }  # fmt: skip
    assert (table["parent"], table["table"]["header_rows"], len(table["table"]["cells"])) == (0, 2, 7)
    assert table["table"]["cells"][0] == {"row": 0, "column": 0, "text": "Fee", "row_span": 2}


def docling(document: Document) -> Json:
    found: Json = json.loads(text_of(document, DocumentFormat.DOCLING))
    return found


def test_a_document_with_nothing_in_it() -> None:
    document = Document(pages=(Page(number=0, width=612, height=792),), elements=(), words=Made().document().words)
    assert markdown(document) == ""
    assert list(page(document).iterfind("body/*")) == []
    assert json.loads(text_of(document, DocumentFormat.JSON))["elements"] == []
    assert docling(document)["body"]["children"] == []


@pytest.mark.parametrize("form", DocumentFormat)
def test_a_file_comes_in_pieces(form: DocumentFormat) -> None:
    made = Made()
    for number in range(5000):
        made.add(ElementKind.PARAGRAPH, f"Paragraph {number} has some words.")
    pieces: Iterator[bytes] = written(made.document(), NAME, form)
    assert max(map(len, pieces)) < 200_000


def test_places_are_told_in_points_from_the_top_left() -> None:
    made = Made()
    made.add(ElementKind.PARAGRAPH, "Here.")
    [text] = docling(made.document())["texts"]
    box = {"l": 72.0, "t": 20.0, "r": 172.0, "b": 30.0, "coord_origin": "TOPLEFT"}
    assert text["prov"] == [{"page_no": 1, "bbox": box, "charspan": [0, 5]}]
    assert made.elements[0].box == Box(72, 20, 172, 30)


def in_list(made: Made, kind: ElementKind, text: str, path: str, **options: Any) -> None:  # noqa: ANN401  # whatever an element has
    index = made.add(kind, text, **options)
    made.elements[index] = msgspec.structs.replace(made.elements[index], page=NO_PAGE, xpath=f"/html/body{path}")


def flowing(made: Made) -> Document:
    return msgspec.structs.replace(made.document(), pages=())


def test_what_stands_in_an_item_of_flowing_text_stays_in_it() -> None:
    made = Made()
    in_list(made, ElementKind.LIST_ITEM, "Get it:", "/ol[1]/li[1]/p[1]")
    in_list(made, ElementKind.CODE, "get\n  all", "/ol[1]/li[1]/pre[1]")
    in_list(made, ElementKind.LIST_ITEM, "Fees", "/ol[1]/li[2]/p[1]")
    in_list(made, ElementKind.LIST_ITEM, "Inner", "/ol[1]/li[2]/ul[1]/li[1]/p[1]")
    in_list(made, ElementKind.TABLE, "", "/ol[1]/li[2]/ul[1]/li[1]/table[1]", table=fees([["a", "b"], ["c", "d"]]))
    in_list(made, ElementKind.LIST_ITEM, "Last", "/ol[1]/li[3]")
    in_list(made, ElementKind.PARAGRAPH, "After.", "/p[1]")
    document = flowing(made)
    shown = page(document)
    [numbered] = shown.iterfind("body/ol")
    assert [(one.get("value"), [part.tag for part in one]) for one in numbered] == [
        ("1", ["pre"]), ("2", ["ul"]), ("3", []),
    ]  # fmt: skip
    assert [part.tag for part in numbered.iterfind("li/ul/li/*")] == ["table"]
    assert [one.text for one in numbered.iter("code")] == ["get\n  all"]
    tree = etree.fromstring(READER.render(markdown(document)), etree.HTMLParser())
    outline = [
        (tree.getroottree().getpath(one).removeprefix("/html/body"), words(one)) for one in tree.iter("pre", "table")
    ]
    assert [(path, text) for path, text in outline] == [
        ("/ol/li[1]/pre", "get all"),
        ("/ol/li[2]/ul/li/table", "a b c d"),
    ]
    assert [one.tag for one in tree.find("body")] == ["ol", "p"]
    found = DoclingDocument.model_validate_json(text_of(document, DocumentFormat.DOCLING))
    assert [(depth, item.self_ref.split("/")[1]) for item, depth in found.iterate_items(with_groups=True)][1:] == [
        (1, "groups"), (2, "texts"), (3, "texts"), (2, "texts"), (3, "groups"), (4, "texts"), (5, "tables"),
        (2, "texts"), (1, "texts"),
    ]  # fmt: skip


def test_definitions_stand_in_their_terms() -> None:
    made = Made()
    in_list(made, ElementKind.LIST_ITEM, "Mooring", "/dl[1]/dt[1]")
    in_list(made, ElementKind.LIST_ITEM, "Tying up.", "/dl[1]/dd[1]")
    in_list(made, ElementKind.LIST_ITEM, "Pilotage", "/dl[1]/dt[2]")
    in_list(made, ElementKind.LIST_ITEM, "Being led:", "/dl[1]/dd[2]/p[1]")
    in_list(made, ElementKind.LIST_ITEM, "in", "/dl[1]/dd[2]/ul[1]/li[1]")
    assert markdown(flowing(made)).splitlines() == [
        "- Mooring", "  - Tying up.", "- Pilotage", "  - Being led:", "    - in",
    ]  # fmt: skip
