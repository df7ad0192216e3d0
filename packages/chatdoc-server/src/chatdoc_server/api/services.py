"""What the routes work with: built once by `main`, handed to `build_app`."""

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from fastapi import Depends, Request

from chatdoc_server.accounts.keys import Keys
from chatdoc_server.accounts.quota import Quota
from chatdoc_server.conversations.asking import Conversations
from chatdoc_server.conversations.library import Library
from chatdoc_server.conversations.suggesting import Suggestions
from chatdoc_server.exporting.answers import Exports
from chatdoc_server.exporting.documents.export import DocumentExports
from chatdoc_server.ingestion.collections import Collections
from chatdoc_server.ingestion.uploads import Uploads
from chatdoc_server.parsing.base import FormatName
from chatdoc_server.storage.blobs import Blobs
from chatdoc_server.storage.documents import Documents
from chatdoc_server.storage.questions import Questions


@dataclass(frozen=True, slots=True)
class About:
    """What the service says of itself.

    Attributes:
        version: Of this package.
        pages: Most pages of a PDF.
        document_tokens: Most tokens of a document without pages.
        collection_documents: Most documents of a collection, and behind a question.
        formats: What can be read here, with the usual extensions.
        writes_answers: Whether a language model writes answers.
        models: Values of `model_type` that have a model of their own.
    """

    version: str
    pages: int
    document_tokens: int
    collection_documents: int
    formats: Mapping[FormatName, tuple[str, ...]]
    writes_answers: bool
    models: Set[str]


@dataclass(frozen=True, slots=True)
class Services:
    """The use cases behind the routes. `check` raises when a store the service needs does not answer."""

    documents: Documents
    questions: Questions
    uploads: Uploads
    collections: Collections
    blobs: Blobs
    library: Library
    conversations: Conversations
    suggestions: Suggestions
    exports: Exports
    document_exports: DocumentExports
    keys: Keys
    quota: Quota
    scratch: Path
    file_bytes: int
    cors_origins: tuple[str, ...]
    about: About
    check: Callable[[], None]


def _services(request: Request) -> Services:
    services: Services = request.app.state.services
    return services


Served = Annotated[Services, Depends(_services)]
"""A route's parameter that receives the services."""
