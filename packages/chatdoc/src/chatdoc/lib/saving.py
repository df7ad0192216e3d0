"""Replies that are files, written to disk: the file is there whole, or not at all."""

import asyncio
import os
from pathlib import Path
from typing import Any

import httpx

from chatdoc.lib.calls import Call
from chatdoc.lib.retries import raise_failure
from chatdoc.lib.transport import AsyncTransport, Transport


def save(transport: Transport, call: Call[Any], to: str | os.PathLike[str]) -> Path:
    """Writes the reply to the path `to`, which is replaced only when all of it has come.

    Raises:
        APIError: the server refused.
        ConnectionFailed: the connection did not come about, or broke.
        Timeout: the server took too long.
    """
    target = Path(to)
    part = target.with_name(f"{target.name}.part")
    try:
        with transport.open(call) as response, part.open("wb") as file:
            try:
                for chunk in response.iter_bytes():
                    file.write(chunk)
            except httpx.RequestError as error:
                raise_failure(error)
        return part.replace(target)
    finally:
        part.unlink(missing_ok=True)


async def save_async(transport: AsyncTransport, call: Call[Any], to: str | os.PathLike[str]) -> Path:
    """The same as `save`, without blocking."""
    target = Path(to)
    part = target.with_name(f"{target.name}.part")
    try:
        with part.open("wb") as file:
            async with transport.open(call) as response:
                try:
                    async for chunk in response.aiter_bytes():
                        await asyncio.to_thread(file.write, chunk)
                except httpx.RequestError as error:
                    raise_failure(error)
        return await asyncio.to_thread(part.replace, target)
    finally:
        part.unlink(missing_ok=True)
