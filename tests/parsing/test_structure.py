"""Structure: furniture, pages turned in print, and the three depths."""

from pathlib import Path

import pytest

from chatdoc_server.document import Document, Element, ElementKind
from chatdoc_server.parsing.base import Depth
from tests.parsing.pdfs import Text, handmade, of_kind, parse, typeset

REPORT = """
#set page(width: 612pt, height: 792pt, margin: 60pt, header: [Acme Holdings Annual Report], footer: context [
  #align(center)[Page #counter(page).display()]])
#set text(size: 10pt)
#set heading(numbering: none)
= Business
#lorem(80)
== Products
#lorem(300)
== Customers
#lorem(200)
= Risks
#lorem(250)
== Weather
- Rain falls on the fields of the company and its many tenants
- Wind does too

#lorem(900)
"""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Document:
    return parse(typeset(REPORT), tmp_path_factory.mktemp("report"))


def test_everything_stands_under_its_heading(report: Document) -> None:
    (item, _) = of_kind(report, ElementKind.LIST_ITEM)
    assert report.headings_over(item.index) == ("Risks", "Weather")
    assert [element.index for element in report.elements] == list(range(len(report.elements)))


def test_what_repeats_at_the_edges_is_furniture(report: Document) -> None:
    pages = len(report.pages)
    assert pages > 2
    headers = of_kind(report, ElementKind.PAGE_HEADER)
    footers = of_kind(report, ElementKind.PAGE_FOOTER)
    assert [header.text for header in headers] == ["Acme Holdings Annual Report"] * pages
    assert [footer.text for footer in footers] == [f"Page {number + 1}" for number in range(pages)]
    assert {element.parent for element in (*headers, *footers)} == {-1}


def test_a_page_number_that_stands_high_is_still_one(tmp_path: Path) -> None:
    pages = [
        [Text(60, 700, f"Text of page {name} that says something"), Text(60, 500, str(number + 7))]
        for number, name in enumerate(["one", "two", "three", "four"])
    ]
    footers = of_kind(parse(handmade(pages), tmp_path), ElementKind.PAGE_FOOTER)
    assert [footer.text for footer in footers] == ["7", "8", "9", "10"]


def test_a_page_turned_in_print_is_read_upright(tmp_path: Path) -> None:
    page = [Text(100, 100, "Turned", 12, 90), Text(100, 145, "text", 12, 90), Text(114, 100, "below", 12, 90)]
    (element,) = parse(handmade([page]), tmp_path).elements
    assert (element.text, element.rotation) == ("Turned text below", 270)


@pytest.mark.parametrize("depth", list(Depth))
def test_depths_read_more_and_more(tmp_path: Path, depth: Depth) -> None:
    document = parse(typeset(REPORT), tmp_path, depth)
    kinds = {element.kind for element in document.elements}
    assert (ElementKind.LIST_ITEM in kinds) == (depth is not Depth.LITE)
    assert (ElementKind.HEADING in kinds) == (depth is Depth.ELITE)
    assert "Business" in [element.text for element in document.elements]


def test_lite_is_lines(tmp_path: Path) -> None:
    page = [Text(60, 700, "One line"), Text(60, 688, "and another")]
    elements: tuple[Element, ...] = parse(handmade([page]), tmp_path, Depth.LITE).elements
    assert [element.text for element in elements] == ["One line", "and another"]
