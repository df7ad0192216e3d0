"""What happens to an uploaded file or a website, one plain function a step; each may run again after a crash.

An upload becomes a blob (`Uploads.accept`); a website is fetched into one (`fetch`). It is converted to what is shown
(`convert`: a PDF or canonical HTML), counted and paid for (`measure`), becomes a Document (`parse`), an index file
(`index`), and is ready (`settle`). Whatever goes wrong for good ends in `fail`.
"""

import tempfile
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from chatdoc_server.accounts.quota import Quota
from chatdoc_server.document import Document, codec
from chatdoc_server.errors import DocumentError, DocumentStatus, NotFound
from chatdoc_server.indexing.build import build_index
from chatdoc_server.indexing.embedding.choice import Embedders
from chatdoc_server.ingestion.costs import layout_of, release, reserve, settle
from chatdoc_server.parsing.base import Converted, Depth, FormatName, Layout, OcrMode, Progress, Reading, Size
from chatdoc_server.parsing.messages import Identified
from chatdoc_server.storage.blobs import Blobs
from chatdoc_server.storage.document_records import Changes, DocumentRecord
from chatdoc_server.storage.documents import Documents

TO_PDF = frozenset({FormatName.DOC, FormatName.DOCX})
"""Formats whose conversion clients watch by the statuses PDF_CONVERTING and PDF_CONVERTED."""
_REPORTS = 20
"""About how many reports of progress are written down of one document."""


class Reader(Protocol):
    """Reads files apart from this process; see `IsolatedReader`."""

    def identify(self, path: Path) -> Identified:
        """The file's format."""
        ...

    def convert(self, path: Path, form: FormatName) -> Converted:
        """The file as PDF or canonical HTML."""
        ...

    def measure(self, path: Path, layout: Layout, ocr: OcrMode = OcrMode.DISABLE) -> Size:
        """What a converted file costs."""
        ...

    def parse(self, path: Path, layout: Layout, reading: Reading, progress: Progress) -> bytes:
        """A converted file's structure, encoded."""
        ...


class Fetcher(Protocol):
    """Fetches websites; see `chatdoc_server.fetching`."""

    def fetch(self, url: str, target: Path) -> None:
        """Writes what the address holds to `target`.

        Raises:
            DocumentError: LINK_DOWNLOAD_ERROR, HTML_DOWNLOAD_ERROR, HTML_EMPTY_BODY_ERROR, HTML_CONVERT_ERROR or
                EXCEED_SIZE_ERROR.
        """
        ...


@dataclass(frozen=True, slots=True)
class Intake:
    """The steps, with all that they work on."""

    documents: Documents
    blobs: Blobs
    quota: Quota
    reader: Reader
    fetcher: Fetcher
    embedders: Embedders
    scratch: Path

    def fetch(self, upload_id: str) -> None:
        """Fetches a website; an uploaded file is there already.

        Raises:
            DocumentError: the address can't be fetched, or holds too much.
        """
        record = self._unfinished(upload_id)
        if record is None or record.url is None or record.source_blob is not None:
            return
        self.documents.advance(upload_id, DocumentStatus.LINK_DOWNLOADING)
        with tempfile.TemporaryDirectory(dir=self.scratch) as directory:
            path = Path(directory) / "website"
            self.fetcher.fetch(record.url, path)
            key = self.blobs.put_file("source", path)
        self.documents.advance(upload_id, DocumentStatus.LINK_DOWNLOADING, source_blob=key)

    def convert(self, upload_id: str) -> None:
        """Finds out what the file is, and makes of it what is shown and parsed.

        Raises:
            DocumentError: it is of no format that can be read, or can't be converted.
        """
        record = self._unfinished(upload_id)
        if record is None or record.source_blob is None:
            return
        with self._file(record.source_blob) as path:
            found = self._identified(record, path)
            # A page of a website is read for its main content, which an uploaded page is not.
            is_website = record.url is not None and found.format is FormatName.HTML
            form = FormatName.WEBSITE if is_website else found.format
            if not found.converts:
                self.documents.advance(upload_id, record.status, format=form)
                return
            before = DocumentStatus.PDF_CONVERTING if form in TO_PDF else record.status
            after = DocumentStatus.PDF_CONVERTED if form in TO_PDF else record.status
            self.documents.advance(upload_id, before, format=form)
            converted = self.reader.convert(path, form)
        changes: Changes = {"shown_blob": self.blobs.put_bytes("shown", converted.data)}
        if record.url is not None and converted.title:
            changes["title"] = converted.title
        self.documents.advance(upload_id, after, **changes)

    def measure(self, upload_id: str) -> None:
        """Counts what the document costs and sets it aside.

        Raises:
            DocumentError: the file can't be opened, is too long, or is not paid for.
        """
        record = self._unfinished(upload_id)
        if record is None or record.file_blob is None:
            return
        self.documents.advance(upload_id, DocumentStatus.TEXT_PARSING)
        layout = layout_of(record)
        with self._file(record.file_blob) as path:
            size = self.reader.measure(path, layout, reading_of(record).ocr)
        counts: Changes = {"token_count": size.tokens}
        if layout is Layout.PAGED:
            counts = {"page_count": size.pages, "ocr_page_count": size.ocr_pages}
        self.documents.advance(upload_id, DocumentStatus.TEXT_PARSING, **counts)
        reserve(self.quota, record, size)

    def parse(self, upload_id: str) -> None:
        """Reads the file into a Document.

        Raises:
            DocumentError: the file can't be read.
        """
        record = self._unfinished(upload_id)
        if record is None or record.file_blob is None:
            return
        self.documents.advance(upload_id, DocumentStatus.ELEMENT_PARSING, pages_done=0)
        with self._file(record.file_blob) as path:
            data = self.reader.parse(path, layout_of(record), reading_of(record), self._progress(upload_id))
        key = self.blobs.put_bytes("document", data)
        changes: Changes = {"document_blob": key, "pages_done": record.page_count or 0}
        if record.ocr_page_count:
            changes["ocr_page_count"] = _ocr_pages(codec.decode(data))
        self.documents.advance(upload_id, DocumentStatus.INSIGHT_CALLBACK, **changes)

    def index(self, upload_id: str) -> None:
        """Cuts the Document into passages and stores their index file."""
        record = self._unfinished(upload_id)
        if record is None or record.document_blob is None:
            return
        with _kept():
            data = self.blobs.read(record.document_blob)
        document = codec.decode(data)
        key = self.blobs.put_bytes("index", build_index(document, self.embedders.of(document.language)))
        self.documents.advance(upload_id, DocumentStatus.TEXT_PARSED, index_blob=key)

    def settle(self, upload_id: str) -> None:
        """Charges what was set aside and opens the document to questions; drops both when it was deleted meanwhile."""
        record = self.documents.find(upload_id)
        if record is None:
            release(self.quota, upload_id)
            return
        settle(self.quota, record)
        self.documents.advance(upload_id, DocumentStatus.ELEMENT_PARSED)

    def fail(self, upload_id: str, status: DocumentStatus, message: str) -> None:
        """Ends the document with a reason and gives back what was set aside for it."""
        release(self.quota, upload_id)
        self.documents.advance(upload_id, status, error_message=message)

    def _identified(self, record: DocumentRecord, path: Path) -> Identified:
        try:
            return self.reader.identify(path)
        except DocumentError as refusal:
            if record.url is None or refusal.status != DocumentStatus.TEXT_PARSE_ERROR:
                raise
            text = "The website gives something that is no page, and not in another format that we can read."
            raise DocumentError(DocumentStatus.HTML_CONVERT_ERROR, text) from refusal

    @contextmanager
    def _file(self, key: str) -> Generator[Path]:
        """A stored file on disk, for as long as the block lasts."""
        with tempfile.TemporaryDirectory(dir=self.scratch) as directory:
            with _kept():
                path = self.blobs.fetch(key, Path(directory))
            yield path

    def _unfinished(self, upload_id: str) -> DocumentRecord | None:
        record = self.documents.find(upload_id)
        return None if record is None or record.status.is_final else record

    def _progress(self, upload_id: str) -> Progress:
        return _throttled(
            lambda done, total: self.documents.advance(
                upload_id, DocumentStatus.ELEMENT_PARSING, pages_done=done, page_count=total
            )
        )


def reading_of(record: DocumentRecord) -> Reading:
    """How the document is to be parsed. An image has nothing but what character recognition finds."""
    ocr = OcrMode.FORCE if record.format == FormatName.IMAGE else OcrMode(record.ocr_type)
    return Reading(Depth(record.package_type), ocr, record.ocr_page_count or 0)


@contextmanager
def _kept() -> Generator[None]:
    """Ends a document whose file is gone from the store; one that was deleted meanwhile has ended already."""
    try:
        yield
    except NotFound as error:
        text = "The file is gone from the store. Please upload it again."
        raise DocumentError(DocumentStatus.READ_TMP_FILE_ERROR, text) from error


def _ocr_pages(document: Document) -> int:
    return sum(page.was_ocr_read for page in document.pages)


def _throttled(report: Callable[[int, int], object]) -> Progress:
    """Passes on about `_REPORTS` reports in all, so that progress costs no more than the work."""
    reported = 0

    def progress(done: int, total: int) -> None:
        nonlocal reported
        if done * _REPORTS // max(total, 1) > reported * _REPORTS // max(total, 1):
            reported = done
            report(done, total)

    return progress
