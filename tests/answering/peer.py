"""A peer over HTTP that answers as a script tells it, byte by byte, for the edge cases of a protocol."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from chatdoc_server.answering.base import AnswerEvent, Inquiry
from chatdoc_server.answering.model.chat import LLMOptions
from chatdoc_server.answering.model.llm import LLMAnswerer

Script = Callable[["Call"], Awaitable[None]]


@dataclass
class Call:
    """One request to the peer, and the means to answer it byte by byte."""

    number: int
    head_line: str
    body: dict[str, object]
    writer: asyncio.StreamWriter
    gone: asyncio.Event = field(default_factory=asyncio.Event)

    async def head(self, status: str = "200 OK", kind: str = "text/event-stream") -> None:
        # The peer answers once a connection, so nobody must ask again on one that is about to end.
        fields = f"content-type: {kind}\r\ntransfer-encoding: chunked\r\nconnection: close"
        self.writer.write(f"HTTP/1.1 {status}\r\n{fields}\r\n\r\n".encode())
        await self.writer.drain()

    async def raw(self, text: str) -> None:
        data = text.encode()
        self.writer.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        await self.writer.drain()

    async def say(self, text: str, finish: str | None = None) -> None:
        choice = {"index": 0, "delta": {"content": text}, "finish_reason": finish}
        chunk = {"id": "c", "object": "chat.completion.chunk", "created": 0, "model": "test", "choices": [choice]}
        await self.raw(f"data: {json.dumps(chunk)}\n\n")

    async def reply(self, body: object, status: str = "200 OK") -> None:
        """A whole reply in JSON."""
        await self.head(status, "application/json")
        await self.raw(json.dumps(body))
        self.writer.write(b"0\r\n\r\n")
        await self.writer.drain()

    async def end(self) -> None:
        await self.say("", finish="stop")
        await self.raw("data: [DONE]\n\n")
        self.writer.write(b"0\r\n\r\n")
        await self.writer.drain()


@asynccontextmanager
async def peer(script: Script) -> AsyncIterator[tuple[str, list[Call]]]:
    """An HTTP server that runs `script` for each request."""
    calls: list[Call] = []
    tasks: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        try:
            call = await _received(reader, writer, len(calls))
            calls.append(call)
            tasks.add(asyncio.create_task(_watch(reader, call)))
            await script(call)
            if not writer.is_closing():
                # Closing with something unread would reset the connection, and what was said last could be lost.
                writer.write_eof()
                await call.gone.wait()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}/v1", calls
    finally:
        server.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _received(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, number: int) -> Call:
    """A whole request."""
    head_line, *fields = (await reader.readuntil(b"\r\n\r\n")).decode().splitlines()
    [length] = [int(field.split(":")[1]) for field in fields if field.lower().startswith("content-length:")]
    return Call(number, head_line, json.loads(await reader.readexactly(length)), writer)


async def _watch(reader: asyncio.StreamReader, call: Call) -> None:
    """Tells when whoever asked has left, in order or not."""
    try:
        while await reader.read(1024):
            pass
    except ConnectionError:
        pass
    finally:
        call.gone.set()


def says(*pieces: str) -> Script:
    async def script(call: Call) -> None:
        await call.head()
        for piece in pieces:
            await call.say(piece)
        await call.end()

    return script


def options(url: str, **changes: float | str) -> LLMOptions:
    """How the peer is asked: quick to be given up, twice at most."""
    fixed: dict[str, float | str] = {"timeout_seconds": 5.0, "attempts": 2, **changes}
    return LLMOptions(url=url, model="test", **fixed)  # type: ignore[arg-type]


def events_of(script: Script, inquiry: Inquiry, **changes: float | str) -> tuple[list[AnswerEvent], list[Call]]:
    """The answer that a model writes by a script, and what it was asked."""

    async def run() -> tuple[list[AnswerEvent], list[Call]]:
        async with peer(script) as (url, calls):
            answerer = LLMAnswerer(options(url, **changes))
            try:
                return [event async for event in answerer.answer(inquiry)], calls
            finally:
                await answerer.close()

    return asyncio.run(run())
