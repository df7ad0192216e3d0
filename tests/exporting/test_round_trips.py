"""Documents that were really read, exported and read back: their headings, their tables and their words in order."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import pytest
from lxml import etree
from markdown_it.token import Token

from chatdoc_server.document import FURNITURE, Document, ElementKind, Table
from chatdoc_server.document.continuation import joined_table, parts
from chatdoc_server.exporting.documents.formats import DocumentFormat
from chatdoc_server.exporting.documents.reading import marker_of
from samples.build import REPORT as SAMPLE
from tests.exporting.test_documents import READER, cells, grid, page, text_of, words
from tests.parsing.pdfs import parse, typeset

MOVED = frozenset({ElementKind.CAPTION, ElementKind.FIGURE, ElementKind.IMAGE, ElementKind.TABLE})
"""What stands elsewhere than in the elements' order, or is looked at apart."""

REPORT = """
#set page(width: 400pt, height: 300pt)
= Fees & dues
Paid in _2024_, of \\$5 and US\\$ 7, the fees of *all* harbours were 12% \\| 13%.
== Mooring
#table(columns: 4, table.header(table.cell(rowspan: 2)[Fee], table.cell(colspan: 3)[Year], [2024], [2023], [2022]),
  ..range(30).map(n => ([Fee \\##n], [#(n + 100)], [#(n + 200)], [#(n + 300)])).flatten())
=== Pilots
- One fee \\*
  - for boats
  - for ships
- Another
"""
PAPER = """
#set page(width: 500pt, height: 400pt, columns: 2, numbering: "1")
#set par(justify: true)
#set text(hyphenate: true)
= Introduction
#lorem(160)
== Method
#lorem(90)
+ Measure.
+ Weigh.
= Results
#figure(table(columns: 2, table.header([Kind], [Size]), [Boat], [4], [Ship], [40]), caption: [Sizes of both.])
#lorem(60)
"""
CHINESE = """
#set page(width: 420pt, height: 400pt)
#set text(font: ("Noto Sans CJK SC", "Noto Serif CJK SC", "WenQuanYi Zen Hei", "Droid Sans Fallback"))
= 第一章 港口
港口的费用在二〇二四年上涨了百分之五，其中引航费上涨最多，停泊费保持不变。
== 费用
#table(columns: 3, table.header([项目], [2024年], [2023年]), [引航费], [1,200], [1,100], [停泊费], [800], [800])
"""


@pytest.fixture(scope="module", params=["sample", "report", "paper", "chinese"])
def document(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Document:
    sources = {"report": REPORT, "paper": PAPER, "chinese": CHINESE}
    data = typeset(sources[request.param]) if request.param in sources else SAMPLE.read_bytes()
    return parse(data, tmp_path_factory.mktemp("read"))


Places = dict[tuple[int, int], str]


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def headings(document: Document) -> list[tuple[int, str]]:
    return [(one.level, one.text) for one in document.elements if one.kind is ElementKind.HEADING]


def tables(document: Document) -> list[Places]:
    """The cells of each table by row and column, those of later parts under those of the first."""
    chains = parts(document)
    firsts = [one for one in document.elements if one.table is not None and one.continues < 0]
    return [
        {(cell.row, cell.column): " ".join(cell.text.split()) for cell in whole.cells}
        for first in firsts
        for whole in [joined_table(list(own_tables(document, chains.get(first.index, (first.index,)))))]
    ]


def own_tables(document: Document, indexes: Sequence[int]) -> Iterator[Table]:
    for index in indexes:
        table = document.elements[index].table
        assert table is not None
        yield table


def places(table: etree._Element) -> Places:
    """The cells of an HTML table where a browser puts them; those without words are left out."""
    found: Places = {}
    taken: set[tuple[int, int]] = set()
    for row, line in enumerate(grid(table)):
        column = 0
        for _, text, rows, columns in line:
            while (row, column) in taken:
                column += 1
            taken |= {
                (row + down, column + right) for down in range(int(rows or 1)) for right in range(int(columns or 1))
            }
            if text:
                found[row, column] = text
    return found


def gfm_places(tokens: Sequence[Token]) -> Places:
    rows = cells(tokens)
    if not any(rows[0]):
        # GFM's own heads, where the table has none.
        rows = rows[1:]
    return {(row, column): text for row, line in enumerate(rows) for column, text in enumerate(line) if text}


def blocks_of(tokens: Sequence[Token]) -> Iterator[tuple[str, Sequence[Token]]]:
    """Tables, blocks of HTML and texts that stand in neither, each with its tokens."""
    start = -1
    for number, token in enumerate(tokens):
        if token.type == "table_open":
            start = number
        elif token.type == "table_close":
            yield "table", tokens[start:number]
            start = -1
        elif start < 0 and token.type in {"html_block", "inline", "fence"}:
            yield token.type, [token]


def assert_in_order(document: Document, shown: str) -> None:
    """Each text of a document stands in what is shown, after those before it."""
    at = 0
    for element in document.elements:
        if element.kind in FURNITURE | MOVED:
            continue
        text = element.text[marker_of(element.text)[1] if element.kind is ElementKind.LIST_ITEM else 0 :]
        found = shown.find(letters(text), at)
        assert found >= 0, text
        at = found + len(letters(text))


def test_markdown_says_what_the_document_says(document: Document) -> None:
    tokens = READER.parse(text_of(document, DocumentFormat.MARKDOWN))
    assert [
        (int(before.tag[1]), "".join(one.content for one in token.children or ()))
        for before, token in pairwise(tokens)
        if before.type == "heading_open"
    ] == headings(document)
    found: list[Places] = []
    shown = ""
    for kind, block in blocks_of(tokens):
        if kind == "table":
            found.append(gfm_places(block))
        elif kind == "html_block" and block[0].content.startswith("<table"):
            found += map(places, etree.fromstring(block[0].content, etree.HTMLParser()).iter("table"))
        elif kind != "html_block":
            shown += letters("".join(one.content for one in block[0].children or ()) or block[0].content)
    assert found == tables(document)
    assert found
    assert_in_order(document, shown)


def test_html_says_what_the_document_says(document: Document) -> None:
    body = page(document).find("body")
    assert body is not None
    found = [(int(one.tag[1]), words(one)) for one in body.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert found == headings(document)
    assert [places(table) for table in body.iter("table")] == tables(document)
    assert_in_order(document, letters(words(body)))
    for element in document.elements:
        shown = body.xpath(f"//*[@data-index='{element.index}']")
        assert len(shown) <= 1
        assert all(one.get("data-page") == str(element.page) for one in shown)
