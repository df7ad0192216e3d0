"""Documents, collections and websites on the wire."""

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, Field

from chatdoc_server.api.schemas.envelope import Uuid
from chatdoc_server.errors import DocumentStatus


def _parted(value: object) -> object:
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


class UploadType(StrEnum):
    """What an upload id stands for."""

    COLLECTION = "collection"
    SINGLE_DOC = "single_doc"
    DOC_OF_COLLECTION = "doc_of_collection"


class UploadPackageType(StrEnum):
    """How deeply a document is read, and from which package its pages are paid."""

    ELITE = "elite"
    BASIC = "basic"
    LITE = "lite"


class UploadOcrType(StrEnum):
    """Which pages are read by character recognition."""

    DISABLE = "disable"
    AUTO = "auto"
    FORCE = "force"


class DocumentErrorMessage(BaseModel):
    """Why a document could not be taken in."""

    error_code: int | None = None
    error_msg: str | None = None
    page_num: int | None = None
    ocr_page_num: int | None = None


class APIUploadResp(BaseModel):
    """One document or collection, in short."""

    id: str
    status: DocumentStatus
    name: str
    created_at: int
    type: UploadType


class APICollectionOrUploadResp(APIUploadResp):
    """One document or collection with all that is known of it."""

    documents: list[APIUploadResp] | None = None
    error_msg: DocumentErrorMessage | None = None
    ocr_type: UploadOcrType | None = None


class WebsiteReq(BaseModel):
    """A website to take in."""

    website: Annotated[str, Field(min_length=1, max_length=65536, json_schema_extra={"format": "uri"})]
    collection_id: Uuid | None = None


COLLECTION_NAME_LENGTH = 80
"""Most characters of a collection's name."""


class CollectionReq(BaseModel):
    """A collection to make."""

    name: Annotated[str, Field(min_length=1, max_length=COLLECTION_NAME_LENGTH)]


class APICloneReq(BaseModel):
    """Ready documents to clone into a collection; `upload_ids` may also come as one string, parted by commas."""

    collection_id: Uuid
    upload_ids: Annotated[
        list[Uuid],
        Field(min_length=1),
        BeforeValidator(_parted, json_schema_input_type=Annotated[list[Uuid], Field(min_length=1)] | str),
    ]


class DocumentLayout(StrEnum):
    """What a document is shown as: pages, or one flowing text."""

    PAGED = "paged"
    FLOWING = "flowing"


class ListedDocument(APICollectionOrUploadResp):
    """A document or collection with what a list of them shows.

    Of a collection, pages and tokens are the sums over its documents, and null while one of them is not counted yet;
    `document_count` is how many it holds. `format` and `layout` are null until the file was looked at.
    `ocr_page_count` is of `page_count` those that character recognition reads.
    """

    package_type: UploadPackageType
    format: str | None
    layout: DocumentLayout | None
    page_count: int | None
    ocr_page_count: int | None
    token_count: int | None
    pages_done: int
    collection_id: str | None
    updated_at: int
    url: str | None
    question_count: int
    document_count: int | None


class DocumentPage(BaseModel):
    """A piece of the list of documents, newest first."""

    items: list[ListedDocument]
    next_cursor: str | None = None


class RenameReq(BaseModel):
    """Another name for a document or collection."""

    name: Annotated[str, Field(min_length=1, max_length=255)]


class DocumentEvent(BaseModel):
    """How far a document has come."""

    status: DocumentStatus
    stage: str
    pages_done: int
    pages_total: int | None = None
    error_msg: DocumentErrorMessage | None = None
