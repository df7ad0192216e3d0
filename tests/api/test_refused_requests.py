"""Requests that can't be served: each gets its own answer in the one envelope, and the service goes on."""

from collections.abc import Callable
from typing import Any

import pytest

from tests import files
from tests.api_client import Client
from tests.service import Service

NewClient = Callable[..., Client]
GONE = {"data": {}, "detail": "This page has expired, please refresh the page and try again."}
NOBODY = "00000000-0000-4000-8000-000000000000"
QUESTION = {"upload_id": NOBODY, "question": "What?"}
CALLS: list[tuple[str, str, Any]] = [
    ("GET", "/documents", None),
    ("GET", f"/documents/{NOBODY}", None),
    ("DELETE", f"/documents/{NOBODY}", None),
    ("GET", f"/documents/{NOBODY}/download", None),
    ("GET", f"/documents/{NOBODY}/elements", None),
    ("GET", f"/documents/{NOBODY}/events", None),
    ("GET", f"/pdf_parser/{NOBODY}", None),
    ("GET", "/users/quota", None),
    ("GET", "/questions", None),
    ("GET", "/questions/1", None),
    ("POST", "/questions", QUESTION),
    ("POST", "/search", {"upload_id": NOBODY, "query": "What?"}),
]


@pytest.fixture
def upload_id(client: Client) -> str:
    found = [one for one in client.data("GET", "/documents", name="refused.pdf")["items"] if one["status"] == 300]
    return found[0]["id"] if found else client.ready(files.note(), "refused.pdf")


@pytest.mark.proves("rule:conventions.status-401", "rule:conventions.bearer")
@pytest.mark.parametrize(("method", "path", "body"), CALLS)
def test_without_a_good_key_every_call_is_401(service: Service, method: str, path: str, body: object) -> None:
    with service.office() as office:
        key, revoked = office.keys.create("local")
        office.keys.revoke(key.id)
    wrong = ["", "ak-", "ak-" + "x" * 43, service.key[:-1], service.key + "x", "nonsense", revoked]
    for secret in wrong:
        with service.client(secret) as client:
            reply = client.http.request(method, path, json=body)
            assert reply.status_code == 401, secret
            assert set(reply.json()) == {"detail"}
            assert reply.headers["www-authenticate"] == "Bearer"


@pytest.mark.proves("rule:conventions.status-401")
def test_another_scheme_than_bearer_is_401(service: Service) -> None:
    with service.client("") as client:
        for header in (f"Basic {service.key}", service.key, "Bearer"):
            assert client.http.get("/users/quota", headers={"Authorization": header}).status_code == 401


@pytest.mark.proves("rule:conventions.status-403")
@pytest.mark.parametrize(("method", "path", "body"), CALLS)
def test_a_blocked_user_is_told_so(service: Service, method: str, path: str, body: object) -> None:
    name = f"blocked by {method} {path}"[:80]
    key = service.new_user(name)
    with service.office() as office, service.client(key) as client:
        office.users.block(name)
        reply = client.http.request(method, path, json=body)
        assert reply.status_code == 403
        assert reply.json()["data"] == {"reason": "banned"}
        assert reply.json()["detail"]


@pytest.mark.proves("rule:conventions.status-404")
@pytest.mark.parametrize(("method", "path", "body"), [call for call in CALLS if NOBODY in str(call)])
def test_what_is_not_there_is_always_the_same_404(client: Client, method: str, path: str, body: object) -> None:
    reply = client.http.request(method, path, json=body)
    assert (reply.status_code, reply.json()) == (404, GONE)


@pytest.mark.parametrize("odd", ["nonsense", "1", "%00", "%F0%9F%93%84", "x" * 2000, NOBODY.upper() + "x", "'; --"])
def test_a_malformed_id_is_the_same_404(client: Client, odd: str) -> None:
    for path in ("", "/download", "/elements", "/events"):
        reply = client.http.get(f"/documents/{odd}{path}")
        assert (reply.status_code, reply.json()) == (404, GONE)
    assert client.http.delete(f"/documents/{odd}").status_code == 404


@pytest.mark.parametrize("odd", ["0", "-1", str(2**63 - 1), str(2**63), "9" * 40])
def test_a_question_that_is_not_there_is_404(client: Client, odd: str) -> None:
    reply = client.http.get(f"/questions/{odd}")
    assert (reply.status_code, reply.json()) == (404, GONE)


def test_a_question_id_that_is_no_number_is_422(client: Client) -> None:
    reply = client.http.get("/questions/nonsense")
    assert (reply.status_code, reply.json()["detail"][0]["loc"]) == (422, ["path", "question_id"])


@pytest.mark.proves("rule:conventions.status-422", "rule:questions.length")
@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"question": ""}, ["body", "question"]),
        ({"question": "x" * 3001}, ["body", "question"]),
        ({"question": None}, ["body", "question"]),
        ({"question": 5}, ["body", "question"]),
        ({"upload_id": "short"}, ["body", "upload_id"]),
        ({"model_type": "gpt-2"}, ["body", "model_type"]),
        ({"stream": "perhaps"}, ["body", "stream"]),
        ({"history": [{"role": "system", "content": "x"}]}, ["body", "history", 0, "role"]),
        ({"history": "x"}, ["body", "history"]),
        ({"selected_meta": {"material": "x"}}, None),
        (
            {"selected_meta": {"material": "x", "upload_id": NOBODY, "rects": [{"pageNumber": 0, "outline": [1] * 4}]}},
            None,
        ),
    ],
)
def test_a_question_of_the_wrong_form_is_422(
    client: Client, upload_id: str, change: dict[str, object], place: list[str | int] | None
) -> None:
    reply = client.http.post("/questions", json={"upload_id": upload_id, "question": "What?", **change})
    assert reply.status_code == 422
    if place is not None:
        assert reply.json()["detail"][0]["loc"] == place


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"nonsense", b'"text"', b"\xff\xfe", b"[" * 5000])
def test_wrong_json_is_422_or_400(client: Client, body: bytes) -> None:
    for path in ("/questions", "/search"):
        reply = client.http.post(path, content=body, headers={"Content-Type": "application/json"})
        assert reply.status_code in {400, 422}
        assert reply.json()["detail"]


@pytest.mark.proves("rule:conventions.status-400", "rule:sources.markers-need-document", "rule:questions.tokens")
@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"upload_id": None}, "upload_id"),
        ({"detailed_citation": True, "search_entire_doc": False}, "search_entire_doc"),
        ({"history": [{"role": "user", "content": "word " * 10_000}]}, "8000 tokens"),
    ],
)
def test_a_question_that_can_t_be_asked_is_400(
    client: Client, upload_id: str, change: dict[str, object], words: str
) -> None:
    before = client.data("GET", "/users/quota")["package"]["question"]
    reply = client.http.post("/questions", json={"upload_id": upload_id, "question": "What?", **change})
    assert reply.status_code == 400
    assert words in reply.json()["detail"]
    assert client.data("GET", "/users/quota")["package"]["question"] == before


@pytest.mark.proves("rule:conventions.status-400")
def test_a_document_that_is_not_ready_can_t_be_asked(new_client: NewClient) -> None:
    client = new_client(elite_page=1000, question=10)
    upload_ids = [client.upload(files.book(20, seed=40)) for _ in range(4)]
    for path, body in [("/questions", {"question": "What?"}), ("/search", {"query": "What?"})]:
        reply = client.http.post(path, json={"upload_id": upload_ids[-1], **body})
        assert reply.status_code == 400
        assert "still being worked on" in reply.json()["detail"]
    assert client.data("GET", "/questions")["items"] == []
    for upload_id in upload_ids:
        client.data("DELETE", f"/documents/{upload_id}")


@pytest.mark.parametrize("odd", ["nul \x00 here", "\U0001f4c4 " * 700, " ", "\n\n", "?!"])
def test_odd_characters_in_a_question_break_nothing(client: Client, upload_id: str, odd: str) -> None:
    answer = client.ask(upload_id, odd)
    assert answer.source_info is not None
    assert client.data("GET", f"/questions/{answer.id}")["id"] == answer.id
    assert isinstance(client.data("POST", "/search", json={"upload_id": upload_id, "query": odd}), list)


def test_half_a_character_in_a_question_breaks_nothing(client: Client, upload_id: str) -> None:
    headers = {"Content-Type": "application/json"}
    for stream in ("true", "false"):
        body = f'{{"upload_id": "{upload_id}", "question": "lone \\ud800 half", "stream": {stream}}}'
        reply = client.http.post("/questions", content=body, headers=headers)
        assert reply.status_code in {200, 422}
    body = f'{{"upload_id": "{upload_id}", "query": "lone \\ud800 half"}}'
    assert client.http.post("/search", content=body, headers=headers).status_code in {200, 422}


@pytest.mark.parametrize(
    "body",
    [
        {"query": "What?", "limit": 0},
        {"query": "What?", "limit": 101},
        {"query": ""},
        {"query": "x" * 3001},
        {"query": "What?", "upload_ids": []},
        {"query": "What?", "upload_ids": [NOBODY] * 31},
        {"upload_id": NOBODY},
    ],
)
def test_a_search_of_the_wrong_form_is_422(client: Client, body: dict[str, object]) -> None:
    assert (
        client.http.post("/search", json={"upload_id": NOBODY, **body} if "query" in body else body).status_code == 422
    )


def test_a_search_of_nothing_is_400(client: Client) -> None:
    assert client.http.post("/search", json={"query": "What?"}).status_code == 400


def test_a_path_that_is_not_there_is_the_same_404(client: Client) -> None:
    for path in ("/nothing", "/documents/a/b/c", "/users"):
        reply = client.http.get(path)
        assert (reply.status_code, reply.json()) == (404, GONE)


def test_a_method_that_is_not_there_is_405_with_a_reason(client: Client) -> None:
    reply = client.http.put("/documents")
    assert (reply.status_code, set(reply.json())) == (405, {"detail"})
