"""`PUT /v1/images/{sha256}`: the address is the hash of the body, so sending twice is sending once."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request
from sqlalchemy.exc import IntegrityError

from paddock.central.centre import Centre, CentreHere
from paddock.central.identity.dependencies import CurrentScope
from paddock.central.identity.scope import DealerScope
from paddock.central.images.models import ImageRecord
from paddock.central.images.repository import find_image
from paddock.central.problems import Refusal
from paddock.central.writes import read_body
from paddock.wire.applications import ImageReceipt
from paddock.wire.messages import sha256_hex
from paddock.wire.problems import ProblemCode

router = APIRouter(prefix="/v1/images", tags=["images"])

_SIGNATURES = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}


async def image_body(request: Request, centre: CentreHere, _scope: CurrentScope) -> bytes:
    """The raw body; read only after the workstation is known."""
    return await read_body(request, centre.settings.image_limit_bytes)


@router.put("/{sha256}")
def put_image(
    sha256: Annotated[str, Path(pattern=r"^[0-9a-f]{64}$")],
    scope: CurrentScope,
    centre: CentreHere,
    body: Annotated[bytes, Depends(image_body)],
) -> ImageReceipt:
    """Keep an image. Answered only when it is on disk (the database's commit)."""
    if sha256_hex(body) != sha256:
        raise Refusal(ProblemCode.IMAGE_DAMAGED, hashes={"expected": sha256, "received": sha256_hex(body)})
    media_type = next((name for start, name in _SIGNATURES.items() if body.startswith(start)), None)
    if media_type is None:
        raise Refusal(ProblemCode.MALFORMED_REQUEST, detail="neither a JPEG nor a PNG image")
    with centre.database.reading() as session:
        known = find_image(session, scope, sha256) is not None
    if not known:
        _keep(centre, scope, sha256, media_type, body)
    return ImageReceipt(sha256=sha256, size_bytes=len(body))


def _keep(centre: Centre, scope: DealerScope, sha256: str, media_type: str, body: bytes) -> None:
    record = ImageRecord(
        dealer_id=scope.dealer_id,
        sha256=sha256,
        media_type=media_type,
        size_bytes=len(body),
        received_at=centre.clock(),
        body=body,
    )
    try:
        with centre.database.writing() as session:
            session.add(record)
    except IntegrityError:
        # Two uploads of the same picture met; the other one kept the same bytes.
        with centre.database.reading() as session:
            if find_image(session, scope, sha256) is None:
                raise
