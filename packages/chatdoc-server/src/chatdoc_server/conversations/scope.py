"""Which documents a question is asked of."""

from collections.abc import Sequence

from chatdoc_server.conversations.library import not_ready
from chatdoc_server.errors import BadRequest, DocumentStatus
from chatdoc_server.storage.document_records import DocumentRecord, DocumentType
from chatdoc_server.storage.documents import Documents


def scope(documents: Documents, user_id: int, upload_ids: Sequence[str], most: int) -> list[DocumentRecord]:
    """The documents that ids stand for, each once; a collection stands for its ready members.

    Args:
        documents: Where they are.
        user_id: Who asks.
        upload_ids: Documents, collections and members of collections, in any order.
        most: How many documents can be asked together.

    Raises:
        NotFound: an id is unknown, or another user's.
        BadRequest: a document is not ready, a collection has none that is, or they are more than `most` together.
    """
    found: dict[str, DocumentRecord] = {}
    for upload_id in dict.fromkeys(upload_ids):
        record = documents.get(user_id, upload_id)
        members = [record]
        if record.type is DocumentType.COLLECTION:
            members = _ready(record, documents.children(record.id))
        elif record.status != DocumentStatus.ELEMENT_PARSED:
            raise BadRequest(not_ready(record))
        found.update((one.id, one) for one in members)
    if len(found) > most:
        raise BadRequest(f"At most {most} documents can be asked together, and these are {len(found)}.")
    return list(found.values())


def _ready(collection: DocumentRecord, children: Sequence[DocumentRecord]) -> list[DocumentRecord]:
    """The documents of a collection that can be asked."""
    if not children:
        raise BadRequest(f"The collection {collection.name!r} is empty. Please put documents in first.")
    ready = [one for one in children if one.status == DocumentStatus.ELEMENT_PARSED]
    if not ready:
        # One that is being worked on may still become ready; the last failure says why none will.
        waiting = [one for one in children if not one.status.is_final]
        raise BadRequest(
            f"The collection {collection.name!r} has no document that is ready. {not_ready((waiting or children)[-1])}"
        )
    return ready
