"""The conversation on the page, as its tests use it."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect


@dataclass(frozen=True)
class Asking:
    """A page on which documents are asked."""

    page: Page

    @property
    def conversation(self) -> Locator:
        return self.page.get_by_role("region", name="Conversation", exact=True)

    @property
    def field(self) -> Locator:
        return self.conversation.get_by_role("textbox", name="Your question")

    @property
    def answers(self) -> Locator:
        return self.conversation.get_by_role("article")

    @property
    def latest(self) -> Locator:
        return self.answers.last

    @property
    def preview(self) -> Locator:
        return self.page.locator(".preview")

    @property
    def proof(self) -> Locator:
        """The first place that is marked in the document."""
        return self.page.locator("[data-mark-id]").first

    def button(self, name: str | re.Pattern[str]) -> Locator:
        return self.conversation.get_by_role("button", name=name, exact=isinstance(name, str))

    def source(self, number: int = 1) -> Locator:
        """The number of a source in the latest answer."""
        return self.latest.get_by_role("button", name=re.compile(rf"^Source {number}:"))

    def ask(self, question: str) -> None:
        expect(self.field).to_be_visible()
        self.field.fill(question)
        self.field.press("Enter")

    def answered(self, question: str) -> Locator:
        """Asks, and waits for the whole answer."""
        before = self.answers.count()
        self.ask(question)
        expect(self.answers).to_have_count(before + 1)
        expect(self.latest.get_by_role("button", name="Copy with sources")).to_be_visible()
        return self.latest


OpenConversation = Callable[..., Asking]
"""Opens the conversation about documents, given by their ids; options are those of a Playwright context."""
