"""How endpoints learn which member of the lender's staff is asking: by bearer token or by a browser's session."""

import secrets
from typing import Annotated, TypeAlias

from fastapi import Depends, Request

from paddock.central.centre import CentreHere
from paddock.central.identity.dependencies import bearer_token
from paddock.central.identity.lender import LenderRole, LenderScope, scope_of_cookie, scope_of_staff_token
from paddock.central.problems import Refusal
from paddock.wire.problems import ProblemCode

COOKIE = "paddock_risk"
CSRF_HEADER = "X-CSRF-Token"
_READS = frozenset({"GET", "HEAD"})


def current_lender(request: Request, centre: CentreHere) -> LenderScope:
    """Who is asking.

    A write from a browser must carry the session's token in a header: another site can make the browser send the
    cookie (which is SameSite=Strict besides), and cannot know the token.

    Raises `Refusal`: `not_authenticated`, or `not_permitted` for a write without that token.
    """
    token, cookie = bearer_token(request), request.cookies.get(COOKIE, "")
    with centre.database.reading() as session:
        scope = scope_of_staff_token(session, token) if token else None
        if scope is None and cookie:
            scope = scope_of_cookie(session, cookie, centre.clock())
    if scope is None:
        raise Refusal(ProblemCode.NOT_AUTHENTICATED)
    if scope.csrf_token is not None and request.method not in _READS:
        given = request.headers.get(CSRF_HEADER, "")
        if not secrets.compare_digest(given.encode(), scope.csrf_token.encode()):
            raise Refusal(ProblemCode.NOT_PERMITTED, detail=CSRF_HEADER)
    return scope


CurrentLender: TypeAlias = Annotated[LenderScope, Depends(current_lender)]
"""An endpoint's parameter for who of the lender's staff is asking."""


def _risk_manager(scope: CurrentLender) -> LenderScope:
    scope.require(LenderRole.RISK_MANAGER)
    return scope


def _risk_approver(scope: CurrentLender) -> LenderScope:
    scope.require(LenderRole.RISK_APPROVER)
    return scope


def _risk_staff(scope: CurrentLender) -> LenderScope:
    if LenderRole.RISK_APPROVER not in scope.roles:
        scope.require(LenderRole.RISK_MANAGER)
    return scope


RiskStaff: TypeAlias = Annotated[LenderScope, Depends(_risk_staff)]
"""Whoever may look at rules, drafts, snoozes and their audit."""
RiskManager: TypeAlias = Annotated[LenderScope, Depends(_risk_manager)]
RiskApprover: TypeAlias = Annotated[LenderScope, Depends(_risk_approver)]


def _reviewer(scope: CurrentLender) -> LenderScope:
    if LenderRole.SENIOR_REVIEWER not in scope.roles:
        scope.require(LenderRole.REVIEWER)
    return scope


Reviewer: TypeAlias = Annotated[LenderScope, Depends(_reviewer)]
"""Whoever may decide referred applications."""


def _consent_officer(scope: CurrentLender) -> LenderScope:
    scope.require(LenderRole.CONSENT_OFFICER)
    return scope


ConsentOfficer: TypeAlias = Annotated[LenderScope, Depends(_consent_officer)]
"""Whoever may look into the consent ledger of all dealers."""
