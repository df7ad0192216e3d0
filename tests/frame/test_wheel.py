"""What is built of the server: a wheel with the page in it."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path


def test_a_wheel_carries_the_page_and_needs_no_node(repository: Path, tmp_path: Path) -> None:
    """Built as from a source distribution: the page's source is not there, what was built of it is."""
    package = tmp_path / "chatdoc-server"
    shutil.copytree(repository / "packages" / "chatdoc-server", package, ignore=shutil.ignore_patterns("__pycache__"))
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "wheels")]
    subprocess.run(command, cwd=package, env={"PATH": "/nowhere"}, check=True, capture_output=True)
    [wheel] = (tmp_path / "wheels").iterdir()
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {"chatdoc_server/web/index.html", "chatdoc_server/web/pdf-viewer/index.html"} <= names
    assert any(name.startswith("chatdoc_server/web/assets/") and name.endswith(".js") for name in names)


def test_without_a_page_or_its_source_nothing_is_built(repository: Path, tmp_path: Path) -> None:
    package = tmp_path / "chatdoc-server"
    ignored = shutil.ignore_patterns("__pycache__", "web")
    shutil.copytree(repository / "packages" / "chatdoc-server", package, ignore=ignored)
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "wheels")]
    done = subprocess.run(command, cwd=package, check=False, capture_output=True, text=True)
    assert done.returncode != 0
    assert "holds no page" in done.stderr
