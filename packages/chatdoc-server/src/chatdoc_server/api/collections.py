"""Routes of collections: make one, clone documents into it."""

from fastapi import APIRouter

from chatdoc_server.api.auth import Caller
from chatdoc_server.api.problems import MISSING, REFUSED, USED_UP
from chatdoc_server.api.records import short
from chatdoc_server.api.schemas.documents import APICloneReq, APIUploadResp, CollectionReq
from chatdoc_server.api.schemas.envelope import Envelope
from chatdoc_server.api.services import Served

router = APIRouter(prefix="/collections", tags=["Collections"], responses=REFUSED)


@router.post("", operation_id="Create_Collection_collections_post", summary="Create Collection")
def create_collection(services: Served, caller: Caller, body: CollectionReq) -> Envelope[APIUploadResp]:
    """Makes an empty collection; upload documents with its id, or clone some into it."""
    return Envelope(data=short(services.collections.create(caller.id, body.name)))


@router.post(
    "/clone-documents",
    operation_id="clone_document_to_collection_collections_clone_documents_post",
    summary="Clone Documents To Collection",
    responses={**MISSING, **USED_UP},
)
def clone_documents(services: Served, caller: Caller, body: APICloneReq) -> Envelope[list[APIUploadResp]]:
    """Clones single documents that are ready into a collection: all of them, or none.

    Clones are ready at once, share what is stored and outlive their originals. Their pages are charged again from the
    package that the original was uploaded with, or their tokens; pages read by character recognition are not.
    """
    clones = services.collections.clone(caller.id, body.collection_id, body.upload_ids)
    return Envelope(data=[short(clone) for clone in clones])
