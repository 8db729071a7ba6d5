"""Sending a photograph: a small one whole, a larger one in pieces by tus 1.0, each of them on the centre's disk.

The centre finds an upload by the photograph's hash, so nothing is remembered here: after a cut, a restart or a move to
another workstation it is asked how much has arrived, and at most the piece that was on its way is sent again.
"""

import base64
import hashlib
import time
from collections.abc import Callable
from typing import Final

from paddock.domain.sentences import Sentence
from paddock.sync.client import CentreClient, Reply
from paddock.sync.link_faults import Passing

FIRST_PIECE: Final = 64 * 1024
LARGEST_PIECE: Final = 1024 * 1024
_PIECE_SECONDS: Final = 2.0
"""A piece that takes less is followed by one of twice the size."""
_FAULTS_IN_A_ROW: Final = 3
"""Without a byte of progress between them; then the queue tries again later, from where it stands."""

_STOPPED = Sentence("影像上传中断, 将从断点续传", "The upload was interrupted; it goes on from there")


def send_picture(
    client: CentreClient, target: str, sha256: str, picture: bytes, *, stopping: Callable[[], bool]
) -> Reply | Passing:
    """Send the photograph to `target`; gives the centre's answer to it, whichever way it went."""
    if len(picture) <= FIRST_PIECE:
        return _whole(client, target, picture)
    return _PictureInPieces(client, target, sha256, picture, stopping).send()


def _whole(client: CentreClient, target: str, picture: bytes) -> Reply | Passing:
    media_type = "image/png" if picture.startswith(b"\x89PNG") else "image/jpeg"
    return client.put(target, picture, key=None, media_type=media_type)


class _PictureInPieces:
    """One photograph on its way."""

    def __init__(
        self, client: CentreClient, target: str, sha256: str, picture: bytes, stopping: Callable[[], bool]
    ) -> None:
        self._client = client
        self._target = target
        self._sha256 = sha256
        self._picture = picture
        self._stopping = stopping
        self._piece = FIRST_PIECE

    def send(self) -> Reply | Passing:
        faults = 0
        reply = self._begin()
        while True:
            if isinstance(reply, Passing):
                faults += 1
                if reply.link or faults >= _FAULTS_IN_A_ROW:
                    return reply
                reply = self._begin()
            elif reply.upload_offset is None:
                return self._without_pieces(reply)
            elif reply.upload_offset >= len(self._picture):
                # Asked for by itself: the answer to the last piece may have been lost on the way.
                return self._client.get(self._target)
            elif self._stopping():
                return Passing(_STOPPED)
            else:
                start = reply.upload_offset
                reply = self._append(start)
                faults = 0 if isinstance(reply, Reply) and (reply.upload_offset or 0) > start else faults

    def _begin(self) -> Reply | Passing:
        """How much has arrived: of the upload there is, or of a new one."""
        text = base64.b64encode(self._sha256.encode()).decode()
        headers = {"Upload-Length": str(len(self._picture)), "Upload-Metadata": f"sha256 {text}"}
        return self._client.tus("POST", "/v1/uploads", headers)

    def _append(self, start: int) -> Reply | Passing:
        piece = self._picture[start : start + self._piece]
        checksum = base64.b64encode(hashlib.sha256(piece).digest()).decode()
        headers = {
            "Content-Type": "application/offset+octet-stream",
            "Upload-Offset": str(start),
            "Upload-Checksum": f"sha256 {checksum}",
        }
        began = time.monotonic()
        reply = self._client.tus("PATCH", f"/v1/uploads/{self._sha256}", headers, piece)
        if isinstance(reply, Passing):
            self._piece = FIRST_PIECE
            return reply
        if reply.status in {404, 409, 460}:
            # Damaged on the way, forgotten, or another workstation of the dealer goes on with it: from where it stands.
            return Passing(_STOPPED)
        if time.monotonic() - began < _PIECE_SECONDS:
            self._piece = min(self._piece * 2, LARGEST_PIECE)
        return reply

    def _without_pieces(self, reply: Reply) -> Reply | Passing:
        """What is no answer to an upload: a refusal, another server's page, or a centre that knows no pieces."""
        if reply.status in {404, 405}:
            return _whole(self._client, self._target, self._picture)
        return reply
