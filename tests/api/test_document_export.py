"""Documents as files over HTTP: every format of every layout, and who may have them."""

import json
import re
from urllib.parse import unquote

import httpx
import jwt
import pytest
from markdown_it import MarkdownIt

from tests import files
from tests.api_client import Client
from tests.flowing.formats import MARKDOWN
from tests.service import Service

MEDIA_TYPES = {
    "markdown": ("text/markdown; charset=utf-8", "md"),
    "html": ("text/html; charset=utf-8", "html"),
    "json": ("application/vnd.chatdoc.document+json", "json"),
    "docling": ("application/vnd.docling.document+json", "docling.json"),
}


@pytest.fixture(scope="module")
def uploaded(service: Service) -> dict[str, str]:
    """A document of each layout."""
    with service.client() as client:
        return {
            "paged": client.ready(files.report(), "Harbour: 報告.pdf"),
            "flowing": client.ready(MARKDOWN.encode(), "harbour.md"),
        }


def export(client: Client, upload_id: str, form: str = "", **params: str) -> httpx.Response:
    named = {"format": form} if form else {}
    return client.http.get(f"/documents/{upload_id}/export", params=named | params)


@pytest.mark.proves("operation:GET /documents/{upload_id}/export", "rule:beyond.export")
@pytest.mark.parametrize("form", MEDIA_TYPES)
@pytest.mark.parametrize("layout", ["paged", "flowing"])
def test_it_is_a_file_to_be_saved(client: Client, uploaded: dict[str, str], layout: str, form: str) -> None:
    reply = export(client, uploaded[layout], form)
    assert reply.status_code == 200, reply.text
    media_type, ending = MEDIA_TYPES[form]
    assert reply.headers["content-type"] == media_type
    named = re.fullmatch(r"attachment; filename\*=UTF-8''([A-Za-z0-9%._~-]+)", reply.headers["content-disposition"])
    assert named
    stem = "Harbour 報告" if layout == "paged" else "harbour"
    assert unquote(named[1]) == f"{stem}.{ending}"
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert ("sandbox" in reply.headers.get("content-security-policy", "")) == (form == "html")
    for fee, *figures in files.TABLE_ROWS[:2]:
        assert fee in reply.text
        assert all(figure in reply.text for figure in figures)


def test_markdown_is_the_default(client: Client, uploaded: dict[str, str]) -> None:
    text = export(client, uploaded["paged"]).text
    assert text == export(client, uploaded["paged"], "markdown").text
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    headings = [tokens[at + 1].content for at, token in enumerate(tokens) if token.type == "heading_open"]
    assert {"Harbour report", "Income", "Works"} <= set(headings)
    assert [token.type for token in tokens].count("table_open") == 1


def test_json_has_words_when_they_are_asked_for(client: Client, uploaded: dict[str, str]) -> None:
    upload_id = uploaded["paged"]
    plain = export(client, upload_id, "json").json()
    told = export(client, upload_id, "json", words="true").json()
    assert not any("words" in one for one in plain["elements"])
    [heading] = [one for one in told["elements"] if one["text"] == "Harbour report"]
    assert [heading["text"][start:end] for start, end, *_ in heading["words"]] == ["Harbour", "report"]
    left, top, right, bottom = heading["box"]
    for _, _, *box in heading["words"]:
        assert left - 1 <= box[0] < box[2] <= right + 1
        assert top - 1 <= box[1] < box[3] <= bottom + 1
    [table] = [one["table"] for one in told["elements"] if one["kind"] == "table"]
    assert all(cell["words"] for cell in table["cells"])


def test_a_flowing_document_tells_nodes_and_no_pages(client: Client, uploaded: dict[str, str]) -> None:
    found = export(client, uploaded["flowing"], "json").json()
    assert (found["layout"], found["pages"]) == ("flowing", [])
    assert all(one["xpath"].startswith("/html/body/") and "box" not in one for one in found["elements"])
    docling = json.loads(export(client, uploaded["flowing"], "docling").text)
    assert docling["pages"] == {}
    assert not any(one["prov"] for one in docling["texts"])


@pytest.mark.proves("rule:beyond.kinds")
def test_the_structure_is_that_of_the_elements(client: Client, uploaded: dict[str, str]) -> None:
    for upload_id in uploaded.values():
        listed = client.data("GET", f"/documents/{upload_id}/elements")
        found = export(client, upload_id, "json").json()["elements"]
        assert [(one["index"], one["kind"]) for one in found] == [(one["index"], one["kind"]) for one in listed]
        chained = [one["continues"] for one in found if "continues" in one]
        assert chained == [one["continues"] for one in listed if "continues" in one]


def test_a_token_opens_the_export_of_its_document(service: Service, uploaded: dict[str, str]) -> None:
    token = jwt.encode({"upload_id": uploaded["paged"]}, service.key, "HS256")
    with service.client("") as stranger:
        assert export(stranger, uploaded["paged"], token=token).status_code == 200
        assert export(stranger, uploaded["flowing"], token=token).status_code == 404
        assert export(stranger, uploaded["paged"]).status_code == 401


def test_what_can_not_be_exported(client: Client, uploaded: dict[str, str]) -> None:
    collection = client.data("POST", "/collections", json={"name": "Reports"})["id"]
    assert export(client, collection).status_code == 400
    assert export(client, uploaded["paged"], "pdf").status_code == 422
    assert export(client, "0" * 36).status_code == 404


def test_nothing_of_a_document_is_markup(client: Client) -> None:
    page = (
        "# <script>alert(1)</script>\n\n`<img src=x onerror=alert(1)>` and [a](javascript:alert(2)) ![p](http://a.b)\n"
    )
    upload_id = client.ready(page.encode(), "<b>bold.md")
    html, text = export(client, upload_id, "html").text, export(client, upload_id).text
    assert not re.search(r"<(?:script|img|b|a)\b", html)
    assert "<title>&lt;b&gt;bold.md</title>" in html
    tokens = MarkdownIt("commonmark", {"html": True}).parse(text)
    kinds = {child.type for token in tokens for child in token.children or ()} | {token.type for token in tokens}
    assert not kinds & {"html_block", "html_inline", "link_open", "image"}
