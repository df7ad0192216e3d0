"""What a Word file states of its structure comes through LibreOffice's tags, however it looks."""

import shutil
from pathlib import Path

import pytest

from chatdoc_server.document import Document, ElementKind
from chatdoc_server.document.continuation import joined_table
from chatdoc_server.parsing.base import Depth, Reading, Tools
from chatdoc_server.parsing.pdf import PdfParser
from chatdoc_server.parsing.word.convert import DocxConverter
from tests.word.conftest import needs_office
from tests.word.packages import package, paragraph

PROSE = "The harbour took in more this year than in the one before, and its moorings were full. " * 3


def cell(text: str, properties: str = "") -> str:
    """A cell of a table of the main part."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


STARTS, GOES_ON, SPANS = '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:gridSpan w:val="2"/>'
HEAD = "<w:tr><w:trPr><w:tblHeader/></w:trPr>"
COLUMN = '<w:gridCol w:w="2000"/>'
TABLE = (
    f"<w:tbl><w:tblPr/><w:tblGrid>{COLUMN * 3}</w:tblGrid>"
    f"{HEAD}{cell('Dues', STARTS)}{cell('Year', SPANS)}</w:tr>"
    f"{HEAD}{cell('', GOES_ON)}{cell('2024')}{cell('2023')}</w:tr>"
    f"<w:tr>{cell('Mooring')}{cell('412')}{cell('398')}</w:tr>"
    f"<w:tr>{cell('Pilots')}{cell('')}{cell('104')}</w:tr>"
    "</w:tbl>"
)


def parsed(body: str, folder: Path) -> Document:
    """The document of a package with that main part."""
    path, converted = folder / "file", folder / "converted.pdf"
    path.write_bytes(package(body))
    (folder / "scratch").mkdir()
    tools = Tools(soffice=shutil.which("soffice") or "")
    converted.write_bytes(DocxConverter().convert(path, folder / "scratch", tools).data)
    return PdfParser().parse(converted, Reading(Depth.ELITE), tools, lambda done, total: None)


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Document:
    body = "".join(
        (
            paragraph("Harbour", "Heading1"),
            paragraph(PROSE),
            paragraph("Dues", "Heading2"),
            paragraph("A line that is short"),
            TABLE,
            paragraph(PROSE),
            paragraph("Fishery", "Heading1"),
            paragraph(PROSE),
        )
    )
    return parsed(body, tmp_path_factory.mktemp("tagged"))


@needs_office
def test_styles_of_headings_are_their_levels(document: Document) -> None:
    headings = [element for element in document.elements if element.kind is ElementKind.HEADING]
    assert [(heading.text, heading.level) for heading in headings] == [("Harbour", 1), ("Dues", 2), ("Fishery", 1)]


@needs_office
def test_merged_cells_and_heads_of_tables_are_kept(document: Document) -> None:
    (table,) = [element.table for element in document.elements if element.table is not None]
    assert (table.rows, table.columns, table.header_rows) == (4, 3, 2)
    assert [(one.row, one.column, one.row_span, one.column_span, one.text) for one in table.cells] == [
        (0, 0, 2, 1, "Dues"),
        (0, 1, 1, 2, "Year"),
        (1, 1, 1, 1, "2024"),
        (1, 2, 1, 1, "2023"),
        (2, 0, 1, 1, "Mooring"),
        (2, 1, 1, 1, "412"),
        (2, 2, 1, 1, "398"),
        (3, 0, 1, 1, "Pilots"),
        (3, 2, 1, 1, "104"),
    ]


@needs_office
def test_a_table_that_goes_on_over_the_page_keeps_its_heads(tmp_path: Path) -> None:
    rows = "".join(f"<w:tr>{cell(f'Berth {at}')}{cell(f'{at}12')}{cell(f'{at}98')}</w:tr>" for at in range(10, 80))
    heads = f"{HEAD}{cell('Berth')}{cell('2024')}{cell('2023')}</w:tr>"
    dues = f"<w:tbl><w:tblPr/><w:tblGrid>{COLUMN * 3}</w:tblGrid>{heads}{rows}</w:tbl>"
    document = parsed(paragraph("Dues", "Heading1") + dues + paragraph(PROSE), tmp_path)
    first, *others = (element for element in document.elements if element.table is not None)
    assert others
    assert [one.continues for one in others] == [first.index, *(one.index for one in others[:-1])]
    whole = joined_table([one.table for one in (first, *others) if one.table is not None])
    texts = {(one.row, one.column): one.text for one in whole.cells}
    assert [texts[0, column] for column in range(3)] == ["Berth", "2024", "2023"]
    assert [texts[at - 9, column] for at in range(10, 80) for column in range(3)] == [
        text for at in range(10, 80) for text in (f"Berth {at}", f"{at}12", f"{at}98")
    ]
