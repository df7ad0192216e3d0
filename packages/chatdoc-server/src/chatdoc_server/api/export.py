"""The route that saves an answer with its proof."""

from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import StreamingResponse

from chatdoc_server.api.auth import Caller
from chatdoc_server.api.downloads import attachment
from chatdoc_server.api.problems import MISSING, REFUSED, described_header
from chatdoc_server.api.schemas.envelope import Uuid
from chatdoc_server.api.services import Served


class ExportFormat(StrEnum):
    """What an answer is saved as."""

    MARKDOWN = "markdown"
    PDF = "pdf"


_MEDIA_TYPES = {ExportFormat.MARKDOWN: "text/markdown", ExportFormat.PDF: "application/pdf"}

router = APIRouter(prefix="/questions", tags=["Questions"], responses=REFUSED)


@router.get(
    "/{question_id}/export",
    operation_id="Export_Answer_questions__question_id__export_get",
    summary="Export Answer",
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
def export_answer(
    services: Served,
    caller: Caller,
    question_id: int,
    format: Annotated[  # noqa: A002  # the parameter's name on the wire
        ExportFormat, Query(description="Markdown with footnotes, or a document as PDF with highlights.")
    ] = ExportFormat.MARKDOWN,
    upload_id: Annotated[
        Uuid | None,
        Query(description="Which document to highlight in, for a PDF of an answer that draws on several."),
    ] = None,
) -> StreamingResponse:
    """An answer with its proof, as a file.

    Markdown holds the question, the answer with a footnote for each source, and the words that each source quotes. PDF
    is the document that the answer draws on, each claim highlighted where it comes from with the claim as comment.
    """
    if format is ExportFormat.PDF:
        export = services.exports.pdf(caller.id, question_id, upload_id)
    else:
        export = services.exports.markdown(caller.id, question_id)
    return attachment(export, _MEDIA_TYPES[format])
