"""A parser that behaves as badly as its file's text says."""

import ctypes
import os
import socket
import time
from pathlib import Path

from chatdoc_server.document import Document
from chatdoc_server.parsing.base import Layout, OcrMode, Progress, Reading, Size, Tools
from chatdoc_server.parsing.registry import Registry


class Hostile:
    """Misbehaves while parsing; counts one page."""

    def measure(self, path: Path, ocr: OcrMode) -> Size:
        """One page, whatever the file says."""
        return Size(pages=1)

    def parse(self, path: Path, reading: Reading, tools: Tools, progress: Progress) -> Document:
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
        elif behaviour.startswith("call "):
            _call(int(behaviour.split()[1]), progress)
        while True:
            time.sleep(1)


def _call(port: int, progress: Progress) -> None:
    """Calls a port of this machine, tells whether it could, and crashes."""
    try:
        socket.create_connection(("127.0.0.1", port)).close()
    except OSError:
        progress(0, 1)
    else:
        progress(1, 1)
    ctypes.string_at(0)


REGISTRY = Registry(formats=(), parsers={Layout.PAGED: Hostile()})
"""Knows the hostile parser alone."""
