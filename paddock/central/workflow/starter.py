"""Getting decisions started: put the workflow into the queue, and sweep up what was never put there."""

import contextlib
import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from uuid import UUID

from dbos import DBOSClient, EnqueueOptions
from sqlalchemy import Row, select, tuple_

from paddock.central.applications.models import UNDECIDED, ApplicationRecord
from paddock.central.centre import Centre
from paddock.central.lanes.table import installed_lanes
from paddock.central.workflow.definition import APPLICATION_NAME, WORKFLOW_NAME, WORKFLOW_VERSION

logger = logging.getLogger(__name__)

_SWEEP_AGE = timedelta(seconds=1)
_SWEEP_LIMIT = 200
_FAILED = {"ERROR", "MAX_RECOVERY_ATTEMPTS_EXCEEDED", "CANCELLED"}
_MOST_RETRIES = 20
_PACE_SECONDS = 0.5


class DecisionStarter:
    """Starts workflows from any process of the centre; every start may be repeated without harm."""

    def __init__(self, centre: Centre) -> None:
        self._centre = centre
        self._lanes = installed_lanes()
        # A thread for each queue: a batch that comes in is not put before a customer who comes after it.
        self._threads = {
            queue.id: ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"start-{queue.id}")
            for queue in self._lanes.queues
        }
        self._swept_to: tuple[datetime, UUID] | None = None
        self._client = DBOSClient(
            system_database_url=centre.settings.resolved_system_database_url,
            application_name=APPLICATION_NAME,
            lazy=True,
            retry_connection_errors=False,
        )

    def start(self, application_id: UUID) -> None:
        """Put an application's workflow into its lane's queue soon, under the application's id.

        On a thread of its own, so that the sender's answer waits for one disk and not for two. A failure is logged
        and left to the sweeper: the application is safe.
        """
        with self._centre.database.reading() as session:
            lane = session.scalar(select(ApplicationRecord.lane).where(ApplicationRecord.id == application_id))
        queue = self._lanes.queue_of(self._lanes.lane(lane))
        # Closing meanwhile: the sweeper of the next process starts it.
        with contextlib.suppress(RuntimeError):
            self._threads[queue.id].submit(self._start, application_id, lane)
        if not queue.yields:
            self._centre.turns.expect()
        else:
            # Its sender is answered a little later while customers are being decided, and sends the next one then.
            self._centre.turns.step_back(_PACE_SECONDS)

    def _start(self, application_id: UUID, lane: str | None) -> None:
        try:
            self._enqueue(application_id, str(application_id), lane)
        except Exception as error:  # noqa: BLE001 whatever it is, the sweeper makes up for it
            logger.warning("workflow of %s not started yet: %s", application_id, type(error).__name__)

    def sweep(self) -> int:
        """Start the workflow of undecided applications that have none, or whose workflow failed.

        Looks at a page of them and goes on from there the next time, however many wait. Returns how many were started.
        """
        page = self._undecided()
        self._swept_to = (page[-1].received_at, page[-1].id) if len(page) == _SWEEP_LIMIT else None
        known = self._running({str(row.id) for row in page})
        started = 0
        for row in page:
            if str(row.id) in known:
                continue
            workflow_id = self._next_workflow_id(row.id)
            if workflow_id is not None:
                self._enqueue(row.id, workflow_id, row.lane)
                started += 1
        if started:
            logger.info("sweeper started %d workflows", started)
        return started

    def close(self) -> None:
        """Stop starting, and close the connections."""
        for thread in self._threads.values():
            thread.shutdown(wait=True, cancel_futures=True)
        self._client.destroy()

    def _undecided(self) -> list[Row[UUID, datetime, str | None]]:
        record, before = ApplicationRecord, self._centre.clock() - _SWEEP_AGE
        query = (
            select(record.id, record.received_at, record.lane)
            .where(record.state.in_(UNDECIDED), record.received_at < before)
            .order_by(record.received_at, record.id)
            .limit(_SWEEP_LIMIT)
        )
        if self._swept_to is not None:
            query = query.where(tuple_(record.received_at, record.id) > tuple_(*self._swept_to))
        with self._centre.database.reading() as session:
            return list(session.execute(query).all())

    def _running(self, workflow_ids: set[str]) -> set[str]:
        """Those of the ids under which a workflow waits, runs or has ended well: asked for at once."""
        if not workflow_ids:
            return set()
        runs = self._client.list_workflows(workflow_ids=list(workflow_ids), load_input=False, load_output=False)
        return {run.workflow_id for run in runs if run.status not in _FAILED}

    def _next_workflow_id(self, application_id: UUID) -> str | None:
        """The id to start under: the application's own, or a numbered one after a failed run; None if one runs."""
        runs = self._client.list_workflows(workflow_id_prefix=str(application_id), load_input=False, load_output=False)
        if not runs:
            return str(application_id)
        if any(run.status not in _FAILED for run in runs) or len(runs) > _MOST_RETRIES:
            return None
        return f"{application_id}:{len(runs)}"

    def _enqueue(self, application_id: UUID, workflow_id: str, lane_name: str | None) -> None:
        lane = self._lanes.lane(lane_name)
        options: EnqueueOptions = {
            "workflow_name": WORKFLOW_NAME,
            "queue_name": lane.queue,
            "workflow_id": workflow_id,
            "app_version": WORKFLOW_VERSION,
            "priority": lane.priority,
        }
        self._client.enqueue(options, str(application_id), self._lanes.queue_of(lane).yields)
