"""The process that parsers run in: loads them once, then forks a process for each file.

Run as `python -m chatdoc_server.parsing.worker FD MODULE:REGISTRY`. FD is a socket; each byte on it
carries two descriptors, a socket to talk over and a file for the result. The registry knows the formats
and parsers. When the socket closes, this process ends, and with it its children and what they started.
"""

import gc
import importlib
import logging
import os
import signal
import socket
import sys
import traceback
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

import msgspec

from chatdoc_server.document import codec
from chatdoc_server.errors import DocumentError
from chatdoc_server.languages.detection import load_model
from chatdoc_server.parsing import confinement, limits
from chatdoc_server.parsing.base import Layout
from chatdoc_server.parsing.language import with_language
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
)
from chatdoc_server.parsing.pdf.file.highlights import write_highlights
from chatdoc_server.parsing.registry import Registry

_encoder = msgspec.json.Encoder()


def main(descriptor: int, target: str) -> None:
    """Serve jobs until the other end of the socket closes."""
    registry = _load(target)
    load_model()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    confinement.adopt_orphans()
    parent = os.getpid()
    # A parser's data has no cycles and its process is short: looking for them would cost it a fifth of its time.
    gc.disable()
    with socket.socket(fileno=descriptor) as control:
        while True:
            data, descriptors, _, _ = socket.recv_fds(control, 1, 2)
            if not data:
                break
            child = os.fork()
            if child == 0:
                control.close()
                _run(descriptors[0], descriptors[1], registry, parent)
            # Told from here, so that the caller can end a process that hangs before it says a word.
            confinement.lead_group(child)
            with suppress(BrokenPipeError):
                os.write(descriptors[0], _line(Started(child)))
            for passed in descriptors:
                os.close(passed)
    confinement.end_children()


def _load(target: str) -> Registry:
    module, _, name = target.partition(":")
    found: Registry = getattr(importlib.import_module(module), name)
    return found


def _run(channel_fd: int, result_fd: int, registry: Registry, parent: int) -> NoReturn:
    """Do one job in a process of its own, and end that process and what it started, whatever happens."""
    try:
        confinement.lead_group()
        confinement.die_with(parent)
        # A converter waits for the programs that it starts.
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        with socket.socket(fileno=channel_fd) as channel, channel.makefile("rb") as lines:
            job = msgspec.json.decode(lines.readline(), type=Job)
            confinement.limit(job.limits)
            confinement.forbid_network()
            try:
                _send(channel, _work(job, channel, result_fd, registry))
            except BaseException:
                _send(channel, Noted(logging.ERROR, traceback.format_exc()))
                raise
    finally:
        confinement.end_own_group()
        # Never back into the loop of the parent's copy.
        os._exit(1)


def _work(job: Job, channel: socket.socket, result_fd: int, registry: Registry) -> Result:
    logging.basicConfig(handlers=[_Forwarder(channel)], level=logging.INFO, force=True)
    path = Path(job.path)
    try:
        match job.task:
            case Identify():
                found = registry.format_of(path)
                return Identified(found.name, found.layout, converts=found.converter is not None)
            case Convert():
                return _convert(job, job.task, path, result_fd, registry)
            case Measure(layout, ocr):
                size = registry.parsers[layout].measure(path, ocr)
                limits.check_size(size, job.limits)
                return Measured(size)
            case Parse():
                return _parse(job, job.task, channel, result_fd, registry)
            case Annotate(highlights, authorship):
                with os.fdopen(result_fd, "wb") as result:
                    write_highlights(path, highlights, authorship, result)
                return Annotated()
    except DocumentError as error:
        return Failed(error.status, str(error))


def _convert(job: Job, task: Convert, path: Path, result_fd: int, registry: Registry) -> Result:
    converter = registry.named(task.format).converter
    if converter is None:
        raise ValueError(f"{task.format} needs no conversion")
    converted = converter.convert(path, Path(task.scratch), job.tools)
    with os.fdopen(result_fd, "wb") as result:
        result.write(converted.data)
    return ConvertedTo(converted.title)


def _parse(job: Job, task: Parse, channel: socket.socket, result_fd: int, registry: Registry) -> Result:
    parsed = registry.parsers[task.layout].parse(
        Path(job.path), task.reading, job.tools, lambda done, total: _send(channel, Advanced(done, total))
    )
    document = with_language(parsed)
    if task.layout is Layout.PAGED:
        limits.check_tokens(document, job.limits)
    with os.fdopen(result_fd, "wb") as result:
        result.write(codec.encode(document))
    return Parsed()


def _send(channel: socket.socket, message: Message) -> None:
    channel.sendall(_line(message))


def _line(message: Message) -> bytes:
    return _encoder.encode(message) + b"\n"


class _Forwarder(logging.Handler):
    """Sends what is logged to the caller."""

    def __init__(self, channel: socket.socket) -> None:
        super().__init__()
        self._channel = channel

    def emit(self, record: logging.LogRecord) -> None:
        _send(self._channel, Noted(record.levelno, f"{record.name}: {record.getMessage()}"))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
