"""The one place where a query is narrowed to a dealer."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from paddock.central.identity.models import OwnedByDealer
from paddock.central.problems import Refusal
from paddock.wire.problems import ProblemCode
from paddock.wire.staff import StaffRole

Owned = TypeVar("Owned", bound=OwnedByDealer)


@dataclass(frozen=True, slots=True)
class DealerScope:
    """Who is asking, and so what may be seen: the rows of one dealer and no others.

    Endpoints get it from `CurrentScope`; repositories take it and never a bare dealer id from outside.
    """

    dealer_id: UUID
    dealer_name: str
    workstation_id: UUID
    staff_name: str
    role: StaffRole | None = StaffRole.MANAGER
    """None: nobody is signed in at the workstation, and this centre wants somebody to be."""

    def require(self, roles: Collection[StaffRole]) -> None:
        """Raise `Refusal`: `not_authenticated` when nobody is signed in, `not_permitted` for another role."""
        if self.role is None:
            raise Refusal(ProblemCode.NOT_AUTHENTICATED)
        if self.role not in roles:
            raise Refusal(ProblemCode.NOT_PERMITTED, detail=f"{self.role}; needed: {', '.join(sorted(roles))}")

    def select(self, model: type[Owned]) -> Select[Owned]:
        """A query over the dealer's own rows of `model`."""
        return select(model).where(model.dealer_id == self.dealer_id)

    def get(self, session: Session, model: type[Owned], row_id: UUID, *, lock: bool = False) -> Owned:
        """The dealer's row `row_id`, locked for change if asked.

        Raises `Refusal(not_found)` for another dealer's row just as for none at all, so that nothing can be
        learned by trying.
        """
        key: InstrumentedAttribute[Any] = model.id  # type: ignore[attr-defined]
        query = self.select(model).where(key == row_id)
        found = session.scalars(query.with_for_update() if lock else query).one_or_none()
        if found is None:
            raise Refusal(ProblemCode.NOT_FOUND)
        return found
