"""Documents: put in, wait for, look at, take out."""

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from chatdoc.lib import calls
from chatdoc.lib.calls import DocumentLike, FileToSend, id_of
from chatdoc.lib.errors import ConnectionFailed, NotFoundError, Timeout
from chatdoc.lib.model import DocumentInfo
from chatdoc.lib.saving import save
from chatdoc.lib.transport import Transport
from chatdoc.lib.waiting import POLL_SECONDS, Deadline, OnProgress, is_ready, report
from chatdoc.models.parsed_element import ParsedElement
from chatdoc.models.pdf_parse_resp import PDFParseResp


@dataclass(frozen=True)
class Document(DocumentInfo):
    """A document as it was when the server was asked; `refresh` and `wait` return newer ones."""

    _documents: "Documents" = field(repr=False, compare=False, kw_only=True)

    def refresh(self) -> "Document":
        """The document as it is now."""
        return self._documents.get(self)

    def wait(self, timeout: float | None = None, on_progress: OnProgress | None = None) -> "Document":
        """Waits until the document can be asked, and returns it.

        Args:
            timeout: seconds to wait at most.
            on_progress: called at each step on the way.

        Raises:
            DocumentFailed: it could not be taken in.
            Timeout: it is not ready in time; it can be waited for again.
        """
        return self._documents.wait(self, timeout, on_progress)

    def delete(self) -> None:
        """Removes the document."""
        self._documents.delete(self)


def file_to_send(file: str | os.PathLike[str] | bytes, name: str | None) -> FileToSend:
    """A file given by its path, or as its content."""
    if isinstance(file, bytes):
        return FileToSend(name or "document.pdf", file)
    return FileToSend(name or Path(file).name, Path(file))


class Documents:
    """The documents of the API key's user."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def upload(
        self,
        file: str | os.PathLike[str] | bytes,
        *,
        package: str = "elite",
        ocr: str = "disable",
        name: str | None = None,
        collection: DocumentLike | None = None,
    ) -> Document:
        """Puts a file in. The server works on it after this has returned; see `Document.wait`.

        Args:
            file: a path, or a file's content; the server tells by the content which format it is.
            package: how deeply a PDF or a Word file is read: `elite`, `basic` or `lite`.
            ocr: which pages are read by character recognition: `disable`, `auto` or `force`.
            name: what to call it, if not by the path's last part.
            collection: which collection to put it in.

        Raises:
            BadRequestError: the file is empty or too large, or one of the words is unknown.
        """
        return self.made(self._transport.send(calls.upload(file_to_send(file, name), package, ocr, collection)))

    def website(self, url: str, *, collection: DocumentLike | None = None) -> Document:
        """Puts a website in: the main content of the page at an address, which the server fetches.

        Args:
            url: where it is, with http:// or https:// before it.
            collection: which collection to put it in.

        Raises:
            BadRequestError: it is no address of a website.
        """
        return self.made(self._transport.send(calls.website(url, collection)))

    def get(self, document: DocumentLike) -> Document:
        """A document by its id.

        Raises:
            NotFoundError: there is none.
        """
        return self.made(self._transport.send(calls.get_document(id_of(document))))

    def list(self, name: str | None = None) -> Iterator[Document]:
        """All documents and collections, newest first; those whose name contains `name`, if it is given."""
        cursor: str | None = None
        while True:
            piece = self._transport.send(calls.list_documents(name, cursor))
            yield from map(self.made, piece.items)
            cursor = piece.next_cursor
            if cursor is None:
                return

    def delete(self, document: DocumentLike) -> None:
        """Removes a document, or a collection with all that is in it.

        Raises:
            NotFoundError: there is none.
        """
        self._transport.send(calls.delete_document(id_of(document)))

    def wait(
        self, document: DocumentLike, timeout: float | None = None, on_progress: OnProgress | None = None
    ) -> Document:
        """Waits until a document can be asked; see `Document.wait`."""
        deadline, has_events = Deadline(timeout), True
        while True:
            told = False
            try:
                told = has_events and self._follow(id_of(document), deadline.next_wait(), on_progress)
            except NotFoundError:
                has_events = False
            current = self.get(document)
            if is_ready(current, None if told else on_progress):
                return current
            time.sleep(deadline.next_wait(POLL_SECONDS))

    def download(self, document: DocumentLike, to: str | os.PathLike[str]) -> Path:
        """Writes a document's file to the path `to`, which is replaced only when all of it has come."""
        return save(self._transport, calls.download(id_of(document)), to)

    def export(
        self,
        document: DocumentLike,
        to: str | os.PathLike[str],
        *,
        format: str | None = None,  # noqa: A002  # the API's word
    ) -> Path:
        """Writes what was read of a document to the path `to`, which is replaced only when all of it has come.

        Args:
            document: which; it must be ready.
            to: where; its ending names the format, `.md`, `.html`, `.json` or `.docling.json`, unless `format` does.
            format: `markdown`, `html`, `json` or `docling`.

        Raises:
            BadRequestError: the document is not ready, or a collection.
            NotFoundError: there is none.
        """
        return save(self._transport, calls.export_document(id_of(document), Path(to), format), to)

    def elements(self, document: DocumentLike, pages: Sequence[int] | None = None) -> Sequence[ParsedElement]:
        """The parsed elements in reading order, of all pages or of those given (0-based)."""
        return self._transport.send(calls.elements(id_of(document), pages))

    def parsed(self, document: DocumentLike) -> PDFParseResp:
        """The whole parsed structure."""
        return self._transport.send(calls.parsed(id_of(document)))

    def made(self, info: DocumentInfo) -> Document:
        """What the server told of a document, with methods to go on from there."""
        return Document(**vars(info), _documents=self)

    def _follow(self, upload_id: str, quiet: float, on_progress: OnProgress | None) -> bool:
        """Reads events until the last; whether that came.

        Raises:
            NotFoundError: this server has no events.
        """
        try:
            with closing(self._transport.events(calls.watch(upload_id), quiet)) as events:
                return any(report(event, on_progress) for event in events)
        except (ConnectionFailed, Timeout):
            return False
