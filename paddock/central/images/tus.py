"""`/v1/uploads`: resumable upload by tus 1.0 (https://tus.io/protocols/resumable-upload).

Core protocol, with the extensions creation, expiration, checksum and termination. An upload's address is the hash that
its `Upload-Metadata` announces, so that it is found again by whoever knows the photograph.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Callable, Coroutine, Mapping
from email.utils import format_datetime
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request, Response
from fastapi.routing import APIRoute

from paddock.central.centre import CentreHere
from paddock.central.identity.dependencies import CurrentScope
from paddock.central.images.endpoints import ImageHash, image_body
from paddock.central.images.uploads import Standing, UploadDesk
from paddock.central.problems import Refusal, problem_response
from paddock.wire.problems import ProblemCode
from paddock.wire.receipts import RECEIPT_HEADER

VERSION: Final = "1.0.0"
EXTENSIONS: Final = "creation,expiration,checksum,termination"
_ALGORITHMS: Final = ("sha256", "sha1")
_PIECE: Final = "application/offset+octet-stream"
_SHA256 = re.compile(r"[0-9a-f]{64}")


class TusRoute(APIRoute):
    """Every answer says which version is spoken, faults too; a request in another version is refused with 412."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler with that around it."""
        handle = super().get_route_handler()

        async def handle_tus(request: Request) -> Response:
            try:
                if request.method != "OPTIONS" and request.headers.get("Tus-Resumable") != VERSION:
                    raise _refused(412, "Tus-Resumable")
                answer = await handle(request)
            except Refusal as refusal:
                answer = problem_response(refusal.problem)
            answer.headers.update({"Tus-Resumable": VERSION, "Tus-Version": VERSION})
            return answer

        return handle_tus


router = APIRouter(prefix="/v1/uploads", tags=["uploads"], route_class=TusRoute)


def _desk(scope: CurrentScope, centre: CentreHere) -> UploadDesk:
    return UploadDesk(centre, scope)


DeskHere = Annotated[UploadDesk, Depends(_desk)]


@router.options("", status_code=204)
@router.options("/{sha256}", status_code=204)
def read_options(centre: CentreHere) -> Response:
    """What this server can do."""
    headers = {
        "Tus-Extension": EXTENSIONS,
        "Tus-Max-Size": str(centre.settings.image_limit_bytes),
        "Tus-Checksum-Algorithm": ",".join(_ALGORITHMS),
    }
    return Response(status_code=204, headers=headers)


@router.post("", status_code=201)
def create_upload(request: Request, desk: DeskHere) -> Response:
    """Announce a photograph: its length, and its SHA-256 as `sha256` in the metadata."""
    length = _number(request, "Upload-Length")
    sha256 = metadata_of(request.headers.get("Upload-Metadata", "")).get("sha256", "")
    if not _SHA256.fullmatch(sha256):
        raise _refused(400, "Upload-Metadata: sha256 of the photograph, as 64 hexadecimal digits in Base64")
    standing = desk.begin(sha256, length)
    return Response(status_code=201, headers=_headers(standing) | {"Location": f"/v1/uploads/{sha256}"})


@router.head("/{sha256}")
def read_offset(sha256: ImageHash, desk: DeskHere) -> Response:
    """How far it has come."""
    standing = desk.standing(sha256)
    headers = _headers(standing) | {"Upload-Length": str(standing.length), "Cache-Control": "no-store"}
    return Response(status_code=200, headers=headers)


@router.patch("/{sha256}", status_code=204)
def append_piece(
    sha256: ImageHash, request: Request, desk: DeskHere, body: Annotated[bytes, Depends(image_body)]
) -> Response:
    """The next piece; on disk when this is answered. The last one's answer carries the receipt."""
    if request.headers.get("Content-Type", "").partition(";")[0].strip().lower() != _PIECE:
        raise _refused(415, _PIECE)
    offset = _number(request, "Upload-Offset")
    _require_checksum(request.headers.get("Upload-Checksum"), body)
    standing = desk.append(sha256, offset, body)
    if standing.answer is not None and standing.answer.status_code != 200:
        return standing.answer
    return Response(status_code=204, headers=_headers(standing))


@router.delete("/{sha256}", status_code=204)
def end_upload(sha256: ImageHash, desk: DeskHere) -> Response:
    """Forget what has arrived."""
    desk.give_up(sha256)
    return Response(status_code=204)


def metadata_of(header: str) -> Mapping[str, str]:
    """`Upload-Metadata` as text; empty for a value that is no Base64."""
    pairs = (pair.strip().partition(" ") for pair in header.split(","))
    return {key: _text(value) for key, _, value in pairs if key}


def _text(value: str) -> str:
    try:
        return base64.b64decode(value, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return ""


def _require_checksum(header: str | None, body: bytes) -> None:
    """Raises `Refusal`: `malformed_request` for an algorithm there is not, `checksum_mismatch`."""
    if header is None:
        return
    algorithm, _, given = header.partition(" ")
    if algorithm not in _ALGORITHMS:
        raise _refused(400, f"Upload-Checksum: {', '.join(_ALGORITHMS)}")
    digest = hashlib.new(algorithm, body, usedforsecurity=False).digest()
    if base64.b64encode(digest).decode() != given:
        raise Refusal(ProblemCode.CHECKSUM_MISMATCH)


def _number(request: Request, name: str) -> int:
    text = request.headers.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise _refused(400, name)
    return int(text)


def _headers(standing: Standing) -> dict[str, str]:
    headers = {"Upload-Offset": str(standing.received)}
    if standing.expires_at is not None:
        headers["Upload-Expires"] = format_datetime(standing.expires_at, usegmt=True)
    if standing.answer is not None and RECEIPT_HEADER in standing.answer.headers:
        headers[RECEIPT_HEADER] = standing.answer.headers[RECEIPT_HEADER]
    return headers


def _refused(status: int, detail: str) -> Refusal:
    """A malformed request with the status that the tus protocol wants for it."""
    refusal = Refusal(ProblemCode.MALFORMED_REQUEST, detail=detail)
    refusal.problem = refusal.problem.model_copy(update={"status": status})
    return refusal
