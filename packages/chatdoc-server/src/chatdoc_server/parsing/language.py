"""Which language a document is in."""

import msgspec

from chatdoc_server.document import FURNITURE, Document
from chatdoc_server.languages import detect
from chatdoc_server.languages.detection import SAMPLE

_PIECE = 200
"""Characters that are taken of one element: a sample of many places tells more than the beginning of a few."""


def with_language(document: Document) -> Document:
    """The document with the language that most of its body is in; one that is known already is kept."""
    if document.language:
        return document
    texts = [element.text for element in document.elements if element.kind not in FURNITURE]
    step = max(1, len(texts) * _PIECE // SAMPLE)
    return msgspec.structs.replace(document, language=detect("\n".join(text[:_PIECE] for text in texts[::step])))
