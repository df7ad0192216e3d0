"""Every format without pages over HTTP: taken in, shown as canonical HTML, asked, and followed to its places."""

import base64
import re
from collections.abc import Callable

import pytest

from tests.api_client import Client, Json
from tests.flowing import formats
from tests.flowing.formats import FACT, FACT_QUESTION, FEES, ITEM, ITEM_QUESTION, SAMPLES, Sample
from tests.flowing.pages import Page, text_of


@pytest.fixture(params=SAMPLES, ids=lambda sample: sample.name)
def sample(request: pytest.FixtureRequest) -> Sample:
    found: Sample = request.param
    return found


@pytest.fixture
def upload_id(client: Client, sample: Sample) -> str:
    """The sample's document, which is ready."""
    found = client.data("GET", "/documents", name=f"flowing {sample.name}")["items"]
    return found[0]["id"] if found else client.ready(sample.data, f"flowing {sample.name}")


@pytest.fixture
def page(client: Client, upload_id: str) -> Page:
    return Page(client.http.get(f"/documents/{upload_id}/download").content)


@pytest.mark.proves("rule:documents.download-html")
def test_what_is_shown_is_numbered_and_neither_runs_nor_fetches(page: Page, sample: Sample) -> None:
    page.check()
    texts = [text_of(block) for block in page.blocks]
    assert any(FACT in text for text in texts) == sample.has_fact
    assert any(ITEM in text for text in texts) == sample.has_item
    assert "alert" not in page.source
    assert "track.example" not in page.source


def test_the_table_keeps_its_cells(page: Page, sample: Sample) -> None:
    tables = [[[text_of(cell) for cell in row] for row in table.iter("tr")] for table in page.root.iter("table")]
    assert tables == ([[list(row) for row in FEES]] if sample.has_fees else [])


def test_pictures_that_belong_to_the_document_are_kept(page: Page, sample: Sample) -> None:
    sources = page.root.xpath("//img/@src")
    assert len(sources) == sample.pictures
    for source in sources:
        head, _, data = source.partition(",")
        expected = formats.picture("PNG" if "png" in head else "JPEG")
        assert base64.b64decode(data) == expected


def test_a_page_is_served_so_that_nothing_in_it_can_run(client: Client, upload_id: str) -> None:
    for headers in ({}, {"Range": "bytes=0-9"}, {"Range": "bytes=99999999-"}):
        reply = client.http.get(f"/documents/{upload_id}/download", headers=headers)
        policy = [part.strip() for part in reply.headers["content-security-policy"].split(";")]
        assert {"default-src 'none'", "sandbox"} <= set(policy)
        assert not any("script-src" in part or "allow-scripts" in part for part in policy)
        assert reply.headers["x-content-type-options"] == "nosniff"
    whole = client.http.get(f"/documents/{upload_id}/download")
    assert whole.headers["content-type"] == "text/html; charset=utf-8"


@pytest.mark.proves("rule:sources.resolve", "rule:sources.flowing")
def test_a_quote_is_found_where_the_answer_says(client: Client, upload_id: str, page: Page, sample: Sample) -> None:
    asked = [(FACT_QUESTION, FACT)] * sample.has_fact + [(ITEM_QUESTION, ITEM)] * sample.has_item
    for question, sentence in asked:
        answer = client.ask(upload_id, question)
        assert sentence in answer.text
        assert answer.source_info
        places = page.texts_of(answer.source_info)
        assert any(sentence in place for place in places), places
        quotes = re.findall(r"“([^”]+)”", answer.text)
        assert quotes
        for quote in quotes:
            assert any(quote in place for place in places), quote


@pytest.mark.proves("rule:sources.resolve")
def test_a_figure_is_found_in_its_cell(client: Client, upload_id: str, page: Page, sample: Sample) -> None:
    if not sample.has_fees:
        assert not list(page.root.iter("table"))
        return
    answer = client.ask(upload_id, "What were the pilot fees in 2023?")
    assert "104" in answer.text
    assert answer.source_info
    for item in answer.source_info:
        [(index, nodes)] = [(key, value) for key, value in item.items() if key != "upload_id"]
        for node in nodes:
            assert re.search(r"/t[dh]\[\d+\]$", node["xpath"]), node
            page.text_at(index, node["xpath"])
    assert "104" in page.texts_of(answer.source_info)


@pytest.mark.proves("rule:sources.markers")
def test_detailed_citations_point_at_nodes(client: Client, upload_id: str, page: Page, sample: Sample) -> None:
    question = FACT_QUESTION if sample.has_fact else "What were the pilot fees in 2023?"
    answer = client.ask(upload_id, question, detailed_citation=True)
    numbers = [int(one) for one in re.findall(r'<span data-index="(\d+)">', answer.text)]
    assert numbers
    assert answer.source_info
    said = re.sub(r"\[<span.*?</span>\]", "", answer.text)
    for number in numbers:
        [place, *_] = page.texts_of([answer.source_info[number]])
        assert any(part in said for part in (place, *re.split(r"(?<=\.) ", place)))


def test_every_element_is_a_block_of_the_page(client: Client, upload_id: str, page: Page) -> None:
    parsed = client.data("GET", f"/pdf_parser/{upload_id}")
    assert parsed["document"]["page_count"] == 0
    elements: list[Json] = parsed["elements"]
    assert [element["index"] for element in elements] == list(range(len(page.blocks)))
    for element, block in zip(elements, page.blocks, strict=True):
        assert (element["page"], element["outline"]) == (0, [0, 0, 0, 0])
        assert element["is_heading"] == bool(re.fullmatch(r"h[1-6]", block.tag))
        if element["type"] == "table":
            cells = {text_of(cell) for cell in block.iter("td", "th")}
            assert {cell["text"] for cell in element["cells"].values()} == cells - {""}
        elif element["type"] == "paragraph":
            assert " ".join(element["text"].split()) == text_of(block)
    listed = client.data("GET", f"/documents/{upload_id}/elements", page=0)
    assert [one.pop("kind") == "code" for one in listed] == [block.tag == "pre" for block in page.blocks]
    assert listed == elements
    assert client.data("GET", f"/documents/{upload_id}/elements", page=1) == []


def test_every_element_stands_under_its_heading(client: Client, upload_id: str, page: Page) -> None:
    open_headings: list[tuple[int, int]] = []
    for element, block in zip(client.data("GET", f"/pdf_parser/{upload_id}")["elements"], page.blocks, strict=True):
        level = int(block.tag[1]) if re.fullmatch(r"h[1-6]", block.tag) else 0
        while level and open_headings and open_headings[-1][0] >= level:
            open_headings.pop()
        assert element["syllabus"] == (open_headings[-1][1] if open_headings else -1)
        if level:
            open_headings.append((level, element["index"]))


@pytest.mark.proves("rule:beyond.search-flowing")
def test_search_finds_a_place_without_a_page(client: Client, upload_id: str, page: Page, sample: Sample) -> None:
    results = client.data("POST", "/search", json={"query": FACT_QUESTION, "upload_id": upload_id, "limit": 3})
    assert results
    for result in results:
        assert result["page"] is None
        assert page.texts_of([result["source"]])


def test_chapters_stand_in_the_order_of_the_spine(client: Client) -> None:
    upload_id = client.ready(formats.epub(), "order.epub")
    page = Page(client.http.get(f"/documents/{upload_id}/download").content)
    assert [text_of(node) for node in page.root.iter("h1")] == ["Harbour report", "Works", "Income"]
    assert page.root.get("lang") == "en-GB"
    assert page.root.findtext(".//title") == "The harbour & its works"
    assert "Only a list of contents" not in page.source


@pytest.mark.proves("rule:documents.package-flowing")
def test_tokens_are_charged_and_no_pages(new_client: Callable[..., Client], sample: Sample) -> None:
    client = new_client(documents_tokens=10_000, elite_page=10, ocr_page=10)
    upload_id = client.upload(sample.data, sample.name, ocr="force")
    assert client.finished(upload_id)["status"] == 300
    quota = client.data("GET", "/users/quota")["package"]
    page = Page(client.http.get(f"/documents/{upload_id}/download").content)
    characters = sum(len(text_of(block)) for block in page.blocks)
    assert 0 < quota["documents_tokens"]["used_count"] <= characters
    assert quota["elite_page"]["used_count"] == 0
    assert quota["ocr_page"]["used_count"] == 0
