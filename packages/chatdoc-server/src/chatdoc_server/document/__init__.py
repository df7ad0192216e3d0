"""The document model: data that every other room reads and none of them changes."""

from chatdoc_server.document.model import (
    FURNITURE,
    NO_BOX,
    NO_PAGE,
    NO_WORDS,
    Box,
    Cell,
    Document,
    Element,
    ElementKind,
    Node,
    Page,
    Range,
    Rect,
    Span,
    Table,
    Words,
)

__all__ = [
    "FURNITURE",
    "NO_BOX",
    "NO_PAGE",
    "NO_WORDS",
    "Box",
    "Cell",
    "Document",
    "Element",
    "ElementKind",
    "Node",
    "Page",
    "Range",
    "Rect",
    "Span",
    "Table",
    "Words",
]
