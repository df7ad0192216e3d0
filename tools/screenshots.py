#!/usr/bin/env python3
"""Takes the pictures of docs/page.md: every view, light and dark, wide and narrow, of a service of its own.

    python -m tools.screenshots [VIEW …]

Run it after a change of the page, look at the pictures, and commit them. Chromium must be installed.
"""

import io
import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

from tests.api_client import Client
from tests.service import Service
from tests.web.browser import new_context, running_browser

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "page"
SAMPLE = ROOT / "packages/chatdoc-server/src/chatdoc_server/samples/tarnwick-annual-report-2025.pdf"
SIZES = {"wide": {"width": 1280, "height": 800}, "narrow": {"width": 390, "height": 844}}
THEMES = ("light", "dark")
QUALITY = 82
QUESTION = "What was goodwill impairment expense in 2024?"
NOTES = """# Visit to the Port Ellery plant

The membrane line runs on two shifts. Scrap fell from 4.1 % in March to 3.2 % in June.

| Line | Scrap in March | Scrap in June |
|---|---|---|
| Membranes | 4.1 % | 3.2 % |
| Housings | 1.9 % | 2.0 % |

The second supplier of membranes will deliver its first samples in September.
"""


@dataclass(frozen=True)
class Shown:
    """What the pictures are taken of."""

    report: str
    notes: str
    url: str


def library(page: Page, _: Shown) -> None:
    """The documents and collections."""
    page.goto("/")
    page.get_by_text("tarnwick-annual-report-2025.pdf").first.wait_for()


def intake(page: Page, shown: Shown) -> None:
    """A file before it is uploaded, with what it will cost."""
    library(page, shown)
    page.locator("input[type=file]").first.set_input_files(SAMPLE)
    page.get_by_role("dialog").get_by_text("11 pages").first.wait_for()


def proof(page: Page, shown: Shown) -> None:
    """An answer, and the cell that proves it."""
    _open(page, shown.report)
    _conversation(page)
    page.get_by_role("button", name="Source 1", exact=False).last.click()
    page.locator("[data-mark-kind=active]").first.wait_for()
    page.mouse.move(0, 0)
    page.keyboard.press("Escape")


def preview(page: Page, shown: Shown) -> None:
    """The preview of a source."""
    _open(page, shown.report)
    _conversation(page)
    page.get_by_role("button", name="Source 1", exact=False).last.hover()
    page.get_by_role("tooltip").locator("canvas").first.wait_for()


def trace(page: Page, shown: Shown) -> None:
    """How an answer came about."""
    _open(page, shown.report)
    _conversation(page)
    page.get_by_role("button", name="How this answer came about").last.click()
    page.get_by_role("region", name="How this answer came about").get_by_role("listitem").first.wait_for()
    page.mouse.move(0, 0)


def outline(page: Page, shown: Shown) -> None:
    """The reader with the outline of the document."""
    _open(page, shown.report)
    page.get_by_role("button", name="Outline").click()
    page.get_by_role("treeitem").first.wait_for()


def structure(page: Page, shown: Shown) -> None:
    """What was parsed, over the page and beside it."""
    page.goto(f"/#/documents/{shown.report}?page=8")
    page.locator('.page[data-page-number="8"] canvas').first.wait_for()
    page.get_by_role("button", name="Parsed structure").click()
    page.locator("[data-mark-kind=element]").first.wait_for()


def flowing(page: Page, shown: Shown) -> None:
    """A document without pages."""
    page.goto(f"/#/documents/{shown.notes}")
    page.frame_locator("iframe").get_by_text("Port Ellery").first.wait_for()


def account(page: Page, _: Shown) -> None:
    """Quota and keys."""
    page.goto("/#/account")
    page.get_by_text("Elite pages").wait_for()


def developers(page: Page, _: Shown) -> None:
    """Commands for programs."""
    page.goto("/#/developers")
    page.get_by_text("curl").first.wait_for()


def sign_in(page: Page, _: Shown) -> None:
    """Signing in."""
    page.add_init_script("localStorage.removeItem('chatdoc.key')")
    page.goto("/")
    page.get_by_role("textbox").first.wait_for()


VIEWS: dict[str, Callable[[Page, Shown], None]] = {
    view.__name__.replace("_", "-"): view
    for view in (library, intake, proof, preview, trace, outline, structure, flowing, account, developers, sign_in)
}


def main() -> None:
    """Takes all pictures, or those of the views that are named."""
    PICTURES.mkdir(exist_ok=True)
    wanted = sys.argv[1:] or list(VIEWS)
    with tempfile.TemporaryDirectory() as folder:
        service = Service.start(Path(folder) / "data")
        try:
            with service.client() as client:
                shown = _taken_in(client, service.url)
            for name, data in _pictures(service, shown, wanted):
                (PICTURES / f"{name}.webp").write_bytes(data)
                print(name)
        finally:
            service.stop()


def _taken_in(client: Client, url: str) -> Shown:
    report = client.ready(SAMPLE.read_bytes(), SAMPLE.name)
    notes = client.ready(NOTES.encode(), "plant-visit.md")
    collection = client.data("POST", "/collections", json={"name": "Due diligence"})["id"]
    client.data(
        "POST", "/collections/clone-documents", json={"collection_id": collection, "upload_ids": [report, notes]}
    )
    client.ask(report, QUESTION, detailed_citation=True)
    return Shown(report, notes, url)


def _pictures(service: Service, shown: Shown, wanted: list[str]) -> Iterator[tuple[str, bytes]]:
    with running_browser() as browser:
        for name in wanted:
            for theme in THEMES:
                for size, viewport in SIZES.items():
                    context = new_context(
                        browser, base_url=service.url, viewport=viewport, color_scheme=theme, device_scale_factor=1.5
                    )
                    context.add_init_script(f"localStorage.setItem('chatdoc.key', {json.dumps(service.key)})")
                    page = context.new_page()
                    VIEWS[name](page, shown)
                    page.wait_for_load_state("networkidle")
                    yield f"{name}-{theme}-{size}", _webp(page.screenshot())
                    context.close()


def _open(page: Page, upload_id: str) -> None:
    page.goto(f"/#/documents/{upload_id}")
    page.locator('.page[data-page-number="1"] canvas').first.wait_for()


def _conversation(page: Page) -> None:
    """On narrow screens the conversation is a tab of its own."""
    tab = page.get_by_role("tab", name="Conversation")
    if tab.count():
        tab.click()
    page.get_by_role("button", name="Source 1", exact=False).last.wait_for()


def _webp(png: bytes) -> bytes:
    target = io.BytesIO()
    Image.open(io.BytesIO(png)).convert("RGB").save(target, "WEBP", quality=QUALITY, method=6)
    return target.getvalue()


if __name__ == "__main__":
    main()
