"""The document model: data that every other room reads and none of them changes."""

from chatdoc_server.document.model import (
    FURNITURE,
    Box,
    Cell,
    Document,
    Element,
    ElementKind,
    Page,
    Range,
    Rect,
    Span,
    Table,
    Words,
)

__all__ = [
    "FURNITURE",
    "Box",
    "Cell",
    "Document",
    "Element",
    "ElementKind",
    "Page",
    "Range",
    "Rect",
    "Span",
    "Table",
    "Words",
]
