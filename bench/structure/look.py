"""Draw what the parser reads over the pages it reads it on.

    python -m bench.structure.look FILE... --into FOLDER [--pages 1-3,7]

Each element's box with its number, kind, a heading's level and what it stands under; the cells of tables, words if
asked for. Pages count from 1, as readers count them. Writes PNG files to the folder that `--into` names.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageDraw

from chatdoc_server.document import Box, Document, Element, ElementKind
from chatdoc_server.parsing.base import Depth, OcrMode, Reading, Tools
from chatdoc_server.parsing.pdf import PdfParser

SCALE = 1.6
"""Pixels a point."""

_COLOURS = {
    ElementKind.HEADING: "#d00000",
    ElementKind.PARAGRAPH: "#0060d0",
    ElementKind.LIST_ITEM: "#00a0a0",
    ElementKind.CAPTION: "#c000c0",
    ElementKind.FOOTNOTE: "#806000",
    ElementKind.TABLE: "#008000",
    ElementKind.FIGURE: "#ff8000",
    ElementKind.IMAGE: "#ffb000",
    ElementKind.CODE: "#4040a0",
    ElementKind.FORMULA: "#a04080",
}
_FURNITURE_COLOUR = "#808080"
_CELL_COLOUR = "#60c060"
_WORD_COLOUR = "#ff60a0"


def main() -> None:
    """Read the files and draw their pages."""
    options = _options()
    options.into.mkdir(parents=True, exist_ok=True)
    for path in options.files:
        reading = Reading(Depth(options.depth), ocr=OcrMode(options.ocr))
        document = PdfParser().parse(path, reading, Tools(), lambda _done, _total: None)
        with pdfium.PdfDocument(path) as pdf:
            pdf.init_forms()
            for number in _chosen(options.pages, len(document.pages)):
                picture = drawn(pdf[number], document, number, words=options.words)
                name = options.into / f"{path.stem}-{number + 1}.png"
                picture.save(name)
                print(name)


def drawn(page: pdfium.PdfPage, document: Document, number: int, *, words: bool = False) -> Image.Image:
    """The page, from 0, as displayed, with what the document says of it drawn over it."""
    width, height = page.get_size()
    shown = document.pages[number]
    scale = SCALE * max(shown.width / width, shown.height / height, 1.0)
    picture: Image.Image = page.render(scale=scale).to_pil().convert("RGB")
    across, down = picture.width / shown.width, picture.height / shown.height
    pen = ImageDraw.Draw(picture)
    for element in document.elements:
        if element.page != number:
            continue
        for cell in element.table.cells if element.table else ():
            pen.rectangle(_scaled(cell.box, across, down), outline=_CELL_COLOUR)
        if words:
            for box in document.words.boxes[slice(*element.words)].tolist():
                pen.rectangle(_scaled(Box(*box), across, down), outline=_WORD_COLOUR)
        colour = _COLOURS.get(element.kind, _FURNITURE_COLOUR)
        left, top, right, bottom = _scaled(element.box, across, down)
        pen.rectangle((left, top, right, bottom), outline=colour, width=2)
        pen.text((max(left - 2, 0), max(top - 11, 0)), _label(element), fill=colour)
    return picture


def _label(element: Element) -> str:
    """The element's number and kind, then its level, what it stands under, its caption and what it goes on with."""
    parts = [f"{element.index} {element.kind}"]
    if element.level:
        parts.append(f"h{element.level}")
    if element.parent >= 0:
        parts.append(f"<{element.parent}")
    if element.caption >= 0:
        parts.append(f"caption {element.caption}")
    if element.continues >= 0:
        parts.append(f"goes on with {element.continues}")
    if element.table is not None:
        parts.append(f"{element.table.rows}x{element.table.columns}, {element.table.header_rows} head")
    return " ".join(parts)


def _scaled(box: Box, across: float, down: float) -> tuple[float, float, float, float]:
    left, right = sorted((box.left * across, box.right * across))
    top, bottom = sorted((box.top * down, box.bottom * down))
    return left, top, right, bottom


def _chosen(pages: str, total: int) -> Iterator[int]:
    """The pages, from 0, that "1-3,7" names; all for an empty text."""
    for part in pages.split(",") if pages else [f"1-{total}"]:
        first, _, last = part.partition("-")
        yield from range(int(first) - 1, min(int(last or first), total))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--pages", default="", help="such as 1-3,7; all without it")
    parser.add_argument("--into", type=Path, required=True, help="the folder for the pictures")
    parser.add_argument("--depth", choices=list(Depth), default=Depth.ELITE)
    parser.add_argument("--ocr", choices=list(OcrMode), default=OcrMode.DISABLE)
    parser.add_argument("--words", action="store_true", help="draw the words' boxes too")
    return parser.parse_args()


if __name__ == "__main__":
    main()
