"""The library: taking documents in, watching them, and keeping them in order."""

import base64
import re
from collections.abc import Callable, Generator, Sequence
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import FilePayload, Locator, Page, Route, expect

from tests import files
from tests.api_client import Client
from tests.conftest import QUICK
from tests.fetching.articles import article
from tests.fetching.sites import OPEN_NETWORKS, Site, serving_site
from tests.service import Service, serving
from tests.web.browser import Watched, violations
from tests.web.conftest import OpenPage

SETTINGS = QUICK | {"CHATDOC_WEBSITE__OPEN_NETWORKS": OPEN_NETWORKS, "CHATDOC_LIMITS__PAGES": "20"}
HOSTILE = "<img src=x onerror=alert(1)>\u202efdp.\"'&.pdf"

NewClient = Callable[..., Client]


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Generator[Service]:
    """A server that may fetch local sites, and takes PDFs of at most 20 pages."""
    with serving(tmp_path_factory.mktemp("library") / "data", settings=SETTINGS) as service:
        yield service


@pytest.fixture
def user(new_client: NewClient) -> Client:
    """A user with enough of all."""
    return new_client(elite_page=100, basic_page=50, lite_page=50, ocr_page=50, documents_tokens=100_000, question=10)


def key_of(user: Client) -> str:
    secret: str = user.http.headers["authorization"].removeprefix("Bearer ")
    return secret


def payload(name: str, data: bytes) -> FilePayload:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}


def choose(page: Page, *chosen: FilePayload) -> Locator:
    """Chooses files as the file dialog hands them over, and returns the dialog that shows them."""
    page.locator("input[data-pick=files]").first.set_input_files(list(chosen))
    return page.get_by_role("dialog", name="Add documents")


def take_in(page: Page, *chosen: FilePayload) -> None:
    dialog = choose(page, *chosen)
    dialog.get_by_role("button", name=re.compile(r"^Upload \d+ file")).click()
    expect(dialog).to_be_hidden()


def row(page: Page, name: str) -> Locator:
    return page.get_by_role("listitem").filter(has=page.get_by_role("link", name=name))


def actions(page: Page, name: str, action: str) -> None:
    row(page, name).get_by_role("button", name="Actions for").click()
    page.get_by_role("menuitem", name=action).click()


def drop(page: Page, entries: Sequence[tuple[str, bytes]]) -> None:
    """Drops files on the page, as a browser does it: over it first, then let go."""
    given = [{"name": name, "data": base64.b64encode(data).decode()} for name, data in entries]
    page.evaluate(
        """(given) => {
            const transfer = new DataTransfer();
            for (const {name, data} of given) {
                const bytes = Uint8Array.from(atob(data), (one) => one.charCodeAt(0));
                transfer.items.add(new File([bytes], name));
            }
            const fire = (type) => document.body.dispatchEvent(
                new DragEvent(type, {dataTransfer: transfer, bubbles: true, cancelable: true}));
            for (const type of ["dragenter", "dragover", "drop"]) fire(type);
        }""",
        given,
    )


def left(user: Client, kind: str) -> int:
    held: dict[str, int] = user.data("GET", "/users/quota")["package"][kind]
    return held["max_count"] - held["used_count"]


def test_an_empty_library_says_how_to_begin(open_app: OpenPage, user: Client) -> None:
    page = open_app(key=key_of(user))
    expect(page.get_by_role("heading", name="Library")).to_be_visible()
    expect(page.get_by_text("Put your first documents in")).to_be_visible()
    expect(page.get_by_role("button", name="Upload files")).to_have_count(1)
    assert violations(page) == []


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
