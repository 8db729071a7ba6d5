"""One run of the capture process, from the window's side: asked, listened to, ended."""

import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from itertools import count
from typing import TypeAlias

from paddock.app.capture.process.channel import Channel, Garbled
from paddock.app.capture.process.messages import (
    TOLD,
    Answer,
    Asked,
    CameraEnded,
    Event,
    FrameShown,
    Ready,
    Request,
    Seen,
    Told,
)
from paddock.app.capture.process.parts import CAMERAS, FRAME_BYTES, STILL_BYTES, STILLS
from paddock.app.capture.process.shared import SharedSlots

Answered: TypeAlias = tuple[Answer, bytes]
"""An answer and the bytes behind it."""
_WORDS_KEPT = 3
_CLOSE_SECONDS = 3.0


class Died(Exception):
    """The process ended before it answered."""

    def __init__(self, *, others: int) -> None:
        super().__init__(f"died with {others} other requests")
        self.others = others
        """How many other requests it was working on: any of them may have been its end."""


class Child:
    """A running process; a thread has to be in `listen` as long as it runs."""

    def __init__(self, command: Sequence[str]) -> None:
        self.stills = SharedSlots.create(STILLS, STILL_BYTES)
        self.frames = SharedSlots.create(CAMERAS, FRAME_BYTES)
        try:
            self._process = subprocess.Popen(  # noqa: S603 - no part of the command comes from outside
                [*command, self.stills.handle, self.frames.handle],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                pass_fds=(*self.stills.inherited, *self.frames.inherited),
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
                env=_environment(),
            )
        finally:
            self.stills.handed_on()
            self.frames.handed_on()
        if self._process.stdin is None or self._process.stdout is None:
            raise OSError("no pipes")
        self._channel: Channel[Told, Asked] = Channel(self._process.stdout, self._process.stdin, TOLD)
        self._numbers = count(1)
        self._lock = threading.Lock()
        self._pending: dict[int, Future[Answered]] | None = {}
        self._last_words: list[bytes] = []

    @property
    def process_id(self) -> int:
        """The operating system's number of it."""
        return self._process.pid

    def ask(self, request: Request, data: bytes = b"") -> "Future[Answered]":
        """Its answer, in a while; fails with `Died`."""
        answer: Future[Answered] = Future()
        number = next(self._numbers)
        with self._lock:
            if self._pending is None:
                answer.set_exception(Died(others=1))
                return answer
            self._pending[number] = answer
        # Where nobody listens any more, `listen` is about to end and `let_go` to fail what is pending.
        with contextlib.suppress(OSError, ValueError):
            self._channel.send(Asked(number=number, said=request), data)
        return answer

    def tell(self, request: Request) -> None:
        """Say something that is not answered."""
        with contextlib.suppress(OSError, ValueError):
            self._channel.send(Asked(said=request))

    def listen(self, told: Callable[[Event, bytes], object]) -> None:
        """Hand on what it says, until it ends."""
        listener = threading.Thread(target=self._keep_last_words, name="capture-words", daemon=True)
        listener.start()
        try:
            while (heard := self._channel.receive()) is not None:
                message, data = heard
                match message.said:
                    case Ready() | FrameShown() | Seen() | CameraEnded() as event:
                        told(event, data)
                    case answer:
                        self._settle(message.number, answer, data)
        except (Garbled, OSError, ValueError) as broken:
            self._last_words.append(str(broken).encode())
        self.kill()
        self._process.wait()
        listener.join(timeout=1.0)

    def let_go(self) -> None:
        """It has ended: whatever was asked fails with `Died`."""
        with self._lock:
            pending, self._pending = self._pending or {}, None
        for answer in pending.values():
            answer.set_exception(Died(others=len(pending) - 1))
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()

    def last_words(self) -> str:
        """What it wrote to standard error before it ended, else how it ended."""
        said = b" ".join(self._last_words).decode("utf-8", "replace").strip()
        return said or f"exit {self._process.returncode}"

    def kill(self) -> None:
        """End it now."""
        with contextlib.suppress(OSError):
            self._process.kill()

    def end(self) -> None:
        """Ask it to end by closing its standard input; end it when it does not."""
        with contextlib.suppress(OSError, ValueError):
            self._channel.close()
        try:
            self._process.wait(_CLOSE_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()

    def _settle(self, number: int, answer: Answer, data: bytes) -> None:
        with self._lock:
            waiting = self._pending.pop(number, None) if self._pending is not None else None
        if waiting is not None:
            waiting.set_result((answer, data))

    def _keep_last_words(self) -> None:
        if self._process.stderr is None:
            return
        with contextlib.suppress(OSError, ValueError):
            for line in self._process.stderr:
                self._last_words.append(line.strip())
                del self._last_words[:-_WORDS_KEPT]


def start_command() -> list[str]:
    """How the capture process is started: by name, so that the window imports nothing of it."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "capture-process"]
    return [sys.executable, "-m", "paddock.app.capture.process"]


def _environment() -> dict[str, str]:
    """Ours, without anything of Paddock's own: it has no business with passphrase, token and profile."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PADDOCK_")}
