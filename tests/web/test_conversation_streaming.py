"""Answers while they are being written: growing, stopped, broken off; by a language model that a test lets speak."""

import re
from collections.abc import Callable, Generator

import pytest
from playwright.sync_api import expect

from tests import files
from tests.scripted_model import BREAK, HOLD, ScriptedModel, scripted_model
from tests.service import Service, serving
from tests.web.asking import Asking
from tests.web.browser import Watched

__all__ = ["scripted_model"]

ANSWER = [
    "## Dues\n\n**Mooring",
    " fees** were 412 [1",
    "]. See [x](javascript:alert(1)) <script>alert(1)</script>.\n\n| Due ",
    "| 2024 |\n|---|---|\n| Mooring | 412 [1] |",
]
QUESTION = "What were mooring fees in 2024?"


@pytest.fixture(scope="module")
def service(model: ScriptedModel, tmp_path_factory: pytest.TempPathFactory) -> Generator[Service]:
    settings = model.settings | {"CHATDOC_INGESTION__EMBEDDING_THREADS": "1"}
    with serving(tmp_path_factory.mktemp("streaming") / "data", settings=settings) as service:
        yield service


@pytest.fixture
def opened(watched: Callable[..., Watched], model: ScriptedModel, service: Service) -> Watched:
    model.go_on.clear()
    with service.client() as client:
        report = client.ready(files.report(), "Harbour report.pdf")
    opened = watched()
    opened.page.goto(f"/#/documents/{report}")
    return opened


@pytest.fixture
def asking(opened: Watched) -> Asking:
    return Asking(opened.page)


def test_an_answer_grows_without_debris_and_cites_in_its_table(asking: Asking, model: ScriptedModel) -> None:
    model.script = [ANSWER[0], HOLD, *ANSWER[1:]]
    asking.ask(QUESTION)
    answer = asking.latest.locator(".blocks")
    expect(answer.get_by_role("heading", name="Dues")).to_be_visible()
    expect(answer.locator("strong")).to_have_text("Mooring")
    expect(answer).not_to_contain_text("*")
    expect(asking.button("Ask")).to_have_count(0)
    expect(asking.latest.locator("[aria-busy=true]")).to_be_visible()
    model.go_on.set()
    expect(asking.latest.get_by_role("button", name="Copy with sources")).to_be_visible()
    expect(answer).to_contain_text("script>alert(1)")
    expect(answer.locator("script, a")).to_have_count(0)
    cell = answer.get_by_role("cell", name=re.compile("412"))
    cell.get_by_role("button", name=re.compile("^Source 1: Harbour report.pdf, page 1")).click()
    expect(asking.proof).to_be_visible()
    expect(asking.button("Copy as CSV")).to_be_visible()


def test_a_stopped_answer_stays_and_says_so(asking: Asking, model: ScriptedModel) -> None:
    model.script = ["Mooring fees were 412 [1]. More of", HOLD, " that."]
    asking.ask(QUESTION)
    # What follows comes when the sentence before has been checked.
    expect(asking.latest).to_contain_text("More")
    asking.button("Stop the answer").click()
    expect(asking.latest).to_contain_text("Stopped. This is what had been written.")
    # The source comes with what the service kept when it noticed.
    expect(asking.source()).to_be_visible()
    model.go_on.set()
    asking.page.reload()
    expect(asking.latest).to_contain_text("Stopped.")
    expect(asking.latest).to_contain_text("Mooring fees were 412")


def test_an_answer_that_breaks_off_is_tried_again(asking: Asking, model: ScriptedModel) -> None:
    model.script = ["Mooring fees were", BREAK]
    asking.ask(QUESTION)
    expect(asking.latest).to_contain_text("The answer broke off")
    expect(asking.latest).to_contain_text("Mooring fees were")
    model.script = ["Mooring fees were 412 [1]."]
    asking.button("Try again").click()
    expect(asking.source()).to_be_visible()
    expect(asking.answers).to_have_count(1)
    asking.page.reload()
    expect(asking.source()).to_be_visible()
    expect(asking.answers).to_have_count(1)


def test_a_service_that_is_gone_is_told(asking: Asking, opened: Watched) -> None:
    expect(asking.field).to_be_visible()
    asking.page.route("**/api/v2/questions", lambda route: route.abort())
    asking.ask(QUESTION)
    expect(asking.latest).to_contain_text("The service can't be reached")
    expect(asking.button("Try again")).to_be_enabled()
    opened.forgive("ERR_FAILED")


def test_an_answer_goes_on_while_another_view_is_looked_at(asking: Asking, model: ScriptedModel) -> None:
    model.script = ["Mooring fees", HOLD, " were 412 [1]."]
    asking.ask(QUESTION)
    expect(asking.latest).to_contain_text("Mooring fees")
    address = asking.page.url
    asking.page.goto(f"{address.split('#')[0]}#/account")
    expect(asking.field).to_have_count(0)
    model.go_on.set()
    asking.page.go_back()
    expect(asking.source()).to_be_visible()
    expect(asking.latest).to_contain_text("were 412")


def test_what_is_asked_is_a_choice(asking: Asking, model: ScriptedModel) -> None:
    model.script = ["Die Gebühren waren 412 [1]."]
    asking.button("How to answer").click()
    panel = asking.page.get_by_role("group", name="How to answer")
    panel.get_by_role("switch", name="This document only").uncheck()
    expect(panel.get_by_role("switch", name="A source for each sentence")).to_be_disabled()
    panel.get_by_role("combobox", name="Language of answers").select_option("Deutsch")
    asking.page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    with asking.page.expect_request("**/api/v2/questions") as sent:
        asking.answered(QUESTION)
    body = sent.value.post_data_json
    assert body is not None
    assert (body["language"], body["search_entire_doc"], body["detailed_citation"]) == ("de", False, False)


@pytest.mark.parametrize("reloaded", [False, True])
def test_what_nothing_supports_is_marked(asking: Asking, model: ScriptedModel, reloaded: bool) -> None:
    model.script = ["Mooring fees were 412 thousand in 2024 [1]. ", "It will rain on 17 May."]
    asking.answered(QUESTION)
    if reloaded:
        asking.page.reload()
    expect(asking.latest).to_contain_text("not found in the document")
    expect(asking.latest.locator(".blocks-unsupported")).to_have_text("It will rain on 17 May.")
    asking.latest.get_by_role("button", name="How this answer came about").click()
    panel = asking.latest.get_by_role("region", name="How this answer came about")
    expect(panel).to_contain_text("1 piece of the answer rests on the documents · nothing supports 1 piece")
    expect(panel).to_contain_text("scripted · ")
