"""The parsed structure over HTTP: every element with its type's members, and only those."""

import pytest

from tests import files
from tests.api_client import Client, Json

COMMON = {"page", "index", "type", "outline", "rotation", "is_heading", "syllabus"}
OURS = {"kind", "continues"}
TEXT = COMMON | {"text"}
MEMBERS = {
    "paragraph": TEXT,
    "page_header": TEXT,
    "page_footer": TEXT,
    "shape": TEXT,
    "table": COMMON | {"grid", "cells", "merged", "title", "title_index", "position"},
    "figure": COMMON | {"caption"},
    "image": COMMON | {"position"},
}


@pytest.fixture(params=["elite", "basic", "lite"])
def upload_id(request: pytest.FixtureRequest, client: Client) -> str:
    """A document that is ready, read at each depth."""
    name = f"parsed-{request.param}.pdf"
    found = client.data("GET", "/documents", name=name)["items"]
    return found[0]["id"] if found else client.ready(files.report(), name, package_type=request.param)


@pytest.fixture
def elements(client: Client, upload_id: str) -> list[Json]:
    found: list[Json] = client.data("GET", f"/pdf_parser/{upload_id}")["elements"]
    return found


@pytest.mark.proves("operation:GET /pdf_parser/{upload_id}", "rule:parsed.document")
def test_the_document_is_described(client: Client, upload_id: str) -> None:
    about = client.data("GET", f"/pdf_parser/{upload_id}")["document"]
    shown = client.document(upload_id)
    assert about == {
        "id": upload_id,
        "name": shown["name"],
        "page_type": shown["name"].removeprefix("parsed-").removesuffix(".pdf"),
        "ocr_type": "disable",
        "page_count": 2,
        "create_time": shown["created_at"],
    }


@pytest.mark.proves("rule:parsed.elements", "rule:parsed.text")
def test_every_element_has_the_members_of_its_type(elements: list[Json]) -> None:
    assert elements
    for number, element in enumerate(elements):
        assert set(element) == MEMBERS[element["type"]], element
        left, top, right, bottom = element["outline"]
        assert 0 <= left < right <= 595.1
        assert 0 <= top < bottom <= 842.1
        assert (element["index"], element["page"] in {0, 1}) == (number, True)
        assert -1 <= element["syllabus"] < number
        assert element["syllabus"] == -1 or elements[element["syllabus"]]["is_heading"]


@pytest.mark.proves("operation:GET /documents/{upload_id}/elements", "rule:documents.elements")
def test_the_elements_of_some_pages_are_those_of_the_whole(
    client: Client, upload_id: str, elements: list[Json]
) -> None:
    path = f"/documents/{upload_id}/elements"
    listed = client.data("GET", path)
    assert [{name: one[name] for name in one if name not in OURS} for one in listed] == elements
    assert client.data("GET", path, page=1) == [one for one in listed if one["page"] == 1]
    assert client.data("GET", path, page=[0, 1]) == listed
    assert client.data("GET", path, page=10**30) == []


def test_listed_elements_tell_what_they_are_and_what_they_go_on_with(client: Client) -> None:
    page = "# Harbour\n\n- First\n- Second\n\nWords.\n"
    listed = client.data("GET", f"/documents/{client.ready(page.encode(), 'kinds.md')}/elements")
    assert [one["kind"] for one in listed] == ["heading", "list_item", "list_item", "paragraph"]
    assert not any("continues" in one for one in listed)


def test_headings_stand_over_what_follows_them(client: Client) -> None:
    upload_id = client.ready(files.report())
    elements = client.data("GET", f"/pdf_parser/{upload_id}")["elements"]
    headings = {one["text"]: one["index"] for one in elements if one["is_heading"]}
    assert {"Harbour report", "Income", "Works"} <= set(headings)
    [paragraph] = [one for one in elements if "opened by the mayor" in one.get("text", "")]
    assert paragraph["syllabus"] == headings["Works"]
    assert elements[headings["Works"]]["syllabus"] == headings["Harbour report"]


@pytest.mark.proves("rule:parsed.table")
def test_a_table_has_its_cells_lines_and_title(client: Client) -> None:
    upload_id = client.ready(files.report())
    elements = client.data("GET", f"/pdf_parser/{upload_id}")["elements"]
    [table] = [one for one in elements if one["type"] == "table"]
    texts = [cell["text"] for cell in table["cells"].values()]
    for row in files.TABLE_ROWS:
        assert set(row) <= set(texts)
    rows = 1 + max(int(place.split("_")[0]) for place in table["cells"])
    columns = 1 + max(int(place.split("_")[1]) for place in table["cells"])
    assert (len(table["grid"]["rows"]), len(table["grid"]["columns"])) == (rows - 1, columns - 1)
    left, top, right, bottom = table["outline"]
    assert all(0 < line < bottom - top for line in table["grid"]["rows"])
    assert all(0 < line < right - left for line in table["grid"]["columns"])
    assert files.TABLE_TITLE in table["title"]
    assert files.TABLE_TITLE in elements[table["title_index"]]["text"]


@pytest.mark.proves("rule:parsed.figure")
def test_a_figure_has_its_caption(client: Client) -> None:
    upload_id = client.ready(files.report())
    elements = client.data("GET", f"/pdf_parser/{upload_id}")["elements"]
    captions = [one["caption"] for one in elements if one["type"] == "figure" and one["caption"]]
    assert any("The new quay" in caption["text"] and len(caption["outline"]) == 4 for caption in captions)
