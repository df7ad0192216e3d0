"""Document tokens: signed by a key of the owner, they open one document for reading and nothing else."""

import hmac
import time
from collections.abc import Callable, Generator

import httpx
import jwt
import pytest
from jwt.utils import base64url_encode

from tests import files
from tests.api_client import Client
from tests.service import Service

NewClient = Callable[..., Client]
GONE = {"data": {}, "detail": "This page has expired, please refresh the page and try again."}


@pytest.fixture
def upload_id(client: Client) -> str:
    found = client.data("GET", "/documents", name="token.pdf")["items"]
    return found[0]["id"] if found else client.ready(files.note(), "token.pdf")


@pytest.fixture
def anonymous(service: Service) -> Generator[Client]:
    """A client without a key."""
    with service.client("") as client:
        yield client


def signed(claims: dict[str, object], key: str, algorithm: str = "HS256") -> str:
    return jwt.encode(claims, key, algorithm=algorithm)


def get(client: Client, path: str, token: str, how: str) -> httpx.Response:
    if how == "query":
        return client.http.get(path, params={"token": token})
    return client.http.get(path, headers={"Authorization": f"Bearer {token}"})


@pytest.mark.proves("rule:tokens.opens", "operation:GET /documents/{upload_id}/elements")
@pytest.mark.parametrize("how", ["bearer", "query"])
def test_a_token_opens_its_document(service: Service, anonymous: Client, upload_id: str, how: str) -> None:
    token = signed({"upload_id": upload_id}, service.key)
    download = get(anonymous, f"/documents/{upload_id}/download", token, how)
    assert (download.status_code, download.content) == (200, files.note())
    elements = get(anonymous, f"/documents/{upload_id}/elements", token, how)
    assert elements.status_code == 200
    assert elements.json()["data"]


@pytest.mark.proves("rule:tokens.opens")
def test_any_key_of_the_owner_signs(service: Service, anonymous: Client, upload_id: str) -> None:
    with service.office() as office:
        key, secret = office.keys.create("local")
        token = signed({"upload_id": upload_id}, secret)
        assert get(anonymous, f"/documents/{upload_id}/download", token, "query").status_code == 200
        office.keys.revoke(key.id)
        revoked = get(anonymous, f"/documents/{upload_id}/download", token, "query")
        assert (revoked.status_code, revoked.json()) == (404, GONE)


@pytest.mark.proves("rule:tokens.nothing-else")
def test_a_token_opens_nothing_else(service: Service, anonymous: Client, client: Client, upload_id: str) -> None:
    token = signed({"upload_id": upload_id}, service.key)
    other = client.upload(files.note(), "other.pdf")
    reply = get(anonymous, f"/documents/{other}/download", token, "bearer")
    assert (reply.status_code, reply.json()) == (404, GONE)
    for method, path in [
        ("GET", f"/documents/{upload_id}"),
        ("DELETE", f"/documents/{upload_id}"),
        ("GET", f"/documents/{upload_id}/events"),
        ("GET", f"/pdf_parser/{upload_id}"),
        ("GET", "/documents"),
        ("GET", "/users/quota"),
        ("GET", "/questions"),
    ]:
        bearer = {"Authorization": f"Bearer {token}"}
        assert anonymous.http.request(method, path, headers=bearer).status_code == 401, path
        assert anonymous.http.request(method, path, params={"token": token}).status_code == 401, path
    asked = anonymous.http.post(
        "/questions",
        json={"upload_id": upload_id, "question": "When does it leave?"},
        headers={"Authorization": f"Bearer {token}"},
    )
    assert asked.status_code == 401


@pytest.mark.proves("rule:tokens.forged")
def test_what_was_not_signed_by_the_owner_opens_nothing(
    service: Service, anonymous: Client, new_client: NewClient, upload_id: str
) -> None:
    stranger = service.new_user("token-stranger")
    unsigned = jwt.encode({"upload_id": upload_id}, "", algorithm="none")
    expired = signed({"upload_id": upload_id, "exp": 1}, service.key)
    with pytest.warns(jwt.warnings.InsecureKeyLengthWarning):
        otherwise = signed({"upload_id": upload_id}, service.key, "HS512")
    for token in (
        signed({"upload_id": upload_id}, stranger),
        otherwise,
        signed({"upload_id": upload_id, "nbf": 2**40}, service.key),
        signed({}, service.key),
        signed({"upload_id": ["x"]}, service.key),
        unsigned,
        expired,
    ):
        reply = get(anonymous, f"/documents/{upload_id}/download", token, "query")
        assert (reply.status_code, reply.json()) == (404, GONE)
    for garbage in ("nonsense", "a.b.c", "", "ak-wrong"):
        assert get(anonymous, f"/documents/{upload_id}/download", garbage, "query").status_code == 401


def test_a_key_of_another_user_does_not_open_the_document(new_client: NewClient, upload_id: str) -> None:
    stranger = new_client()
    for path in ("download", "elements"):
        reply = stranger.http.get(f"/documents/{upload_id}/{path}")
        assert (reply.status_code, reply.json()) == (404, GONE)


def test_a_blocked_owner_s_tokens_open_nothing(service: Service, anonymous: Client) -> None:
    key = service.new_user("token-blocked", elite_page=10)
    with service.client(key) as owner:
        upload_id = owner.ready(files.note())
    token = signed({"upload_id": upload_id}, key)
    assert get(anonymous, f"/documents/{upload_id}/download", token, "query").status_code == 200
    with service.office() as office:
        office.users.block("token-blocked")
    assert get(anonymous, f"/documents/{upload_id}/download", token, "query").status_code == 404


@pytest.mark.proves("rule:tokens.forged")
@pytest.mark.parametrize(
    "claims",
    [
        b"[" * 20_000,
        b'{"upload_id":' * 2_000,
        b"\xff\xfe",
        b'"text"',
        b"[]",
        b'{"upload_id": null}',
        b'{"upload_id": 1e999}',
        b'{"upload_id": "\\ud800"}',
        b'{"upload_id": "%s", "exp": 1e999}',
        b'{"upload_id": "%s", "exp": "soon"}',
        b'{"upload_id": "%s", "nbf": {}}',
        b'{"upload_id": "%s", "iat": "now"}',
        b'{"upload_id": "%s", "aud": "somebody"}',
        b'{"upload_id": "%s", "exp": ' + b"9" * 5000 + b"}",
    ],
    ids=[str(number) for number in range(14)],
)
def test_odd_claims_open_nothing_even_when_they_are_signed(
    service: Service, anonymous: Client, upload_id: str, claims: bytes
) -> None:
    for head in (b'{"alg":"HS256","typ":"JWT"}', b'{"alg":"HS256","crit":["x"]}', b"[" * 5000, b'{"alg":5}'):
        signed_part = b".".join(base64url_encode(part) for part in (head, claims.replace(b"%s", upload_id.encode())))
        signature = hmac.digest(service.key.encode(), signed_part, "sha256")
        token = (signed_part + b"." + base64url_encode(signature)).decode()
        for how in ("bearer", "query"):
            reply = get(anonymous, f"/documents/{upload_id}/download", token, how)
            assert reply.status_code in {401, 404}, reply.text


def test_a_token_that_expires_later_opens_until_then(service: Service, anonymous: Client, upload_id: str) -> None:
    path = f"/documents/{upload_id}/download"
    for expires, status in [(int(time.time()) + 3600, 200), (int(time.time()) - 60, 404)]:
        token = signed({"upload_id": upload_id, "exp": expires}, service.key)
        assert get(anonymous, path, token, "query").status_code == status


@pytest.mark.proves("rule:tokens.nothing-else")
def test_a_collection_s_token_opens_none_of_its_documents(
    service: Service, anonymous: Client, client: Client, upload_id: str
) -> None:
    collection_id = client.data("POST", "/collections", json={"name": "Tokens"})["id"]
    body = {"collection_id": collection_id, "upload_ids": [upload_id]}
    [clone] = client.data("POST", "/collections/clone-documents", json=body)
    of_collection = signed({"upload_id": collection_id}, service.key)
    of_original = signed({"upload_id": upload_id}, service.key)
    for path in ("download", "elements"):
        for token in (of_collection, of_original):
            reply = get(anonymous, f"/documents/{clone['id']}/{path}", token, "query")
            assert (reply.status_code, reply.json()) == (404, GONE)
        own = get(
            anonymous, f"/documents/{clone['id']}/{path}", signed({"upload_id": clone["id"]}, service.key), "bearer"
        )
        assert own.status_code == 200
    assert get(anonymous, f"/documents/{collection_id}/download", of_collection, "query").status_code == 404


def test_a_token_of_a_document_that_was_deleted_opens_nothing(
    service: Service, anonymous: Client, client: Client
) -> None:
    gone = client.ready(files.note())
    token = signed({"upload_id": gone}, service.key)
    client.data("DELETE", f"/documents/{gone}")
    reply = get(anonymous, f"/documents/{gone}/download", token, "query")
    assert (reply.status_code, reply.json()) == (404, GONE)


@pytest.mark.proves("rule:tokens.nothing-else")
def test_a_token_asks_clones_and_uploads_nothing(service: Service, anonymous: Client, upload_id: str) -> None:
    bearer = {"Authorization": f"Bearer {signed({'upload_id': upload_id}, service.key)}"}
    for path, json in [
        ("/search", {"upload_id": upload_id, "query": "ferry"}),
        ("/questions/multi-documents", {"upload_ids": [upload_id], "question": "When?"}),
        ("/collections", {"name": "Mine"}),
        ("/collections/clone-documents", {"collection_id": upload_id, "upload_ids": [upload_id]}),
        ("/documents/website", {"website": "https://example.org/"}),
    ]:
        assert anonymous.http.post(path, json=json, headers=bearer).status_code == 401, path
    uploaded = anonymous.http.post("/documents/upload", files={"file": ("a.pdf", files.note())}, headers=bearer)
    assert uploaded.status_code == 401
    assert (
        anonymous.http.get("/questions/suggested", params={"upload_id": upload_id}, headers=bearer).status_code == 401
    )
