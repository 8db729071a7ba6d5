"""`/v1/risk/session`: signing a browser in with a person's token, and out."""

import logging

from fastapi import APIRouter, Request, Response

from paddock.central.centre import CentreHere
from paddock.central.identity.lender import SESSION_LIFE, close_session, open_session, scope_of_staff_token
from paddock.central.identity.lender_dependencies import COOKIE, CurrentLender
from paddock.central.problems import Refusal
from paddock.central.risk.publishing import audit
from paddock.central.risk.publishing.messages import SignIn, WhoAmI
from paddock.wire.problems import ProblemCode

logger = logging.getLogger(__name__)

router = APIRouter(prefix="/v1/risk", tags=["risk"])


@router.post("/session")
def sign_in(order: SignIn, request: Request, response: Response, centre: CentreHere) -> WhoAmI:
    """Sign a browser in: the session lies in a cookie that no script reads and no other site makes it send."""
    now, address = centre.clock(), request.client.host if request.client else ""
    centre.failed_sign_ins.refuse_if_too_many(address, now)
    with centre.database.reading() as session:
        scope = scope_of_staff_token(session, order.token.strip())
    if scope is None:
        blocked = centre.failed_sign_ins.note(address, now)
        # At most ten lines in five minutes from one address: what comes after is refused before it is looked at.
        with centre.database.writing() as session:
            audit.note_refused(session, address, now, blocked=blocked)
        logger.warning("a sign-in to the risk page from %s was refused", address)
        raise Refusal(ProblemCode.NOT_AUTHENTICATED)
    centre.failed_sign_ins.forget(address)
    with centre.database.writing() as session:
        opened = open_session(session, scope, now)
        audit.note(session, scope, "sign_in", scope.name, "", now)
    response.set_cookie(
        COOKIE,
        opened.cookie,
        max_age=int(SESSION_LIFE.total_seconds()),
        path="/",
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )
    response.headers["Cache-Control"] = "no-store"
    return WhoAmI(id=scope.staff_id, name=scope.name, roles=sorted(scope.roles), csrf_token=opened.csrf_token)


@router.delete("/session", status_code=204)
def sign_out(request: Request, response: Response, who: CurrentLender, centre: CentreHere) -> None:
    """Sign the browser out."""
    with centre.database.writing() as session:
        close_session(session, request.cookies.get(COOKIE, ""))
        audit.note(session, who, "sign_out", who.name, "", centre.clock())
    response.delete_cookie(COOKIE, path="/")


@router.get("/me")
def read_me(who: CurrentLender, response: Response) -> WhoAmI:
    """Who is signed in."""
    response.headers["Cache-Control"] = "no-store"
    return WhoAmI(id=who.staff_id, name=who.name, roles=sorted(who.roles), csrf_token=who.csrf_token)
