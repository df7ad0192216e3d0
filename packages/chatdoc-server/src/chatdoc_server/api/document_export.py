"""The route that saves a document's structure as a file."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import StreamingResponse

from chatdoc_server.api.auth import OpenedDocument
from chatdoc_server.api.downloads import HTML, attachment
from chatdoc_server.api.problems import MISSING, REFUSED, described_header
from chatdoc_server.api.services import Served
from chatdoc_server.exporting.documents.formats import DocumentFormat

# Not plain JSON: that stands in the envelope.
_MEDIA_TYPES = {
    DocumentFormat.MARKDOWN: "text/markdown",
    DocumentFormat.HTML: HTML,
    DocumentFormat.JSON: "application/vnd.chatdoc.document+json",
    DocumentFormat.DOCLING: "application/vnd.docling.document+json",
}

router = APIRouter(prefix="/documents", tags=["Documents"], responses=REFUSED)


@router.get(
    "/{upload_id}/export",
    operation_id="Export_Document_documents__upload_id__export_get",
    summary="Export Document",
    response_class=StreamingResponse,
    responses={
        **MISSING,
        200: {
            "content": {media_type: {} for media_type in _MEDIA_TYPES.values()},
            "description": "The file, to be saved under the name that `Content-Disposition` gives.",
            "headers": described_header("Content-Disposition", "string", "`attachment`, with the file's name."),
        },
    },
)
def export_document(
    services: Served,
    record: OpenedDocument,
    format: Annotated[  # noqa: A002  # the parameter's name on the wire
        DocumentFormat, Query(description="Markdown, HTML, our JSON, or Docling's.")
    ] = DocumentFormat.MARKDOWN,
    words: Annotated[bool, Query(description="Tell in our JSON where every word stands, too.")] = False,
) -> StreamingResponse:
    """The structure of a document that is ready, as a file: Markdown, HTML, JSON or Docling.

    What stands in parts over columns and pages is joined, and page furniture left out; the JSON formats hold it all,
    each part with its place. See docs/exports.md.
    """
    return attachment(services.document_exports.file(record, format, words=words), _MEDIA_TYPES[format])
