"""Fixtures of the accounts tests."""

import pytest
from sqlalchemy import Engine

from chatdoc_server.accounts.quota import Quota
from chatdoc_server.accounts.users import User, Users
from tests.backends import (
    engine,
    new_postgres,
    new_sqlite,
    postgres,
    postgres_template,
    shared_postgres,
    sqlite_template,
)

__all__ = [
    "engine",
    "new_postgres",
    "new_sqlite",
    "postgres",
    "postgres_template",
    "shared_postgres",
    "sqlite_template",
]


class Clock:
    """A clock that a test sets."""

    def __init__(self, now: int) -> None:
        self.now = now

    def __call__(self) -> int:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock(1_000_000)


@pytest.fixture
def users(engine: Engine, clock: Clock) -> Users:
    return Users(engine, now=clock)


@pytest.fixture
def ann(users: Users) -> User:
    return users.create("ann")


@pytest.fixture
def quota(engine: Engine, clock: Clock) -> Quota:
    return Quota(engine, now=clock)
