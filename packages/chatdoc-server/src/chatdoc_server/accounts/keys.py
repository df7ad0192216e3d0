"""API keys: made once, looked up by their hash, kept encrypted for verifying what they signed."""

import base64
import binascii
import hashlib
import os
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Engine, Row, insert, select, update

from chatdoc_server.accounts.users import COLUMNS as USER_COLUMNS
from chatdoc_server.accounts.users import User, named, user_of
from chatdoc_server.errors import BadRequest, ChatDocError, NotFound, Unauthorized, UserBlocked
from chatdoc_server.storage.database import reading, writing
from chatdoc_server.storage.tables import api_keys, users

MASTER_KEY_BYTES = 32
MOST_KEYS = 100
"""Most keys that a user may make without an administrator: document tokens are tried against each."""

_SECRET = re.compile(r"ak-[A-Za-z0-9_-]{43}")
_SECRET_BYTES = 32
_NONCE_BYTES = 12
_LARGEST_ID = 2**63 - 1
# The first byte of a sealed secret says how it was sealed.
_AES_256_GCM = b"\x01"


class MasterKeyMismatch(ChatDocError):
    """A secret can't be opened: it was sealed with another master key."""


@dataclass(frozen=True, slots=True)
class ApiKey:
    """What may be shown of a key; times are Unix seconds."""

    id: int
    user_id: int
    hint: str
    created_at: int
    revoked_at: int | None


# The class below has a method named `list`.
ApiKeys = list[ApiKey]
Secrets = list[str]

_COLUMNS = [api_keys.c[name] for name in ApiKey.__slots__]


class Keys:
    """The API keys of all users."""

    def __init__(self, engine: Engine, master_key: bytes, *, now: Callable[[], int]) -> None:
        """Works on `engine`.

        Args:
            engine: Holds users and keys.
            master_key: 32 bytes that encrypt the secrets, the same in every process.
            now: Unix seconds.

        Raises:
            ValueError: the master key has another length.
        """
        if len(master_key) != MASTER_KEY_BYTES:
            raise ValueError(f"The master key must have {MASTER_KEY_BYTES} bytes.")
        self._engine = engine
        self._cipher = AESGCM(master_key)
        self._now = now

    def create(self, user_name: str) -> tuple[ApiKey, str]:
        """A new key of a user and its secret, which is never shown again.

        Raises:
            BadRequest: there is no such user.
        """
        secret = f"ak-{secrets.token_urlsafe(_SECRET_BYTES)}"
        digest = _digest(secret)
        values = {"digest": digest, "sealed": self._seal(secret, digest), "hint": f"{secret[:7]}…{secret[-4:]}"}
        with writing(self._engine) as connection:
            user = named(connection, user_name)
            added = insert(api_keys).values(user_id=user.id, created_at=self._now(), **values)
            return _key(connection.execute(added.returning(*_COLUMNS)).one()), secret

    def list(self, user_name: str) -> ApiKeys:
        """A user's keys, in the order they were created, revoked ones included.

        Raises:
            BadRequest: there is no such user.
        """
        with reading(self._engine) as connection:
            user = named(connection, user_name)
            query = select(*_COLUMNS).where(api_keys.c.user_id == user.id).order_by(api_keys.c.id)
            return [_key(row) for row in connection.execute(query)]

    def revoke(self, key: int | str) -> ApiKey:
        """Makes a key, named by id or hint, open nothing from now on; again does no harm.

        Raises:
            BadRequest: there is no such key, or several with this hint.
        """
        wanted = api_keys.c.id == key if isinstance(key, int) else api_keys.c.hint == key
        with writing(self._engine) as connection:
            rows = connection.execute(select(*_COLUMNS).where(wanted)).all()
            if len(rows) != 1:
                raise BadRequest(
                    f"There is no key {key}." if not rows else f"Several keys look like {key}: give the id."
                )
            found = _key(rows[0])
            if found.revoked_at is None:
                change = update(api_keys).where(api_keys.c.id == found.id).values(revoked_at=self._now())
                found = _key(connection.execute(change.returning(*_COLUMNS)).one())
        return found

    def live(self, user_id: int) -> ApiKeys:
        """A user's keys that open something, in the order they were created."""
        query = select(*_COLUMNS).where(api_keys.c.user_id == user_id, api_keys.c.revoked_at.is_(None))
        with reading(self._engine) as connection:
            return [_key(row) for row in connection.execute(query.order_by(api_keys.c.id))]

    def create_own(self, user: User) -> tuple[ApiKey, str]:
        """A new key that a user makes, and its secret, which is never shown again.

        Raises:
            BadRequest: the user has as many keys as one may have.
        """
        if len(self.live(user.id)) >= MOST_KEYS:
            raise BadRequest(f"You have {MOST_KEYS} keys. Please revoke one that you no longer use.")
        return self.create(user.name)

    def revoke_own(self, user_id: int, key_id: int) -> None:
        """Makes one of a user's own keys open nothing from now on, be it the last.

        Raises:
            NotFound: unknown, revoked before, or another user's.
        """
        if not 0 < key_id <= _LARGEST_ID:
            raise NotFound
        live = (api_keys.c.id == key_id, api_keys.c.user_id == user_id, api_keys.c.revoked_at.is_(None))
        with writing(self._engine) as connection:
            if not connection.execute(update(api_keys).where(*live).values(revoked_at=self._now())).rowcount:
                raise NotFound

    def authenticate(self, secret: str) -> User:
        """The user whose key it is; see `open`."""
        return self.open(secret)[0]

    def open(self, secret: str) -> tuple[User, int]:
        """The user whose key it is, and the key's id: one query, by an index.

        Raises:
            Unauthorized: unknown, malformed or revoked.
            UserBlocked: the key is good, its user is shut out.
        """
        if not _SECRET.fullmatch(secret):
            raise Unauthorized("This is not an API key.")
        key_id = api_keys.c.id.label("key_id")
        query = select(*USER_COLUMNS, key_id).join_from(api_keys, users, api_keys.c.user_id == users.c.id)
        query = query.where(api_keys.c.digest == _digest(secret), api_keys.c.revoked_at.is_(None))
        with reading(self._engine) as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            raise Unauthorized("This API key opens nothing.")
        user = user_of(row)
        if user.blocked:
            raise UserBlocked("This user has been blocked.")
        return user, row.key_id

    def secrets_of(self, user_id: int) -> Secrets:
        """The secrets a user may have signed with: of keys that are not revoked, none for a blocked user.

        Raises:
            MasterKeyMismatch: they were sealed with another master key.
        """
        query = select(api_keys.c.sealed, api_keys.c.digest).join_from(
            api_keys, users, api_keys.c.user_id == users.c.id
        )
        query = query.where(users.c.id == user_id, users.c.blocked.is_(False), api_keys.c.revoked_at.is_(None))
        with reading(self._engine) as connection:
            rows = connection.execute(query.order_by(api_keys.c.id)).all()
        return [self._open(row.sealed, row.digest) for row in rows]

    def _seal(self, secret: str, digest: str) -> bytes:
        nonce = os.urandom(_NONCE_BYTES)
        # Bound to its row: a sealed secret moved to another one does not open.
        return _AES_256_GCM + nonce + self._cipher.encrypt(nonce, secret.encode(), digest.encode())

    def _open(self, sealed: bytes, digest: str) -> str:
        nonce, encrypted = sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :]
        try:
            return self._cipher.decrypt(nonce, encrypted, digest.encode()).decode()
        except InvalidTag as error:
            raise MasterKeyMismatch("The API keys in the database were made with another master key.") from error


def load_master_key(path: Path) -> bytes:
    """The 32 bytes kept at `path` in base64, made at first use and readable by the owner only.

    When several processes make it at once, all get the same.

    Raises:
        ValueError: the file holds something else.
    """
    if not path.exists():
        _make_master_key(path)
    try:
        key = base64.b64decode(path.read_bytes().strip(), validate=True)
    except binascii.Error:
        key = b""
    if len(key) != MASTER_KEY_BYTES:
        raise ValueError(f"{path} must hold {MASTER_KEY_BYTES} bytes in base64.")
    return key


def _make_master_key(path: Path) -> None:
    # Written in full under another name, then linked: whoever sees the file sees all of it, and the first one stays.
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(base64.b64encode(os.urandom(MASTER_KEY_BYTES)) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        path.hardlink_to(draft)
    except FileExistsError:
        return
    finally:
        draft.unlink()


def _digest(secret: str) -> str:
    # A plain hash: the secret holds 256 random bits, so there is nothing to guess that a slow hash would protect.
    return hashlib.sha256(secret.encode()).hexdigest()


def _key(row: Row[*tuple[Any, ...]]) -> ApiKey:
    return ApiKey(**{name: getattr(row, name) for name in ApiKey.__slots__})
