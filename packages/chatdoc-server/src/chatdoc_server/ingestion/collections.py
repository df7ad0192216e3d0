"""Collections of documents: making them, and cloning documents into them."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from chatdoc_server.accounts.quota import Quota
from chatdoc_server.errors import BadRequest, DocumentStatus
from chatdoc_server.parsing.base import Depth, OcrMode
from chatdoc_server.storage.documents import DocumentRecord, Documents, DocumentType, NewDocument


@dataclass(frozen=True, slots=True)
class Collections:
    """Makes collections and fills them with clones."""

    documents: Documents
    quota: Quota
    collection_documents: int
    now: Callable[[], int]

    def create(self, user_id: int, name: str) -> DocumentRecord:
        """An empty collection."""
        return self.documents.create(
            NewDocument(
                id=str(uuid.uuid4()),
                user_id=user_id,
                name=name,
                type=DocumentType.COLLECTION,
                status=DocumentStatus.UN_PARSED,
                package_type=Depth.ELITE,
                ocr_type=OcrMode.DISABLE,
                created_at=self.now(),
            )
        )

    def clone(self, user_id: int, collection_id: str, upload_ids: Sequence[str]) -> list[DocumentRecord]:
        """Clones of ready documents, in the collection; all of them or none.

        Raises:
            NotFound: no such collection or document.
            BadRequest: a document is not ready or is a collection, or the collection would hold too many.
            QuotaExceeded: the packages do not hold what the clones cost.
        """
        raise BadRequest(f"Documents can't be cloned into {collection_id} yet: {len(upload_ids)} of user {user_id}.")
