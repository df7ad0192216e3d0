"""What each converter makes of its format, block by block."""

import datetime
import io
import zipfile
from pathlib import Path

import openpyxl
import pptx
import pytest
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from chatdoc_server.errors import DocumentError, DocumentStatus
from chatdoc_server.parsing.archives import Bounds, open_archive
from chatdoc_server.parsing.base import FormatName, Tools
from chatdoc_server.parsing.registry import REGISTRY
from tests import files
from tests.flowing import formats
from tests.flowing.pages import Page, text_of

FACTS = files.facts(6, seed=5)


class Converted(Page):
    """A file as it is shown, and the title it gives itself."""

    def __init__(self, folder: Path, data: bytes | str, form: FormatName) -> None:
        path = folder / "file"
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        converter = REGISTRY.named(form).converter
        assert converter is not None
        made = converter.convert(path, folder, Tools())
        super().__init__(made.data)
        self.check()
        self.title = made.title

    @property
    def shown(self) -> list[tuple[str, str]]:
        """Element and text of every block."""
        return [(block.tag, text_of(block)) for block in self.blocks]

    @property
    def rows(self) -> list[list[str]]:
        """The cells of all tables."""
        return [[text_of(cell) for cell in row] for row in self.root.iter("tr")]


def test_wrapped_lines_of_a_text_are_joined(tmp_path: Path) -> None:
    text = (
        "The harbour of Larkfield was built of granite in the year 1822 and has\n"
        "been used ever since by the fishing boats of the town and by all those\n"
        "who come to trade.\n\n"
        "Of granite\nand of slate\nwe sing.\n\n"
        "- The ferry leaves at seven\n  in the morning.\n- The crane is idle.\n"
    )
    assert Converted(tmp_path, text, FormatName.TEXT).shown == [
        ("p", " ".join(text.split("\n\n", maxsplit=1)[0].split())),
        ("p", "Of granite and of slate we sing."),
        ("p", "- The ferry leaves at seven in the morning."),
        ("p", "- The crane is idle."),
    ]


def test_chinese_lines_are_joined_without_a_space(tmp_path: Path) -> None:
    line = "拉克菲尔德港于一八二二年用花岗岩建成，至今仍在使用，港口的全部收入来自船舶"
    page = Converted(tmp_path, f"{line}\n{line}\n{line[:9]}。", FormatName.TEXT)
    assert page.shown == [("p", line + line + line[:9] + "。")]


def test_headings_of_a_text_are_those_that_are_evident(tmp_path: Path) -> None:
    text = (
        "Harbour report\n==============\n\nText one.\n\nWORKS AND DUES\n\nText two.\n\nChapter 3\n\nText three.\n\n"
        "A short line\n\nYES.\n\nUnder\n-----\nText four.\n"
    )
    assert Converted(tmp_path, text, FormatName.TEXT).shown == [
        ("h1", "Harbour report"),
        ("p", "Text one."),
        ("h2", "WORKS AND DUES"),
        ("p", "Text two."),
        ("h2", "Chapter 3"),
        ("p", "Text three."),
        ("p", "A short line"),
        ("p", "YES."),
        ("h2", "Under"),
        ("p", "Text four."),
    ]


def test_columns_of_a_text_keep_their_places(tmp_path: Path) -> None:
    page = Converted(
        tmp_path, "Name       Age    Town\nAnn        12     Calder\nBob        13     Harrow\n", FormatName.TEXT
    )
    [pre] = page.root.iter("pre")
    assert pre.text.splitlines()[1] == "Ann        12     Calder"


def test_markdown_keeps_its_structure(tmp_path: Path) -> None:
    text = (
        '---\ntitle: "The harbour"\nlang: en\n---\n# One\n\nText <script>alert(1)</script><b>two</b> ~~three~~\n\n'
        "1. four\n"
        "   - five\n\n> six\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n    seven\n      eight\n\nNine\n----\n"
        "![ten](https://a.example/x.png) [eleven](javascript:alert(1)) <https://a.example/y>\n"
    )
    page = Converted(tmp_path, text, FormatName.MARKDOWN)
    assert page.title == "The harbour"
    assert page.root.get("lang") == "en"
    assert page.shown == [
        ("h1", "One"),
        ("p", "Text two three"),
        ("p", "four"),
        ("li", "five"),
        ("p", "six"),
        ("table", "a b 1 2"),
        ("pre", "seven eight"),
        ("h2", "Nine"),
        ("p", "ten eleven https://a.example/y"),
    ]
    assert page.root.xpath("//thead//th/text()") == ["a", "b"]
    assert page.root.xpath("//del/text()") == ["three"]
    assert page.root.xpath("//a/@href") == ["https://a.example/y"]


def test_an_uploaded_page_keeps_all_its_text_and_a_website_its_main_content(tmp_path: Path) -> None:
    paragraphs = "".join(f"<p>{fact.sentence} {formats.FILLING}</p>" for fact in FACTS)
    page = (
        '<!doctype html><html lang="en"><head><title>The harbour - Larkfield News</title>'
        '<base href="https://news.example/a/"><meta property="og:title" content="The harbour"></head><body>'
        '<nav><ul><li><a href="/">Home</a></li><li><a href="/about">About this site</a></li></ul></nav>'
        f"<article><h1>The harbour</h1>{paragraphs}<h2>Dues</h2><p>The <a href='dues.html'>dues of the port</a> "
        "are these, "
        "as they were set by the council in the spring of that year.</p>"
        "<table><tr><th>Kind</th><th>2024</th></tr><tr><td>Mooring</td><td>412</td></tr></table></article>"
        "<footer><p>Copyright of nobody at all</p></footer></body></html>"
    )
    whole = Converted(tmp_path, page, FormatName.HTML)
    main = Converted(tmp_path, page, FormatName.WEBSITE)
    texts = [text for _, text in main.shown]
    for fact in FACTS:
        assert any(fact.sentence in text for text in texts)
    assert main.title == "The harbour"
    assert ("h2", "Dues") in main.shown
    assert main.rows == [["Kind", "2024"], ["Mooring", "412"]]
    assert main.root.xpath("//a/@href") == ["https://news.example/a/dues.html"]
    assert main.root.get("lang") == "en"
    for left_out in ("About this site", "Copyright of nobody at all"):
        assert left_out in whole.source
        assert left_out not in main.source


def test_a_website_without_a_main_content_is_kept_whole(tmp_path: Path) -> None:
    page = Converted(tmp_path, "<html><title>T</title><body><div>Closed today.</div></body></html>", FormatName.WEBSITE)
    assert [text for _, text in page.shown] == ["Closed today."]
    with pytest.raises(DocumentError) as caught:
        Converted(tmp_path, "<html><title>T</title><body><script>x</script></body></html>", FormatName.WEBSITE)
    assert caught.value.status is DocumentStatus.HTML_EMPTY_BODY_ERROR


def test_a_workbook_shows_values_as_it_would(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Dues & fees"
    sheet.append(["Kind", "Sum", "Share", "Since", "Paid", "Exact"])
    sheet.append(["Mooring", 1234.5, 0.256, datetime.date(2024, 5, 1), True, 0.1 + 0.2])
    sheet["B2"].number_format = '"$"#,##0.00'
    sheet["C2"].number_format = "0.0%"
    sheet.append(["Pilots", -7, None, datetime.datetime(2024, 5, 1, 12, 30), False, 12])
    sheet["B3"].number_format = "#,##0"
    sheet.append([])
    sheet.append([None, None, "Note", "Text"])
    sheet.append([None, None, "a", "first\nsecond"])
    book.create_sheet("Empty")
    target = io.BytesIO()
    book.save(target)
    page = Converted(tmp_path, target.getvalue(), FormatName.XLSX)
    assert page.rows == [
        ["Kind", "Sum", "Share", "Since", "Paid", "Exact"],
        ["Mooring", "$1,234.50", "25.6%", "2024-05-01", "TRUE", "0.3"],
        ["Pilots", "-7", "", "2024-05-01 12:30", "FALSE", "12"],
        ["Note", "Text"],
        ["a", "first second"],
    ]
    assert [text for tag, text in page.shown if tag == "h2"] == ["Dues & fees"]
    assert len(page.root.xpath("//thead")) == 2


def test_slides_keep_lists_charts_and_merged_cells(tmp_path: Path) -> None:
    presentation = pptx.Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[1])
    slide.shapes.title.text = "One"
    frame = slide.placeholders[1].text_frame
    frame.text = "two"
    inner = frame.add_paragraph()
    inner.text, inner.level = "three", 1
    table = slide.shapes.add_table(2, 2, Inches(1), Inches(6), Inches(4), Inches(1)).table
    table.cell(0, 0).merge(table.cell(0, 1))
    table.cell(0, 0).text, table.cell(1, 0).text, table.cell(1, 1).text = "four", "five", "six"
    figures = CategoryChartData()
    figures.categories = ["2023", "2024"]
    figures.add_series("Ships", (12, 14.5))
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, 0, Inches(8), Inches(3), Inches(2), figures)
    presentation.slides.add_slide(presentation.slide_layouts[6])
    target = io.BytesIO()
    presentation.save(target)
    page = Converted(tmp_path, target.getvalue(), FormatName.PPTX)
    assert page.shown == [
        ("h2", "One"),
        ("p", "two"),
        ("li", "three"),
        ("table", "four five six"),
        ("table", "Ships 2023 12 2024 14.5"),
        ("h2", "Slide 2"),
    ]
    assert page.root.xpath("//th/@colspan") == ["2"]
    assert page.root.xpath("//ul/li/ul/li")


def test_values_keep_quotes_and_line_ends(tmp_path: Path) -> None:
    page = Converted(tmp_path, 'name;said;sum\r\n"Ann; B";"two\nlines";1,5\r\n;"x ""y""";2\r\n', FormatName.CSV)
    assert page.rows == [["name", "said", "sum"], ["Ann; B", "two lines", "1,5"], ["", 'x "y"', "2"]]
    assert len(page.root.xpath("//thead/tr")) == 1
    figures = Converted(tmp_path, "1,2,3\n4,5,6\n", FormatName.CSV)
    assert not figures.root.xpath("//thead")


def test_an_archive_is_bounded(tmp_path: Path) -> None:
    path = tmp_path / "archive.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a/one.txt", b"x" * 5000)
        archive.writestr("two.txt", b"y")
    with open_archive(path) as opened:
        assert opened.names() == ("a/one.txt", "two.txt")
        assert opened.read("two.txt") == b"y"
        assert "two.txt" in opened
        assert "three.txt" not in opened
        with pytest.raises(DocumentError):
            opened.read("a/one.txt", 4999)
        with pytest.raises(DocumentError):
            opened.read("three.txt")
    for bounds in (Bounds(unpacked=5000), Bounds(entries=1), Bounds(ratio=10, ratio_from=100)):
        with pytest.raises(DocumentError) as caught, open_archive(path, DocumentStatus.PDF_CONVERT_ERROR, bounds):
            pass
        assert caught.value.status is DocumentStatus.PDF_CONVERT_ERROR
        assert "too large" in str(caught.value)


@pytest.mark.parametrize("name", ["../a", "a/../../b", "/etc/passwd", "..\\a", "C:\\a", "a/.."])
def test_names_that_lead_outside_of_an_archive_are_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / "archive.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, b"x")
    with pytest.raises(DocumentError, match="outside"), open_archive(path):
        pass
