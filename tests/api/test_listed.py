"""What lists of documents tell, how they are narrowed, and other names."""

from collections.abc import Callable

import pytest

from tests import files
from tests.api.test_lists import pieces
from tests.api_client import Client, Json
from tests.service import wait_for

NewClient = Callable[..., Client]
QUESTION = "When does the ferry leave?"
MARKDOWN = b"# Ferries\n\nThe ferry to Larkfield leaves at seven in the morning.\n"


def details(client: Client, upload_id: str) -> Json:
    found: Json = client.data("GET", f"/documents/{upload_id}/details")
    return found


def collection(client: Client, name: str = "Reports") -> str:
    made: str = client.data("POST", "/collections", json={"name": name})["id"]
    return made


@pytest.mark.proves("rule:beyond.listed", "operation:GET /documents/{upload_id}/details")
def test_a_paged_document_tells_its_pages(new_client: NewClient) -> None:
    client = new_client(basic_page=10, question=10)
    upload_id = client.ready(files.report(), "report.pdf", package_type="basic")
    client.ask(upload_id, QUESTION)
    client.ask(upload_id, QUESTION)
    [one] = client.data("GET", "/documents")["items"]
    assert one == details(client, upload_id)
    short = client.document(upload_id)
    assert {name: one[name] for name in short} == short
    assert {name: value for name, value in one.items() if name not in short} == {
        "package_type": "basic",
        "format": "pdf",
        "layout": "paged",
        "page_count": 2,
        "ocr_page_count": 0,
        "token_count": None,
        "pages_done": 2,
        "collection_id": None,
        "updated_at": one["updated_at"],
        "url": None,
        "question_count": 2,
        "document_count": None,
    }
    assert short["created_at"] <= one["updated_at"] <= short["created_at"] + 120


@pytest.mark.proves("rule:beyond.listed")
def test_a_flowing_document_tells_its_tokens(new_client: NewClient) -> None:
    client = new_client(documents_tokens=10_000)
    one = details(client, client.ready(MARKDOWN, "ferries.md"))
    assert (one["format"], one["layout"], one["page_count"]) == ("md", "flowing", None)
    assert one["token_count"] == client.data("GET", "/users/quota")["package"]["documents_tokens"]["used_count"]


@pytest.mark.proves("rule:beyond.listed")
def test_a_document_that_is_read_tells_how_far_it_is(new_client: NewClient) -> None:
    client = new_client(elite_page=1000)
    upload_id = client.upload(files.book(120, seed=70))
    seen: list[Json] = []

    def is_done() -> bool:
        seen.append(details(client, upload_id))
        return bool(seen[-1]["status"] == 300)

    wait_for(is_done, "the document to be ready", pause=0.02)
    done = [one["pages_done"] for one in seen]
    assert done == sorted(done)
    assert done[-1] == 120
    assert any(one["page_count"] == 120 and 0 < one["pages_done"] < 120 for one in seen)


@pytest.mark.proves("rule:beyond.listed")
def test_a_file_that_can_not_be_read_has_no_layout(new_client: NewClient) -> None:
    client = new_client(elite_page=10)
    upload_id = client.upload(b"\x00\x01\x02 no document", "secret.bin")
    client.finished(upload_id)
    one = details(client, upload_id)
    assert (one["format"], one["layout"], one["page_count"]) == (None, None, None)
    assert one["error_msg"]["error_code"] == -1


@pytest.mark.proves("rule:beyond.listed")
def test_a_collection_tells_the_sums_of_its_documents(new_client: NewClient) -> None:
    client = new_client(elite_page=10, documents_tokens=10_000, question=10)
    collection_id = collection(client)
    empty = details(client, collection_id)
    assert (empty["document_count"], empty["page_count"], empty["layout"]) == (0, 0, None)
    first = client.ready(files.report(), collection_id=collection_id)
    flowing = client.ready(MARKDOWN, "ferries.md", collection_id=collection_id)
    client.ready(files.note(), collection_id=collection_id)
    client.ask(collection_id, QUESTION)
    client.ask(first, QUESTION)
    one = details(client, collection_id)
    assert (one["document_count"], one["page_count"], one["pages_done"]) == (3, 3, 3)
    assert one["token_count"] == details(client, flowing)["token_count"]
    assert (one["question_count"], details(client, first)["question_count"]) == (1, 1)
    assert details(client, first)["collection_id"] == collection_id
    assert [shown["id"] for shown in client.data("GET", "/documents")["items"]] == [collection_id]


@pytest.mark.proves("rule:beyond.filters")
def test_documents_of_a_collection_come_newest_first_each_once(new_client: NewClient) -> None:
    client = new_client(elite_page=100)
    collection_id, other = collection(client), collection(client, "Others")
    for name in ("alone.pdf", "Harbour alone.pdf"):
        client.upload(files.note(), name)
    client.upload(files.note(), "elsewhere.pdf", collection_id=other)
    inside = [client.upload(files.note(), f"Harbour {n}.pdf", collection_id=collection_id) for n in range(5)]
    seen = pieces(client, "/documents", 2, collection_id=collection_id)
    assert [len(piece) for piece in seen] == [2, 2, 1]
    assert [one["id"] for piece in seen for one in piece] == inside[::-1]
    assert all(one["type"] == "doc_of_collection" for piece in seen for one in piece)
    named = client.data("GET", "/documents", collection_id=collection_id, name="harbour 3")["items"]
    assert [one["id"] for one in named] == [inside[3]]


@pytest.mark.proves("rule:beyond.filters")
def test_documents_of_one_type(new_client: NewClient) -> None:
    client = new_client(elite_page=100)
    collection_id = collection(client)
    alone = client.upload(files.note())
    inside = client.upload(files.note(), collection_id=collection_id)

    def found(**params: object) -> list[str]:
        return [one["id"] for one in client.data("GET", "/documents", **params)["items"]]

    assert found() == [alone, collection_id]
    assert found(type="collection") == [collection_id]
    assert found(type="single_doc") == [alone]
    assert found(type="doc_of_collection") == [inside]
    assert found(type="single_doc", collection_id=collection_id) == []
    assert client.http.get("/documents", params={"type": "folder"}).status_code == 422


def test_only_one_s_own_collection_is_listed(new_client: NewClient) -> None:
    mine, theirs = new_client(elite_page=10), new_client()
    alone, collection_id = mine.upload(files.note()), collection(mine)
    for client, named in ((theirs, collection_id), (mine, alone), (mine, "0" * 36)):
        assert client.http.get("/documents", params={"collection_id": named}).status_code == 404
    assert theirs.http.get(f"/documents/{alone}/details").status_code == 404


@pytest.mark.proves("operation:GET /questions")
def test_questions_tell_what_was_asked_and_how_it_ended(new_client: NewClient) -> None:
    client = new_client(elite_page=10, question=10)
    ids = [client.ready(files.note()), client.ready(files.report())]
    client.ask(ids[0], QUESTION)
    client.data("POST", "/questions/multi-documents", json={"upload_ids": ids, "question": QUESTION, "stream": False})
    both, one = client.data("GET", "/questions", upload_id=ids[0])["items"]
    assert (one["upload_ids"], one["state"]) == ([ids[0]], "done")
    assert (both["upload_ids"], both["state"]) == (ids, "done")


@pytest.mark.proves("rule:beyond.rename", "operation:PATCH /documents/{upload_id}")
def test_another_name(new_client: NewClient) -> None:
    client = new_client(elite_page=10)
    upload_id = client.ready(files.note(), "scan_0001.pdf")
    renamed = client.data("PATCH", f"/documents/{upload_id}", json={"name": " Årsrapport 2025/26\u200e "})
    assert renamed["name"] == "Årsrapport 2025/26"
    assert renamed == details(client, upload_id)
    assert client.document(upload_id)["name"] == "Årsrapport 2025/26"
    assert [one["id"] for one in client.data("GET", "/documents", name="ÅRSRAPPORT")["items"]] == [upload_id]
    assert client.data("GET", "/documents", name="scan_0001")["items"] == []
    assert "filename*=UTF-8''" in client.http.get(f"/documents/{upload_id}/download").headers["content-disposition"]


@pytest.mark.proves("rule:beyond.rename")
def test_a_name_given_while_the_document_is_read_stays(new_client: NewClient) -> None:
    client = new_client(elite_page=1000)
    upload_id = client.upload(files.book(60, seed=71), "before.pdf")
    wait_for(lambda: client.document(upload_id)["status"] >= 40, "the document to be read")
    client.data("PATCH", f"/documents/{upload_id}", json={"name": "after.pdf"})
    document = client.finished(upload_id)
    assert (document["status"], document["name"]) == (300, "after.pdf")


@pytest.mark.proves("rule:beyond.rename")
def test_a_collection_has_a_shorter_name(new_client: NewClient) -> None:
    client = new_client(elite_page=10)
    collection_id, upload_id = collection(client), client.upload(files.note())
    assert client.data("PATCH", f"/documents/{collection_id}", json={"name": "n" * 80})["name"] == "n" * 80
    reply = client.http.patch(f"/documents/{collection_id}", json={"name": "n" * 81})
    assert reply.status_code == 400
    assert "80 characters" in reply.json()["detail"]
    assert client.data("PATCH", f"/documents/{upload_id}", json={"name": "n" * 255})["name"] == "n" * 255


@pytest.mark.parametrize(
    ("name", "status"),
    [("", 422), ("n" * 256, 422), (None, 422), (7, 422), ("  ", 400), ("..", 400), ("\x00\n\u200b", 400)],
)
def test_what_is_no_name_is_refused(client: Client, name: object, status: int) -> None:
    upload_id = client.upload(files.note(), "kept.pdf")
    assert client.http.patch(f"/documents/{upload_id}", json={"name": name}).status_code == status
    assert client.document(upload_id)["name"] == "kept.pdf"


def test_only_what_is_one_s_own_is_renamed(new_client: NewClient) -> None:
    mine, theirs = new_client(elite_page=10), new_client()
    upload_id = mine.upload(files.note(), "mine.pdf")
    for named in (upload_id, "0" * 36, "nonsense"):
        assert theirs.http.patch(f"/documents/{named}", json={"name": "theirs"}).status_code == 404
    assert mine.document(upload_id)["name"] == "mine.pdf"


def test_pages_of_other_origins_may_rename(client: Client) -> None:
    asked = {"Origin": "https://intranet.example", "Access-Control-Request-Method": "PATCH"}
    reply = client.http.options("/documents/x", headers=asked)
    assert reply.status_code == 200
    assert "PATCH" in reply.headers["access-control-allow-methods"]
