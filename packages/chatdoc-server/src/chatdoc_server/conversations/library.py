"""Documents and indexes at hand: loaded when they are asked, kept while there is room."""

import tempfile
import threading
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from cachetools import LRUCache

from chatdoc_server.document import Document, codec
from chatdoc_server.errors import BadRequest, DocumentStatus, NotFound
from chatdoc_server.indexing.build import build_index, build_vectors
from chatdoc_server.indexing.embedding.base import Embedder
from chatdoc_server.indexing.embedding.choice import Embedders
from chatdoc_server.indexing.index import HEAD, DocumentIndex, IndexMismatch, Vectors, is_current
from chatdoc_server.ingestion.costs import layout_of
from chatdoc_server.ingestion.steps import Reader, reading_of
from chatdoc_server.retrieval.base import Asked
from chatdoc_server.storage.blobs import Blobs
from chatdoc_server.storage.document_records import DocumentRecord, DocumentType
from chatdoc_server.storage.documents import Documents

# A decoded document, with what is read of it and kept, takes less than this many times its encoding's bytes.
_DECODED = 6


@dataclass(frozen=True, slots=True)
class _Shelf:
    asked: Asked
    size: int


class Library:
    """Loads what a question is asked of. Files written by an older release are made again and replaced."""

    def __init__(
        self,
        documents: Documents,
        blobs: Blobs,
        embedders: Embedders,
        reader: Reader,
        *,
        scratch: Path,
        cache_bytes: int,
    ) -> None:
        self._documents = documents
        self._blobs = blobs
        self._embedders = embedders
        self._reader = reader
        self._scratch = scratch
        self._lock = threading.Lock()
        self._locks: dict[str, tuple[threading.Lock, int]] = {}
        self._cache: LRUCache[str, _Shelf] = LRUCache(cache_bytes, getsizeof=lambda shelf: shelf.size)

    def load(self, record: DocumentRecord, language: str = "") -> Asked:
        """The document and its index, with vectors for questions in a language; the first such question makes them.

        Raises:
            BadRequest: the document is not ready.
            TransientError: the store does not answer.
        """
        if record.status != DocumentStatus.ELEMENT_PARSED:
            raise BadRequest(not_ready(record))
        shelf = self._shelf(record)
        wanted = self._embedders.between(shelf.asked.index.language, language)
        if wanted.name == shelf.asked.index.vectors.embedder or shelf.asked.crossing is not None:
            return shelf.asked
        with self._crossing(record.id):
            return self._crossed(record, wanted).asked

    def document(self, record: DocumentRecord) -> Document:
        """The document's structure alone, under the same rules as `load`."""
        return self.load(record).document

    def renew(self, record: DocumentRecord) -> bool:
        """Makes again what another release wrote of a document; whether there was anything.

        Raises:
            ChatDocError: it can't be made again.
        """
        index_head = self._head(record.index_blob, HEAD)
        if codec.is_current(self._head(record.document_blob, codec.PREFIX)) and is_current(index_head, self._embedder):
            return False
        self._fetch(record)
        latest = self._documents.find(record.id)
        if latest is not None and latest.cross_index_blob is not None:
            with self._crossing(record.id):
                self._crossed(latest, self._embedders.multilingual)
        return True

    def _head(self, key: str | None, most: int) -> bytes:
        return b"" if key is None else b"".join(self._blobs.stream(key, 0, most))

    def _embedder(self, language: str) -> str:
        return self._embedders.of(language).name

    def _shelf(self, record: DocumentRecord) -> _Shelf:
        with self._lock:
            shelf = self._cache.get(record.id)
        return shelf if shelf is not None else self._keep(record, self._fetch(record))

    def _keep(self, record: DocumentRecord, shelf: _Shelf) -> _Shelf:
        with self._lock:
            if shelf.size <= self._cache.maxsize:
                self._cache[record.id] = shelf
        return shelf

    @contextmanager
    def _crossing(self, upload_id: str) -> Generator[None]:
        """Lets one thread at a time make a document's second vectors; questions to other documents don't wait."""
        with self._lock:
            lock, waiting = self._locks.get(upload_id, (threading.Lock(), 0))
            self._locks[upload_id] = lock, waiting + 1
        try:
            with lock:
                yield
        finally:
            with self._lock:
                lock, waiting = self._locks.pop(upload_id)
                if waiting > 1:
                    self._locks[upload_id] = lock, waiting - 1

    def _crossed(self, record: DocumentRecord, embedder: Embedder) -> _Shelf:
        """What is kept of a document, with second vectors: those that are kept too, or were just made."""
        shelf = self._shelf(record)
        asked = shelf.asked
        if asked.crossing is not None:
            return shelf
        # Another process may have made them since the record was read.
        latest = self._documents.find(record.id) or record
        try:
            data = self._stored(latest.cross_index_blob)
            vectors = Vectors.open(data, embedder.name, asked.index)
        except (IndexMismatch, NotFound):
            data = build_vectors(asked.document, asked.index, embedder)
            vectors = Vectors.open(data, embedder.name, asked.index)
            self._documents.replace(record.id, cross_index_blob=self._blobs.put_bytes("vectors", data))
        return self._keep(record, _Shelf(replace(asked, crossing=vectors), shelf.size + len(data)))

    def _fetch(self, record: DocumentRecord) -> _Shelf:
        data = self._stored(record.document_blob)
        document = self._decoded(data)
        index_data = self._stored(record.index_blob)
        # Passages point at elements by number, so a document that is read anew needs a new index.
        index = None if document is None else self._opened(index_data, document.language)
        if document is None:
            data = self._parse_again(record)
            document = codec.decode(data)
            self._documents.replace(record.id, document_blob=self._blobs.put_bytes("document", data))
        if index is None:
            embedder = self._embedders.of(document.language)
            index_data = build_index(document, embedder)
            index = DocumentIndex.open(index_data, embedder.name)
            self._documents.replace(record.id, index_blob=self._blobs.put_bytes("index", index_data))
        return _Shelf(Asked(record.id, document, index), len(data) * _DECODED + len(index_data))

    def _stored(self, key: str | None) -> bytes:
        return b"" if key is None else self._blobs.read(key)

    def _decoded(self, data: bytes) -> Document | None:
        try:
            return codec.decode(data)
        except codec.FormatMismatch:
            return None

    def _opened(self, data: bytes, language: str) -> DocumentIndex | None:
        try:
            return DocumentIndex.open(data, self._embedders.of(language).name)
        except IndexMismatch:
            return None

    def _parse_again(self, record: DocumentRecord) -> bytes:
        if record.file_blob is None:
            raise BadRequest(
                "This document was written by another release and its file is gone. Please upload it again."
            )
        with tempfile.TemporaryDirectory(dir=self._scratch) as directory:
            path = self._blobs.fetch(record.file_blob, Path(directory))
            return self._reader.parse(path, layout_of(record), reading_of(record), _silent)


def _silent(_done: int, _total: int) -> None:
    """Nobody waits for the progress of a document that was ready before."""


def not_ready(record: DocumentRecord) -> str:
    """Why a document can't be asked yet, or ever."""
    if record.type is DocumentType.COLLECTION:
        return f"{record.name!r} is a collection: please name one of its documents."
    if record.status < 0:
        return f"The document {record.name!r} could not be taken in: {record.error_message}"
    return f"The document {record.name!r} is still being worked on (status {record.status}). Please try again later."
