"""Real pinyin: ibus and libpinyin, real X keys, the real window.

What was needed to make it run without a desktop: a session bus of its own, the panel switched off (it wants GTK and a
tray), settings in memory instead of dconf, and the engine chosen after the daemon answers. `ibus engine` fails even
where it has chosen the engine, because there is no keyboard layout to set with it: so it is asked what it has chosen.
"""

import json
import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import Any

import pytest

from paddock.ui.screens.counter.deal_page import APPLICANT

_SESSION = """
ibus-daemon --panel disable --emoji-extension disable --cache none &
daemon=$!
tries=0
until ibus engine libpinyin >/dev/null 2>&1 || [ "$(ibus engine 2>/dev/null)" = libpinyin ]; do
  tries=$((tries + 1))
  [ $tries -lt 150 ] || { echo "libpinyin did not start" >&2; exit 3; }
  sleep 0.1
done
"$@"
code=$?
kill $daemon
exit $code
"""


class ImeWindow:
    """The window in a session with an input method; keys go to it through the X server."""

    def __init__(self, folder: Path) -> None:
        for tool in ("ibus-daemon", "xdotool", "dbus-run-session"):
            assert shutil.which(tool), f"{tool} is missing: run tools/install development"
        (folder / "runtime").mkdir(mode=0o700)
        self._environment = os.environ | {
            "HOME": str(folder),
            "XDG_CONFIG_HOME": str(folder / "config"),
            "XDG_CACHE_HOME": str(folder / "cache"),
            "XDG_RUNTIME_DIR": str(folder / "runtime"),
            "GSETTINGS_BACKEND": "memory",
            "QT_QPA_PLATFORM": "xcb",
            "QT_IM_MODULE": "ibus",
            "LANG": "C.UTF-8",
            "PADDOCK_PASSPHRASE": secrets.token_urlsafe(12),
            "PYTHONPATH": str(Path(__file__).parents[2]),
        }
        window = [sys.executable, "-m", "tests.helpers.ime_window", str(folder / "profile")]
        self._process = subprocess.Popen(
            ["dbus-run-session", "--", "sh", "-c", _SESSION, "session", *window],
            env=self._environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._lines: Queue[str] = Queue()
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()
        self.seen: list[dict[str, Any]] = []

    def wait(self, until: Callable[[dict[str, Any]], bool], seconds: float = 60.0) -> dict[str, Any]:
        """Read what the window tells until something holds."""
        try:
            while True:
                told = json.loads(self._lines.get(timeout=seconds))
                self.seen.append(told)
                if until(told):
                    return dict(told)
        except Empty:
            raise AssertionError(f"not within {seconds} s; the window told: {self.seen[-5:]}") from None

    def keys(self, *keys: str) -> None:
        """Press keys, one after another, as a keyboard does."""
        for key in keys:
            subprocess.run(["xdotool", "key", "--delay", "30", key], env=self._environment, check=True, timeout=20)

    def close(self) -> None:
        """End the window, its input method and their session."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        try:
            self._process.wait(30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._reader.join(10)

    def _read(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as told:
            for line in told:
                if line.startswith("{"):
                    self._lines.put(line)


@pytest.fixture
def window(tmp_path: Path, qapp: object) -> Iterator[ImeWindow]:
    """`qapp`: the X server of the tests is up."""
    assert qapp is not None
    made = ImeWindow(tmp_path)
    yield made
    made.close()


@pytest.mark.alone
def test_a_name_is_typed_in_pinyin(window: ImeWindow) -> None:
    window.wait(lambda told: told["ready"])
    window.keys(*"zhongguo")
    composing = window.wait(lambda told: told["composing"])
    assert composing["text"] == ""
    window.keys("space")
    told = window.wait(lambda told: bool(told["text"]))
    assert told["text"] == "中国"
    assert not any(seen["step"] != APPLICANT for seen in window.seen)
    # Enter while composing takes the letters as they are: the window does not go on to the next field or step.
    window.keys(*"li", "Return")
    told = window.wait(lambda told: told["text"] == "中国li")
    assert told["kept"] == "中国li"
    assert (told["step"], told["ready"]) == (APPLICANT, True)
    # Escape drops what is being composed, and nothing else.
    window.keys(*"wang")
    window.wait(lambda told: told["composing"])
    window.keys("Escape")
    told = window.wait(lambda told: not told["composing"])
    assert (told["text"], told["step"]) == ("中国li", APPLICANT)
