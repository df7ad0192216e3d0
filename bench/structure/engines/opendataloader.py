"""opendataloader-pdf, a Java program, and edgeparse, which writes the same JSON."""

import json
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from subprocess import CalledProcessError
from typing import Any, NamedTuple

import pypdfium2

from bench.structure.engines.base import Engine
from bench.structure.truth import Block, Cell, Grid, Kind, Place, Size, Structure

KINDS = {
    "heading": Kind.HEADING,
    "list item": Kind.LIST_ITEM,
    "table": Kind.TABLE,
    "caption": Kind.CAPTION,
    "image": Kind.FIGURE,
    "figure": Kind.FIGURE,
    "footnote": Kind.FOOTNOTE,
    "formula": Kind.FORMULA,
    "code": Kind.CODE,
    "header": Kind.HEADER,
    "footer": Kind.FOOTER,
}
INSIDE = ("kids", "list items")
Node = dict[str, Any]


class Read(NamedTuple):
    """A file and what was read in it."""

    file: Path
    root: Node


def edgeparse() -> Engine:
    """edgeparse as it comes."""
    from edgeparse import convert  # noqa: PLC0415

    def parse(files: Sequence[Path]) -> list[Read]:
        return [Read(file, json.loads(convert(str(file), format="json"))) for file in files]

    return Engine(parse, structure)


def opendataloader(table_method: str) -> Engine:
    """opendataloader-pdf with tables by their borders ("default") or by their text too ("cluster")."""
    import opendataloader_pdf  # noqa: PLC0415

    def parse(files: Sequence[Path]) -> list[Read]:
        with tempfile.TemporaryDirectory() as folder:
            # It says so when any of the files could not be read, and has written the others.
            with suppress(CalledProcessError):
                opendataloader_pdf.convert(
                    [str(file) for file in files],
                    output_dir=folder,
                    format="json",
                    quiet=True,
                    table_method=table_method,
                    include_header_footer=True,
                    image_output="off",
                )
            made = [Path(folder) / f"{file.stem}.json" for file in files]
            return [
                Read(file, json.loads(one.read_text()) if one.exists() else {})
                for file, one in zip(files, made, strict=True)
            ]

    return Engine(parse, structure)


def structure(read: Read) -> Structure:
    """Its elements, those in lists and text blocks one by one."""
    with pypdfium2.PdfDocument(read.file) as pdf:
        sizes = tuple(Size(*pdf[number].get_size()) for number in range(len(pdf)))
    return Structure(tuple(blocks(read.root, sizes)), sizes)


def blocks(node: Node, sizes: Sequence[Size], kind: Kind | None = None) -> Iterator[Block]:
    """The blocks of an element: itself if it says something, else what is in it, as `kind` if that is given."""
    kind = KINDS.get(node.get("type", ""), kind)
    if kind is Kind.TABLE:
        yield Block(kind, page=page_of(node), boxes=places(node, sizes), table=grid(node))
    elif "content" in node or kind is Kind.FIGURE:
        level = int(node.get("heading level") or 1) if kind is Kind.HEADING else 0
        yield Block(kind or Kind.PARAGRAPH, node.get("content", ""), page_of(node), level, places(node, sizes))
    for name in INSIDE:
        for inner in node.get(name, []) if kind is not Kind.TABLE else ():
            yield from blocks(inner, sizes, kind)


def page_of(node: Node) -> int:
    """The page an element stands on, from 0."""
    return int(node.get("page number") or 1) - 1


def places(node: Node, sizes: Sequence[Size]) -> tuple[Place, ...]:
    """Where an element stands, from the page's top."""
    page = page_of(node)
    if "bounding box" not in node or page >= len(sizes):
        return ()
    left, bottom, right, top = node["bounding box"]
    height = sizes[page].height
    return (Place(page, left, height - top, right, height - bottom),)


def grid(node: Node) -> Grid:
    """A table in the common form."""
    return Grid(
        tuple(
            tuple(
                Cell(" ".join(said(cell)), cell.get("row span") or 1, cell.get("column span") or 1)
                for cell in row.get("cells", [])
            )
            for row in node.get("rows", [])
        )
    )


def said(node: Node) -> Iterator[str]:
    """All text in an element."""
    if "content" in node:
        yield str(node["content"])
    for name in (*INSIDE, "rows", "cells"):
        for inner in node.get(name, []):
            yield from said(inner)
