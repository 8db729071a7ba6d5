"""The dependency through which every endpoint learns who is asking."""

from typing import Annotated, TypeAlias

from fastapi import Depends, Request

from paddock.central.centre import Centre, CentreHere
from paddock.central.identity.repository import scope_of_token, scope_of_workstation
from paddock.central.identity.scope import DealerScope
from paddock.central.problems import Refusal
from paddock.wire.problems import ProblemCode


def bearer_token(request: Request) -> str:
    """The token of the Authorization header; empty if there is none."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def current_scope(request: Request, centre: CentreHere) -> DealerScope:
    """Who is asking. Raises `Refusal(not_authenticated)` without a valid token, or where nobody is signed in."""
    scope = scope_of_bearer(centre, bearer_token(request))
    if scope is None or scope.role is None:
        raise Refusal(ProblemCode.NOT_AUTHENTICATED)
    return scope


def scope_of_bearer(centre: Centre, token: str) -> DealerScope | None:
    """Who shows this token now."""
    if not token:
        return None
    with centre.database.reading() as session:
        return scope_of_token(session, token, centre.clock(), staff_sign_in=centre.settings.staff_sign_in)


def current_workstation(request: Request, centre: CentreHere) -> DealerScope:
    """The workstation that asks for somebody, by its own token. Raises `Refusal(not_authenticated)` for any other."""
    with centre.database.reading() as session:
        scope = scope_of_workstation(session, bearer_token(request))
    if scope is None:
        raise Refusal(ProblemCode.NOT_AUTHENTICATED)
    return scope


CurrentWorkstation: TypeAlias = Annotated[DealerScope, Depends(current_workstation)]
"""An endpoint's parameter for the workstation that lets somebody sign in."""
CurrentScope: TypeAlias = Annotated[DealerScope, Depends(current_scope)]
"""An endpoint's parameter for who is asking."""
