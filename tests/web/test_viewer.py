"""The framed viewer, driven by the npm package `@chatdocai/chatdoc-sdk` from a page on another origin."""

from collections.abc import Callable, Generator
from typing import Any
from urllib.parse import urlsplit

import jwt
import pytest
from playwright.sync_api import expect

from tests import files
from tests.api_client import Client
from tests.service import Service
from tests.web.browser import Watched
from tests.web.viewer_host import Host, OpenHost, hosted


def token_for(service: Service, upload_id: str, **claims: object) -> str:
    return jwt.encode({"upload_id": upload_id, **claims}, service.key, algorithm="HS256")


def download(service: Service, upload_id: str) -> str:
    return f"{service.api}/documents/{upload_id}/download"


@pytest.fixture(scope="module")
def origin() -> Generator[str]:
    with hosted() as origin:
        yield origin


@pytest.fixture
def open_host(watched: Callable[..., Watched], origin: str, service: Service) -> OpenHost:
    """Opens the page with the viewer; `query` is added to the viewer's address. `host.watched` may forgive."""

    def open_host(query: str = "", **options: Any) -> tuple[Host, Watched]:  # noqa: ANN401
        page = watched(hosts=(urlsplit(origin).netloc,), **options)
        page.page.goto(origin)
        return Host(page.page, f"{service.url}/pdf-viewer/{query}"), page

    return open_host


def test_a_pdf_opens_with_a_document_token(open_host: OpenHost, service: Service, client: Client) -> None:
    upload_id = client.ready(files.report())
    host, _ = open_host()
    host.start(download(service, upload_id), [token_for(service, upload_id)])
    host.wait_told("viewerCreated")
    host.wait_told("pageRendered")
    expect(host.viewer.locator(".page canvas").first).to_be_visible()
    host.page.screenshot(path="/tmp/V/first.png")
    assert host.call("getCurrentPageNumber") == 1
    assert host.told("pageChange") == [{"pageNumber": 1, "previous": None, "pageCount": 2}]
