"""Server-sent events: data only, no event names, as clients of the contract read them."""

from collections.abc import AsyncGenerator
from contextlib import aclosing

from fastapi.responses import StreamingResponse
from pydantic import BaseModel

_HEADERS = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}


def event_stream(events: AsyncGenerator[BaseModel]) -> StreamingResponse:
    """A reply that sends each event as it comes; members that were not set are left out."""
    return StreamingResponse(_lines(events), media_type="text/event-stream", headers=_HEADERS)


async def _lines(events: AsyncGenerator[BaseModel]) -> AsyncGenerator[str]:
    async with aclosing(events):
        async for event in events:
            yield f"data: {event.model_dump_json(exclude_unset=True)}\n\n"


def streamed(model: type[BaseModel], description: str) -> dict[str, object]:
    """The OpenAPI description of a reply that is a stream of `model`: events whose data is its JSON.

    `itemSchema` is how OpenAPI 3.2 describes one event of a stream; readers of 3.1 pass over it.
    """
    data = {
        "type": "string",
        "contentMediaType": "application/json",
        "contentSchema": {"$ref": f"#/components/schemas/{model.__name__}"},
    }
    event = {"type": "object", "required": ["data"], "properties": {"data": data}}
    return {"description": description, "content": {"text/event-stream": {"itemSchema": event}}}
