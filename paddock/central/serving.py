"""Running a web application: the main one, or one beside it on a thread."""

import contextlib
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from types import FrameType

import uvicorn
from fastapi import FastAPI

from paddock.domain.errors import EnvironmentFault
from paddock.domain.sentences import Sentence

_GRACE_SECONDS = 2
_BACKLOG = 512


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 takes a free one. Raises `EnvironmentFault` if the port is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
            # Windows would otherwise let two processes share a port.
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise EnvironmentFault(
            Sentence(
                f"无法监听 {host}:{port}, 端口被占用或不是本机地址, 请用 --port 或 --host 换一个",
                f"Cannot listen on {host}:{port}: taken, or no address of this machine; choose another with --port "
                "or --host",
            )
        ) from error
    listener.listen(_BACKLOG)
    return listener


def url_of(listener: socket.socket) -> str:
    """The address of a listening socket."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


class Server(uvicorn.Server):
    """A uvicorn server that says when it is ready and leaves signals to its owner."""

    def __init__(self, app: FastAPI, on_ready: Callable[[], None]) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                log_config=None,
                access_log=False,
                server_header=False,
                timeout_graceful_shutdown=_GRACE_SECONDS,
            )
        )
        self._on_ready = on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then say so."""
        await super().startup(sockets)
        if self.started:
            self._on_ready()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Stop on SIGINT and SIGTERM without raising them again: the owner still has to clean up."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return

        def stop(_number: int, _frame: FrameType | None) -> None:
            self.should_exit = True

        before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


@contextlib.contextmanager
def serving_beside(app: FastAPI, name: str, host: str = "127.0.0.1", port: int = 0) -> Iterator[str]:
    """Serve `app` on a thread while the block lasts; gives its address once it answers.

    Raises:
        EnvironmentFault: it cannot listen or does not start.
    """
    listener = listen(host, port)
    ready = threading.Event()
    server = Server(app, ready.set)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, name=name, daemon=True)
    thread.start()
    try:
        if not ready.wait(30):
            raise EnvironmentFault(Sentence(f"{name} 未能启动, 请查看日志", f"{name} did not start: look into the log"))
        yield url_of(listener)
    finally:
        server.should_exit = True
        thread.join(timeout=_GRACE_SECONDS + 3)
        listener.close()
