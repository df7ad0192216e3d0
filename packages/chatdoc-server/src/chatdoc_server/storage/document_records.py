"""What is kept of documents and collections: the records themselves, and what may be set of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypedDict

from chatdoc_server.errors import DocumentStatus
from chatdoc_server.storage.text import storable

NAME_CHARACTERS = 255
"""Most characters of a document's name."""


class DocumentType(StrEnum):
    """What an upload id names."""

    COLLECTION = "collection"
    SINGLE_DOC = "single_doc"
    DOC_OF_COLLECTION = "doc_of_collection"


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A document or collection to be; `source_blob` was just put, or belongs to the document it is cloned from."""

    id: str
    user_id: int
    name: str
    type: DocumentType
    status: DocumentStatus
    package_type: str
    ocr_type: str
    created_at: int
    source_blob: str | None = None
    collection_id: str | None = None
    format: str = ""
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Cloning:
    """Documents to be copied into a collection; `originals` maps the id of each copy to be to its original's."""

    user_id: int
    collection_id: str
    originals: Mapping[str, str]
    created_at: int


class Changes(TypedDict, total=False):
    """What a step may set of a document; blobs must have been put in the same step.

    `title` is what a website calls itself. It becomes the document's name, unless someone gave it one meanwhile.
    """

    title: str
    format: str
    pages_done: int
    page_count: int | None
    ocr_page_count: int | None
    token_count: int | None
    error_message: str
    source_blob: str
    shown_blob: str
    document_blob: str
    index_blob: str
    cross_index_blob: str
    suggested_questions: list[str]


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """A document or collection; times are Unix seconds, blobs are keys in `Blobs`.

    `format` is empty until the file was looked at. `shown_blob` is None where the file is shown as it came.
    `cross_index_blob` serves questions in other languages than the document's.
    """

    id: str
    user_id: int
    collection_id: str | None
    type: DocumentType
    name: str
    status: DocumentStatus
    package_type: str
    ocr_type: str
    created_at: int
    updated_at: int
    format: str
    url: str | None
    page_count: int | None
    ocr_page_count: int | None
    token_count: int | None
    pages_done: int
    error_message: str | None
    source_blob: str | None
    shown_blob: str | None
    document_blob: str | None
    index_blob: str | None
    cross_index_blob: str | None
    suggested_questions: list[str] | None

    @property
    def file_blob(self) -> str | None:
        """The file that is shown, pointed into and parsed: the converted one, or the one that came."""
        return self.shown_blob or self.source_blob

    @property
    def is_named_by_address(self) -> bool:
        """Whether it is a website that nobody and nothing has given a name yet."""
        return self.url is not None and self.name == storable(self.url[:NAME_CHARACTERS])


def collection_status(children: Sequence[DocumentRecord]) -> DocumentStatus:
    """The status a collection shows: of its documents, in the order they were added."""
    if not children:
        return DocumentStatus.UN_PARSED
    statuses = [child.status for child in children]
    if not all(status.is_final for status in statuses):
        return DocumentStatus.PARSING
    return DocumentStatus.ELEMENT_PARSED if DocumentStatus.ELEMENT_PARSED in statuses else statuses[-1]
