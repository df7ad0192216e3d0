"""The durable workflow around the steps. The only file that knows DBOS.

A document's workflow is named by its upload id, so that handing it in twice runs it once. The queue has
one partition a user: each user's documents wait only behind their own. Workflows and queues are looked up
by name across processes, and a fixed application version lets a newer release finish what an older began.
"""

import logging
from collections.abc import Collection, Generator
from contextlib import contextmanager
from dataclasses import dataclass

from dbos import DBOS, DBOSClient, EnqueueOptions, StepOptions, WorkflowStatusString, error
from sqlalchemy.exc import DBAPIError

from chatdoc_server.errors import DocumentError, DocumentStatus, TransientError
from chatdoc_server.ingestion.steps import Intake

_APPLICATION = "chatdoc"
_VERSION = "2"
_QUEUE = "documents"
_WORKFLOW = "take_in"
_POLLING_SECONDS = 0.1
# A document that was being worked on in this many processes when they died is what killed them.
_MAX_RECOVERIES = 100
# 1 + 2 + 4 + … seconds: a store may be away for about a quarter of an hour.
_STEP_ATTEMPTS = 10

_OVER = frozenset(
    {
        WorkflowStatusString.SUCCESS.value,
        WorkflowStatusString.ERROR.value,
        WorkflowStatusString.CANCELLED.value,
        WorkflowStatusString.MAX_RECOVERY_ATTEMPTS_EXCEEDED.value,
    }
)

log = logging.getLogger(__name__)


class WorkQueue:
    """Hands documents to the workers and tells how their workflows stand. Any process may have one."""

    def __init__(self, database_url: str) -> None:
        """Connects to the queue's database, creating or upgrading its tables."""
        DBOS.migrate(database_url)
        self._client = DBOSClient(system_database_url=database_url, application_name=_APPLICATION)

    def submit(self, upload_id: str, user_id: int) -> None:
        """Puts a document in its user's line; once is enough, more does no harm.

        Raises:
            TransientError: the queue's database does not answer.
        """
        options: EnqueueOptions = {
            "workflow_name": _WORKFLOW,
            "queue_name": _QUEUE,
            "workflow_id": upload_id,
            "queue_partition_key": str(user_id),
            "app_version": _VERSION,
        }
        with _translated():
            self._client.enqueue(options, upload_id)

    def standing(self, upload_ids: Collection[str]) -> dict[str, bool]:
        """Whether the workflow of each document has ended, well or badly; those without a workflow are left out.

        Raises:
            TransientError: the queue's database does not answer.
        """
        with _translated():
            found = self._client.list_workflows(workflow_ids=list(upload_ids), load_input=False, load_output=False)
        return {workflow.workflow_id: workflow.status in _OVER for workflow in found}

    def workers_at_work(self) -> dict[str, list[str]]:
        """The upload ids that are being worked on, by the id of the worker that began them."""
        with _translated():
            running = self._client.list_workflows(
                status=WorkflowStatusString.PENDING.value, name=_WORKFLOW, load_input=False, load_output=False
            )
        by_worker: dict[str, list[str]] = {}
        for workflow in running:
            by_worker.setdefault(workflow.executor_id or "", []).append(workflow.workflow_id)
        return by_worker

    def resume(self, upload_ids: Collection[str]) -> None:
        """Lets any worker continue documents whose own worker is lost; finished steps are not repeated."""
        with _translated():
            self._client.resume_workflows(list(upload_ids))

    def check(self) -> None:
        """Asks the database for a sign of life.

        Raises:
            TransientError: it does not answer.
        """
        with _translated():
            self._client.check_connection()

    def close(self) -> None:
        """Gives the connections back."""
        self._client.destroy()


@dataclass(frozen=True, slots=True)
class WorkerOptions:
    """How one worker process works. `worker_id` must stay the same when the process is started again."""

    database_url: str
    worker_id: str
    documents_at_once: int
    documents_at_once_per_user: int


class Worker:
    """Runs the steps of queued documents in this process. DBOS allows one a process."""

    def __init__(self, options: WorkerOptions, intake: Intake) -> None:
        self._options = options
        self._intake = intake

    def start(self) -> None:
        """Takes up what an earlier process of the same id left unfinished, then listens to the queue."""
        DBOS(
            config={
                "name": _APPLICATION,
                "system_database_url": self._options.database_url,
                "application_version": _VERSION,
                "executor_id": self._options.worker_id,
                "log_level": "WARNING",
            }
        )

        @DBOS.workflow(name=_WORKFLOW, max_recovery_attempts=_MAX_RECOVERIES)
        def take_in(upload_id: str) -> None:
            self._take_in(upload_id)

        DBOS.launch()
        DBOS.register_queue(
            _QUEUE,
            worker_concurrency=self._options.documents_at_once,
            partition_worker_concurrency=min(self._options.documents_at_once_per_user, self._options.documents_at_once),
            polling_interval_sec=_POLLING_SECONDS,
            on_conflict="always_update",
        )

    def stop(self) -> None:
        """Stops listening; what is unfinished is continued by the next start."""
        DBOS.destroy(destroy_registry=True)

    def _take_in(self, upload_id: str) -> None:
        intake = self._intake
        try:
            for step in (intake.fetch, intake.convert, intake.measure, intake.parse, intake.index, intake.settle):
                DBOS.run_step(_step(step.__name__), step, upload_id)
        except DocumentError as refusal:
            status, message = refusal.status, str(refusal)
        except error.DBOSMaxStepRetriesExceeded:
            log.exception("document %s: the store did not answer", upload_id)
            status, message = DocumentStatus.READ_TMP_FILE_ERROR, "The store did not answer. Please upload it again."
        except Exception:  # a defect must not leave the document, and its pages, hanging for ever
            log.exception("document %s: unexpected failure", upload_id)
            status, message = DocumentStatus.ELEMENT_PARSE_ERROR, "The service failed to read it. The log says why."
        else:
            return
        DBOS.run_step(_step("fail"), intake.fail, upload_id, status, message)


@contextmanager
def _translated() -> Generator[None]:
    """The queue's database speaks in its library's errors; ours say whether to try again."""
    try:
        yield
    except DBAPIError as failure:
        raise TransientError("The queue's database does not answer.") from failure


def _step(name: str) -> StepOptions:
    return {
        "name": name,
        "retries_allowed": True,
        "max_attempts": _STEP_ATTEMPTS,
        "should_retry": lambda failure: isinstance(failure, TransientError),
    }
