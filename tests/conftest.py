"""Fixtures of all tests: one server that cheap tests share, and what a test needs to start its own."""

from collections.abc import Callable, Generator
from contextlib import ExitStack
from pathlib import Path
from typing import Protocol

import pytest

from tests.api_client import Client
from tests.service import Service

QUICK = {"CHATDOC_INGESTION__EMBEDDING_THREADS": "1"}


class StartService(Protocol):
    """Starts a server in a data folder of the test's own, or in one that is given."""

    def __call__(self, *arguments: str, data_dir: Path | None = None, **settings: str) -> Service: ...


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Generator[Service]:
    """A server that all tests of a session share: a test makes users of its own where it counts what they have."""
    running = Service.start(tmp_path_factory.mktemp("shared") / "data", settings=QUICK)
    yield running
    running.stop()


@pytest.fixture
def client(service: Service) -> Generator[Client]:
    """A client of the shared server's user `local`."""
    with service.client() as client:
        yield client


@pytest.fixture
def new_client(service: Service, request: pytest.FixtureRequest) -> Generator[Callable[..., Client]]:
    """Makes a user of the shared server with packages (`elite_page=100`), and a client of that user."""
    with ExitStack() as stack:
        made = 0

        def make(**packages: int) -> Client:
            nonlocal made
            made += 1
            name = f"{request.node.name}-{made}"[-80:]
            return stack.enter_context(service.client(service.new_user(name, **packages)))

        yield make


@pytest.fixture
def start_service(tmp_path: Path) -> Generator[StartService]:
    """Starts servers of the test's own; settings are given as `INGESTION__DOCUMENTS_AT_ONCE="1"`."""
    started: list[Service] = []

    def start(*arguments: str, data_dir: Path | None = None, **settings: str) -> Service:
        given = QUICK | {f"CHATDOC_{name}": value for name, value in settings.items()}
        started.append(Service.start(data_dir or tmp_path / "data", *arguments, settings=given))
        return started[-1]

    yield start
    for service in started:
        service.kill()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Shows the tables that tests put down with `record_property("table", …)`."""
    for outcome in ("passed", "failed"):
        for report in terminalreporter.getreports(outcome):
            for name, value in report.user_properties:
                if name == "table":
                    terminalreporter.section(report.nodeid)
                    terminalreporter.write_line(str(value))
