"""Opaque places in a list, for fetching its next page."""

import base64
import binascii
import re

from chatdoc_server.errors import BadRequest

_SHAPE = re.compile(r"[0-9]{1,18}(\.[0-9]{1,19})*(\.[0-9a-f-]{36})?")
_LARGEST = 2**63 - 1


def encode(*parts: int | str) -> str:
    """A cursor that holds `parts`: numbers, the last one may be an id."""
    return base64.urlsafe_b64encode(".".join(map(str, parts)).encode()).decode().rstrip("=")


def decode(cursor: str, numbers: int, *, with_id: bool = False) -> tuple[list[int], str]:
    """The `numbers` and the id (empty when there is none) that a cursor holds.

    Raises:
        BadRequest: the cursor was not made by `encode`.
    """
    try:
        text = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).decode("ascii")
    except (binascii.Error, ValueError):
        text = ""
    parts = text.split(".")
    if not _SHAPE.fullmatch(text) or len(parts) != numbers + with_id:
        raise BadRequest("The cursor is not one of ours.")
    values = [int(part) if part.isdecimal() else -1 for part in parts[:numbers]]
    if not all(0 <= value <= _LARGEST for value in values):
        raise BadRequest("The cursor is not one of ours.")
    return values, parts[numbers] if with_id else ""
