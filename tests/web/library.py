"""The library on the page, as its tests use it.

Import `library_service` and `library_user` into the test's module: they are the fixtures `service` and `user`.
"""

import base64
import re
from collections.abc import Callable, Generator, Sequence

import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.api_client import Client
from tests.conftest import QUICK
from tests.fetching.sites import OPEN_NETWORKS
from tests.service import Service, serving

SETTINGS = QUICK | {"CHATDOC_WEBSITE__OPEN_NETWORKS": OPEN_NETWORKS, "CHATDOC_LIMITS__PAGES": "20"}
NewClient = Callable[..., Client]


@pytest.fixture(scope="module", name="service")
def library_service(tmp_path_factory: pytest.TempPathFactory) -> Generator[Service]:
    """A server that may fetch local sites, and takes PDFs of at most 20 pages."""
    with serving(tmp_path_factory.mktemp("library") / "data", settings=SETTINGS) as service:
        yield service


@pytest.fixture(name="user")
def library_user(new_client: NewClient) -> Client:
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
