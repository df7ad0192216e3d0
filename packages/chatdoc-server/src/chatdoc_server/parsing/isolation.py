"""Parsers apart from the service: each file in a process of its own, with hard limits.

A hostile file can hang, crash or exhaust only its own process; the caller gets a `DocumentError`.
A helper process, started on first use, has the parsers loaded and forks for each file, so a file
costs milliseconds, not an interpreter's start. If this process is killed, all of them end, and so do the programs that
they run: what a parser process starts belongs to its group, and the group ends as a whole.
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
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import IO, TypeVar

import msgspec

from chatdoc_server.errors import DocumentError, DocumentStatus
from chatdoc_server.parsing.base import (
    Authorship,
    Converted,
    FormatName,
    Highlight,
    Layout,
    Limits,
    OcrMode,
    Progress,
    Reading,
    Size,
    Tools,
)
from chatdoc_server.parsing.formats import LAYOUTS
from chatdoc_server.parsing.messages import (
    Advanced,
    Annotate,
    Annotated,
    Convert,
    ConvertedTo,
    Failed,
    Identified,
    Identify,
    Job,
    Measure,
    Measured,
    Message,
    Noted,
    Parse,
    Parsed,
    Result,
    Started,
    Task,
)

TOO_LONG = "Your file takes too long to read, so we can't deal with it."
BROKE_DOWN = "Reading your file broke down, so we can't deal with it. Please save it again as PDF and upload that."

Reply = TypeVar("Reply", bound=Result)

_NOT_CONVERTED = {
    Layout.PAGED: DocumentStatus.PDF_CONVERT_ERROR,
    Layout.FLOWING: DocumentStatus.HTML_CONVERT_ERROR,
}
_GRACE = 5.0
_PAUSE = 0.002
_RECEIVE = 1 << 16
_MAX_LINE = 1 << 20
_log = logging.getLogger(__name__)
_encoder = msgspec.json.Encoder()
_decoder: msgspec.json.Decoder[Message] = msgspec.json.Decoder(Message)


class IsolatedReader:
    """Identifies, converts, measures and parses files in processes with hard limits; safe for several threads.

    `registry` names, as "module:name", the formats and parsers to use.
    """

    def __init__(
        self, limits: Limits, tools: Tools | None = None, registry: str = "chatdoc_server.parsing.registry:REGISTRY"
    ) -> None:
        self._limits = limits
        self._tools = tools or Tools()
        self._helper = _Helper(registry)

    def identify(self, path: Path) -> Identified:
        """The file's format, told by its content.

        Raises:
            DocumentError: TEXT_PARSE_ERROR when no format fits; ELEMENT_PARSE_ERROR when looking at it takes too long
                or breaks down.
        """
        with tempfile.TemporaryFile() as result:
            return _expect(Identified, self._run(path, Identify(), result, _ignore))

    def convert(self, path: Path, form: FormatName) -> Converted:
        """The file, which is of the format `form`, as PDF or canonical HTML.

        Raises:
            DocumentError: it can't be converted; PDF_CONVERT_ERROR or HTML_CONVERT_ERROR when that takes too long or
                breaks down.
        """
        failure = _NOT_CONVERTED[LAYOUTS[form]]
        with tempfile.TemporaryFile() as result, tempfile.TemporaryDirectory(dir=path.parent) as scratch:
            reply = _expect(ConvertedTo, self._run(path, Convert(form, scratch), result, _ignore, failure))
            result.seek(0)
            return Converted(result.read(), reply.title)

    def measure(self, path: Path, layout: Layout, ocr: OcrMode = OcrMode.DISABLE) -> Size:
        """What a PDF or canonical HTML costs, within the limits.

        Raises:
            DocumentError: PAGE_LIMIT_ERROR, EXCEED_TOKENS_ERROR, TEXT_PARSE_ERROR when it can't be opened, is
                protected or has no pages, or as `identify`.
        """
        with tempfile.TemporaryFile() as result:
            return _expect(Measured, self._run(path, Measure(layout, ocr), result, _ignore)).size

    def parse(self, path: Path, layout: Layout, reading: Reading, progress: Progress) -> bytes:
        """The structure of a PDF or canonical HTML as an encoded document. `progress` is called on this thread.

        Raises:
            DocumentError: as `measure`.
        """
        with tempfile.TemporaryFile() as result:
            job = Parse(layout, reading)
            _expect(Parsed, self._run(path, job, result, progress, ocr_pages=reading.ocr_pages))
            result.seek(0)
            return result.read()

    def annotate(self, path: Path, highlights: Sequence[Highlight], authorship: Authorship, target: IO[bytes]) -> None:
        """Writes a PDF with highlights into `target`, an open file of the system's, from its beginning.

        Raises:
            DocumentError: as `measure`, or a page that is to be highlighted is not there.
        """
        _expect(Annotated, self._run(path, Annotate(tuple(highlights), authorship), target, _ignore))
        target.seek(0)

    def close(self) -> None:
        """End the helper process and every parser still running."""
        self._helper.close()

    def _run(
        self,
        path: Path,
        task: Task,
        result: IO[bytes],
        progress: Progress,
        failure: DocumentStatus = DocumentStatus.ELEMENT_PARSE_ERROR,
        ocr_pages: int = 0,
    ) -> Result:
        seconds = self._limits.seconds + ocr_pages * self._limits.seconds_per_ocr_page
        job = Job(str(path.absolute()), task, replace(self._limits, seconds=seconds), self._tools)
        deadline = time.monotonic() + seconds
        pid, finished = 0, False
        with self._helper.start_job(result) as channel:
            try:
                for message in _messages(channel, deadline + _GRACE):
                    match message:
                        case Started() if not pid:
                            # The helper's word. Later ones are of a process that was taken over and names another.
                            pid = message.pid
                            channel.sendall(_encoder.encode(job) + b"\n")
                        case Started():
                            pass
                        case Advanced():
                            progress(message.done, message.total)
                        case Noted():
                            _log.log(message.level, "%s: %s", job.path, message.text)
                        case Failed():
                            raise DocumentError(DocumentStatus(message.status), message.text)
                        case _:
                            finished = True
                            return message
            except (BrokenPipeError, ConnectionResetError):
                _log.warning("%s: the parser process went away", job.path)
            finally:
                # Should it have ended by itself, its number was its own until just now.
                if pid:
                    _end_group(pid, kill=not finished)
        late = time.monotonic() >= deadline
        _log.warning("%s: the parser process %s", job.path, "ran out of time" if late else "crashed")
        raise DocumentError(failure, TOO_LONG if late else BROKE_DOWN)


def _expect(kind: type[Reply], reply: Result) -> Reply:
    """The reply, which must be of that kind: a parser process that was taken over may say anything.

    Raises:
        DocumentError: ELEMENT_PARSE_ERROR when it is of another.
    """
    if not isinstance(reply, kind):
        raise DocumentError(DocumentStatus.ELEMENT_PARSE_ERROR, BROKE_DOWN)
    return reply


def _ignore(_done: int, _total: int) -> None:
    """Only parsing makes progress worth telling."""


def _end_group(leader: int, *, kill: bool) -> None:
    """Sees a parser process and all that it started end, so that their files can be removed.

    They are killed at once, or when they have not ended by themselves a while after the result.
    """
    with suppress(ProcessLookupError):
        if not kill:
            _await_end(leader)
        os.killpg(leader, signal.SIGKILL)
        _await_end(leader)


def _await_end(leader: int) -> None:
    """Waits a while for a group of processes to end.

    Raises:
        ProcessLookupError: it has.
    """
    deadline = time.monotonic() + _GRACE
    while time.monotonic() < deadline:
        os.killpg(leader, 0)
        time.sleep(_PAUSE)


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

    def __init__(self, registry: str) -> None:
        self._registry = registry
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
            environment = {
                "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
                "PATH": os.defpath,
                "LANG": "C.UTF-8",
                "OPENBLAS_NUM_THREADS": "1",
            }
            module = "chatdoc_server.parsing.worker"
            command = [sys.executable, "-P", "-m", module, str(theirs.fileno()), self._registry]
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
            try:
                self._process.wait(_GRACE)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None
