"""Accepting a file: check what can be checked at once, store it, and hand it to the workers."""

import logging
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from chatdoc_server.errors import BadRequest, DocumentStatus, PayloadTooLarge, TransientError
from chatdoc_server.fetching import check_url
from chatdoc_server.ingestion.queue import WorkQueue
from chatdoc_server.parsing.base import Depth, FormatName, OcrMode
from chatdoc_server.parsing.pdf import is_pdf
from chatdoc_server.storage.blobs import Blobs
from chatdoc_server.storage.document_records import NAME_CHARACTERS, DocumentRecord, DocumentType, NewDocument
from chatdoc_server.storage.documents import Documents

MEGABYTE = 1 << 20

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Uploads:
    """The door through which every document comes in."""

    documents: Documents
    blobs: Blobs
    queue: WorkQueue
    file_megabytes: int
    collection_documents: int
    now: Callable[[], int]

    def accept(
        self, user_id: int, path: Path, name: str, *, package_type: str, ocr_type: str, collection_id: str | None = None
    ) -> DocumentRecord:
        """Stores the file at `path` as a new document and queues it. The file itself is left alone.

        Raises:
            BadRequest: unknown package type, empty file, or a full collection.
            PayloadTooLarge: the file is larger than the limit.
            NotFound: no such collection.
        """
        if package_type not in set(Depth):
            raise BadRequest(f"Unknown package_type {package_type!r}: use one of {', '.join(Depth)}.")
        size = path.stat().st_size
        if size == 0:
            raise BadRequest("Your file is empty. Please choose another one.")
        if size > self.file_megabytes * MEGABYTE:
            raise PayloadTooLarge(too_large(self.file_megabytes))
        record = self.documents.create(
            NewDocument(
                id=str(uuid.uuid4()),
                user_id=user_id,
                name=name,
                type=DocumentType.DOC_OF_COLLECTION if collection_id else DocumentType.SINGLE_DOC,
                status=DocumentStatus.UN_PARSED,
                package_type=package_type,
                ocr_type=ocr_type,
                created_at=self.now(),
                source_blob=self.blobs.put_file("source", path),
                collection_id=collection_id,
                # A PDF can be downloaded at once: it is shown as it came.
                format=FormatName.PDF if is_pdf(path) else "",
            ),
            collection_limit=self.collection_documents,
        )
        self._submit(record)
        return record

    def accept_website(self, user_id: int, url: str, *, collection_id: str | None = None) -> DocumentRecord:
        """Queues a website to be fetched; its name is the address until its title is known.

        Whether the address may be fetched at all is found out then, when the host is looked up.

        Raises:
            BadRequest: the address is none of a website, or the collection is full.
            NotFound: no such collection.
        """
        check_url(url)
        url = url.strip()
        record = self.documents.create(
            NewDocument(
                id=str(uuid.uuid4()),
                user_id=user_id,
                name=url[:NAME_CHARACTERS],
                type=DocumentType.DOC_OF_COLLECTION if collection_id else DocumentType.SINGLE_DOC,
                status=DocumentStatus.LINK_UN_PARSED,
                package_type=Depth.ELITE,
                ocr_type=OcrMode.DISABLE,
                created_at=self.now(),
                collection_id=collection_id,
                format=FormatName.WEBSITE,
                url=url,
            ),
            collection_limit=self.collection_documents,
        )
        self._submit(record)
        return record

    def _submit(self, record: DocumentRecord) -> None:
        try:
            self.queue.submit(record.id, record.user_id)
        except TransientError:
            # It is stored and will not be lost: upkeep queues what the queue did not hear of.
            log.warning("document %s could not be queued yet", record.id, exc_info=True)


def too_large(megabytes: int) -> str:
    """The words that clients show for a file over the limit."""
    return f"Your file is larger than ({megabytes}MB) so we can't deal with it."
