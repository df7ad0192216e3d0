"""A user's own name and keys: listed, made, used, revoked."""

from collections.abc import Callable

import jwt
import pytest

from chatdoc_server.accounts.keys import MOST_KEYS
from tests import files
from tests.api_client import Client, Json
from tests.service import Service

NewClient = Callable[..., Client]


def keys(client: Client) -> list[Json]:
    found: list[Json] = client.data("GET", "/users/keys")
    return found


@pytest.mark.proves("operation:GET /users/me")
def test_whose_key_it_is(service: Service, new_client: NewClient) -> None:
    with service.client() as client:
        assert client.data("GET", "/users/me") == {"name": "local"}
    assert new_client().data("GET", "/users/me")["name"].startswith("test_whose_key_it_is")


@pytest.mark.proves("rule:beyond.own-keys", "operation:GET /users/keys", "operation:POST /users/keys")
@pytest.mark.proves("operation:DELETE /users/keys/{key_id}")
def test_a_key_is_made_used_and_revoked(service: Service, new_client: NewClient) -> None:
    client = new_client(elite_page=10)
    upload_id = client.ready(files.note())
    [first] = keys(client)
    assert (set(first), first["current"]) == ({"id", "hint", "created_at", "current"}, True)
    made = client.data("POST", "/users/keys")
    assert set(made) == set(first) | {"secret"}
    assert made["hint"] == f"{made['secret'][:7]}…{made['secret'][-4:]}"
    assert [(one["id"], one["current"]) for one in keys(client)] == [(first["id"], True), (made["id"], False)]
    token = jwt.encode({"upload_id": upload_id}, made["secret"], algorithm="HS256")
    with service.client(made["secret"]) as other, service.client("") as anonymous:
        assert [one["id"] for one in other.data("GET", "/documents")["items"]] == [upload_id]
        assert [one["current"] for one in keys(other)] == [False, True]
        elements = f"/documents/{upload_id}/elements"
        assert anonymous.http.get(elements, params={"token": token}).status_code == 200
        assert client.data("DELETE", f"/users/keys/{made['id']}") == {}
        assert other.http.get("/documents").status_code == 401
        assert anonymous.http.get(elements, params={"token": token}).status_code == 404
    assert [one["id"] for one in keys(client)] == [first["id"]]
    assert client.http.delete(f"/users/keys/{made['id']}").status_code == 404


@pytest.mark.proves("rule:beyond.own-keys")
def test_the_last_key_can_be_revoked_and_opens_nothing_at_once(new_client: NewClient) -> None:
    client = new_client()
    [only] = keys(client)
    client.data("DELETE", f"/users/keys/{only['id']}")
    for path in ("/documents", "/users/keys", "/users/me"):
        assert client.http.get(path).status_code == 401


def test_keys_of_others_are_neither_seen_nor_revoked(new_client: NewClient) -> None:
    mine, theirs = new_client(), new_client()
    [key] = keys(mine)
    for key_id in (key["id"], 0, -1, 10**6, 2**63, 10**30):
        assert theirs.http.delete(f"/users/keys/{key_id}").status_code == 404
    assert key["id"] not in {one["id"] for one in keys(theirs)}
    assert keys(mine) == [key]
    assert theirs.http.delete("/users/keys/one").status_code == 422


def test_keys_have_an_end(new_client: NewClient) -> None:
    client = new_client()
    for _ in range(MOST_KEYS - 1):
        client.data("POST", "/users/keys")
    reply = client.http.post("/users/keys")
    assert reply.status_code == 400
    assert "revoke" in reply.json()["detail"]
    client.data("DELETE", f"/users/keys/{keys(client)[-1]['id']}")
    client.data("POST", "/users/keys")
