"""Listens to the centre's pushes. An event only says that there is news; the feed is read by the puller.

Without a stream nothing is lost: the engine polls, more often while nobody listens.
"""

import threading
from collections.abc import Callable

import requests

from paddock.sync.backoff import Backoff
from paddock.sync.client import CentreClient

SILENCE_SECONDS = 45.0
"""Three of the centre's heartbeats: a line that is quiet for longer is dead."""


class ChangeStream:
    """One thread that keeps a stream open to `client` and calls `on_news` for every change pushed."""

    def __init__(
        self, make_client: Callable[[], CentreClient | None], cursor: Callable[[], str], on_news: Callable[[], None]
    ) -> None:
        self._make_client = make_client
        self._cursor = cursor
        self._on_news = on_news
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._response: requests.Response | None = None
        self._thread: threading.Thread | None = None
        self.connected = False

    def start(self, backoff: Backoff) -> None:
        """Begin to listen; comes back by itself after every break."""
        self._thread = threading.Thread(target=self._run, args=(backoff,), name="paddock-stream", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop listening, also in the middle of a silence."""
        self._stop.set()
        with self._lock:
            response = self._response
        if response is not None:
            _cut(response)
        if self._thread is not None:
            self._thread.join(timeout=10)
            self._thread = None

    def _run(self, backoff: Backoff) -> None:
        breaks = 0
        while not self._stop.is_set():
            client = self._make_client()
            if client is not None:
                try:
                    if self._listen(client):
                        breaks = 0
                finally:
                    self.connected = False
                    client.close()
            breaks += 1
            self._stop.wait(backoff(breaks) if client is not None else 0.5)

    def _listen(self, client: CentreClient) -> bool:
        """Read one stream to its end; whether there was one."""
        try:
            response = client.open_stream(
                "/v1/changes/stream", params={"after": self._cursor()}, silence_seconds=SILENCE_SECONDS
            )
        except requests.RequestException:
            return False
        with self._lock:
            self._response = response
        try:
            with response:
                if response.status_code != 200 or "text/event-stream" not in response.headers.get("Content-Type", ""):
                    return False
                self._read(response)
                return True
        except (requests.RequestException, OSError, ValueError, AttributeError):
            # The line broke, or `stop` cut it; urllib3 answers a cut in more than one way.
            return True
        finally:
            with self._lock:
                self._response = None

    def _read(self, response: requests.Response) -> None:
        self.connected = True
        # Whatever was decided before the line stood may not be pushed again.
        self._on_news()
        for line in response.iter_lines(chunk_size=4096):
            if self._stop.is_set():
                return
            if line.startswith(b"event:"):
                self._on_news()


def _cut(response: requests.Response) -> None:
    try:
        response.raw.shutdown()
    except (ValueError, OSError, RuntimeError, AttributeError):
        response.close()
