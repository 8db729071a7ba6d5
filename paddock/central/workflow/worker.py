"""A worker: runs decisions, finishes those of dead workers, and starts those that were never started."""

import contextlib
import logging
import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path

from dbos import DBOS, DBOSConfig
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DatabaseError

from paddock.central.centre import Centre
from paddock.central.lanes.table import installed_lanes
from paddock.central.settings import Settings
from paddock.central.workflow.definition import APPLICATION_NAME, WORKFLOW_VERSION, use_steps
from paddock.central.workflow.slots import Slots, executor_id, slot_of
from paddock.central.workflow.starter import DecisionStarter
from paddock.central.workflow.steps import DecisionSteps
from paddock.domain.errors import EnvironmentFault
from paddock.domain.sentences import Sentence

logger = logging.getLogger(__name__)

_QUEUE_POLL_SECONDS = 0.1
_STANDBY_SECONDS = 1.0
_EMBEDDED_EXECUTOR = "embedded"


def prepare_workflow_store(settings: Settings) -> None:
    """Create or migrate the store of the workflows. SQLite is put into WAL first: four times the default's pace.

    Raises:
        EnvironmentFault: the SQLite file cannot be read or written.
    """
    url = make_url(settings.resolved_system_database_url)
    if url.get_backend_name() != "sqlite" or not url.database:
        DBOS.migrate(settings.resolved_system_database_url)
        return
    Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    try:
        with contextlib.closing(sqlite3.connect(url.database)) as connection:
            connection.execute("PRAGMA journal_mode=WAL")
        DBOS.migrate(settings.resolved_system_database_url)
    except (sqlite3.Error, DatabaseError) as error:
        raise EnvironmentFault(
            Sentence(
                f"工作流文件 {url.database} 无法读写: 请检查磁盘空间与权限; 若已损坏, 停机后移走它, "
                "未决定的进件会自动重新开始",
                f"The workflow file {url.database} cannot be read or written: check disk space and permissions; "
                "if it is damaged, move it away while the centre is stopped: undecided applications begin again",
            )
        ) from error


class DecisionWorker:
    """Runs the workflows of this process.

    On PostgreSQL it first claims an executor slot and waits as a standby while all are taken; then, every
    `sweep_seconds`, it looks for slots whose worker died with work unfinished, and hands that work out again.
    Any number of workers may look: the slot's lock lets one of them through, and DBOS re-queues a workflow once.

    Args:
        centre: settings, database and clock.
        steps: what the workflow works with.
        on_lost: called when another worker holds this worker's slot; it must end the process.
    """

    def __init__(self, centre: Centre, steps: DecisionSteps, on_lost: Callable[[], None]) -> None:
        settings = centre.settings
        self._settings = settings
        self._steps = steps
        self._on_lost = on_lost
        self._starter = DecisionStarter(centre)
        self._slots = Slots(settings.resolved_database_url, settings.worker_slots) if settings.is_postgresql else None
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._running = threading.Event()

    @property
    def executor(self) -> str:
        """The executor id this worker runs under."""
        if self._slots is None or self._slots.own is None:
            return _EMBEDDED_EXECUTOR
        return executor_id(self._slots.own)

    def start(self) -> None:
        """Begin on a thread of its own: a standby may have to wait long for a slot."""
        self._thread = threading.Thread(target=self._run, name="decision-worker", daemon=True)
        self._thread.start()

    def wait_until_running(self, seconds: float) -> bool:
        """Whether the worker runs decisions within `seconds` (a standby does not)."""
        return self._running.wait(seconds)

    def stop(self) -> None:
        """Stop taking work; what is unfinished is finished by another worker or after the next start."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(timeout=15)
            self._thread = None

    def _run(self) -> None:
        if not self._claim_slot():
            return
        try:
            self._launch()
            self._running.set()
            while not self._stop.wait(self._settings.sweep_seconds):
                if self._slots is not None and not self._still_holds():
                    logger.critical("slot %s is held by another worker: stopping", self.executor)
                    self._on_lost()
                    return
                self._look_after_others()
        except Exception as error:  # noqa: BLE001 a worker that cannot start must end its process, not linger
            logger.critical("worker ended: %s", type(error).__name__)
            self._on_lost()
        finally:
            self._running.clear()
            DBOS.destroy(workflow_completion_timeout_sec=0)
            use_steps(None)
            self._starter.close()
            if self._slots is not None:
                self._slots.close()

    def _claim_slot(self) -> bool:
        if self._slots is None:
            return True
        while not self._stop.is_set():
            try:
                if self._slots.claim() is not None:
                    logger.info("worker claimed %s", self.executor)
                    return True
            except Exception as error:  # noqa: BLE001 the database may come back
                logger.warning("no slot claimed: %s", type(error).__name__)
            self._stop.wait(_STANDBY_SECONDS)
        self._slots.close()
        return False

    def _launch(self) -> None:
        use_steps(self._steps)
        queues = installed_lanes().queues
        config: DBOSConfig = {
            "name": APPLICATION_NAME,
            "system_database_url": self._settings.resolved_system_database_url,
            "application_version": WORKFLOW_VERSION,
            "executor_id": self.executor,
            "log_level": "WARNING",
            "max_executor_threads": 4 * sum(queue.at_once for queue in queues),
        }
        DBOS(config=config)
        # Launching recovers what a former worker in this slot left.
        DBOS.launch()
        for queue in queues:
            DBOS.register_queue(
                queue.id,
                worker_concurrency=queue.at_once if self._slots else queue.at_once_embedded,
                polling_interval_sec=_QUEUE_POLL_SECONDS,
                on_conflict="always_update",
            )

    def _still_holds(self) -> bool:
        if self._slots is None:
            return True
        try:
            return self._slots.confirm()
        except Exception as error:  # noqa: BLE001 the database is away, for everyone: nobody can hold the slot
            logger.warning("slot not confirmed: %s", type(error).__name__)
            return True

    def _look_after_others(self) -> None:
        try:
            self._starter.sweep()
            self._recover_dead()
        except Exception as error:  # noqa: BLE001 tried again at the next sweep
            logger.warning("sweep failed: %s", type(error).__name__)

    def _recover_dead(self) -> None:
        """Hand out again what workers left that are dead now."""
        slots = self._slots
        if slots is None:
            return
        pending = DBOS.list_workflows(status="PENDING", load_input=False, load_output=False)
        for executor in {run.executor_id for run in pending} - {self.executor}:
            slot = slot_of(executor or "")
            if slot is None:
                continue
            with slots.holding_dead(slot) as dead:
                if dead:
                    begin = time.monotonic()
                    # The lock is kept while the work is re-queued, so that no new worker starts in this slot meanwhile.
                    count = len(DBOS._recover_pending_workflows([executor_id(slot)]))  # noqa: SLF001
                    logger.warning("recovered %d workflows of %s in %.2f s", count, executor, time.monotonic() - begin)
