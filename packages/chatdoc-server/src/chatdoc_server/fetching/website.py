"""Fetching one website: its address, where that leads to, and what stands there, all within bounds.

Each way to fail has its status. LINK_DOWNLOAD_ERROR: the address can't be reached, or may not be (unknown host,
nothing answers, an address that is not public, no valid certificate, too many redirects). HTML_DOWNLOAD_ERROR: the
website was reached and did not give the page (an HTTP status that is no success, cut off, too slow).
EXCEED_SIZE_ERROR: it gave too much. HTML_EMPTY_BODY_ERROR: it gave nothing. HTML_CONVERT_ERROR: it packed its page in
a way that was not asked for.

What may pass by itself (HTTP status 429, 502, 503 or 504, a connection that breaks) is tried twice more while there is
time. Any port may be asked, and a page's own redirects, by `meta` or script, are not followed.
"""

import ssl
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import httpcore
import httpx

from chatdoc_server.errors import BadRequest, DocumentError, DocumentStatus
from chatdoc_server.fetching.addresses import Network, Resolve, parse_url, port_of, system_addresses
from chatdoc_server.fetching.bodies import ENCODINGS, BrokenBody, unpacked
from chatdoc_server.fetching.clock import Clock
from chatdoc_server.fetching.connections import GuardedBackend
from chatdoc_server.fetching.pages import make_whole

_MEGABYTE = 1 << 20
# Before a second and a third try of what may pass: a busy server, a connection that breaks.
_PAUSES = (0.5, 1.0)
_BUSY = frozenset({429, 502, 503, 504})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_KNOWN_STATUSES = frozenset(HTTPStatus)
_HEADERS: Mapping[bytes | str, bytes | str] = {
    "User-Agent": f"chatdoc-server/{version('chatdoc-server')}",
    "Accept": "text/html, application/xhtml+xml, application/pdf;q=0.9, text/plain;q=0.8, */*;q=0.5",
    "Accept-Encoding": ENCODINGS,
    "Connection": "close",
}


@dataclass(frozen=True, slots=True)
class FetchOptions:
    """Bounds of one fetch; `open_networks` may be fetched from although they are not public.

    `seconds` is for everything that a fetch does; `bytes` are counted unpacked.
    """

    seconds: float
    bytes: int
    redirects: int
    open_networks: tuple[Network, ...] = ()


class _Passing(Exception):
    """A failure that may be gone in a moment; its text is what the user reads if it is not."""


class _Found(NamedTuple):
    """What an address led to: another address, or a file of a type."""

    redirect: httpx.URL | None
    content_type: str = ""


class WebsiteFetcher:
    """Fetches websites; safe to share between threads.

    It speaks to no proxy, keeps no cookies and signs in nowhere.
    """

    def __init__(
        self, options: FetchOptions, *, resolve: Resolve = system_addresses, tls: ssl.SSLContext | None = None
    ) -> None:
        """Looks names up with `resolve`; trusts the authorities of `tls`, else the usual ones and this machine's."""
        self._options = options
        self._resolve = resolve
        self._tls = tls or _usual_trust()
        self._stopping = threading.Event()

    def fetch(self, url: str, target: Path) -> None:
        """Writes what the address holds to `target`: a page of HTML made whole, or a file as it is.

        Raises:
            DocumentError: LINK_DOWNLOAD_ERROR, HTML_DOWNLOAD_ERROR, HTML_EMPTY_BODY_ERROR, HTML_CONVERT_ERROR or
                EXCEED_SIZE_ERROR; the module says when.
            Stopped: the fetcher was closed.
        """
        clock = Clock(self._options.seconds, self._stopping)
        backend = GuardedBackend(self._resolve, self._options.open_networks, clock)
        with httpcore.ConnectionPool(ssl_context=self._tls, network_backend=backend) as pool:
            self._follow(pool, clock, _parsed(url), target)

    def close(self) -> None:
        """Ends every fetch that is going on, and all to come."""
        self._stopping.set()

    def _follow(self, pool: httpcore.ConnectionPool, clock: Clock, url: httpx.URL, target: Path) -> None:
        """Goes where the address leads, and writes what is found there."""
        for _ in range(self._options.redirects + 1):
            found = self._patiently(pool, clock, url, target)
            if found.redirect is None:
                make_whole(target, found.content_type, url)
                return
            url = found.redirect
        text = f"The website sends us on more than {self._options.redirects} times, so we gave up."
        raise DocumentError(DocumentStatus.LINK_DOWNLOAD_ERROR, text)

    def _patiently(self, pool: httpcore.ConnectionPool, clock: Clock, url: httpx.URL, target: Path) -> _Found:
        for pause in _PAUSES:
            try:
                return self._visit(pool, clock, url, target)
            except _Passing:
                clock.wait(pause)
        try:
            return self._visit(pool, clock, url, target)
        except _Passing as failure:
            raise DocumentError(DocumentStatus.HTML_DOWNLOAD_ERROR, str(failure)) from failure

    def _visit(self, pool: httpcore.ConnectionPool, clock: Clock, url: httpx.URL, target: Path) -> _Found:
        """Asks for one address and writes what it holds, unless it leads elsewhere."""
        place = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=port_of(url), target=url.raw_path)
        clock.left()
        try:
            with pool.stream("GET", place, headers=_HEADERS) as response:
                found = _judged(response, url)
                if found.redirect is None:
                    self._write(response, target)
                return found
        except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
            raise DocumentError(DocumentStatus.LINK_DOWNLOAD_ERROR, _unreachable(url, error)) from error
        except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError, BrokenBody) as error:
            raise _Passing("The website broke off before we had its page. Please try again later.") from error

    def _write(self, response: httpcore.Response, target: Path) -> None:
        packed = self._limited(response.iter_stream())
        with target.open("wb") as file:
            for piece in self._limited(unpacked(packed, _header(response, b"content-encoding"))):
                file.write(piece)

    def _limited(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """The pieces until they are too much; a body that never ends may come packed into nothing."""
        size = 0
        for piece in pieces:
            size += len(piece)
            if size > self._options.bytes:
                text = f"The website is larger than ({self._options.bytes // _MEGABYTE}MB) so we can't deal with it."
                raise DocumentError(DocumentStatus.EXCEED_SIZE_ERROR, text)
            yield piece


def _judged(response: httpcore.Response, url: httpx.URL) -> _Found:
    """Where a reply leads by its status and headers.

    Raises:
        DocumentError: it is no success, or leads where nothing can be fetched.
        _Passing: the server is busy.
    """
    status, location = response.status, _header(response, b"location")
    if status in _REDIRECTS and location:
        return _Found(_parsed(location, url))
    if 200 <= status < 300:
        return _Found(None, _header(response, b"content-type"))
    phrase = f" ({HTTPStatus(status).phrase})" if status in _KNOWN_STATUSES else ""
    text = f"The website answered with HTTP status {status}{phrase} instead of its page."
    if status in _BUSY:
        raise _Passing(text)
    raise DocumentError(DocumentStatus.HTML_DOWNLOAD_ERROR, text)


def _parsed(address: str, origin: httpx.URL | None = None) -> httpx.URL:
    """An address, which `origin` may have named in short."""
    try:
        return parse_url(str(origin.join(address)) if origin else address)
    except (BadRequest, httpx.InvalidURL, ValueError) as error:
        text = "The website sends us on to what is no address of a website." if origin else str(error)
        raise DocumentError(DocumentStatus.LINK_DOWNLOAD_ERROR, text) from error


def _unreachable(url: httpx.URL, error: Exception) -> str:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f"{url.host} shows no valid certificate ({cause.verify_message}), so we don't fetch it."
        if isinstance(cause, ssl.SSLError):
            return f"We can't agree with {url.host} on a safe connection, so we don't fetch it."
        cause = cause.__cause__ or cause.__context__
    return f"{url.host} does not answer at port {port_of(url)}. Please check the address, or try again later."


def _header(response: httpcore.Response, name: bytes) -> str:
    """A header of the reply, empty when it has none; several are joined as the standard says (RFC 9110, 5.2)."""
    values: Sequence[bytes] = [value for key, value in response.headers if key.lower() == name]
    return b", ".join(values if name == b"content-encoding" else values[:1]).decode("utf-8", "replace")


def _usual_trust() -> ssl.SSLContext:
    """The authorities that browsers trust, and those that this machine was told to."""
    context = httpx.create_ssl_context(trust_env=False)
    context.load_default_certs()
    return context
