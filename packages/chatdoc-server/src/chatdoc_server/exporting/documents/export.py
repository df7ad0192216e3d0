"""The use case of exporting a document: the formats there are, and the file that comes of one."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from chatdoc_server.conversations.library import Library
from chatdoc_server.document import Document
from chatdoc_server.exporting.documents.docling import docling
from chatdoc_server.exporting.documents.html import html
from chatdoc_server.exporting.documents.markdown import markdown
from chatdoc_server.exporting.documents.structure import structure
from chatdoc_server.exporting.saving import Export, file_name, saved
from chatdoc_server.storage.documents import DocumentRecord


class DocumentFormat(StrEnum):
    """What a document is saved as."""

    MARKDOWN = "markdown"
    HTML = "html"
    JSON = "json"
    DOCLING = "docling"


ENDINGS = {
    DocumentFormat.MARKDOWN: ".md",
    DocumentFormat.HTML: ".html",
    DocumentFormat.JSON: ".json",
    DocumentFormat.DOCLING: ".docling.json",
}
"""How files of each format end."""


def written(document: Document, name: str, form: DocumentFormat, *, words: bool = False) -> Iterator[bytes]:
    """The file in pieces. `words` tells where every word stands, in the JSON of our own."""
    match form:
        case DocumentFormat.MARKDOWN:
            return map(str.encode, markdown(document))
        case DocumentFormat.HTML:
            return map(str.encode, html(document, name))
        case DocumentFormat.JSON:
            return structure(document, name, words=words)
        case DocumentFormat.DOCLING:
            return docling(document, name)


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
