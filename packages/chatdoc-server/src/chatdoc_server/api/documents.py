"""Routes of documents: upload, look at, rename, download, delete."""

import asyncio
import shutil
import tempfile
from collections.abc import AsyncGenerator, Sequence
from pathlib import Path, PurePosixPath
from typing import Annotated, Any

from fastapi import APIRouter, File, Form, Query, Request, UploadFile
from fastapi.responses import Response, StreamingResponse

from chatdoc_server.api.auth import Caller, OpenedDocument
from chatdoc_server.api.downloads import file_response
from chatdoc_server.api.events import event_stream, streamed
from chatdoc_server.api.problems import MISSING, REFUSED, described_header
from chatdoc_server.api.records import error_of, listed, long, short, status_of
from chatdoc_server.api.schemas.documents import (
    COLLECTION_NAME_LENGTH,
    APICollectionOrUploadResp,
    APIUploadResp,
    DocumentEvent,
    DocumentPage,
    ListedDocument,
    RenameReq,
    UploadOcrType,
    UploadPackageType,
    UploadType,
    WebsiteReq,
)
from chatdoc_server.api.schemas.envelope import Envelope, Uuid
from chatdoc_server.api.schemas.parsed import ListedElement
from chatdoc_server.api.services import Served, Services
from chatdoc_server.api.structure import listed_elements
from chatdoc_server.errors import BadRequest, NotFound
from chatdoc_server.ingestion.costs import layout_of
from chatdoc_server.parsing.base import FormatName
from chatdoc_server.parsing.formats import MEDIA_TYPES
from chatdoc_server.storage.document_records import NAME_CHARACTERS, DocumentRecord, DocumentType

_POLLING_SECONDS = 0.25
_SHOWN: dict[str, dict[str, Any]] = {media_type: {} for media_type in MEDIA_TYPES.values()}
_FILE = described_header("ETag", "string", "Names this very file.") | described_header(
    "Accept-Ranges", "string", "Always `bytes`."
)
_PART = _FILE | described_header("Content-Range", "string", "Which part of the file it is, or how long the file is.")
_CONDITIONS = {
    "Range": "A part of the file, such as `bytes=0-1023`.",
    "If-Range": "The `ETag` of the file that the part must be of; of another one all is sent.",
    "If-None-Match": "The `ETag` of the file that the caller has.",
}
_CONDITIONAL = [
    {"name": name, "in": "header", "required": False, "description": description, "schema": {"type": "string"}}
    for name, description in _CONDITIONS.items()
]

router = APIRouter(prefix="/documents", tags=["Documents"], responses=REFUSED)


@router.post(
    "/upload",
    operation_id="Upload_Document_documents_upload_post",
    summary="Upload Document",
    responses=MISSING,
)
def upload(
    services: Served,
    caller: Caller,
    file: Annotated[UploadFile, File(json_schema_extra={"format": "binary"})],
    package_type: Annotated[UploadPackageType | str, Form()] = UploadPackageType.ELITE,
    collection_id: Annotated[str | None, Form()] = None,
    ocr: Annotated[UploadOcrType, Form()] = UploadOcrType.DISABLE,
) -> Envelope[APIUploadResp]:
    """Takes a file in. The reply comes at once; poll the document until its status is 300 or below 0."""
    with tempfile.TemporaryDirectory(dir=services.scratch) as directory:
        path = Path(directory) / "upload"
        with path.open("wb") as target:
            shutil.copyfileobj(file.file, target, 1 << 20)
        record = services.uploads.accept(
            caller.id,
            path,
            _file_name(file.filename),
            package_type=str(package_type),
            ocr_type=ocr,
            collection_id=collection_id or None,
        )
    return Envelope(data=short(record))


@router.post(
    "/website",
    operation_id="Upload_Document_documents_website_post",
    summary="Upload Website",
    responses=MISSING,
)
def upload_website(services: Served, caller: Caller, body: WebsiteReq) -> Envelope[APIUploadResp]:
    """Takes a website in. The reply comes at once; poll the document until its status is 300 or below 0."""
    record = services.uploads.accept_website(caller.id, body.website, collection_id=body.collection_id or None)
    return Envelope(data=short(record))


@router.get("", operation_id="List_Documents_documents_get", summary="List Documents", responses=MISSING)
def list_documents(
    services: Served,
    caller: Caller,
    cursor: Annotated[str | None, Query(description="Where the previous piece ended.")] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    name: Annotated[str | None, Query(description="Only names that contain this.")] = None,
    kind: Annotated[UploadType | None, Query(alias="type", description="Only these.")] = None,
    collection_id: Annotated[Uuid | None, Query(description="Only documents of this collection.")] = None,
) -> Envelope[DocumentPage]:
    """The caller's documents and collections, newest first.

    Documents in collections are listed when `collection_id` names theirs, or `type` asks for them.
    """
    records, following = services.documents.list(
        caller.id,
        cursor=cursor,
        limit=limit,
        name=name,
        kind=None if kind is None else DocumentType(kind),
        collection_id=collection_id,
    )
    return Envelope(data=DocumentPage(items=listed(services, caller.id, records), next_cursor=following))


@router.get(
    "/{upload_id}", operation_id="Get_Document_documents__upload_id__get", summary="Get Document", responses=MISSING
)
def get_document(services: Served, caller: Caller, upload_id: str) -> Envelope[APICollectionOrUploadResp]:
    """A document or collection and how far it has come."""
    return Envelope(data=long(services, services.documents.get(caller.id, upload_id)))


@router.get(
    "/{upload_id}/details",
    operation_id="Get_Details_documents__upload_id__details_get",
    summary="Get Details",
    responses=MISSING,
)
def get_details(services: Served, caller: Caller, upload_id: str) -> Envelope[ListedDocument]:
    """A document or collection with all that a list of them shows."""
    [document] = listed(services, caller.id, [services.documents.get(caller.id, upload_id)])
    return Envelope(data=document)


@router.patch(
    "/{upload_id}",
    operation_id="Rename_Document_documents__upload_id__patch",
    summary="Rename Document",
    responses=MISSING,
)
def rename_document(services: Served, caller: Caller, upload_id: str, body: RenameReq) -> Envelope[ListedDocument]:
    """Gives a document or collection another name. A website keeps it, whatever title is found in it later."""
    record = services.documents.get(caller.id, upload_id)
    name = _printable(body.name).strip()
    longest = COLLECTION_NAME_LENGTH if record.type is DocumentType.COLLECTION else NAME_CHARACTERS
    if not name.strip(". "):
        raise BadRequest("Please give it a name of letters or digits.")
    if len(name) > longest:
        raise BadRequest(f"The name of a collection has at most {longest} characters.")
    [document] = listed(services, caller.id, [services.documents.rename(caller.id, upload_id, name)])
    return Envelope(data=document)


@router.delete(
    "/{upload_id}",
    operation_id="Delete_Document_documents__upload_id__delete",
    summary="Delete Document",
    responses=MISSING,
)
def delete_document(services: Served, caller: Caller, upload_id: str) -> Envelope[dict[str, Any]]:
    """Removes a document, or a collection with all that is in it."""
    services.documents.delete(caller.id, upload_id)
    services.blobs.collect()
    return Envelope(data={})


@router.get(
    "/{upload_id}/download",
    operation_id="Download_Document_documents__upload_id__download_get",
    summary="Download Document",
    response_class=StreamingResponse,
    responses={
        **MISSING,
        200: {"content": _SHOWN, "description": "The file.", "headers": _FILE},
        206: {"content": _SHOWN, "description": "The part of the file that `Range` asks for.", "headers": _PART},
        304: {"description": "The file is the one that `If-None-Match` names.", "headers": _FILE},
        416: {"description": "`Range` lies outside the file.", "headers": _PART},
    },
    openapi_extra={"parameters": _CONDITIONAL},
)
def download_document(services: Served, record: OpenedDocument, request: Request) -> Response:
    """The file that answers point into: a PDF as uploaded, Word as the PDF made of it, all else as clean HTML.

    Every block of the HTML carries `data-index`; the original can't be downloaded.
    """
    if record.file_blob is None or (record.shown_blob is None and record.format != FormatName.PDF):
        raise NotFound
    media_type = MEDIA_TYPES[layout_of(record)]
    return file_response(services.blobs, record.file_blob, record.name, media_type, request.headers)


@router.get(
    "/{upload_id}/elements",
    operation_id="Get_Elements_documents__upload_id__elements_get",
    summary="Get Elements",
    responses=MISSING,
    response_model_exclude_unset=True,
)
def get_elements(
    services: Served,
    record: OpenedDocument,
    page: Annotated[list[int] | None, Query(description="0-based; may be repeated; all pages when absent.")] = None,
) -> Envelope[list[ListedElement]]:
    """The parsed elements of some pages, in reading order."""
    return Envelope(status="ok", data=listed_elements(services.library.document(record), page))


@router.get(
    "/{upload_id}/events",
    operation_id="Watch_Document_documents__upload_id__events_get",
    summary="Watch Document",
    response_class=StreamingResponse,
    responses={**MISSING, 200: streamed(DocumentEvent, "An event at each step, until the status is final.")},
)
def watch_document(services: Served, caller: Caller, upload_id: str) -> StreamingResponse:
    """Follows a document as it is taken in."""
    services.documents.get(caller.id, upload_id)
    return event_stream(_progress(services, upload_id))


async def _progress(services: Services, upload_id: str) -> AsyncGenerator[DocumentEvent]:
    last: DocumentEvent | None = None
    while (record := await asyncio.to_thread(services.documents.find, upload_id)) is not None:
        children: Sequence[DocumentRecord] = ()
        if record.type is DocumentType.COLLECTION:
            children = await asyncio.to_thread(services.documents.children, upload_id)
        event = _event(record, children)
        if event != last:
            yield event
        # Nobody works on an empty collection, so there is nothing to wait for.
        if event.status.is_final or (record.type is DocumentType.COLLECTION and not children):
            return
        last = event
        await asyncio.sleep(_POLLING_SECONDS)


def _event(record: DocumentRecord, children: Sequence[DocumentRecord]) -> DocumentEvent:
    status = status_of(record, children)
    parts = children or [record]
    totals = [part.page_count for part in parts if part.page_count is not None]
    return DocumentEvent(
        status=status,
        stage=status.name.lower(),
        pages_done=sum(part.pages_done for part in parts),
        pages_total=sum(totals) if len(totals) == len(parts) else None,
        error_msg=error_of(status, parts[-1]),
    )


def _file_name(given: str | None) -> str:
    """The last part of whatever path a client sends, without characters that no name has."""
    last = PurePosixPath((given or "").replace("\\", "/")).name
    name = _printable(last)[-NAME_CHARACTERS:]
    return name if name.strip(". ") else "document"


def _printable(text: str) -> str:
    return "".join(character for character in text if character.isprintable())
