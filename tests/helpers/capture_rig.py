"""A capture process that ends or hangs when a test wants it to: `python -m tests.helpers.capture_rig STILLS FRAMES`.

Pictures by their names: `crash` makes native code write where it may not, `hang` never ends, `hog` never ends and keeps
the interpreter to itself, `garble` writes nonsense into the conversation, `once` hangs the first time only. The
fifth camera frame 320 pixels wide crashes too. Everything else is the product.
"""

import ctypes
import os
import re
import sys
import threading
from pathlib import Path
from typing import BinaryIO

from paddock.app.capture import images
from paddock.app.capture.pixels import Picture
from paddock.app.capture.process import __main__ as product
from paddock.app.capture.process import served_camera, server

_decode = images.decode_picture
_put = served_camera.ServedCamera._put
_own_pipes = product.own_pipes
_voice: list[int] = []
_narrow: list[bool] = []


def decode(content: bytes, name: str) -> Picture:
    """`decode_picture`, with accidents."""
    act = Path(name).stem
    if act == "crash":
        ctypes.string_at(0)
    elif act == "hang":
        threading.Event().wait()
    elif act == "hog":
        re.match(r"(a|aa)+$", "a" * 60 + "b")
    elif act == "garble":
        os.write(_voice[0], b"\xff" * 64)
        threading.Event().wait()
    elif act == "once":
        tried = Path(name).with_suffix(".tried")
        if not tried.exists():
            tried.touch()
            threading.Event().wait()
    return _decode(content, name)


def put(self: served_camera.ServedCamera, picture: Picture) -> None:
    """`ServedCamera._put`, with an accident."""
    _narrow.append(picture.shape[1] == 320)
    if sum(_narrow) == 5:
        ctypes.string_at(0)
    _put(self, picture)


def own_pipes() -> tuple[BinaryIO, BinaryIO]:
    """`own_pipes`, remembered."""
    said, heard = _own_pipes()
    _voice.append(said.fileno())
    return said, heard


if __name__ == "__main__":
    product.own_pipes = own_pipes
    server.decode_picture = decode  # type: ignore[attr-defined]  # imported there by name
    served_camera.ServedCamera._put = put  # type: ignore[method-assign]
    product.main(sys.argv[1:])
