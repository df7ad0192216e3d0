"""What stands around every view: places, titles, focus, theme and language, and the keyboard."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.web.browser import violations
from tests.web.conftest import OpenPage

NARROW = {"width": 360, "height": 740}


def go_to(page: Page, place: str) -> None:
    page.get_by_role("navigation", name="Main").get_by_role("link", name=place).click()


def focused(page: Page) -> str:
    """The name and tag of what has focus."""
    found: str = page.evaluate(
        """() => {
            const one = document.activeElement;
            return `${one.tagName.toLowerCase()} ${one.getAttribute("aria-label") ?? one.textContent.trim()}`;
        }"""
    )
    return found


def background(page: Page) -> str:
    found: str = page.evaluate("getComputedStyle(document.querySelector('main')).backgroundColor")
    return found


def test_a_place_is_marked_titled_and_read_aloud(open_app: OpenPage) -> None:
    page = open_app("#/account")
    expect(page).to_have_title("Account · ChatDOC")
    for place in ("Developers", "Account", "Library"):
        go_to(page, place)
        heading = page.get_by_role("main").get_by_role("heading", level=1)
        expect(heading).to_have_text(place)
        expect(heading).to_be_focused()
        expect(page).to_have_title(f"{place} · ChatDOC")
        expect(page.get_by_role("link", name=place, exact=True)).to_have_attribute("aria-current", "page")
    page.go_back()
    expect(page.get_by_role("heading", name="Account", level=1)).to_be_focused()


def test_the_keyboard_alone_gets_everywhere(open_app: OpenPage) -> None:
    page = open_app("#/account")
    expect(page.get_by_role("heading", name="Account", level=1)).to_be_visible()
    page.keyboard.press("Tab")
    assert focused(page) == "a Skip to the content"
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    assert page.url.endswith("#/account")
    page.reload()
    expect(page.get_by_role("heading", name="Account", level=1)).to_be_visible()
    seen = []
    for _ in range(6):
        page.keyboard.press("Tab")
        seen.append(focused(page))
    assert seen == [
        "a Skip to the content",
        "a ChatDOC, to the library",
        "a Library",
        "a Account",
        "a Developers",
        "button Preferences",
    ]
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("menuitemradio", name="Same as system")).to_be_focused()
    page.keyboard.press("d")
    expect(page.get_by_role("menuitemradio", name="Dark")).to_be_focused()
    page.keyboard.press("End")
    expect(page.get_by_role("menuitem", name="Sign out")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("menuitemradio", name="Same as system")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("menu")).to_be_hidden()
    expect(page.get_by_role("button", name="Preferences")).to_be_focused()


def test_the_menu_closes_by_a_click_beside_it_and_on_its_button(open_app: OpenPage) -> None:
    page = open_app("#/account")
    button = page.get_by_role("button", name="Preferences")
    button.click()
    expect(button).to_have_attribute("aria-expanded", "true")
    page.mouse.click(800, 30)
    expect(page.get_by_role("menu")).to_be_hidden()
    expect(button).to_have_attribute("aria-expanded", "false")
    button.click()
    expect(page.get_by_role("menu")).to_be_visible()
    button.click()
    expect(page.get_by_role("menu")).to_be_hidden()


def test_theme_and_language_are_kept_over_a_reload(open_app: OpenPage) -> None:
    page = open_app("#/account")
    expect(page.get_by_role("heading", name="Account", level=1)).to_be_visible()
    light = background(page)
    page.get_by_role("button", name="Preferences").click()
    page.get_by_role("menuitemradio", name="Dark").click()
    assert background(page) != light
    page.get_by_role("button", name="Preferences").click()
    expect(page.get_by_role("menuitemradio", name="Dark")).to_have_attribute("aria-checked", "true")
    page.get_by_role("menuitemradio", name="中文").click()
    expect(page.get_by_role("heading", name="账户", level=1)).to_be_visible()
    dark = background(page)
    page.reload()
    expect(page.get_by_role("heading", name="账户", level=1)).to_be_visible()
    assert background(page) == dark
    expect(page.locator("html")).to_have_attribute("lang", "zh")
    expect(page).to_have_title("账户 · ChatDOC")


def test_the_language_is_the_browser_s_unless_another_is_chosen(open_app: OpenPage) -> None:
    page = open_app("#/account", locale="zh-CN")
    expect(page.get_by_role("heading", name="账户", level=1)).to_be_visible()
    page.get_by_role("button", name="偏好设置").click()
    page.get_by_role("menuitemradio", name="English").click()
    expect(page.get_by_role("heading", name="Account", level=1)).to_be_visible()
    expect(page).to_have_title("Account · ChatDOC")


def test_the_theme_is_the_system_s_unless_another_is_chosen(open_app: OpenPage) -> None:
    page = open_app("#/account", color_scheme="dark")
    expect(page.get_by_role("heading", name="Account", level=1)).to_be_visible()
    dark = background(page)
    page.emulate_media(color_scheme="light")
    expect(page.get_by_role("main")).not_to_have_css("background-color", dark)


@pytest.mark.parametrize(
    "options", [{}, {"color_scheme": "dark"}, {"viewport": NARROW}, {"viewport": NARROW, "locale": "zh-CN"}]
)
@pytest.mark.parametrize("place", ["account", "developers"])
def test_it_is_accessible_and_fits(open_app: OpenPage, place: str, options: dict[str, object]) -> None:
    page = open_app(f"#/{place}", **options)
    page.get_by_role("heading", level=1).wait_for()
    expect(page.locator(".skeleton")).to_have_count(0)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("(main) => main.scrollWidth <= main.clientWidth", page.get_by_role("main").element_handle())
    page.get_by_role("button", name=re.compile("Preferences|偏好设置")).click()
    expect(page.get_by_role("menu")).to_be_visible()
    assert violations(page) == []
