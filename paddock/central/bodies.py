"""The bytes of a request, unpacked if they came packed, and never more of them than are wanted."""

import zlib
from typing import Final

from fastapi import Request

from paddock.central.problems import Refusal
from paddock.wire.problems import ProblemCode

_GZIP: Final = 16 + zlib.MAX_WBITS


async def read_body(request: Request, limit: int) -> bytes:
    """The request's bytes as meant: what is hashed and kept is the same whether they came packed (gzip) or not.

    Raises `Refusal`: `too_large` above `limit`, packed or unpacked, before reading or unpacking more;
    `malformed_request` (415) for another packing, and for packed bytes that are not whole.
    """
    declared = request.headers.get("Content-Length", "")
    if declared.isdigit() and int(declared) > limit:
        raise _too_large(limit)
    unpacker = _unpacker(request.headers.get("Content-Encoding", "").strip().lower(), limit)
    received = 0
    async for chunk in request.stream():
        received += len(chunk)
        if received > limit:
            raise _too_large(limit)
        unpacker.add(chunk)
    return unpacker.whole()


class _Plain:
    """Bytes that came as they are; their number is watched by the reader."""

    def __init__(self) -> None:
        self._body = bytearray()

    def add(self, chunk: bytes) -> None:
        self._body += chunk

    def whole(self) -> bytes:
        return bytes(self._body)


class _Gzip(_Plain):
    """One member of RFC 1952, of which no more than `limit` bytes are ever unpacked."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self._limit = limit
        self._stream = zlib.decompressobj(_GZIP)

    def add(self, chunk: bytes) -> None:
        try:
            # One byte more than is allowed shows that there is more, and costs nothing.
            self._body += self._stream.decompress(chunk, self._limit + 1 - len(self._body))
        except zlib.error as error:
            raise _broken() from error
        if len(self._body) > self._limit:
            raise _too_large(self._limit)
        if self._stream.unused_data:
            raise _broken()

    def whole(self) -> bytes:
        if not self._stream.eof:
            raise _broken()
        return bytes(self._body)


def _unpacker(encoding: str, limit: int) -> _Plain:
    if encoding in {"", "identity"}:
        return _Plain()
    if encoding == "gzip":
        return _Gzip(limit)
    refusal = Refusal(ProblemCode.MALFORMED_REQUEST, detail="Content-Encoding: gzip")
    refusal.problem = refusal.problem.model_copy(update={"status": 415})
    raise refusal


def _too_large(limit: int) -> Refusal:
    return Refusal(ProblemCode.TOO_LARGE, detail=f"limit {limit} bytes")


def _broken() -> Refusal:
    return Refusal(ProblemCode.MALFORMED_REQUEST, detail="the body is not one whole gzip stream")
