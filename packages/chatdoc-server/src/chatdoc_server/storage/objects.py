"""Bytes under keys in a folder, S3, Google or Azure storage: obstore behind our errors, with what it leaves to us."""

import mmap
import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import obstore
from obstore.exceptions import BaseError
from obstore.store import LocalStore, ObjectStore, from_url

from chatdoc_server.errors import NotFound, TransientError

CHUNK_BYTES = 4 * 1024 * 1024

_REQUEST_SECONDS = 300
_CONNECT_SECONDS = 5
_RETRIES = 3
_RETRY_SECONDS = 60
# A folder store writes `key#1` and renames it; a process that is killed in between leaves that file.
_STAGED = re.compile(r"(?P<key>.+)#[0-9]+")


class Objects:
    """Whole objects, written once and never changed."""

    def __init__(self, url: str, options: Mapping[str, str] | None = None) -> None:
        """Opens the store at `url`.

        Args:
            url: `s3://bucket/prefix`, `gs://…`, `az://…`, `file:///folder` or the folder's path.
            options: Settings of the store, such as `endpoint`; what is absent is taken from the environment
                variables that the store's own tools use (`AWS_…`, `GOOGLE_…`, `AZURE_…`).

        Raises:
            ValueError: the URL or an option is not understood.
        """
        self.folder = _folder(url)
        self._store = _open(url, self.folder, options or {})

    def put(self, key: str, source: Path | bytes) -> None:
        """Writes an object; nobody ever sees half of it.

        Raises:
            TransientError: the store did not answer.
        """
        with _translated(), _buffer(source) as data:
            # One request: a multipart upload that is interrupted leaves parts behind that no listing shows.
            obstore.put(self._store, key, data, use_multipart=False)
        if self.folder:
            _flush(self.folder / key)

    def read(self, key: str) -> bytes:
        """The whole object.

        Raises:
            NotFound: no such object.
            TransientError: the store did not answer.
        """
        with _translated():
            return bytes(obstore.get(self._store, key).bytes())

    def read_range(self, key: str, start: int, end: int) -> bytes:
        """Bytes from `start` to before `end`, which must lie in the object.

        Raises:
            NotFound: no such object.
            TransientError: the store did not answer.
        """
        with _translated():
            return bytes(obstore.get_range(self._store, key, start=start, end=end))

    def size(self, key: str) -> int:
        """Bytes in the object.

        Raises:
            NotFound: no such object.
            TransientError: the store did not answer.
        """
        with _translated():
            return int(obstore.head(self._store, key)["size"])

    def exists(self, key: str) -> bool:
        """Whether there is such an object.

        Raises:
            TransientError: the store did not answer.
        """
        try:
            self.size(key)
        except NotFound:
            return False
        return True

    def check(self) -> None:
        """Asks the store for a sign of life.

        Raises:
            TransientError: it does not answer, or the folder is gone.
        """
        if self.folder and not self.folder.is_dir():
            raise TransientError(f"The folder of the blobs, {self.folder}, is gone.")
        self.exists("sign-of-life")

    def delete(self, key: str) -> None:
        """Removes an object and what an interrupted write of it left; one that is not there is no error.

        Raises:
            TransientError: the store did not answer.
        """
        if self.folder:
            path = self.folder / key
            for staged in path.parent.glob(f"{path.name}#*"):
                staged.unlink(missing_ok=True)
        try:
            with _translated():
                obstore.delete(self._store, key)
        except NotFound:
            return

    def list(self) -> Iterator[tuple[str, float, bool]]:
        """Each object's key, when it was written (Unix seconds), and whether it is only half written.

        Raises:
            TransientError: the store did not answer.
        """
        if self.folder:
            yield from _walk(self.folder)
            return
        with _translated():
            for page in obstore.list(self._store, chunk_size=1000):
                for meta in page:
                    yield meta["path"], meta["last_modified"].timestamp(), False

    def remove_staged(self, key: str, older_than: float) -> int:
        """Removes files of interrupted writes of `key` last changed before `older_than` (Unix seconds)."""
        removed = 0
        if self.folder:
            path = self.folder / key
            for staged in path.parent.glob(f"{path.name}#*"):
                try:
                    if staged.stat().st_mtime <= older_than:
                        staged.unlink()
                        removed += 1
                except FileNotFoundError:
                    continue
        return removed


def _folder(url: str) -> Path | None:
    if "://" not in url:
        if not url or ":" in url.partition("/")[0]:
            raise ValueError("The blob URL must be a folder's path or a URL such as s3://bucket/prefix.")
        return Path(url).absolute()
    parts = urlsplit(url)
    return Path(unquote(parts.path)) if parts.scheme == "file" else None


def _open(url: str, folder: Path | None, options: Mapping[str, str]) -> ObjectStore:
    if folder:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return LocalStore(folder)
    client: dict[str, Any] = {
        "connect_timeout": timedelta(seconds=_CONNECT_SECONDS),
        "timeout": timedelta(seconds=_REQUEST_SECONDS),
        # Used only where the endpoint's URL says http.
        "allow_http": True,
    }
    retries: dict[str, Any] = {"max_retries": _RETRIES, "retry_timeout": timedelta(seconds=_RETRY_SECONDS)}
    try:
        # The typed overloads want to know which store it is; the URL says so at run time.
        make: Callable[..., ObjectStore] = from_url
        return make(url, config=dict(options), client_options=client, retry_config=retries)
    except BaseError as error:
        raise ValueError(f"The blob URL can't be used: {_first_line(error)}") from error


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise NotFound from error
    except (BaseError, OSError) as error:
        raise TransientError(f"The blob store did not answer: {_first_line(error)}") from error


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]


@contextmanager
def _buffer(source: Path | bytes) -> Iterator[bytes | mmap.mmap]:
    """A file's bytes without reading them into memory at once."""
    if isinstance(source, bytes):
        yield source
        return
    with source.open("rb") as file:
        # An empty file can't be mapped.
        if os.fstat(file.fileno()).st_size == 0:
            yield b""
            return
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
            yield mapped


def _flush(path: Path) -> None:
    """Makes a written file survive a power failure, its names in the folders above included."""
    for place in (path, path.parent, path.parent.parent, path.parent.parent.parent):
        descriptor = os.open(place, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _walk(folder: Path) -> Iterator[tuple[str, float, bool]]:
    # The store's own listing hides files that are being written, and with them those that never will be.
    for place, _, names in os.walk(folder):
        for name in names:
            path = Path(place, name)
            try:
                modified = path.stat().st_mtime
            except FileNotFoundError:
                continue
            staged = _STAGED.fullmatch(path.relative_to(folder).as_posix())
            yield staged["key"] if staged else path.relative_to(folder).as_posix(), modified, staged is not None
