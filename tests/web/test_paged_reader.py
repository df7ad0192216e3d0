"""The reader of paged documents: what a citation shows is where the words are, at any zoom and turn.

The truth is ink. A sentence is printed in a red of its own, and nothing else on its page is red: its red pixels, as
the browser shows them, are where its words stand. Highlights come from the answer's `source_info`, whose boxes hug the
words' glyphs: from the top of the highest to the foot of the lowest. So all four sides of a mark lie within 2 CSS
pixels of the ink, and none is known to this test beforehand.
"""

import functools
import io
import json
import re
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf
import pytest
from PIL import Image, ImageChops
from playwright.sync_api import FloatRect, Locator, Page, expect

from tests import files
from tests.api_client import Client
from tests.service import Expired, Service, wait_for
from tests.web.conftest import OpenPage

FACT = files.Fact(
    "What was the lighthouse of Oakham built of?", "The lighthouse of Oakham was built of granite in the year 1811.", 0
)
NEAR_PIXELS = 2.0
INK = 60
"""How much redder than white a pixel is that holds ink; the edges of glyphs are pale."""
ROOMY = {"width": 2000, "height": 1300}
"""Large enough for the sentence at every zoom that is tried."""
ZOOMS = ("50%", "100%", "200%")

Sides = tuple[float, float, float, float]

_RED_ON_WHITE = f"""
= Buildings
The council reviewed the maintenance schedule and found no cause for concern. Visitors may enter between nine and five.

#text(fill: rgb("#e00000"), weight: "bold")[{FACT.sentence}]

Several volunteers helped to restore the painted ceiling. The access road was widened and its drains were renewed.
"""


@functools.cache
def inked() -> bytes:
    """A PDF of one page, on which one sentence is red."""
    return files._compile(_RED_ON_WHITE)


@functools.cache
def mixed(pages: int = 60, marked: int = 40) -> bytes:
    """A PDF whose pages lie and stand by turns, in two sizes; on one of them is the red sentence."""
    parts = []
    for page in range(pages):
        size = ("width: 595pt, height: 842pt", "width: 842pt, height: 595pt", "width: 400pt, height: 300pt")[page % 3]
        text = f'#text(fill: rgb("#e00000"), weight: "bold")[{FACT.sentence}]' if page == marked else "Nothing of note."
        parts.append(f"#page({size})[= Chapter {page + 1}\n\n{text}]")
    return files._compile("\n".join(parts))


@functools.cache
def in_units_of_two() -> bytes:
    """The one-page PDF measured in units of two points: shown twice as large, by its own wish."""
    with pikepdf.open(io.BytesIO(inked())) as pdf:
        pdf.pages[0].UserUnit = 2
        target = io.BytesIO()
        pdf.save(target)
        return target.getvalue()


@pytest.fixture(scope="module")
def local(service: Service) -> Generator[Client]:
    with service.client() as client:
        yield client


@dataclass(frozen=True)
class Reader:
    """The page with a document and an answer about it."""

    page: Page

    @property
    def pages(self) -> Locator:
        return self.page.get_by_role("region", name="Pages of the document")

    @property
    def mark(self) -> Locator:
        return self.page.locator(".paged-mark-active")

    def ask(self, question: str = FACT.question) -> None:
        expect(self.pages.locator("canvas").first).to_be_visible()
        self.page.get_by_role("textbox", name="Your question").fill(question)
        self.page.keyboard.press("Enter")
        expect(self.citation).to_be_visible()

    @property
    def citation(self) -> Locator:
        return self.page.get_by_role("button", name=re.compile("^Source 1"))

    def show_proof(self) -> None:
        self.citation.click()
        expect(self.mark).to_be_in_viewport(ratio=0.99)

    def zoom(self, percent: str) -> None:
        button = self.page.get_by_role("button", name=re.compile("^Zoom: "))
        button.click()
        self.page.get_by_role("menuitemradio", name=percent, exact=True).click()
        expect(button).to_have_accessible_name(f"Zoom: {percent}")

    def turn(self) -> None:
        self.page.get_by_role("button", name="Turn to the right").click()

    def measured(self) -> tuple[Sides, Sides | None]:
        """The mark, and the red around it as the browser shows the page without its marks, in CSS pixels."""
        box = self.mark.bounding_box()
        assert box
        mark = (box["x"], box["y"], box["x"] + box["width"], box["y"] + box["height"])
        reach = 30
        clip = {
            "x": max(0, int(box["x"]) - reach),
            "y": max(0, int(box["y"]) - reach),
            "width": int(box["width"]) + 2 * reach,
            "height": int(box["height"]) + 2 * reach,
        }
        marks = self.page.locator(".paged-marks").first
        marks.evaluate("marks => { marks.style.visibility = 'hidden'; }")
        shown = Image.open(io.BytesIO(self.page.screenshot(clip=clip)))  # type: ignore[arg-type]
        marks.evaluate("marks => { marks.style.visibility = ''; }")
        red, green, _ = shown.convert("RGB").split()
        found = ImageChops.subtract(red, green).point(lambda value: 255 * (value > INK)).getbbox()
        ink = found and tuple(edge + start for edge, start in zip(found, (clip["x"], clip["y"]) * 2, strict=True))
        return mark, ink  # type: ignore[return-value]


def distance(mark: Sides, ink: Sides | None) -> float:
    """How far the farthest side is off, in CSS pixels."""
    return 1e9 if ink is None else max(abs(one - other) for one, other in zip(mark, ink, strict=True))


def expect_on_the_words(reader: Reader) -> None:
    """Waits until the page is drawn sharply, then wants each side of the mark at the ink."""
    last: list[Any] = []

    def fits() -> bool:
        last[:] = reader.measured()
        return distance(last[0], last[1]) <= NEAR_PIXELS

    try:
        wait_for(fits, "the mark to lie on its words", seconds=10, pause=0.1)
    except Expired:
        raise AssertionError(f"mark and ink: {last}") from None


def opened(open_app: OpenPage, upload_id: str, **options: Any) -> Reader:  # noqa: ANN401
    return Reader(open_app(f"#/documents/{upload_id}", **options))


@pytest.mark.parametrize(
    ("data", "zooms"),
    [
        pytest.param(inked, ZOOMS, id="plain"),
        pytest.param(lambda: files.turned(inked(), degrees=90), ZOOMS, id="turned-and-cropped"),
        pytest.param(lambda: files.turned(inked(), degrees=180, cut=(40, 0, 0, 50)), ZOOMS[1:], id="upside-down"),
        pytest.param(lambda: files.turned(inked(), degrees=270, cut=(0, 60, 30, 0)), ZOOMS[1:], id="turned-back"),
        pytest.param(in_units_of_two, ZOOMS[:2], id="large-units"),
    ],
)
def test_the_proof_lies_on_its_words_at_every_zoom_and_turn(
    open_app: OpenPage, local: Client, data: Callable[[], bytes], zooms: Sequence[str]
) -> None:
    reader = opened(open_app, local.ready(data()), viewport=ROOMY)
    reader.ask()
    reader.show_proof()
    for quarter in range(4):
        for zoom in zooms:
            reader.zoom(zoom)
            reader.show_proof()
            expect_on_the_words(reader)
        if quarter < 3:
            reader.turn()


def test_proof_far_away_among_pages_of_other_sizes_is_gone_to(open_app: OpenPage, local: Client) -> None:
    reader = opened(open_app, local.ready(mixed()), viewport=ROOMY)
    reader.ask()
    reader.show_proof()
    expect_on_the_words(reader)
    assert reader.mark.evaluate("mark => mark.closest('.page').dataset.pageNumber") == "41"
    middle = reader.mark.bounding_box()
    view = reader.pages.bounding_box()
    assert middle
    assert view
    assert abs(middle["y"] + middle["height"] / 2 - view["y"] - view["height"] / 2) < 40


def test_zooming_and_turning_keep_the_place(open_app: OpenPage, local: Client) -> None:
    reader = opened(open_app, local.ready(files.book(12, seed=5)))
    expect(reader.pages.locator("canvas").first).to_be_visible()
    page = reader.page.get_by_role("spinbutton").or_(reader.page.get_by_role("textbox", name=re.compile("^Page")))
    page.fill("7")
    page.press("Enter")
    expect(reader.pages.locator('.page[data-page-number="7"] canvas')).to_be_in_viewport()
    for zoom in ("150%", "50%", "100%"):
        reader.zoom(zoom)
    reader.turn()
    expect(reader.pages.locator('.page[data-page-number="7"]')).to_be_in_viewport()
    reader.page.get_by_role("button", name=re.compile("^Zoom: ")).click()
    reader.page.get_by_role("menuitem", name="Fit width").or_(
        reader.page.get_by_role("menuitemradio", name="Fit width")
    ).click()
    expect(reader.pages.locator('.page[data-page-number="7"]')).to_be_in_viewport()


def line_of(reader: Reader, text: str) -> FloatRect:
    box = reader.pages.locator(".textLayer span:not(.markedContent)", has_text=text).first.bounding_box()
    assert box
    return box


def asked_selection(reader: Reader, question: str = "What does this mean?") -> Any:  # noqa: ANN401
    """What is sent when the selection is asked about."""
    reader.page.get_by_role("button", name="Ask about this").click()
    field = reader.page.get_by_role("textbox", name="Your question")
    field.fill(question)
    with reader.page.expect_request(lambda request: request.method == "POST" and "/questions" in request.url) as sent:
        field.press("Enter")
    return json.loads(sent.value.post_data or "")["selected_meta"]


def expect_outline(found: list[float], wanted: Sides, points: float) -> None:
    assert max(abs(one - other) for one, other in zip(found, wanted, strict=True)) < points, (found, wanted)


def sentence_box(local: Client, upload_id: str) -> Sides:
    answer = local.ask(upload_id, FACT.question)
    assert answer.source_info
    (box,) = answer.source_info[0]["0"]
    left, top, right, bottom = box
    return left, top, right, bottom


@pytest.mark.parametrize("degrees", [0, 90])
def test_selected_text_is_asked_about_where_it_stands(open_app: OpenPage, local: Client, degrees: int) -> None:
    upload_id = local.ready(files.turned(inked(), degrees=degrees))
    reader = opened(open_app, upload_id)
    expect(reader.pages.locator(".textLayer span", has_text="lighthouse").first).to_be_visible()
    box = line_of(reader, "The lighthouse")
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    along = (0.0, box["height"] / 2 - 0.5) if degrees else (box["width"] / 2 - 0.5, 0.0)
    reader.page.mouse.move(middle[0] - along[0], middle[1] - along[1])
    reader.page.mouse.down()
    reader.page.mouse.move(middle[0] + along[0], middle[1] + along[1], steps=8)
    reader.page.mouse.up()
    meta = asked_selection(reader)
    assert meta["material"] == FACT.sentence
    assert meta["upload_id"] == upload_id
    (rect,) = meta["rects"]
    assert rect["pageNumber"] == 1
    # A selected line is as high as its font, which is more than its glyphs.
    expect_outline(rect["outline"], sentence_box(local, upload_id), 4)


def test_a_box_selects_the_words_under_it(open_app: OpenPage, local: Client) -> None:
    upload_id = local.ready(inked())
    reader = opened(open_app, upload_id)
    expect(reader.pages.locator(".textLayer span", has_text="lighthouse").first).to_be_visible()
    box = line_of(reader, "The lighthouse")
    reader.page.get_by_role("button", name="Select a region").click()
    expect(reader.pages).to_have_css("cursor", "crosshair")
    reader.page.mouse.move(box["x"] - 6, box["y"] - 3)
    reader.page.mouse.down()
    reader.page.mouse.move(box["x"] + box["width"] + 6, box["y"] + box["height"] + 3, steps=5)
    reader.page.mouse.up()
    expect(reader.pages.locator(".paged-mark-selection")).to_have_count(1)
    meta = asked_selection(reader)
    assert meta["material"] == FACT.sentence
    (rect,) = meta["rects"]
    expect_outline(rect["outline"], sentence_box(local, upload_id), 4)


def test_text_is_found_in_the_whole_document(open_app: OpenPage, local: Client) -> None:
    reader = opened(open_app, local.ready(mixed()))
    expect(reader.pages.locator("canvas").first).to_be_visible()
    reader.page.get_by_role("button", name="Find in the document").click()
    field = reader.page.get_by_role("searchbox").or_(reader.page.get_by_role("textbox", name="Find in the document"))
    field.fill("LIGHTHOUSE of oakham")
    field.press("Enter")
    expect(reader.page.get_by_text("1 of 1")).to_be_visible()
    expect(reader.pages.locator(".highlight.selected").first).to_be_in_viewport()
    field.press("Escape")
    expect(reader.pages.locator(".highlight")).to_have_count(0)


def test_pages_scroll_by_keyboard(open_app: OpenPage, local: Client) -> None:
    reader = opened(open_app, local.ready(files.book(12, seed=5)))
    expect(reader.pages.locator("canvas").first).to_be_visible()
    reader.pages.focus()
    reader.page.keyboard.press("End")
    expect(reader.pages.locator('.page[data-page-number="12"] canvas')).to_be_in_viewport()
    reader.page.keyboard.press("Home")
    expect(reader.pages.locator('.page[data-page-number="1"] canvas')).to_be_in_viewport()
