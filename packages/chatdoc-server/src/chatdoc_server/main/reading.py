"""How files are read, as the settings say: in processes of their own, within limits, with the tools that are there."""

import os
import shutil
import tempfile
from pathlib import Path

from chatdoc_server.document import Document, codec
from chatdoc_server.parsing.base import Depth, FormatName, Limits, OcrMode, Reading, Tools
from chatdoc_server.parsing.isolation import IsolatedReader
from chatdoc_server.settings import Settings


def build_reader(settings: Settings) -> IsolatedReader:
    """A reader; it starts its helper process when it is first used."""
    return IsolatedReader(_limits(settings), tools_of(settings))


def read_file(settings: Settings, path: Path, depth: Depth, ocr: OcrMode) -> Document:
    """The document that a file of any format holds, read as the service reads it; nothing is kept of it.

    Raises:
        DocumentError: it is of no format that can be read, damaged, protected or too large.
        OSError: it can't be opened.
    """
    reader = build_reader(settings)
    try:
        with tempfile.TemporaryDirectory(prefix="chatdoc-") as folder:
            copy = Path(folder) / "file"
            shutil.copyfile(path, copy)
            found = reader.identify(copy)
            if found.converts:
                copy.write_bytes(reader.convert(copy, found.format).data)
            # An image has nothing but what character recognition finds.
            chosen = OcrMode.FORCE if found.format is FormatName.IMAGE else ocr
            size = reader.measure(copy, found.layout, chosen)
            data = reader.parse(copy, found.layout, Reading(depth, chosen, size.ocr_pages), lambda _done, _total: None)
            return codec.decode(data)
    finally:
        reader.close()


def _limits(settings: Settings) -> Limits:
    return Limits(
        pages=settings.limits.pages,
        tokens_per_page=settings.limits.tokens_per_page,
        seconds=settings.ingestion.parse_seconds,
        memory_bytes=settings.ingestion.parse_memory_megabytes << 20,
        tokens=settings.limits.document_tokens,
    )


def tools_of(settings: Settings) -> Tools:
    """What parsers may use."""
    return Tools(
        soffice=shutil.which(settings.ingestion.soffice) or "",
        ocr_threads=settings.ingestion.ocr_threads or os.cpu_count() or 1,
    )
