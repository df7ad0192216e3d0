"""The parsed structure as the wire shows it."""

from collections.abc import Iterable

from chatdoc_server.api.schemas.parsed import Caption, CellText, Grid, ListedElement, ParsedElement
from chatdoc_server.document import FURNITURE, Box, Document, Element, ElementKind, Table

_PLAIN = {
    ElementKind.TABLE: "table",
    ElementKind.FIGURE: "figure",
    ElementKind.IMAGE: "image",
    ElementKind.SHAPE: "shape",
    ElementKind.PAGE_HEADER: "page_header",
    ElementKind.PAGE_FOOTER: "page_footer",
    ElementKind.WATERMARK: "shape",
    ElementKind.LINE_NUMBER: "shape",
}


def parsed_elements(document: Document) -> list[ParsedElement]:
    """The elements in reading order.

    A flowing document is one page here, number 0, on which nothing has a place: all outlines are zeros.
    """
    return [ParsedElement.model_validate(_parsed(document, one)) for one in document.elements]


def listed_elements(document: Document, pages: Iterable[int] | None = None) -> list[ListedElement]:
    """The same of all pages, or of those given (0-based), with their kinds and which goes on with which."""
    wanted = None if pages is None else set(pages)
    return [
        ListedElement.model_validate(_parsed(document, one) | _ours(one))
        for one in document.elements
        if wanted is None or max(one.page, 0) in wanted
    ]


def _ours(element: Element) -> dict[str, object]:
    return {"kind": element.kind} | ({"continues": element.continues} if element.continues >= 0 else {})


def _parsed(document: Document, element: Element) -> dict[str, object]:
    common: dict[str, object] = {
        "page": max(element.page, 0),
        "index": element.index,
        "type": _PLAIN.get(element.kind, "paragraph"),
        "outline": outline(element.box),
        "rotation": element.rotation,
        "is_heading": element.kind is ElementKind.HEADING,
        "syllabus": -1 if element.kind in FURNITURE else element.parent,
    }
    return common | _particulars(document, element)


def _particulars(document: Document, element: Element) -> dict[str, object]:
    if element.table is not None:
        return _table(element.table, element.box) | {"position": element.index}
    if element.kind is ElementKind.FIGURE:
        if element.caption < 0:
            return {"caption": None}
        caption = document.elements[element.caption]
        return {"caption": Caption(text=caption.text, outline=outline(caption.box))}
    if element.kind is ElementKind.IMAGE:
        return {"position": element.index}
    return {"text": element.text}


def _table(table: Table, box: Box) -> dict[str, object]:
    merged = [
        [(row, column) for row in range(cell.row, cell.row + cell.row_span)
         for column in range(cell.column, cell.column + cell.column_span)]
        for cell in table.cells
        if cell.row_span > 1 or cell.column_span > 1
    ]  # fmt: skip
    return {
        "grid": Grid(
            rows=[round(line - box.top, 2) for line in table.row_lines],
            columns=[round(line - box.left, 2) for line in table.column_lines],
        ),
        "cells": {f"{cell.row}_{cell.column}": CellText(text=cell.text) for cell in table.cells},
        "merged": merged,
        "title": table.title,
        "title_index": table.title_element,
    }


def outline(box: Box) -> list[float]:
    """Left, top, right and bottom in points, as they go over the wire."""
    return [round(side, 2) for side in box]
