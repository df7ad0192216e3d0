"""The framed viewer, driven by the npm package `@chatdocai/chatdoc-sdk` from a page on another origin."""

import json
from collections.abc import Callable, Generator
from typing import Any
from urllib.parse import urlsplit

import httpx
import jwt
import pytest
from playwright.sync_api import Browser, Error, Locator, expect

from tests import files
from tests.api_client import Answer, Client, Json
from tests.conftest import StartService
from tests.flowing import formats
from tests.service import Service, wait_for
from tests.web.browser import Watched, new_context, violations
from tests.web.ink import ink_around
from tests.web.reading import Reading
from tests.web.viewer_host import Host, OpenHost, files_at, hosted

PAGE_WIDTH = 595
"""Of the tests' PDFs, in points."""


def token_for(service: Service, upload_id: str, **claims: object) -> str:
    return jwt.encode({"upload_id": upload_id, **claims}, service.key, algorithm="HS256")


def download(service: Service, upload_id: str) -> str:
    return f"{service.api}/documents/{upload_id}/download"


def top_of(element: Locator) -> float:
    box = element.bounding_box()
    assert box
    return box["y"]


def marked_in(host: Host) -> list[str]:
    """The texts that are marked in a flowing document: read from around its frame, which runs no script."""
    found: list[str] = host.frame.evaluate(
        "[...document.querySelector('iframe').contentDocument.querySelectorAll('[data-marks]')].map((e) => e.innerText)"
    )
    return found


def place_in(host: Host, text: str) -> list[float]:
    """Where the paragraph with a text stands in the window, once it is there: left, top, right, bottom."""
    place: list[float] = wait_for(lambda: host.frame.evaluate(_PLACE, text), f"the viewer to show: {text}")
    return place


_PLACE = """(text) => {
    const frame = document.querySelector("iframe"), outer = frame.getBoundingClientRect();
    const found = [...frame.contentDocument.querySelectorAll("[data-index]")].find((e) => e.textContent.includes(text));
    if (!found) return null;
    const {left, top, right, bottom} = found.getBoundingClientRect();
    return [left + outer.x, top + outer.y, right + outer.x, bottom + outer.y];
}"""


@pytest.fixture(scope="module")
def origin() -> Generator[str]:
    with hosted() as origin:
        yield origin


@pytest.fixture
def open_host(watched: Callable[..., Watched], origin: str, service: Service) -> OpenHost:
    """Opens the page with the viewer; `query` is added to the viewer's address. `host.watched` may forgive."""

    def open_host(query: str = "", **options: Any) -> tuple[Host, Watched]:  # noqa: ANN401
        page = watched(hosts=(urlsplit(origin).netloc,), **options)
        page.page.goto(origin)
        return Host(page.page, f"{service.url}/pdf-viewer/{query}"), page

    return open_host


def opened(host: Host, service: Service, upload_id: str, tokens: list[str] | None = None) -> Host:
    """The viewer once it shows a document, with a good token unless others are given."""
    host.start(download(service, upload_id), tokens or [token_for(service, upload_id)])
    host.wait_told("viewerCreated")
    return host


def sources_of(answer: Answer) -> list[Json]:
    """The rectangles of an answer as programs of the SDK hand them to it."""
    assert answer.source_info
    return [
        {"pageNumber": int(page) + 1, "rects": boxes}
        for source in answer.source_info
        for page, boxes in source.items()
        if page != "upload_id"
    ]


def blocks_of(answer: Answer) -> list[int]:
    assert answer.source_info
    return [int(block) for source in answer.source_info for block in source if block.isdigit()]


@pytest.fixture(scope="module")
def note(service: Service) -> tuple[str, Answer]:
    """A document with one line of text, and an answer that rests on it."""
    with service.client() as client:
        upload_id = client.ready(files.note())
        return upload_id, client.ask(upload_id, "When does the ferry to Larkfield leave?")


@pytest.fixture(scope="module")
def report(service: Service) -> str:
    """A document of two pages."""
    with service.client() as client:
        return client.ready(files.report())


@pytest.fixture(scope="module")
def harbour(service: Service) -> str:
    """A flowing document."""
    with service.client() as client:
        return client.ready(formats.MARKDOWN.encode(), "harbour.md")


@pytest.mark.proves("rule:viewer.page")
def test_a_pdf_opens_with_a_document_token(open_host: OpenHost, service: Service, report: str) -> None:
    host, _ = open_host()
    opened(host, service, report)
    host.wait_told("pageRendered", 2)
    expect(host.viewer.locator(".page canvas").first).to_be_visible()
    assert sorted(host.told("pageRendered"))[:2] == [1, 2]
    assert host.told("viewerCreated") == [None]
    assert host.told("pageChange") == [{"pageNumber": 1, "previous": None, "pageCount": 2}]
    assert host.call("getCurrentPageNumber") == 1
    assert host.asked == 1
    assert violations(host.frame) == []


def test_a_pdf_opens_by_a_token_in_its_address(open_host: OpenHost, service: Service, report: str) -> None:
    host, _ = open_host()
    host.start(f"{download(service, report)}?token={token_for(service, report)}")
    host.wait_told("viewerCreated")
    expect(host.viewer.locator(".page canvas").first).to_be_visible()


@pytest.mark.parametrize("expired", [False, True])
def test_a_wrong_token_is_said_and_a_fresh_one_opens(
    open_host: OpenHost, service: Service, report: str, *, expired: bool
) -> None:
    host, page = open_host()
    wrong = token_for(service, report, exp=1) if expired else "no-token"
    host.start(None, [wrong, wrong, token_for(service, report)])
    # Made as the SDK makes it: it waits for nothing, and a failure would be one that nobody catches.
    host.call("setFileUrl", download(service, report))
    alert = host.viewer.get_by_role("alert")
    expect(alert).to_contain_text("token")
    assert (host.asked, host.told("viewerCreated")) == (2, [])
    assert violations(host.frame) == []
    host.viewer.get_by_role("button", name="Try again").click()
    host.wait_told("viewerCreated")
    expect(alert).to_have_count(0)
    page.forgive("404" if expired else "401")


def test_a_token_that_ran_out_meanwhile_is_asked_for_once_more(
    open_host: OpenHost, service: Service, report: str
) -> None:
    host, page = open_host()
    opened(host, service, report, [token_for(service, report, exp=1), token_for(service, report)])
    assert host.asked == 2
    page.forgive("404")


@pytest.mark.proves("rule:viewer.page")
def test_sources_are_drawn_over_their_words(open_host: OpenHost, service: Service, note: tuple[str, Answer]) -> None:
    upload_id, answer = note
    host, _ = open_host()
    opened(host, service, upload_id)
    host.call("drawSources", sources_of(answer))
    mark = host.viewer.locator(".paged-mark-source")
    for zoom in (None, "Zoom in", "Zoom in"):
        if zoom:
            drawn = len(host.told("pageRendered"))
            host.viewer.get_by_role("button", name=zoom).click()
            host.wait_told("pageRendered", drawn + 1)
        expect(mark).to_have_count(1)
        scale = host.frame.evaluate("document.querySelector('.page').getBoundingClientRect().width") / PAGE_WIDTH
        found = ink_around(mark, reach=0)
        # The SDK makes its rectangles two points larger on each side.
        box = [side + sign * 2 * scale for side, sign in zip(found.mark, (1, 1, -1, -1), strict=True)]
        assert box == pytest.approx(found.ink, abs=2)
    host.call("clearSources")
    expect(mark).to_have_count(0)


def test_sources_on_another_page_are_gone_to(open_host: OpenHost, service: Service, client: Client) -> None:
    upload_id = client.ready(files.book(9, seed=5))
    answer = client.ask(upload_id, files.facts(9, seed=5)[6].question)
    host, _ = open_host()
    # Nothing waits for the document: calls that come while it opens are done once it is open.
    host.start(download(service, upload_id), [token_for(service, upload_id)])
    host.call("drawSources", sources_of(answer))
    expect(host.viewer.locator(".paged-mark-source").first).to_be_in_viewport()
    host.page.wait_for_function("() => sdk.getCurrentPageNumber().then((page) => page === 7)")
    changes = host.told("pageChange")
    assert changes[-1] == {"pageNumber": 7, "previous": changes[-2]["pageNumber"], "pageCount": 9}
    host.call("drawSources", [{"pageNumber": 1, "rects": [[72, 72, 200, 90]]}])
    host.page.wait_for_function("() => sdk.getCurrentPageNumber().then((page) => page === 1)")


@pytest.mark.proves("rule:viewer.page")
def test_selected_text_becomes_a_question(open_host: OpenHost, service: Service, client: Client, report: str) -> None:
    host, _ = open_host()
    opened(host, service, report)
    button = host.viewer.get_by_role("button", name="Ask about this")
    expect(button).to_have_count(0)
    host.viewer.locator(".textLayer").get_by_text("All of the income came", exact=False).click(click_count=3)
    expect(button).to_be_in_viewport(ratio=1)
    assert violations(host.frame) == []
    button.focus()
    host.page.keyboard.press("Enter")
    (material,) = host.wait_told("chatIconClicked")
    assert material["material"] == "All of the income came from dues that ships paid in port."
    assert host.told("selectionChanged")[-1] == material
    assert {rect["pageNumber"] for rect in material["rects"]} == {1}
    answer = client.ask(report, "What does this mean?", selected_meta={**material, "upload_id": report})
    assert "All of the income came from dues" in answer.text
    assert client.data("GET", f"/questions/{answer.id}")["type"] == "select"
    host.viewer.locator(".textLayer").first.click(position={"x": 5, "y": 5})
    expect(button).to_have_count(0)
    assert host.wait_told("selectionChanged", len(host.told("selectionChanged")))[-1] is None


def test_the_button_at_a_selection_follows_it(open_host: OpenHost, service: Service, report: str) -> None:
    host, _ = open_host()
    opened(host, service, report)
    line = host.viewer.locator(".textLayer").get_by_text("All of the income came", exact=False)
    line.click(click_count=3)
    button = host.viewer.get_by_role("button", name="Ask about this")
    before = top_of(button) - top_of(line)
    at = top_of(line)
    host.page.mouse.move(300, 300)
    host.page.mouse.wheel(0, 60)
    wait_for(lambda: top_of(line) < at - 40 and abs(top_of(button) - top_of(line) - before) < 2, "the button to follow")


def test_a_flowing_document_is_shown_marked_and_asked_about(
    open_host: OpenHost, service: Service, client: Client, harbour: str
) -> None:
    host, _ = open_host()
    opened(host, service, harbour)
    assert place_in(host, formats.FACT)
    assert (host.told("pageRendered"), host.call("getCurrentPageNumber")) == ([1], 1)
    (block,) = blocks_of(client.ask(harbour, formats.FACT_QUESTION))
    host.call("drawSources", [{"pageNumber": block + 1, "rects": [[0, 0, 1, 1]]}])
    wait_for(lambda: [text.startswith(formats.FACT) for text in marked_in(host)] == [True], "the source to be marked")
    host.call("clearSources")
    wait_for(lambda: not marked_in(host), "the mark to go")
    left, top, right, _ = place_in(host, formats.FACT)
    # The frame runs no script: see `Reading`.
    Reading(host.page).drag((left + 1, top + 12), (right - 20, top + 12))
    host.viewer.get_by_role("button", name="Ask about this").click()
    (material,) = host.wait_told("chatIconClicked")
    assert material["material"] in f"{formats.FACT} It is still in use, says the office."
    assert material["indexes"] == [block]
    answer = client.ask(harbour, "Explain this.", selected_meta={**material, "upload_id": harbour})
    assert answer.source_info
    assert answer.source_info[-1]["anchorNode"] == material["anchorNode"]
    assert client.data("GET", f"/questions/{answer.id}")["type"] == "select"


def test_open_takes_a_type_and_nodes_of_flowing_text(open_host: OpenHost, service: Service, harbour: str) -> None:
    """Methods that this version of the SDK has no name for are called as its next ones call them: by the connection."""
    host, _ = open_host()
    host.start(None, [token_for(service, harbour)])
    host.through("open", {"url": download(service, harbour), "viewerType": "html"})
    cell = {"xpath": "/html/body/table/tbody/tr[1]/td[2]"}
    host.through("drawAnnotations", [{"id": "a", "pageNumber": 8, "rect": cell, "customType": "proof"}])
    assert marked_in(host) == ["412"]
    host.through("scrollToAnnotation", 8, "a", True, {"block": "center"})
    host.through("removeAnnotationByType", "proof")
    assert marked_in(host) == []


def test_another_document_takes_the_place_of_the_first(
    open_host: OpenHost, service: Service, client: Client, note: tuple[str, Answer], report: str, harbour: str
) -> None:
    host, _ = open_host()
    host.start()

    def address(upload_id: str) -> str:
        return f"{download(service, upload_id)}?token={token_for(service, upload_id)}"

    host.call("setFileUrl", address(report))
    host.call("drawSources", [{"pageNumber": 1, "rects": [[72, 72, 200, 90]]}])
    expect(host.viewer.locator(".paged-mark-source")).to_have_count(1)
    host.call("setFileUrl", address(note[0]))
    expect(host.viewer.locator(".paged-mark-source")).to_have_count(0)
    expect(host.viewer.locator(".page")).to_have_count(1)
    host.call("setFileUrl", address(harbour))
    assert place_in(host, formats.FACT)
    expect(host.viewer.locator(".page")).to_have_count(0)
    # The last of several wins, whatever comes first.
    host.page.evaluate("urls => urls.forEach((url) => void sdk.setFileUrl(url))", [address(report)] * 2)
    host.call("setFileUrl", address(note[0]))
    expect(host.viewer.locator(".page")).to_have_count(1)
    assert len(host.told("viewerCreated")) == 4


def test_it_is_sized_by_its_frame(open_host: OpenHost, service: Service, report: str) -> None:
    host, _ = open_host()
    opened(host, service, report)
    page = host.viewer.locator(".page").first
    for width in (720, 300, 1100):
        host.page.evaluate("width => { document.querySelector('#place').style.width = `${width}px` }", width)
        host.frame.wait_for_function(
            "width => innerWidth === width && Math.abs(document.querySelector('.page').clientWidth - width) < 60",
            arg=width,
        )
        box = page.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert host.frame.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_bar_can_be_left_out_and_the_theme_chosen(open_host: OpenHost, service: Service, report: str) -> None:
    host, _ = open_host("?toolbar=0&theme=dark", color_scheme="light")
    opened(host, service, report)
    expect(host.viewer.get_by_role("main")).to_be_visible()
    expect(host.viewer.get_by_role("toolbar")).to_have_count(0)
    assert host.frame.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"
    assert violations(host.frame) == []


def test_it_speaks_the_readers_language(open_host: OpenHost, service: Service, report: str) -> None:
    host, _ = open_host(locale="zh-CN")
    opened(host, service, report)
    expect(host.viewer.get_by_role("button", name="放大")).to_be_visible()
    assert host.frame.evaluate("document.documentElement.lang") == "zh"


def test_it_reads_nothing_that_the_app_keeps(open_host: OpenHost, service: Service, report: str) -> None:
    """Storage that throws at any touch, as in a browser that parts frames from their pages, changes nothing."""
    host, _ = open_host()
    host.page.context.add_init_script(
        """if (location.pathname === "/pdf-viewer/") for (const name of ["localStorage", "sessionStorage"])
            Object.defineProperty(window, name, {get() { throw new Error(`${name} was read`); }});"""
    )
    opened(host, service, report)
    expect(host.viewer.locator(".page canvas").first).to_be_visible()


def test_whoever_frames_it_gets_no_further_than_by_themselves(
    open_host: OpenHost, service: Service, report: str
) -> None:
    """Signed in to the app in the same browser, without a token of their own."""
    host, page = open_host()
    host.start(download(service, report))
    expect(host.viewer.get_by_role("alert")).to_contain_text("not opened for this page")
    for given in ("javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "file:///etc/passwd", "blob:x"):
        # Whoever waits for `open` is told; `setFileUrl`, for which the SDK does not wait, leaves it to the viewer.
        with pytest.raises(Error, match="is no address"):
            host.through("open", {"url": given, "viewerType": "pdf"})
        host.call("setFileUrl", given)
        expect(host.viewer.get_by_role("alert")).to_contain_text("is no address")
    unfit: list[object] = [[], {}, 7, None, "", {"url": 1}]
    for wrong in unfit:
        assert host.page.evaluate("given => sdk.setFileUrl(given).catch((error) => error.name)", wrong) == "TypeError"
    page.forgive("401")


def test_other_origins_are_refused_and_get_no_token(open_host: OpenHost, service: Service) -> None:
    with files_at({"/a.pdf": ("application/pdf", files.note())}) as (elsewhere, asked):
        host, page = open_host()
        host.start(f"{elsewhere}/a.pdf", ["a-token"])
        expect(host.viewer.get_by_role("alert")).to_contain_text(f"does not let its viewer load files from {elsewhere}")
        assert asked == []
        page.forgive("Content Security Policy")


def test_settings_say_who_may_frame_it_and_where_files_come_from(
    browser: Browser, start_service: StartService, origin: str
) -> None:
    with files_at({"/a.pdf": ("application/pdf", files.note())}) as (elsewhere, asked):
        service = start_service(WEB__VIEWER_PARENTS=json.dumps([origin]), WEB__VIEWER_ORIGINS=json.dumps([elsewhere]))
        policy = httpx.get(f"{service.url}/pdf-viewer/").headers["content-security-policy"]
        assert f"frame-ancestors {origin};" in f"{policy};"
        context = new_context(browser)
        host = Host(context.new_page(), f"{service.url}/pdf-viewer/")
        host.page.goto(origin)
        host.start(f"{elsewhere}/a.pdf", ["a-token"])
        expect(host.viewer.locator(".page canvas").first).to_be_visible()
        assert {authorization for _, authorization in asked} == {"Bearer a-token"}
        # Another origin's page gets an error page of the browser's in place of the viewer.
        with hosted() as stranger:
            other = Host(context.new_page(), f"{service.url}/pdf-viewer/")
            other.page.goto(stranger)
            with other.page.expect_console_message(lambda message: "frame-ancestors" in message.text):
                other.start(f"{elsewhere}/a.pdf", ["a-token"])
            assert other.told("viewerCreated") == []
        context.close()


def test_opened_by_its_own_address_it_says_what_it_is_for(watched: Callable[..., Watched]) -> None:
    page = watched().page
    page.goto("/pdf-viewer/")
    expect(page.get_by_role("main")).to_contain_text("inside other pages")
    assert violations(page) == []
