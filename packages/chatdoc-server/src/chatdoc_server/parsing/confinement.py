"""What the kernel holds a parser process to: it outruns no limit, outlives nobody and talks to no machine.

All of it passes on to the programs that the process starts. `filesystem` is what those may see of the machine's files.
"""

import ctypes
import errno
import os
import platform
import resource
import signal
import struct
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from chatdoc_server.parsing.base import Limits

_PR_SET_PDEATHSIG = 1
_PR_SET_SECCOMP = 22
_PR_SET_CHILD_SUBREAPER = 36
_PR_SET_NO_NEW_PRIVS = 38
_SECCOMP_MODE_FILTER = 2
_LIBC = ctypes.CDLL(None, use_errno=True)


class _Machine(NamedTuple):
    """The numbers by which a kernel knows a machine and two of its calls; see linux/audit.h and its call tables."""

    architecture: int
    socket: int
    io_uring_setup: int


_MACHINES = {
    "x86_64": _Machine(0xC000003E, 41, 425),
    "aarch64": _Machine(0xC00000B7, 198, 425),
}

_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000
# Calls of a second table that x86-64 kernels keep for 32-bit pointers.
_OTHER_TABLE = 0x40000000
_AF_UNIX = 1


def lead_group(child: int = 0) -> None:
    """Makes this process, or its child, the head of a group, by which it and all that it starts can be ended together.

    Parent and child both say it: neither knows which of them comes first, nor whether the child is there still.
    """
    with suppress(ProcessLookupError):
        os.setpgid(child, child)


def end_own_group() -> None:
    """Ends this process and all that it started. Does nothing before `lead_group`."""
    if os.getpgrp() == os.getpid():
        os.killpg(os.getpid(), signal.SIGKILL)


def die_with(parent: int) -> None:
    """Has the kernel end this process when `parent`, which started it, ends."""
    if sys.platform == "linux":
        _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def adopt_orphans() -> None:
    """Makes this process the parent of what its children leave running."""
    if sys.platform == "linux":
        _LIBC.prctl(_PR_SET_CHILD_SUBREAPER, 1)


def end_children() -> None:
    """Ends this process's children, and the groups that they lead."""
    for child in _children():
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        with suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)


def _children() -> Iterator[int]:
    for children in Path("/proc/self/task").glob("*/children"):
        yield from map(int, children.read_text(encoding="ascii").split())


def limit(bounds: Limits) -> None:
    """Time, memory and the size of files as hard limits of the kernel, which native code can't outrun.

    Memory is what is written to, not what is reserved: some runtimes reserve far more than they ever use.
    """
    memory = (bounds.memory_bytes, bounds.memory_bytes)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_DATA, memory)
    resource.setrlimit(resource.RLIMIT_FSIZE, memory)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, bounds.seconds)


def forbid_network() -> bool:
    """Lets this process make no sockets but local ones; it can't be undone.

    Returns:
        Whether the kernel took it: Linux on x86-64 and 64-bit ARM does.
    """
    machine = _MACHINES.get(platform.machine())
    if sys.platform != "linux" or machine is None:
        return False
    steps = _filter(machine)
    code = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *step) for step in steps))
    program = ctypes.create_string_buffer(struct.pack("@HP", len(steps), ctypes.addressof(code)))
    if _LIBC.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        return False
    return not _LIBC.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, program, 0, 0)


def _filter(machine: _Machine) -> tuple[tuple[int, int, int, int], ...]:
    """A program of classic BPF: code, steps to skip when true, steps to skip when false, operand."""
    refuse = _REFUSE | errno.EACCES
    return (
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_EQUAL, 0, 7, machine.architecture),
        (_LOAD, 0, 0, _NUMBER),
        (_AT_LEAST, 5, 0, _OTHER_TABLE),
        # Its queue makes sockets too, past this filter.
        (_EQUAL, 4, 0, machine.io_uring_setup),
        (_EQUAL, 0, 2, machine.socket),
        (_LOAD, 0, 0, _FIRST_ARGUMENT),
        (_EQUAL, 0, 1, _AF_UNIX),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, refuse),
    )
