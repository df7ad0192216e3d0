"""API keys: what they open, what is kept of them, and the key that keeps them."""

import base64
import os
import re
import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, select, update

from chatdoc_server.accounts.keys import Keys, MasterKeyMismatch, load_master_key
from chatdoc_server.accounts.users import User, Users
from chatdoc_server.errors import BadRequest, NotFound, Unauthorized, UserBlocked
from chatdoc_server.storage.database import reading, writing
from chatdoc_server.storage.tables import api_keys
from tests.accounts.conftest import Clock

MASTER_KEY = bytes(range(32))


@pytest.fixture
def keys(engine: Engine, clock: Clock) -> Keys:
    return Keys(engine, MASTER_KEY, now=clock)


def test_a_key_opens_what_its_user_owns(keys: Keys, ann: User) -> None:
    first, secret = keys.create("ann")
    _, other = keys.create("ann")
    assert re.fullmatch(r"ak-[A-Za-z0-9_-]{43}", secret)
    assert secret != other
    assert keys.authenticate(secret) == keys.authenticate(other) == ann
    assert (first.user_id, first.created_at, first.revoked_at) == (ann.id, 1_000_000, None)
    assert first.hint == f"{secret[:7]}…{secret[-4:]}"


@pytest.mark.proves("rule:conventions.status-401")
@pytest.mark.parametrize(
    "spoil",
    [
        lambda secret: "",
        lambda secret: secret[:-1],
        lambda secret: secret + "A",
        lambda secret: secret.upper(),
        lambda secret: secret[3:],
        lambda secret: f" {secret}",
        lambda secret: f"{secret}\n",
        lambda secret: "ak-" + "A" * 43,
        lambda secret: "ak-" + "é" * 43,
        lambda secret: "ak-" + "\x00" * 43,
        lambda secret: "' OR 1=1 --",
    ],
)
def test_anything_else_opens_nothing(keys: Keys, ann: User, spoil: Callable[[str], str]) -> None:
    _, secret = keys.create("ann")
    with pytest.raises(Unauthorized):
        keys.authenticate(spoil(secret))


def test_a_revoked_key_opens_nothing(keys: Keys, ann: User, clock: Clock) -> None:
    (first, secret), (second, other) = keys.create("ann"), keys.create("ann")
    clock.now += 5
    assert keys.revoke(first.id).revoked_at == clock.now
    clock.now += 5
    assert keys.revoke(first.id).revoked_at == clock.now - 5
    with pytest.raises(Unauthorized):
        keys.authenticate(secret)
    assert keys.authenticate(other) == ann
    assert keys.secrets_of(ann.id) == [other]
    assert [(key.id, key.revoked_at is None) for key in keys.list("ann")] == [(first.id, False), (second.id, True)]


def test_a_user_s_own_keys(users: Users, keys: Keys, ann: User) -> None:
    bob = users.create("bob")
    first, secret = keys.create("ann")
    second, _ = keys.create_own(ann)
    foreign, _ = keys.create("bob")
    assert keys.open(secret) == (ann, first.id)
    assert keys.live(ann.id) == [first, second]
    for key_id in (foreign.id, 0, -1, 2**63, 10**9):
        with pytest.raises(NotFound):
            keys.revoke_own(ann.id, key_id)
    keys.revoke_own(ann.id, first.id)
    with pytest.raises(NotFound):
        keys.revoke_own(ann.id, first.id)
    with pytest.raises(Unauthorized):
        keys.open(secret)
    assert (keys.live(ann.id), keys.live(bob.id)) == ([second], [foreign])


def test_a_key_is_revoked_by_its_hint(engine: Engine, keys: Keys, ann: User) -> None:
    (first, _), (_, secret) = keys.create("ann"), keys.create("ann")
    assert keys.revoke(first.hint).id == first.id
    with writing(engine) as connection:
        connection.execute(update(api_keys).values(hint="ak-same…same"))
    with pytest.raises(BadRequest, match="Several"):
        keys.revoke("ak-same…same")
    assert keys.secrets_of(ann.id) == [secret]


@pytest.mark.parametrize("key", [0, 99, "ak-none…none", ""])
def test_an_unknown_key_is_named(keys: Keys, ann: User, key: int | str) -> None:
    with pytest.raises(BadRequest, match="no key"):
        keys.revoke(key)


def test_a_blocked_user_is_told_so(users: Users, keys: Keys, ann: User) -> None:
    key, secret = keys.create("ann")
    users.block("ann")
    with pytest.raises(UserBlocked):
        keys.authenticate(secret)
    assert keys.secrets_of(ann.id) == []
    keys.revoke(key.id)
    with pytest.raises(Unauthorized):
        keys.authenticate(secret)


def test_keys_belong_to_their_user_alone(users: Users, keys: Keys, ann: User) -> None:
    bob = users.create("bob")
    (mine, secret), (theirs, other) = keys.create("ann"), keys.create("bob")
    assert (keys.list("ann"), keys.list("bob")) == ([mine], [theirs])
    assert (keys.secrets_of(ann.id), keys.secrets_of(bob.id)) == ([secret], [other])
    assert keys.authenticate(other) == bob
    with pytest.raises(BadRequest, match="no user"):
        keys.create("nobody")


def test_nobody_reads_a_secret_from_the_database(engine: Engine, keys: Keys, ann: User) -> None:
    _, secret = keys.create("ann")
    with reading(engine) as connection:
        row = connection.execute(select(api_keys)).one()
    kept = b"".join(str(value).encode() if not isinstance(value, bytes) else value for value in row)
    assert secret.encode() not in kept
    assert secret[3:].encode() not in kept


def test_a_sealed_secret_opens_in_its_own_row_only(engine: Engine, keys: Keys, ann: User) -> None:
    (first, _), (second, _) = keys.create("ann"), keys.create("ann")
    with writing(engine) as connection:
        sealed = connection.scalar(select(api_keys.c.sealed).where(api_keys.c.id == first.id))
        connection.execute(update(api_keys).where(api_keys.c.id == second.id).values(sealed=sealed))
    with pytest.raises(MasterKeyMismatch):
        keys.secrets_of(ann.id)


def test_another_master_key_opens_no_secret(engine: Engine, keys: Keys, ann: User, clock: Clock) -> None:
    _, secret = keys.create("ann")
    other = Keys(engine, bytes(32), now=clock)
    assert other.authenticate(secret) == ann
    with pytest.raises(MasterKeyMismatch):
        other.secrets_of(ann.id)


@pytest.mark.parametrize("size", [0, 16, 31, 33])
def test_a_master_key_has_32_bytes(engine: Engine, size: int, clock: Clock) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Keys(engine, bytes(size), now=clock)


def test_authentication_is_one_query(engine: Engine, keys: Keys, ann: User) -> None:
    _, secret = keys.create("ann")
    asked: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *call: asked.append(call[2]))
    keys.authenticate(secret)
    assert [one for one in asked if not one.startswith("BEGIN")] == [one for one in asked if one.startswith("SELECT")]
    assert len([one for one in asked if one.startswith("SELECT")]) == 1
    with pytest.raises(Unauthorized):
        keys.authenticate("nonsense")
    assert len([one for one in asked if one.startswith("SELECT")]) == 1


def test_the_master_key_is_made_once_and_for_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "master-key"
    key = load_master_key(path)
    assert len(key) == 32
    assert load_master_key(path) == key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert base64.b64decode(path.read_text()) == key
    assert list(tmp_path.iterdir()) == [path]


def test_all_who_make_the_master_key_at_once_get_the_same(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        with ThreadPoolExecutor(16) as pool:
            made = set(pool.map(lambda _: load_master_key(tmp_path / "master-key"), range(16)))
    finally:
        os.umask(old)
    assert len(made) == 1
    assert [(path.name, stat.S_IMODE(path.stat().st_mode)) for path in tmp_path.iterdir()] == [("master-key", 0o600)]


@pytest.mark.parametrize("content", ["", "not base64!", "c2hvcnQ="])
def test_a_damaged_master_key_is_not_replaced(tmp_path: Path, content: str) -> None:
    path = tmp_path / "master-key"
    path.write_text(content)
    with pytest.raises(ValueError, match="32 bytes in base64"):
        load_master_key(path)
    assert path.read_text() == content
