"""`python -m paddock.app.capture.process STILLS FRAMES`: started by the window, which alone knows what to say to it."""

import contextlib
import faulthandler
import os
import sys
import threading
from typing import BinaryIO, Final, NoReturn

from paddock.app.capture.process.channel import Channel
from paddock.app.capture.process.messages import ASKED, Asked, Told
from paddock.app.capture.process.parts import CAMERAS, FRAME_BYTES, STILL_BYTES, STILLS
from paddock.app.capture.process.shared import SharedSlots

_STUCK_SECONDS: Final = 60.0
_SIGN_OF_LIFE_SECONDS: Final = 10.0
_MOST_MEMORY: Final = 3 * 1024**3


def main(arguments: list[str]) -> NoReturn:
    """Serve until the window is gone, however it went; then end at once, whatever is under way."""
    bound_memory()
    end_when_stuck()
    said, heard = own_pipes()
    stills = SharedSlots.attach(arguments[0], STILLS, STILL_BYTES)
    frames = SharedSlots.attach(arguments[1], CAMERAS, FRAME_BYTES)
    # After the pipes are ours: what the decoders print while they load must not get into the conversation.
    from paddock.app.capture.process.server import Server  # noqa: PLC0415

    channel: Channel[Asked, Told] = Channel(heard, said, ASKED)
    Server(channel, stills, frames).serve()
    # No tidying: a decoder that hangs would keep the process from ending.
    os._exit(0)


def own_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Standard output and input for ourselves alone; what libraries print goes to standard error."""
    said, heard = os.dup(1), os.dup(0)
    os.dup2(2, 1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    return os.fdopen(said, "wb"), os.fdopen(heard, "rb")


def bound_memory() -> None:
    """A picture that asks for gigabytes is refused by the allocator, where the system can do that."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - not on Windows

        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_DATA, (_MOST_MEMORY, resource.RLIM_INFINITY))


def end_when_stuck() -> None:
    """End this process when native code keeps the interpreter for a minute: nobody could tell it to end then.

    The watch is C code that needs no interpreter; a thread winds it up again while there is one.
    """

    def wind_up() -> None:
        while True:
            faulthandler.dump_traceback_later(_STUCK_SECONDS, file=2, exit=True)
            threading.Event().wait(_SIGN_OF_LIFE_SECONDS)

    threading.Thread(target=wind_up, name="sign-of-life", daemon=True).start()


if __name__ == "__main__":
    main(sys.argv[1:])
