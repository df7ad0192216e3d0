"""Counting who points at a stored object, inside the transaction that changes who does."""

from collections import Counter
from collections.abc import Iterable

from sqlalchemy import Connection, case, update

from chatdoc_server.errors import TransientError
from chatdoc_server.storage.tables import blobs


def move_references(
    connection: Connection, *, added: Iterable[str] = (), shared: Iterable[str] = (), dropped: Iterable[str] = ()
) -> None:
    """Counts several rows at once, in an order that keeps two transactions from waiting for each other.

    Args:
        connection: The transaction that changes the rows.
        added: Objects that were just put; each takes one off the puts that are pending.
        shared: Objects that a row which the transaction has locked points at already.
        dropped: Objects that one row less points at; at 0 the next `Blobs.collect` removes them.

    Raises:
        TransientError: an added object is gone because too much time passed since it was put; put it again.
    """
    put, minus = Counter(added), Counter(dropped)
    plus = put + Counter(shared)
    for key in sorted(plus.keys() | minus.keys()):
        change = (
            update(blobs)
            .where(blobs.c.key == key)
            .values(references=blobs.c.references + plus[key] - minus[key], pending=_less(put[key]))
        )
        if plus[key]:
            change = change.where(blobs.c.stored, blobs.c.content.is_not(None))
        if connection.execute(change).rowcount != 1:
            raise TransientError("The stored object was removed before anything pointed at it.")


def forget_put(connection: Connection, key: str) -> None:
    """Says that a put object will not be pointed at after all, so that it need not be kept for long."""
    connection.execute(update(blobs).where(blobs.c.key == key).values(pending=_less(1)))


def _less(count: int) -> object:
    return case((blobs.c.pending > count, blobs.c.pending - count), else_=0)
