"""Zip archives from strangers: opened only when their sizes are bounded and their names stay inside.

Nothing is ever unpacked to disk. Sizes are those that come out, not those that the archive states: an archive that
states less than it holds is refused.
"""

import zipfile
import zlib
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from chatdoc_server.errors import DocumentError, DocumentStatus

MEGABYTE = 1 << 20
_CHUNK = 1 << 16
_ENCRYPTED = 0x1
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)

DAMAGED = "Your file is damaged: its parts can't be unpacked. Please save it again and upload that."
TOO_LARGE = "Your file becomes too large when it is unpacked, so we can't deal with it."
PROTECTED = "Your file is protected by a password so we can't open it."
OUTSIDE = "Your file holds parts whose names lead outside of it, so we can't deal with it."


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much an archive may hold: bytes once unpacked, entries, and bytes out for each byte in.

    The ratio counts only above `ratio_from` bytes: a small file of blanks is no attack.
    """

    unpacked: int = 1024 * MEGABYTE
    entries: int = 20_000
    ratio: int = 150
    ratio_from: int = 64 * MEGABYTE
    one: int = 256 * MEGABYTE


class Archive:
    """An open archive. What goes wrong is raised as a `DocumentError` with the status it was opened with."""

    def __init__(self, source: zipfile.ZipFile, status: DocumentStatus, bounds: Bounds) -> None:
        self._source = source
        self._status = status
        self._bounds = bounds
        self._entries = {info.filename: info for info in source.infolist() if not info.is_dir()}

    def names(self) -> tuple[str, ...]:
        """The names of the files in it, in the order they are listed; `/` parts folders."""
        return tuple(self._entries)

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def size(self, name: str) -> int:
        """How many bytes the archive states for a file.

        Raises:
            DocumentError: there is no such file.
        """
        return self._entry(name).file_size

    def read(self, name: str, most: int | None = None) -> bytes:
        """A file's bytes, at most `most` of them.

        Raises:
            DocumentError: there is no such file, it is damaged, or it holds more.
        """
        content = bytearray()
        for chunk in self._chunks(self._entry(name), self._bounds.one if most is None else most):
            content += chunk
        return bytes(content)

    def verify(self) -> None:
        """Reads through every file, so that a library may open the archive by itself afterwards.

        Raises:
            DocumentError: a file is damaged, or holds more than the archive states.
        """
        for entry in self._entries.values():
            for _ in self._chunks(entry, self._bounds.unpacked):
                pass

    def _entry(self, name: str) -> zipfile.ZipInfo:
        if name not in self._entries:
            raise DocumentError(self._status, f"Your file is damaged: its part {name!r} is missing.")
        return self._entries[name]

    def _chunks(self, entry: zipfile.ZipInfo, most: int) -> Generator[bytes]:
        if entry.file_size > most:
            raise DocumentError(self._status, TOO_LARGE)
        size = 0
        try:
            with self._source.open(entry) as content:
                while chunk := content.read(_CHUNK):
                    size += len(chunk)
                    yield chunk
        except _BROKEN as error:
            raise DocumentError(self._status, DAMAGED) from error
        # zipfile stops at the stated size and checks the sum of what it gave out.
        if size != entry.file_size:
            raise DocumentError(self._status, DAMAGED)


@contextmanager
def open_archive(
    path: Path,
    status: DocumentStatus = DocumentStatus.TEXT_PARSE_ERROR,
    bounds: Bounds | None = None,
) -> Generator[Archive]:
    """The archive at `path`, for as long as the block lasts; it is refused with `status`.

    Raises:
        DocumentError: it is damaged, protected, states more than `bounds` allow, or has names that lead outside.
    """
    bounds = bounds or Bounds()
    try:
        source = zipfile.ZipFile(path)
    except _BROKEN as error:
        raise DocumentError(status, DAMAGED) from error
    with source:
        _check(source.infolist(), path.stat().st_size, status, bounds)
        yield Archive(source, status, bounds)


def _check(entries: list[zipfile.ZipInfo], packed: int, status: DocumentStatus, bounds: Bounds) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    explodes = unpacked > bounds.ratio_from and unpacked > bounds.ratio * packed
    if len(entries) > bounds.entries or unpacked > bounds.unpacked or explodes:
        raise DocumentError(status, TOO_LARGE)
    if any(leads_outside(entry.orig_filename) for entry in entries):
        raise DocumentError(status, OUTSIDE)
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise DocumentError(status, PROTECTED)
    if any(entry.compress_type not in _METHODS for entry in entries):
        raise DocumentError(status, DAMAGED)


def leads_outside(name: str) -> bool:
    """Whether a name in an archive could stand for something outside of the folder it is unpacked to."""
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or any(":" in part for part in path.parts[:1])


def is_zip(path: Path) -> bool:
    """Whether the file begins as a zip archive with content does."""
    with path.open("rb") as file:
        return file.read(4) == b"PK\x03\x04"


def peek(path: Path, name: str, most: int) -> bytes | None:
    """The first `most` bytes of one file of a zip archive, to tell formats by; None when there is none."""
    if not is_zip(path):
        return None
    try:
        with zipfile.ZipFile(path) as source, source.open(name) as content:
            return content.read(most)
    except (*_BROKEN, KeyError):
        return None


def content_types(path: Path) -> bytes | None:
    """What an Office Open XML package says its parts are, to tell formats by; None when it is no such package."""
    return peek(path, "[Content_Types].xml", MEGABYTE)
