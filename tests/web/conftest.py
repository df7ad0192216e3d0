"""Fixtures of the page's tests: Chromium, and a page that is signed in to a server of the test's own."""

from collections.abc import Callable, Generator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.api_client import Client
from tests.service import Service
from tests.web.asking import Asking, OpenConversation
from tests.web.browser import Watched, new_context, running_browser

OpenPage = Callable[..., Page]
WIDE = 900
"""Pixels from which on document and conversation stand side by side."""


@pytest.fixture(scope="module")
def browser() -> Generator[Browser]:
    """One Chromium for a file's tests: while it runs, nothing else in this process can run an event loop."""
    with running_browser() as browser:
        yield browser


@pytest.fixture
def watched(browser: Browser, service: Service) -> Generator[Callable[..., Watched]]:
    """Opens pages in contexts of their own, and fails the test when anything went wrong on one of them.

    `key` signs in beforehand ("" for nobody, the local user by default); `hosts` may be asked beside the server's;
    further options are those of a Playwright context, such as `color_scheme="dark"`.
    """
    opened: list[Watched] = []

    def open_page(key: str | None = None, hosts: tuple[str, ...] = (), **options: Any) -> Watched:  # noqa: ANN401
        context = new_context(browser, base_url=service.url, **options)
        secret = service.key if key is None else key
        if secret:
            script = f"if (location.origin === '{service.url}') localStorage.setItem('chatdoc.key', '{secret}');"
            context.add_init_script(script)
        page = Watched(context.new_page(), frozenset({urlsplit(service.url).netloc, *hosts}))
        opened.append(page)
        return page

    yield open_page
    for one in opened:
        one.page.context.close()
    assert [blunder for one in opened for blunder in one.blunders] == []


@pytest.fixture
def open_app(watched: Callable[..., Watched]) -> OpenPage:
    """Opens the app at an address within it, such as "#/account", signed in."""

    def open_app(address: str = "", **options: Any) -> Page:  # noqa: ANN401
        page: Page = watched(**options).page
        page.goto(f"/{address}")
        return page

    return open_app


@pytest.fixture
def asker(new_client: Callable[..., Client]) -> Client:
    """A user of the test's own, whose history holds nothing else."""
    return new_client(elite_page=100, question=20, documents_tokens=100_000)


@pytest.fixture
def open_conversation(watched: Callable[..., Watched], asker: Client) -> OpenConversation:
    """Opens the conversation about documents, as the test's own user."""
    secret = asker.http.headers["Authorization"].removeprefix("Bearer ")

    def open_conversation(*ids: str, **options: Any) -> Asking:  # noqa: ANN401
        given = {"permissions": ["clipboard-read", "clipboard-write"], "key": secret} | options
        page: Page = watched(**given).page
        page.goto(f"/#/documents/{','.join(ids)}")
        if options.get("viewport", {"width": 1280})["width"] < WIDE:
            page.get_by_role("tab", name="Conversation").click()
        expect(Asking(page).field).to_be_visible()
        return Asking(page)

    return open_conversation
