"""Files to save: what they are called, and what is in them."""

import re
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

_NAME_LENGTH = 80
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f-\x9f/\\:*?"<>|]+')


@dataclass(frozen=True, slots=True)
class Export:
    """A file to save: what to call it, and an open file, which is gone once it is closed."""

    name: str
    content: IO[bytes]
    size: int


def open_file(scratch: Path) -> IO[bytes]:
    """A file without a name, closed by whoever sends it."""
    return tempfile.TemporaryFile(dir=scratch)


def saved(name: str, pieces: Iterable[bytes], scratch: Path) -> Export:
    """The pieces as a file."""
    target = open_file(scratch)
    try:
        target.writelines(pieces)
        size = target.tell()
        target.seek(0)
    except BaseException:
        target.close()
        raise
    return Export(name, target, size)


def file_name(text: str, otherwise: str = "answer") -> str:
    """A name for a file, without its ending, from a question or a document's name."""
    return " ".join(_NOT_IN_NAMES.sub(" ", text).split())[:_NAME_LENGTH].strip(" .") or otherwise
