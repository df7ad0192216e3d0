"""The library: taking documents in, and watching them."""

import re
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Route, expect

from tests import files
from tests.api_client import Client
from tests.fetching.articles import article
from tests.fetching.sites import Site, serving_site
from tests.service import Service
from tests.web.browser import Watched, violations
from tests.web.conftest import OpenPage
from tests.web.library import (
    NewClient,
    actions,
    choose,
    drop,
    key_of,
    left,
    library_service,
    library_user,
    payload,
    row,
    take_in,
)

__all__ = ["library_service", "library_user"]


def test_files_are_taken_in_with_their_cost_and_become_ready(open_app: OpenPage, user: Client) -> None:
    page = open_app(key=key_of(user))
    dialog = choose(
        page,
        payload("book.pdf", files.book(12)),
        payload("notes.md", b"# Notes\n\nThe ferry to Larkfield leaves at seven."),
        payload("song.mp3", b"no document"),
        payload("empty.pdf", b""),
        payload("long.pdf", files.book(21)),
    )
    expect(dialog.get_by_text("12 elite pages of 100 left")).to_be_visible()
    expect(dialog.get_by_text(re.compile(r"about \d+ document tokens of 100,000 left"))).to_be_visible()
    refused = dialog.get_by_role("list", name="Left out (3)")
    expect(refused).to_contain_text("song.mp3")
    expect(refused).to_contain_text("This kind of file can’t be read here.")
    expect(refused).to_contain_text("The file is empty.")
    expect(refused).to_contain_text("It has 21 pages; at most 20 are taken.")
    assert violations(page) == []
    dialog.get_by_role("button", name="Upload 2 files").click()
    expect(row(page, "book.pdf")).to_contain_text("Ready")
    expect(row(page, "book.pdf")).to_contain_text("12 pages")
    expect(row(page, "notes.md")).to_contain_text("Ready")
    # What was shown is what the ledger has.
    assert left(user, "elite_page") == 88
    expect(page.get_by_role("region", name="Uploads")).to_contain_text("2 uploaded")
    expect(page.locator("[data-news]")).to_contain_text("is ready")


def test_the_package_and_ocr_that_were_chosen_are_charged(open_app: OpenPage, user: Client) -> None:
    page = open_app(key=key_of(user))
    dialog = choose(page, payload("note.pdf", files.note()))
    dialog.get_by_role("radio", name="Basic").check()
    expect(dialog.get_by_text("1 basic page of 50 left")).to_be_visible()
    dialog.get_by_role("radio", name="Automatic").check()
    expect(dialog.get_by_text("up to 1 OCR page of 50 left")).to_be_visible()
    dialog.get_by_role("radio", name="All pages").check()
    expect(dialog.get_by_text("1 OCR page of 50 left", exact=True)).to_be_visible()
    dialog.get_by_role("button", name="Upload 1 file").click()
    expect(row(page, "note.pdf")).to_contain_text("Ready", timeout=60_000)
    assert (left(user, "basic_page"), left(user, "ocr_page"), left(user, "elite_page")) == (49, 49, 100)
    # The choice is kept for the next time.
    dialog = choose(page, payload("other.pdf", files.note("Another notice.")))
    expect(dialog.get_by_role("radio", name="Basic")).to_be_checked()


def test_a_used_up_package_is_told_before_and_after(open_app: OpenPage, new_client: NewClient) -> None:
    poor = new_client(elite_page=5)
    page = open_app(key=key_of(poor))
    dialog = choose(page, payload("book.pdf", files.book(12)))
    expect(dialog.get_by_role("alert")).to_contain_text("Not enough elite pages: at least 12 needed, 5 left.")
    dialog.get_by_role("button", name="Upload 1 file").click()
    expect(row(page, "book.pdf")).to_contain_text("Not enough elite pages left")
    expect(row(page, "book.pdf")).to_contain_text("Choose another package")
    assert left(poor, "elite_page") == 5


def test_dropped_files_are_taken_in(open_app: OpenPage, user: Client) -> None:
    page = open_app(key=key_of(user))
    expect(page.get_by_text("Put your first documents in")).to_be_visible()
    drop(page, [("one.pdf", files.note("One.")), ("two.pdf", files.note("Two.")), (".DS_Store", b"x")])
    dialog = page.get_by_role("dialog", name="Add documents")
    expect(dialog.get_by_text("1 hidden or system file is left out.")).to_be_visible()
    # More may be dropped while the dialog is open; the same file counts once.
    drop(page, [("one.pdf", files.note("One.")), ("three.pdf", files.note("Three."))])
    dialog.get_by_role("button", name="Upload 3 files").click()
    for name in ("one.pdf", "two.pdf", "three.pdf"):
        expect(row(page, name)).to_contain_text("Ready")


def test_a_folder_goes_into_a_collection_of_its_own(open_app: OpenPage, user: Client, tmp_path: Path) -> None:
    folder = tmp_path / "Harbour papers"
    (folder / "2024").mkdir(parents=True)
    (folder / "a.pdf").write_bytes(files.note("First."))
    (folder / "2024" / "b.pdf").write_bytes(files.note("Second."))
    (folder / ".hidden").write_bytes(b"x")
    page = open_app(key=key_of(user))
    expect(page.get_by_text("Put your first documents in")).to_be_visible()
    page.locator("input[data-pick=folder]").first.set_input_files(folder)
    dialog = page.get_by_role("dialog", name="Add documents")
    expect(dialog.get_by_text("Harbour papers/2024/b.pdf")).to_be_visible()
    dialog.get_by_label("Collection").select_option("New collection…")
    expect(dialog.get_by_label("Name of the new collection")).to_have_value("Harbour papers")
    dialog.get_by_role("button", name="Upload 2 files").click()
    expect(row(page, "Harbour papers")).to_contain_text("2 documents")
    expect(row(page, "Harbour papers")).to_contain_text("Ready")
    row(page, "Harbour papers").get_by_role("link").click()
    expect(page.get_by_role("heading", name="Harbour papers")).to_be_visible()
    expect(row(page, "a.pdf")).to_contain_text("Ready")
    expect(row(page, "b.pdf")).to_contain_text("Ready")


@pytest.mark.parametrize(
    ("name", "data", "cause", "said"),
    [
        ("locked.pdf", files.encrypted(), "The file can’t be read", "protected by a password"),
        ("broken.pdf", files.truncated(), "The file can’t be read", "damaged"),
        ("long.pdf", files.book(21), "It has too many pages", "21 pages"),
    ],
)
def test_failures_are_told_in_words(
    open_app: OpenPage, user: Client, name: str, data: bytes, cause: str, said: str
) -> None:
    user.finished(user.upload(data, name))
    page = open_app(key=key_of(user))
    expect(row(page, name)).to_contain_text(cause)
    expect(row(page, name)).to_contain_text(said)
    expect(row(page, name)).to_contain_text("remove this entry and upload the file again")
    actions(page, name, "Remove")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Nothing was charged")
    dialog.get_by_role("button", name="Delete").click()
    expect(row(page, name)).to_have_count(0)


def test_progress_is_shown_while_a_document_is_read(
    watched: Callable[..., Watched], service: Service, user: Client
) -> None:
    """Stages as the service reports them, page by page; the replies are slowed down only by being rewritten."""
    upload_id = user.ready(files.book(12), "book.pdf")
    stages: dict[str, dict[str, Any]] = {
        "Waiting": {"status": 1, "page_count": None, "pages_done": 0},
        "Counting pages": {"status": 40, "page_count": None, "pages_done": 0},
        "Reading page 1 of 12": {"status": 50, "page_count": 12, "pages_done": 0},
        "Reading page 4 of 12": {"status": 50, "page_count": 12, "pages_done": 3},
        "Reading page 7 of 12": {"status": 50, "page_count": 12, "pages_done": 6},
        "Indexing": {"status": 70, "page_count": 12, "pages_done": 12},
    }
    present = stages["Waiting"]

    def staged(route: Route) -> None:
        reply = route.fetch()
        body = reply.json()
        for item in body["data"]["items"]:
            if item["id"] == upload_id:
                item.update(present)
        route.fulfill(response=reply, json=body)

    page = watched(key=key_of(user)).page
    page.route("**/api/v2/documents?*", staged)
    page.goto("/")
    for words, stage in stages.items():
        present = stage
        expect(row(page, "book.pdf")).to_contain_text(words)
    present = {}
    expect(row(page, "book.pdf")).to_contain_text("Ready")
    expect(page.locator("[data-news]")).to_contain_text("book.pdf is ready")
    # All is final: nothing is asked any more.
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.wait_for_timeout(1500)
    assert asked == []


@pytest.fixture
def site() -> Generator[Site]:
    with serving_site() as site:
        yield site


def test_websites_are_taken_in_by_their_addresses(open_app: OpenPage, user: Client, site: Site) -> None:
    url = site.page("/news/harbour", article("The harbour of Larkfield"))
    page = open_app(key=key_of(user))
    page.get_by_role("button", name="Add website").click()
    dialog = page.get_by_role("dialog", name="Add website")
    dialog.get_by_label("Addresses").fill("ferry")
    dialog.get_by_role("button", name="Add website").click()
    expect(dialog.get_by_role("alert")).to_contain_text("This is no address of a website: ferry")
    dialog.get_by_label("Addresses").fill(f"{url}\n{site.url}/missing")
    assert violations(page) == []
    dialog.get_by_role("button", name="Add 2 websites").click()
    expect(row(page, "The harbour of Larkfield")).to_contain_text("Ready")
    expect(row(page, "The harbour of Larkfield")).to_contain_text(f"127.0.0.2:{site.port}")
    expect(row(page, "/missing")).to_contain_text("The website gives no page")
    expect(row(page, "/missing")).to_contain_text("remove this entry and add the website again")


def test_uploads_can_be_cancelled_and_are_not_left_by_accident(open_app: OpenPage, user: Client) -> None:
    page = open_app(key=key_of(user))
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/documents/upload", hold)
    take_in(page, *(payload(f"note {one}.pdf", files.note(f"Notice {one}.")) for one in range(5)))
    tray = page.get_by_role("region", name="Uploads")
    expect(tray).to_contain_text("5 left to upload")
    tray.get_by_role("button", name="Show each upload").click()
    expect(tray.get_by_text("sending")).to_have_count(3)
    assert len(held) == 3
    tray.get_by_role("button", name="Cancel note 4.pdf").click()
    expect(tray).to_contain_text("4 left to upload")
    with page.expect_event("dialog") as asked:
        page.close(run_before_unload=True)
    assert asked.value.type == "beforeunload"
    asked.value.dismiss()
    tray.get_by_role("button", name="Cancel all").click()
    expect(tray.get_by_role("button", name="Cancel all")).to_have_count(0)
    assert user.data("GET", "/documents")["items"] == []
