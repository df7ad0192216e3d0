"""Which files are Word's, told by their content.

A .docx is a package of parts (ISO/IEC 29500-2), a zip archive; protected by a password it is a compound file that holds
that package encrypted. A .doc is a compound file ([MS-CFB]) with a stream named WordDocument ([MS-DOC]). RTF, which
Word also writes and which often comes named .doc, is taken for one.
"""

import re
import struct
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import olefile

from chatdoc_server.parsing.archives import content_types, is_zip

COMPOUND_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
RTF_MAGIC = b"{\\rtf"
_SECTOR = 512
_WORD_MAGIC = b"\xec\xa5"
# What the information block of Word 6 to 2007 states as its version ([MS-DOC] 2.5.1, nFib).
_VERSIONS = range(0x0065, 0x0113)
WORD_STREAM = "WordDocument"
ENCRYPTED_STREAM = "EncryptedPackage"

BROKEN = (OSError, IndexError, ValueError, struct.error)
"""How the library fails on a damaged compound file."""

# The main part of a document or a template, with macros or without.
_MAIN_PART = re.compile(
    rb"application/vnd\.(openxmlformats-officedocument\.wordprocessingml\.(document|template)"
    rb"|ms-word\.(document|template)\.macroEnabled(Template)?)\.main\+xml",
    re.IGNORECASE,
)
_FIRST_PARTS = re.compile(rb"PK\x03\x04.{26}word/", re.DOTALL)
_FIRST_BYTES = 1 << 16


def is_docx(path: Path) -> bool:
    """Whether the file is a package of Word, whole or damaged, with macros or without, protected or not."""
    if is_zip(path):
        types = content_types(path)
        # A package that breaks off has lost its list of parts, which stands at its end.
        return bool(_FIRST_PARTS.search(head(path, _FIRST_BYTES)) if types is None else _MAIN_PART.search(types))
    return _holds(path, ENCRYPTED_STREAM)


def is_doc(path: Path) -> bool:
    """Whether the file is a document of Word 6 to 2003, whole or damaged, or RTF."""
    return head(path, len(RTF_MAGIC)) == RTF_MAGIC or _holds(path, WORD_STREAM)


@contextmanager
def opened(path: Path) -> Generator[olefile.OleFileIO]:
    """A compound file, for as long as the block lasts.

    Raises:
        OSError, IndexError, ValueError, struct.error: it is damaged; `BROKEN` names them all.
    """
    with path.open("rb") as file, olefile.OleFileIO(file) as compound:
        yield compound


def head(path: Path, size: int) -> bytes:
    """The first bytes of a file."""
    with path.open("rb") as file:
        return file.read(size)


def _holds(path: Path, stream: str) -> bool:
    """Whether the file is a compound one with that stream, or seems to have been one before it was damaged."""
    if head(path, len(COMPOUND_MAGIC)) != COMPOUND_MAGIC:
        return False
    try:
        with opened(path) as compound:
            return bool(compound.exists(stream))
    except BROKEN:
        data = path.read_bytes()
        return stream.encode("utf-16-le") in data or (stream == WORD_STREAM and _has_word_text(data))


def _has_word_text(data: bytes) -> bool:
    """Whether a stream of Word's begins in some sector of a compound file, whose directory may be lost."""
    starts = range(_SECTOR, len(data), _SECTOR)
    return any(
        data[at : at + 2] == _WORD_MAGIC and int.from_bytes(data[at + 2 : at + 4], "little") in _VERSIONS
        for at in starts
    )
