"""History, language and length of questions, over HTTP."""

import pytest

from tests import files
from tests.api_client import Client
from tests.service import Service

TURNS = [
    {"role": "user", "content": "What were mooring fees in 2024?"},
    {"role": "assistant", "content": "Mooring fees (2024): 412 thousand"},
]


@pytest.mark.proves("rule:questions.history")
def test_a_follow_up_is_answered_by_what_was_said_before(client: Client) -> None:
    upload_id = client.ready(files.report())
    answer = client.ask(upload_id, "and in 2023?", history=TURNS)
    assert "398" in answer.text
    assert client.data("GET", f"/questions/{answer.id}")["question"] == "and in 2023?"
    assert "104" in client.ask(upload_id, "What about pilot fees in 2023?", history=TURNS).text
    assert "58" in client.ask(upload_id, "What were crane hire in 2024?", history=TURNS).text


def test_a_pronoun_stands_for_what_was_asked(client: Client) -> None:
    upload_id = client.ready(files.book(12, seed=44))
    fact = files.facts(12, seed=44)[7]
    first = client.ask(upload_id, fact.question)
    history = [{"role": "user", "content": fact.question}, {"role": "assistant", "content": first.text}]
    assert f"“{fact.sentence}”" in client.ask(upload_id, "When was it built?", history=history).text


@pytest.mark.proves("rule:questions.language")
@pytest.mark.parametrize(
    ("language", "opening"),
    [
        ("de", "Im Dokument steht:"),
        ("fr-CA", "Le document indique :"),
        ("Japanese", "文書には"),
        ("中文", "文档中写道："),
    ],
)
def test_the_language_of_the_answer_can_be_named_as_people_name_it(client: Client, language: str, opening: str) -> None:
    upload_id = client.ready(files.note())
    answer = client.ask(upload_id, "When does the ferry to Larkfield leave?", language=language)
    assert answer.text.startswith(opening)
    assert "The ferry to Larkfield leaves at seven in the morning." in answer.text


def test_an_unknown_language_leaves_the_questions_own(client: Client) -> None:
    upload_id = client.ready(files.note())
    for language in ("Klingon", "", "xx-YY"):
        answer = client.ask(upload_id, "When does the ferry to Larkfield leave?", language=language)
        assert answer.text.startswith("The document says:")


@pytest.mark.parametrize("question", ["Wann fährt die Fähre nach Larkfield ab?", "渡船什么时候开往拉克菲尔德？"])
def test_a_question_in_another_language_than_the_document_is_answered_by_meaning(client: Client, question: str) -> None:
    upload_id = client.ready(files.note("The ferry to Larkfield leaves at seven in the morning. Dogs may not enter."))
    answer = client.ask(upload_id, question)
    assert "The ferry to Larkfield leaves at seven in the morning." in answer.text.splitlines()[1]
    assert answer.source_info


@pytest.mark.proves("rule:questions.tokens")
def test_question_history_and_selection_together_have_a_limit(service: Service, client: Client) -> None:
    upload_id = client.ready(files.note())

    def asked(characters: int, word: str = "a") -> int:
        """The status of a question with a history of so many characters."""
        history = [{"role": "user", "content": word * characters}]
        body = {"upload_id": upload_id, "question": "When?", "history": history, "stream": False}
        return client.http.post("/questions", json=body).status_code

    # "When?" has 2 tokens; a character of ASCII has 0.3, a Chinese one 1, a digit 1.
    for word, most in (("a", 26_656), ("中", 7997), ("7", 7997)):
        assert asked(most, word) == 200, word
        assert asked(most + 4, word) == 400, word


def test_a_long_selection_counts(client: Client) -> None:
    upload_id = client.ready(files.note())
    selected = {"material": "中" * 8001, "upload_id": upload_id, "rects": [{"pageNumber": 1, "outline": [1, 1, 9, 9]}]}
    body = {"upload_id": upload_id, "question": "When?", "selected_meta": selected}
    reply = client.http.post("/questions", json=body)
    assert reply.status_code == 400
    assert "8000 tokens" in reply.json()["detail"]
