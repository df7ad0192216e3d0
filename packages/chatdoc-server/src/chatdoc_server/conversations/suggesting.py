"""Questions that a document answers, suggested to whoever opens it."""

from dataclasses import dataclass

from chatdoc_server.conversations.library import Library, not_ready
from chatdoc_server.errors import BadRequest, DocumentStatus
from chatdoc_server.storage.documents import Documents


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Suggests questions, made once for each document and kept."""

    documents: Documents
    library: Library

    async def questions(self, user_id: int, upload_id: str) -> list[str]:
        """Five questions that the document, or the collection, answers.

        Raises:
            NotFound: no such document, or not the user's.
            BadRequest: the document is not ready.
        """
        record = self.documents.get(user_id, upload_id)
        if record.status != DocumentStatus.ELEMENT_PARSED:
            raise BadRequest(not_ready(record))
        return record.suggested_questions or []
