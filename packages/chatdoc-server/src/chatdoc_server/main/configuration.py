"""Reading the settings, and what follows from them: addresses, names, limits, keys."""

import base64
import json
import os
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import make_url

from chatdoc_server.accounts.keys import MASTER_KEY_BYTES, load_master_key
from chatdoc_server.errors import ChatDocError
from chatdoc_server.settings import Settings, unknown_names

_MODELS = "CHATDOC_LLM__MODELS"


class Misconfigured(ChatDocError):
    """The settings can't be used as they are; the text says what to change."""


def load_settings(**overrides: object) -> Settings:
    """The settings from environment and file, with what the command line says on top.

    Raises:
        Misconfigured: a name in the environment is no setting.
        pydantic.ValidationError: a value is out of bounds or of the wrong kind.
    """
    if unknown := unknown_names(os.environ):
        raise Misconfigured(f"Unknown settings in the environment: {', '.join(unknown)}. See docs/settings.md.")
    _check_models(os.environ.get(_MODELS))
    return Settings.model_validate({name: value for name, value in overrides.items() if value is not None})


def _check_models(value: str | None) -> None:
    try:
        json.loads(value or "{}")
    except ValueError:
        # Not what it holds, which may be a key.
        raise Misconfigured(f'{_MODELS} must be JSON, such as {{"gpt-4": "llama3.3:70b"}}.') from None


def unix_now() -> int:
    """The clock of the service, in Unix seconds."""
    return int(time.time())


def shares_database(settings: Settings) -> bool:
    """Whether several machines may work on the same database, rather than one on files of its own."""
    return bool(settings.database_url.get_secret_value())


def database_url(settings: Settings) -> str:
    """Where records are kept."""
    return settings.database_url.get_secret_value() or f"sqlite:///{(settings.data_dir / 'chatdoc.sqlite').absolute()}"


def queue_url(settings: Settings) -> str:
    """Where the queue is kept: in Postgres a schema of its own, with SQLite a second file, to write side by side."""
    if shares_database(settings):
        shared = make_url(settings.database_url.get_secret_value())
        return shared.set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
    return f"sqlite:///{(settings.data_dir / 'queue.sqlite').absolute()}"


def blob_url(settings: Settings) -> str:
    """Where objects are kept; a folder is made."""
    if settings.blob_url:
        return settings.blob_url
    folder = settings.data_dir / "blobs"
    folder.mkdir(exist_ok=True)
    return folder.absolute().as_uri()


def worker_id(settings: Settings) -> str:
    """A name of its own for each process that shares a database; always the same where there is only one."""
    if settings.worker_id:
        return settings.worker_id
    return f"{os.uname().nodename}:{os.getpid()}" if shares_database(settings) else "local"


def master_key(settings: Settings) -> bytes:
    """The bytes that encrypt API keys at rest.

    Raises:
        Misconfigured: the setting, or the file in its place, holds something else.
    """
    given = settings.master_key.get_secret_value()
    if not given:
        with explained("CHATDOC_MASTER_KEY"):
            return load_master_key(settings.data_dir / "master-key")
    try:
        key = base64.b64decode(given, validate=True)
    except ValueError:
        key = b""
    if len(key) != MASTER_KEY_BYTES:
        raise Misconfigured("CHATDOC_MASTER_KEY must be 32 bytes in base64, as 'openssl rand -base64 32' prints them.")
    return key


def embedding_threads(settings: Settings) -> int:
    """How many threads one call of the embedder may use."""
    return settings.ingestion.embedding_threads or os.cpu_count() or 1


@contextmanager
def explained(setting: str) -> Generator[None]:
    """Names the setting whose value a part of the service can't use.

    Raises:
        Misconfigured: in place of the part's ValueError.
    """
    try:
        yield
    except ValueError as error:
        raise Misconfigured(f"{setting}: {error}") from error


def key_file(data_dir: Path) -> Path:
    """Where the key of a fresh installation is kept."""
    return data_dir / "api-key"
