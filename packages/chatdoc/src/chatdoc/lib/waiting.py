"""What waiting for a document needs, blocking or not: a deadline, and reading events of progress."""

import json
import time
from collections.abc import Callable

from chatdoc.lib.errors import DocumentFailed, Timeout
from chatdoc.lib.model import DocumentInfo, Progress

OnProgress = Callable[[Progress], None]
"""Called whenever a document has come further."""

POLL_SECONDS = 1.0
# Between two events of a large document; then it is looked at anew.
_QUIET_SECONDS = 30.0


class Deadline:
    """How much of a limit is left; without a limit, always more."""

    def __init__(self, seconds: float | None) -> None:
        self._end = None if seconds is None else time.monotonic() + seconds

    def next_wait(self, longest: float = _QUIET_SECONDS) -> float:
        """How long to wait now.

        Raises:
            Timeout: nothing is left.
        """
        if self._end is None:
            return longest
        left = self._end - time.monotonic()
        if left <= 0:
            raise Timeout("The document is not ready yet.")
        return min(left, longest)


def is_ready(document: DocumentInfo, on_progress: OnProgress | None) -> bool:
    """Whether waiting is over; reports how far the document is.

    Raises:
        DocumentFailed: it could not be taken in.
    """
    if on_progress is not None:
        on_progress(Progress(document.status))
    if document.failed:
        raise DocumentFailed(document.status, document.error or f"It ended with status {document.status}.")
    return document.ready


def report(event: str, on_progress: OnProgress | None) -> bool:
    """Reports an event of progress; whether it was the last."""
    progress = Progress.from_wire(json.loads(event))
    if on_progress is not None:
        on_progress(progress)
    return progress.is_final
