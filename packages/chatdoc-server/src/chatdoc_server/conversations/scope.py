"""Which documents a question is asked of."""

from collections.abc import Sequence

from chatdoc_server.conversations.library import not_ready
from chatdoc_server.errors import BadRequest, DocumentStatus
from chatdoc_server.storage.documents import DocumentRecord, Documents, DocumentType


def scope(documents: Documents, user_id: int, upload_ids: Sequence[str]) -> list[DocumentRecord]:
    """The documents that ids stand for, each once; a collection stands for its ready members.

    Raises:
        NotFound: an id is unknown, or another user's.
        BadRequest: a document is not ready, or a collection has none that is.
    """
    found: dict[str, DocumentRecord] = {}
    for upload_id in upload_ids:
        record = documents.get(user_id, upload_id)
        members = [record]
        if record.type is DocumentType.COLLECTION:
            members = [one for one in documents.children(record.id) if one.status == DocumentStatus.ELEMENT_PARSED]
            if not members:
                raise BadRequest("The collection has no document that is ready. Please try again later.")
        elif record.status != DocumentStatus.ELEMENT_PARSED:
            raise BadRequest(not_ready(record))
        found.update((one.id, one) for one in members)
    return list(found.values())
