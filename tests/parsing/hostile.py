"""A parser that behaves as badly as its file's text says."""

import ctypes
import os
import time
from pathlib import Path

from chatdoc_server.document import Document
from chatdoc_server.parsing.base import Depth, Parser, Progress


class Hostile:
    """Misbehaves while parsing; counts one page."""

    def count_pages(self, path: Path) -> int:
        """One, whatever the file says."""
        return len([path])

    def parse(self, path: Path, depth: Depth, progress: Progress) -> Document:
        """Never returns a document."""
        behaviour = path.read_text(encoding="utf-8")
        if behaviour == "crash":
            ctypes.string_at(0)
        elif behaviour == "eat memory":
            held = [bytes(1 << 26) for _ in range(1000)]
            held.clear()
        elif behaviour == "hang in native code":
            ctypes.PyDLL(None).sleep(3600)
        elif behaviour == "raise":
            raise ZeroDivisionError
        elif behaviour == "tell and hang":
            progress(os.getpid(), 1)
        while True:
            time.sleep(1)


def parser_for(_path: Path) -> Parser:
    """The hostile parser, for any file."""
    return Hostile()
