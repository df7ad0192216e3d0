"""Engines that write Markdown, and pdfplumber for its tables; each is imported only when it is asked for."""

from collections.abc import Sequence
from pathlib import Path

from bench.structure.engines import markdown
from bench.structure.engines.base import Engine
from bench.structure.truth import Block, Cell, Grid, Kind, Structure


def pdf_inspector() -> Engine:
    """pdf-inspector, page by page."""
    from pdf_inspector import extract_pages_markdown  # noqa: PLC0415

    def parse(files: Sequence[Path]) -> list[list[str]]:
        return [[page.markdown for page in extract_pages_markdown(str(file)).pages] for file in files]

    return Engine(parse, markdown.structure)


def pdf_oxide() -> Engine:
    """pdf_oxide, page by page."""
    from pdf_oxide import PdfDocument, disable_logging  # noqa: PLC0415

    disable_logging()

    def parse(files: Sequence[Path]) -> list[list[str]]:
        documents = [PdfDocument(str(file)) for file in files]
        return [[document.to_markdown(page) for page in range(document.page_count())] for document in documents]

    return Engine(parse, markdown.structure)


def kreuzberg() -> Engine:
    """kreuzberg without recognition."""
    from kreuzberg import ExtractionConfig, extract_file_sync  # noqa: PLC0415

    config = ExtractionConfig(output_format="markdown", disable_ocr=True, use_cache=False)

    def parse(files: Sequence[Path]) -> list[list[str]]:
        return [[extract_file_sync(str(file), config=config).content] for file in files]

    return Engine(parse, markdown.structure)


def markitdown() -> Engine:
    """markitdown, which stands on pdfminer.six and pdfplumber."""
    from markitdown import MarkItDown  # noqa: PLC0415

    def parse(files: Sequence[Path]) -> list[list[str]]:
        converter = MarkItDown()
        return [converter.convert(file).markdown.split("\f") for file in files]

    return Engine(parse, markdown.structure)


def pdfplumber() -> Engine:
    """pdfplumber: tables where lines cross, and the page's text."""
    import pdfplumber as plumber  # noqa: PLC0415

    def parse(files: Sequence[Path]) -> list[list[tuple[str, list[list[list[str | None]]]]]]:
        read = []
        for file in files:
            with plumber.open(file) as pdf:
                read.append([(page.extract_text(), page.extract_tables()) for page in pdf.pages])
        return read

    def structure(pages: Sequence[tuple[str, list[list[list[str | None]]]]]) -> Structure:
        blocks = []
        for number, (text, tables) in enumerate(pages):
            blocks.append(Block(Kind.PARAGRAPH, text, number))
            grids = (Grid(tuple(tuple(Cell(cell or "") for cell in row) for row in table)) for table in tables)
            blocks += [Block(Kind.TABLE, page=number, table=grid) for grid in grids]
        return Structure(tuple(blocks))

    return Engine(parse, structure)
