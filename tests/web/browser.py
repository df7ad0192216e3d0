"""A real Chromium for tests, and pages that let nothing pass unnoticed.

A `Watched` page collects what must never happen: errors in the console, uncaught errors, breaches of the content
policy, requests to another host. `Watched.blunders` is empty at the end of every test; the fixture checks it.
"""

import os
import shutil
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Frame, Page, Request, expect, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
NODE_MODULES = Path(__file__).parents[2] / "web" / "node_modules"
WAIT_MILLISECONDS = 20_000

expect.set_options(timeout=WAIT_MILLISECONDS)


@contextmanager
def running_browser() -> Generator[Browser]:
    """A headless Chromium; tests that need one are skipped where there is none."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    # As root, Chromium's own sandbox can't be set up.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*arguments, "--disable-gpu"])
        yield browser
        browser.close()


@dataclass
class Watched:
    """A page and what went wrong on it."""

    page: Page
    hosts: frozenset[str]
    blunders: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.blunders.append(f"uncaught: {error}"))
        self.page.on("request", self._request)

    def forgive(self, *parts: str) -> None:
        """Takes blunders that contain one of `parts` for expected: each part must have happened."""
        for part in parts:
            assert any(part in blunder for blunder in self.blunders), f"never happened: {part}; {self.blunders}"
        self.blunders = [one for one in self.blunders if not any(part in one for part in parts)]

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.blunders.append(f"console: {message.text} {message.location.get('url', '')}")

    def _request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in {"http", "https", "ws", "wss"} and address.netloc not in self.hosts:
            self.blunders.append(f"request: {request.url}")


def new_context(browser: Browser, **options: Any) -> BrowserContext:  # noqa: ANN401  # Playwright's own
    """A context like a desktop's, in which nothing moves by itself."""
    given = {"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce", "locale": "en-GB"} | options
    context = browser.new_context(**given)
    context.set_default_timeout(WAIT_MILLISECONDS)
    return context


def violations(page: Page | Frame, *, leave_out: Iterable[str] = ()) -> list[str]:
    """What axe finds wrong with the accessibility of the page as it is now: WCAG 2.2 A and AA, and best practice."""
    page.evaluate((NODE_MODULES / "axe-core" / "axe.min.js").read_text())
    found = page.evaluate(
        """async (exclude) => {
            const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
            const context = {exclude: exclude.map((one) => [one])};
            const result = await axe.run(exclude.length ? context : document, {runOnly: tags});
            return result.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" ")}`);
        }""",
        list(leave_out),
    )
    return [str(one) for one in found]
