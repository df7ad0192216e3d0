"""The same as `documents`, without blocking."""

import asyncio
import os
from collections.abc import AsyncIterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from pathlib import Path

from chatdoc.lib import calls
from chatdoc.lib.calls import DocumentLike, id_of
from chatdoc.lib.documents import file_to_send
from chatdoc.lib.errors import ConnectionFailed, NotFoundError, Timeout
from chatdoc.lib.model import DocumentInfo
from chatdoc.lib.saving import save_async
from chatdoc.lib.transport import AsyncTransport
from chatdoc.lib.waiting import POLL_SECONDS, Deadline, OnProgress, is_ready, report
from chatdoc.models.parsed_element import ParsedElement
from chatdoc.models.pdf_parse_resp import PDFParseResp


@dataclass(frozen=True)
class AsyncDocument(DocumentInfo):
    """A document as it was when the server was asked; `refresh` and `wait` return newer ones."""

    _documents: "AsyncDocuments" = field(repr=False, compare=False, kw_only=True)

    async def refresh(self) -> "AsyncDocument":
        """The document as it is now."""
        return await self._documents.get(self)

    async def wait(
        self,
        timeout: float | None = None,  # noqa: ASYNC109  # the same words as where it blocks
        on_progress: OnProgress | None = None,
    ) -> "AsyncDocument":
        """Waits until the document can be asked, and returns it.

        Raises:
            DocumentFailed: it could not be taken in.
            Timeout: it is not ready in time; it can be waited for again.
        """
        return await self._documents.wait(self, timeout, on_progress)

    async def delete(self) -> None:
        """Removes the document."""
        await self._documents.delete(self)


class AsyncDocuments:
    """The documents of the API key's user."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def upload(
        self,
        file: str | os.PathLike[str] | bytes,
        *,
        package: str = "elite",
        ocr: str = "disable",
        name: str | None = None,
        collection: DocumentLike | None = None,
    ) -> AsyncDocument:
        """Puts a file in; see `Documents.upload`."""
        call = calls.upload(file_to_send(file, name), package, ocr, collection)
        return self.made(await self._transport.send(call))

    async def website(self, url: str, *, collection: DocumentLike | None = None) -> AsyncDocument:
        """Puts a website in; see `Documents.website`."""
        return self.made(await self._transport.send(calls.website(url, collection)))

    async def get(self, document: DocumentLike) -> AsyncDocument:
        """A document by its id.

        Raises:
            NotFoundError: there is none.
        """
        return self.made(await self._transport.send(calls.get_document(id_of(document))))

    async def list(self, name: str | None = None) -> AsyncIterator[AsyncDocument]:
        """All documents and collections, newest first; those whose name contains `name`, if it is given."""
        cursor: str | None = None
        while True:
            piece = await self._transport.send(calls.list_documents(name, cursor))
            for info in piece.items:
                yield self.made(info)
            cursor = piece.next_cursor
            if cursor is None:
                return

    async def delete(self, document: DocumentLike) -> None:
        """Removes a document, or a collection with all that is in it.

        Raises:
            NotFoundError: there is none.
        """
        await self._transport.send(calls.delete_document(id_of(document)))

    async def wait(
        self,
        document: DocumentLike,
        timeout: float | None = None,  # noqa: ASYNC109
        on_progress: OnProgress | None = None,
    ) -> AsyncDocument:
        """Waits until a document can be asked; see `AsyncDocument.wait`."""
        deadline, has_events = Deadline(timeout), True
        while True:
            told = False
            try:
                told = has_events and await self._follow(id_of(document), deadline.next_wait(), on_progress)
            except NotFoundError:
                has_events = False
            current = await self.get(document)
            if is_ready(current, None if told else on_progress):
                return current
            await asyncio.sleep(deadline.next_wait(POLL_SECONDS))

    async def download(self, document: DocumentLike, to: str | os.PathLike[str]) -> Path:
        """Writes a document's file to the path `to`, which is replaced only when all of it has come."""
        return await save_async(self._transport, calls.download(id_of(document)), to)

    async def export(
        self,
        document: DocumentLike,
        to: str | os.PathLike[str],
        *,
        format: str | None = None,  # noqa: A002  # the API's word
    ) -> Path:
        """Writes what was read of a document to a path; see `Documents.export`."""
        return await save_async(self._transport, calls.export_document(id_of(document), Path(to), format), to)

    async def elements(self, document: DocumentLike, pages: Sequence[int] | None = None) -> Sequence[ParsedElement]:
        """The parsed elements in reading order, of all pages or of those given (0-based)."""
        return await self._transport.send(calls.elements(id_of(document), pages))

    async def parsed(self, document: DocumentLike) -> PDFParseResp:
        """The whole parsed structure."""
        return await self._transport.send(calls.parsed(id_of(document)))

    def made(self, info: DocumentInfo) -> AsyncDocument:
        """What the server told of a document, with methods to go on from there."""
        return AsyncDocument(**vars(info), _documents=self)

    async def _follow(self, upload_id: str, quiet: float, on_progress: OnProgress | None) -> bool:
        """Reads events until the last; whether that came.

        Raises:
            NotFoundError: this server has no events.
        """
        try:
            async with aclosing(self._transport.events(calls.watch(upload_id), quiet)) as events:
                async for event in events:
                    if report(event, on_progress):
                        return True
        except (ConnectionFailed, Timeout):
            pass
        return False
