"""Answers as files: Markdown with footnotes, and the document with highlights."""

import io
import re
from collections.abc import Callable
from urllib.parse import unquote

import httpx
import numpy as np
import pikepdf
import pypdfium2
import pytest
from sqlalchemy import update

from chatdoc_server.parsing.pdf.file.highlights import COLOUR
from chatdoc_server.storage.database import writing
from chatdoc_server.storage.tables import questions
from tests import files
from tests.api_client import Answer, Client, Json
from tests.service import Service

FACTS = files.facts(4, seed=5)


@pytest.fixture(scope="module")
def book() -> bytes:
    return files.book(4, seed=5)


def named(reply: httpx.Response) -> str:
    """The name that a reply is to be saved under."""
    found = re.fullmatch(r"attachment; filename\*=UTF-8''([A-Za-z0-9%._~-]+)", reply.headers["content-disposition"])
    assert found, reply.headers["content-disposition"]
    return unquote(found[1])


def export(client: Client, answer: Answer, **params: str) -> httpx.Response:
    return client.http.get(f"/questions/{answer.id}/export", params=params)


def refusal(client: Client, answer: Answer, **params: str) -> str:
    reply = export(client, answer, **params)
    assert reply.status_code == 400, reply.text
    detail: str = reply.json()["detail"]
    return detail


def normal(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.proves("operation:GET /questions/{question_id}/export")
@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_the_highlights_are_under_the_words_that_the_answer_quotes(client: Client, book: bytes, degrees: int) -> None:
    data = files.turned(book, degrees=degrees)
    upload_id = client.ready(data, f"turned by {degrees} 度.pdf")
    fact = FACTS[2]
    answer = client.ask(upload_id, fact.question, detailed_citation=True)
    reply = export(client, answer, format="pdf")
    assert reply.status_code == 200, reply.text
    assert reply.headers["content-type"] == "application/pdf"
    assert named(reply) == f"turned by {degrees} 度 (highlighted).pdf"
    assert int(reply.headers["content-length"]) == len(reply.content)
    with pikepdf.open(io.BytesIO(reply.content)) as pdf, pypdfium2.PdfDocument(reply.content) as shown:
        assert len(pdf.pages) == 4
        assert pdf.check_pdf_syntax() == []
        assert [len(page.get("/Annots", [])) for page in pdf.pages] == [0, 0, 1, 0]
        [annotation] = pdf.pages[2].Annots
        assert fact.sentence in normal(str(annotation.Contents))
        assert (str(annotation.T), str(annotation.Subj)) == ("ChatDOC", fact.question)
        corners = [float(number) for number in annotation.QuadPoints]
        words = shown[2].get_textpage()
        lines = [
            words.get_text_bounded(*corners[at : at + 8][4:6], *corners[at : at + 8][2:4])
            for at in range(0, len(corners), 8)
        ]
        assert normal(" ".join(lines)) == fact.sentence
        picture = np.asarray(shown[2].render(scale=2).to_pil().convert("RGB"))
        untouched = np.asarray(shown[1].render(scale=2).to_pil().convert("RGB"))
        boxes = next(value for key, value in answer.source_info[0].items() if key == "2") if answer.source_info else []
    assert not (untouched == COLOUR).all(axis=2).any()
    coloured = (picture == COLOUR).all(axis=2)
    for left, top, right, bottom in boxes:
        inside = coloured[int(top * 2) + 1 : int(bottom * 2) - 1, int(left * 2) + 1 : int(right * 2) - 1]
        assert inside.mean() > 0.4
        coloured[int(top * 2) - 1 : int(bottom * 2) + 2, int(left * 2) - 1 : int(right * 2) + 2] = False
    assert not coloured.any()


def test_markdown_holds_question_answer_and_quoted_sources(client: Client, book: bytes) -> None:
    upload_id = client.ready(book, "A *bold* [name](x) <b>.pdf")
    fact = FACTS[1]
    answer = client.ask(upload_id, fact.question, detailed_citation=True)
    reply = export(client, answer)
    assert reply.status_code == 200
    assert reply.headers["content-type"] == "text/markdown; charset=utf-8"
    assert named(reply) == "What was the " + fact.question.removeprefix("What was the ").rstrip("?") + ".md"
    text = reply.text
    assert text.startswith(f"# {fact.question}\n\n")
    assert f"{fact.sentence}" in text
    assert "[^1]" in text.split("\n---\n")[0]
    assert "<span" not in text
    assert re.search(r"^\[\^1\]: \*\*A \\\*bold\\\* \\\[name\\\]\(x\) \\<b\\>\.pdf\*\*, page 2$", text, re.MULTILINE)
    assert f"    > {fact.sentence}" in text
    assert re.search(r"^Asked: \d{4}-\d\d-\d\d \d\d:\d\d UTC · Model: default · ChatDOC$", text, re.MULTILINE)


def test_an_answer_without_markers_is_one_claim(client: Client, book: bytes) -> None:
    upload_id = client.ready(book, "plain.pdf")
    answer = client.ask(upload_id, FACTS[0].question)
    assert answer.source_info
    text = export(client, answer).text
    assert "Sources of the whole answer: [^1]" in text
    with pikepdf.open(io.BytesIO(export(client, answer, format="pdf").content)) as pdf:
        assert FACTS[0].sentence in normal(str(pdf.pages[0].Annots[0].Contents))


def test_a_flowing_document_is_quoted_but_not_highlighted(client: Client) -> None:
    page = "# Harbour\n\n## Dues\n\nThe dues of Larkfield were raised to *nine* shillings in 1804.\n"
    upload_id = client.ready(page.encode(), "dues.md")
    answer = client.ask(upload_id, "What were the dues of Larkfield raised to?")
    assert answer.source_info
    text = export(client, answer).text
    assert "[^1]: **dues.md**, under Harbour › Dues" in text
    assert "    > The dues of Larkfield were raised to nine shillings in 1804." in text
    assert "Markdown" in refusal(client, answer, format="pdf")


def test_cells_of_a_table_are_highlighted_one_by_one(client: Client) -> None:
    upload_id = client.ready(files.report(), "harbour.pdf")
    answer = client.ask(upload_id, "What were the mooring fees in 2024?", detailed_citation=True)
    with pikepdf.open(io.BytesIO(export(client, answer, format="pdf").content)) as pdf:
        annotations = list(pdf.pages[0].Annots)
        assert any("412" in str(one.Contents) for one in annotations)
    text = export(client, answer).text
    assert "412" in text
    assert "page 1" in text


def test_a_computation_is_exported_with_its_cells(client: Client) -> None:
    upload_id = client.ready(files.accounts(), "accounts.pdf")
    answer = client.ask(upload_id, "What was the gross margin in 2024?", detailed_citation=True)
    formula = client.data("GET", f"/questions/{answer.id}")["formula"]
    made = export(client, answer, format="markdown").text
    assert "**How it was computed:**" in made
    lines = made.splitlines()
    for given in formula["inputs"]:
        [line] = [line for line in lines if line.startswith(f"- {given['label']}: {given['value']}")]
        number = (answer.source_info or []).index(given["source"]) + 1
        assert line.endswith(f"[^{number}]")
    with pikepdf.open(io.BytesIO(export(client, answer, format="pdf").content)) as pdf:
        comments = [str(annotation.Contents) for annotation in pdf.pages[0].Annots]
    assert any("revenue 2024: $500 million" in one and "40.0%" in one for one in comments)
    assert "Nothing in the documents supports" not in made


def test_what_nothing_supports_is_said_in_the_export(service: Service, client: Client, book: bytes) -> None:
    answer = client.ask(client.ready(book), FACTS[0].question)
    change(service, answer, unsupported=["It *rained* a lot."])
    made = export(client, answer, format="markdown").text
    assert "**Nothing in the documents supports:**\n\n- It \\*rained\\* a lot.\n" in made


@pytest.fixture
def both(client: Client) -> Callable[[], tuple[str, str, Answer]]:
    """Two documents, and an answer that draws on both."""

    def ask() -> tuple[str, str, Answer]:
        first = client.ready(files.note("The ferry to Larkfield leaves at seven in the morning."), "first ferry.pdf")
        second = client.ready(files.note("The ferry to Larkfield leaves at nine in the evening."), "second ferry.pdf")
        body: Json = {"upload_ids": [first, second], "question": "When does the ferry to Larkfield leave?"}
        with client.stream("POST", "/questions/multi-documents", json=body | {"detailed_citation": True}) as (
            _,
            events,
        ):
            seen = list(events)
        answer = Answer(seen[-1]["id"], "".join(one["answer"] for one in seen), seen[-1]["source_info"])
        assert {item["upload_id"] for item in answer.source_info or ()} == {first, second}
        return first, second, answer

    return ask


def test_one_of_several_documents_has_to_be_chosen(client: Client, both: Callable[[], tuple[str, str, Answer]]) -> None:
    first, second, answer = both()
    asked = refusal(client, answer, format="pdf")
    assert all(part in asked for part in (first, second, "first ferry.pdf", "second ferry.pdf"))
    for chosen, words in ((first, "seven in the morning"), (second, "nine in the evening")):
        reply = export(client, answer, format="pdf", upload_id=chosen)
        with pikepdf.open(io.BytesIO(reply.content)) as pdf:
            [annotation] = pdf.pages[0].Annots
            assert words in str(annotation.Contents)
    other = client.ready(files.note(), "neither.pdf")
    assert "first ferry.pdf" in refusal(client, answer, format="pdf", upload_id=other)
    text = export(client, answer).text
    assert "first ferry.pdf" in text
    assert "second ferry.pdf" in text


def test_markdown_outlives_the_document(client: Client) -> None:
    upload_id = client.ready(files.note(), "short lived.pdf")
    answer = client.ask(upload_id, "When does the ferry to Larkfield leave?")
    client.data("DELETE", f"/documents/{upload_id}")
    assert export(client, answer, format="pdf").status_code == 404
    text = export(client, answer).text
    assert "*A document that has been deleted*" in text
    assert "page 1" in text
    assert "seven in the morning" in text
    assert "short lived" not in text


def test_answers_of_others_are_not_there(client: Client, new_client: Callable[..., Client]) -> None:
    upload_id = client.ready(files.note(), "mine.pdf")
    answer = client.ask(upload_id, "When does the ferry to Larkfield leave?")
    stranger = new_client(question=1)
    for kind in ("markdown", "pdf"):
        assert export(stranger, answer, format=kind).status_code == 404
        for number in (0, -1, 2**70):
            assert client.http.get(f"/questions/{number}/export", params={"format": kind}).status_code == 404


def change(service: Service, asked: Answer, /, **values: object) -> None:
    """Changes what is kept of a question."""
    with service.office() as office, writing(office.engine) as connection:
        connection.execute(update(questions).where(questions.c.id == asked.id).values(**values))


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"state": "answering", "source_info": None}, "still being answered"),
        ({"state": "failed", "source_info": None}, "could not be answered"),
        ({"state": "stopped", "answer": " ", "source_info": None}, "stopped before it said anything"),
    ],
)
def test_what_has_no_answer_is_refused_in_words(
    service: Service, client: Client, values: dict[str, object], words: str
) -> None:
    upload_id = client.ready(files.note(), "note.pdf")
    answer = client.ask(upload_id, "When does the ferry to Larkfield leave?")
    change(service, answer, **values)
    assert words in refusal(client, answer, format="markdown")
    assert words in refusal(client, answer, format="pdf")


def test_an_answer_that_was_stopped_says_so(service: Service, client: Client) -> None:
    upload_id = client.ready(files.note(), "note.pdf")
    answer = client.ask(upload_id, "When does the ferry to Larkfield leave?")
    change(service, answer, state="stopped", answer="The ferry", source_info=None)
    assert "\n\nThe ferry\n\n*The answer was stopped before it was complete.*\n\n---\n" in export(client, answer).text
    assert "no place" in refusal(client, answer, format="pdf")


def test_a_file_that_can_not_be_written_again_is_refused_in_words(service: Service, client: Client) -> None:
    data = files.note("Nobody can change this file in the harbour.")
    upload_id = client.ready(data, "broken.pdf")
    answer = client.ask(upload_id, "Who can change this file in the harbour?")
    for path in service.copies_of(data):
        path.chmod(0o600)
        path.write_bytes(bytes(len(data)))
    said = refusal(client, answer, format="pdf")
    assert "'broken.pdf'" in said
    assert "Markdown" in said
    assert "Nobody can change" in export(client, answer).text


def test_names_of_files_are_names_and_nothing_else(client: Client) -> None:
    question = '../../etc/"When\r\nSet-Cookie: a=b; does the 渡轮 to Larkfield leave?\\..\\' + "x" * 300
    upload_id = client.ready(files.note(), 'a";b=%0d 漢.v2.pdf')
    answer = client.ask(upload_id, question)
    reply = export(client, answer)
    assert "set-cookie" not in reply.headers
    name = named(reply)
    assert name.startswith("etc When Set-Cookie a=b; does the 渡轮 to Larkfield leave")
    assert not set(name) & set('/\\:"*?<>|\r\n')
    assert len(name) < 100
    assert answer.source_info
    # What sends the form writes quotation marks so.
    assert named(export(client, answer, format="pdf")) == "a%22;b=%0d 漢.v2 (highlighted).pdf"


def test_other_formats_are_refused(client: Client) -> None:
    assert client.http.get("/questions/1/export", params={"format": "docx"}).status_code == 422
