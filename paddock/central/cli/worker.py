"""`paddock-central worker`: decides applications beside other workers, on PostgreSQL."""

import os
import signal
import threading
from pathlib import Path
from types import FrameType

import click

from paddock.central.assembly import with_providers, working
from paddock.central.cli.options import data_dir_option, opened, read_settings
from paddock.central.logs import log_to
from paddock.central.migrations.run import require_newest
from paddock.domain.errors import BadInput, EnvironmentFault
from paddock.domain.sentences import Sentence


@click.command()
@data_dir_option
def worker(data_dir: Path | None) -> None:
    """Decide applications until stopped; a stand-by while all executor slots are taken."""
    settings = read_settings(data_dir=data_dir)
    if not settings.is_postgresql:
        raise BadInput(
            Sentence(
                "SQLite 只支持单进程: 请用 serve, 或设 PADDOCK_CENTRAL_DATABASE_URL 为 PostgreSQL",
                "SQLite serves one process: use serve, or set PADDOCK_CENTRAL_DATABASE_URL to PostgreSQL",
            )
        )
    log_to(settings.data_dir, f"worker-{os.getpid()}")
    stop, lost = threading.Event(), threading.Event()

    def on_lost() -> None:
        lost.set()
        stop.set()

    def on_signal(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, on_signal)
    signal.signal(signal.SIGINT, on_signal)
    with with_providers(settings) as complete, opened(complete) as centre:
        require_newest(centre.database)
        with working(centre, on_lost) as running:
            click.echo(f"worker {os.getpid()} started", err=True)
            # A standby holds a slot later, and a slow machine takes its time: it is said when it is so.
            while not stop.is_set() and not running.wait_until_running(1):
                pass
            if not stop.is_set():
                click.echo(f"worker {os.getpid()} holds {running.executor}", err=True)
            stop.wait()
    if lost.is_set():
        raise worker_lost()


def worker_lost() -> EnvironmentFault:
    """The error of a process whose worker cannot go on."""
    return EnvironmentFault(
        Sentence(
            "工作进程失去执行槽位或无法启动, 请查看日志后重新启动",
            "The worker lost its executor slot or could not start: look into the log and start it again",
        )
    )
