"""What an administrator works with: the database and the accounts in it."""

from dataclasses import dataclass

from sqlalchemy import Engine

from chatdoc_server.accounts.keys import Keys
from chatdoc_server.accounts.quota import PackageKind, Quota
from chatdoc_server.accounts.users import Users
from chatdoc_server.main.configuration import database_url, explained, key_file, master_key, unix_now
from chatdoc_server.settings import Settings
from chatdoc_server.storage.database import connect, migrate

LOCAL_USER = "local"
LOCAL_PACKAGES: dict[PackageKind, int] = {
    PackageKind.ELITE_PAGE: 1_000_000,
    PackageKind.BASIC_PAGE: 1_000_000,
    PackageKind.LITE_PAGE: 1_000_000,
    PackageKind.OCR_PAGE: 1_000_000,
    PackageKind.DOCUMENTS_TOKENS: 1_000_000_000,
    PackageKind.QUESTION: 1_000_000,
    PackageKind.GPT4_QUESTION: 1_000_000,
    PackageKind.GPT4O_QUESTION: 1_000_000,
}
"""What the user of a fresh installation is given: more than one person uses up."""


@dataclass(frozen=True, slots=True)
class Office:
    """The database, users, keys and packages."""

    engine: Engine
    users: Users
    keys: Keys
    quota: Quota


def build_office(settings: Settings) -> Office:
    """Opens the database, creating or upgrading it, and the accounts in it.

    Raises:
        Misconfigured: the database's address or the master key can't be used.
        TransientError: the database does not answer.
    """
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    with explained("CHATDOC_DATABASE_URL"):
        engine = connect(database_url(settings))
    migrate(engine)
    return Office(
        engine,
        Users(engine, now=unix_now),
        Keys(engine, master_key(settings), now=unix_now),
        Quota(engine, now=unix_now),
    )


def first_key(office: Office, settings: Settings) -> str | None:
    """On an empty database makes the user `local` with packages and a key, which is returned and kept in a file."""
    if office.users.list():
        return None
    office.users.create(LOCAL_USER)
    for kind, count in LOCAL_PACKAGES.items():
        office.quota.grant(LOCAL_USER, kind, count, expires_at=None)
    _, secret = office.keys.create(LOCAL_USER)
    path = key_file(settings.data_dir)
    path.touch(mode=0o600)
    path.write_text(secret + "\n")
    return secret
