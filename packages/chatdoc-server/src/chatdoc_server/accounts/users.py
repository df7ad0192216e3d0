"""Those who own documents, keys and packages."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, Row, insert, select, update
from sqlalchemy.exc import IntegrityError

from chatdoc_server.errors import BadRequest
from chatdoc_server.storage.database import reading, writing
from chatdoc_server.storage.tables import users
from chatdoc_server.storage.text import storable

NAME_LENGTH = 80


@dataclass(frozen=True, slots=True)
class User:
    """A user; `created_at` is in Unix seconds."""

    id: int
    name: str
    blocked: bool
    created_at: int


COLUMNS = [users.c[name] for name in User.__slots__]


class Users:
    """The users table."""

    def __init__(self, engine: Engine, *, now: Callable[[], int]) -> None:
        """Works on `engine`; `now` gives Unix seconds."""
        self._engine = engine
        self._now = now

    def create(self, name: str) -> User:
        """Adds a user, who has no key and no package yet.

        Raises:
            BadRequest: the name is taken, empty, longer than 80 characters or can't be written on one line.
        """
        if not name.strip() or len(name) > NAME_LENGTH or not name.isprintable():
            raise BadRequest(f"The name of a user has 1 to {NAME_LENGTH} printable characters.")
        values = {"name": name, "blocked": False, "created_at": self._now()}
        try:
            with writing(self._engine) as connection:
                return user_of(connection.execute(insert(users).values(**values).returning(*COLUMNS)).one())
        except IntegrityError as error:
            raise BadRequest(f"There is a user named {name!r} already.") from error

    def list(self) -> "list[User]":
        """All users, in the order they were created."""
        with reading(self._engine) as connection:
            return [user_of(row) for row in connection.execute(select(*COLUMNS).order_by(users.c.id))]

    def get(self, name: str) -> User:
        """The user named `name`.

        Raises:
            BadRequest: there is none.
        """
        with reading(self._engine) as connection:
            return named(connection, name)

    def block(self, name: str, *, blocked: bool = True) -> User:
        """Shuts a user out, or lets the user in again with `blocked=False`.

        Raises:
            BadRequest: there is no such user.
        """
        with writing(self._engine) as connection:
            user = named(connection, name)
            change = update(users).where(users.c.id == user.id).values(blocked=blocked)
            return user_of(connection.execute(change.returning(*COLUMNS)).one())

    def unblock(self, name: str) -> User:
        """Lets a user in again.

        Raises:
            BadRequest: there is no such user.
        """
        return self.block(name, blocked=False)


def named(connection: Connection, name: str) -> User:
    """The user named `name`, within a transaction.

    Raises:
        BadRequest: there is none.
    """
    row = connection.execute(select(*COLUMNS).where(users.c.name == storable(name))).one_or_none()
    if row is None:
        raise BadRequest(f"There is no user named {name!r}.")
    return user_of(row)


def user_of(row: Row[*tuple[Any, ...]]) -> User:
    """The user in a row that holds `COLUMNS`."""
    return User(**{name: getattr(row, name) for name in User.__slots__})
