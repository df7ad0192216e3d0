"""What happens to an uploaded file, one plain function a step; each may run again after a crash.

An upload becomes a blob (`Uploads.accept`), is counted and paid for (`measure`), becomes a Document
(`parse`), an index file (`index`), and is ready (`settle`). Whatever goes wrong for good ends in `fail`.
"""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from chatdoc_server.accounts import reservations
from chatdoc_server.accounts.quota import PackageKind, Quota
from chatdoc_server.document import codec
from chatdoc_server.errors import DocumentError, DocumentStatus, QuotaExceeded
from chatdoc_server.indexing.build import build_index
from chatdoc_server.indexing.embedding.base import Embedder
from chatdoc_server.parsing.base import Depth, Progress
from chatdoc_server.storage.blobs import Blobs
from chatdoc_server.storage.documents import DocumentRecord, Documents

PAGE_PACKAGES: dict[Depth, tuple[PackageKind, DocumentStatus]] = {
    Depth.ELITE: (PackageKind.ELITE_PAGE, DocumentStatus.ELITE_PAGE_NOT_ENOUGH_ERROR),
    Depth.BASIC: (PackageKind.BASIC_PAGE, DocumentStatus.BASIC_PAGE_NOT_ENOUGH_ERROR),
    Depth.LITE: (PackageKind.LITE_PAGE, DocumentStatus.LITE_PAGE_NOT_ENOUGH_ERROR),
}
"""What pays for a page read at each depth, and how a document ends when that is not enough."""


class Reader(Protocol):
    """Reads files apart from this process."""

    def count_pages(self, path: Path) -> int:
        """How many pages the file has."""
        ...

    def parse(self, path: Path, depth: Depth, progress: Progress) -> bytes:
        """The file's structure, encoded."""
        ...


@dataclass(frozen=True, slots=True)
class Intake:
    """The steps, with all that they work on."""

    documents: Documents
    blobs: Blobs
    quota: Quota
    reader: Reader
    embedder: Embedder
    scratch: Path

    def measure(self, upload_id: str) -> None:
        """Counts the document's pages and sets aside what they cost.

        Raises:
            DocumentError: the file can't be opened, is too long, or is not paid for.
        """
        record = self._unfinished(upload_id)
        if record is None or record.source_blob is None:
            return
        self.documents.advance(upload_id, DocumentStatus.TEXT_PARSING)
        with tempfile.TemporaryDirectory(dir=self.scratch) as directory:
            pages = self.reader.count_pages(self.blobs.fetch(record.source_blob, Path(directory)))
        self.documents.advance(upload_id, DocumentStatus.TEXT_PARSING, page_count=pages)
        kind, refusal = PAGE_PACKAGES[Depth(record.package_type)]
        try:
            self.quota.reserve(record.user_id, kind, pages, reservations.of_document(upload_id))
        except QuotaExceeded as error:
            raise DocumentError(refusal, str(error)) from error

    def parse(self, upload_id: str) -> None:
        """Reads the file into a Document.

        Raises:
            DocumentError: the file can't be read.
        """
        record = self._unfinished(upload_id)
        if record is None or record.source_blob is None:
            return
        self.documents.advance(upload_id, DocumentStatus.ELEMENT_PARSING, pages_done=0)
        with tempfile.TemporaryDirectory(dir=self.scratch) as directory:
            path = self.blobs.fetch(record.source_blob, Path(directory))
            data = self.reader.parse(path, Depth(record.package_type), self._progress(upload_id))
        key = self.blobs.put_bytes("document", data)
        self.documents.advance(
            upload_id, DocumentStatus.INSIGHT_CALLBACK, pages_done=record.page_count, document_blob=key
        )

    def index(self, upload_id: str) -> None:
        """Cuts the Document into passages and stores their index file."""
        record = self._unfinished(upload_id)
        if record is None or record.document_blob is None:
            return
        document = codec.decode(self.blobs.read(record.document_blob))
        key = self.blobs.put_bytes("index", build_index(document, self.embedder))
        self.documents.advance(upload_id, DocumentStatus.TEXT_PARSED, index_blob=key)

    def settle(self, upload_id: str) -> None:
        """Charges what was set aside and opens the document to questions; drops both when it was deleted meanwhile."""
        record = self.documents.find(upload_id)
        if record is None:
            self.quota.release(reservations.of_document(upload_id))
            return
        self.quota.settle(reservations.of_document(upload_id))
        self.documents.advance(upload_id, DocumentStatus.ELEMENT_PARSED)

    def fail(self, upload_id: str, status: DocumentStatus, message: str) -> None:
        """Ends the document with a reason and gives back what was set aside for it."""
        self.quota.release(reservations.of_document(upload_id))
        self.documents.advance(upload_id, status, error_message=message)

    def _unfinished(self, upload_id: str) -> DocumentRecord | None:
        record = self.documents.find(upload_id)
        return None if record is None or record.status.is_final else record

    def _progress(self, upload_id: str) -> Progress:
        return _throttled(
            lambda done, total: self.documents.advance(
                upload_id, DocumentStatus.ELEMENT_PARSING, pages_done=done, page_count=total
            )
        )


def _throttled(report: Callable[[int, int], object], steps: int = 20) -> Progress:
    """Passes on about `steps` reports in all, so that progress costs no more than the work."""
    reported = 0

    def progress(done: int, total: int) -> None:
        nonlocal reported
        if done * steps // max(total, 1) > reported * steps // max(total, 1):
            reported = done
            report(done, total)

    return progress
