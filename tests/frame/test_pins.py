import re
import tomllib
from pathlib import Path

import pytest

from tools.check_pins import ROOT, addresses, pinning_files


def test_no_pinning_file_names_an_address() -> None:
    files = list(pinning_files(ROOT))
    assert {"constraints.txt", "requirements-dev.txt", "requirements-no-deps.txt"} <= {path.name for path in files}
    assert {path: addresses(path.read_text()) for path in files if addresses(path.read_text())} == {}


@pytest.mark.parametrize(
    "line",
    [
        "numpy @ https://files.example.org/numpy.whl",
        "--extra-index-url https://example.org/simple",
        "--find-links ../wheels",
        "numpy @ file:///wheels/numpy.whl",
        '      "resolved": "https://registry.example.org/penpal/-/penpal-6.tgz",',
        "registry=//example.org/",
    ],
)
def test_an_address_is_noticed(line: str) -> None:
    assert addresses(f"httpx==0.28.1\n{line}\n") == [line.strip()]


def test_every_dependency_is_pinned(repository: Path) -> None:
    pinned = {line.partition("==")[0] for line in (repository / "constraints.txt").read_text().splitlines()}
    assert required(repository) - pinned == set()


def required(repository: Path) -> set[str]:
    lines = [
        line
        for path in repository.glob("packages/*/pyproject.toml")
        for line in tomllib.loads(path.read_text())["project"]["dependencies"]
    ]
    lines += [line for line in (repository / "requirements-dev.txt").read_text().splitlines() if line[0] != "#"]
    return {re.split(r"[^A-Za-z0-9._-]", line)[0].lower().replace("_", "-").replace(".", "-") for line in lines}
