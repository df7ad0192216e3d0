"""`chatdoc-server parse`: files of every layout, read without a server and without a data folder."""

import json
import subprocess
from pathlib import Path

import pytest

from tests import files
from tests.flowing.formats import FACT, MARKDOWN
from tests.service import run_command


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "report.pdf").write_bytes(files.report())
    (tmp_path / "harbour").write_text(MARKDOWN, encoding="utf-8")
    return tmp_path


def parse(folder: Path, *arguments: str, **settings: str) -> "subprocess.CompletedProcess[str]":
    return run_command("parse", *arguments, cwd=folder, settings=settings)


def test_markdown_goes_to_standard_output(folder: Path) -> None:
    done = parse(folder, "report.pdf")
    assert (done.returncode, done.stderr) == (0, "")
    assert "# Harbour report" in done.stdout
    assert "| Mooring fees | 412 | 398 |" in done.stdout
    assert {path.name for path in folder.iterdir()} == {"report.pdf", "harbour"}


@pytest.mark.parametrize(
    ("name", "beginning"),
    [
        ("out.md", "# "), ("out.html", "<!doctype html>"), ("out.json", '{"format":"chatdoc-document"'),
        ("out.docling.json", '{"schema_name":"DoclingDocument"'), ("out", "# "),
    ],
)  # fmt: skip
def test_the_ending_names_the_format(folder: Path, name: str, beginning: str) -> None:
    done = parse(folder, "harbour", "--output", name)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    text = (folder / name).read_text(encoding="utf-8")
    assert text.startswith(beginning)
    assert FACT in text


def test_a_page_is_read_as_deeply_as_asked(folder: Path) -> None:
    done = parse(folder, "report.pdf", "--package", "lite", "--format", "json", "--words")
    found = json.loads(done.stdout)
    assert found["name"] == "report.pdf"
    assert {one["kind"] for one in found["elements"]} == {"paragraph"}
    assert all(one["words"] for one in found["elements"])


def test_what_can_not_be_read_says_why(folder: Path) -> None:
    (folder / "nothing.pdf").write_bytes(b"")
    done = parse(folder, "nothing.pdf", "--output", "out.md")
    assert (done.returncode, done.stdout) == (6, "")
    assert done.stderr == "chatdoc-server: nothing.pdf: Your file is empty.\n"
    assert not (folder / "out.md").exists()
    assert parse(folder, "nowhere.pdf").returncode == 2
    done = parse(folder, "report.pdf", "--output", "nowhere/out.md")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("chatdoc-server: Can't write 'nowhere/out.md'")


def test_the_limits_are_those_that_are_set(folder: Path) -> None:
    done = parse(folder, "report.pdf", CHATDOC_LIMITS__PAGES="1")
    assert done.returncode == 6
    assert "page" in done.stderr
