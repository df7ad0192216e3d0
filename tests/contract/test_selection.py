"""Selected material in both of its forms, earlier messages and the language of answers, as clients send them."""

import io
from collections.abc import Callable, Generator
from contextlib import ExitStack

import lxml.html
import pypdfium2
import pytest

from tests import files
from tests.api_client import Client, Json
from tests.contract.material import FACT, MATERIALS, QUESTION
from tests.service import Service

NewUser = Callable[[], Client]
ABOUT = "Which year does this name?"


@pytest.fixture
def client(host: Service, request: pytest.FixtureRequest) -> Generator[Client]:
    """A client of a user of the test's own."""
    packages = {"elite_page": 20, "documents_tokens": 20_000, "question": 20}
    with ExitStack() as stack:
        yield stack.enter_context(host.client(host.new_user(request.node.name[-80:], **packages)))


def rectangles_of(sentence: str, pdf: bytes) -> list[Json]:
    """Where a sentence stands in a PDF, as the viewer of the hosted service tells a selection."""
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as document:
        page = document[0]
        height, text = page.get_height(), page.get_textpage()
        # A line break takes the place of a blank in the page's text.
        whole = text.get_text_range()
        start = " ".join(whole.split()).find(sentence)
        assert start >= 0
        start = whole.find(" ".join(sentence.split()[:4]))
        end = whole.find(sentence.rsplit(maxsplit=1)[-1], start) + len(sentence.rsplit(maxsplit=1)[-1])
        boxes = [text.get_rect(number) for number in range(text.count_rects(start, end - start))]
    return [{"pageNumber": 1, "outline": [left, height - top, right, height - low]} for left, low, right, top in boxes]


@pytest.mark.proves("rule:selections.pdf", "rule:selections.type")
def test_a_selection_in_a_pdf_answers_what_is_asked_about_it(client: Client) -> None:
    data = MATERIALS["pdf"].make()
    upload_id = client.ready(data)
    selected = {"material": FACT, "upload_id": upload_id, "rects": rectangles_of(FACT, data)}
    answer = client.ask(upload_id, ABOUT, selected_meta=selected)
    assert "1893" in answer.text
    assert answer.source_info
    assert client.data("GET", f"/questions/{answer.id}")["type"] == "select"


@pytest.mark.proves("rule:selections.pdf")
@pytest.mark.parametrize(
    "rect",
    [
        {"pageNumber": 0, "outline": [1, 1, 2, 2]},
        {"pageNumber": 1, "outline": [0, 1, 2, 2]},
        {"pageNumber": 1, "outline": [1, 2, 3]},
        {"pageNumber": 1},
    ],
)
def test_a_selection_of_another_form_is_refused(client: Client, rect: Json) -> None:
    selected = {"material": FACT, "upload_id": "0" * 36, "rects": [rect]}
    body = {"upload_id": "0" * 36, "question": ABOUT, "selected_meta": selected}
    assert client.http.post("/questions", json=body).status_code == 422


def html_selection(client: Client, upload_id: str, offsets: Callable[[int], int | str]) -> Json:
    """The fact selected in the HTML of a document."""
    page = client.http.get(f"/documents/{upload_id}/download").content
    root = lxml.html.fromstring(page)
    [block] = [one for one in root.xpath("//*[@data-index]") if FACT in one.text_content()]
    path, start = root.getroottree().getpath(block), block.text_content().find(FACT)
    return {
        "material": FACT,
        "indexes": [int(block.get("data-index"))],
        "anchorNode": path,
        "focusNode": path,
        "anchorOffset": offsets(start),
        "focusOffset": offsets(start + len(FACT)),
        "upload_id": upload_id,
    }


@pytest.mark.proves("rule:selections.html", "rule:selections.type", "rule:sources.html-selection")
@pytest.mark.parametrize("offsets", [int, str])
def test_a_selection_in_html_comes_back_among_the_sources(client: Client, offsets: Callable[[int], int | str]) -> None:
    upload_id = client.ready(MATERIALS["html"].make(), "harbour.html")
    selected = html_selection(client, upload_id, offsets)
    answer = client.ask(upload_id, ABOUT, selected_meta=selected)
    assert "1893" in answer.text
    assert answer.source_info
    assert selected in answer.source_info
    stored = client.data("GET", f"/questions/{answer.id}")
    assert (stored["type"], stored["source_info"]) == ("select", answer.source_info)


@pytest.mark.proves("rule:selections.collection", "rule:questions.collection")
def test_a_selection_asked_of_a_collection_names_its_document(client: Client) -> None:
    collection_id = client.data("POST", "/collections", json={"name": "Both"})["id"]
    member = client.ready(MATERIALS["md"].make(), "harbour.md", collection_id=collection_id)
    client.ready(files.note(), "note.pdf", collection_id=collection_id)
    selected = html_selection(client, member, int)
    for asked in ({"upload_id": collection_id}, {"upload_ids": [collection_id]}):
        path = "/questions" if "upload_id" in asked else "/questions/multi-documents"
        body = {**asked, "question": ABOUT, "selected_meta": selected, "stream": False}
        answer = client.data("POST", path, json=body)
        assert "1893" in answer["answer"]
        assert member in {item["upload_id"] for item in answer["source_info"]}


@pytest.mark.proves("rule:questions.history")
def test_a_follow_up_is_understood_by_what_was_said_before(client: Client) -> None:
    upload_id = client.ready(files.report())
    first = client.ask(upload_id, "What were the pilot fees in 2024?")
    assert "97" in first.text
    history = [
        {"role": "user", "content": "What were the pilot fees in 2024?"},
        {"role": "assistant", "content": first.text},
    ]
    then = client.ask(upload_id, "And in 2023?", history=history)
    assert "104" in then.text
    assert client.data("GET", f"/questions/{then.id}")["question"] == "And in 2023?"


@pytest.mark.proves("rule:questions.language")
def test_an_answer_is_in_the_language_that_is_asked_for(client: Client) -> None:
    upload_id = client.ready(MATERIALS["md"].make(), "harbour.md")
    english = client.ask(upload_id, QUESTION)
    german = client.ask(upload_id, QUESTION, language="German")
    assert FACT in english.text
    assert FACT in german.text
    assert english.text.splitlines()[0] != german.text.splitlines()[0]
    assert "Dokument" in german.text.splitlines()[0]
