"""The app as a whole."""

from playwright.sync_api import expect

from tests.web.conftest import OpenPage


def test_it_opens_on_the_library(open_app: OpenPage) -> None:
    page = open_app()
    expect(page.get_by_role("heading", name="Library", level=1)).to_be_visible()
    expect(page).to_have_title("Library · ChatDOC")


def test_an_unknown_address_leads_to_the_library(open_app: OpenPage) -> None:
    page = open_app("#/nowhere/at/all")
    expect(page.get_by_role("heading", name="Library", level=1)).to_be_visible()
