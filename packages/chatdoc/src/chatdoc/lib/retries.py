"""Which requests are sent again, and after how long.

A request that the server may have received is sent again only when a second one does no harm: reading,
searching, deleting. An upload or a question costs something, so it is sent again only when it certainly was
not worked on: no connection came about, or the server said 429 and when to come back. A 503 does not tell
how far the work had come, hence it counts as received.
"""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any, NoReturn

import httpx

from chatdoc.lib.calls import Call
from chatdoc.lib.errors import ConnectionFailed, Timeout, api_error

_BUSY = 429
_FAILED_FOR_NOW = frozenset({502, 503, 504})
_GONE = 404
_NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
# Trying again can't mend these.
_HOPELESS = (httpx.UnsupportedProtocol, httpx.LocalProtocolError, httpx.DecodingError, httpx.TooManyRedirects)


@dataclass(frozen=True, slots=True)
class Retries:
    """How patient a client is.

    Attributes:
        attempts: how often a request is sent at most.
        first_delay: seconds before the second attempt; doubled for each further one.
        longest_delay: seconds that are waited at most, also where the server asks for more: then it is an error.
        random: a number from 0 to 1, so that many clients don't come back at the same moment.
    """

    attempts: int = 4
    first_delay: float = 0.5
    longest_delay: float = 30.0
    random: Callable[[], float] = random.random


class Attempts:
    """The attempts at one call: after each that failed, how long to wait, or the error that ends it."""

    def __init__(self, retries: Retries, call: Call[Any]) -> None:
        self._retries = retries
        self._call = call
        self._made = 0
        self._may_have_arrived = False

    def failed(self, error: httpx.RequestError) -> float:
        """Seconds to wait after no reply came.

        Raises:
            ConnectionFailed: it is not to be sent again.
            Timeout: the same, because the server took too long.
        """
        self._made += 1
        unsent = isinstance(error, _NEVER_SENT)
        self._may_have_arrived |= not unsent
        if isinstance(error, _HOPELESS) or not (unsent or self._call.repeatable) or self._is_last:
            raise_failure(error)
        return self._delay()

    def refused(self, response: httpx.Response) -> float:
        """Seconds to wait after the server refused.

        Raises:
            APIError: it is not to be sent again.
        """
        self._made += 1
        self._may_have_arrived = True
        asked = _retry_after(response)
        again = self._call.repeatable and response.status_code in _FAILED_FOR_NOW
        # Without a time to come back, 429 says that a package is used up.
        again |= response.status_code == _BUSY and asked is not None
        if not again or self._is_last or (asked or 0.0) > self._retries.longest_delay:
            raise api_error(response.status_code, body_of(response))
        return self._delay() if asked is None else asked

    def accepts(self, response: httpx.Response) -> bool:
        """Whether the call is done: a success, or what an earlier attempt deleted is gone."""
        deleted = self._call.method == "DELETE" and response.status_code == _GONE and self._may_have_arrived
        return response.is_success or deleted

    @property
    def _is_last(self) -> bool:
        return self._made >= self._retries.attempts

    def _delay(self) -> float:
        delay = self._retries.first_delay * float(2 ** (self._made - 1))
        return min(delay, self._retries.longest_delay) * (0.5 + self._retries.random() / 2)


def raise_failure(error: httpx.RequestError) -> NoReturn:
    """Raises the error that stands for a reply that did not come.

    Raises:
        ConnectionFailed: the connection did not come about, or broke.
        Timeout: the server took too long.
    """
    if isinstance(error, httpx.TimeoutException):
        raise Timeout(f"{_place(error)} did not answer in time.") from error
    raise ConnectionFailed(f"No connection to {_place(error)}: {error or type(error).__name__}") from error


def body_of(response: httpx.Response) -> object:
    """The decoded body of a reply that has been read, None where it is no JSON."""
    try:
        return response.json()
    except ValueError:
        return None


def _place(error: httpx.RequestError) -> str:
    url = error.request.url
    return f"{url.scheme}://{url.netloc.decode('ascii')}"


def _retry_after(response: httpx.Response) -> float | None:
    """Seconds that the server asks to wait: it gives a number, or a date."""
    given = response.headers.get("Retry-After", "").strip()
    if given.isdecimal():
        return float(given)
    try:
        return max(0.0, parsedate_to_datetime(given).timestamp() - time.time())
    except ValueError:
        return None
