"""Suggested questions over HTTP: five that the document really answers, in its language, kept once made."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from lxml import html

from chatdoc_server.answering.phrases import phrases_for
from chatdoc_server.languages import detect
from tests import files
from tests.answering.samples import SAMPLES
from tests.api_client import Client
from tests.conftest import StartService
from tests.service import Service


def markdown(language: str) -> bytes:
    """A small document: a title, sentences in two sections, and a table."""
    sample = SAMPLES[language]
    rows = [list(sample.heads), [sample.fees[0], "412", "398"], [sample.fees[1], "58", "61"]]
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    lines.insert(1, "|---|---|---|")
    blocks = [f"# {sample.fees[0]}", *sample.sentences, f"## {sample.heads[0]}", "\n".join(lines), ""]
    return "\n\n".join(blocks).encode()


def suggested(client: Client, upload_id: str) -> list[str]:
    questions: list[str] = client.data("GET", "/questions/suggested", upload_id=upload_id)
    return questions


@pytest.mark.proves("operation:GET /questions/suggested", "rule:questions.suggested")
@pytest.mark.parametrize("language", SAMPLES)
def test_five_are_answered_by_the_document_in_its_language(client: Client, language: str) -> None:
    upload_id = client.ready(markdown(language), f"{language}.md")
    questions = suggested(client, upload_id)
    assert len(questions) == len({question.casefold() for question in questions}) == 5
    shown = html.fromstring(client.http.get(f"/documents/{upload_id}/download").text)
    phrases = phrases_for(language)
    assert detect(" ".join(questions)) == language
    for question in questions:
        answer = client.ask(upload_id, question)
        assert not answer.text.startswith(phrases.not_stated), f"{question}: {answer.text}"
        assert answer.source_info, question
        for item in answer.source_info:
            places = [place for key, found in item.items() if key != "upload_id" for place in found]
            assert places
            for place in places:
                (node,) = shown.getroottree().xpath(place["xpath"])
                assert node.text_content().strip()


def test_they_are_kept_and_the_same_for_all_who_ask_at_once(start_service: StartService) -> None:
    service = start_service()
    with service.client() as client:
        upload_id = client.ready(files.book(6, seed=5))
        with ThreadPoolExecutor(4) as threads:
            lists = list(threads.map(lambda _: suggested(client, upload_id), range(4)))
        assert lists == [lists[0]] * 4
        assert len(lists[0]) == 5
    service.stop()
    with start_service(data_dir=service.data_dir).client() as client:
        assert suggested(client, upload_id) == lists[0]


def test_a_pdf_of_one_paragraph_has_its_questions_too(client: Client) -> None:
    text = (
        "The ferry to Larkfield leaves at seven in the morning. The captain sells tickets on board. "
        "Bicycles travel free of charge on every crossing."
    )
    upload_id = client.ready(files.note(text))
    questions = suggested(client, upload_id)
    assert len(questions) == 5
    assert any("ferry" in question.lower() for question in questions)


def test_what_stands_on_several_lines_is_asked_about_on_one(client: Client) -> None:
    page = (
        "<h1>Ferry<br>notices</h1><p>The ferry to Larkfield leaves at seven in the morning on every day.</p>"
        "<table><tr><th>Fee</th><th>In<br>2024</th></tr><tr><td>Mooring<br>dues</td><td>412</td></tr></table>"
    )
    questions = suggested(client, client.ready(page.encode(), "notices.html"))
    assert any("Ferry notices" in question for question in questions), questions
    assert [question for question in questions if question != " ".join(question.split())] == []


def test_a_collection_takes_them_from_its_documents_in_turn(client: Client) -> None:
    collection = client.data("POST", "/collections", json={"name": "Two"})["id"]
    facts = [files.facts(4, seed=seed) for seed in (21, 22)]
    for seed in (21, 22):
        client.ready(files.book(4, seed=seed), f"book-{seed}.pdf", collection_id=collection)
    questions = suggested(client, collection)
    assert len(questions) == len(set(questions)) == 5
    for question in questions:
        answer = client.ask(collection, question)
        assert not answer.text.startswith("The document does not state"), f"{question}: {answer.text}"
        assert answer.source_info
    things = [[fact.question.split("built")[0].removeprefix("What was ").strip() for fact in each] for each in facts]
    assert all(any(thing in question for question in questions for thing in each) for each in things), questions


@pytest.mark.proves("rule:questions.suggested-ready")
def test_only_what_is_ready_has_any(service: Service, client: Client) -> None:
    collection = client.data("POST", "/collections", json={"name": "Empty"})["id"]
    failed = client.upload(files.truncated())
    client.finished(failed)
    for upload_id in (collection, failed):
        reply = client.http.get("/questions/suggested", params={"upload_id": upload_id})
        assert reply.status_code == 400, reply.text
        assert "try again" in reply.json()["detail"] or "could not be taken in" in reply.json()["detail"]
    reply = client.http.get("/questions/suggested", params={"upload_id": "0" * 36})
    assert reply.status_code == 404
