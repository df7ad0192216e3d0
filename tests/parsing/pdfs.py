"""PDFs made by the tests, with known truth."""

import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import pikepdf
import typst

from chatdoc_server.document import Cell, Document, Element, ElementKind, Table
from chatdoc_server.parsing.base import Depth, Reading, Tools
from chatdoc_server.parsing.pdf import PdfParser

LETTER = (612, 792)


class Text(NamedTuple):
    """Words drawn at `x`, `y` (points, origin bottom left as in the file), turned counterclockwise."""

    x: float
    y: float
    words: str
    size: float = 10
    turned: int = 0
    bold: bool = False


def handmade(
    pages: Iterable[Sequence[Text]],
    *,
    size: tuple[float, float] = LETTER,
    crop: tuple[float, float, float, float] | None = None,
    rotate: int = 0,
    unit: float = 1.0,
) -> bytes:
    """A PDF of Helvetica texts; `crop` is its pages' CropBox, `rotate` their /Rotate, `unit` their UserUnit."""
    pdf = pikepdf.new()
    for texts in pages:
        page = pdf.add_blank_page(page_size=size)
        page.Resources = pikepdf.Dictionary(
            Font=pikepdf.Dictionary(F1=_font("Helvetica"), F2=_font("Helvetica-Bold")),
        )
        page.Contents = pdf.make_stream("\n".join(map(_draw, texts)).encode("cp1252"))
        if crop:
            page.CropBox = pikepdf.Array([*crop])
        if rotate:
            page.Rotate = rotate
        if unit != 1:
            page.UserUnit = unit
    return saved(pdf)


def saved(pdf: pikepdf.Pdf, **options: object) -> bytes:
    """The bytes of a PDF."""
    buffer = io.BytesIO()
    pdf.save(buffer, **options)  # type: ignore[arg-type]
    return buffer.getvalue()


def typeset(source: str, *, tagged: bool = False) -> bytes:
    """A PDF of typst markup; `tagged` ones state their structure."""
    return bytes(typst.compile(source.encode(), format="pdf", pdf_tags=tagged))


def parse(data: bytes, folder: Path, depth: Depth = Depth.ELITE) -> Document:
    """The PDF's document."""
    path = folder / "file.pdf"
    path.write_bytes(data)
    return PdfParser().parse(path, Reading(depth), Tools(), lambda done, total: None)


def tables(document: Document) -> list[Table]:
    """The tables in reading order."""
    return [element.table for element in document.elements if element.table is not None]


def of_kind(document: Document, *kinds: ElementKind) -> list[Element]:
    """The elements of these kinds."""
    return [element for element in document.elements if element.kind in kinds]


def lookup(table: Table, label: str, *heads: str) -> str:
    """The text of the cell in the row with that label, in the column under all of these heads."""
    body = [cell for cell in table.cells if cell.row >= table.header_rows]
    row = next(cell.row for cell in body if cell.column == 0 and cell.text == label)
    columns = set(range(table.columns))
    for head in heads:
        columns &= {
            column
            for cell in table.cells
            if cell.row < table.header_rows and head in cell.text
            for column in covered(cell)
        }
    assert len(columns) == 1, (heads, columns)
    return next((cell.text for cell in body if cell.row == row and cell.column in columns), "")


def covered(cell: Cell) -> range:
    """The columns a cell spans."""
    return range(cell.column, cell.column + cell.column_span)


def _draw(text: Text) -> str:
    matrix = {0: "1 0 0 1", 90: "0 1 -1 0", 180: "-1 0 0 -1", 270: "0 -1 1 0"}[text.turned]
    words = text.words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /{'F2' if text.bold else 'F1'} {text.size} Tf {matrix} {text.x} {text.y} Tm ({words}) Tj ET"


def _font(name: str) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type1,
        BaseFont=pikepdf.Name(f"/{name}"),
        Encoding=pikepdf.Name.WinAnsiEncoding,
    )
