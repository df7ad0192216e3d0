"""The app as a whole."""

from tests.web.conftest import OpenPage


def test_it_opens_on_the_library(open_app: OpenPage) -> None:
    page = open_app()
    page.get_by_text("LibraryView").wait_for()
