"""Running the service in this process until it is stopped."""

import logging
import socket
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from chatdoc_server.api.services import Services
from chatdoc_server.main.collector import expect_long_lived
from chatdoc_server.main.configuration import Misconfigured, key_file
from chatdoc_server.main.office import LOCAL_USER, build_office, first_key
from chatdoc_server.main.service import build_service
from chatdoc_server.settings import Settings

_BACKLOG = 2048
_GRACE_SECONDS = 10


class _Announcing(uvicorn.Server):
    """Prints where it listens once it does, so that whoever started it knows when to connect."""

    def __init__(self, config: uvicorn.Config, announcement: str) -> None:
        super().__init__(config)
        self._announcement = announcement

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Starts listening, then says so."""
        await super().startup(sockets)
        if self.started:
            print(self._announcement, flush=True)


def run(settings: Settings, sample: Path | None) -> None:
    """Serves, works, or both, as the settings say; on a new data folder uploads `sample` first.

    Raises:
        Misconfigured: a setting can't be used, or the folder or the address is taken.
        TransientError: the database does not answer.
    """
    _log(settings.log_level)
    office = build_office(settings)
    secret = first_key(office, settings)
    app, services = build_service(settings, office)
    if secret is not None and sample is not None:
        _upload(services, office.users.get(LOCAL_USER).id, sample)
    expect_long_lived()
    listener = _listen(settings.host, settings.port)
    address = f"http://{settings.host}:{listener.getsockname()[1]}"
    _serve(app, listener, settings.log_level, _announcement(address, secret, settings.data_dir))


def _log(level: str) -> None:
    """Logs our own messages from `level` on, and of the libraries' only what may be wrong."""
    logging.basicConfig(level=level.upper(), format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    if level != "debug":
        for library in ("alembic", "dbos", "httpx", "httpx2"):
            logging.getLogger(library).setLevel(logging.WARNING)


def _upload(services: Services, user_id: int, sample: Path) -> None:
    services.uploads.accept(user_id, sample, sample.name, package_type="elite", ocr_type="disable")


def _listen(host: str, port: int) -> socket.socket:
    """A listening socket.

    Raises:
        Misconfigured: the address is taken, or not this machine's.
    """
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listener = socket.create_server((host, port), family=family, backlog=_BACKLOG)
    except OSError as error:
        raise Misconfigured(f"Can't listen on {host} port {port}: {error.strerror}. Choose another --port.") from error
    # Inherited by every connection: else a small event waits 40 ms for the client to acknowledge the one before.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def _announcement(address: str, secret: str | None, data_dir: Path) -> str:
    key = secret if secret is not None else f"in {key_file(data_dir)}"
    return f"ChatDOC listens on {address} (API: {address}/api/v2)\nAPI key: {key}"


def _serve(app: FastAPI, listener: socket.socket, log_level: str, announcement: str) -> None:
    debugging = log_level == "debug"
    config = uvicorn.Config(
        app,
        log_config=None,
        log_level="debug" if debugging else "warning",
        access_log=debugging,
        timeout_graceful_shutdown=_GRACE_SECONDS,
    )
    _Announcing(config, announcement).run(sockets=[listener])
