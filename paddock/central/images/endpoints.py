"""`/v1/images/{sha256}`: the address is the hash of the body, so sending twice is sending once."""

from typing import Annotated, TypeAlias

from fastapi import APIRouter, Depends, Path, Request, Response

from paddock.central.bodies import read_body
from paddock.central.centre import CentreHere
from paddock.central.identity.dependencies import CurrentScope
from paddock.central.images.service import ImageIntake
from paddock.wire.applications import ImageReceipt

router = APIRouter(prefix="/v1/images", tags=["images"])

ImageHash: TypeAlias = Annotated[str, Path(pattern=r"^[0-9a-f]{64}$")]


async def image_body(request: Request, centre: CentreHere, _scope: CurrentScope) -> bytes:
    """The raw body; read only after the workstation is known."""
    return await read_body(request, centre.settings.image_limit_bytes)


@router.put("/{sha256}", response_model=ImageReceipt)
def put_image(
    sha256: ImageHash,
    scope: CurrentScope,
    centre: CentreHere,
    body: Annotated[bytes, Depends(image_body)],
) -> Response:
    """Keep an image. Answered only when it is on disk."""
    return ImageIntake(centre, scope).take(sha256, body)


@router.get("/{sha256}", response_model=ImageReceipt)
def read_image_receipt(sha256: ImageHash, scope: CurrentScope, centre: CentreHere) -> Response:
    """What the image was answered with, if the centre has it; the image itself is not given out."""
    return ImageIntake(centre, scope).known(sha256)
