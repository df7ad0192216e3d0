"""The route that says what this service can do."""

from fastapi import APIRouter

from chatdoc_server.api.auth import Caller
from chatdoc_server.api.problems import REFUSED
from chatdoc_server.api.schemas.account import FileFormat, ServiceInfo
from chatdoc_server.api.schemas.documents import DocumentLayout
from chatdoc_server.api.schemas.envelope import Envelope
from chatdoc_server.api.schemas.questions import MOST_UPLOAD_IDS, APIAIModelEnum
from chatdoc_server.api.services import Served
from chatdoc_server.parsing.formats import LAYOUTS

router = APIRouter(tags=["Service"], responses=REFUSED)


@router.get("/service", operation_id="Get_Service_service_get", summary="Get Service")
def get_service(services: Served, _: Caller) -> Envelope[ServiceInfo]:
    """What this service can do, and its limits."""
    about = services.about
    formats = [
        FileFormat(name=name, extensions=list(extensions), layout=DocumentLayout(LAYOUTS[name]))
        for name, extensions in about.formats.items()
    ]
    return Envelope(
        data=ServiceInfo(
            version=about.version,
            file_bytes=services.file_bytes,
            pages=about.pages,
            document_tokens=about.document_tokens,
            collection_documents=about.collection_documents,
            question_documents=min(about.collection_documents, MOST_UPLOAD_IDS),
            formats=formats,
            writes_answers=about.writes_answers,
            models=[one for one in APIAIModelEnum if one is APIAIModelEnum.DEFAULT or one in about.models],
        )
    )
