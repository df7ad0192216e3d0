"""The route of search: ranked passages for those who bring their own model."""

from fastapi import APIRouter

from chatdoc_server.answering.base import Support
from chatdoc_server.api.auth import Caller
from chatdoc_server.api.problems import MISSING, REFUSED
from chatdoc_server.api.schemas.envelope import Envelope
from chatdoc_server.api.schemas.questions import SearchReq, SearchResult
from chatdoc_server.api.services import Served
from chatdoc_server.citations.sources import source_info
from chatdoc_server.errors import BadRequest
from chatdoc_server.retrieval.base import Asked, Hit

router = APIRouter(tags=["Search"], responses=REFUSED)


@router.post("/search", operation_id="Search_search_post", summary="Search", responses=MISSING)
async def search(services: Served, caller: Caller, body: SearchReq) -> Envelope[list[SearchResult]]:
    """The passages that fit a query best, best first. Charges nothing."""
    upload_ids = body.upload_ids or ([body.upload_id] if body.upload_id else [])
    if not upload_ids:
        raise BadRequest("Please say where to search: give 'upload_ids' or 'upload_id'.")
    found = await services.conversations.search(caller.id, upload_ids, body.query, body.limit)
    return Envelope(data=[_result(hit, asked) for hit, asked in found])


def _result(hit: Hit, asked: Asked) -> SearchResult:
    [source] = source_info([Support(hit.upload_id, hit.passage.spans)], {asked.upload_id: asked.document})
    return SearchResult(
        upload_id=hit.upload_id,
        page=hit.passage.page if asked.document.is_paged else None,
        score=hit.score,
        text=hit.passage.text,
        headings=list(hit.passage.headings),
        source=source,
        elements=list(hit.passage.elements),
    )
