import re
import subprocess
from pathlib import Path

import pytest

from tools.check_skipped import left_out


def targets(repository: Path) -> set[str]:
    lines = (repository / "Makefile").read_text().splitlines()
    return {found[1] for line in lines if (found := re.match(r"([a-z-]+):", line))}


@pytest.mark.parametrize("page", ["README.md", "docs/architecture.md", "docs/benchmarks.md", "CHANGELOG.md"])
def test_every_make_command_a_page_names_is_there(repository: Path, page: str) -> None:
    named = set(re.findall(r"(?:`|^)make ([a-z-]+)", (repository / page).read_text(), re.MULTILINE))
    assert named - targets(repository) == set()


def test_the_readme_names_the_commands_of_a_first_use(repository: Path) -> None:
    text = (repository / "README.md").read_text()
    assert all(f"make {name}" in text for name in ("run", "test", "lint", "client", "bench"))


def test_links_between_pages_lead_somewhere(repository: Path) -> None:
    pages = [repository / "README.md", repository / "CHANGELOG.md", *(repository / "docs").glob("*.md")]
    links = [(page, link) for page in pages for link in re.findall(r"\]\((?!https?://|#)([^)#]+)", page.read_text())]
    assert links
    assert [f"{page.name}: {link}" for page, link in links if not (page.parent / link).exists()] == []


def test_help_lists_what_the_makefile_has(repository: Path) -> None:
    # Run from `make test`, it would tell which folder it enters.
    command = ["make", "--no-print-directory", "help"]
    done = subprocess.run(command, cwd=repository, capture_output=True, text=True, check=True)
    assert "make run" in done.stdout
    assert {line.split()[1] for line in done.stdout.splitlines()} <= targets(repository)


@pytest.mark.parametrize("script", ["tools/*.sh", ".ci/run"])
def test_shell_scripts_can_be_read_by_their_shell(repository: Path, script: str) -> None:
    found = list(repository.glob(script))
    assert found
    for path in found:
        shell = path.read_text().splitlines()[0].removeprefix("#!/usr/bin/env ").removeprefix("#!")
        subprocess.run([shell, "-n", str(path)], check=True)


def test_left_out_tests_are_counted(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.write_text(
        '<testsuites><testsuite><testcase classname="a" name="runs"/>'
        '<testcase classname="a" name="waits"><skipped message="no server"/></testcase></testsuite></testsuites>'
    )
    assert left_out(report) == (2, ["a::waits: no server"])
