"""The reader of documents without pages: shown in a frame that runs nothing, marked, searched, selected in."""

import json
import re
from collections.abc import Callable, Generator

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from tests.api_client import Client
from tests.flowing import formats
from tests.service import Service
from tests.web.browser import Watched, violations
from tests.web.conftest import OpenPage
from tests.web.reading import Reading, dialogs_of, read

FEE_QUESTION = "What were the mooring fees in 2024?"
FEE = "412"
NARROW = {"width": 390, "height": 780}


@pytest.fixture(scope="module")
def local(service: Service) -> Generator[Client]:
    with service.client() as client:
        yield client


@pytest.fixture(scope="module")
def markdown(local: Client) -> str:
    return local.ready(formats.MARKDOWN.encode(), "harbour.md")


def frame_of(reading: Reading) -> FrameLocator:
    expect(reading.page.locator("iframe.flowing-frame")).to_have_attribute("sandbox", "allow-same-origin")
    return reading.page.frame_locator("iframe.flowing-frame")


def expect_text(reading: Reading, text: str = formats.FACT) -> FrameLocator:
    frame = frame_of(reading)
    expect(frame.get_by_text(text).first).to_be_visible()
    return frame


def active_mark(page: Page) -> tuple[str, list[float]]:
    """The marked node's name and its sides, in coordinates of the window."""
    name, sides = page.evaluate(
        """() => {
            const frame = document.querySelector("iframe.flowing-frame");
            const [node] = frame.contentDocument.querySelectorAll("[data-marks~=active]");
            const outer = frame.getBoundingClientRect();
            const {left, top, right, bottom} = node.getBoundingClientRect();
            return [node.localName, [left + outer.x, top + outer.y, right + outer.x, bottom + outer.y]];
        }"""
    )
    return name, sides


@pytest.mark.parametrize("name", ["report.md", "report.epub", "report.xlsx", "report.pptx"])
def test_the_mark_is_around_the_words_of_its_cell(open_app: OpenPage, local: Client, name: str) -> None:
    [sample] = [one for one in formats.SAMPLES if one.name == name]
    reading = read(open_app, local.ready(sample.data, sample.name))
    frame = expect_text(reading, "Mooring fees")
    reading.ask(FEE_QUESTION)
    reading.source().click()
    expect(frame.locator("[data-marks~=active]").first).to_be_in_viewport(ratio=1)
    node, (left, top, right, bottom) = active_mark(reading.page)
    words = reading.text_in_frame(FEE)
    assert node in {"td", "th"}
    assert left <= words[0] <= words[2] <= right
    assert top <= words[1] <= words[3] <= bottom
    assert right - left < 300
    expect(frame.locator("[data-marks~=active]").first).to_have_attribute("aria-description", re.compile("^Source 1"))
    expect(reading.reader.get_by_role("status").filter(has_text=FEE)).to_be_attached()


def test_the_outline_leads_to_headings(open_app: OpenPage, markdown: str) -> None:
    reading = read(open_app, markdown, viewport={"width": 1280, "height": 420})
    frame = expect_text(reading)
    reading.button("Outline").click()
    reading.page.get_by_role("treeitem", name="Income").click()
    expect(frame.get_by_role("heading", name="Income")).to_be_in_viewport(ratio=1)
    expect(reading.page_field).to_have_count(0)


def test_finding_goes_from_match_to_match(open_app: OpenPage, markdown: str) -> None:
    reading = read(open_app, markdown)
    expect_text(reading)
    reading.page.locator("iframe.flowing-frame").focus()
    reading.page.keyboard.press("f")
    reading.find_field.fill("LARKFIELD was")
    count = reading.page.locator(".find-bar-count")
    expect(count).to_have_text("1 of 1")
    reading.find_field.fill("fees")
    expect(count).to_have_text("1 of 2")
    reading.find_field.press("Enter")
    expect(count).to_have_text("2 of 2")
    reading.find_field.press("Shift+Enter")
    expect(count).to_have_text("1 of 2")
    highlighted = reading.page.evaluate(
        """() => {
            const {CSS} = document.querySelector("iframe.flowing-frame").contentWindow;
            return ["chatdoc-found", "chatdoc-found-now"].map((name) => [...CSS.highlights.get(name)].map(String));
        }"""
    )
    assert highlighted == [["fees", "fees"], ["fees"]]
    reading.find_field.fill("zeppelin")
    expect(count).to_have_text("No match")
    reading.find_field.press("Escape")
    expect(reading.find_field).to_have_count(0)


def test_zoom_is_the_size_of_the_text_and_keeps_the_place(open_app: OpenPage, markdown: str) -> None:
    reading = read(open_app, markdown)
    frame = expect_text(reading)
    before = frame.get_by_role("heading", name="Works").bounding_box()
    reading.zoom.click()
    reading.page.get_by_role("menuitemradio", name="200%").click()
    expect(reading.zoom).to_contain_text("200%")
    after = frame.get_by_role("heading", name="Works").bounding_box()
    assert before
    assert after
    assert after["height"] > before["height"] * 1.8
    reading.page.locator("iframe.flowing-frame").focus()
    reading.page.keyboard.press("-")
    expect(reading.zoom).to_contain_text("167%")


def test_a_selection_becomes_what_the_question_is_about(open_app: OpenPage, markdown: str) -> None:
    reading = read(open_app, markdown)
    expect_text(reading)
    left, top, right, bottom = reading.text_in_frame(formats.FACT)
    middle = (top + bottom) / 2
    reading.drag((left + 1, middle), (right - 1, middle))
    popup = reading.page.get_by_role("group", name="Selection")
    box = popup.bounding_box()
    assert box
    assert abs(box["x"] + box["width"] / 2 - (left + right) / 2) < right - left
    assert box["y"] + box["height"] <= top + 2 or box["y"] >= bottom - 2
    reading.button("Ask about this").click()
    expect(popup).to_have_count(0)
    with reading.page.expect_request(lambda request: request.method == "POST" and "/questions" in request.url) as sent:
        reading.ask("When was it built?")
    meta = json.loads(sent.value.post_data or "{}")["selected_meta"]
    assert formats.FACT.startswith(meta["material"][:40])
    assert meta["indexes"] == [1]
    assert meta["anchorNode"] == "/html/body/p[1]/text()[1]"
    assert meta["anchorOffset"] == 0
    expect(reading.source()).to_be_visible()


def test_keys_in_the_frame_reach_the_reader(open_app: OpenPage, markdown: str) -> None:
    reading = read(open_app, markdown)
    expect_text(reading)
    left, top, *_ = reading.text_in_frame(formats.FILLING)
    reading.click_at((left + 4, top + 4))
    reading.page.keyboard.press("?")
    dialog = reading.page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_text("Go to a page")).to_have_count(0)
    reading.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    reading.click_at((left + 4, top + 4))
    reading.page.keyboard.press("Control+f")
    expect(reading.find_field).to_be_focused()


def test_a_press_in_the_frame_closes_an_open_menu(open_app: OpenPage, markdown: str) -> None:
    reading = read(open_app, markdown)
    expect_text(reading)
    reading.zoom.click()
    menu = reading.page.get_by_role("menu", name=re.compile("Zoom"))
    expect(menu).to_be_visible()
    left, top, *_ = reading.text_in_frame(formats.FILLING)
    reading.click_at((left + 200, top + 4))
    expect(menu).to_be_hidden()


def test_links_open_in_a_tab_that_knows_nothing_of_this_one(open_app: OpenPage, markdown: str) -> None:
    reading = read(open_app, markdown)
    frame = expect_text(reading)
    reading.page.context.route("https://office.example/**", lambda route: route.fulfill(body="the office"))
    link = frame.get_by_role("link", name="the office")
    link.focus()
    with reading.page.context.expect_page() as opened:
        reading.page.keyboard.press("Enter")
    opened.value.wait_for_load_state()
    assert opened.value.url == "https://office.example/report"
    assert opened.value.evaluate("[window.opener, document.referrer]") == [None, ""]
    expect_text(reading)


def test_the_frame_follows_the_theme(open_app: OpenPage, markdown: str) -> None:
    reading = read(open_app, markdown, color_scheme="dark")
    frame = expect_text(reading)

    def ground() -> str:
        return str(frame.locator("html").evaluate("root => getComputedStyle(root).backgroundColor"))

    dark = ground()
    reading.page.evaluate("document.documentElement.dataset.theme = 'light'")
    expect(frame.locator("html")).to_have_attribute("data-theme", "light")
    light = ground()
    assert brightness(dark) < 150
    assert brightness(light) > 600


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_frame_is_accessible(open_app: OpenPage, markdown: str, scheme: str) -> None:
    """Looked at in a copy, since nothing runs in the frame itself; rules for whole pages are left out."""
    reading = read(open_app, markdown, color_scheme=scheme)
    expect_text(reading)
    reading.button("Parsed structure").click()
    expect(frame_of(reading).locator("[data-marks]").first).to_be_visible()
    assert violations(reading.page, leave_out=["iframe"]) == []
    html, style = reading.page.evaluate(
        """() => {
            const page = document.querySelector("iframe.flowing-frame").contentDocument;
            const rules = page.adoptedStyleSheets.flatMap((sheet) => [...sheet.cssRules]);
            return [page.documentElement.outerHTML, rules.map((rule) => rule.cssText).join(" ")];
        }"""
    )
    copy = reading.page.context.new_page()
    copy.set_content(f"<!doctype html>{html}")
    copy.add_style_tag(content=style)
    whole = ("document-title", "html-has-lang", "landmark-one-main", "region")
    assert [one for one in violations(copy) if not one.startswith(whole)] == []


def brightness(colour: str) -> int:
    """The sum of red, green and blue, each up to 255."""
    return sum(map(int, re.findall(r"\d+", colour)[:3]))


HOSTILE = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta http-equiv="refresh" content="0;url=https://evil.example/"><base href="https://evil.example/">
<script>parent.document.title = "stolen"; alert(1)</script><link rel="stylesheet" href="https://evil.example/x.css">
</head><body onload="alert(2)"><h1 data-index="0" onclick="alert(3)">Harbour report</h1>
<p data-index="1" class="dialog" id="app">Quiet words <img src="https://evil.example/x.png" onerror="alert(4)">
<a href="javascript:alert(5)">one</a> <a href="https://good.example/" target="_top" ping="https://evil.example/">two</a></p>
<iframe src="https://evil.example/"></iframe><object data="https://evil.example/x"></object>
<form action="https://evil.example/"><input name="key" autofocus><button>Sign in</button></form>
<svg onload="alert(6)"><script>alert(7)</script></svg><video src="https://evil.example/x.mp4" autoplay></video>
<math><mtext><img src="x" onerror="alert(8)"></mtext></math><template><p>hidden</p></template>
</body></html>"""


def test_hostile_html_changes_nothing(watched: Callable[..., Watched], markdown: str) -> None:
    """Even if the server let it through."""
    one = watched()
    page = one.page
    page.route(re.compile("/download$"), lambda route: route.fulfill(body=HOSTILE, content_type="text/html"))
    dialogs = dialogs_of(page)
    page.goto(f"/#/documents/{markdown}")
    reading = Reading(page)
    frame = expect_text(reading, "Quiet words")
    left = frame.locator("body").evaluate(
        "body => [...body.querySelectorAll('*')].flatMap((one) => [one.localName, ...one.getAttributeNames()])"
    )
    assert set(left) <= {"h1", "p", "img", "a", "href", "data-index", "dir"}
    assert frame.locator("a[href]").evaluate_all("links => links.map((link) => link.href)") == ["https://good.example/"]
    assert (dialogs, page.title()) == ([], "harbour.md · ChatDOC")
    # The browser says of what it reads, and will not run, that it would not run it; nothing was asked of another host.
    one.forgive("Content Security Policy")


def test_a_long_document_is_there_at_once_and_found_in_to_its_end(
    watched: Callable[..., Watched], markdown: str
) -> None:
    blocks = "\n".join(f'<p data-index="{at}">Paragraph {at} says as little as the others.</p>' for at in range(20_000))
    page = watched().page
    page.route(
        re.compile("/download$"), lambda route: route.fulfill(body=f"<body>{blocks}</body>", content_type="text/html")
    )
    page.goto(f"/#/documents/{markdown}")
    reading = Reading(page)
    frame = expect_text(reading, "Paragraph 0 says")
    page.locator("iframe.flowing-frame").focus()
    page.keyboard.press("Control+f")
    reading.find_field.fill("paragraph 19999")
    expect(page.locator(".find-bar-count")).to_have_text("1 of 1")
    expect(frame.get_by_text("Paragraph 19999 says")).to_be_in_viewport(ratio=1)


def test_a_connection_that_is_lost_can_be_tried_again(watched: Callable[..., Watched], markdown: str) -> None:
    one = watched()
    one.page.route(re.compile("/download$"), lambda route: route.abort())
    one.page.goto(f"/#/documents/{markdown}")
    alert = one.page.get_by_role("alert").filter(has_text="The document can't be shown")
    expect(alert).to_contain_text("The service can't be reached")
    one.page.unroute(re.compile("/download$"))
    alert.get_by_role("button", name="Try again").click()
    expect_text(Reading(one.page))
    one.forgive("ERR_FAILED")


def test_proof_is_seen_on_a_narrow_screen(open_app: OpenPage, markdown: str) -> None:
    reading = read(open_app, markdown, viewport=NARROW)
    frame = expect_text(reading)
    reading.page.get_by_role("tab", name="Conversation").click()
    reading.ask(FEE_QUESTION)
    reading.source().click()
    expect(reading.page.get_by_role("tab", name="Document")).to_have_attribute("aria-selected", "true")
    expect(frame.locator("[data-marks~=active]").first).to_be_in_viewport(ratio=1)
