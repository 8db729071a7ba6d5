"""Links for signing on a phone: made by dealers under `/v1/contracts`, used by signers under `/v1/signing`."""

import io
from threading import Lock
from typing import Annotated
from uuid import UUID

import pypdfium2
from fastapi import APIRouter, Depends, Path, Request, Response

from paddock.central.centre import CentreHere
from paddock.central.contracts import links
from paddock.central.contracts.dependencies import DeskHere
from paddock.central.contracts.models import ContractRecord
from paddock.central.identity.dependencies import CurrentScope, bearer_token
from paddock.central.pages import page_router
from paddock.central.problems import Refusal
from paddock.domain.states import SignerRole
from paddock.wire.contracts import SigningLinkOffer
from paddock.wire.problems import ProblemCode
from paddock.wire.signing_links import CodeAnswer, LinkView, PhoneSignature

router = APIRouter(prefix="/v1", tags=["signing"])
signing_page_router = page_router("sign", "paddock.central.contracts.page")
_ONE_AT_A_TIME = Lock()
"""PDFium may be entered by one thread at a time."""
_PAGE_PIXELS = 1200


@router.post("/contracts/{contract_id}/links/{role}")
def make_link(
    contract_id: UUID, role: SignerRole, request: Request, scope: CurrentScope, centre: CentreHere
) -> SigningLinkOffer:
    """A fresh link for the signer whose turn it is; an earlier one for the same signer is dead."""
    with centre.database.writing() as session:
        contract = scope.get(session, ContractRecord, contract_id, lock=True)
        made = links.make_link(session, contract, role, scope.staff_name, centre.clock())
    base = (centre.settings.public_url or str(request.base_url)).rstrip("/")
    return SigningLinkOffer(url=f"{base}/sign/#{made.token}", role=role, expires_at=made.expires_at)


def _token(request: Request, centre: CentreHere) -> str:
    """The link's token, looked up before anything of the request is."""
    token = bearer_token(request)
    links.require_link(centre, token)
    return token


Token = Annotated[str, Depends(_token)]


@router.get("/signing")
def read_link(token: Token, centre: CentreHere) -> LinkView:
    """Where the link stands."""
    return links.look_at(centre, token)


@router.post("/signing/code", status_code=204)
def send_code(token: Token, centre: CentreHere, desk: DeskHere) -> None:
    """Send a code to the phone in the contract."""
    links.send_code(centre, desk, token)


@router.post("/signing/identity", status_code=204)
def identify(given: CodeAnswer, token: Token, centre: CentreHere) -> None:
    """Code and last four of the ID."""
    links.identify(centre, token, given)


@router.get("/signing/pages/{number}", response_class=Response)
def read_page(number: Annotated[int, Path(ge=1, le=60)], token: Token, centre: CentreHere) -> Response:
    """A page of the contract as a picture, for phones that show no PDF."""
    pdf = links.page_file_of(centre, token)
    with _ONE_AT_A_TIME, pypdfium2.PdfDocument(pdf) as document:
        if number > len(document):
            raise Refusal(ProblemCode.NOT_FOUND)
        page = document[number - 1]
        bitmap = page.render(scale=_PAGE_PIXELS / page.get_width(), draw_annots=True)
        picture = io.BytesIO()
        bitmap.to_pil().save(picture, "WEBP", quality=80)
        bitmap.close()
        page.close()
    return Response(picture.getvalue(), media_type="image/webp", headers={"Cache-Control": "private, no-store"})


@router.post("/signing/signature")
def sign(given: PhoneSignature, token: Token, centre: CentreHere, desk: DeskHere) -> LinkView:
    """Sign; the link is used up with it."""
    return links.sign(centre, desk, token, given)
