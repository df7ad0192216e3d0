"""Running heads, feet, page numbers, watermarks and line numbers: in the elements, out of the text."""

from pathlib import Path

import pytest

from chatdoc_server.document import FURNITURE, Document, ElementKind
from tests.parsing.pdfs import Text, handmade, of_kind, parse, tables, typeset

PAGE = "#set page(width: 612pt, height: 792pt, margin: 72pt"


def texts(document: Document, *kinds: ElementKind) -> list[str]:
    return [element.text for element in of_kind(document, *kinds)]


def body(document: Document) -> str:
    return " ".join(element.text for element in document.elements if element.kind not in FURNITURE)


def lines(count: int, x: float = 72, y: float = 700, pitch: float = 14) -> list[Text]:
    return [
        Text(x, y - pitch * number, f"line {number} of running text that fills the page up to its end")
        for number in range(count)
    ]


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("[– #n.display() –]", "- {} -"),
        ("[Page #n.display() of 4]", "Page {} of 4"),
        ("[F-#n.display()]", "F-{}"),
        ("[3-#n.display()]", "3-{}"),
        ("[\\[#n.display()\\]]", "[{}]"),
    ],
)
def test_page_numbers_of_many_forms(tmp_path: Path, form: str, expected: str) -> None:
    source = f"{PAGE}, footer: context {{ let n = counter(page); align(center, {form}) }})\n#lorem(1600)"
    document = parse(typeset(source), tmp_path)
    assert texts(document, ElementKind.PAGE_FOOTER) == [expected.format(page.number + 1) for page in document.pages]
    assert not any(map(str.isdecimal, body(document)))


def test_chinese_and_roman_page_numbers(tmp_path: Path) -> None:
    footer = "footer: context align(center)[第 #counter(page).display() 页 共 2 页]"
    source = f'#set text(font: "Noto Sans CJK SC")\n{PAGE}, {footer})\n' + "企业在报告期内实现营业收入增长。" * 120
    found = texts(parse(typeset(source), tmp_path), ElementKind.PAGE_FOOTER)
    assert [text.replace(" ", "") for text in found] == ["第1页共2页", "第2页共2页"]
    source = f'{PAGE}, footer: context align(center, counter(page).display("i")))\n#lorem(1300)'
    assert texts(parse(typeset(source), tmp_path), ElementKind.PAGE_FOOTER) == ["i", "ii", "iii"]


def test_heads_that_differ_on_left_and_right_pages(tmp_path: Path) -> None:
    header = (
        "header: context { let n = counter(page).get().first()\n"
        "if calc.odd(n) [Chapter One #h(1fr) #n] else [#n #h(1fr) The Book] }"
    )
    document = parse(typeset(f"{PAGE}, {header})\n#lorem(2600)"), tmp_path)
    found = texts(document, ElementKind.PAGE_HEADER)
    assert found == ["Chapter One", "1", "2", "The Book", "Chapter One", "3", "4", "The Book"]


def test_heads_that_change_with_the_chapter(tmp_path: Path) -> None:
    names = ["Harbours"] * 4 + ["Railways"] * 4 + ["Canals", "Roads"]
    pages = [
        [Text(250, 750, name), *lines(40), Text(450, 40, f"Part {number + 3}")] for number, name in enumerate(names)
    ]
    document = parse(handmade(pages), tmp_path)
    assert texts(document, ElementKind.PAGE_HEADER) == names
    assert len(of_kind(document, ElementKind.PAGE_FOOTER)) == len(names)


def test_a_first_page_of_a_chapter_without_head_keeps_its_heading(tmp_path: Path) -> None:
    pages = [[Text(72, 750, "Annual Report"), *lines(40)] for _ in range(6)]
    pages[3] = [Text(72, 690, "Results of the Year", 20, bold=True), *lines(30, y=650)]
    document = parse(handmade(pages), tmp_path)
    assert texts(document, ElementKind.PAGE_HEADER) == ["Annual Report"] * 5
    assert texts(document, ElementKind.HEADING) == ["Results of the Year"]


def test_a_title_that_later_pages_repeat_as_their_head_stays_the_title(tmp_path: Path) -> None:
    pages = [[Text(72, 750, "Pump Manual"), *lines(40)] for _ in range(5)]
    pages[0] = [Text(72, 740, "Pump Manual", 24, bold=True), *lines(40)]
    document = parse(handmade(pages), tmp_path)
    assert texts(document, ElementKind.PAGE_HEADER) == ["Pump Manual"] * 4
    assert texts(document, ElementKind.HEADING) == ["Pump Manual"]


def test_two_rows_with_columns_of_furniture(tmp_path: Path) -> None:
    pages = [
        [
            Text(72, 760, "Acme Holdings"),
            Text(430, 760, "Annual Report 2023"),
            Text(72, 746, "Notes to the statements"),
            *lines(40, y=710),
            Text(72, 40, "Confidential"),
            Text(500, 40, f"Page {number + 1}"),
        ]
        for number in range(5)
    ]
    document = parse(handmade(pages), tmp_path)
    heads = ["Acme Holdings", "Annual Report 2023", "Notes to the statements"]
    assert texts(document, ElementKind.PAGE_HEADER) == heads * 5
    feet = [text for number in range(5) for text in ("Confidential", f"Page {number + 1}")]
    assert texts(document, ElementKind.PAGE_FOOTER) == feet


def test_page_numbers_alone_in_the_middle_are_found_again(tmp_path: Path) -> None:
    """The library drops what is two digits and alone in the middle of a page."""
    pages = [[*lines(10 + number), Text(301, 500 - 20 * number, str(number + 8))] for number in range(5)]
    document = parse(handmade(pages), tmp_path)
    assert texts(document, ElementKind.PAGE_FOOTER) == ["8", "9", "10", "11", "12"]
    for footer, number in zip(of_kind(document, ElementKind.PAGE_FOOTER), range(5), strict=True):
        assert abs(footer.box.left - 301) < 0.6
        assert abs(footer.box.bottom - (792 - 500 + 20 * number + 2.2)) < 0.6


def test_repeated_heads_of_a_table_are_the_tables(tmp_path: Path) -> None:
    pages = []
    for page in range(4):
        heads = [Text(x, 740, head) for x, head in ((72, "Name"), (300, "Bought"), (400, "Sold"), (500, "Kept"))]
        cells = [
            Text(x, 715 - 14 * row, str(x * (row + 3) + page) if x > 72 else f"Item a{row} of {page}")
            for row in range(40)
            for x in (72, 300, 400, 500)
        ]
        pages.append([*heads, *cells])
    document = parse(handmade(pages), tmp_path)
    assert not of_kind(document, ElementKind.PAGE_HEADER)
    assert len(tables(document)) == 4


def test_units_that_come_back_are_none(tmp_path: Path) -> None:
    pages = [[Text(250, 745, "(in millions)"), *lines(40, y=720)] for _ in range(5)]
    document = parse(handmade(pages), tmp_path)
    assert not of_kind(document, ElementKind.PAGE_HEADER)
    assert body(document).count("(in millions)") == 5


def test_one_page_shows_its_head_and_foot(tmp_path: Path) -> None:
    page = [
        Text(72, 760, "Journal of Harbours", 8),
        Text(500, 760, "447"),
        *lines(40, y=715),
        Text(280, 20, "Downloaded in June", 7),
    ]
    document = parse(handmade([page]), tmp_path)
    assert texts(document, ElementKind.PAGE_HEADER) == ["Journal of Harbours", "447"]
    assert texts(document, ElementKind.PAGE_FOOTER) == ["Downloaded in June"]


def test_a_row_at_left_middle_and_right_is_a_foot(tmp_path: Path) -> None:
    rows = [Text(72, 60, "Revision: 2.4"), Text(195, 60, "P/N 119-036"), Text(325, 60, "June 2019")]
    document = parse(handmade([[*lines(40, y=700, pitch=15), *rows]]), tmp_path)
    assert texts(document, ElementKind.PAGE_FOOTER) == ["Revision: 2.4", "P/N 119-036", "June 2019"]


def test_the_last_lines_of_a_letter_are_its_own(tmp_path: Path) -> None:
    page = [Text(72, 740, "Dear Sir,"), *lines(30, y=710), Text(72, 250, "Yours truly,"), Text(72, 200, "A. Writer")]
    document = parse(handmade([page]), tmp_path)
    assert not of_kind(document, *FURNITURE)


def test_a_stamp_up_the_margin_is_furniture(tmp_path: Path) -> None:
    page = [*lines(40), Text(30, 300, "archive:2503.04086v1 6 March 2025", 16, 90)]
    document = parse(handmade([page]), tmp_path)
    (stamp,) = of_kind(document, ElementKind.PAGE_HEADER)
    assert (stamp.text, stamp.rotation) == ("archive:2503.04086v1 6 March 2025", 270)


@pytest.mark.parametrize(
    ("mark", "text"),
    [
        ("rotate(-45deg, text(90pt, fill: luma(200))[DRAFT COPY])", "DRAFT COPY"),
        ("rotate(-30deg, text(70pt, fill: rgb(255, 0, 0, 30%))[CONFIDENTIAL])", "CONFIDENTIAL"),
        ("text(100pt, fill: luma(220))[CONFIDENTIAL]", "CONFIDENTIAL"),
        ('rotate(-45deg, text(90pt, font: "Noto Sans CJK SC", fill: luma(200))[机密])', "机密"),
    ],
)
def test_watermarks_are_apart_from_the_text(tmp_path: Path, mark: str, text: str) -> None:
    document = parse(typeset(f"{PAGE}, background: {mark})\n#lorem(600)"), tmp_path)
    assert texts(document, ElementKind.WATERMARK) == [text] * len(document.pages)
    assert text not in body(document)
    assert body(document).startswith("Lorem ipsum dolor sit amet, consectetur adipiscing elit")


def test_small_texts_askew_are_no_watermark(tmp_path: Path) -> None:
    source = f"{PAGE})\n#lorem(100)\n#box(rotate(-45deg, text(8pt)[January])) #box(rotate(-45deg, text(8pt)[June]))"
    assert not of_kind(parse(typeset(source), tmp_path), ElementKind.WATERMARK)


@pytest.mark.parametrize("step", [1, 5])
def test_line_numbers_in_the_margin(tmp_path: Path, step: int) -> None:
    numbering = f"n => if calc.rem(n, {step}) == 0 [#n]"
    document = parse(typeset(f"{PAGE})\n#set par.line(numbering: {numbering})\n#lorem(500)"), tmp_path)
    (numbers,) = of_kind(document, ElementKind.LINE_NUMBER)
    counted = [int(text) for text in numbers.text.split()]
    assert counted == list(range(step, counted[-1] + 1, step))
    assert len(counted) > 5
    assert numbers.box.right < 72
    assert not any(map(str.isdecimal, body(document)))


def test_line_numbers_of_a_pleading_stand_beside_empty_lines_too(tmp_path: Path) -> None:
    page = [Text(40, 740 - 24 * number, str(number + 1)) for number in range(28)]
    page += [
        Text(72, 740 - 24 * number, "words of the pleading that fill the line up to its end") for number in (3, 4, 5)
    ]
    document = parse(handmade([page]), tmp_path)
    assert texts(document, ElementKind.LINE_NUMBER) == [" ".join(str(number + 1) for number in range(28))]


def test_line_numbers_between_two_columns(tmp_path: Path) -> None:
    page = []
    for number in range(40):
        page.append(Text(60, 740 - 12 * number, "left column words that run on and on here"))
        page.append(Text(330, 740 - 12 * number, "right column words that go on to the end"))
        if number % 5 == 4:
            page.append(Text(296 if number > 8 else 299, 740 - 12 * number, str(number + 1)))
    document = parse(handmade([page]), tmp_path)
    assert texts(document, ElementKind.LINE_NUMBER) == ["5 10 15 20 25 30 35 40"]
    first = of_kind(document, ElementKind.PARAGRAPH)[0]
    assert "right" not in first.text


def test_numbered_items_and_rows_are_no_line_numbers(tmp_path: Path) -> None:
    rows = ", ".join(f"[{number}], [Name {number}], [{number * 7 % 100}]" for number in range(1, 16))
    items = " \\ ".join(f"{number} Item number {number}" for number in range(1, 16))
    source = f"{PAGE})\n#lorem(100)\n\n#table(columns: 3, stroke: none, {rows})\n#lorem(50)\n\n{items}\n\n#lorem(50)"
    assert not of_kind(parse(typeset(source), tmp_path), ElementKind.LINE_NUMBER)
