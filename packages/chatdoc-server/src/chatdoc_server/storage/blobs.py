"""Stored objects: shared when their bytes are the same, removed when nothing points at them.

An object's life, each step its own transaction, so that a process may die between any two:

1. a row is written: not stored, one put pending (or the row of the same bytes is found, and one more is pending);
2. the object is written, then the row says stored;
3. a document's row points at it: references go up and pending down, in the transaction of that row;
4. nothing points at it any more and no put is pending, or the last put is long ago: the row gives up its content;
5. the object is removed, then the row.

Whoever puts the same bytes after step 4 gets a new key, so a removal never meets a write. What a lost process left is
found by its row; only a writer that was held up beyond `older_than_seconds` leaves an object without a row, and
`sweep` looks for those too.
"""

import hashlib
import re
import secrets
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from sqlalchemy import ColumnElement, Engine, delete, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from chatdoc_server.errors import NotFound, TransientError
from chatdoc_server.storage.database import reading, writing
from chatdoc_server.storage.objects import CHUNK_BYTES, Objects
from chatdoc_server.storage.tables import blobs

_KIND = re.compile(r"[a-z][a-z_]{0,31}")
_KEY = re.compile(r"[a-z][a-z_]{0,31}/[0-9a-f]{2}/(?P<digest>[0-9a-f]{64})\.[0-9a-f]{8}")
_ATTEMPTS = 5
_BATCH = 500


class Blobs:
    """Content-addressed objects with counted references."""

    def __init__(
        self,
        engine: Engine,
        url: str,
        *,
        options: Mapping[str, str] | None = None,
        now: Callable[[], float] = time.time,
    ) -> None:
        """Opens the store.

        Args:
            engine: Holds the `blobs` table.
            url: `s3://bucket/prefix`, `gs://…`, `az://…`, `file:///folder` or the folder's path.
            options: Settings of the store, such as `endpoint`, where the environment does not give them.
            now: Unix seconds.

        Raises:
            ValueError: the URL or an option is not understood.
        """
        self._engine = engine
        self._objects = Objects(url, options)
        self._now = now

    def put_file(self, kind: str, path: Path) -> str:
        """Stores a file's bytes and returns their key: `<kind>/<sha256[:2]>/<sha256>.<8 hex digits>`.

        The object is kept until a document points at it, or for the age that `sweep` is called with.

        Raises:
            TransientError: the store or the database did not answer.
        """
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        return self._put(kind, digest, path.stat().st_size, path)

    def put_bytes(self, kind: str, data: bytes) -> str:
        """As `put_file`, for bytes in memory.

        Raises:
            TransientError: the store or the database did not answer.
        """
        return self._put(kind, hashlib.sha256(data).hexdigest(), len(data), data)

    def read(self, key: str) -> bytes:
        """The whole object.

        Raises:
            NotFound: no such object; what pointed at it was deleted meanwhile.
            TransientError: the store did not answer.
        """
        return self._objects.read(key)

    def size(self, key: str) -> int:
        """Bytes in the object.

        Raises:
            NotFound: no such object; what pointed at it was deleted meanwhile.
            TransientError: the store did not answer.
        """
        return self._objects.size(key)

    def stream(self, key: str, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """The bytes from `start` to before `end` (the object's end when None or beyond it), piece by piece.

        No connection is held between pieces, so a slow reader costs the store nothing.

        Raises:
            NotFound: no such object, raised at once; later when it is deleted while being read.
            TransientError: the store did not answer.
        """
        size = self._objects.size(key)
        return self._pieces(key, start, size if end is None else min(end, size))

    def fetch(self, key: str, directory: Path) -> Path:
        """A local file with the object's bytes: the stored file itself in a folder store, else a copy in `directory`.

        A copy is checked against the key's hash, complete when it has its name, and reused when it is there.

        Raises:
            NotFound: no such object; what pointed at it was deleted meanwhile.
            TransientError: the store did not answer, or sent something else.
        """
        if self._objects.folder:
            path = self._objects.folder / key
            if not path.is_file():
                raise NotFound
            return path
        target = directory / key
        if not target.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            self._download(key, target)
        return target

    def check(self) -> None:
        """Asks the store for a sign of life.

        Raises:
            TransientError: it does not answer.
        """
        self._objects.check()

    def collect(self) -> int:
        """Removes objects that nothing points at and nobody is about to point at; returns how many.

        Raises:
            TransientError: the store or the database did not answer; the next call goes on.
        """
        return self._remove(blobs.c.pending == 0)

    def sweep(self, older_than_seconds: float) -> int:
        """Removes all that nothing points at, if last put so many seconds ago, and what interrupted writes left.

        Lists the whole store: for the quick removal after a delete there is `collect`.

        Raises:
            TransientError: the store or the database did not answer; the next call goes on.
        """
        oldest = self._now() - older_than_seconds
        removed = self._remove(or_(blobs.c.pending == 0, blobs.c.touched_at <= oldest))
        return removed + self._remove_strays(oldest)

    def _put(self, kind: str, digest: str, size: int, source: Path | bytes) -> str:
        if not _KIND.fullmatch(kind):
            raise ValueError(f"{kind!r} is no kind of blob")
        for _ in range(_ATTEMPTS):
            announced = self._announce(kind, digest, size)
            if announced is None:
                continue
            key, stored = announced
            # Looking is cheap, and heals a store that lost an object.
            if stored and self._objects.exists(key):
                return key
            self._objects.put(key, source)
            if self._confirm(key):
                return key
            # Given up while it was being written.
            self._objects.delete(key)
        raise TransientError("The object was removed again and again while it was being stored.")

    def _announce(self, kind: str, digest: str, size: int) -> tuple[str, bool] | None:
        """The key to write to and whether that was done before; None when another put came in between."""
        content = f"{kind}/{digest}"
        now = int(self._now())
        with writing(self._engine) as connection:
            found = connection.execute(
                update(blobs)
                .where(blobs.c.content == content)
                .values(pending=blobs.c.pending + 1, touched_at=now)
                .returning(blobs.c.key, blobs.c.stored)
            ).one_or_none()
        if found:
            return found.key, found.stored
        key = f"{kind}/{digest[:2]}/{digest}.{secrets.token_hex(4)}"
        row = {"key": key, "content": content, "size": size, "stored": False}
        try:
            with writing(self._engine) as connection:
                connection.execute(insert(blobs).values(**row, references=0, pending=1, touched_at=now))
        except IntegrityError:
            return None
        return key, False

    def _confirm(self, key: str) -> bool:
        with writing(self._engine) as connection:
            ours = update(blobs).where(blobs.c.key == key, blobs.c.content.is_not(None))
            return connection.execute(ours.values(stored=True, touched_at=int(self._now()))).rowcount == 1

    def _pieces(self, key: str, start: int, end: int) -> Iterator[bytes]:
        for position in range(start, end, CHUNK_BYTES):
            yield self._objects.read_range(key, position, min(position + CHUNK_BYTES, end))

    def _download(self, key: str, target: Path) -> None:
        expected = _KEY.fullmatch(key)
        if not expected:
            raise NotFound
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".") as scratch:
            partial = Path(scratch, target.name)
            digest = hashlib.sha256()
            with partial.open("wb") as file:
                for piece in self.stream(key):
                    digest.update(piece)
                    file.write(piece)
            if digest.hexdigest() != expected["digest"]:
                raise TransientError("The blob store sent something else than was stored.")
            partial.replace(target)

    def _remove(self, unneeded: ColumnElement[bool]) -> int:
        with writing(self._engine) as connection:
            connection.execute(
                update(blobs)
                .where(blobs.c.references == 0, blobs.c.content.is_not(None), unneeded)
                .values(content=None)
            )
        removed = 0
        while keys := self._given_up():
            for key in keys:
                self._objects.delete(key)
            with writing(self._engine) as connection:
                gone = delete(blobs).where(blobs.c.key.in_(keys), blobs.c.content.is_(None))
                removed += connection.execute(gone).rowcount
        return removed

    def _given_up(self) -> list[str]:
        with reading(self._engine) as connection:
            given_up = select(blobs.c.key).where(blobs.c.references == 0, blobs.c.content.is_(None))
            return list(connection.scalars(given_up.limit(_BATCH)))

    def _remove_strays(self, oldest: float) -> int:
        removed = 0
        batch: list[str] = []
        for key, modified, staged in self._objects.list():
            # The folder or bucket may hold what is not ours.
            if modified > oldest or not _KEY.fullmatch(key):
                continue
            if staged:
                removed += self._objects.remove_staged(key, oldest)
                continue
            batch.append(key)
            if len(batch) == _BATCH:
                removed += self._remove_unknown(batch)
                batch = []
        return removed + self._remove_unknown(batch)

    def _remove_unknown(self, keys: list[str]) -> int:
        """An object's row is older than the object, and keys are not used twice: without a row it is left over."""
        with reading(self._engine) as connection:
            known = set(connection.scalars(select(blobs.c.key).where(blobs.c.key.in_(keys))))
        strays = [key for key in keys if key not in known]
        for key in strays:
            self._objects.delete(key)
        return len(strays)
