"""Pictures that may be shown: raster formats of bounded size, told by their bytes."""

import base64
import binascii
import re
from collections.abc import Callable

from chatdoc_server.parsing.html.inline import Picture

MEGABYTE = 1 << 20
LARGEST = 10 * MEGABYTE
"""Bytes of one picture above which it is left out."""
MOST = 60 * MEGABYTE
"""Bytes of all pictures of a document above which further ones are left out."""

Resolve = Callable[[str], bytes | None]
"""The bytes behind an address inside a document; None for what is not there."""

_DATA = re.compile(r"data:[^,;]*(?:;[^,;]*)*?;base64,", re.IGNORECASE)
_LONGEST_ALT = 500


def nothing(_source: str) -> bytes | None:
    """For documents that have no pictures but those in `data:` addresses."""
    return None


class Pictures:
    """Turns the addresses of one document's images into pictures, within bounds."""

    def __init__(self, resolve: Resolve) -> None:
        self._resolve = resolve
        self._left = MOST

    def picture(self, source: str, alt: str) -> Picture | None:
        """The picture at an address: in a `data:` address, or in the document; None when it can't be shown."""
        source = source.strip()
        data = _embedded(source) if source[:5].lower() == "data:" else self._resolve(source)
        if not data or len(data) > min(LARGEST, self._left):
            return None
        kind = raster_type(data)
        if not kind:
            return None
        self._left -= len(data)
        words = " ".join(alt.split())[:_LONGEST_ALT]
        return Picture(f"data:{kind};base64,{base64.b64encode(data).decode()}", words)


def raster_type(data: bytes) -> str:
    """The media type of a PNG, JPEG, GIF or WebP picture; empty for anything else."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return ""


def _embedded(source: str) -> bytes | None:
    head = _DATA.match(source[:200])
    if head is None:
        return None
    try:
        return base64.b64decode("".join(source[head.end() :].split()), validate=True)
    except (binascii.Error, ValueError):
        return None
