"""Programs that a parser process runs: confined as it is, and ended with it."""

import logging
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from chatdoc_server.parsing.confinement import die_with
from chatdoc_server.parsing.filesystem import show_only

_SHOWN = 2000
_log = logging.getLogger(__name__)


def run_program(command: Sequence[str], folder: Path, readable: Sequence[Path] = ()) -> int:
    """Runs a program to its end in `folder`, which also is its home and holds its temporary files.

    What it says goes to the log. It gets no input and nothing of this process's environment. Of the machine's files it
    sees its own, the system's and those at or below `readable`, where the kernel can hide the others.

    Returns:
        Its exit status, negative for the signal that ended it.

    Raises:
        OSError: it can't be started.
    """
    environment = {"PATH": os.defpath, "HOME": str(folder), "TMPDIR": str(folder), "LANG": "C.UTF-8"}
    parent = os.getpid()
    seen = (Path(command[0]), *readable)

    def confine() -> None:
        die_with(parent)
        show_only(seen, folder)

    said = folder / "program.log"
    with said.open("wb") as output:
        status = subprocess.run(  # noqa: S603 - a program of the settings or of our own, never of a document
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            # A parser process has one thread, so nothing can hold a lock that the child waits for.
            preexec_fn=confine,
            check=False,
        ).returncode
    with said.open("rb") as words:
        text = words.read(_SHOWN).decode(errors="replace").strip()
    _log.log(logging.INFO if status else logging.DEBUG, "%s ended with %d: %s", Path(command[0]).name, status, text)
    return status
