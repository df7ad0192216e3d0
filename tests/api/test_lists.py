"""Lists of documents and questions: newest first, piece by piece, each user's own."""

from collections.abc import Callable

import pytest

from tests import files
from tests.api_client import Client, Json

NewClient = Callable[..., Client]


def pieces(client: Client, path: str, limit: int, **params: object) -> list[list[Json]]:
    """All pieces of a list, by its cursors."""
    found, cursor = [], None
    while True:
        given: dict[str, object] = {"cursor": cursor} if cursor else {}
        page = client.data("GET", path, limit=limit, **given, **params)
        found.append(page["items"])
        cursor = page["next_cursor"]
        if cursor is None:
            return found


@pytest.mark.proves("operation:GET /documents", "rule:beyond.lists")
def test_documents_come_newest_first_each_once(new_client: NewClient) -> None:
    client = new_client(elite_page=100)
    uploaded = [client.upload(files.note(), f"Note {number}.pdf") for number in range(7)]
    seen = pieces(client, "/documents", 3)
    assert [len(piece) for piece in seen] == [3, 3, 1]
    assert [one["id"] for piece in seen for one in piece] == uploaded[::-1]
    assert [len(piece) for piece in pieces(client, "/documents", 7)] == [7]


def test_a_document_that_comes_between_two_pieces_moves_nothing(new_client: NewClient) -> None:
    client = new_client(elite_page=100)
    uploaded = [client.upload(files.note()) for _ in range(4)]
    first = client.data("GET", "/documents", limit=2)
    client.upload(files.note())
    client.data("DELETE", f"/documents/{uploaded[0]}")
    second = client.data("GET", "/documents", limit=2, cursor=first["next_cursor"])
    assert [one["id"] for one in first["items"] + second["items"]] == [uploaded[3], uploaded[2], uploaded[1]]
    assert second["next_cursor"] is None


def test_documents_are_found_by_a_part_of_their_name(new_client: NewClient) -> None:
    client = new_client(elite_page=100)
    for name in ("Årsrapport 2025.pdf", "100%_sure.pdf", "other.pdf"):
        client.upload(files.note(), name)

    def found(part: str) -> list[str]:
        return [one["name"] for one in client.data("GET", "/documents", name=part)["items"]]

    assert found("årsRAPPORT") == ["Årsrapport 2025.pdf"]
    assert found("%_") == ["100%_sure.pdf"]
    assert found("nothing of the kind") == []


@pytest.mark.proves("operation:GET /questions", "rule:beyond.lists")
def test_questions_come_newest_first_of_all_documents_or_one(new_client: NewClient) -> None:
    client = new_client(elite_page=100, question=100)
    first, second = client.ready(files.note()), client.ready(files.note("A second note about nothing."))
    asked = [client.ask(upload_id, "When does the ferry leave?").id for upload_id in (first, second, first, first)]
    seen = pieces(client, "/questions", 3)
    assert [one["id"] for piece in seen for one in piece] == asked[::-1]
    of_first = pieces(client, "/questions", 1, upload_id=first)
    assert [one["id"] for piece in of_first for one in piece] == [asked[3], asked[2], asked[0]]


def test_a_question_stays_readable_when_its_document_is_gone(new_client: NewClient) -> None:
    client = new_client(elite_page=100, question=100)
    upload_id = client.ready(files.note())
    answer = client.ask(upload_id, "When does the ferry leave?")
    client.data("DELETE", f"/documents/{upload_id}")
    assert client.data("GET", f"/questions/{answer.id}")["answer"] == answer.text


@pytest.mark.parametrize("path", ["/documents", "/questions"])
@pytest.mark.parametrize("cursor", ["nonsense", "LjEuMg", "!!!", "a" * 5000, "\x00", ""])
def test_a_cursor_that_is_not_ours_is_400(client: Client, path: str, cursor: str) -> None:
    reply = client.http.get(path, params={"cursor": cursor})
    assert reply.status_code == 400
    assert "cursor" in reply.json()["detail"]


@pytest.mark.parametrize("path", ["/documents", "/questions"])
@pytest.mark.parametrize("limit", ["0", "101", "-1", "many"])
def test_a_limit_out_of_bounds_is_422(client: Client, path: str, limit: str) -> None:
    reply = client.http.get(path, params={"limit": limit})
    assert reply.status_code == 422
    assert reply.json()["detail"][0]["loc"] == ["query", "limit"]


@pytest.mark.proves("rule:conventions.keys-apart")
def test_users_see_only_what_is_theirs(new_client: NewClient) -> None:
    mine, theirs = new_client(elite_page=10, question=10), new_client()
    upload_id = mine.ready(files.note())
    mine.ask(upload_id, "When does the ferry leave?")
    assert theirs.data("GET", "/documents")["items"] == []
    assert theirs.data("GET", "/questions")["items"] == []
