"""What a worker does beside its documents: say it is alive, continue what others lost, remove what nobody needs."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

from chatdoc_server.errors import DocumentStatus, TransientError
from chatdoc_server.ingestion.queue import WorkQueue
from chatdoc_server.ingestion.steps import Intake
from chatdoc_server.storage.blobs import Blobs
from chatdoc_server.storage.documents import Documents
from chatdoc_server.storage.workers import Workers

_BEAT_SECONDS = 10
_LOST_SECONDS = 6 * _BEAT_SECONDS
# No answer takes longer than this, so a question that still holds its price died with its process.
_QUESTION_SECONDS = 900

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Upkeep:
    """The chores, each safe to run at any time and in several processes at once.

    `close_questions` ends those that were asked before a time, in Unix seconds, and whose process died. A process that
    is `alone` answers all questions itself, so that whatever is open when it starts is lost.
    """

    worker_id: str
    documents: Documents
    blobs: Blobs
    workers: Workers
    queue: WorkQueue
    intake: Intake
    close_questions: Callable[[int], None]
    alone: bool
    orphan_seconds: float
    now: Callable[[], int]

    def begin(self) -> None:
        """Puts right, before anything is asked, what the process before this one left."""
        if self.alone:
            self.close_questions(self.now() + 1)

    def beat(self) -> None:
        """Says that this worker is alive, and lets the living continue what the lost were working on."""
        self.workers.beat(self.worker_id, self.now())
        alive = self.workers.alive(self.now() - _LOST_SECONDS)
        for worker, upload_ids in self.queue.workers_at_work().items():
            if worker not in alive:
                log.warning("worker %s is lost; continuing its %d documents", worker, len(upload_ids))
                self.queue.resume(upload_ids)

    def sweep(self) -> None:
        """Puts right what crashes leave behind.

        Queues documents that were stored but never queued, ends those whose work ended without a word,
        ends questions that died, and removes objects that nothing points at.
        """
        unfinished = {record.id: record for record in self.documents.unfinished()}
        standing = self.queue.standing(unfinished)
        for upload_id, record in unfinished.items():
            if upload_id not in standing:
                self.queue.submit(upload_id, record.user_id)
            elif standing[upload_id]:
                self._give_up(upload_id)
        self.close_questions(self.now() - _QUESTION_SECONDS)
        self.blobs.sweep(self.orphan_seconds)

    def _give_up(self, upload_id: str) -> None:
        record = self.documents.find(upload_id)
        if record is None or record.status.is_final:
            return
        log.error("document %s: its work ended without a result", upload_id)
        self.intake.fail(
            upload_id, DocumentStatus.ELEMENT_PARSE_ERROR, "Reading this file ended the service several times."
        )


class UpkeepThread:
    """Runs the chores of one worker until it is stopped."""

    def __init__(self, upkeep: Upkeep, sweep_seconds: float) -> None:
        self._upkeep = upkeep
        self._beats_a_sweep = max(1, round(sweep_seconds / _BEAT_SECONDS))
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="upkeep", daemon=True)

    def start(self) -> None:
        """Begins with a sweep, so that a restart picks up at once what was left.

        Raises:
            TransientError: the database does not answer.
        """
        self._upkeep.begin()
        self._thread.start()

    def stop(self) -> None:
        """Ends the thread and signs the worker off."""
        self._stopping.set()
        self._thread.join()
        self._upkeep.workers.forget(self._upkeep.worker_id)

    def _run(self) -> None:
        beats = 0
        while True:
            try:
                self._upkeep.beat()
                if beats % self._beats_a_sweep == 0:
                    self._upkeep.sweep()
            except (TransientError, OSError):
                log.warning("upkeep could not be done this time", exc_info=True)
            beats += 1
            if self._stopping.wait(_BEAT_SECONDS):
                return
