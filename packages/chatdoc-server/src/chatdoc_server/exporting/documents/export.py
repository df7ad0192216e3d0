"""The use case of exporting a document: whose it is, and the file that comes of it."""

from dataclasses import dataclass
from pathlib import Path

from chatdoc_server.conversations.library import Library
from chatdoc_server.exporting.documents.formats import ENDINGS, DocumentFormat, written
from chatdoc_server.exporting.saving import Export, file_name, saved
from chatdoc_server.storage.document_records import DocumentRecord


@dataclass(frozen=True, slots=True)
class DocumentExports:
    """Makes files of documents that are ready."""

    library: Library
    scratch: Path

    def file(self, record: DocumentRecord, form: DocumentFormat, *, words: bool = False) -> Export:
        """The document as a file.

        Raises:
            BadRequest: the document is not ready, or a collection.
            TransientError: the store does not answer.
        """
        document = self.library.document(record)
        name = f"{file_name(Path(record.name).stem, 'document')}{ENDINGS[form]}"
        return saved(name, written(document, record.name, form, words=words), self.scratch)
