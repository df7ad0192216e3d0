"""The formats that a document is saved as."""

from collections.abc import Iterator
from enum import StrEnum

from chatdoc_server.document import Document
from chatdoc_server.exporting.documents.docling import docling
from chatdoc_server.exporting.documents.html import html
from chatdoc_server.exporting.documents.markdown import markdown
from chatdoc_server.exporting.documents.structure import structure


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
