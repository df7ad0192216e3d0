"""Questions about selected text, in PDFs and in HTML: what is selected comes first."""

from contextlib import closing

import pytest

from tests import files
from tests.api_client import Answer, Client, Json
from tests.words import ShownWords

MARKDOWN = (
    b"# Harbour\n\nThe ferry to Larkfield leaves at seven in the morning. The captain sells tickets on board.\n\n"
    b"The lighthouse of Oakham was built of basalt in 1811.\n\n| Fee | 2024 | 2023 |\n|---|---|---|\n"
    b"| Mooring | 412 | 398 |\n| Crane | 58 | 61 |\n"
)


def sources_of(client: Client, upload_id: str, text: str) -> Json:
    """Where a text stands, as search tells it."""
    found = client.data("POST", "/search", json={"query": text, "upload_id": upload_id, "limit": 1})
    source: Json = found[0]["source"]
    return source


def select(client: Client, upload_id: str, question: str, selected: Json, **options: object) -> Answer:
    return client.ask(upload_id, question, selected_meta={"upload_id": upload_id, **selected}, **options)


def in_html(material: str, *indexes: int, node: str = "") -> Json:
    return {
        "material": material, "indexes": list(indexes), "anchorNode": node, "focusNode": node, "anchorOffset": 0,
        "focusOffset": "12",
    }  # fmt: skip


@pytest.mark.proves("rule:selections.pdf")
@pytest.mark.parametrize(
    "question", ["What does this mean?", "Explain this.", "Please summarise the selected passage", "Explain"]
)
def test_what_is_selected_in_a_pdf_is_quoted(client: Client, question: str) -> None:
    data = files.book(6, seed=33)
    upload_id = client.ready(data)
    for fact in files.facts(6, seed=33)[1::2]:
        asked = client.ask(upload_id, fact.question)
        assert asked.source_info
        (source,) = asked.source_info
        rects = [
            {"pageNumber": int(page) + 1, "outline": box}
            for page, boxes in source.items()
            if page != "upload_id"
            for box in boxes
        ]
        answer = select(client, upload_id, question, {"material": fact.sentence, "rects": rects})
        assert answer.text == f"The selected text says:\n“{fact.sentence}”"
        assert answer.source_info == [source]
        assert client.data("GET", f"/questions/{answer.id}")["type"] == "select"


def test_a_selected_figure_is_told_by_its_row_and_its_head(client: Client) -> None:
    data = files.report()
    upload_id = client.ready(data)
    asked = client.ask(upload_id, "What were crane hire in 2023?")
    assert asked.source_info
    ((page, boxes),) = [(page, boxes) for page, boxes in asked.source_info[0].items() if page != "upload_id"]
    rects = [{"pageNumber": int(page) + 1, "outline": box} for box in boxes]
    answer = select(client, upload_id, "Which year is this figure?", {"material": "61", "rects": rects})
    assert "Crane hire (2023): 61" in answer.text
    with closing(ShownWords(data)) as shown:
        assert answer.source_info
        assert shown.under(answer.source_info) == "61"


def test_a_question_about_the_selection_is_answered_from_its_sentence(client: Client) -> None:
    upload_id = client.ready(MARKDOWN, "harbour.md")
    material = "The ferry to Larkfield leaves at seven in the morning. The captain sells tickets on board."
    answer = select(client, upload_id, "Who sells tickets?", in_html(material, 1))
    assert answer.text == "The selected text says:\n“The captain sells tickets on board.”"


def test_a_question_that_goes_beyond_the_selection_is_answered_from_the_document(client: Client) -> None:
    upload_id = client.ready(MARKDOWN, "harbour.md")
    selected = in_html("The captain sells tickets on board.", 1)
    answer = select(client, upload_id, "What was the lighthouse of Oakham built of?", selected)
    assert "basalt" in answer.text
    answer = select(client, upload_id, "How deep is the volcano of Hawaii?", selected)
    assert answer.text.startswith("The document does not state this.")
    assert "The captain sells tickets on board." in answer.text


@pytest.mark.proves("rule:selections.html", "rule:sources.html-selection")
def test_a_selection_in_html_comes_back_with_the_sources(client: Client) -> None:
    upload_id = client.ready(MARKDOWN, "harbour.md")
    selected = in_html("built of basalt", 2, node="/html/body/p[2]")
    answer = select(client, upload_id, "What does this mean?", selected)
    assert answer.text == "The selected text says:\n“built of basalt”"
    assert answer.source_info
    assert answer.source_info[-1] == {**selected, "upload_id": upload_id}
    assert [key for key in answer.source_info[0] if key != "upload_id"] == ["2"]
    assert client.data("GET", f"/questions/{answer.id}")["source_info"] == answer.source_info


def test_the_selection_is_quoted_in_the_questions_language(client: Client) -> None:
    upload_id = client.ready(MARKDOWN, "harbour.md")
    answer = select(client, upload_id, "Was bedeutet das?", in_html("built of basalt", 2))
    assert answer.text == "In der Auswahl steht:\n„built of basalt“"


@pytest.mark.parametrize(
    "selected",
    [
        in_html("The captain sells tickets on board.", 99),
        in_html("The captain sells tickets on board.", -7),
        in_html("The captain sells tickets on board."),
        {"material": "The captain sells tickets on board.", "rects": [{"pageNumber": 9, "outline": [1, 1, 2, 2]}]},
    ],
)
def test_a_selection_that_points_nowhere_is_found_by_its_text(client: Client, selected: Json) -> None:
    upload_id = client.ready(MARKDOWN, "harbour.md")
    assert "“The captain sells tickets on board.”" in select(client, upload_id, "Explain this", selected).text
    pdf = client.ready(files.note("The captain sells tickets on board. Bicycles travel free of charge."))
    assert "“The captain sells tickets on board.”" in select(client, pdf, "Explain this", selected).text


def test_text_that_stands_nowhere_is_answered_all_the_same(client: Client) -> None:
    upload_id = client.ready(MARKDOWN, "harbour.md")
    for material in ("", "   ", "No such words at all.", "ferry 渡船 \N{GRINNING FACE}"):
        assert select(client, upload_id, "What does this mean?", in_html(material, 77)).text


@pytest.mark.proves("rule:selections.collection")
def test_of_a_collection_the_selection_is_in_one_of_its_documents(client: Client) -> None:
    collection = client.data("POST", "/collections", json={"name": "Harbours"})["id"]
    member = client.ready(MARKDOWN, "harbour.md", collection_id=collection)
    client.ready(files.note(), "note.pdf", collection_id=collection)
    selected = {"upload_id": member, **in_html("built of basalt", 2)}
    answer = client.ask(collection, "Explain this", selected_meta=selected)
    assert "“built of basalt”" in answer.text
    assert answer.source_info
    assert answer.source_info[0]["upload_id"] == member


def test_a_selection_in_a_document_that_is_not_asked_is_refused(client: Client) -> None:
    asked, other = client.ready(files.note()), client.ready(MARKDOWN, "harbour.md")
    body = {"upload_id": asked, "question": "Explain", "selected_meta": {"upload_id": other, **in_html("basalt", 2)}}
    reply = client.http.post("/questions", json=body)
    assert reply.status_code == 400
    assert "harbour.md" in reply.json()["detail"]
    body["selected_meta"] = {"upload_id": "0" * 36, **in_html("basalt", 2)}
    assert client.http.post("/questions", json=body).status_code == 404
