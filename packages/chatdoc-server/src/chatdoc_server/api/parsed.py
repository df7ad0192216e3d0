"""The route of the parsed structure."""

from fastapi import APIRouter

from chatdoc_server.api.auth import Caller
from chatdoc_server.api.problems import MISSING, REFUSED
from chatdoc_server.api.schemas.documents import UploadOcrType, UploadPackageType
from chatdoc_server.api.schemas.envelope import Envelope, Uuid
from chatdoc_server.api.schemas.parsed import PDFParserDocument, PDFParseResp
from chatdoc_server.api.services import Served
from chatdoc_server.api.structure import parsed_elements

router = APIRouter(tags=["PDF Parser"], responses=REFUSED)


@router.get(
    "/pdf_parser/{upload_id}",
    operation_id="PDF_Parser_pdf_parser_upload_id_get",
    summary="PDF Parser",
    responses=MISSING,
    response_model_exclude_unset=True,
)
def parse(services: Served, caller: Caller, upload_id: Uuid) -> Envelope[PDFParseResp]:
    """The whole parsed structure of a document that is ready, in reading order."""
    record = services.documents.get(caller.id, upload_id)
    document = services.library.document(record)
    about = PDFParserDocument(
        id=record.id,
        name=record.name,
        page_type=UploadPackageType(record.package_type),
        ocr_type=UploadOcrType(record.ocr_type),
        page_count=len(document.pages),
        create_time=record.created_at,
    )
    return Envelope(status="ok", data=PDFParseResp(document=about, elements=parsed_elements(document)))
