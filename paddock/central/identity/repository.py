"""Finding who is asking."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from paddock.central.identity.models import Dealer, StaffMember, Workstation
from paddock.central.identity.scope import DealerScope
from paddock.central.identity.sign_in_models import SignIn, SignInToken, StaffLogin
from paddock.central.identity.tokens import token_hash
from paddock.wire.staff import StaffRole


def scope_of_token(session: Session, token: str, now: datetime, *, staff_sign_in: bool) -> DealerScope | None:
    """Whose token this is: a workstation's own, or that of somebody signed in at one; None for an unknown one.

    Where `staff_sign_in` is wanted, a workstation's own token stands for nobody's role.
    """
    scope = scope_of_workstation(session, token)
    if scope is not None:
        return DealerScope(
            scope.dealer_id,
            scope.dealer_name,
            scope.workstation_id,
            scope.staff_name,
            role=None if staff_sign_in else StaffRole.MANAGER,
        )
    return _scope_of_access_token(session, token, now)


def scope_of_workstation(session: Session, token: str) -> DealerScope | None:
    """The enrolled workstation whose own token this is; None for an unknown or revoked one."""
    found = _scope(session, Workstation.token_sha256 == token_hash(token))
    return None if found is None else DealerScope(*found)


def _scope_of_access_token(session: Session, token: str, now: datetime) -> DealerScope | None:
    signed_in = session.execute(
        select(SignIn.workstation_id, StaffMember.name, StaffLogin.role)
        .join(SignInToken, SignInToken.sign_in_id == SignIn.id)
        .join(StaffMember, StaffMember.id == SignIn.staff_id)
        .join(StaffLogin, StaffLogin.staff_id == SignIn.staff_id)
        .where(
            SignInToken.token_sha256 == token_hash(token),
            SignInToken.kind == "access",
            SignInToken.expires_at > now,
            SignIn.ended_at.is_(None),
            StaffLogin.disabled_at.is_(None),
        )
    ).one_or_none()
    if signed_in is None:
        return None
    workstation_id, name, role = signed_in
    found = _scope(session, Workstation.id == workstation_id)
    return None if found is None else DealerScope(*found[:3], name, role=StaffRole(role))


def _scope(session: Session, which: ColumnElement[bool]) -> tuple[UUID, str, UUID, str] | None:
    row = session.execute(
        select(Dealer.id, Dealer.name, Workstation.id, StaffMember.name)
        .select_from(Workstation)
        .join(Dealer, Dealer.id == Workstation.dealer_id)
        .join(StaffMember, StaffMember.id == Workstation.staff_id)
        .where(which, Workstation.revoked_at.is_(None))
    ).one_or_none()
    return None if row is None else (row[0], row[1], row[2], row[3])
