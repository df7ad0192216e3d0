"""A real server process for tests, and a client that lets no undocumented reply pass.

    service = Service.start(folder)          # waits until it listens
    with service.client() as client: ...     # of the user `local`
    key = service.new_user("ann", elite_page=100, question=10)
    service.stop()                           # or service.kill()

`Service.start` on the same folder starts the service again on the data it left.
"""

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TypeVar

import httpx

from chatdoc_server.accounts.quota import PackageKind
from chatdoc_server.main.office import Office, build_office
from chatdoc_server.settings import Settings
from tests.api_client import Client
from tests.contract import Contract

COMMAND = [str(Path(sys.executable).with_name("chatdoc-server"))]
START_SECONDS = 90.0

Result = TypeVar("Result")


class Expired(AssertionError):
    """A condition that a test waited for did not come true in time."""


def wait_for(condition: Callable[[], Result | None], what: str, *, seconds: float = 60, pause: float = 0.05) -> Result:
    """The first result of `condition` that is true.

    Raises:
        Expired: there was none in time; the message says what was waited for, and the last result.
    """
    deadline = time.monotonic() + seconds
    while not (result := condition()):
        if time.monotonic() > deadline:
            raise Expired(f"waited {seconds:g} s for {what}; last: {result!r}")
        time.sleep(pause)
    return result


def environment(settings: Mapping[str, str]) -> dict[str, str]:
    """This process's environment, with `settings` as its only settings of the service, but for where the page is."""
    inherited = {
        name: value
        for name, value in os.environ.items()
        if not name.upper().startswith("CHATDOC_") or name == "CHATDOC_WEB__FOLDER"
    }
    return inherited | dict(settings)


def run_command(
    *arguments: str, cwd: Path, settings: Mapping[str, str] | None = None
) -> "subprocess.CompletedProcess[str]":
    """Runs `chatdoc-server` with `arguments` to its end."""
    return subprocess.run(
        [*COMMAND, *arguments],
        cwd=cwd,
        env=environment(settings or {}),
        capture_output=True,
        text=True,
        timeout=START_SECONDS,
        check=False,
    )


@dataclass
class Service:
    """A running `chatdoc-server serve`."""

    process: "subprocess.Popen[str]"
    data_dir: Path
    settings: Mapping[str, str]
    url: str
    announcement: list[str]
    log: Path
    _contract: list[Contract] = field(default_factory=list)

    @classmethod
    def start(cls, data_dir: Path, *arguments: str, settings: Mapping[str, str] | None = None) -> "Service":
        """Starts a server on a free port and waits until it listens."""
        given = dict(settings or {})
        process, log = _serve(data_dir, given, *arguments), _log_of(data_dir)
        try:
            announcement = _announcement(process)
        except Expired as error:
            _end(process, signal.SIGKILL)
            raise Expired(f"{error}\n{log.read_text()[-4000:]}") from error
        except BaseException:  # a test that is interrupted leaves no server behind
            _end(process, signal.SIGKILL)
            raise
        url = announcement[0].removeprefix("ChatDOC listens on ").split(" ")[0]
        return cls(process, data_dir, given, url, announcement, log)

    @property
    def api(self) -> str:
        """The base URL of the API."""
        return f"{self.url}/api/v2"

    @property
    def key(self) -> str:
        """The key of the user `local`."""
        return (self.data_dir / "api-key").read_text().strip()

    @property
    def contract(self) -> Contract:
        """What this server says about itself."""
        if not self._contract:
            self._contract.append(Contract(httpx.get(f"{self.url}/openapi.json", timeout=30).json()))
        return self._contract[0]

    def client(self, key: str | None = None) -> Client:
        """A client with a key, the local user's unless another is given; "" sends none."""
        return Client(self.api, self.key if key is None else key, self.contract)

    @contextmanager
    def office(self) -> Generator[Office]:
        """The accounts, opened beside the running server as the command line does."""
        with opened_office(self.data_dir, self.settings) as office:
            yield office

    def new_user(self, name: str, **packages: int) -> str:
        """Makes a user with packages (`elite_page=100`) and returns a key."""
        with self.office() as office:
            office.users.create(name)
            for kind, count in packages.items():
                office.quota.grant(name, PackageKind(kind), count, expires_at=None)
            return office.keys.create(name)[1]

    def copies_of(self, data: bytes) -> list[Path]:
        """Where this very file lies in the data folder, temporary copies included."""
        kept = [path for name in ("blobs", "tmp") for path in (self.data_dir / name).rglob("*") if path.is_file()]
        return [path for path in kept if path.stat().st_size == len(data) and path.read_bytes() == data]

    def held(self, prefix: str = "") -> list[str]:
        """Names of reservations that are neither charged nor given back; the ledger's sums are checked on the way."""
        with self.office() as office:
            assert office.quota.discrepancies() == []
            return [one.name for one in office.quota.held_reservations(prefix)]

    def stop(self) -> int:
        """Asks the server to end, waits for it and returns its exit status."""
        return _end(self.process, signal.SIGTERM)

    def kill(self) -> None:
        """`kill -9`; its own child processes notice by themselves."""
        _end(self.process, signal.SIGKILL)


class Killed:
    """A server that did not get far."""

    @staticmethod
    def while_starting(data_dir: Path, settings: Mapping[str, str], after: float) -> None:
        """Starts a server and kills it so many seconds later, listening or not."""
        process = _serve(data_dir, settings)
        try:
            process.wait(after)
        except subprocess.TimeoutExpired:
            pass
        else:
            raise AssertionError(f"the server ended by itself: {_log_of(data_dir).read_text()[-4000:]}")
        finally:
            _end(process, signal.SIGKILL)
            assert process.stdout is not None
            process.stdout.close()


@contextmanager
def opened_office(data_dir: Path, settings: Mapping[str, str]) -> Generator[Office]:
    """The accounts of a data folder."""
    given = {name.removeprefix("CHATDOC_").lower(): value for name, value in settings.items() if "__" not in name}
    known = {name: value for name, value in given.items() if name in {"database_url", "blob_url", "master_key"}}
    office = build_office(Settings.model_validate({**known, "data_dir": data_dir}))
    try:
        yield office
    finally:
        office.engine.dispose()


@contextmanager
def serving(data_dir: Path, *arguments: str, settings: Mapping[str, str] | None = None) -> Generator[Service]:
    """A server for the length of a block."""
    service = Service.start(data_dir, *arguments, settings=settings)
    try:
        yield service
    finally:
        service.stop()


def _serve(data_dir: Path, settings: Mapping[str, str], *arguments: str) -> "subprocess.Popen[str]":
    data_dir.mkdir(parents=True, exist_ok=True)
    with _log_of(data_dir).open("a") as errors:
        return subprocess.Popen(
            [*COMMAND, "serve", "--port", "0", "--data-dir", str(data_dir), *arguments],
            cwd=data_dir,
            env=environment(settings),
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )


def _log_of(data_dir: Path) -> Path:
    return data_dir.with_name(data_dir.name + ".log")


def children(pid: int) -> list[int]:
    """The ids of a process's children, theirs included."""
    found: list[int] = []
    for tasks in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            direct = [int(child) for child in tasks.read_text().split()]
        except FileNotFoundError:
            continue
        for child in direct:
            found += [child, *children(child)]
    return found


def _announcement(process: "subprocess.Popen[str]") -> list[str]:
    """The two lines that say the server listens."""
    assert process.stdout is not None
    lines: queue.Queue[str | None] = queue.Queue()
    threading.Thread(target=_forward, args=(process.stdout, lines), daemon=True).start()
    said: list[str] = []
    deadline = time.monotonic() + START_SECONDS
    while len(said) < 2:
        try:
            line = lines.get(timeout=max(0.01, deadline - time.monotonic()))
        except queue.Empty:
            raise Expired(f"the server did not listen within {START_SECONDS:g} s; it said {said}") from None
        if line is None:
            raise Expired(f"the server ended with {process.wait()} and said {said}")
        said.append(line.rstrip("\n"))
    return said


def _forward(stream: IO[str], lines: "queue.Queue[str | None]") -> None:
    with stream:
        for line in _until_closed(stream):
            lines.put(line)
    lines.put(None)


def _until_closed(stream: IO[str]) -> Iterator[str]:
    while line := stream.readline():
        yield line


def _end(process: "subprocess.Popen[str]", how: signal.Signals) -> int:
    if process.poll() is None:
        process.send_signal(how)
    try:
        return process.wait(timeout=60)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        raise
