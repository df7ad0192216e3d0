"""Which of the machine's files a program may see, by Landlock: its own and the system's, never the service's data.

A document can ask whoever converts it to show other files. See the kernel's userspace-api/landlock; the numbers are
those of linux/landlock.h.
"""

import ctypes
import os
import struct
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

SYSTEM = (
    *(Path(root) for root in ("/usr", "/lib", "/lib64", "/bin", "/sbin", "/nix/store")),
    *(Path("/etc", name) for name in ("fonts", "libreoffice", "ld.so.cache", "localtime", "nsswitch.conf", "passwd")),
    *(Path("/var", name) for name in ("lib/libreoffice", "spool/libreoffice", "cache/fontconfig")),
    *(Path("/dev", name) for name in ("random", "urandom")),
)
"""Programs, libraries, fonts and their settings: what programs need that is nobody's secret."""

_CREATE, _ADD, _RESTRICT = 444, 445, 446
_VERSION = 1
_PATH_BENEATH = 1
_PR_SET_NO_NEW_PRIVS = 38

_EXECUTE, _WRITE, _READ, _LIST, _REMOVE_FILE, _MAKE_SOCKET = 1 << 0, 1 << 1, 1 << 2, 1 << 3, 1 << 5, 1 << 9
# Each version of Landlock knows the rights of those before it: to move from folder to folder came with the second, to
# cut a file short with the third.
_RIGHTS = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1}
_OF_FILES = _EXECUTE | _WRITE | _READ
_LIBC = ctypes.CDLL(None, use_errno=True)
_LIBC.syscall.restype = ctypes.c_long


def can_hide_files() -> bool:
    """Whether the kernel offers it: Linux since 5.13, where Landlock is not switched off."""
    return _version() > 0


def show_only(readable: Iterable[Path], writable: Path) -> bool:
    """Hides all files from this process and those it starts but the system's, `readable` and `writable`.

    It can't be undone. What is not there is left out. Sockets may be made in the folder for temporary files, where
    programs meet their own kind.

    Returns:
        Whether the kernel took it.
    """
    version = _version()
    if version <= 0:
        return False
    handled = _RIGHTS[min(version, max(_RIGHTS))]
    rules = ctypes.create_string_buffer(struct.pack("=Q", handled), 8)
    ruleset = _LIBC.syscall(_CREATE, rules, ctypes.c_size_t(8), 0)
    if ruleset < 0:
        return False
    for path in (*SYSTEM, *readable):
        _allow(ruleset, path, _EXECUTE | _READ | _LIST)
    _allow(ruleset, Path("/dev/null"), _READ | _WRITE)
    _allow(ruleset, Path("/tmp"), _MAKE_SOCKET | _REMOVE_FILE)  # noqa: S108 - where LibreOffice looks for another
    _allow(ruleset, writable, handled)
    _LIBC.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    return bool(_LIBC.syscall(_RESTRICT, ctypes.c_int(ruleset), 0) == 0)


def _version() -> int:
    """The version of Landlock that the kernel offers, 0 or less for none."""
    return int(_LIBC.syscall(_CREATE, None, 0, _VERSION)) if sys.platform == "linux" else 0


def _allow(ruleset: int, path: Path, access: int) -> None:
    with suppress(FileNotFoundError, PermissionError, NotADirectoryError):
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
        try:
            allowed = access if path.is_dir() else access & _OF_FILES
            rule = ctypes.create_string_buffer(struct.pack("=Qi", allowed, descriptor), 12)
            _LIBC.syscall(_ADD, ctypes.c_int(ruleset), _PATH_BENEATH, rule, 0)
        finally:
            os.close(descriptor)
