"""What is read off pictures of pages, beside the words that the pages were made of."""

import itertools
import re

import pytest

from chatdoc_server.document import Box, Document, ElementKind
from chatdoc_server.parsing.base import Depth, OcrMode
from chatdoc_server.parsing.turn import to_frame
from tests import files
from tests.ocr.conftest import Read
from tests.ocr.scans import error_rate, farthest, scan, typeset, words_of
from tests.parsing.pdfs import lookup, of_kind, tables

NEAR = 3.0
MOST_ERRORS = 0.03
ENGLISH = typeset(
    """
#set page(width: 595pt, height: 842pt, margin: 64pt, numbering: "1")
#set text(size: 11pt, hyphenate: false)
= Annual report of the harbour
The harbour of Larkwood handled 1,204 ships in 2025, more than in any year before (2024: 1,187). All of its income
came from dues that ships paid in port; none came from the sale of land. The council reviewed the maintenance
schedule in May, and found no cause for concern.

== Works on the quay
#set text(font: "DejaVu Sans Mono")
The new quay is 320.5 m long. It was opened by the mayor on 14 May 2025, and cost \\$4.7 million, 12% less than
planned. Its drains were renewed "without interruption", as the surveyor's letter says.

#set text(font: "New Computer Modern")
== Staff
- Pilots: 14, of whom 3 are apprentices.
- Crane drivers & riggers: 22.
- Night watch: 5.

Several volunteers helped to restore the painted ceiling of the customs house, which had been closed to visitors
since the flood. It may now be entered between nine in the morning and five in the afternoon.
"""
)
CHINESE = typeset(
    """
#set page(width: 595pt, height: 842pt, margin: 64pt)
#set text(size: 11pt, font: "Noto Serif CJK SC", lang: "zh")
= 港口年度报告
拉克菲尔德港去年处理的船舶比以往任何一年都多。全部收入来自船舶在港口缴纳的费用，其中停泊费占大部分。

新码头于五月由市长揭幕，可以同时停靠四艘大型货船。

测量仪器 Tarnwick AX-200 可以连续工作 18 个月，误差小于 0.5%。

用户通过 reading service 查看数据，管理层认为现有的信贷额度足以满足未来的资金需求。
"""
)


def test_words_and_their_boxes_are_those_of_the_page(read: Read) -> None:
    truth = words_of(read(ENGLISH, OcrMode.DISABLE, Depth.LITE))
    found = words_of(read(scan(ENGLISH, dpi=200)))
    assert len(truth) > 140
    assert error_rate([word.text for word in truth], [word.text for word in found]) <= MOST_ERRORS
    assert farthest(truth, found) <= NEAR


def test_headings_lists_and_tables_come_out_as_of_a_born_digital_page(read: Read) -> None:
    found, born = read(scan(STRUCTURED)), read(STRUCTURED)
    assert outline(found) == outline(born) == ["Harbour report", "> Income", "> > Dues", "> Works"]
    # A small bullet may pass for a middle dot.
    assert [item.text[1:] for item in of_kind(found, ElementKind.LIST_ITEM)] == [" Bring a lamp", " Bring a rope"]
    (table,) = tables(found)
    for label, *figures in files.TABLE_ROWS:
        assert [lookup(table, label, year) for year in ("2024", "2023")] == figures
    assert all(page.was_ocr_read and page.has_text for page in found.pages)
    assert not any(page.was_ocr_read for page in born.pages)


def outline(document: Document) -> list[str]:
    """The headings, each behind as many marks as there are headings over it."""
    return [
        "> " * len(document.headings_over(heading.index)) + heading.text
        for heading in of_kind(document, ElementKind.HEADING)
    ]


def test_chinese_and_mixed_lines_are_read(read: Read) -> None:
    truth = words_of(read(CHINESE, OcrMode.DISABLE, Depth.LITE))
    document = read(scan(CHINESE, dpi=200))
    found = words_of(document)
    shown = "".join(word.text for word in truth)
    assert error_rate(shown, "".join(word.text for word in found)) <= MOST_ERRORS
    assert [element.text for element in of_kind(document, ElementKind.HEADING)] == ["港口年度报告"]
    text = "".join(element.text for element in document.elements)
    assert re.search(r"Tarnwick AX-200 ?可以连续工作 ?18 ?个月", text), text
    assert "reading service" in text
    # A quote can be shown to the character: each one has a box of its own, and they do not lie on one another.
    single = [word for word in found if re.fullmatch("[\u4e00-\u9fff]+", word.text)]
    assert len(single) > 100
    assert all(len(word.text) == 1 for word in single)
    for first, second in itertools.pairwise(found):
        if first.box[1] == second.box[1]:
            assert first.box[2] <= second.box[0]


def test_each_chinese_character_has_its_box(read: Read) -> None:
    size, left, top, text = 20.0, 40.0, 60.0, "港口年度报告显示"
    data = typeset(
        f"""
#set page(width: 300pt, height: 200pt, margin: (left: {left}pt, top: {top}pt))
#set text(size: {size}pt, font: "Noto Serif CJK SC", top-edge: "ascender", bottom-edge: "descender")
{text}
"""
    )
    found = words_of(read(scan(data)))
    assert "".join(word.text for word in found) == text
    for at, word in enumerate(found):
        assert word.box[0] == pytest.approx(left + at * size, abs=NEAR)
        assert word.box[2] == pytest.approx(left + (at + 1) * size, abs=NEAR)
        assert word.box[3] - word.box[1] == pytest.approx(size, abs=NEAR)


ROWS = ", ".join(f"[{cell}]" for row in files.TABLE_ROWS for cell in row)
STRUCTURED = typeset(
    f"""
#set page(width: 420pt, height: 500pt, margin: 50pt)
#set text(size: 11pt, hyphenate: false)
= Harbour report
The harbour of Larkwood handled more ships than in any year before it, and paid all of what it owed.

== Income
All of the income came from dues that ships paid in port. None of it came from the sale of land.

=== Dues
Pilots are paid for by the hour, cranes by the day.

#table(columns: (140pt, 80pt, 80pt), align: (left, right, right),
  [], [2024], [2023], {ROWS})

== Works
The new quay was opened by the mayor in the month of May. Those who visit it at night should note two things.
- Bring a lamp
- Bring a rope
"""
)
SHORT = typeset(
    """
#set page(width: 420pt, height: 300pt, margin: 50pt)
#set text(size: 11pt, hyphenate: false)
#show heading: set text(size: 13pt)
= Notice to visitors
The ferry to Larkwood leaves at seven in the morning. It takes forty minutes, and runs on every day but Sunday.

Tickets are sold on board. Children under six travel free of charge, as do bicycles.
"""
)


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_page_that_was_scanned_sideways_is_read(read: Read, degrees: int) -> None:
    document = read(scan(SHORT, turned=degrees))
    upright = read(SHORT)
    assert [element.text for element in document.elements] == [element.text for element in upright.elements]
    assert {element.rotation for element in document.elements} == {degrees}
    assert [element.kind for element in document.elements] == [ElementKind.HEADING, *[ElementKind.PARAGRAPH] * 2]
    page = document.pages[0]
    level = [
        word._replace(box=to_frame(Box(*word.box), degrees, page.width, page.height)) for word in words_of(document)
    ]
    assert farthest(words_of(upright), level) <= NEAR


@pytest.mark.parametrize("degrees", [-3.0, 3.0])
def test_a_page_that_was_scanned_askew_is_read(read: Read, degrees: float) -> None:
    document = read(scan(SHORT, skew=degrees))
    assert [element.text for element in document.elements] == [element.text for element in read(SHORT).elements]
    heading, *_, last = document.elements
    drop = words_of(document)
    first, end = drop[0].box, next(word.box for word in drop if word.text == "visitors")
    slope = (end[1] + end[3] - first[1] - first[3]) / (end[0] + end[2] - first[0] - first[2])
    assert slope == pytest.approx(degrees * 3.14159 / 180, abs=0.02), "boxes stand on the page as displayed"
    assert heading.kind is ElementKind.HEADING
    assert last.box.right <= document.pages[0].width


def test_light_text_on_dark_ground_and_small_print_are_read(read: Read) -> None:
    data = typeset(
        """
#set page(width: 420pt, height: 200pt, margin: 40pt)
#block(fill: navy, inset: 8pt, text(fill: white, size: 11pt)[Departures are shown in local time.])
#text(size: 6.5pt)[The operator is not liable for delays that weather or tides have caused.]
"""
    )
    texts = [element.text for element in read(scan(data, dpi=200)).elements]
    assert texts == [
        "Departures are shown in local time.",
        "The operator is not liable for delays that weather or tides have caused.",
    ]
