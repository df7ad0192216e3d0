"""A document in the reader, as the tests of both readers and of what stands around them use it."""

import re
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Dialog, Locator, Page, expect

from tests.web.conftest import OpenPage

Point = tuple[float, float]


@dataclass(frozen=True)
class Reading:
    """The page on which documents are read and asked."""

    page: Page

    @property
    def reader(self) -> Locator:
        return self.page.get_by_role("region", name="Document", exact=True)

    @property
    def pages(self) -> Locator:
        return self.page.get_by_role("region", name="Pages of the document")

    @property
    def page_field(self) -> Locator:
        return self.page.get_by_role("textbox", name=re.compile("^Page, of"))

    @property
    def zoom(self) -> Locator:
        return self.page.get_by_role("button", name=re.compile("^Zoom: "))

    @property
    def find_field(self) -> Locator:
        return self.page.get_by_role("textbox", name="Find in the document")

    @property
    def stepper(self) -> Locator:
        return self.page.get_by_role("group", name="Places of the proof")

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def expect_pages(self, page: int = 1) -> None:
        """Waits until a page of a paged document is drawn and in view."""
        expect(self.page_field).to_have_value(str(page))
        expect(self.pages.locator(f'.page[data-page-number="{page}"] canvas').first).to_be_visible()

    def ask(self, question: str) -> None:
        self.page.get_by_role("textbox", name="Your question").fill(question)
        self.page.keyboard.press("Enter")

    def source(self, number: int = 1) -> Locator:
        return self.page.get_by_role("button", name=re.compile(f"^Source {number}\\b"))

    # The frame of a flowing document runs no script, so that Playwright's own mouse, which looks into each frame by
    # one while a button is down, waits for ever there. Chromium is told of the mouse directly instead.

    def text_in_frame(self, text: str) -> tuple[float, float, float, float]:
        """Where a text stands in the frame: left, top, right, bottom in coordinates of the window."""
        found = self.page.evaluate(
            """(text) => {
                const frame = document.querySelector("iframe.flowing-frame");
                const page = frame.contentDocument;
                const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
                for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                    const at = node.data.indexOf(text);
                    if (at < 0) continue;
                    const range = page.createRange();
                    range.setStart(node, at);
                    range.setEnd(node, at + text.length);
                    const outer = frame.getBoundingClientRect();
                    const {left, top, right, bottom} = range.getBoundingClientRect();
                    return [left + outer.x, top + outer.y, right + outer.x, bottom + outer.y];
                }
                return null;
            }""",
            text,
        )
        assert found, f"not in the frame: {text}"
        left, top, right, bottom = found
        return left, top, right, bottom

    def click_at(self, where: Point) -> None:
        self._mouse("mousePressed", where)
        self._mouse("mouseReleased", where)

    def drag(self, start: Point, end: Point) -> None:
        self._mouse("mousePressed", start)
        for step in range(1, 6):
            self._mouse("mouseMoved", tuple(a + (b - a) * step / 5 for a, b in zip(start, end, strict=True)))  # type: ignore[arg-type]
        self._mouse("mouseReleased", end)

    def _mouse(self, kind: str, where: Point) -> None:
        session = self.page.context.new_cdp_session(self.page)
        x, y = where
        pressed = 0 if kind == "mouseReleased" else 1
        session.send(
            "Input.dispatchMouseEvent",
            {"type": kind, "x": x, "y": y, "button": "left", "clickCount": 1, "buttons": pressed},
        )
        session.detach()


def read(open_app: OpenPage, *upload_ids: str, page: int | None = None, **options: Any) -> Reading:  # noqa: ANN401
    """Opens documents; `page` counts from 1."""
    at = "" if page is None else f"?page={page}"
    return Reading(open_app(f"#/documents/{','.join(upload_ids)}{at}", **options))


def dialogs_of(page: Page) -> list[str]:
    """What dialogs of the browser's own say from now on; none of ours is one."""
    said: list[str] = []

    def note(dialog: Dialog) -> None:
        said.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", note)
    return said
