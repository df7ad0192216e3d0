"""Users and what shuts them out."""

import pytest

from chatdoc_server.accounts.users import User, Users
from chatdoc_server.errors import BadRequest


def test_a_user_is_found_by_name(users: Users, ann: User) -> None:
    bob = users.create("Bob Ørsted")
    assert users.get("ann") == ann
    assert users.list() == [ann, bob]
    assert (ann.name, ann.blocked, ann.created_at) == ("ann", False, 1_000_000)


def test_a_name_is_taken_once(users: Users, ann: User) -> None:
    with pytest.raises(BadRequest, match="'ann' already"):
        users.create("ann")
    assert users.list() == [ann]


@pytest.mark.parametrize("name", ["", "  ", "x" * 81, "two\nlines", "\x00", "\ud800"])
def test_a_name_is_one_printable_line(users: Users, name: str) -> None:
    with pytest.raises(BadRequest, match="characters"):
        users.create(name)


@pytest.mark.parametrize("name", ["nobody", "", "\x00", "\ud800"])
def test_an_unknown_user_is_named(users: Users, name: str) -> None:
    for call in (users.get, users.block, users.unblock):
        with pytest.raises(BadRequest, match="no user named"):
            call(name)


def test_a_user_is_blocked_and_let_in_again(users: Users, ann: User) -> None:
    assert users.block("ann").blocked
    assert users.block("ann").blocked
    assert users.get("ann").blocked
    assert not users.unblock("ann").blocked
    assert not users.block("ann", blocked=False).blocked
    assert users.get("ann") == ann
