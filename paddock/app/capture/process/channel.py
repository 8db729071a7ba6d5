"""Messages over a pipe: two lengths, then JSON, then bytes."""

import struct
import threading
from typing import IO, Final, Generic, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

_LENGTHS: Final = struct.Struct("<II")
_LONGEST_JSON: Final = 4 * 1024 * 1024
_LONGEST_BYTES: Final = 128 * 1024 * 1024
"""More than the largest file that is read (`images.MAX_BYTES`)."""

In = TypeVar("In", bound=BaseModel)
Out = TypeVar("Out", bound=BaseModel)


class Garbled(Exception):
    """The other side said something that is no message: it is broken and cannot be talked to any more."""


class Channel(Generic[In, Out]):
    """One side of the conversation. `send` may be called from any thread, `receive` from one."""

    def __init__(self, incoming: IO[bytes], outgoing: IO[bytes], understood: TypeAdapter[In]) -> None:
        self._incoming, self._outgoing, self._understood = incoming, outgoing, understood
        self._sending = threading.Lock()

    def send(self, message: Out, data: bytes = b"") -> None:
        """Say `message`. Raises `OSError` when nobody listens any more."""
        text = message.model_dump_json().encode()
        with self._sending:
            self._outgoing.write(_LENGTHS.pack(len(text), len(data)) + text)
            if data:
                self._outgoing.write(data)
            self._outgoing.flush()

    def receive(self) -> tuple[In, bytes] | None:
        """The next message and the bytes behind it; None at the end. Raises `Garbled`."""
        lengths = self._incoming.read(_LENGTHS.size)
        if len(lengths) < _LENGTHS.size:
            return None
        length, more = _LENGTHS.unpack(lengths)
        if length > _LONGEST_JSON or more > _LONGEST_BYTES:
            raise Garbled(f"a message of {length} + {more} bytes")
        text, data = self._incoming.read(length), self._incoming.read(more)
        if len(text) < length or len(data) < more:
            return None
        try:
            return self._understood.validate_json(text), data
        except ValidationError as error:
            raise Garbled(f"{error.error_count()} faults in a message of {length} bytes") from None

    def close(self) -> None:
        """Stop speaking: the other side sees the end."""
        with self._sending:
            self._outgoing.close()
