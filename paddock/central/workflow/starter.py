"""Getting decisions started: put the workflow into the queue, and sweep up what was never put there."""

import contextlib
import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID

from dbos import DBOSClient, EnqueueOptions
from sqlalchemy import select

from paddock.central.applications.models import ApplicationRecord
from paddock.central.centre import Centre
from paddock.central.workflow.definition import APPLICATION_NAME, QUEUE_NAME, WORKFLOW_NAME, WORKFLOW_VERSION
from paddock.domain.states import ApplicationState

logger = logging.getLogger(__name__)

_UNDECIDED = [state.value for state in ApplicationState if not state.is_decided]
_SWEEP_AGE = timedelta(seconds=1)
_SWEEP_LIMIT = 200
_FAILED = {"ERROR", "MAX_RECOVERY_ATTEMPTS_EXCEEDED", "CANCELLED"}
_MOST_RETRIES = 20


class DecisionStarter:
    """Starts workflows from any process of the centre; every start may be repeated without harm."""

    def __init__(self, centre: Centre) -> None:
        self._centre = centre
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="decision-starter")
        self._client = DBOSClient(
            system_database_url=centre.settings.resolved_system_database_url,
            application_name=APPLICATION_NAME,
            lazy=True,
            retry_connection_errors=False,
        )

    def start(self, application_id: UUID) -> None:
        """Put an application's workflow into the queue soon, under the application's id.

        On a thread of its own, so that the sender's answer waits for one disk and not for two. A failure is logged
        and left to the sweeper: the application is safe.
        """
        # Closing meanwhile: the sweeper of the next process starts it.
        with contextlib.suppress(RuntimeError):
            self._thread.submit(self._start, application_id)

    def _start(self, application_id: UUID) -> None:
        try:
            self._enqueue(application_id, str(application_id))
        except Exception as error:  # noqa: BLE001 whatever it is, the sweeper makes up for it
            logger.warning("workflow of %s not started yet: %s", application_id, type(error).__name__)

    def sweep(self) -> int:
        """Start the workflow of every undecided application that has none, or whose workflow failed.

        Returns how many were started.
        """
        started = 0
        for application_id in self._undecided():
            workflow_id = self._next_workflow_id(application_id)
            if workflow_id is not None:
                self._enqueue(application_id, workflow_id)
                started += 1
        if started:
            logger.info("sweeper started %d workflows", started)
        return started

    def close(self) -> None:
        """Stop starting, and close the connections."""
        self._thread.shutdown(wait=True, cancel_futures=True)
        self._client.destroy()

    def _undecided(self) -> list[UUID]:
        before = self._centre.clock() - _SWEEP_AGE
        query = (
            select(ApplicationRecord.id)
            .where(ApplicationRecord.state.in_(_UNDECIDED), ApplicationRecord.received_at < before)
            .order_by(ApplicationRecord.received_at)
            .limit(_SWEEP_LIMIT)
        )
        with self._centre.database.reading() as session:
            return list(session.scalars(query))

    def _next_workflow_id(self, application_id: UUID) -> str | None:
        """The id to start under: the application's own, or a numbered one after a failed run; None if one runs."""
        runs = self._client.list_workflows(workflow_id_prefix=str(application_id), load_input=False, load_output=False)
        if not runs:
            return str(application_id)
        if any(run.status not in _FAILED for run in runs) or len(runs) > _MOST_RETRIES:
            return None
        return f"{application_id}:{len(runs)}"

    def _enqueue(self, application_id: UUID, workflow_id: str) -> None:
        options: EnqueueOptions = {
            "workflow_name": WORKFLOW_NAME,
            "queue_name": QUEUE_NAME,
            "workflow_id": workflow_id,
            "app_version": WORKFLOW_VERSION,
        }
        self._client.enqueue(options, str(application_id))
