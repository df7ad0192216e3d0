"""Parsers apart from the service: each file in a process of its own, with hard limits.

A hostile file can hang, crash or exhaust only its own process; the caller gets a `DocumentError`.
A helper process, started on first use, has the parsers loaded and forks for each file, so a file
costs milliseconds, not an interpreter's start. If this process is killed, all of them end.
"""

import logging
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

import msgspec

from chatdoc_server.errors import DocumentError, DocumentStatus
from chatdoc_server.parsing.base import Depth, Limits, Progress
from chatdoc_server.parsing.messages import Advanced, Failed, Finished, Job, Message, Noted, Started

TOO_LONG = "Your file takes too long to read, so we can't deal with it."
BROKE_DOWN = "Reading your file broke down, so we can't deal with it. Please save it again as PDF and upload that."

_GRACE = 5.0
_RECEIVE = 1 << 16
_MAX_LINE = 1 << 20
_log = logging.getLogger(__name__)
_encoder = msgspec.json.Encoder()
_decoder: msgspec.json.Decoder[Message] = msgspec.json.Decoder(Message)


class IsolatedParser:
    """Counts pages and parses in processes with hard limits; may be called from several threads.

    `parser_for` names the function, as "module:function", that finds the parser of a path.
    """

    def __init__(self, limits: Limits, parser_for: str = "chatdoc_server.parsing.registry:parser_for") -> None:
        self._limits = limits
        self._helper = _Helper(parser_for)

    def count_pages(self, path: Path) -> int:
        """How many pages the file has.

        Raises:
            DocumentError: PAGE_LIMIT_ERROR, TEXT_PARSE_ERROR when it can't be opened, is protected or
                has no pages, ELEMENT_PARSE_ERROR when opening it takes too long or breaks down.
        """
        with tempfile.TemporaryFile() as result:
            return self._run(Job(str(path.absolute()), self._limits), result, _ignore)

    def parse(self, path: Path, depth: Depth, progress: Progress) -> bytes:
        """The file's structure as an encoded document, within the limits. `progress` is called on this thread.

        Raises:
            DocumentError: as `count_pages`, and EXCEED_TOKENS_ERROR.
        """
        with tempfile.TemporaryFile() as result:
            self._run(Job(str(path.absolute()), self._limits, depth), result, progress)
            result.seek(0)
            return result.read()

    def close(self) -> None:
        """End the helper process and every parser still running."""
        self._helper.close()

    def _run(self, job: Job, result: IO[bytes], progress: Progress) -> int:
        deadline = time.monotonic() + self._limits.seconds
        pid = 0
        with self._helper.start_job(result) as channel:
            try:
                channel.sendall(_encoder.encode(job) + b"\n")
                for message in _messages(channel, deadline + _GRACE):
                    match message:
                        case Started():
                            pid = message.pid
                        case Advanced():
                            progress(message.done, message.total)
                        case Noted():
                            _log.log(message.level, "%s: %s", job.path, message.text)
                        case Failed():
                            raise DocumentError(DocumentStatus(message.status), message.text)
                        case Finished():
                            pid = 0
                            return message.pages
            except (BrokenPipeError, ConnectionResetError):
                _log.warning("%s: the parser process went away", job.path)
            finally:
                # The channel is still open, so the process is still there and its number is its own.
                if pid:
                    with suppress(ProcessLookupError):
                        os.kill(pid, signal.SIGKILL)
        late = time.monotonic() >= deadline
        _log.warning("%s: the parser process %s", job.path, "ran out of time" if late else "crashed")
        raise DocumentError(DocumentStatus.ELEMENT_PARSE_ERROR, TOO_LONG if late else BROKE_DOWN)


def _ignore(_done: int, _total: int) -> None:
    """Counting pages makes no progress worth telling."""


def _messages(channel: socket.socket, deadline: float) -> Iterator[Message]:
    """Messages until the channel closes or the deadline, a time of the monotonic clock, has passed."""
    buffer = b""
    while len(buffer) <= _MAX_LINE:
        remaining = deadline - time.monotonic()
        if remaining <= 0 or not select.select([channel], [], [], remaining)[0]:
            return
        data = channel.recv(_RECEIVE)
        if not data:
            return
        *lines, buffer = (buffer + data).split(b"\n")
        for line in lines:
            try:
                yield _decoder.decode(line)
            except msgspec.DecodeError:
                return


class _Helper:
    """The process that forks a parser process for each job; started when first needed, and again if it died."""

    def __init__(self, parser_for: str) -> None:
        self._parser_for = parser_for
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None

    def start_job(self, result: IO[bytes]) -> socket.socket:
        """A channel to a fresh parser process that writes its document to `result`."""
        ours, theirs = socket.socketpair()
        with theirs, self._lock:
            descriptors = [theirs.fileno(), result.fileno()]
            try:
                socket.send_fds(self._running(), [b"j"], descriptors)
            except (BrokenPipeError, ConnectionResetError):
                self._stop()
                socket.send_fds(self._running(), [b"j"], descriptors)
        return ours

    def close(self) -> None:
        """End the process; it takes its children with it."""
        with self._lock:
            self._stop()

    def _running(self) -> socket.socket:
        if self._control is not None:
            return self._control
        ours, theirs = socket.socketpair()
        with theirs:
            # A parser needs nothing of the service's environment, least of all its secrets.
            environment = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "OPENBLAS_NUM_THREADS": "1"}
            module = "chatdoc_server.parsing.worker"
            command = [sys.executable, "-P", "-m", module, str(theirs.fileno()), self._parser_for]
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                command, pass_fds=[theirs.fileno()], env=environment, stdin=subprocess.DEVNULL
            )
        self._control = ours
        return ours

    def _stop(self) -> None:
        if self._control is not None:
            self._control.close()
            self._control = None
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None
