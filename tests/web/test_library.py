"""The library: finding documents, and keeping them in order."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Route, expect

from tests import files
from tests.api_client import Client
from tests.service import Service
from tests.web.browser import Watched, violations
from tests.web.conftest import OpenPage
from tests.web.library import actions, choose, key_of, left, library_service, library_user, payload, row, take_in

__all__ = ["library_service", "library_user"]


HOSTILE = "<img src=x onerror=alert(1)>\u202efdp.\"'&.pdf"


def test_an_empty_library_says_how_to_begin(open_app: OpenPage, user: Client) -> None:
    page = open_app(key=key_of(user))
    expect(page.get_by_role("heading", name="Library")).to_be_visible()
    expect(page.get_by_text("Put your first documents in")).to_be_visible()
    expect(page.get_by_role("button", name="Upload files")).to_have_count(1)
    assert violations(page) == []


def test_a_document_is_renamed_where_it_stands(open_app: OpenPage, user: Client) -> None:
    upload_id = user.ready(files.note(), "note.pdf")
    page = open_app(key=key_of(user))
    row(page, "note.pdf").get_by_role("link").focus()
    page.keyboard.press("F2")
    field = page.get_by_role("textbox", name="New name of")
    expect(field).to_be_focused()
    field.press("Escape")
    expect(row(page, "note.pdf").get_by_role("link")).to_be_focused()
    actions(page, "note.pdf", "Rename")
    # What is selected is the name without its extension.
    page.keyboard.type("Ferry timetable")
    page.keyboard.press("Enter")
    expect(row(page, "Ferry timetable.pdf")).to_be_visible()
    assert user.document(upload_id)["name"] == "Ferry timetable.pdf"


def test_deleting_says_what_goes_and_what_stays(open_app: OpenPage, user: Client) -> None:
    upload_id = user.ready(files.report(), "report.pdf")
    question = user.ask(upload_id, "What were the mooring fees in 2024?").id
    page = open_app(key=key_of(user))
    actions(page, "report.pdf", "Delete")
    dialog = page.get_by_role("dialog", name="Delete “")
    expect(dialog).to_contain_text("The document (2 pages)")
    expect(dialog).to_contain_text("1 question about it stays in your history")
    expect(dialog).to_contain_text("not given back")
    assert violations(page) == []
    dialog.get_by_role("button", name="Cancel").click()
    expect(row(page, "report.pdf")).to_be_visible()
    actions(page, "report.pdf", "Delete")
    dialog.get_by_role("button", name="Delete").click()
    expect(page.get_by_text("Put your first documents in")).to_be_visible()
    # What the dialog said is true.
    assert user.http.get(f"/documents/{upload_id}").status_code == 404
    assert "mooring" in user.data("GET", f"/questions/{question}")["question"]
    assert left(user, "elite_page") == 98


def test_a_collection_from_its_making_to_its_end(open_app: OpenPage, user: Client) -> None:
    user.ready(files.report(), "report.pdf")
    page = open_app(key=key_of(user))
    page.get_by_role("button", name="New collection").click()
    dialog = page.get_by_role("dialog", name="New collection")
    dialog.get_by_role("button", name="Create").click()
    expect(dialog.get_by_role("alert")).to_contain_text("Give it a name.")
    dialog.get_by_label("Name").fill("x" * 81)
    dialog.get_by_role("button", name="Create").click()
    expect(dialog.get_by_role("alert")).to_contain_text("at most 80 characters")
    dialog.get_by_label("Name").fill("Harbour")
    dialog.get_by_role("button", name="Create").click()
    expect(page.get_by_role("heading", name="Harbour")).to_be_visible()
    expect(page.get_by_text("This collection is empty")).to_be_visible()
    assert violations(page) == []

    page.get_by_role("button", name="Add from library").click()
    dialog = page.get_by_role("dialog", name="Add from library")
    dialog.get_by_role("checkbox", name="report.pdf").check()
    expect(dialog.get_by_text("Copies are charged again: 2 elite pages.")).to_be_visible()
    assert violations(page) == []
    dialog.get_by_role("button", name="Add 1 document").click()
    expect(row(page, "report.pdf")).to_contain_text("Ready")
    assert left(user, "elite_page") == 96
    take_in(page, payload("note.pdf", files.note()))
    expect(row(page, "note.pdf")).to_contain_text("Ready")
    expect(page.get_by_text("2 of at most 30 documents")).to_be_visible()

    page.get_by_role("button", name="Actions for Harbour").click()
    page.get_by_role("menuitem", name="Rename").click()
    page.get_by_role("textbox", name="New name of").fill("Harbour 2024")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Harbour 2024")).to_be_visible()
    actions(page, "report.pdf", "Delete")
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(row(page, "report.pdf")).to_have_count(0)
    page.get_by_role("button", name="Actions for Harbour 2024").click()
    page.get_by_role("menuitem", name="Delete").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("The collection and 1 document in it (1 page)")
    dialog.get_by_role("button", name="Delete").click()
    expect(row(page, "report.pdf")).to_be_visible()
    expect(row(page, "Harbour 2024")).to_have_count(0)


def test_a_collection_that_is_gone_says_so(watched: Callable[..., Watched], user: Client) -> None:
    opened = watched(key=key_of(user))
    opened.page.goto("/#/collections/00000000-0000-0000-0000-000000000000")
    expect(opened.page.get_by_text("This collection is gone")).to_be_visible()
    opened.forgive("404")


def test_ticked_documents_are_asked_together_and_put_in_a_collection(open_app: OpenPage, user: Client) -> None:
    ids = [user.ready(files.note(f"Notice number {one}."), f"note {one}.pdf") for one in range(4)]
    page = open_app(key=key_of(user))
    row(page, "note 3.pdf").get_by_role("checkbox").click()
    row(page, "note 1.pdf").get_by_role("checkbox").click(modifiers=["Shift"])
    bar = page.get_by_role("region", name="Selected documents")
    expect(bar).to_contain_text("3 selected")
    assert violations(page) == []
    bar.get_by_role("button", name="Add to collection").click()
    dialog = page.get_by_role("dialog", name="Add to a collection")
    dialog.get_by_label("Name of the new collection").fill("Notices")
    expect(dialog.get_by_text("Copies are charged again: 3 elite pages.")).to_be_visible()
    dialog.get_by_role("button", name="Add 3 documents").click()
    expect(row(page, "Notices")).to_contain_text("3 documents")
    assert left(user, "elite_page") == 93
    row(page, "note 3.pdf").get_by_role("checkbox").check()
    row(page, "note 2.pdf").get_by_role("checkbox").check()
    bar.get_by_role("button", name="Ask together").click()
    page.wait_for_url(f"**/#/documents/{ids[3]},{ids[2]}")


def test_names_are_searched_and_kinds_are_filtered(open_app: OpenPage, user: Client) -> None:
    user.upload(files.note(), "ferry.pdf")
    user.upload(files.note("Other."), "harbour.pdf")
    user.data("POST", "/collections", json={"name": "Ferries"})
    page = open_app(key=key_of(user))
    search = page.get_by_role("searchbox", name="Search by name")
    search.fill("FERR")
    expect(row(page, "harbour.pdf")).to_have_count(0)
    expect(row(page, "ferry.pdf")).to_be_visible()
    expect(row(page, "Ferries")).to_be_visible()
    page.get_by_text("Collections", exact=True).click()
    expect(row(page, "ferry.pdf")).to_have_count(0)
    search.fill("nothing like it")
    expect(page.get_by_text("Nothing with this name")).to_be_visible()
    page.get_by_role("button", name="Show all").click()
    expect(row(page, "harbour.pdf")).to_be_visible()


def test_hostile_names_are_shown_and_change_nothing(open_app: OpenPage, user: Client) -> None:
    user.data("POST", "/collections", json={"name": HOSTILE})
    user.ready(files.note(), "<b>bold<b>.pdf")
    page = open_app(key=key_of(user))
    expect(row(page, "<b>bold<b>.pdf")).to_be_visible()
    shown = page.get_by_role("link", name="<img src=x onerror=alert(1)>")
    expect(shown).to_be_visible()
    assert "\u202e" not in shown.inner_text()
    assert page.locator(".document-row img, .document-row b").count() == 0
    shown.click()
    expect(page.get_by_role("heading", name="<img src=x onerror=alert(1)>")).to_be_visible()


def test_a_lost_connection_is_told_and_mended(watched: Callable[..., Watched], user: Client) -> None:
    user.ready(files.note(), "note.pdf")
    opened = watched(key=key_of(user))
    page = opened.page
    page.goto("/")
    expect(row(page, "note.pdf")).to_contain_text("Ready")
    choose(page, payload("other.pdf", files.note("Another.")))
    page.context.set_offline(True)
    page.get_by_role("dialog").get_by_role("button", name="Upload 1 file").click()
    tray = page.get_by_role("region", name="Uploads")
    expect(tray).to_contain_text("1 not uploaded")
    expect(tray).to_contain_text("The service does not answer.")
    page.evaluate("location.hash = '#/account'")
    expect(tray).to_contain_text("1 not uploaded")
    page.evaluate("location.hash = '#/'")
    expect(page.get_by_text("Your documents can’t be shown")).to_be_visible()
    page.context.set_offline(False)
    expect(row(page, "note.pdf")).to_be_visible()
    tray.get_by_role("button", name="Try all again").click()
    expect(row(page, "other.pdf")).to_contain_text("Ready")
    opened.forgive("ERR_INTERNET_DISCONNECTED")


def test_a_long_list_is_loaded_as_one_scrolls_and_kept_small(
    watched: Callable[..., Watched], user: Client, service: Service
) -> None:
    page = watched(key=key_of(user)).page
    user.data("POST", "/collections", json={"name": "Pattern"})
    [pattern] = user.data("GET", "/documents")["items"]

    def endless(route: Route) -> None:
        [first] = [int(one) for one in re.findall(r"cursor=(\d+)", route.request.url)] or [0]
        items = [
            pattern | {"id": f"{one:08d}-0000-0000-0000-000000000000", "name": f"Collection {one}"}
            for one in range(first, first + 50)
        ]
        following = str(first + 50) if first < 2950 else None
        route.fulfill(json={"status": "ok", "data": {"items": items, "next_cursor": following}})

    page.route("**/api/v2/documents?*", endless)
    page.goto("/")
    expect(row(page, "Collection 0")).not_to_have_count(0)
    main = page.locator("main")
    for _ in range(200):
        main.evaluate("(main) => main.scrollBy(0, 3000)")
        page.wait_for_timeout(10)
        if page.get_by_role("link", name="Collection 2999").count():
            break
    expect(page.get_by_role("link", name="Collection 2999")).to_be_attached()
    assert page.get_by_role("listitem").count() < 400
    main.evaluate("(main) => main.scrollTo(0, 0)")
    expect(page.get_by_role("link", name="Collection 0", exact=True)).to_be_visible()


def test_the_list_is_walked_by_keyboard(open_app: OpenPage, user: Client) -> None:
    for one in range(3):
        user.upload(files.note(f"Notice {one}."), f"note {one}.pdf")
    page = open_app(key=key_of(user))
    row(page, "note 2.pdf").get_by_role("link").focus()
    page.keyboard.press("ArrowDown")
    expect(row(page, "note 1.pdf").get_by_role("link")).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Delete")
    expect(page.get_by_role("dialog", name="Delete “")).to_contain_text("note 2.pdf")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(row(page, "note 2.pdf").get_by_role("link")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Space")
    expect(page.get_by_role("region", name="Selected documents")).to_contain_text("1 selected")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_it_is_accessible_in_every_dress(open_app: OpenPage, user: Client, scheme: str, width: int) -> None:
    user.data("POST", "/collections", json={"name": "Papers"})
    user.ready(files.note(), "التقرير السنوي.pdf")
    user.finished(user.upload(files.encrypted(), "locked.pdf"))
    page = open_app(key=key_of(user), color_scheme=scheme, viewport={"width": width, "height": 740})
    expect(row(page, "locked.pdf")).to_contain_text("The file can’t be read")
    row(page, "Papers").get_by_role("checkbox").check()
    assert violations(page) == []
    # Nothing sticks out.
    assert page.evaluate("document.querySelector('main').scrollWidth <= document.querySelector('main').clientWidth")
    choose(page, payload("note.pdf", files.note()))
    expect(page.get_by_role("dialog")).to_contain_text("1 elite page of 99 left")
    assert violations(page) == []


def test_it_speaks_chinese(open_app: OpenPage, user: Client) -> None:
    user.finished(user.upload(files.encrypted(), "locked.pdf"))
    page = open_app(key=key_of(user), locale="zh-CN")
    expect(page.get_by_role("heading", name="文档库")).to_be_visible()
    expect(row(page, "locked.pdf")).to_contain_text("无法读取文件")
