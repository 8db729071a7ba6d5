"""The dependency through which every endpoint learns who is asking."""

from typing import Annotated, TypeAlias

from fastapi import Depends, Request

from paddock.central.centre import CentreHere
from paddock.central.identity.repository import scope_of_token
from paddock.central.identity.scope import DealerScope
from paddock.central.problems import Refusal
from paddock.wire.problems import ProblemCode


def bearer_token(request: Request) -> str:
    """The token of the Authorization header; empty if there is none."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def current_scope(request: Request, centre: CentreHere) -> DealerScope:
    """Who is asking. Raises `Refusal(not_authenticated)` without a valid token."""
    token = bearer_token(request)
    if token:
        with centre.database.reading() as session:
            scope = scope_of_token(session, token)
        if scope is not None:
            return scope
    raise Refusal(ProblemCode.NOT_AUTHENTICATED)


CurrentScope: TypeAlias = Annotated[DealerScope, Depends(current_scope)]
"""An endpoint's parameter for who is asking."""
