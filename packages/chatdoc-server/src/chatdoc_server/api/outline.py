"""The route of a document's headings."""

from fastapi import APIRouter

from chatdoc_server.api.auth import OpenedDocument
from chatdoc_server.api.problems import MISSING, REFUSED
from chatdoc_server.api.schemas.envelope import Envelope
from chatdoc_server.api.schemas.parsed import Heading, Outline
from chatdoc_server.api.services import Served
from chatdoc_server.api.structure import outline
from chatdoc_server.document import Document, Element, ElementKind

router = APIRouter(prefix="/documents", tags=["Documents"], responses=REFUSED)


@router.get(
    "/{upload_id}/outline",
    operation_id="Get_Outline_documents__upload_id__outline_get",
    summary="Get Outline",
    responses=MISSING,
)
def get_outline(services: Served, record: OpenedDocument) -> Envelope[Outline]:
    """The headings of a document that is ready, in reading order, and which stands under which.

    Pages that are pictures, or whose text is garbled, are named, so that their reader can upload the document again
    with character recognition.
    """
    document = services.library.document(record)
    headings = [_heading(document, one) for one in document.elements if one.kind is ElementKind.HEADING]
    pages = [page.number for page in document.pages if page.suggests_ocr and not page.was_ocr_read]
    return Envelope(data=Outline(page_count=len(document.pages), headings=headings, ocr_suggested_pages=pages))


def _heading(document: Document, element: Element) -> Heading:
    paged = document.is_paged
    return Heading(
        index=element.index,
        title=element.text,
        level=element.level,
        parent=element.parent,
        page=element.page if paged else None,
        outline=outline(element.box) if paged else None,
        block=None if paged else element.index,
    )
