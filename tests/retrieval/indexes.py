"""Documents of a test, indexed and ready to be searched."""

from chatdoc_server.document import Document
from chatdoc_server.indexing.build import build_index
from chatdoc_server.indexing.embedding.choice import Embedders
from chatdoc_server.indexing.index import DocumentIndex


def opened(document: Document, embedders: Embedders) -> DocumentIndex:
    embedder = embedders.of(document.language)
    return DocumentIndex.open(build_index(document, embedder), embedder.name)
