"""The command `chatdoc`, run as people run it."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path


class Command:
    """Runs the command with a key of its own."""

    def __init__(self, url: str, key: str, folder: Path) -> None:
        self.folder = folder
        self._environment = os.environ | {"CHATDOC_API_URL": url, "CHATDOC_API_KEY": key, "NO_COLOR": "1"}

    def __call__(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        return self.run(arguments)

    def run(
        self, arguments: Sequence[str], *, screen: int = subprocess.PIPE, environment: Mapping[str, str] | None = None
    ) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-W", "error", "-m", "chatdoc", *arguments],
            cwd=self.folder,
            env=self._environment | dict(environment or {}),
            stdout=subprocess.PIPE,
            stderr=screen,
            text=True,
            check=False,
            timeout=60,
        )
