"""What a server sends, unpacked as it comes and never further than a limit."""

import zlib
from collections.abc import Iterable, Iterator

from chatdoc_server.errors import DocumentError, DocumentStatus

ENCODINGS = "gzip, deflate"
"""What `unpacked` understands, as a request says it."""

_PIECE = 1 << 16
_GZIP = b"\x1f\x8b"
_MAGIC_BYTES = 2
# Tells the heads of gzip and zlib apart by itself.
_ANY_HEAD = zlib.MAX_WBITS | 32
_NO_HEAD = -zlib.MAX_WBITS


class BrokenBody(Exception):
    """What came can't be unpacked, or ended too early."""


def unpacked(pieces: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """The pieces of a body without its content encoding, each of at most 64 KiB where it was packed.

    A consumer that stops early has caused no more work than that for the pieces it took.

    Raises:
        DocumentError: HTML_CONVERT_ERROR, the encoding is one that was not asked for.
        BrokenBody: the body is damaged or cut off.
    """
    names = [name for one in encoding.lower().split(",") if (name := one.strip()) not in {"", "identity"}]
    if not names:
        return iter(pieces)
    if names not in (["gzip"], ["x-gzip"], ["deflate"]):
        text = f"The website packs its page in a way that we can't unpack ({', '.join(names)[:80]})."
        raise DocumentError(DocumentStatus.HTML_CONVERT_ERROR, text)
    return _inflated(pieces)


def _inflated(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """One stream of deflate, or members of gzip one after the other; what follows them is padding."""
    stream, members, data = None, 0, b""
    for piece in pieces:
        data += piece
        while data and (stream is not None or len(data) >= _MAGIC_BYTES):
            if stream is None:
                if members and not data.startswith(_GZIP):
                    return
                stream = zlib.decompressobj(_window(data))
            yield from _step(stream, data)
            data = stream.unconsumed_tail or stream.unused_data
            if stream.eof:
                stream, members = None, members + 1
    # All input may have been taken in while output was still held back.
    while stream is not None and not stream.eof:
        last = list(_step(stream, b""))
        if not last:
            raise BrokenBody("The page is cut off.")
        yield from last
    if not members and stream is None and data:
        raise BrokenBody("The page is packed wrongly.")


def _step(stream: "zlib._Decompress", data: bytes) -> Iterator[bytes]:
    try:
        plain = stream.decompress(data, _PIECE)
    except zlib.error as error:
        raise BrokenBody("The page is packed wrongly.") from error
    if plain:
        yield plain


def _window(data: bytes) -> int:
    """How the head that `data` begins with is to be read; some servers send deflate without any."""
    has_head = data.startswith(_GZIP) or (data[0] & 0x0F == zlib.DEFLATED and int.from_bytes(data[:2]) % 31 == 0)
    return _ANY_HEAD if has_head else _NO_HEAD
