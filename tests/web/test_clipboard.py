"""Copying on pages that came over plain HTTP from another machine, where browsers have no `navigator.clipboard`."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests import files
from tests.api_client import Client
from tests.web.asking import Asking
from tests.web.browser import Watched

_WITHOUT = """
    Object.defineProperty(navigator, "clipboard", {value: undefined, configurable: true});
    delete Navigator.prototype.clipboard;
    delete navigator.clipboard;
    delete window.ClipboardItem;
    window.pasted = new Promise((resolve) => addEventListener("paste", (event) => {
        const {clipboardData} = event;
        resolve([clipboardData.getData("text/plain"), clipboardData.getData("text/html")]);
    }, {once: true}));
"""


@pytest.fixture
def page(watched: Callable[..., Watched]) -> Page:
    page: Page = watched().page
    page.context.add_init_script(_WITHOUT)
    return page


def pasted(page: Page) -> tuple[str, str]:
    """What the next paste brings: text, and markup."""
    page.keyboard.press("Control+v")
    text, markup = page.evaluate("window.pasted")
    return text, markup


def test_an_answer_is_copied(page: Page, client: Client) -> None:
    page.goto(f"/#/documents/{client.ready(files.note(), 'Ferry notice.pdf')}")
    asking = Asking(page)
    answer = asking.answered("When does the ferry to Larkfield leave?")
    assert page.evaluate("navigator.clipboard ?? null") is None
    answer.get_by_role("button", name="Copy with sources").click()
    expect(answer.get_by_role("status")).to_have_text("Copied")
    expect(answer.get_by_role("button", name="Copy with sources")).to_be_focused()
    asking.field.focus()
    assert "[1] Ferry notice.pdf, page 1: “The ferry to Larkfield" in pasted(page)[0]


def test_a_table_is_copied_as_text_and_markup(page: Page, client: Client) -> None:
    page.goto(f"/#/documents/{client.ready(files.report(), 'Harbour report.pdf')}")
    page.get_by_role("button", name="Parsed structure").click()
    entry = page.get_by_role("list", name="Elements in reading order").get_by_role("listitem")
    table = entry.filter(has=page.get_by_role("table")).first
    table.get_by_role("button", name=re.compile("^Copy: Table")).click()
    expect(table.get_by_role("button", name=re.compile("^Copy: Table"))).to_have_text("Copied")
    Asking(page).field.focus()
    text, markup = pasted(page)
    assert "Mooring fees\t412\t398" in text
    assert "<td>412</td>" in re.sub(r"<td[^>]*>", "<td>", markup)


def test_selected_words_are_copied_and_stay_selected(page: Page, client: Client) -> None:
    page.goto(f"/#/documents/{client.ready(files.report(), 'Harbour report.pdf')}")
    words = page.locator(".textLayer span", has_text="All of the income came from dues").first
    expect(words).to_be_visible()
    words.evaluate("(span) => getSelection().selectAllChildren(span)")
    page.get_by_role("group", name="Selection").get_by_role("button", name="Copy").click()
    expect(page.get_by_text("Copied.", exact=True)).to_be_visible()
    assert "All of the income came from dues" in page.evaluate("getSelection().toString()")
    Asking(page).field.focus()
    assert pasted(page)[0].startswith("All of the income came from dues")


def test_a_new_key_is_copied_out_of_its_dialog(page: Page) -> None:
    page.goto("/#/account")
    page.get_by_role("button", name="Create key").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Copy").click()
    expect(dialog.get_by_role("button", name="Copied")).to_be_visible()
    assert pasted(page)[0].startswith("ak-")
