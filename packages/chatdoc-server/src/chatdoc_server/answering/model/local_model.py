"""A model's GGUF file, run by llama.cpp in a process of its own that lives and dies with the service.

A process of its own, because llama.cpp installs signal handlers, prints, and may crash or run out of memory: that must
not take the service down. A process that ends is started again.
"""

import asyncio
import json
import logging
import os
import secrets
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

from chatdoc_server.answering.base import AnswerFailed
from chatdoc_server.answering.model import local_process
from chatdoc_server.answering.model.chat import Address

_log = logging.getLogger(__name__)
_LOOK_SECONDS = 0.05
"""How often somebody who waits for the model looks whether it is there."""
_END_SECONDS = 2.0
"""What a process may take to end by itself; one that is loading can't notice that it should."""
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 60.0
"""Seconds before a process that ended is started again, doubled each time it ends before it listens."""
_TRIES = 3
"""After so many ends in a row before it listens, the file can't be loaded."""


class LocalModel:
    """Runs one file. `start` and `stop` are called once each; `ready` may be awaited from any event loop."""

    def __init__(self, file: Path, context_tokens: int, threads: int) -> None:
        """`threads` of 0 means one a processor."""
        self._file = file
        self._context_tokens = context_tokens
        self._threads = threads or os.cpu_count() or 1
        self._key = secrets.token_urlsafe(24)
        self._address: Address | None = None
        self._failed = False
        self._stopping = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        # The kernel ends the process with the thread that started it, so one thread stays for as long as it is wanted.
        self._thread = threading.Thread(target=self._supervise, name="local-model", daemon=True)

    def start(self) -> None:
        """Begins to load the file, and returns at once."""
        self._thread.start()

    def stop(self) -> None:
        """Ends the process."""
        self._stopping.set()
        if (process := self._process) is not None:
            _end(process)
        self._thread.join()

    async def ready(self) -> Address:
        """Waits until the model can be asked.

        Raises:
            AnswerFailed: the file can't be loaded.
        """
        while (address := self._address) is None:
            if self._failed:
                raise AnswerFailed("The language model could not be loaded.")
            await asyncio.sleep(_LOOK_SECONDS)
        return address

    def _supervise(self) -> None:
        pause, tries = _FIRST_PAUSE, 0
        while not self._stopping.is_set():
            listened = self._run()
            if self._stopping.is_set():
                return
            pause, tries = (_FIRST_PAUSE, 0) if listened else (min(2 * pause, _LONGEST_PAUSE), tries + 1)
            if tries == _TRIES:
                self._failed = True
                _log.error("%s can't be loaded: answers do without it", self._file)
                return
            self._stopping.wait(pause)

    def _run(self) -> bool:
        """Runs the process to its end; whether it came to listen."""
        process = self._process = self._begun()
        with process:
            if self._stopping.is_set():
                _end(process)
            line = process.stdout.readline() if process.stdout else b""
            with suppress(ValueError, KeyError):
                self._address = Address(json.loads(line)["url"], self._key)
                _log.info("%s is loaded", self._file)
            status = process.wait()
        listened, self._address = self._address is not None, None
        if not self._stopping.is_set():
            _log.error("the process of %s ended with %d", self._file, status)
        return listened

    def _begun(self) -> "subprocess.Popen[bytes]":
        process = subprocess.Popen(  # noqa: S603 - this very interpreter on a file of ours
            # Isolated, so that no module here is taken for one of the standard library.
            [sys.executable, "-I", local_process.__file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=None if _log.isEnabledFor(logging.DEBUG) else subprocess.DEVNULL,
            # None of our secrets, and no Ctrl-C that is meant for the service, which ends it in its time.
            env={name: value for name, value in os.environ.items() if not name.upper().startswith("CHATDOC_")},
            start_new_session=True,
        )
        told = {
            "parent": os.getpid(),
            "file": str(self._file),
            "key": self._key,
            "context_tokens": self._context_tokens,
            "threads": self._threads,
        }
        with suppress(BrokenPipeError):
            if process.stdin:
                process.stdin.write(json.dumps(told).encode() + b"\n")
                process.stdin.flush()
        return process


def _end(process: "subprocess.Popen[bytes]") -> None:
    if process.stdin:
        with suppress(BrokenPipeError):
            process.stdin.close()
    try:
        process.wait(_END_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
