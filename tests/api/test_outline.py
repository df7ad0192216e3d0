"""The outline: headings with their tree and their places."""

from collections.abc import Callable

import jwt
import pytest

from tests import files
from tests.api_client import Client
from tests.ocr.scans import joined, scan
from tests.service import Service

NewClient = Callable[..., Client]
MARKDOWN = b"""# Harbour

Built of granite.

## Fees

### Mooring

412 pounds.

## Ferries

At seven.
"""


@pytest.mark.proves("rule:beyond.outline", "operation:GET /documents/{upload_id}/outline")
def test_headings_of_pages_stand_where_they_are_printed(client: Client) -> None:
    upload_id = client.ready(files.book(4, seed=80), "chapters.pdf")
    outline = client.data("GET", f"/documents/{upload_id}/outline")
    elements = client.data("GET", f"/documents/{upload_id}/elements")
    assert outline["page_count"] == 4
    assert [(one["title"], one["page"]) for one in outline["headings"]] == [(f"Chapter {n + 1}", n) for n in range(4)]
    for heading in outline["headings"]:
        element = elements[heading["index"]]
        assert element["is_heading"]
        assert (heading["outline"], heading["parent"]) == (element["outline"], element["syllabus"])
        assert (heading["level"], heading["block"]) == (1, None)


@pytest.mark.proves("rule:beyond.outline")
def test_headings_of_flowing_text_name_their_blocks(client: Client) -> None:
    upload_id = client.ready(MARKDOWN, "harbour.md")
    outline = client.data("GET", f"/documents/{upload_id}/outline")
    assert outline["page_count"] == 0
    found = outline["headings"]
    assert [(one["title"], one["level"]) for one in found] == [
        ("Harbour", 1),
        ("Fees", 2),
        ("Mooring", 3),
        ("Ferries", 2),
    ]
    harbour, fees, _, _ = (one["index"] for one in found)
    assert [one["parent"] for one in found] == [-1, harbour, fees, harbour]
    assert all((one["page"], one["outline"]) == (None, None) for one in found)
    page = client.http.get(f"/documents/{upload_id}/download").text
    for one in found:
        assert f'data-index="{one["block"]}"' in page
        assert one["title"] in page.split(f'data-index="{one["block"]}"')[1].split("data-index")[0]


@pytest.mark.proves("rule:beyond.outline")
def test_a_token_opens_the_outline_of_its_document(service: Service, client: Client) -> None:
    upload_id, other = client.ready(files.note()), client.ready(files.note())
    token = jwt.encode({"upload_id": upload_id}, service.key, algorithm="HS256")
    with service.client("") as anonymous:
        reply = anonymous.http.get(f"/documents/{upload_id}/outline", params={"token": token})
        assert [one["title"] for one in reply.json()["data"]["headings"]] == ["Notice"]
        assert anonymous.http.get(f"/documents/{other}/outline", params={"token": token}).status_code == 404
        assert anonymous.http.get(f"/documents/{upload_id}/outline").status_code == 401


def test_what_is_not_ready_has_none(new_client: NewClient) -> None:
    client = new_client(elite_page=10)
    upload_id = client.upload(files.truncated())
    collection_id = client.data("POST", "/collections", json={"name": "Reports"})["id"]
    assert client.finished(upload_id)["status"] < 0
    for one, words in ((upload_id, "could not be taken in"), (collection_id, "is a collection")):
        reply = client.http.get(f"/documents/{one}/outline")
        assert reply.status_code == 400
        assert words in reply.json()["detail"]
    assert new_client().http.get(f"/documents/{upload_id}/outline").status_code == 404


def test_lines_alone_have_no_headings(client: Client) -> None:
    upload_id = client.ready(files.book(2, seed=81), "lines.pdf", package_type="lite")
    outline = client.data("GET", f"/documents/{upload_id}/outline")
    assert outline == {"page_count": 2, "headings": [], "ocr_suggested_pages": []}


@pytest.mark.proves("rule:beyond.outline")
def test_pages_that_only_recognition_reads_are_named(client: Client) -> None:
    readable = files.book(1, seed=82)
    upload_id = client.ready(joined(readable, scan(files.note()), readable, scan(files.report())), "scans.pdf")
    outline = client.data("GET", f"/documents/{upload_id}/outline")
    pages = outline["page_count"]
    assert pages > 3
    assert outline["ocr_suggested_pages"] == [1, *range(3, pages)]
