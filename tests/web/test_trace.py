"""How an answer came about, on the page: the computation, what nothing supports, and the trace."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests import files
from tests.api_client import Client
from tests.web.asking import Asking, OpenConversation
from tests.web.browser import Watched, violations

MARGIN = "What was the gross margin in 2024?"
TITLE = "How this answer came about"


def traced(asking: Asking) -> None:
    """Opens the trace of the latest answer."""
    asking.latest.get_by_role("button", name=TITLE).click()
    expect(asking.latest.get_by_role("region", name=TITLE)).to_contain_text("Passages found")


@pytest.mark.parametrize("reloaded", [False, True])
def test_a_computed_figure_leads_to_its_cells(
    asker: Client, open_conversation: OpenConversation, reloaded: bool
) -> None:
    asking = open_conversation(asker.ready(files.accounts(), "Accounts.pdf"))
    asking.answered(MARGIN)
    if reloaded:
        asking.page.reload()
    card = asking.latest.get_by_role("figure", name="How it was computed")
    expect(card).to_contain_text("40.0%")
    card.get_by_role("button", name="revenue 2024: $500 million. Show where it stands.").click()
    expect(asking.proof).to_be_visible()


def test_passages_of_a_trace_lead_to_their_place(asker: Client, open_conversation: OpenConversation) -> None:
    asking = open_conversation(asker.ready(files.book(6, seed=5), "A book.pdf"))
    fact = files.facts(6, seed=5)[4]
    asking.answered(fact.question)
    traced(asking)
    panel = asking.latest.get_by_role("region", name=TITLE)
    expect(panel.get_by_role("heading", name=TITLE)).to_be_in_viewport()
    for words in ("rules, without a language model", "search", "ms", "whole answer after", "version"):
        expect(panel).to_contain_text(words)
    cited = panel.get_by_role("listitem").filter(has_text="cited").first
    expect(cited).to_contain_text(f"A book.pdfp. {fact.page + 1}")
    cited.get_by_role("button").click()
    expect(asking.proof).to_be_visible()
    before = panel.get_by_role("listitem").count()
    panel.get_by_role("button", name=re.compile(r"^Show all \d+ passages$")).click()
    assert panel.get_by_role("listitem").count() > before
    asking.latest.get_by_role("button", name=TITLE).click()
    expect(panel).to_have_count(0)


def test_a_follow_up_says_how_it_was_understood(asker: Client, open_conversation: OpenConversation) -> None:
    asking = open_conversation(asker.ready(files.report()))
    asking.answered("What were mooring fees in 2024?")
    asking.answered("and in 2023?")
    traced(asking)
    expect(asking.latest.get_by_role("region", name=TITLE)).to_contain_text(
        re.compile("Understood as.*mooring fees", re.IGNORECASE)
    )


def test_a_trace_is_opened_and_followed_by_keyboard(asker: Client, open_conversation: OpenConversation) -> None:
    asking = open_conversation(asker.ready(files.note(), "Ferry notice.pdf"))
    asking.answered("When does the ferry to Larkfield leave?")
    button = asking.latest.get_by_role("button", name=TITLE)
    expect(button).to_have_attribute("aria-expanded", "false")
    button.focus()
    asking.page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    passage = asking.latest.get_by_role("region", name=TITLE).get_by_role("button").first
    expect(passage).to_be_visible()
    asking.page.keyboard.press("Tab")
    expect(passage).to_be_focused()
    asking.page.keyboard.press("Enter")
    expect(asking.proof).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_a_trace_is_accessible(asker: Client, open_conversation: OpenConversation, scheme: str, width: int) -> None:
    accounts = asker.ready(files.accounts(), "Accounts.pdf")
    asker.ask(accounts, MARGIN, detailed_citation=True)
    asking = open_conversation(accounts, color_scheme=scheme, viewport={"width": width, "height": 760})
    traced(asking)
    assert violations(asking.page) == []
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert asking.page.evaluate(overflow) == 0


def test_a_trace_is_told_in_chinese(asker: Client, watched: Callable[..., Watched]) -> None:
    accounts = asker.ready(files.accounts(), "Accounts.pdf")
    asker.ask(accounts, MARGIN, detailed_citation=True)
    secret = asker.http.headers["Authorization"].removeprefix("Bearer ")
    page = watched(key=secret, locale="zh-CN").page
    page.goto(f"/#/documents/{accounts}")
    page.get_by_role("button", name="这个回答是怎么得来的").click()
    panel = page.get_by_role("region", name="这个回答是怎么得来的")
    expect(panel).to_contain_text("规则，未使用语言模型")
    expect(panel).to_contain_text("找到的段落")
    assert violations(page) == []


def test_what_has_no_trace_says_why(asker: Client, watched: Callable[..., Watched]) -> None:
    note = asker.ready(files.note())
    answer = asker.ask(note, "When does the ferry leave?")
    one = watched(key=asker.http.headers["Authorization"].removeprefix("Bearer "))
    refusal = {"detail": "How this answer came about is not known."}
    one.page.route(re.compile(rf"/questions/{answer.id}/trace$"), lambda route: route.fulfill(status=400, json=refusal))
    one.page.goto(f"/#/documents/{note}")
    asking = Asking(one.page)
    asking.latest.get_by_role("button", name=TITLE).click()
    expect(asking.latest.get_by_role("alert")).to_have_text(refusal["detail"])
    one.forgive("400")
