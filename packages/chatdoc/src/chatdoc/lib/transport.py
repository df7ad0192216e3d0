"""Sending calls: the same steps twice, blocking and not."""

import asyncio
import time
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar

import httpx

from chatdoc.lib.calls import Call, FileToSend
from chatdoc.lib.errors import APIError
from chatdoc.lib.retries import Attempts, Retries, body_of, raise_failure
from chatdoc.lib.sse import EventDecoder

T = TypeVar("T")

# Shorter than what servers commonly allow: a connection that both sides think of closing loses requests.
_LIMITS = httpx.Limits(keepalive_expiry=3.0)


def _settings(api_key: str, base_url: str, timeout: float) -> dict[str, Any]:
    return {
        "base_url": base_url.rstrip("/"),
        "timeout": httpx.Timeout(timeout, connect=min(timeout, 10.0)),
        "limits": _LIMITS,
        "headers": {"Authorization": f"Bearer {api_key}", "User-Agent": f"chatdoc-python/{version('chatdoc')}"},
    }


@contextmanager
def _parts(file: FileToSend | None) -> Generator[dict[str, Any] | None]:
    if file is None:
        yield None
    elif isinstance(file.content, Path):
        with file.content.open("rb") as content:
            yield {"file": (file.name, content)}
    else:
        yield {"file": (file.name, file.content)}


def _request_of(call: Call[Any], parts: dict[str, Any] | None) -> dict[str, Any]:
    return {
        "method": call.method,
        "url": call.path,
        "params": list(call.params) or None,
        "json": call.json,
        "data": call.form or None,
        "files": parts,
    }


def _result(call: Call[T], response: httpx.Response) -> T:
    """What a successful reply holds, with or without an envelope around it."""
    body = body_of(response)
    try:
        return call.read(body["data"] if isinstance(body, dict) and "data" in body else body)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise APIError(response.status_code, f"{response.url} is not of this API: is the address right?") from error


class Transport:
    """Sends calls and waits for what comes back."""

    def __init__(self, api_key: str, base_url: str, timeout: float, retries: Retries) -> None:
        self._http = httpx.Client(**_settings(api_key, base_url, timeout))
        self._retries = retries

    def send(self, call: Call[T]) -> T:
        """The result of a call.

        Raises:
            APIError: the server refused.
            ConnectionFailed: no reply came.
            Timeout: the server took too long.
        """
        return _result(call, self._reply(call, None, whole=True))

    @contextmanager
    def open(self, call: Call[Any], read_timeout: float | None = None) -> Generator[httpx.Response]:
        """A reply whose body is still to be read; closed at the end in any case.

        Raises:
            APIError: the server refused.
            ConnectionFailed: no reply came.
            Timeout: the server took too long.
        """
        response = self._reply(call, read_timeout, whole=False)
        try:
            yield response
        finally:
            response.close()

    def events(self, call: Call[Any], read_timeout: float | None = None) -> Generator[str]:
        """The data of each event of a stream, as it comes.

        Raises:
            APIError: the server refused.
            ConnectionFailed: the connection did not come about, or broke.
            Timeout: nothing came for too long.
        """
        decoder = EventDecoder()
        with self.open(call, read_timeout) as response:
            try:
                for chunk in response.iter_bytes():
                    yield from decoder.feed(chunk)
            except httpx.RequestError as error:
                raise_failure(error)

    def close(self) -> None:
        """Closes all connections."""
        self._http.close()

    def _reply(self, call: Call[Any], read_timeout: float | None, *, whole: bool) -> httpx.Response:
        """A successful reply, read and closed when it is wanted `whole`."""
        attempts = Attempts(self._retries, call)
        while True:
            try:
                response = self._once(call, read_timeout)
                if whole or not attempts.accepts(response):
                    try:
                        response.read()
                    finally:
                        response.close()
            except httpx.RequestError as error:
                delay = attempts.failed(error)
            else:
                if attempts.accepts(response):
                    return response
                delay = attempts.refused(response)
            time.sleep(delay)

    def _once(self, call: Call[Any], read_timeout: float | None) -> httpx.Response:
        with _parts(call.file) as parts:
            request = self._http.build_request(**_request_of(call, parts))
            if read_timeout is not None:
                request.extensions["timeout"]["read"] = read_timeout
            return self._http.send(request, stream=True)


class AsyncTransport:
    """Sends calls without blocking."""

    def __init__(self, api_key: str, base_url: str, timeout: float, retries: Retries) -> None:
        self._http = httpx.AsyncClient(**_settings(api_key, base_url, timeout))
        self._retries = retries

    async def send(self, call: Call[T]) -> T:
        """The result of a call.

        Raises:
            APIError: the server refused.
            ConnectionFailed: no reply came.
            Timeout: the server took too long.
        """
        return _result(call, await self._reply(call, None, whole=True))

    @asynccontextmanager
    async def open(self, call: Call[Any], read_timeout: float | None = None) -> AsyncGenerator[httpx.Response]:
        """A reply whose body is still to be read; closed at the end in any case.

        Raises:
            APIError: the server refused.
            ConnectionFailed: no reply came.
            Timeout: the server took too long.
        """
        response = await self._reply(call, read_timeout, whole=False)
        try:
            yield response
        finally:
            await response.aclose()

    async def events(self, call: Call[Any], read_timeout: float | None = None) -> AsyncGenerator[str]:
        """The data of each event of a stream, as it comes.

        Raises:
            APIError: the server refused.
            ConnectionFailed: the connection did not come about, or broke.
            Timeout: nothing came for too long.
        """
        decoder = EventDecoder()
        async with self.open(call, read_timeout) as response:
            try:
                async for chunk in response.aiter_bytes():
                    for event in decoder.feed(chunk):
                        yield event
            except httpx.RequestError as error:
                raise_failure(error)

    async def close(self) -> None:
        """Closes all connections."""
        await self._http.aclose()

    async def _reply(self, call: Call[Any], read_timeout: float | None, *, whole: bool) -> httpx.Response:
        """A successful reply, read and closed when it is wanted `whole`."""
        attempts = Attempts(self._retries, call)
        while True:
            try:
                response = await self._once(call, read_timeout)
                if whole or not attempts.accepts(response):
                    try:
                        await response.aread()
                    finally:
                        await response.aclose()
            except httpx.RequestError as error:
                delay = attempts.failed(error)
            else:
                if attempts.accepts(response):
                    return response
                delay = attempts.refused(response)
            await asyncio.sleep(delay)

    async def _once(self, call: Call[Any], read_timeout: float | None) -> httpx.Response:
        with _parts(call.file) as parts:
            request = self._http.build_request(**_request_of(call, parts))
            if read_timeout is not None:
                request.extensions["timeout"]["read"] = read_timeout
            return await self._http.send(request, stream=True)
