"""Documents and collections as the wire shows them."""

from collections.abc import Sequence
from typing import NamedTuple

from chatdoc_server.api.schemas.documents import (
    APICollectionOrUploadResp,
    APIUploadResp,
    DocumentErrorMessage,
    DocumentLayout,
    ListedDocument,
    UploadOcrType,
    UploadPackageType,
    UploadType,
)
from chatdoc_server.api.services import Services
from chatdoc_server.errors import DocumentStatus
from chatdoc_server.ingestion.costs import layout_of
from chatdoc_server.parsing.base import FormatName
from chatdoc_server.storage.document_records import DocumentRecord, DocumentType, collection_status


class _Counts(NamedTuple):
    """What a document was counted to have, and how many of its pages are read; None is not counted, or not there."""

    pages: int | None
    ocr_pages: int | None
    tokens: int | None
    pages_done: int


def short(record: DocumentRecord) -> APIUploadResp:
    """The document as uploads reply."""
    return APIUploadResp(
        id=record.id,
        status=record.status,
        name=record.name,
        created_at=record.created_at,
        type=UploadType(record.type),
    )


def long(services: Services, record: DocumentRecord) -> APICollectionOrUploadResp:
    """The document with what became of it, a collection with its documents."""
    return _long(record, _children(services, [record]).get(record.id, []))


def listed(services: Services, user_id: int, records: Sequence[DocumentRecord]) -> list[ListedDocument]:
    """Many of a user's at once: one query for what the collections among them hold, one for the questions to all."""
    children = _children(services, records)
    asked = services.questions.counts(user_id, [record.id for record in records])
    return [_listed(record, children.get(record.id, []), asked.get(record.id, 0)) for record in records]


def status_of(record: DocumentRecord, children: Sequence[DocumentRecord]) -> DocumentStatus:
    """The status to show: a collection's follows from its documents."""
    return collection_status(children) if record.type is DocumentType.COLLECTION else record.status


def error_of(status: DocumentStatus, record: DocumentRecord) -> DocumentErrorMessage | None:
    """Why a status is an error: what is known of the document that it comes from."""
    if status >= 0:
        return None
    return DocumentErrorMessage(
        error_code=status,
        error_msg=record.error_message,
        page_num=record.page_count,
        ocr_page_num=record.ocr_page_count,
    )


def _children(services: Services, records: Sequence[DocumentRecord]) -> dict[str, list[DocumentRecord]]:
    collections = [record.id for record in records if record.type is DocumentType.COLLECTION]
    return services.documents.children_of(collections) if collections else {}


def _long(record: DocumentRecord, children: Sequence[DocumentRecord]) -> APICollectionOrUploadResp:
    is_collection = record.type is DocumentType.COLLECTION
    status = status_of(record, children)
    return APICollectionOrUploadResp(
        **{**short(record).model_dump(), "status": status},
        documents=[short(child) for child in children] if is_collection else None,
        error_msg=error_of(status, children[-1] if children else record),
        ocr_type=None if is_collection else UploadOcrType(record.ocr_type),
    )


def _listed(record: DocumentRecord, children: Sequence[DocumentRecord], asked: int) -> ListedDocument:
    is_collection = record.type is DocumentType.COLLECTION
    counts = _summed(children) if is_collection else _counts(record)
    return ListedDocument(
        **_long(record, children).model_dump(),
        package_type=UploadPackageType(record.package_type),
        format=record.format or None,
        layout=_layout(record),
        page_count=counts.pages,
        ocr_page_count=counts.ocr_pages,
        token_count=counts.tokens,
        pages_done=counts.pages_done,
        collection_id=record.collection_id,
        updated_at=max(one.updated_at for one in [record, *children]),
        url=record.url,
        question_count=asked,
        document_count=len(children) if is_collection else None,
    )


def _layout(record: DocumentRecord) -> DocumentLayout | None:
    # A website may turn out to be a PDF, and what it is shows when it has been converted.
    is_unseen = record.format == FormatName.WEBSITE and record.shown_blob is None
    return DocumentLayout(layout_of(record)) if record.format and not is_unseen else None


def _counts(record: DocumentRecord) -> _Counts:
    # To parse flowing text counts as one page, which means nothing to a reader.
    if _layout(record) is DocumentLayout.FLOWING:
        return _Counts(None, None, record.token_count, 0)
    return _Counts(record.page_count, record.ocr_page_count, record.token_count, record.pages_done)


def _summed(children: Sequence[DocumentRecord]) -> _Counts:
    """The sums over a collection's documents; None while one of them is not counted."""
    counts = [_counts(child) for child in children]
    pages_done = sum(one.pages_done for one in counts)
    if not all(_is_counted(child) for child in children):
        return _Counts(None, None, None, pages_done)
    return _Counts(
        sum(one.pages or 0 for one in counts),
        sum(one.ocr_pages or 0 for one in counts),
        sum(one.tokens or 0 for one in counts),
        pages_done,
    )


def _is_counted(record: DocumentRecord) -> bool:
    """Whether a document's pages or tokens are known, or never will be."""
    return record.page_count is not None or record.token_count is not None or record.status < 0
