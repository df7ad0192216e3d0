"""A document as bytes and back: a versioned header, then one MessagePack body.

The header names the format so that a file written by an older release is recognised, not guessed at.
"""

import msgspec
import numpy as np
from numpy.typing import NDArray

from chatdoc_server.document.model import Document

FORMAT = 3
_MAGIC = b"CDOC"
PREFIX = len(_MAGIC) + 2
"""Bytes before the body."""


class FormatMismatch(ValueError):
    """The bytes are not a document of this format version; the document must be parsed again."""


class _Array(msgspec.Struct, array_like=True):
    dtype: str
    shape: tuple[int, ...]
    data: bytes


def _encode_array(value: object) -> _Array:
    if not isinstance(value, np.ndarray):
        raise NotImplementedError(f"can't encode {type(value)}")
    return _Array(value.dtype.str, value.shape, value.tobytes())


def _decode_array(_: type, value: object) -> NDArray[np.generic]:
    array = msgspec.convert(value, _Array)
    return np.frombuffer(array.data, dtype=np.dtype(array.dtype)).reshape(array.shape)


_encoder = msgspec.msgpack.Encoder(enc_hook=_encode_array)
_decoder = msgspec.msgpack.Decoder(Document, dec_hook=_decode_array)


def encode(document: Document) -> bytes:
    """The document as bytes that `decode` of the same format version reads back equal."""
    return _MAGIC + FORMAT.to_bytes(2, "big") + _encoder.encode(document)


def is_current(head: bytes) -> bool:
    """Whether a file is of this format version, by its first bytes, `PREFIX` of them at least."""
    return head[: len(_MAGIC)] == _MAGIC and int.from_bytes(head[len(_MAGIC) : PREFIX], "big") == FORMAT


def decode(data: bytes) -> Document:
    """The document that `encode` wrote.

    Raises:
        FormatMismatch: the bytes are of another format version, or no document at all.
    """
    if not is_current(data):
        raise FormatMismatch(f"not a document of format {FORMAT}")
    try:
        return _decoder.decode(data[PREFIX:])
    except msgspec.DecodeError as error:
        raise FormatMismatch(f"damaged document: {error}") from error
