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
