"""What stands around a document: outline, thumbnails, finding, keys, the walk through proof, and the line beside it."""

import json
import re
from collections.abc import Callable, Generator

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests import files
from tests.api_client import Client, Json
from tests.flowing import formats
from tests.ocr.scans import joined, scan
from tests.service import Service
from tests.web.browser import Watched, violations
from tests.web.conftest import OpenPage
from tests.web.reading import Reading, dialogs_of, read

PAGES = 24
NARROW = {"width": 390, "height": 780}


@pytest.fixture(scope="module")
def local(service: Service) -> Generator[Client]:
    with service.client() as client:
        yield client


@pytest.fixture(scope="module")
def book(local: Client) -> str:
    """A document of one chapter a page."""
    return local.ready(files.book(PAGES, seed=5), "book.pdf")


@pytest.fixture(scope="module")
def markdown(local: Client) -> str:
    return local.ready(formats.MARKDOWN.encode(), "harbour.md")


def test_the_outline_leads_to_places_and_follows_the_view(open_app: OpenPage, book: str) -> None:
    reading = read(open_app, book)
    reading.expect_pages(1)
    reading.button("Outline").click()
    tree = reading.page.get_by_role("tree", name="Outline")
    chapter = tree.get_by_role("treeitem", name="Chapter 9", exact=False)
    chapter.click()
    reading.expect_pages(9)
    expect(chapter).to_have_attribute("aria-current", "location")
    expect(tree.locator("[aria-current]")).to_have_count(1)
    reading.page.keyboard.press("ArrowDown")
    reading.page.keyboard.press("ArrowDown")
    reading.page.keyboard.press("Enter")
    reading.expect_pages(11)
    reading.page.keyboard.press("End")
    expect(tree.get_by_role("treeitem", name=f"Chapter {PAGES}")).to_be_focused()


def test_pages_that_only_recognition_reads_are_told_of(open_app: OpenPage, local: Client, book: str) -> None:
    scanned = scan(files.note())
    upload_id = local.ready(joined(files.book(2, seed=6), scanned, scanned), "scans.pdf")
    reading = read(open_app, upload_id)
    note = reading.page.get_by_role("note")
    expect(note).to_contain_text("2 pages show text that can't be read as it is.")
    expect(note.get_by_role("link", name="Upload the document again with OCR.")).to_have_attribute("href", "#/")
    note.get_by_role("button", name="Page 3").click()
    reading.expect_pages(3)
    assert violations(reading.page) == []
    note.get_by_role("button", name="Close").click()
    expect(note).to_have_count(0)
    chinese = read(open_app, upload_id, locale="zh-CN")
    expect(chinese.page.get_by_role("note")).to_contain_text("有 2 页的文字无法直接读取。")
    readable = read(open_app, book)
    readable.button("Outline").click()
    expect(readable.page.get_by_role("treeitem").first).to_be_visible()
    expect(readable.page.get_by_role("note")).to_have_count(0)


def test_thumbnails_are_drawn_near_the_view_and_lead_to_pages(open_app: OpenPage, book: str) -> None:
    reading = read(open_app, book)
    reading.expect_pages(1)
    reading.button("Pages").click()
    side = reading.page.get_by_role("complementary", name="Pages")
    drawn = side.locator("canvas")
    expect(side.get_by_role("button", name="Page 2", exact=True).locator("canvas")).to_be_visible()
    assert drawn.count() < PAGES / 2
    side.get_by_role("button", name=f"Page {PAGES}", exact=True).click()
    reading.expect_pages(PAGES)
    last = side.get_by_role("button", name=f"Page {PAGES}", exact=True)
    expect(last).to_have_attribute("aria-current", "page")
    expect(last.locator("canvas")).to_be_visible()
    expect(side.get_by_role("button", name="Page 1", exact=True).locator("canvas")).to_have_count(0)
    last.press("ArrowUp")
    reading.page.keyboard.press("Enter")
    reading.expect_pages(PAGES - 1)


def test_finding_counts_matches_and_walks_through_them(open_app: OpenPage, book: str) -> None:
    reading = read(open_app, book)
    reading.expect_pages(1)
    reading.pages.focus()
    reading.page.keyboard.press("Control+f")
    count = reading.page.locator(".find-bar-count")
    reading.find_field.fill("Chapter")
    expect(count).to_have_text(f"1 of {PAGES}")
    reading.find_field.press("Enter")
    expect(count).to_have_text(f"2 of {PAGES}")
    reading.expect_pages(2)
    reading.button("Previous match").click()
    expect(count).to_have_text(f"1 of {PAGES}")
    reading.find_field.fill("zeppelin")
    expect(count).to_have_text("No match")
    expect(reading.button("Next match")).to_be_disabled()
    reading.find_field.press("Escape")
    expect(reading.find_field).to_have_count(0)
    expect(reading.pages).to_be_focused()


def test_keys_work_in_the_reader_alone(open_app: OpenPage, book: str) -> None:
    reading = read(open_app, book)
    reading.expect_pages(1)
    reading.pages.focus()
    reading.page.keyboard.press("j")
    reading.expect_pages(2)
    reading.page.keyboard.press("g")
    expect(reading.page_field).to_be_focused()
    reading.page.keyboard.type("7")
    reading.page.keyboard.press("Enter")
    reading.expect_pages(7)
    reading.pages.focus()
    reading.page.keyboard.press("k")
    reading.expect_pages(6)
    zoom = reading.zoom.inner_text()
    reading.page.keyboard.press("+")
    expect(reading.zoom).not_to_have_text(zoom)
    reading.page.keyboard.press("0")
    expect(reading.zoom).to_have_text(zoom)
    reading.page.keyboard.press("r")
    reading.page.keyboard.press("R")
    reading.expect_pages(6)
    question = reading.page.get_by_role("textbox", name="Your question")
    question.press_sequentially("jog for?")
    expect(question).to_have_value("jog for?")
    reading.expect_pages(6)
    expect(reading.page.get_by_role("dialog")).to_have_count(0)


def test_zoom_and_turn_keep_the_page(open_app: OpenPage, book: str) -> None:
    reading = read(open_app, book, page=12)
    reading.expect_pages(12)
    for percent in ("200%", "50%", "100%"):
        reading.zoom.click()
        reading.page.get_by_role("menuitemradio", name=percent, exact=True).click()
        expect(reading.zoom).to_have_text(percent)
        expect(reading.page_field).to_have_value("12")
    for _ in range(4):
        reading.button("Turn to the right").click()
        expect(reading.page_field).to_have_value("12")


def test_the_page_is_in_the_address(open_app: OpenPage, book: str) -> None:
    reading = read(open_app, book)
    reading.expect_pages(1)
    before = reading.page.evaluate("history.length")
    reading.page_field.fill("5")
    reading.page_field.press("Enter")
    reading.expect_pages(5)
    expect(reading.page).to_have_url(re.compile(r"\?page=5$"))
    assert reading.page.evaluate("history.length") == before
    reading.page.reload()
    reading.expect_pages(5)
    expect(reading.page).to_have_title("book.pdf · ChatDOC")


def test_the_place_is_kept_while_panels_open_and_close(open_app: OpenPage, book: str) -> None:
    reading = read(open_app, book)
    reading.expect_pages(1)
    reading.button("Parsed structure").click()
    for number in (4, PAGES):
        # Opened anew, with the panel beside it from the beginning.
        reading.page.goto("/")
        reading.page.goto(f"/#/documents/{book}?page={number}")
        reading.expect_pages(number)
        for panel in ("Parsed structure", "Parsed structure", "Outline", "Pages", "Pages"):
            reading.button(panel).click()
            _expect_fitted(reading)
            expect(reading.page_field).to_have_value(str(number))
            expect(reading.pages.locator(f'.page[data-page-number="{number}"]')).to_be_in_viewport()
        reading.button("Parsed structure").click()


def _expect_fitted(reading: Reading) -> None:
    """Waits until a page is as wide as the view lets it be."""
    reading.page.wait_for_function(
        """() => {
            const [view, page] = [".paged-scroller", ".page"].map((one) => document.querySelector(one).clientWidth);
            return page <= view - 32 && page > view - 48;
        }"""
    )


@pytest.fixture
def answer_in_three_places(book: str, markdown: str) -> Callable[[Page], None]:
    """Gives the next answer proof on two pages of a document and in another one."""
    line = [72.0, 80.0, 300.0, 95.0]
    sources: list[Json] = [
        {"3": [line, [72.0, 100.0, 200.0, 115.0]], "17": [line], "upload_id": book},
        {"1": [{"xpath": "/html/body/p[1]"}], "upload_id": markdown},
    ]

    def streamed(route: Route) -> None:
        reply = route.fetch()
        *events, last = [json.loads(one.removeprefix("data: ")) for one in reply.text().strip().split("\n\n")]
        events.append(last | {"source_info": sources})
        route.fulfill(response=reply, body="".join(f"data: {json.dumps(event)}\n\n" for event in events))

    def recorded(route: Route) -> None:
        reply = route.fetch()
        body = reply.json()
        body["data"]["source_info"] = sources
        route.fulfill(response=reply, json=body)

    def install(page: Page) -> None:
        page.route(re.compile(r"/questions/\d+$"), recorded)
        page.route(re.compile("/questions/multi-documents"), streamed)

    return install


def test_proof_is_walked_through_over_pages_and_documents(
    open_app: OpenPage, book: str, markdown: str, answer_in_three_places: Callable[[Page], None]
) -> None:
    reading = read(open_app, book, markdown)
    answer_in_three_places(reading.page)
    reading.expect_pages(1)
    reading.ask("Where does it stand?")
    reading.page.get_by_role("button", name=re.compile("^Show all 2 sources")).click()
    expect(reading.stepper).to_contain_text("1 of 3")
    reading.expect_pages(4)
    active = reading.page.locator(".paged-mark-active")
    expect(active).to_have_count(2)
    expect(active.first).to_be_in_viewport()
    expect(reading.reader.get_by_role("status").filter(has_text="Page 4")).to_be_attached()
    reading.button("Next place").click()
    expect(reading.stepper).to_contain_text("2 of 3")
    reading.expect_pages(18)
    reading.button("Next place").click()
    expect(reading.stepper).to_contain_text("3 of 3")
    frame = reading.page.frame_locator("iframe.flowing-frame")
    expect(frame.locator("[data-marks~=active]")).to_contain_text(formats.FACT)
    expect(reading.page.get_by_role("heading", level=1)).to_have_text("harbour.md")
    reading.page.locator("iframe.flowing-frame").focus()
    reading.page.keyboard.press("p")
    reading.expect_pages(18)
    expect(reading.stepper).to_contain_text("2 of 3")
    reading.button("Hide the marks").click()
    expect(active).to_have_count(0)
    expect(reading.stepper).to_have_count(0)


def test_another_document_is_chosen_from_the_list(open_app: OpenPage, book: str, markdown: str) -> None:
    reading = read(open_app, book, markdown)
    reading.expect_pages(1)
    reading.page.get_by_role("button", name=re.compile("^Documents: 2")).click()
    reading.page.get_by_role("menuitemradio", name="harbour.md").click()
    expect(reading.page.frame_locator("iframe.flowing-frame").get_by_text(formats.FACT)).to_be_visible()
    expect(reading.page).to_have_title("harbour.md · ChatDOC")


def test_a_selection_on_a_page_becomes_what_the_question_is_about(open_app: OpenPage, book: str) -> None:
    reading = read(open_app, book)
    reading.expect_pages(1)
    line = reading.pages.locator(".textLayer [role=presentation]", has_text="Chapter 1").first
    expect(line).to_be_visible()
    box = line.bounding_box()
    assert box
    middle = box["y"] + box["height"] / 2
    reading.page.mouse.move(box["x"] + 2, middle)
    reading.page.mouse.down()
    reading.page.mouse.move(box["x"] + box["width"] - 2, middle, steps=4)
    reading.page.mouse.up()
    reading.button("Ask about this").click()
    expect(reading.page.get_by_role("group", name="Selection")).to_have_count(0)
    with reading.page.expect_request(lambda request: request.method == "POST" and "/questions" in request.url) as sent:
        reading.ask("What is it about?")
    meta = json.loads(sent.value.post_data or "{}")["selected_meta"]
    assert meta["upload_id"] == book
    assert [rect["pageNumber"] for rect in meta["rects"]] == [1]


def test_a_box_is_placed_moved_and_selected_by_keys(open_app: OpenPage, local: Client) -> None:
    document = local.ready(files.book(3, seed=8), "keys.pdf")
    reading = read(open_app, document, page=2)
    reading.expect_pages(2)
    page = reading.page
    said = reading.reader.get_by_role("status")
    box = page.locator(".paged-keyed-box")
    reading.pages.focus()
    page.keyboard.press("s")
    expect(said.filter(has_text="press Enter in the pages")).to_be_attached()
    page.keyboard.press("Space")
    expect(said.filter(has_text="A box is on page 2")).to_be_attached()
    before = box.bounding_box()
    for key in ("ArrowRight", "ArrowDown", "ArrowDown"):
        page.keyboard.press(key)
    moved = box.bounding_box()
    for key in ("Shift+ArrowRight", "Shift+ArrowUp"):
        page.keyboard.press(key)
    resized = box.bounding_box()
    assert before
    assert moved
    assert resized
    assert (moved["x"] > before["x"], moved["y"] > before["y"]) == (True, True)
    assert (moved["width"], moved["height"]) == pytest.approx((before["width"], before["height"]), abs=1)
    assert (resized["width"] > moved["width"], resized["height"] < moved["height"]) == (True, True)
    page.keyboard.press("Escape")
    expect(box).to_have_count(0)
    # To the upper edge of its page, over the words there, and as wide and high as the page allows.
    page.keyboard.press("Enter")
    for key, times in (("ArrowUp", 60), ("ArrowLeft", 60), ("Shift+ArrowRight", 100), ("Shift+ArrowDown", 10)):
        for _ in range(times):
            page.keyboard.press(key)
    page.keyboard.press("Enter")
    expect(said.filter(has_text="Selected: Chapter 2")).to_be_attached()
    expect(page.get_by_role("group", name="Selection")).to_be_visible()
    page.keyboard.press("a")
    with page.expect_response(lambda reply: "/questions" in reply.url and reply.request.method == "POST") as asked:
        reading.ask("What is it about?")
    assert asked.value.ok
    meta = json.loads(asked.value.request.post_data or "{}")["selected_meta"]
    assert meta["material"].startswith("Chapter 2")
    assert {rect["pageNumber"] for rect in meta["rects"]} == {2}
    expect(reading.source()).to_be_visible()
    assert local.data("GET", "/questions", upload_id=document)["items"][0]["type"] == "select"


def test_the_keys_of_a_box_are_told(open_app: OpenPage, book: str) -> None:
    reading = read(open_app, book)
    reading.expect_pages(1)
    reading.pages.focus()
    reading.page.keyboard.press("?")
    dialog = reading.page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(dialog).to_contain_text("place a box")
    expect(dialog).to_contain_text("Resize the box")


HOSTILE = "<img src=x onerror=alert(1)><b>Bold</b>"


def test_hostile_names_and_headings_are_only_text(open_app: OpenPage, local: Client) -> None:
    text = " ".join(["Quiet words follow, and more of them after that."] * 12)
    source = f'#heading("{HOSTILE}")\n{text}\n\n#heading("Next")\n{text}'
    document = local.ready(files._compile(source), f"{HOSTILE.replace('/', '')}.pdf")
    reading = read(open_app, document)
    dialogs = dialogs_of(reading.page)
    reading.expect_pages(1)
    expect(reading.page.get_by_role("heading", level=1)).to_contain_text("<img src=x onerror=alert(1)>")
    reading.button("Outline").click()
    expect(reading.page.get_by_role("treeitem").first).to_contain_text("onerror=alert(1)")
    assert reading.page.locator("main img, main b").count() == 0
    assert dialogs == []


def test_a_document_opens_by_itself_once_it_is_ready(watched: Callable[..., Watched], book: str) -> None:
    page = watched().page
    done = [8, 16]

    def details(route: Route) -> None:
        reply = route.fetch()
        body = reply.json()
        if done:
            body["data"] |= {"status": 50, "pages_done": done.pop(0), "page_count": PAGES}
        route.fulfill(response=reply, json=body)

    page.route(re.compile("/details$"), details)
    page.goto(f"/#/documents/{book}")
    reading = Reading(page)
    expect(page.get_by_text("This document is being prepared")).to_be_visible()
    expect(page.get_by_role("progressbar", name="This document is being prepared")).to_be_visible()
    expect(page.get_by_text(f"8 of {PAGES} pages are read", exact=True)).to_be_visible()
    reading.expect_pages(1)


def test_a_document_that_failed_says_why(open_app: OpenPage, local: Client) -> None:
    document = local.upload(files.encrypted(), "locked.pdf")
    assert local.finished(document)["status"] < 0
    reading = read(open_app, document)
    expect(reading.reader).to_contain_text("This document can't be read")
    expect(reading.reader).to_contain_text("protected by a password")


def test_a_document_that_is_not_there_says_so(watched: Callable[..., Watched]) -> None:
    one = watched()
    one.page.goto("/#/documents/00000000-0000-4000-8000-000000000000")
    expect(one.page.get_by_role("alert").filter(has_text="not there any more")).to_be_visible()
    one.forgive("404")


def test_a_collection_is_read_document_by_document(open_app: OpenPage, local: Client) -> None:
    collection = local.data("POST", "/collections", json={"name": "Notes"})["id"]
    reading = read(open_app, collection)
    expect(reading.page.get_by_text("This collection has no documents yet")).to_be_visible()
    expect(reading.page.get_by_role("link", name="Add documents")).to_have_attribute(
        "href", f"#/collections/{collection}"
    )
    for name in ("one.pdf", "two.pdf"):
        local.ready(files.note(f"This is the note called {name}."), name, collection_id=collection)
    reading.page.reload()
    reading.expect_pages(1)
    reading.page.get_by_role("button", name=re.compile("^Documents: 2")).click()
    expect(reading.page.get_by_role("menuitemradio")).to_have_count(2)


def test_the_line_between_document_and_conversation_moves(open_app: OpenPage, book: str) -> None:
    reading = read(open_app, book)
    reading.expect_pages(1)
    line = reading.page.get_by_role("separator")

    def width() -> float:
        box = reading.reader.bounding_box()
        assert box
        return box["width"]

    before = width()
    line.press("ArrowLeft")
    line.press("ArrowLeft")
    expect(line).to_have_attribute("aria-valuenow", "52")
    assert width() < before
    box = line.bounding_box()
    assert box
    reading.page.mouse.move(box["x"], 300)
    reading.page.mouse.down()
    reading.page.mouse.move(box["x"] + 150, 300, steps=3)
    reading.page.mouse.up()
    assert width() > before
    kept = line.get_attribute("aria-valuenow")
    reading.page.reload()
    expect(line).to_have_attribute("aria-valuenow", kept or "")


def test_document_and_conversation_take_turns_on_a_narrow_screen(open_app: OpenPage, book: str) -> None:
    reading = read(open_app, book, viewport=NARROW)
    reading.expect_pages(1)
    question = reading.page.get_by_role("textbox", name="Your question")
    expect(question).to_be_hidden()
    reading.button("Outline").click()
    reading.page.get_by_role("treeitem", name="Chapter 4").click()
    reading.expect_pages(4)
    expect(reading.page.get_by_role("tree")).to_have_count(0)
    reading.page.get_by_role("tab", name="Document").press("ArrowRight")
    expect(question).to_be_visible()
    expect(reading.pages).to_be_hidden()
    reading.page.get_by_role("tab", name="Document").click()
    reading.expect_pages(4)
    assert reading.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_stands_around_a_document_is_accessible(open_app: OpenPage, book: str, scheme: str) -> None:
    reading = read(open_app, book, color_scheme=scheme)
    reading.expect_pages(1)
    for side in ("Outline", "Pages"):
        reading.button(side).click()
        expect(_side(reading, side)).to_be_visible()
        assert violations(reading.page) == []
    reading.button("Find in the document").click()
    assert violations(reading.page) == []


def _side(reading: Reading, name: str) -> Locator:
    return reading.page.get_by_role("complementary", name=name)
