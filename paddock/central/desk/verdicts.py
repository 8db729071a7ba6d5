"""A person's decision on a referred application: the engine's own, with the rules waived that a person has answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from paddock.central.applications.models import ApplicationRecord
from paddock.central.applications.repository import move
from paddock.central.desk.cases import note_act, own_case, referred_application
from paddock.central.desk.messages import DecideOrder
from paddock.central.desk.models import ReviewCase
from paddock.central.desk.reasons import ReviewReason, reason_for
from paddock.central.gathering.kept import kept_answers
from paddock.central.identity.lender import LenderRole, LenderScope
from paddock.central.problems import Refusal, state_conflict
from paddock.central.records.facts import note_outcome
from paddock.central.risk.publishing.decider import Decided, PublishedDecider, ToDecide
from paddock.central.risk.publishing.reviewed import with_review
from paddock.central.sources.answers import SourceAnswer
from paddock.domain.money import Fen
from paddock.domain.sentences import Sentence
from paddock.domain.states import ApplicationState, DecisionOutcome
from paddock.wire.decisions import Decision, RuleOutcome, WaivedRule
from paddock.wire.problems import ProblemCode
from paddock.wire.reviews import Review, ReviewVerdict

FOUR_EYES_ABOVE: Final[Fen] = 50_000_000
"""More than this is approved by two people."""
REVIEWER_LIMIT: Final[Fen] = 100_000_000
"""More than this is approved by senior reviewers only."""
_BY_A_PERSON: Final = frozenset({RuleOutcome.REFER, RuleOutcome.NOT_EVALUATED})


def amount_of(application: ApplicationRecord) -> Fen:
    """What would be financed."""
    financing = application.submission.financing
    return financing.price_fen - financing.down_payment_fen


@dataclass(frozen=True, slots=True)
class Verdicts:
    """Approving and declining. What a rule declines, no person approves."""

    maker: PublishedDecider

    def approve(
        self, session: Session, who: LenderScope, application_id: UUID, order: DecideOrder, now: datetime
    ) -> bool:
        """Approve, or say that one would and leave the last word to a second person; whether it is approved.

        Raises `Refusal`: `state_conflict` for a case in other hands, one that the rules decline by now or that no
        plan fits, and for a second person who is the first; `not_permitted` beyond one's limit.
        """
        application, case = referred_application(session, application_id), own_case(session, who, application_id)
        reason = reason_for(order.reason_code, ReviewVerdict.APPROVED)
        amount = amount_of(application)
        if amount > REVIEWER_LIMIT and LenderRole.SENIOR_REVIEWER not in who.roles:
            raise Refusal(ProblemCode.NOT_PERMITTED, detail=LenderRole.SENIOR_REVIEWER.value)
        reviewers = [who.name]
        if amount > FOUR_EYES_ABOVE:
            if case.proposer_id is None:
                self._decide(session, application, reason, reviewers, now)  # so that nobody is asked in vain
                _propose(session, who, case, order, now)
                return False
            if case.proposer_id == who.staff_id:
                raise state_conflict("须由另一人复核", "A second person has to agree")
            reviewers = [case.proposer_name or "", who.name]
        decided = self._decide(session, application, reason, reviewers, now)
        self.maker.keep(session, application_id, decided, now)
        note_act(session, application_id, who, "approve", now, reason_code=reason.code, note=order.note)
        _settle(session, application, case, decided.decision, now)
        return True

    def decline(
        self, session: Session, who: LenderScope, application_id: UUID, order: DecideOrder, now: datetime
    ) -> None:
        """Decline. Raises `Refusal` like `approve`, limits aside: saying no takes one person."""
        application, case = referred_application(session, application_id), own_case(session, who, application_id)
        reason = reason_for(order.reason_code, ReviewVerdict.DECLINED)
        machine = application.decision or self._afresh(session, application, (), now).decision
        note_act(session, application_id, who, "decline", now, reason_code=reason.code, note=order.note)
        _settle(session, application, case, with_review(machine, _review(reason, [who.name], now)), now)

    def _decide(
        self,
        session: Session,
        application: ApplicationRecord,
        reason: ReviewReason,
        reviewers: list[str],
        now: datetime,
    ) -> Decided:
        """The engine's decision without the rules that a person has answered."""
        first = self._afresh(session, application, (), now).decision
        waived = tuple(
            WaivedRule(rule=hit.id, until=now, reason=f"{reason.code} {reason.staff.zh}", by=", ".join(reviewers))
            for hit in first.rule_hits
            if hit.outcome in _BY_A_PERSON
        )
        decided = self._afresh(session, application, waived, now)
        _refuse_unless_approved(decided.decision)
        reviewed = with_review(decided.decision, _review(reason, reviewers, now))
        return Decided(reviewed, decided.engine)

    def _afresh(
        self, session: Session, application: ApplicationRecord, waived: tuple[WaivedRule, ...], now: datetime
    ) -> Decided:
        answers: Mapping[str, SourceAnswer] = kept_answers(session, application.id)
        case = ToDecide(application.id, application.dealer_id, application.submission, application.lane, waived)
        return self.maker.decide(case, answers, now)


def _propose(session: Session, who: LenderScope, case: ReviewCase, order: DecideOrder, now: datetime) -> None:
    case.proposer_id, case.proposer_name, case.proposed_reason = who.staff_id, who.name, order.reason_code
    case.reviewer_id = case.reviewer_name = case.claimed_at = None
    note_act(session, case.application_id, who, "propose", now, reason_code=order.reason_code, note=order.note)


def _refuse_unless_approved(decision: Decision) -> None:
    if decision.decision is DecisionOutcome.DECLINED:
        said = decision.reasons[0].staff if decision.reasons else Sentence("规则拒绝", "a rule declines")
        raise state_conflict(
            f"规则不允许批准: {said.zh}; 请拒绝或请柜台修改后重新进件",
            f"The rules forbid it: {said.en}; decline it, or have the counter submit it anew with other terms",
        )
    if not decision.offers:
        raise state_conflict(
            "没有适合的融资方案, 请柜台调整条件后重新进件",
            "No finance plan fits: have the counter submit it anew with other terms",
        )


def _review(reason: ReviewReason, reviewers: list[str], now: datetime) -> Review:
    return Review(
        verdict=reason.verdict,
        reason_code=reason.code,
        staff=reason.staff,
        customer=reason.customer,
        reviewers=reviewers,
        reviewed_at=now,
    )


def _settle(
    session: Session, application: ApplicationRecord, case: ReviewCase, decision: Decision, now: datetime
) -> None:
    """A person's decision stands in the machine's place, and the dealer is told; what the machine said is kept."""
    case.machine_decision_json, case.decided_at = application.decision_json, now
    application.decision_json = decision.model_dump_json()
    application.expected_by = application.expected_from = None
    said = decision.review.staff if decision.review else Sentence("", "")
    reason = Sentence(f"人工审核: {said.zh}", f"Reviewed by a person: {said.en}")
    note_outcome(session, application.id, decision.decision)
    move(session, application, ApplicationState(decision.decision.value), reason, now)
