"""Refuses a request body that is too large while it arrives, before it fills a disk."""

import json
from contextlib import suppress

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class _TooLarge(Exception):
    pass


class BodyLimit:
    """ASGI middleware: answers 400 with `detail` as soon as more than `limit` bytes have been announced or sent."""

    def __init__(self, app: ASGIApp, limit: int, detail: str) -> None:
        self._app = app
        self._limit = limit
        self._body = json.dumps({"detail": detail}).encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on, counting its body."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        announced = headers.get(b"content-length", b"0")
        # A client that asks first has sent nothing yet, and need not.
        patient = b"expect" in headers
        if announced.isdigit() and int(announced) > self._limit:
            await self._refuse(receive, send, 0 if patient else self._limit)
            return
        received, started = 0, False

        async def counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > self._limit:
                raise _TooLarge
            return message

        async def watched(message: Message) -> None:
            nonlocal started
            # Whatever the application makes of a body that broke off: the answer is the one below.
            if started or received <= self._limit:
                started = True
                await send(message)

        with suppress(_TooLarge):
            await self._app(scope, counted, watched)
        if received > self._limit and not started:
            await self._refuse(receive, send, self._limit)

    async def _refuse(self, receive: Receive, send: Send, most: int) -> None:
        """Answers after reading `most` bytes away: a client that is still sending could not read the answer."""
        while most > 0:
            message = await receive()
            most -= len(message.get("body", b""))
            if not message.get("more_body"):
                break
        headers = [(b"content-type", b"application/json"), (b"connection", b"close")]
        await send({"type": "http.response.start", "status": 400, "headers": headers})
        await send({"type": "http.response.body", "body": self._body})
