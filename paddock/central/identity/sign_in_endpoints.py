"""`/v1/oauth/token` (RFC 6749) and `/v1/oauth/revoke` (RFC 7009), for a workstation that shows its own token.

Faults are problem documents, as everywhere.
"""

from typing import Annotated
from urllib.parse import parse_qs

from fastapi import APIRouter, Depends, Request, Response

from paddock.central.bodies import read_body
from paddock.central.centre import CentreHere
from paddock.central.identity.dependencies import CurrentWorkstation
from paddock.central.identity.sign_in import SignInDesk
from paddock.central.problems import Refusal
from paddock.wire.problems import ProblemCode
from paddock.wire.staff import REVOKE_PATH, TOKEN_PATH, TokenGrant

router = APIRouter(tags=["sign-in"])

_FORM_LIMIT = 8 * 1024
_NEVER_KEPT = {"Cache-Control": "no-store"}
"""RFC 6749, section 5.1."""


async def sign_in_form(request: Request, _workstation: CurrentWorkstation) -> dict[str, str]:
    """The form's fields, each given once. Raises `Refusal(malformed_request)`."""
    body = await read_body(request, _FORM_LIMIT)
    try:
        fields = parse_qs(body.decode("ascii"), keep_blank_values=True, strict_parsing=bool(body), errors="strict")
    except ValueError as error:
        raise Refusal(ProblemCode.MALFORMED_REQUEST, detail="application/x-www-form-urlencoded") from error
    if any(len(values) > 1 for values in fields.values()):
        raise Refusal(ProblemCode.MALFORMED_REQUEST, detail="a field was given twice")
    return {name: values[0] for name, values in fields.items()}


SignInForm = Annotated[dict[str, str], Depends(sign_in_form)]


@router.post(TOKEN_PATH)
def give_token(form: SignInForm, workstation: CurrentWorkstation, centre: CentreHere, response: Response) -> TokenGrant:
    """`grant_type=password` with `username`, `password` and `otp`, or `refresh_token` with `refresh_token`."""
    desk = SignInDesk(centre, workstation)
    response.headers.update(_NEVER_KEPT)
    match form:
        case {"grant_type": "password", "username": username, "password": password}:
            return desk.by_password(username, password, form.get("otp", ""))
        case {"grant_type": "refresh_token", "refresh_token": token}:
            return desk.by_refresh(token)
    raise Refusal(ProblemCode.MALFORMED_REQUEST, detail="grant_type: password or refresh_token, with its fields")


@router.post(REVOKE_PATH, status_code=204)
def revoke_token(form: SignInForm, workstation: CurrentWorkstation, centre: CentreHere) -> Response:
    """Sign out: the sign-in of this `token`, and all of its tokens, end."""
    SignInDesk(centre, workstation).end(form.get("token", ""))
    return Response(status_code=204)
