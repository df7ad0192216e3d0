"""The contract between whoever wants a document read and the parser of one format."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from chatdoc_server.document import Document

Progress = Callable[[int, int], None]
"""Called with (pages done, pages in all) while a parser works."""


class Depth(StrEnum):
    """How much of a page's structure is read; the package a client pays with names it."""

    LITE = "lite"
    """Text lines."""
    BASIC = "basic"
    """Blocks: paragraphs, lists, tables, figures."""
    ELITE = "elite"
    """Blocks with structure: heading tree, page furniture, tables cleaned up."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a document may cost at most."""

    pages: int
    tokens_per_page: int
    seconds: float
    memory_bytes: int


class Parser(Protocol):
    """Reads one format. Pure: the same bytes give the same document."""

    def count_pages(self, path: Path) -> int:
        """How many pages the file has, found without reading them.

        Raises:
            DocumentError: the file can't be opened, is protected, or has no pages.
        """
        ...

    def parse(self, path: Path, depth: Depth, progress: Progress) -> Document:
        """The file's structure.

        Raises:
            DocumentError: the file opens but can't be read.
        """
        ...
