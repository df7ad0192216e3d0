"""The time that one fetch may take, over everything it does."""

import threading
import time
from collections.abc import Callable

from chatdoc_server.errors import ChatDocError, DocumentError, DocumentStatus


class Stopped(ChatDocError):
    """The service is being stopped; nothing is known about the website."""


class Clock:
    """Runs from when it is made. It is asked before every wait, so that no sequence of short waits lasts for ever."""

    def __init__(self, seconds: float, stopping: threading.Event, *, now: Callable[[], float] = time.monotonic) -> None:
        """Gives `seconds`; setting `stopping` ends all waits."""
        self._seconds = seconds
        self._stopping = stopping
        self._now = now
        self._end = now() + seconds

    def left(self) -> float:
        """Seconds that are left, more than 0.

        Raises:
            DocumentError: HTML_DOWNLOAD_ERROR, the time is up.
            Stopped: the service is being stopped.
        """
        if self._stopping.is_set():
            raise Stopped("The service is being stopped.")
        left = self._end - self._now()
        if left <= 0:
            text = f"The website takes longer than {self._seconds:g} seconds, so we gave up."
            raise DocumentError(DocumentStatus.HTML_DOWNLOAD_ERROR, text)
        return left

    def wait(self, seconds: float) -> None:
        """Lets time pass, no more than is left.

        Raises:
            DocumentError: the time is up.
            Stopped: the service is being stopped.
        """
        self._stopping.wait(min(seconds, self.left()))
        self.left()
