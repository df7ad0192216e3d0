"""`chatdoc-server keys`, `users` and `packages`, as an administrator's shell runs them."""

import re
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.service import Service, run_command, serving

Command = Callable[..., "CompletedProcess[str]"]


@pytest.fixture
def command(tmp_path: Path) -> Command:
    """Runs a subcommand on a data folder of the test's own; its status must be the one given."""

    def run(*arguments: str, status: int = 0) -> "CompletedProcess[str]":
        done = run_command(*arguments, "--data-dir", str(tmp_path / "data"), cwd=tmp_path)
        assert done.returncode == status, done.stderr
        assert "Traceback" not in done.stderr
        return done

    return run


def test_a_key_is_printed_alone_and_opens_until_it_is_revoked(service: Service, tmp_path: Path) -> None:
    folder = ["--data-dir", str(service.data_dir)]
    made = run_command("keys", "create", "--user", "local", *folder, cwd=tmp_path)
    assert re.fullmatch(r"ak-[A-Za-z0-9_-]{43}\n", made.stdout)
    secret = made.stdout.strip()
    with service.client(secret) as client:
        assert client.data("GET", "/users/quota")
        listed = run_command("keys", "list", "--user", "local", *folder, cwd=tmp_path).stdout
        [line] = [line for line in listed.splitlines() if line.split("\t")[1] == f"{secret[:7]}…{secret[-4:]}"]
        assert secret not in listed
        assert "active" in line
        assert run_command("keys", "revoke", line.split("\t")[0], *folder, cwd=tmp_path).returncode == 0
        assert client.http.get("/users/quota").status_code == 401
        assert "revoked" in run_command("keys", "list", "--user", "local", *folder, cwd=tmp_path).stdout


def test_users_are_made_listed_blocked_and_let_in_again(service: Service, tmp_path: Path) -> None:
    def run(*arguments: str) -> str:
        done = run_command(*arguments, "--data-dir", str(service.data_dir), cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        return done.stdout

    run("users", "create", "carol of the shell")
    assert re.search(r"carol of the shell\tcreated \d{4}-\d\d-\d\d\tactive", run("users", "list"))
    key = run("keys", "create", "--user", "carol of the shell").strip()
    with service.client(key) as client:
        assert client.http.get("/users/quota").json()["package"] is None
        run("users", "block", "carol of the shell")
        assert client.http.get("/users/quota").json()["data"] == {"reason": "banned"}
        assert "carol of the shell\t" in run("users", "list")
        run("users", "block", "carol of the shell", "--undo")
        assert client.http.get("/users/quota").status_code == 200


def test_packages_are_granted_and_listed(command: Command) -> None:
    command("users", "create", "dave")
    command("packages", "grant", "--user", "dave", "--kind", "elite_page", "--count", "3000", "--expires", "2027-12-31")
    command("packages", "grant", "--user", "dave", "--kind", "question", "--count", "5")
    listed = command("packages", "list", "--user", "dave").stdout.splitlines()
    assert listed == [
        "elite_page\t0 of 3000 used\t0 reserved\texpires 2027-12-31",
        "question\t0 of 5 used\t0 reserved\tnever expires",
    ]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("keys", "create", "--user", "nobody"), "nobody"),
        (("keys", "list", "--user", "nobody"), "nobody"),
        (("keys", "revoke", "77"), "77"),
        (("users", "create", ""), "1 to 80"),
        (("users", "block", "nobody"), "nobody"),
        (("packages", "grant", "--user", "nobody", "--kind", "question", "--count", "1"), "nobody"),
        (("packages", "grant", "--user", "nobody", "--kind", "hours", "--count", "1"), "hours"),
        (("packages", "grant", "--user", "nobody", "--kind", "question", "--count", "0"), "--count"),
        (("packages", "grant", "--user", "x", "--kind", "question", "--count", "1", "--expires", "soon"), "soon"),
    ],
)
def test_mistakes_are_explained_in_a_line_on_standard_error(
    command: Command, arguments: tuple[str, ...], words: str
) -> None:
    done = command(*arguments, status=2)
    assert words in done.stderr
    assert done.stdout == ""


def test_a_first_serve_makes_a_user_with_packages_and_a_private_key(tmp_path: Path, command: Command) -> None:
    with serving(tmp_path / "data") as service:
        assert service.announcement == [
            f"ChatDOC listens on {service.url} (API: {service.url}/api/v2)",
            f"API key: {service.key}",
        ]
        assert (tmp_path / "data" / "api-key").stat().st_mode & 0o777 == 0o600
        assert (tmp_path / "data" / "master-key").stat().st_mode & 0o777 == 0o600
        with service.client() as client:
            package = client.data("GET", "/users/quota")["package"]
            assert all(one["max_count"] >= 1_000_000 for one in package.values())
        first = service.key
    with serving(tmp_path / "data") as service:
        assert service.announcement[1] == f"API key: in {tmp_path / 'data' / 'api-key'}"
        assert service.key == first
    assert command("users", "list").stdout.count("\n") == 1
