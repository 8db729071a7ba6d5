"""Logs in `data_dir/log`, without personal data: an exception is logged by kind and place, never by its text."""

import logging
import logging.handlers
import traceback
from pathlib import Path
from types import TracebackType

_SIZE_BYTES = 5 * 1024 * 1024
_KEPT = 5


class PlainFormatter(logging.Formatter):
    """Leaves out what exceptions say: a database error or a validation error quotes the values it met."""

    def formatException(  # noqa: N802 the standard library's name
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        """The kind of the exception and where it came from."""
        kind, _, trace = ei
        name = kind.__name__ if kind else "exception"
        return "".join(traceback.format_tb(trace)) + name


def log_to(data_dir: Path, process: str) -> None:
    """Send every log of this process to `data_dir/log/PROCESS.log`, and nothing to the terminal."""
    folder = data_dir / "log"
    folder.mkdir(parents=True, exist_ok=True)
    handler = logging.handlers.RotatingFileHandler(
        folder / f"{process}.log", maxBytes=_SIZE_BYTES, backupCount=_KEPT, encoding="utf-8"
    )
    handler.setFormatter(PlainFormatter("%(asctime)s %(levelname)s %(process)d %(name)s: %(message)s"))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    logging.captureWarnings(capture=True)
    # DBOS adds a handler for the terminal to its logger unless there is one already.
    workflows = logging.getLogger("dbos")
    workflows.handlers[:] = [handler]
    workflows.propagate = False
    # httpx logs every request to every source with its address; the others tell every step of their own.
    for name in ("httpx", "dbos", "alembic"):
        logging.getLogger(name).setLevel(logging.WARNING)
