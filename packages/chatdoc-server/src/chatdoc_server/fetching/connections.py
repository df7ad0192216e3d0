"""Connections that lead to checked addresses only, and end in time.

A host's name is looked up once for a connection, all its addresses are checked, and the connection goes to one of
those very addresses: a name that stands for another address a moment later changes nothing. The name itself is
still what the server's certificate is checked against, and what the server is told.
"""

import logging
import queue
import ssl
import threading
from collections.abc import Iterable, Sequence
from typing import Any

import httpcore

from chatdoc_server.errors import DocumentError, DocumentStatus
from chatdoc_server.fetching.addresses import Address, Network, Resolve, is_allowed
from chatdoc_server.fetching.clock import Clock

_MOST_TRIED = 4
# Between two looks at the clock.
_WAIT_SECONDS = 0.5
_CONNECT_SECONDS = 10.0

_log = logging.getLogger(__name__)


class GuardedBackend(httpcore.NetworkBackend):
    """Makes the connections of one fetch."""

    def __init__(self, resolve: Resolve, open_networks: Sequence[Network], clock: Clock) -> None:
        """Looks names up with `resolve`, lets through what is public or in `open_networks`, and heeds `clock`."""
        self._resolve = resolve
        self._open_networks = open_networks
        self._clock = clock
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002  # the clock knows
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the host.

        Raises:
            DocumentError: LINK_DOWNLOAD_ERROR, the host is not known or may not be fetched from; HTML_DOWNLOAD_ERROR,
                the time is up.
            httpcore.ConnectError: nothing answers at any of its addresses; or ConnectTimeout.
        """
        addresses = self._checked(host, port)[:_MOST_TRIED]
        for position, address in enumerate(addresses, 1):
            # An address that swallows everything must leave time for the next one.
            share = self._clock.left() / (len(addresses) - position + 1)
            try:
                stream = self._sockets.connect_tcp(
                    str(address), port, min(share, _CONNECT_SECONDS), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if position == len(addresses):
                    raise
            else:
                return _TimedStream(stream, self._clock)
        raise _unknown(host)

    def _checked(self, host: str, port: int) -> Sequence[Address]:
        """All addresses of the host, each of which may be fetched from."""
        addresses = self._looked_up(host, port)
        for address in addresses:
            if not is_allowed(address, self._open_networks):
                # Which address it was is for the log alone: it tells how the house is built.
                _log.info("%s is at %s, which may not be fetched from", host, address)
                text = (
                    f"The address {host} is not on the public internet, so we don't fetch it. Whoever runs this "
                    "service can open its network in the setting website.open_networks."
                )
                raise DocumentError(DocumentStatus.LINK_DOWNLOAD_ERROR, text)
        return addresses

    def _looked_up(self, host: str, port: int) -> Sequence[Address]:
        """The host's addresses, if they are known in time.

        The system can't be told to give up a look-up: it is left to a thread that ends when the system does so by
        itself, and that keeps neither this fetch nor the end of the process waiting.
        """
        found: queue.SimpleQueue[Sequence[Address] | Exception] = queue.SimpleQueue()

        def look_up() -> None:
            try:
                found.put(self._resolve(host, port))
            except (OSError, ValueError) as error:
                found.put(error)

        threading.Thread(target=look_up, name=f"look up {host}", daemon=True).start()
        while True:
            try:
                answer = found.get(timeout=min(self._clock.left(), _WAIT_SECONDS))
            except queue.Empty:
                continue
            except DocumentError as late:
                # Nothing of the website was reached yet.
                raise DocumentError(DocumentStatus.LINK_DOWNLOAD_ERROR, str(late)) from late
            if isinstance(answer, Exception):
                raise _unknown(host) from answer
            return answer


class _TimedStream(httpcore.NetworkStream):
    """A connection whose every wait ends with the clock."""

    def __init__(self, stream: httpcore.NetworkStream, clock: Clock) -> None:
        self._stream = stream
        self._clock = clock

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002  # the clock knows
        while True:
            try:
                return self._stream.read(max_bytes, min(self._clock.left(), _WAIT_SECONDS))
            except httpcore.ReadTimeout:
                continue

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        self._stream.write(buffer, self._clock.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        seconds = min(self._clock.left(), _CONNECT_SECONDS)
        return _TimedStream(self._stream.start_tls(ssl_context, server_hostname, seconds), self._clock)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401  # the library's own type
        return self._stream.get_extra_info(info)


def _unknown(host: str) -> DocumentError:
    text = f"We can't find the website {host}. Please check its address."
    return DocumentError(DocumentStatus.LINK_DOWNLOAD_ERROR, text)
