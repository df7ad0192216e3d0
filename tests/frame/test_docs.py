import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from chatdoc_server.errors import DocumentStatus
from tools.generate_docs import MEANINGS, PAGES


@pytest.mark.parametrize("name", PAGES)
def test_generated_pages_say_what_the_code_says(repository: Path, name: str) -> None:
    assert (repository / "docs" / name).read_text() == PAGES[name](), "run `make docs`"


def test_every_status_that_is_given_has_a_meaning() -> None:
    assert {status for status in DocumentStatus if not status.name.startswith("RESERVED")} == set(MEANINGS)


def test_every_setting_and_operation_is_explained() -> None:
    for name in ("settings.md", "http-api.md"):
        cells = [row.split(" | ") for row in PAGES[name]().splitlines() if row.startswith("| `")]
        assert cells
        assert [row[0] for row in cells if not row[-1].strip(" |")] == []


def test_the_index_of_pages_is_complete(repository: Path) -> None:
    docs = repository / "docs"
    index = (docs / "README.md").read_text()
    assert [path.name for path in docs.glob("*.md") if path.name != "README.md" and f"({path.name})" not in index] == []


def rooms(repository: Path, heading: str) -> list[str]:
    """The names in the first column of the table under a heading of docs/architecture.md, in order."""
    section = (repository / "docs" / "architecture.md").read_text().split(f"\n## {heading}\n")[1].split("\n## ")[0]
    cells = [row.split("|")[1] for row in section.splitlines() if row.startswith("| `")]
    return [name for cell in cells for name in re.findall(r"`(\w+)`", cell)]


def test_the_services_rooms_stand_in_the_order_in_which_they_may_import(repository: Path) -> None:
    contracts = tomllib.loads((repository / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = [name.removeprefix("chatdoc_server.") for name in contracts[0]["layers"]]
    assert rooms(repository, "The rooms of the service") == layers[::-1]
    here = repository / "packages/chatdoc-server/src/chatdoc_server"
    modules = {path.stem for path in here.glob("*.py")} | {path.parent.name for path in here.glob("*/__init__.py")}
    assert modules - {"__init__"} == set(layers)


def test_the_pages_rooms_are_told(repository: Path) -> None:
    folders = {path.name for path in (repository / "web/src").iterdir() if path.is_dir()}
    assert set(rooms(repository, "The page")) == folders


def hand_written(repository: Path) -> list[Path]:
    pages = [repository / "README.md", *(repository / "docs").glob("*.md"), *repository.glob("tests/*/README.md")]
    return [page for page in pages if page.name not in PAGES]


def test_files_that_pages_name_are_there(repository: Path) -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=repository, capture_output=True, text=True, check=True).stdout
    files = [f"/{line}" for line in tracked.splitlines()]
    named = [
        (page.name, name)
        for page in hand_written(repository)
        for name in re.findall(r"`([\w-]+(?:/[\w-]+)*\.(?:py|ts|tsx|toml|sh))`", page.read_text())
    ]
    assert len(named) > 20
    own = {"chatdoc.toml"}
    assert [one for one in named if one[1] not in own and not any(f.endswith(f"/{one[1]}") for f in files)] == []


def test_settings_that_pages_name_exist(repository: Path) -> None:
    known = set(re.findall(r"CHATDOC_\w+", PAGES["settings.md"]()))
    others = {"CHATDOC_API_KEY", "CHATDOC_API_URL", "CHATDOC_SERVICE"}  # of the client, and of the page's own server
    named = {name for page in hand_written(repository) for name in re.findall(r"CHATDOC_\w+", page.read_text())}
    sections = {name for name in named if name.endswith("__") and any(one.startswith(name) for one in known)}
    assert named - sections - known - others == set()
