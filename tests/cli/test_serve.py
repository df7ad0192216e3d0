"""`chatdoc-server serve` and `doctor`: settings, refusals, and the sample of a new folder."""

import socket
from pathlib import Path

import pytest

from tests import files
from tests.api_client import READY
from tests.service import Service, run_command, serving


def refusal(tmp_path: Path, *arguments: str, **settings: str) -> str:
    """What a `serve` that can't start says on standard error; it must not be a traceback."""
    done = run_command("serve", "--port", "0", *arguments, cwd=tmp_path, settings=settings)
    assert done.returncode == 2, (done.returncode, done.stderr)
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    return done.stderr


def test_an_unknown_setting_is_refused_by_its_name(tmp_path: Path) -> None:
    said = refusal(tmp_path, CHATDOC_INGESTION__DOCUMENTS_AT_ONC="3", CHATDOC_COLOUR="blue")
    assert "CHATDOC_COLOUR, CHATDOC_INGESTION__DOCUMENTS_AT_ONC" in said


def test_an_unknown_setting_in_the_file_is_refused_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "chatdoc.toml").write_text("[limits]\npage = 5\n[nothing]\nx = 1\n")
    said = refusal(tmp_path)
    assert "limits__page" in said
    assert "nothing" in said


def test_settings_out_of_bounds_are_refused_by_their_names(tmp_path: Path) -> None:
    wrong = {
        "CHATDOC_LIMITS__FILE_MEGABYTES": "0",
        "CHATDOC_LIMITS__PAGES": "many",
        "CHATDOC_INGESTION__DOCUMENTS_AT_ONCE": "0",
        "CHATDOC_INGESTION__PARSE_SECONDS": "0",
        "CHATDOC_CACHE__MEGABYTES": "1",
        "CHATDOC_LLM__ATTEMPTS": "11",
        "CHATDOC_LOG_LEVEL": "loud",
        "CHATDOC_ROLE": "boss",
    }
    said = refusal(tmp_path, **wrong)
    for name in wrong:
        assert f"setting {name.removeprefix('CHATDOC_').lower()}:" in said


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"CHATDOC_LLM__URL": "http://127.0.0.1:1/v1"}, "CHATDOC_LLM__MODEL"),
        ({"CHATDOC_MASTER_KEY": "c2hvcnQ="}, "32 bytes"),
        ({"CHATDOC_MASTER_KEY": "not base64!"}, "32 bytes"),
        ({"CHATDOC_DATABASE_URL": "mysql://somewhere/db"}, "CHATDOC_DATABASE_URL"),
        ({"CHATDOC_BLOB_URL": "ftp://somewhere"}, "CHATDOC_BLOB_URL"),
    ],
)
def test_settings_that_do_not_fit_are_explained(tmp_path: Path, settings: dict[str, str], words: str) -> None:
    assert words in refusal(tmp_path, **settings)


def test_secrets_are_not_shown_in_refusals(tmp_path: Path) -> None:
    said = refusal(tmp_path, CHATDOC_DATABASE_URL="mysql://me:hush@somewhere/db")
    assert "hush" not in said


def test_a_taken_port_is_refused_in_words(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = run_command("serve", "--port", port, "--data-dir", str(tmp_path / "data"), cwd=tmp_path)
    assert done.returncode == 2
    assert f"port {port}" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_second_service_on_one_folder_is_refused_in_words(service: Service, tmp_path: Path) -> None:
    said = refusal(tmp_path, "--data-dir", str(service.data_dir))
    assert "Another process works on the documents in" in said
    with service.client() as client:
        assert client.data("GET", "/users/quota")


def test_a_new_folder_gets_the_sample_once(tmp_path: Path) -> None:
    sample = tmp_path / "sample.pdf"
    sample.write_bytes(files.note())
    for _ in range(2):
        with serving(tmp_path / "data", "--sample", str(sample)) as service, service.client() as client:
            [document] = client.data("GET", "/documents")["items"]
            assert document["name"] == "sample.pdf"
            assert client.finished(document["id"])["status"] == READY
            assert "seven" in client.ask(document["id"], "When does the ferry leave?").text


def test_settings_from_the_file_the_environment_and_the_command_line(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "chatdoc.toml").write_text("port = 1\n[limits]\nfile_megabytes = 1\npages = 3\n")
    with serving(data, settings={"CHATDOC_LIMITS__PAGES": "2"}) as service, service.client() as client:
        document = client.finished(client.upload(files.book(3)))
        assert document["status"] == -10
        assert "2" in document["error_msg"]["error_msg"]
        big = client.http.post("/documents/upload", files={"file": ("big.pdf", bytes((1 << 20) + 1))})
        assert "(1MB)" in big.json()["detail"]


def test_doctor_says_what_is_installed(tmp_path: Path) -> None:
    done = run_command("doctor", "--data-dir", str(tmp_path / "data"), cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    for words in (
        "Python",
        "liteparse",
        "Database       sqlite, 0 users",
        "extractive (no model is set)",
        "Word           ",
    ):
        assert words in done.stdout
    model = {"CHATDOC_LLM__URL": "http://127.0.0.1:9/v1", "CHATDOC_LLM__MODEL": "small"}
    done = run_command("doctor", "--data-dir", str(tmp_path / "data"), cwd=tmp_path, settings=model)
    assert "small at http://127.0.0.1:9/v1" in done.stdout


def test_the_commands_explain_themselves(tmp_path: Path) -> None:
    for arguments in ((), ("serve", "--help"), ("packages", "grant", "--help")):
        done = run_command(*arguments, cwd=tmp_path)
        assert "Usage: chatdoc-server" in done.stdout + done.stderr
