"""Documents and indexes of another release made again in the background, before anybody asks for them."""

import logging
import threading

from chatdoc_server.conversations.library import Library
from chatdoc_server.errors import ChatDocError
from chatdoc_server.storage.documents import Documents

_PATIENCE_SECONDS = 10
"""How long an ending process waits for the document that is being made again; the next start begins it anew."""

log = logging.getLogger(__name__)


class Renewal:
    """Goes once through all documents that can be asked, those asked last first.

    A question meanwhile makes what it needs itself, and so may another process: the files come out the same.
    """

    def __init__(self, documents: Documents, library: Library) -> None:
        self._documents = documents
        self._library = library
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="renewal", daemon=True)

    def start(self) -> None:
        """Begins in the background."""
        self._thread.start()

    def stop(self) -> None:
        """Ends behind the document that is being made again, or leaves that to the next start."""
        self._stopping.set()
        self._thread.join(_PATIENCE_SECONDS)

    def _run(self) -> None:
        try:
            waiting = self._documents.asked_last()
            renewed = sum(self._renew(upload_id) for upload_id in waiting)
        except ChatDocError:
            log.warning("the files of another release could not be looked for", exc_info=True)
            return
        if renewed:
            log.info("%d documents of another release were made again", renewed)

    def _renew(self, upload_id: str) -> bool:
        if self._stopping.is_set():
            return False
        try:
            record = self._documents.find(upload_id)
            return record is not None and self._library.renew(record)
        except Exception:  # one document, whatever is wrong with it, must not keep the others waiting
            if not self._stopping.is_set():
                log.exception("document %s: it could not be made again; asking it says why", upload_id)
            return False
