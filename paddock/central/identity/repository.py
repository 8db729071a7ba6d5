"""Finding who is asking."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from paddock.central.identity.models import Dealer, StaffMember, Workstation
from paddock.central.identity.scope import DealerScope
from paddock.central.identity.tokens import token_hash


def scope_of_token(session: Session, token: str) -> DealerScope | None:
    """Whose token this is; None for an unknown or revoked one."""
    row = session.execute(
        select(Workstation, Dealer, StaffMember)
        .join(Dealer, Dealer.id == Workstation.dealer_id)
        .join(StaffMember, StaffMember.id == Workstation.staff_id)
        .where(Workstation.token_sha256 == token_hash(token), Workstation.revoked_at.is_(None))
    ).one_or_none()
    if row is None:
        return None
    workstation, dealer, staff = row
    return DealerScope(
        dealer_id=dealer.id, dealer_name=dealer.name, workstation_id=workstation.id, staff_name=staff.name
    )
