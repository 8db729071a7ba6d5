"""`paddock-central serve`: the web application, with a worker in the same process unless told otherwise."""

import contextlib
import json
import os
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import click
from sqlalchemy.engine import make_url

from paddock.central.assembly import create_full_app, starting_decisions, with_providers, working
from paddock.central.centre import Centre
from paddock.central.cli.migrate import migrate_all
from paddock.central.cli.options import data_dir_option, opened, read_settings
from paddock.central.cli.worker import worker_lost
from paddock.central.exclusive import alone_in
from paddock.central.keeping import keeping
from paddock.central.logs import log_to
from paddock.central.migrations.run import require_newest
from paddock.central.seeding import seed_sample
from paddock.central.serving import Server, listen, url_of
from paddock.central.settings import Mode, Settings

_PARENT_GRACE_SECONDS = 3.0


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(0, 65535), default=0, show_default=True, help="0: a free one.")
@click.option("--embedded", is_flag=True, help="Beside one workstation: migrate, seed and run the sandbox by itself.")
@click.option("--no-worker", is_flag=True, help="Leave the decisions to worker processes.")
@click.option("--exit-with-parent", is_flag=True, help="Stop when standard input ends.")
@click.option("--tell-steps", is_flag=True, hidden=True, help="Say on lines of their own how far the start has come.")
@data_dir_option
def serve(
    host: str,
    port: int,
    data_dir: Path | None,
    *,
    embedded: bool,
    no_worker: bool,
    exit_with_parent: bool,
    tell_steps: bool,
) -> None:
    """Serve workstations; prints one line of JSON with the address when ready."""
    settings = read_settings(data_dir=data_dir, mode=Mode.EMBEDDED if embedded else None)
    log_to(settings.data_dir, "central")
    lost = threading.Event()
    with contextlib.ExitStack() as stack:
        if not settings.is_postgresql:
            stack.enter_context(alone_in(settings.data_dir))
            _encrypt_plain_file(settings)
        complete = stack.enter_context(with_providers(settings))
        if settings.mode is Mode.EMBEDDED:
            migrate_all(settings)
        tell = _say if tell_steps else _say_nothing
        tell({"step": "sample"})
        centre = stack.enter_context(opened(complete))
        require_newest(centre.database)
        made = _seed(centre) if settings.mode is Mode.EMBEDDED else None
        tell({"step": "service"})
        listener = stack.enter_context(contextlib.closing(listen(host, port)))
        app = create_full_app(centre)
        server = Server(app, lambda: _announce(url_of(listener), settings, made))
        if exit_with_parent:
            _leave_with_parent(server)
        stack.enter_context(starting_decisions(centre))
        stack.enter_context(keeping(centre, app.state.contract_desk))
        if not no_worker:
            stack.enter_context(_worker_beside(centre, server, lost))
        server.run(sockets=[listener])
    if lost.is_set():
        raise worker_lost()


def _encrypt_plain_file(settings: Settings) -> None:
    """Encrypt what an earlier release left in clear, once there is a key."""
    path, key = make_url(settings.resolved_database_url).database, settings.raw_database_key
    if path is not None and key is not None:
        from paddock.central.encryption import encrypt_file  # noqa: PLC0415 - only with a key

        encrypt_file(Path(path), key)


@contextlib.contextmanager
def _worker_beside(centre: Centre, server: Server, lost: threading.Event) -> Iterator[None]:
    def on_lost() -> None:
        lost.set()
        server.should_exit = True

    with working(centre, on_lost):
        yield


def _seed(centre: Centre) -> str | None:
    """Put the sample data in; returns the workstation's token if it was made now and is known to nobody else."""
    given = centre.settings.workstation_token
    dealer, _added = seed_sample(centre, given.get_secret_value() if given else None)
    return None if given else dealer.token


def _announce(url: str, settings: Settings, token: str | None) -> None:
    line = {"url": url, "pid": os.getpid(), "mode": settings.mode.value, "sandbox": settings.uses_sandbox}
    if token is not None:
        line["token"] = token
    _say(line)


def _say(line: Mapping[str, object]) -> None:
    # The reader may be gone already; that must not stop the service.
    with contextlib.suppress(OSError):
        click.echo(json.dumps(line))


def _say_nothing(_line: Mapping[str, object]) -> None:
    """Whoever started us waits for the address alone."""


def _leave_with_parent(server: Server) -> None:
    """Stop when standard input ends: its other end belongs to the workstation, which may be killed."""

    def wait() -> None:
        with contextlib.suppress(OSError, ValueError):
            while sys.stdin.buffer.read(4096):
                pass
        server.should_exit = True
        time.sleep(_PARENT_GRACE_SECONDS)
        # Everything that was answered is on disk; a stream that does not end must not keep the process.
        os._exit(0)

    threading.Thread(target=wait, name="parent-watch", daemon=True).start()
