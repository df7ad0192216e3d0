"""Where everything is built, once, from the settings: the only place that knows all the rooms."""

import base64
import fcntl
import os
import time
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from fastapi import FastAPI
from sqlalchemy import Engine, make_url, text

from chatdoc_server.accounts.keys import Keys, load_master_key
from chatdoc_server.accounts.quota import PackageKind, Quota
from chatdoc_server.accounts.users import Users
from chatdoc_server.answering.base import Answerer
from chatdoc_server.answering.extractive import ExtractiveAnswerer
from chatdoc_server.answering.fallback import FallbackAnswerer
from chatdoc_server.answering.llm import LLMAnswerer, LLMOptions
from chatdoc_server.api.app import build_app
from chatdoc_server.api.services import Services
from chatdoc_server.conversations.asking import Conversations
from chatdoc_server.conversations.library import Library
from chatdoc_server.errors import ChatDocError
from chatdoc_server.indexing.embedding.minilm import MiniLM
from chatdoc_server.ingestion.queue import Worker, WorkerOptions, WorkQueue
from chatdoc_server.ingestion.scratch import Scratch
from chatdoc_server.ingestion.steps import Intake
from chatdoc_server.ingestion.upkeep import Upkeep, UpkeepThread
from chatdoc_server.ingestion.uploads import MEGABYTE, Uploads
from chatdoc_server.parsing.base import Limits
from chatdoc_server.parsing.isolation import IsolatedParser
from chatdoc_server.settings import Role, Settings, unknown_names
from chatdoc_server.storage.blobs import Blobs
from chatdoc_server.storage.database import connect, migrate
from chatdoc_server.storage.documents import Documents
from chatdoc_server.storage.questions import Questions
from chatdoc_server.storage.workers import Workers

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
    return Settings.model_validate({name: value for name, value in overrides.items() if value is not None})


def unix_now() -> int:
    """The clock of the service, in Unix seconds."""
    return int(time.time())


@dataclass(frozen=True, slots=True)
class Office:
    """What an administrator works with: the database, users, keys and packages."""

    engine: Engine
    users: Users
    keys: Keys
    quota: Quota


def build_office(settings: Settings) -> Office:
    """Opens the database, creating or upgrading it, and the accounts in it."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    with _explained("CHATDOC_DATABASE_URL"):
        engine = connect(_database_url(settings))
    migrate(engine)
    users = Users(engine, now=unix_now)
    return Office(engine, users, Keys(engine, _master_key(settings), now=unix_now), Quota(engine, now=unix_now))


def first_key(office: Office, data_dir: Path) -> str | None:
    """On an empty database makes the user `local` with packages and a key, which is returned and kept in a file."""
    if office.users.list():
        return None
    office.users.create(LOCAL_USER)
    for kind, count in LOCAL_PACKAGES.items():
        office.quota.grant(LOCAL_USER, kind, count, expires_at=None)
    _, secret = office.keys.create(LOCAL_USER)
    path = data_dir / "api-key"
    path.touch(mode=0o600)
    path.write_text(secret + "\n")
    return secret


def build_service(settings: Settings, office: Office) -> tuple[FastAPI, Services]:
    """The application of this process's role, and the services behind it.

    Raises:
        Misconfigured: another process works in this folder, or a setting can't be used.
    """
    alone = ExitStack()
    if settings.role is not Role.API:
        alone.enter_context(_only_worker(settings))
    scratch = Scratch(settings.data_dir / "tmp")
    documents, questions = Documents(office.engine), Questions(office.engine)
    with _explained("CHATDOC_BLOB_URL"):
        blobs = Blobs(office.engine, settings.blob_url or _folder(settings.data_dir / "blobs"))
    queue = WorkQueue(_queue_url(settings))
    embedder = MiniLM(threads=settings.ingestion.embedding_threads or os.cpu_count() or 1)
    reader = IsolatedParser(_limits(settings))
    cache_bytes = settings.cache.megabytes * MEGABYTE
    library = Library(documents, blobs, embedder, reader, scratch=scratch.path, cache_bytes=cache_bytes)
    intake = Intake(documents, blobs, office.quota, reader, embedder, scratch.path)
    limits = settings.limits
    services = Services(
        documents=documents,
        questions=questions,
        uploads=Uploads(documents, blobs, queue, limits.file_megabytes, limits.collection_documents, unix_now),
        blobs=blobs,
        library=library,
        conversations=Conversations(
            documents,
            questions,
            office.quota,
            library,
            embedder,
            _answerer(settings),
            limits.conversation_tokens,
            unix_now,
        ),
        keys=office.keys,
        quota=office.quota,
        scratch=scratch.path,
        file_bytes=limits.file_megabytes * MEGABYTE,
        cors_origins=settings.cors_origins,
        now=unix_now,
        check=lambda: _check(office.engine, queue),
    )

    @contextmanager
    def running() -> Generator[None]:
        with alone, ExitStack() as stack:
            stack.callback(office.engine.dispose)
            stack.callback(queue.close)
            stack.callback(scratch.close)
            stack.callback(reader.close)
            if settings.role is not Role.API:
                stack.enter_context(_working(settings, services, intake, queue, office.engine))
            yield

    return build_app(services, running), services


@contextmanager
def _working(
    settings: Settings, services: Services, intake: Intake, queue: WorkQueue, engine: Engine
) -> Generator[None]:
    """Works on documents for as long as it is entered."""
    options = WorkerOptions(
        database_url=_queue_url(settings),
        worker_id=_worker_id(settings),
        documents_at_once=settings.ingestion.documents_at_once,
        documents_at_once_per_user=settings.ingestion.documents_at_once_per_user,
    )
    upkeep = Upkeep(
        worker_id=options.worker_id,
        documents=services.documents,
        questions=services.questions,
        blobs=services.blobs,
        quota=services.quota,
        workers=Workers(engine),
        queue=queue,
        intake=intake,
        orphan_seconds=settings.ingestion.orphan_seconds,
        now=unix_now,
    )
    with ExitStack() as stack:
        worker, thread = Worker(options, intake), UpkeepThread(upkeep, settings.ingestion.sweep_seconds)
        stack.callback(worker.stop)
        worker.start()
        stack.callback(thread.stop)
        thread.start()
        yield


@contextmanager
def _only_worker(settings: Settings) -> Generator[None]:
    """Keeps two workers from sharing one data folder's SQLite queue under one name.

    Raises:
        Misconfigured: another process works in this folder.
    """
    if settings.database_url.get_secret_value():
        yield
        return
    with (settings.data_dir / "worker.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Misconfigured(f"Another process works on the documents in {settings.data_dir}.") from error
        yield


def _answerer(settings: Settings) -> Answerer:
    extractive = ExtractiveAnswerer()
    llm = settings.llm
    if not llm.url:
        return extractive
    if not llm.model:
        raise Misconfigured("CHATDOC_LLM__URL is set: please name the model in CHATDOC_LLM__MODEL too.")
    options = LLMOptions(
        url=llm.url,
        model=llm.model,
        api_key=llm.api_key.get_secret_value(),
        context_tokens=llm.context_tokens,
        timeout_seconds=llm.timeout_seconds,
        attempts=llm.attempts,
    )
    return FallbackAnswerer(LLMAnswerer(options), extractive)


def _limits(settings: Settings) -> Limits:
    return Limits(
        pages=settings.limits.pages,
        tokens_per_page=settings.limits.tokens_per_page,
        seconds=settings.ingestion.parse_seconds,
        memory_bytes=settings.ingestion.parse_memory_megabytes * MEGABYTE,
    )


def _check(engine: Engine, queue: WorkQueue) -> None:
    with engine.connect() as connection:
        connection.execute(text("SELECT 1"))
    queue.check()


def _database_url(settings: Settings) -> str:
    return settings.database_url.get_secret_value() or f"sqlite:///{(settings.data_dir / 'chatdoc.sqlite').absolute()}"


def _queue_url(settings: Settings) -> str:
    """Postgres keeps queue and records in one database, by schema; SQLite in two files, to write side by side."""
    shared = settings.database_url.get_secret_value()
    if shared:
        return make_url(shared).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
    return f"sqlite:///{(settings.data_dir / 'queue.sqlite').absolute()}"


def _worker_id(settings: Settings) -> str:
    """A name of its own for each process that shares a database; always the same where there is only one."""
    if settings.worker_id:
        return settings.worker_id
    return f"{os.uname().nodename}:{os.getpid()}" if settings.database_url.get_secret_value() else "local"


@contextmanager
def _explained(setting: str) -> Generator[None]:
    """Names the setting whose value a part of the service can't use."""
    try:
        yield
    except ValueError as error:
        raise Misconfigured(f"{setting}: {error}") from error


def _folder(path: Path) -> str:
    path.mkdir(exist_ok=True)
    return path.absolute().as_uri()


def _master_key(settings: Settings) -> bytes:
    given = settings.master_key.get_secret_value()
    if not given:
        with _explained("CHATDOC_MASTER_KEY"):
            return load_master_key(settings.data_dir / "master-key")
    try:
        key = base64.b64decode(given, validate=True)
    except ValueError:
        key = b""
    if len(key) != 32:
        raise Misconfigured("CHATDOC_MASTER_KEY must be 32 bytes in base64, as 'openssl rand -base64 32' prints them.")
    return key
