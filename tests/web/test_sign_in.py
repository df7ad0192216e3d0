"""Signing in and out: by a pasted key, by one in the address, and by that of this computer."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.api_client import Client
from tests.conftest import StartService
from tests.service import Service
from tests.web.browser import Watched, violations
from tests.web.conftest import OpenPage

OpenWatched = Callable[..., Watched]

REFUSED = "401 (Unauthorized)"


def sign_in_with(page: Page, key: str) -> None:
    page.get_by_label("API key").fill(key)
    page.get_by_role("button", name="Sign in", exact=True).click()


def stored_key(page: Page) -> object:
    return page.evaluate("localStorage.getItem('chatdoc.key')")


def is_signed_in(page: Page) -> None:
    expect(page.get_by_role("navigation", name="Main")).to_be_visible()


def sign_out(page: Page) -> None:
    is_signed_in(page)
    page.get_by_role("button", name="Preferences").click()
    page.get_by_role("menuitem", name="Sign out").click()


def test_a_pasted_key_signs_in_and_stays_over_a_reload(open_app: OpenPage, service: Service) -> None:
    page = open_app("#/account", key="")
    expect(page).to_have_title("Sign in · ChatDOC")
    expect(page.get_by_label("API key")).to_have_attribute("type", "password")
    sign_in_with(page, f"  Bearer {service.key}\n")
    expect(page.get_by_role("heading", name="Account", level=1)).to_be_visible()
    assert stored_key(page) == service.key
    page.reload()
    expect(page.get_by_role("heading", name="Account", level=1)).to_be_visible()


def test_a_wrong_key_is_refused_in_words(watched: OpenWatched) -> None:
    watching = watched(key="")
    page = watching.page
    page.goto("/")
    field = page.get_by_label("API key")
    for key, words in [
        ("", "Paste your key first"),
        ("my secret", "begins with ak-"),
        ("ak-密钥", "begins with ak-"),
        ("ak-nothing", "opens nothing here"),
    ]:
        sign_in_with(page, key)
        expect(page.get_by_role("alert")).to_contain_text(words)
        expect(field).to_have_attribute("aria-invalid", "true")
    watching.forgive(REFUSED)
    page.get_by_role("button", name="Show").click()
    expect(field).to_have_attribute("type", "text")
    assert stored_key(page) is None


def test_a_service_that_does_not_answer_is_told(watched: OpenWatched, service: Service) -> None:
    watching = watched(key="")
    page = watching.page
    page.goto("/")
    page.get_by_label("API key").wait_for()
    page.route("**/users/quota", lambda route: route.abort())
    sign_in_with(page, service.key)
    expect(page.get_by_role("alert")).to_contain_text("does not answer")
    watching.forgive("net::ERR_FAILED")


def test_a_key_in_the_address_signs_in_and_leaves_no_trace(open_app: OpenPage, service: Service) -> None:
    page = open_app(f"#key={service.key}", key="")
    is_signed_in(page)
    assert page.url == f"{service.url}/#/"
    page.evaluate("location.hash = '#/account'")
    expect(page.get_by_role("heading", name="Account", level=1)).to_be_visible()
    page.go_back()
    expect(page).to_have_url(f"{service.url}/#/")


def test_a_refused_key_in_the_address_changes_nothing_for_who_is_signed_in(
    watched: OpenWatched, service: Service
) -> None:
    watching = watched()
    page = watching.page
    page.goto("/#/account")
    is_signed_in(page)
    page.evaluate("location.hash = '#key=ak-nothing'")
    expect(page.get_by_role("status").filter(has_text="still signed in")).to_be_visible()
    is_signed_in(page)
    assert "ak-nothing" not in page.url
    assert stored_key(page) == service.key
    watching.forgive(REFUSED)


def test_signing_out_forgets_the_key_in_all_windows(open_app: OpenPage, service: Service) -> None:
    page = open_app("#/account", key="")
    other = page.context.new_page()
    sign_in_with(page, service.key)
    is_signed_in(page)
    other.goto(page.url)
    is_signed_in(other)
    sign_out(page)
    expect(page.get_by_text("You have signed out")).to_be_visible()
    expect(other.get_by_text("You have signed out")).to_be_visible()
    assert stored_key(page) is None
    page.reload()
    expect(page.get_by_label("API key")).to_be_visible()


def test_a_key_revoked_elsewhere_leads_back_with_a_word_why(
    watched: OpenWatched, new_client: Callable[..., Client]
) -> None:
    client = new_client(question=3)
    made = client.data("POST", "/users/keys")
    watching = watched(key=made["secret"])
    page = watching.page
    page.goto("/#/account")
    is_signed_in(page)
    # Nothing is being loaded any more that would be refused first.
    expect(page.get_by_role("listitem").filter(has_text="This browser")).to_be_visible()
    expect(page.locator(".skeleton")).to_have_count(0)
    client.data("DELETE", f"/users/keys/{made['id']}")
    page.get_by_role("button", name="Create key").click()
    expect(page.get_by_text("Your key was refused")).to_be_visible()
    expect(page.get_by_label("API key")).to_be_visible()
    watching.forgive(REFUSED)


def test_a_fresh_installation_goes_straight_in_until_one_signs_out(
    start_service: StartService, watched: OpenWatched
) -> None:
    own = start_service(WEB__LOCAL_SIGN_IN="true")
    page = watched(key="", hosts=(own.url.removeprefix("http://"),)).page
    page.goto(own.url)
    is_signed_in(page)
    assert stored_key(page) == own.key
    sign_out(page)
    expect(page.get_by_text("You have signed out")).to_be_visible()
    page.reload()
    expect(page.get_by_text("You have signed out")).to_be_visible()
    page.get_by_role("button", name="Use this computer's key").click()
    is_signed_in(page)
    assert stored_key(page) == own.key


def test_a_service_that_hands_out_no_key_says_so(open_app: OpenPage, service: Service) -> None:
    page = open_app(key="")
    sign_in_with(page, service.key)
    sign_out(page)
    page.get_by_role("button", name="Use this computer's key").click()
    expect(page.get_by_role("alert")).to_contain_text("hands out no key")


@pytest.mark.parametrize("options", [{}, {"color_scheme": "dark"}, {"viewport": {"width": 360, "height": 740}}])
def test_it_is_accessible(open_app: OpenPage, options: dict[str, object]) -> None:
    page = open_app(key="", **options)
    page.get_by_text(re.compile("Where do I find a key")).click()
    expect(page.get_by_text("chatdoc-server keys create")).to_be_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
