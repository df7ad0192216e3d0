"""Temporary files that outlive no process: what a killed one left is removed by the next to start."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path


class Scratch:
    """A folder of this process's own within `parent`, locked for as long as the process lives or until `close`."""

    def __init__(self, parent: Path) -> None:
        parent.mkdir(parents=True, exist_ok=True)
        with _opened(parent) as everybody:
            # Nobody makes a folder while another looks for those whose process is gone.
            fcntl.flock(everybody, fcntl.LOCK_EX)
            for left in parent.iterdir():
                _remove_abandoned(left)
            self.path = Path(tempfile.mkdtemp(dir=parent))
            self._descriptor = os.open(self.path, os.O_RDONLY)
            fcntl.flock(self._descriptor, fcntl.LOCK_EX)

    def close(self) -> None:
        """Removes the folder and what is in it."""
        shutil.rmtree(self.path, ignore_errors=True)
        os.close(self._descriptor)


def _remove_abandoned(path: Path) -> None:
    if not path.is_dir():
        path.unlink()
        return
    with _opened(path) as owner:
        try:
            fcntl.flock(owner, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        shutil.rmtree(path, ignore_errors=True)


@contextmanager
def _opened(path: Path) -> Generator[int]:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        yield descriptor
    finally:
        os.close(descriptor)
