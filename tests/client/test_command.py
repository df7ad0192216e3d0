"""The command `chatdoc`, as a process."""

import json
import os
import pty
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pikepdf
import pytest

from tests import files
from tests.client.command import Command
from tests.service import Service

FACT = files.facts(3)[1]


@pytest.fixture(scope="module")
def chatdoc(service: Service, tmp_path_factory: pytest.TempPathFactory) -> Command:
    folder = tmp_path_factory.mktemp("command")
    (folder / "book.pdf").write_bytes(files.book(3))
    (folder / "locked.pdf").write_bytes(files.encrypted())
    return Command(service.api, service.new_user("command-tests", elite_page=50, question=2), folder)


@pytest.fixture(scope="module")
def book(chatdoc: Command) -> str:
    done = chatdoc("upload", "book.pdf")
    assert (done.returncode, done.stderr) == (0, "")
    upload_id, name = done.stdout.split()
    assert name == "book.pdf"
    return upload_id


def test_a_document_that_fails_does_not_stop_the_others(chatdoc: Command) -> None:
    done = chatdoc("upload", "locked.pdf", "book.pdf", "--json")
    assert done.returncode == 6
    assert done.stderr == "chatdoc: locked.pdf: Your file is protected by a password so we can't open it.\n"
    assert [(one["name"], one["status"] >= 300) for one in json.loads(done.stdout)] == [
        ("locked.pdf", False),
        ("book.pdf", True),
    ]


def test_a_terminal_shows_bars(chatdoc: Command) -> None:
    ours, theirs = pty.openpty()
    with ThreadPoolExecutor(1) as reader:
        screen = reader.submit(_read, ours)
        done = chatdoc.run(["upload", "book.pdf"], screen=theirs, environment={"COLUMNS": "120", "TERM": "xterm"})
        os.close(theirs)
        shown = screen.result(10)
    os.close(ours)
    assert done.returncode == 0
    assert "book.pdf" in shown
    assert "3/3" in shown
    assert "ready" in shown


def test_ask_shows_answer_and_sources(chatdoc: Command, book: str) -> None:
    done = chatdoc("ask", book, FACT.question)
    assert done.returncode == 0, done.stderr
    answer, _, sources = done.stdout.partition("\nSources:\n")
    assert f"“{FACT.sentence}”[1]" in answer
    assert re.match(r"\[1\] book\.pdf, page 2, at [\d., to;]+\n", sources)


def test_ask_a_file_for_a_program_until_the_package_is_used_up(chatdoc: Command, book: str) -> None:
    done = chatdoc("ask", "book.pdf", FACT.question, "--json")
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said["citations"][0]["page"] == 1
    assert said["upload_id"] in done.stderr
    assert said["upload_id"] != book
    refused = chatdoc("ask", book, FACT.question)
    assert (refused.returncode, refused.stdout) == (5, "")
    assert refused.stderr.startswith("chatdoc: ")
    assert refused.stderr.count("\n") == 1


def test_answers_are_saved_with_their_proof(service: Service, chatdoc: Command, book: str, tmp_path: Path) -> None:
    mine = Command(service.api, service.new_user("command-saves", elite_page=10, question=1), tmp_path)
    (tmp_path / "book.pdf").write_bytes(files.book(3))
    wrong = mine("ask", "book.pdf", FACT.question, "--save", "answer.docx")
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert wrong.stderr == "chatdoc: 'answer.docx' must end in one of .md, .markdown, .pdf.\n"
    assert mine("ask", "book.pdf", FACT.question, "--save", "nowhere/answer.md").returncode == 2
    done = mine("ask", "book.pdf", FACT.question, "--save", "answer.md", "--save", "Answer.PDF", "--json")
    assert done.returncode == 0, done.stderr
    assert FACT.sentence in (tmp_path / "answer.md").read_text(encoding="utf-8")
    with pikepdf.open(tmp_path / "Answer.PDF") as pdf:
        assert FACT.sentence in " ".join(str(pdf.pages[FACT.page].Annots[0].Contents).split())
    said = json.loads(done.stdout)
    assert mine("export", str(said["id"]), "again.pdf", "--document", said["upload_id"]).returncode == 0
    assert (tmp_path / "again.pdf").stat().st_size == (tmp_path / "Answer.PDF").stat().st_size
    assert mine("export", str(said["id"]), "other.pdf", "--document", book).returncode == 1
    assert mine("export", "99999999", "missing.md").returncode == 4
    saved = {path.name for path in tmp_path.iterdir()}
    assert saved == {"book.pdf", "answer.md", "Answer.PDF", "again.pdf"}


def test_documents_are_saved(chatdoc: Command, book: str, tmp_path: Path) -> None:
    target = tmp_path / "book.docling.json"
    assert chatdoc("export", book, str(target)).returncode == 0
    assert json.loads(target.read_bytes())["schema_name"] == "DoclingDocument"
    assert chatdoc("export", book, str(tmp_path / "book.pdf")).returncode == 2
    assert chatdoc("export", "book", str(tmp_path / "book.md")).returncode == 2
    assert chatdoc("export", "0" * 8 + book[8:], str(tmp_path / "book.md")).returncode == 4


def test_a_file_is_parsed_without_a_server(chatdoc: Command, tmp_path: Path) -> None:
    mine = Command("http://127.0.0.1:1", "", tmp_path)
    (tmp_path / "book.pdf").write_bytes(files.book(3))
    (tmp_path / "locked.pdf").write_bytes(files.encrypted())
    done = mine("parse", "book.pdf")
    assert (done.returncode, done.stderr) == (0, "")
    assert FACT.sentence in done.stdout
    assert mine("parse", "book.pdf", "--format", "json", "--output", "book.out").returncode == 0
    assert json.loads((tmp_path / "book.out").read_bytes())["format"] == "chatdoc-document"
    refused = mine("parse", "locked.pdf")
    assert (refused.returncode, refused.stdout) == (6, "")
    assert refused.stderr == "chatdoc-server: locked.pdf: Your file is protected by a password so we can't open it.\n"
    assert {path.name for path in tmp_path.iterdir()} == {"book.pdf", "locked.pdf", "book.out"}


def test_without_the_server_s_package_nothing_is_parsed(tmp_path: Path) -> None:
    alone = "import sys; sys.executable = '/nowhere/python'; from chatdoc.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", alone, "parse", "book.pdf"],
        cwd=tmp_path,
        env=os.environ | {"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("chatdoc: Files are read by the program chatdoc-server, which is not installed")


def test_search_and_quota(chatdoc: Command, book: str) -> None:
    found = chatdoc("search", book, FACT.sentence, "--limit", "1").stdout.splitlines()
    assert found[0].startswith("1. page 2, Chapter 2  (")
    assert found[1].startswith("   ")
    assert json.loads(chatdoc("search", book, FACT.sentence, "--json").stdout)[0]["page"] == 1
    assert "left of 50" in chatdoc("quota").stdout
    assert json.loads(chatdoc("quota", "--json").stdout)["elite_page"]["max_count"] == 50


@pytest.mark.parametrize(
    ("arguments", "environment", "status", "said"),
    [
        (["ask", "nothing.pdf", "Why?"], {}, 2, "'nothing.pdf' is neither a file nor the id of a document."),
        (["ask", "0" * 32, "Why?"], {}, 4, "It is not there, or not yours."),
        (["quota"], {"CHATDOC_API_KEY": ""}, 3, "No API key: give api_key, or set CHATDOC_API_KEY."),
        (["quota"], {"CHATDOC_API_KEY": "ak-wrong"}, 3, ""),
        (["--url", "http://127.0.0.1:9/api/v2", "quota"], {}, 7, "No connection to http://127.0.0.1:9: "),
    ],
)
def test_errors_are_one_line(
    chatdoc: Command, arguments: list[str], environment: dict[str, str], status: int, said: str
) -> None:
    done = chatdoc.run(arguments, environment=environment)
    assert (done.returncode, done.stdout) == (status, "")
    assert done.stderr.startswith(f"chatdoc: {said}")
    assert done.stderr.count("\n") == 1


def test_help_names_every_command(chatdoc: Command) -> None:
    said = chatdoc("--help").stdout
    commands = ("upload", "website", "collect", "suggest", "ask", "trace", "export", "parse", "search", "quota")
    assert all(name in said for name in (*commands, "Exit status"))


def _read(terminal: int) -> str:
    """All that is written to a terminal; when its other end is closed, reading on is an error on Linux."""
    shown = b""
    try:
        while piece := os.read(terminal, 4096):
            shown += piece
    except OSError:
        pass
    return shown.decode()
