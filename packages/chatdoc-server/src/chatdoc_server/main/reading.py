"""How files are read, as the settings say: in processes of their own, within limits, with the tools that are there."""

import os
import shutil

from chatdoc_server.ingestion.uploads import MEGABYTE
from chatdoc_server.parsing.base import Limits, Tools
from chatdoc_server.parsing.isolation import IsolatedReader
from chatdoc_server.settings import Settings


def build_reader(settings: Settings) -> IsolatedReader:
    """A reader; it starts its helper process when it is first used."""
    return IsolatedReader(_limits(settings), tools_of(settings))


def _limits(settings: Settings) -> Limits:
    return Limits(
        pages=settings.limits.pages,
        tokens_per_page=settings.limits.tokens_per_page,
        seconds=settings.ingestion.parse_seconds,
        memory_bytes=settings.ingestion.parse_memory_megabytes * MEGABYTE,
        tokens=settings.limits.document_tokens,
    )


def tools_of(settings: Settings) -> Tools:
    """What parsers may use."""
    return Tools(
        soffice=shutil.which(settings.ingestion.soffice) or "",
        ocr_threads=settings.ingestion.ocr_threads or os.cpu_count() or 1,
    )
