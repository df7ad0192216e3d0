"""Collections of documents: making them, and cloning documents into them."""

import uuid
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from chatdoc_server.accounts.quota import PackageKind, Quota
from chatdoc_server.errors import BadRequest, DocumentStatus, QuotaExceeded
from chatdoc_server.ingestion.costs import Cost, costs
from chatdoc_server.parsing.base import Depth, OcrMode, Size
from chatdoc_server.storage.document_records import Cloning, DocumentRecord, DocumentType, NewDocument
from chatdoc_server.storage.documents import Documents


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
        """Clones of ready documents, in the collection; all of them or none. An id that is given twice counts once.

        A clone is ready at once: it shares all that is stored of its original and goes on when that is deleted. It is
        charged the original's pages again, from the package that the original was uploaded with, or its tokens. Pages
        that character recognition read are not charged again, because nothing is recognised again. Clones and their
        charges are one transaction, so that there is never one without the other.

        Raises:
            NotFound: no such collection or document.
            BadRequest: a document is not ready or not a single document, or the collection would hold too many.
            QuotaExceeded: the packages do not hold what the clones cost together.
        """
        wanted = dict.fromkeys(upload_ids)
        if len(wanted) > self.collection_documents:
            raise BadRequest(f"A collection holds at most {self.collection_documents} documents; these are more.")
        cloning = Cloning(user_id, collection_id, {str(uuid.uuid4()): one for one in wanted}, self.now())
        return self.documents.clone(
            cloning, collection_limit=self.collection_documents, approve=check_clonable, pay=self._charge
        )

    def _charge(self, connection: Connection, clones: Sequence[DocumentRecord]) -> None:
        due = [(clone.user_id, cost) for clone in clones for cost in _price(clone)]
        try:
            for user_id, cost in due:
                self.quota.reserve(user_id, cost.kind, cost.amount, cost.reservation, connection=connection)
        except QuotaExceeded as error:
            raise QuotaExceeded(_too_dear([cost for _, cost in due])) from error
        for _, cost in due:
            self.quota.settle(cost.reservation, connection=connection)


def check_clonable(record: DocumentRecord) -> None:
    """Passes what can be cloned: a single document that is ready.

    Raises:
        BadRequest: it is something else; the text says what.
    """
    if record.type is DocumentType.COLLECTION:
        raise BadRequest(f"{record.name!r} is a collection. Only single documents can be cloned.")
    if record.type is DocumentType.DOC_OF_COLLECTION:
        raise BadRequest(f"{record.name!r} is in a collection already. Only single documents can be cloned.")
    if record.status < 0:
        raise BadRequest(f"{record.name!r} could not be taken in and can't be cloned: {record.error_message}")
    if record.status != DocumentStatus.ELEMENT_PARSED:
        raise BadRequest(
            f"{record.name!r} is still being worked on (status {record.status}). Please clone it when it is ready."
        )


def _price(clone: DocumentRecord) -> list[Cost]:
    """What a clone is charged for: pages or tokens, as they were counted when its original was taken in."""
    size = Size(pages=clone.page_count or 0, tokens=clone.token_count or 0)
    return [cost for cost in costs(clone, size) if cost.amount]


def _too_dear(due: Sequence[Cost]) -> str:
    sums: Counter[PackageKind] = Counter()
    for cost in due:
        sums[cost.kind] += cost.amount
    needed = ", ".join(f"{amount} of {kind}" for kind, amount in sums.items())
    return f"Your packages do not hold enough to clone this: {needed} needed. Nothing was cloned and nothing charged."
