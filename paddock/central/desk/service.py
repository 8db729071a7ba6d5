"""The desk's verbs, as endpoints and command line both call them: each one transaction."""

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from paddock.central.centre import Centre
from paddock.central.desk import asks, cases
from paddock.central.desk.messages import CaseLine, CaseView, DecideOrder, Verb
from paddock.central.desk.verdicts import Verdicts
from paddock.central.desk.views import Picture, list_cases, picture_of, show_case
from paddock.central.identity.lender import LenderScope
from paddock.central.risk.publishing.decider import PublishedDecider
from paddock.central.risk.publishing.desk import RiskDesk


@dataclass(frozen=True)
class ReviewDesk:
    """The verbs over one centre; the rules are read at the first decision."""

    centre: Centre
    risk: RiskDesk

    @cached_property
    def verdicts(self) -> Verdicts:
        """Deciding with the rules in force."""
        return Verdicts(PublishedDecider(self.centre.database, self.risk.library))

    def list(self) -> list[CaseLine]:
        """Every case that waits for a person."""
        with self.centre.database.reading() as session:
            return list_cases(session)

    def show(self, application_id: UUID) -> CaseView:
        """One case, also after it was decided. Raises `Refusal`: `not_found`, `state_conflict`."""
        with self.centre.database.reading() as session:
            return show_case(session, application_id)

    def image(self, application_id: UUID, sha256: str) -> Picture:
        """A picture of a case: of its application or of an answer. Raises `Refusal(not_found)` for any other."""
        with self.centre.database.reading() as session:
            return picture_of(session, application_id, sha256)

    def claim(self, who: LenderScope, application_id: UUID) -> CaseView:
        """Take a case in hand. Raises `Refusal` like `cases.claim`."""
        with self.centre.database.writing() as session:
            cases.claim(session, who, application_id, self.centre.clock())
            return show_case(session, application_id)

    def release(self, who: LenderScope, application_id: UUID) -> CaseView:
        """Give a case back. Raises `Refusal` like `cases.release`."""
        with self.centre.database.writing() as session:
            cases.release(session, who, application_id, self.centre.clock())
            return show_case(session, application_id)

    def decide(self, who: LenderScope, application_id: UUID, order: DecideOrder) -> CaseView:
        """Approve, decline or ask. Raises `Refusal` like `Verdicts` and `asks.ask`."""
        now = self.centre.clock()
        with self.centre.database.writing() as session:
            if order.verb is Verb.ASK:
                asks.ask(session, who, application_id, order, now)
            elif order.verb is Verb.APPROVE:
                self.verdicts.approve(session, who, application_id, order, now)
            else:
                self.verdicts.decline(session, who, application_id, order, now)
            session.flush()
            return show_case(session, application_id)
