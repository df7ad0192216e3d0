"""`chatdoc parse`: reading a file on this machine, by the server's program, without a server."""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from chatdoc.lib.errors import ChatDOCError

_PROGRAM = "chatdoc-server"


class NotInstalled(ChatDOCError):
    """The program that reads files is not there."""


def run_parser(arguments: Sequence[str]) -> int:
    """Runs the program with these arguments on our own input and output, and returns its exit status.

    Raises:
        NotInstalled: it is neither beside this Python nor on PATH.
    """
    beside = str(Path(sys.executable).parent)
    program = shutil.which(_PROGRAM, path=beside) or shutil.which(_PROGRAM)
    if program is None:
        raise NotInstalled(
            f"Files are read by the program {_PROGRAM}, which is not installed: install the package {_PROGRAM}."
        )
    # Nothing is a shell's, and the program is ours.
    return subprocess.run([program, "parse", *arguments], check=False).returncode  # noqa: S603
