"""Sending a stored file: whole, in part (RFC 9110, Range) or not at all when the client has it."""

import sys
from collections.abc import Iterator
from urllib.parse import quote

from fastapi.responses import Response, StreamingResponse
from starlette.datastructures import Headers

from chatdoc_server.exporting.saving import Export
from chatdoc_server.storage.blobs import Blobs

_DIGITS = 19
_PIECE = 1 << 18

HTML = "text/html"
HTML_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox"
"""What a page of a document may do in a browser: show itself. It runs nothing, fetches nothing, has no site."""


def file_response(blobs: Blobs, key: str, name: str, media_type: str, headers: Headers) -> Response:
    """The reply to a download of blob `key`: 200, 206, 304 or 416 as `headers` ask.

    Several ranges at once are answered with the whole file, as RFC 9110 allows.
    """
    size, tag = blobs.size(key), f'"{key.rsplit("/", 1)[-1]}"'
    common = {
        "Accept-Ranges": "bytes",
        "ETag": tag,
        "Cache-Control": "private, no-cache",
        "Content-Disposition": disposition("inline", name),
        "X-Content-Type-Options": "nosniff",
    }
    if media_type == HTML:
        common["Content-Security-Policy"] = HTML_POLICY
    known = {one.strip().removeprefix("W/") for one in headers.get("if-none-match", "").split(",")}
    if known & {tag, "*"}:
        return Response(status_code=304, headers=common)
    part = None
    if headers.get("if-range", tag) == tag:
        part = _range(headers.get("range", ""), size)
    if part is None:
        return StreamingResponse(
            blobs.stream(key), headers={**common, "Content-Length": str(size)}, media_type=media_type
        )
    start, end = part
    if start >= min(end, size):
        return Response(status_code=416, headers={**common, "Content-Range": f"bytes */{size}"})
    return StreamingResponse(
        blobs.stream(key, start, end),
        status_code=206,
        headers={**common, "Content-Length": str(end - start), "Content-Range": f"bytes {start}-{end - 1}/{size}"},
        media_type=media_type,
    )


def attachment(export: Export, media_type: str) -> StreamingResponse:
    """The reply to an export: a file to be saved, which no cache keeps."""
    headers = {
        "Content-Disposition": disposition("attachment", export.name),
        "Content-Length": str(export.size),
        "Cache-Control": "private, no-store",
        "X-Content-Type-Options": "nosniff",
    }
    if media_type == HTML:
        headers["Content-Security-Policy"] = HTML_POLICY
    return StreamingResponse(_pieces(export), headers=headers, media_type=media_type)


def _pieces(export: Export) -> Iterator[bytes]:
    with export.content as content:
        while piece := content.read(_PIECE):
            yield piece


def disposition(kind: str, name: str) -> str:
    """A `Content-Disposition` for a file of any name (RFC 6266, RFC 8187); `kind` is "inline" or "attachment"."""
    return f"{kind}; filename*=UTF-8''{quote(name, safe='')}"


def _range(header: str, size: int) -> tuple[int, int] | None:
    """Start and exclusive end of a single byte range, None when there is none that can be honoured."""
    unit, _, ranges = header.partition("=")
    first, dash, last = ranges.strip().partition("-")
    if unit.strip() != "bytes" or not dash or "," in ranges:
        return None
    if not first:
        return (max(0, size - _place(last)), size) if last.isdecimal() else None
    if not first.isdecimal() or (last and not last.isdecimal()) or (last and _place(last) < _place(first)):
        return None
    return _place(first), min(_place(last) + 1, size) if last else size


def _place(digits: str) -> int:
    """A place in a file; more digits than any file needs are beyond its end."""
    return int(digits) if len(digits) < _DIGITS else sys.maxsize
