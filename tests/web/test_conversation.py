"""Asking documents on the page: answers, sources, selections, history, copies and files."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests import files
from tests.api_client import Client
from tests.web.asking import Asking, OpenConversation
from tests.web.browser import Watched, violations

SENTENCE = "The ferry to Larkfield leaves at seven in the morning."


def clipboard(page: Page) -> str:
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


def test_an_answer_is_one_click_from_its_proof(asker: Client, open_conversation: OpenConversation) -> None:
    report = asker.ready(files.report(), "Harbour report.pdf")
    asking = open_conversation(report)
    answer = asking.answered("What were mooring fees in 2024?")
    expect(answer.get_by_role("heading", name="What were mooring fees in 2024?")).to_be_visible()
    expect(answer).to_contain_text("412")
    expect(asking.source()).to_have_accessible_name("Source 1: Harbour report.pdf, page 1")
    expect(asking.conversation.get_by_role("status").filter(has_text="Answer: ")).to_contain_text("412")

    asking.source().hover()
    expect(asking.preview).to_contain_text("Harbour report.pdf")
    drawn = asking.preview.locator("canvas")
    expect(drawn).to_be_visible()
    yellow = drawn.evaluate(
        """(canvas) => {
            const {data} = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
            let count = 0;
            for (let at = 0; at < data.length; at += 4) {
                if (data[at] > 240 && data[at + 1] > 200 && data[at + 2] < 170) count += 1;
            }
            return count / (data.length / 4);
        }"""
    )
    assert 0.001 < yellow < 0.5, "the rectangle is marked, and little else"
    asking.preview.hover()
    expect(asking.preview).to_be_visible()
    asking.page.keyboard.press("Escape")
    expect(asking.preview).to_be_hidden()

    asking.source().click()
    expect(asking.source()).to_have_attribute("aria-current", "true")
    expect(asking.proof).to_be_visible()
    expect(asking.preview).to_be_hidden()


def test_a_follow_up_is_understood_until_a_new_conversation_begins(
    asker: Client, open_conversation: OpenConversation
) -> None:
    asking = open_conversation(asker.ready(files.report()))
    expect(asking.answered("What were mooring fees in 2024?")).to_contain_text("412")
    expect(asking.answered("and in 2023?")).to_contain_text("398")
    asking.button("New conversation").click()
    expect(asking.conversation.get_by_role("separator")).to_be_visible()
    expect(asking.answered("and in 2023?")).not_to_contain_text("398")
    asking.page.reload()
    expect(asking.answers).to_have_count(3)
    expect(asking.conversation.get_by_role("separator")).to_be_visible()


def test_history_is_kept_and_read_from_its_end(asker: Client, open_conversation: OpenConversation) -> None:
    note = asker.ready(files.note())
    other = asker.ready(files.report())
    for number in range(12):
        asker.ask(note, f"When does the ferry leave? {number}", detailed_citation=True)
    asker.data(
        "POST", "/questions/multi-documents", json={"upload_ids": [note, other], "question": "?", "stream": False}
    )
    asking = open_conversation(note)
    expect(asking.answers).to_have_count(12)
    expect(asking.latest).to_contain_text("When does the ferry leave? 11")
    expect(asking.latest).to_be_in_viewport()
    expect(asking.source()).to_be_visible()
    expect(asking.button("Show earlier questions")).to_have_count(0)
    # Who reads further up is left there, and led back by a button.
    asking.answers.first.scroll_into_view_if_needed()
    asking.button("Go to the latest answer").click()
    expect(asking.latest).to_be_in_viewport()


def test_suggested_questions_are_asked_by_a_click(asker: Client, open_conversation: OpenConversation) -> None:
    note = asker.ready(files.book(3, seed=5))
    asking = open_conversation(note)
    offered = asking.conversation.get_by_role("group", name="Suggested questions").get_by_role("button")
    expect(offered.first).to_be_visible()
    question = offered.first.inner_text()
    offered.first.click()
    expect(asking.latest.get_by_role("heading", name=question)).to_be_visible()
    expect(offered).to_have_count(0)
    asking.button("Suggested questions").click()
    expect(asking.page.get_by_role("menuitem").first).to_be_visible()


def test_without_detailed_citation_sources_stand_under_the_answer(
    asker: Client, open_conversation: OpenConversation
) -> None:
    asking = open_conversation(asker.ready(files.report(), "Harbour report.pdf"))
    asking.button("How to answer").click()
    asking.page.get_by_role("switch", name="A source for each sentence").uncheck()
    asking.page.keyboard.press("Escape")
    answer = asking.answered("What were mooring fees in 2024?")
    expect(asking.source()).to_have_count(0)
    answer.get_by_role("button", name=re.compile("^Harbour report.pdf.*p. 1$")).click()
    expect(asking.proof).to_be_visible()
    asking.page.reload()
    asking.button("How to answer").click()
    expect(asking.page.get_by_role("switch", name="A source for each sentence")).not_to_be_checked()


def test_several_documents_name_the_one_a_source_is_in(asker: Client, open_conversation: OpenConversation) -> None:
    report = asker.ready(files.report(), "Harbour report.pdf")
    note = asker.ready(files.note(), "Ferry notice.pdf")
    asking = open_conversation(report, note)
    asking.answered("When does the ferry to Larkfield leave?")
    expect(asking.source()).to_have_accessible_name("Source 1: Ferry notice.pdf, page 1")
    asking.source().click()
    expect(asking.page.get_by_role("heading", level=1)).to_have_text("Ferry notice.pdf")


def test_a_source_in_flowing_text_is_previewed_by_its_words(asker: Client, open_conversation: OpenConversation) -> None:
    page = f"# Notice\n\nDogs stay ashore.\n\n{SENTENCE}\n".encode()
    asking = open_conversation(asker.ready(page, "notice.md"))
    asking.answered("When does the ferry to Larkfield leave?")
    asking.source().focus()
    asking.page.keyboard.press("Shift+Tab")
    asking.page.keyboard.press("Tab")
    expect(asking.preview).to_contain_text(SENTENCE)


def test_a_copied_answer_carries_its_sources(asker: Client, open_conversation: OpenConversation) -> None:
    asking = open_conversation(asker.ready(files.note(), "Ferry notice.pdf"))
    answer = asking.answered("When does the ferry to Larkfield leave?")
    answer.get_by_role("button", name="Copy with sources").click()
    expect(answer.get_by_role("status")).to_have_text("Copied")
    text = clipboard(asking.page)
    assert f"“{SENTENCE}”[1]" in text
    assert f"[1] Ferry notice.pdf, page 1: “{SENTENCE}”" in text
    assert "span" not in text
    answer.get_by_role("button", name="Copy and save").click()
    asking.page.get_by_role("menuitem", name="Copy as Markdown").click()
    asking.page.wait_for_function("navigator.clipboard.readText().then((text) => text.includes('[^1]'))")


@pytest.mark.parametrize(("item", "ending", "beginning"), [
    ("Save as Markdown", ".md", b"# When does"),
    ("Save annotated PDF", ".pdf", b"%PDF-"),
])  # fmt: skip
def test_an_answer_is_saved_as_a_file(
    asker: Client, open_conversation: OpenConversation, item: str, ending: str, beginning: bytes
) -> None:
    asking = open_conversation(asker.ready(files.note(), "Ferry notice.pdf"))
    answer = asking.answered("When does the ferry to Larkfield leave?")
    answer.get_by_role("button", name="Copy and save").click()
    with asking.page.expect_download() as saved:
        asking.page.get_by_role("menuitem", name=item).click()
    assert saved.value.suggested_filename.endswith(ending)
    assert Path(saved.value.path()).read_bytes().startswith(beginning)


def test_a_used_up_package_leads_to_the_account(
    new_client: Callable[..., Client], watched: Callable[..., Watched]
) -> None:
    poor = new_client(elite_page=10)
    note = poor.ready(files.note())
    one = watched(key=poor.http.headers["Authorization"].removeprefix("Bearer "))
    one.page.goto(f"/#/documents/{note}")
    asking = Asking(one.page)
    asking.ask("When does the ferry leave?")
    expect(asking.latest).to_contain_text("Your package of questions is used up")
    asking.button("See what is left").click()
    expect(one.page).to_have_url(re.compile("#/account$"))
    one.forgive("429")


def test_hostile_documents_change_nothing(asker: Client, open_conversation: OpenConversation) -> None:
    hostile = (
        "The ferry to Larkfield leaves at seven <script>alert(1)</script> <img src=x onerror=alert(1)> "
        '[now](javascript:alert(1)) ![p](https://example.org/p.png) [<span data-index="0">9</span>] in the morning.'
    )
    note = asker.ready(f"# Notice\n\n`{hostile}`\n".encode(), "<b onclick=x()>evil.md")
    asking = open_conversation(note)
    asking.page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    answer = asking.answered("When does the ferry to Larkfield leave?")
    expect(answer).to_contain_text("<script>alert(1)</script>")
    assert answer.locator("script, img, a").count() == 0
    expect(asking.source()).to_have_accessible_name(re.compile(re.escape("<b onclick=x()>evil.md")))


def test_everything_is_done_by_keyboard(asker: Client, open_conversation: OpenConversation) -> None:
    asking = open_conversation(asker.ready(files.report(), "Harbour report.pdf"))
    asking.field.focus()
    keys = asking.page.keyboard
    keys.type("What were mooring")
    keys.press("Shift+Enter")
    keys.type("fees in 2024?")
    expect(asking.answers).to_have_count(0)
    keys.press("Enter")
    expect(asking.source()).to_be_visible()
    expect(asking.field).to_be_focused()
    for _ in range(12):
        keys.press("Shift+Tab")
        if asking.source().evaluate("(one) => one === document.activeElement"):
            break
    expect(asking.source()).to_be_focused()
    expect(asking.preview.locator("canvas")).to_be_visible()
    keys.press("Escape")
    expect(asking.preview).to_be_hidden()
    keys.press("Enter")
    expect(asking.source()).to_have_attribute("aria-current", "true")


def test_a_question_has_its_bounds(asker: Client, open_conversation: OpenConversation) -> None:
    asking = open_conversation(asker.ready(files.note()))
    expect(asking.button("Ask")).to_be_disabled()
    asking.field.fill("x" * 2990)
    expect(asking.conversation).to_contain_text("10 characters left")
    asking.field.fill("x" * 3001)
    expect(asking.conversation.get_by_role("alert")).to_have_text("1 character too many")
    asking.field.press("Enter")
    expect(asking.answers).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_it_is_accessible(asker: Client, open_conversation: OpenConversation, scheme: str, width: int) -> None:
    report = asker.ready(files.report(), "Harbour report.pdf")
    viewport = {"width": width, "height": 760}
    asker.ask(report, "What were mooring fees in 2024?", detailed_citation=True)
    asker.ask(report, "What were pilot fees in 2023?")
    asking = open_conversation(report, color_scheme=scheme, viewport=viewport)
    expect(asking.answers).to_have_count(2)
    expect(asking.conversation.get_by_role("button", name="Copy with sources").last).to_be_visible()
    assert violations(asking.page) == []
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert asking.page.evaluate(overflow) == 0


def test_a_selection_is_asked_about(asker: Client, open_conversation: OpenConversation) -> None:
    asking = open_conversation(asker.ready(files.report(), "Harbour report.pdf"))
    page = asking.page
    words = page.locator(".textLayer span", has_text="All of the income came from dues").first
    expect(words).to_be_visible()
    words.evaluate("(span) => getSelection().selectAllChildren(span)")
    page.get_by_role("button", name="Ask about this").click()
    quote = asking.conversation.get_by_role("group", name="About what you selected")
    expect(quote).to_contain_text("All of the income")
    expect(asking.field).to_be_focused()
    quote.get_by_role("button", name="Ask without the selection").click()
    expect(quote).to_have_count(0)
    words.evaluate("(span) => { getSelection().empty(); getSelection().selectAllChildren(span); }")
    page.get_by_role("button", name="Ask about this").click()
    answer = asking.answered("What does this say?")
    expect(answer.locator("blockquote").first).to_contain_text("All of the income")
    expect(answer.locator(".blocks")).to_contain_text("All of the income came from dues")
    expect(quote).to_have_count(0)
    [asked] = asker.data("GET", "/questions")["items"]
    assert asked["type"] == "select"
