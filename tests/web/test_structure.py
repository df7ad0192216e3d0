"""The parsed structure over a document and beside it."""

import csv
import io
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests import files
from tests.api_client import Client, Json
from tests.flowing import formats
from tests.service import Service, wait_for
from tests.web.browser import Watched, violations
from tests.web.reading import Reading

PAGE_WIDTH = 595
HOSTILE = "# Fees\n\n| \\<b>Fee | 2024 |\n|---|---|\n| =1+1 | -5 |\n| @SUM(A1) | +3 |\n"

OpenStructure = Callable[..., Page]


@pytest.fixture(scope="module")
def report(service: Service) -> str:
    with service.client() as client:
        return client.ready(files.report(), "Harbour report.pdf")


@pytest.fixture
def open_structure(watched: Callable[..., Watched]) -> OpenStructure:
    """Opens a document in the app with the structure beside it."""

    def open_structure(upload_id: str, **options: Any) -> Page:  # noqa: ANN401
        page: Page = watched(permissions=["clipboard-read", "clipboard-write"], **options).page
        page.goto(f"/#/documents/{upload_id}")
        page.get_by_role("button", name="Parsed structure").click()
        expect(entries(page).first).to_be_visible()
        return page

    return open_structure


def has_class(name: str) -> re.Pattern[str]:
    return re.compile(rf"(^|\s){name}(\s|$)")


def entries(page: Page) -> Locator:
    return page.get_by_role("list", name="Elements in reading order").get_by_role("listitem")


def marked_in(page: Page) -> list[str]:
    """Classes of the marked blocks of a flowing document: read from around its frame, which runs no script."""
    found: list[str] = page.evaluate(
        "[...document.querySelector('iframe.flowing-frame').contentDocument.querySelectorAll('[data-marks]')]"
        ".map((element) => element.className)"
    )
    return found


def mark(page: Page, element: Json) -> Locator:
    return page.locator(f"[data-mark-id='element-{element['index']}']")


def elements_of(client: Client, upload_id: str, page: int = 0) -> list[Json]:
    found: list[Json] = client.data("GET", f"/documents/{upload_id}/elements", page=page)
    return found


def assert_marks_agree(page: Page, elements: list[Json]) -> None:
    """Each element's mark stands where the API says, within two pixels, at whatever zoom there is."""
    sheet = page.locator(".page").first.bounding_box()
    assert sheet
    scale = sheet["width"] / PAGE_WIDTH
    for element in elements:
        box = mark(page, element).bounding_box()
        assert box
        left, top, right, bottom = (side * scale for side in element["outline"])
        shown = (box["x"] - sheet["x"], box["y"] - sheet["y"], box["width"], box["height"])
        assert shown == pytest.approx((left, top, right - left, bottom - top), abs=2)


def test_elements_stand_where_the_api_says_at_two_zooms(
    open_structure: OpenStructure, client: Client, report: str
) -> None:
    page = open_structure(report)
    elements = elements_of(client, report)
    expect(entries(page)).to_have_count(len(elements))
    for element in elements:
        expect(mark(page, element)).to_be_visible()
    assert_marks_agree(page, elements)
    width = page.locator(".page").first.evaluate("page => page.clientWidth")
    page.get_by_role("button", name="Zoom in").click()
    page.wait_for_function("width => document.querySelector('.page').clientWidth > width", arg=width)
    assert_marks_agree(page, elements)
    # Two lines between three columns, three between four rows.
    expect(page.locator(".structure-line")).to_have_count(5)
    # Marks are as small as what they stand on; the list beside them does the same with larger buttons.
    assert violations(page, leave_out=[".structure-mark"]) == []


def test_the_list_and_the_page_point_at_each_other(open_structure: OpenStructure, client: Client, report: str) -> None:
    page = open_structure(report)
    heading, text, *_ = elements_of(client, report)
    entry = entries(page).nth(1)
    expect(entry).to_contain_text(text["text"])
    expect(entry).to_contain_text(f"Under “{heading['text']}”")
    entry.hover()
    expect(mark(page, text)).to_have_class(has_class("structure-mark-pointed"))
    entry.get_by_role("button", name="Paragraph 1", exact=True).press("Enter")
    expect(mark(page, text)).to_have_class(has_class("structure-mark-selected"))
    # And back: a mark leads to its entry.
    mark(page, heading).focus()
    page.keyboard.press("Enter")
    chosen = page.get_by_role("button", name="Heading 0", exact=True)
    expect(chosen.and_(page.locator(".structure-entry-head"))).to_be_focused()
    expect(mark(page, text)).not_to_have_class(has_class("structure-mark-selected"))


def test_words_below_the_marks_can_be_selected(open_structure: OpenStructure, client: Client, report: str) -> None:
    page = open_structure(report)
    heading, text, *_ = elements_of(client, report)
    expect(mark(page, text)).to_be_visible()
    line = page.locator(".textLayer [role=presentation]").filter(has_text=text["text"].split()[0]).first
    expect(line).to_be_visible()
    box = line.bounding_box()
    assert box
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 2, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 2, middle, steps=4)
    page.mouse.up()
    expect(page.get_by_role("group", name="Selection")).to_be_visible()
    assert page.evaluate("getSelection().toString().length") > 3
    expect(page.locator(".structure-entry-selected")).to_have_count(0)
    # Its letter, in the margin, leads to its entry.
    shown = mark(page, heading).bounding_box()
    assert shown
    page.mouse.click(shown["x"] - 10, shown["y"] + 6)
    expect(entries(page).first.get_by_role("button", name="Heading 0", exact=True)).to_be_focused()


@pytest.mark.parametrize("kind", ["heading", "paragraph", "table", "figure"])
def test_any_element_can_be_asked_about(open_structure: OpenStructure, client: Client, report: str, kind: str) -> None:
    elements = [*elements_of(client, report), *elements_of(client, report, 1)]
    element = next(one for one in elements if kind == ("heading" if one["is_heading"] else one["type"]))
    page = open_structure(report)
    for _ in range(element["page"]):
        page.locator(".paged-scroller").press("End")
    name = f"Ask about this: {kind.capitalize()} {element['index']}"
    page.get_by_role("button", name=name, exact=True).press("Enter")
    meta = asked_of(page)
    [rect] = meta["rects"]
    assert (rect["pageNumber"], rect["outline"]) == (element["page"] + 1, pytest.approx(element["outline"]))
    assert meta["material"] or kind == "figure"
    assert client.data("GET", "/questions", upload_id=report)["items"][0]["type"] == "select"


def test_any_block_can_be_asked_about(open_structure: OpenStructure, client: Client) -> None:
    upload_id = client.ready(formats.MARKDOWN.encode(), "harbour.md")
    elements = elements_of(client, upload_id)
    page = open_structure(upload_id)
    for kind in ("paragraph", "table"):
        element = next(one for one in elements if one["type"] == kind and not one["is_heading"])
        name = f"Ask about this: {kind.capitalize()} {element['index']}"
        page.get_by_role("button", name=name, exact=True).press("Enter")
        meta = asked_of(page)
        assert meta["indexes"] == [element["index"]]
        assert meta["anchorOffset"] == 0 < meta["focusOffset"]
        question = client.data("GET", "/questions", upload_id=upload_id)["items"][0]
        assert question["type"] == "select"
        # What was selected in HTML comes back with the answer, as it was sent.
        assert any(item.get("anchorNode") == meta["anchorNode"] for item in question["source_info"])


def asked_of(page: Page) -> Json:
    """What is sent as the selection when a question is asked now; the answer is waited for."""
    before = page.get_by_role("article").count()
    page.get_by_role("textbox", name="Your question").fill("What does it say?")
    with page.expect_response(lambda reply: "/questions" in reply.url and reply.request.method == "POST") as asked:
        page.keyboard.press("Enter")
    assert asked.value.ok
    expect(page.get_by_role("article")).to_have_count(before + 1)
    expect(page.get_by_role("article").last.get_by_role("button", name="Copy with sources")).to_be_visible()
    meta: Json = json.loads(asked.value.request.post_data or "{}")["selected_meta"]
    return meta


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_half_of_the_document_stays_in_sight_on_a_narrow_screen(
    open_structure: OpenStructure, client: Client, report: str, scheme: str
) -> None:
    page = open_structure(report, viewport={"width": 390, "height": 780}, color_scheme=scheme)
    table = next(one for one in elements_of(client, report) if one["type"] == "table")
    entries(page).get_by_role("button", name=f"Table {table['index']}", exact=True).click()
    expect(mark(page, table)).to_be_in_viewport(ratio=0.9)
    shown, panel = (one.bounding_box() for one in (page.locator(".reader-stage"), page.locator(".reader-side")))
    assert shown
    assert panel
    assert shown["height"] > 200
    assert shown["y"] + shown["height"] <= panel["y"] + 1
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert violations(page, leave_out=[".structure-mark"]) == []


def test_kinds_are_counted_and_switched_off(open_structure: OpenStructure, client: Client, report: str) -> None:
    page = open_structure(report)
    elements = elements_of(client, report)
    headings = [one for one in elements if one["is_heading"]]
    kinds = page.get_by_role("group", name="Kinds of elements that are shown")
    switch = kinds.get_by_role("button", name="Heading")
    expect(switch).to_contain_text(str(len(headings)))
    switch.click()
    expect(switch).to_have_attribute("aria-pressed", "false")
    expect(entries(page)).to_have_count(len(elements) - len(headings))
    expect(mark(page, headings[0])).to_have_count(0)
    # Kept from one visit to the next.
    page.reload()
    expect(entries(page)).to_have_count(len(elements) - len(headings))
    switch.click()
    expect(mark(page, headings[0])).to_be_visible()


def test_a_table_is_copied_and_saved_as_it_is(open_structure: OpenStructure, client: Client, report: str) -> None:
    page = open_structure(report)
    (table,) = [one for one in elements_of(client, report) if one["type"] == "table"]
    rows = [["", "2024", "2023"], *[list(row) for row in files.TABLE_ROWS]]
    shown = entries(page).get_by_role("table")
    assert shown.evaluate("t => [...t.rows].map((row) => [...row.cells].map((cell) => cell.textContent))") == rows
    expect(shown.get_by_role("columnheader")).to_have_text(["2024", "2023"])
    page.get_by_role("button", name=f"Copy: Table {table['index']}").click()
    expect(page.get_by_role("status").filter(has_text="Copied")).to_be_attached()
    assert page.evaluate("navigator.clipboard.readText()") == "\n".join("\t".join(row) for row in rows)
    html = page.evaluate(
        "navigator.clipboard.read().then(([item]) => item.getType('text/html')).then((blob) => blob.text())"
    )
    assert "<td>412</td>" in html
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as CSV").click()
    assert download.value.suggested_filename == f"Harbour report table {table['index']}.csv"
    content = download.value.path().read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == len(rows)
    assert list(csv.reader(io.StringIO(content.decode("utf-8-sig")))) == rows


def test_what_is_parsed_is_copied_as_json(open_structure: OpenStructure, client: Client, report: str) -> None:
    page = open_structure(report)
    page.get_by_role("button", name="Copy JSON").click()
    expect(page.get_by_role("status").filter(has_text="Copied")).to_be_attached()
    assert json.loads(page.evaluate("navigator.clipboard.readText()")) == elements_of(client, report)


@pytest.mark.parametrize(
    ("item", "name", "beginning"),
    [
        ("As Markdown", "Harbour report.md", "# "),
        ("As HTML", "Harbour report.html", "<!doctype html>"),
        ("As JSON", "Harbour report.json", '{"format":"chatdoc-document"'),
        ("For Docling (JSON)", "Harbour report.docling.json", '{"schema_name":"DoclingDocument"'),
    ],
)
def test_a_document_is_saved(open_structure: OpenStructure, report: str, item: str, name: str, beginning: str) -> None:
    page = open_structure(report)
    page.get_by_role("button", name="Save the document").click()
    with page.expect_download() as download:
        page.get_by_role("menuitem", name=item).click()
    assert download.value.suggested_filename == name
    assert download.value.path().read_text("utf-8").startswith(beginning)


def test_what_goes_on_over_a_page_says_so(open_structure: OpenStructure, client: Client) -> None:
    upload_id = client.ready(files.long_paragraph(), "long.pdf")
    first, second = (
        next(one for one in elements_of(client, upload_id, number) if one["kind"] == "paragraph") for number in (0, 1)
    )
    assert second["continues"] == first["index"]
    page = open_structure(upload_id)
    page.locator(".paged-scroller").focus()
    page.keyboard.press("End")
    entry = entries(page).filter(has=page.get_by_role("button", name=f"Paragraph {second['index']}", exact=True))
    expect(entry).to_contain_text(f"Goes on from Paragraph {first['index']}")


def test_the_list_follows_the_page_in_view(open_structure: OpenStructure, client: Client, report: str) -> None:
    page = open_structure(report)
    page.locator(".paged-scroller").focus()
    page.keyboard.press("End")
    expect(page.get_by_role("status").filter(has_text="Page 2")).to_be_visible()
    figure = next(one for one in elements_of(client, report, 1) if one["type"] == "figure")
    expect(mark(page, figure)).to_be_visible()
    expect(entries(page).filter(has=page.get_by_role("button", name="Figure"))).to_contain_text("The new quay")


def test_a_flowing_document_is_listed_by_its_blocks(open_structure: OpenStructure, client: Client) -> None:
    upload_id = client.ready(formats.MARKDOWN.encode(), "harbour.md")
    elements = elements_of(client, upload_id)
    page = open_structure(upload_id)
    expect(entries(page)).to_have_count(len(elements))
    wait_for(lambda: len(marked_in(page)) == len(elements), "all blocks to be marked")
    page.get_by_role("button", name="Table 7", exact=True).click()
    wait_for(lambda: "structure-mark-selected" in marked_in(page)[7], "the table to be selected")
    reading = Reading(page)
    left, top, *_ = reading.text_in_frame(formats.ITEM)
    reading.click_at((left + 20, top + 5))
    expect(entries(page).get_by_role("button", name="List item 3", exact=True)).to_be_focused()
    page.get_by_role("button", name="Parsed structure").click()
    wait_for(lambda: not marked_in(page), "the marks to go")


def test_hostile_cells_stay_text(open_structure: OpenStructure, client: Client) -> None:
    upload_id = client.ready(HOSTILE.encode(), "<img src=x onerror=alert(1)>.md")
    page = open_structure(upload_id)
    expect(entries(page).get_by_role("table")).to_contain_text("<b>Fee")
    page.get_by_role("button", name="Copy: Table").click()
    expect(page.get_by_role("status").filter(has_text="Copied")).to_be_attached()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.splitlines()[1:] == ["'=1+1\t-5", "'@SUM(A1)\t+3"]
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as CSV").click()
    assert "<" not in download.value.suggested_filename
    assert download.value.path().read_text("utf-8-sig").splitlines()[1:] == ["'=1+1,-5", "'@SUM(A1),+3"]
