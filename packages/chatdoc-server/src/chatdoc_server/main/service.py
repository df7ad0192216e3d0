"""The service of one process, by its role: what serves requests, what works on documents, or both."""

import fcntl
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from fastapi import FastAPI
from sqlalchemy import text

from chatdoc_server.answering.extractive import ExtractiveAnswerer
from chatdoc_server.api.app import build_app
from chatdoc_server.api.local_key import LocalSignIn
from chatdoc_server.api.services import About, Services
from chatdoc_server.api.web import BUILT, Pages
from chatdoc_server.conversations.asking import Conversations
from chatdoc_server.conversations.library import Library
from chatdoc_server.conversations.renewal import Renewal
from chatdoc_server.conversations.suggesting import Suggestions
from chatdoc_server.conversations.trace import Release
from chatdoc_server.exporting.answers import Exports
from chatdoc_server.exporting.documents.export import DocumentExports
from chatdoc_server.fetching import FetchOptions, WebsiteFetcher
from chatdoc_server.indexing.embedding.choice import Embedders
from chatdoc_server.indexing.embedding.minilm import MiniLM
from chatdoc_server.indexing.embedding.use import MultilingualUSE
from chatdoc_server.ingestion.collections import Collections
from chatdoc_server.ingestion.queue import Worker, WorkerOptions, WorkQueue
from chatdoc_server.ingestion.scratch import Scratch
from chatdoc_server.ingestion.steps import Intake
from chatdoc_server.ingestion.upkeep import Upkeep, UpkeepThread
from chatdoc_server.ingestion.uploads import MEGABYTE, Uploads
from chatdoc_server.main.configuration import (
    Misconfigured,
    blob_url,
    embedding_threads,
    explained,
    key_file,
    queue_url,
    shares_database,
    unix_now,
    worker_id,
)
from chatdoc_server.main.models import Models, build_models, build_reranker
from chatdoc_server.main.office import LOCAL_USER, Office
from chatdoc_server.main.reading import build_reader, tools_of
from chatdoc_server.parsing.formats import readable_extensions
from chatdoc_server.parsing.isolation import IsolatedReader
from chatdoc_server.retrieval.remote_reranker import RemoteReranker
from chatdoc_server.retrieval.reranking import Reranking
from chatdoc_server.settings import LlmSettings, Role, Settings
from chatdoc_server.storage.blobs import Blobs
from chatdoc_server.storage.database import reading
from chatdoc_server.storage.documents import Documents
from chatdoc_server.storage.questions import Questions
from chatdoc_server.storage.workers import Workers


@dataclass(frozen=True, slots=True)
class _Parts:
    """What both roles are made of; each is there once a process."""

    settings: Settings
    office: Office
    documents: Documents
    questions: Questions
    blobs: Blobs
    queue: WorkQueue
    embedders: Embedders
    reader: IsolatedReader
    scratch: Scratch
    models: Models
    reranker: RemoteReranker | None


def build_service(settings: Settings, office: Office) -> tuple[FastAPI, Services]:
    """The application of this process's role, and the services behind it.

    Raises:
        Misconfigured: another process works in this folder, or a setting can't be used.
        TransientError: the database does not answer.
    """
    alone = ExitStack()
    if settings.role is not Role.API:
        alone.enter_context(_only_worker(settings))
    parts = _parts(settings, office)
    services = _services(parts)

    @contextmanager
    def running() -> Generator[None]:
        with alone, ExitStack() as stack:
            stack.callback(office.engine.dispose)
            stack.callback(parts.queue.close)
            stack.callback(parts.scratch.close)
            stack.callback(parts.reader.close)
            if parts.reranker is not None:
                stack.callback(parts.reranker.close)
            if settings.role is not Role.API:
                stack.enter_context(_working(parts, services))
            for file in parts.models.files:
                file.start()
                stack.callback(file.stop)
            yield

    web = settings.web
    pages = Pages(Path(web.folder) if web.folder else BUILT, web.viewer_parents, web.viewer_origins)
    sign_in = LocalSignIn(key_file(settings.data_dir), LOCAL_USER, office.keys) if web.local_sign_in else None
    return build_app(services, running, pages, sign_in), services


def _parts(settings: Settings, office: Office) -> _Parts:
    with explained("CHATDOC_BLOB_URL"):
        blobs = Blobs(office.engine, blob_url(settings))
    return _Parts(
        settings=settings,
        office=office,
        documents=Documents(office.engine),
        questions=Questions(office.engine),
        blobs=blobs,
        queue=WorkQueue(queue_url(settings)),
        embedders=Embedders(MiniLM(threads=embedding_threads(settings)), MultilingualUSE()),
        reader=build_reader(settings),
        scratch=Scratch(settings.data_dir / "tmp"),
        # Who only works on documents needs no model, and no file of one.
        models=build_models(LlmSettings() if settings.role is Role.WORKER else settings.llm),
        reranker=build_reranker(settings.reranker),
    )


def _services(parts: _Parts) -> Services:
    settings, office, limits = parts.settings, parts.office, parts.settings.limits
    library = Library(
        parts.documents,
        parts.blobs,
        parts.embedders,
        parts.reader,
        scratch=parts.scratch.path,
        cache_bytes=settings.cache.megabytes * MEGABYTE,
    )
    extractive = ExtractiveAnswerer(parts.embedders)
    writer = parts.models.writer()
    conversations = Conversations(
        parts.documents,
        parts.questions,
        office.quota,
        library,
        parts.embedders,
        parts.models.answerer(extractive),
        parts.models.prices,
        limits.conversation_tokens,
        limits.collection_documents,
        unix_now,
        Release(_version()),
        writer,
        Reranking(parts.reranker, settings.reranker.passages) if parts.reranker else None,
    )
    return Services(
        documents=parts.documents,
        questions=parts.questions,
        uploads=Uploads(
            parts.documents, parts.blobs, parts.queue, limits.file_megabytes, limits.collection_documents, unix_now
        ),
        collections=Collections(parts.documents, office.quota, limits.collection_documents, unix_now),
        blobs=parts.blobs,
        library=library,
        conversations=conversations,
        suggestions=Suggestions(conversations, writer),
        exports=Exports(
            parts.documents, parts.questions, library, parts.blobs, parts.reader, scratch=parts.scratch.path
        ),
        document_exports=DocumentExports(library, parts.scratch.path),
        keys=office.keys,
        quota=office.quota,
        scratch=parts.scratch.path,
        file_bytes=limits.file_megabytes * MEGABYTE,
        cors_origins=settings.cors_origins,
        about=_about(settings, parts.models),
        check=lambda: _check(parts),
    )


@contextmanager
def _working(parts: _Parts, services: Services) -> Generator[None]:
    """Works on documents for as long as it is entered."""
    settings = parts.settings
    options = WorkerOptions(
        database_url=queue_url(settings),
        worker_id=worker_id(settings),
        documents_at_once=settings.ingestion.documents_at_once,
        documents_at_once_per_user=settings.ingestion.documents_at_once_per_user,
    )
    fetcher = WebsiteFetcher(_fetch_options(settings))
    intake = Intake(
        documents=parts.documents,
        blobs=parts.blobs,
        quota=parts.office.quota,
        reader=parts.reader,
        fetcher=fetcher,
        embedders=parts.embedders,
        scratch=parts.scratch.path,
    )
    upkeep = Upkeep(
        worker_id=options.worker_id,
        documents=parts.documents,
        blobs=parts.blobs,
        workers=Workers(parts.office.engine),
        queue=parts.queue,
        intake=intake,
        close_questions=services.conversations.close_lost,
        alone=settings.role is Role.ALL and not shares_database(settings),
        orphan_seconds=settings.ingestion.orphan_seconds,
        now=unix_now,
    )
    with ExitStack() as stack:
        # After the worker has stopped, so that it notes no failure down.
        stack.callback(fetcher.close)
        worker, thread = Worker(options, intake), UpkeepThread(upkeep, settings.ingestion.sweep_seconds)
        stack.callback(worker.stop)
        worker.start()
        stack.callback(thread.stop)
        thread.start()
        renewal = Renewal(parts.documents, services.library)
        stack.callback(renewal.stop)
        renewal.start()
        yield


@contextmanager
def _only_worker(settings: Settings) -> Generator[None]:
    """Keeps two workers from sharing one data folder's SQLite queue under one name.

    Raises:
        Misconfigured: another process works in this folder.
    """
    if shares_database(settings):
        yield
        return
    with (settings.data_dir / "worker.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Misconfigured(f"Another process works on the documents in {settings.data_dir}.") from error
        yield


def _version() -> str:
    return version("chatdoc-server")


def _about(settings: Settings, models: Models) -> About:
    limits = settings.limits
    return About(
        version=_version(),
        pages=limits.pages,
        document_tokens=limits.document_tokens,
        collection_documents=limits.collection_documents,
        formats=readable_extensions(tools_of(settings)),
        writes_answers=bool(models.answerers),
        models=models.own & models.answerers.keys(),
    )


def _fetch_options(settings: Settings) -> FetchOptions:
    website = settings.website
    return FetchOptions(website.seconds, website.megabytes * MEGABYTE, website.redirects, website.open_networks)


def _check(parts: _Parts) -> None:
    """Asks every store that the service needs for a sign of life.

    Raises:
        TransientError: one does not answer.
    """
    with reading(parts.office.engine) as connection:
        connection.execute(text("SELECT 1"))
    parts.queue.check()
    parts.blobs.check()
