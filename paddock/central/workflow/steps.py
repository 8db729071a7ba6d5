"""The steps of a decision, each of which may run twice.

A process can die after a step's work and before its mark, so every step looks first whether its work is done:
effects are guarded by the application's row lock and its state.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from paddock.central.applications.models import ApplicationRecord
from paddock.central.applications.repository import lock, move
from paddock.central.centre import Centre
from paddock.central.gathering.gatherer import Gatherer, Screen
from paddock.central.gathering.kept import kept_answers
from paddock.central.lanes.clock import Promise, review_promise
from paddock.central.records.facts import note_decision
from paddock.central.records.own_records import OwnRecords
from paddock.central.risk.explanations import is_anti_fraud
from paddock.central.risk.publishing.decider import Decided, ToDecide
from paddock.central.sources.answers import SourceAnswer
from paddock.central.sources.client import SourceClient
from paddock.domain.sentences import Sentence
from paddock.domain.states import ApplicationState, DecisionOutcome
from paddock.wire.decisions import Decision, RuleOutcome

logger = logging.getLogger(__name__)


class DecisionMaker(Protocol):
    """Decides with what is in force, and keeps what the decision pins."""

    def declines_for_good(self, case: ToDecide, answers: Mapping[str, SourceAnswer], now: datetime) -> bool:
        """Whether the answers so far decline one application, whatever its terms."""

    def decide(self, case: ToDecide, answers: Mapping[str, SourceAnswer], now: datetime) -> Decided:
        """The decision on one application."""

    def keep(self, session: Session, application_id: UUID, decided: Decided, now: datetime) -> None:
        """Keep what the decision pins, in the transaction that records it."""

    def kept(self, decided: Decided) -> None:
        """After that transaction."""


@dataclass(frozen=True, slots=True)
class DecisionSteps:
    """The steps with what they need."""

    centre: Centre
    sources: SourceClient
    maker: DecisionMaker
    records: OwnRecords = field(default_factory=OwnRecords)

    def begin_gathering(self, application_id: UUID) -> None:
        """Received → gathering."""
        reason = Sentence("正在查询数据源", "Asking the data sources")
        self._advance(application_id, ApplicationState.RECEIVED, ApplicationState.GATHERING, reason)

    def gather(self, application_id: UUID, round_number: int) -> tuple[int, int, float | None]:
        """Ask the data sources and keep their answers; what is kept is never asked for again.

        Returns how many answered, of how many asked, and in how many seconds to try again if that is worth while:
        plain values, since a workflow begun by one release may be finished by another.
        """
        gathered = Gatherer(self.centre, self.sources, self._screen, self.records).gather(application_id, round_number)
        return gathered.answered, gathered.asked, gathered.again_in_seconds

    def _screen(self, application: ApplicationRecord) -> Screen:
        case = case_of(application)

        def declined(answers: Mapping[str, SourceAnswer]) -> bool:
            try:
                return self.maker.declines_for_good(case, answers, self.centre.clock())
            except DBAPIError:
                raise
            except Exception as error:  # noqa: BLE001 rules that cannot be evaluated spare nobody
                logger.error("no screening of %s: %s", case.id, type(error).__name__)  # noqa: TRY400
                return False

        return declined

    def begin_evaluating(self, application_id: UUID, answered: int, asked: int) -> None:
        """Gathering → evaluating."""
        reason = Sentence(
            f"数据源查询完毕 ({answered}/{asked} 已答复), 开始评估",
            f"Data sources done ({answered} of {asked} answered); evaluating",
        )
        self._advance(application_id, ApplicationState.GATHERING, ApplicationState.EVALUATING, reason)

    def decide(self, application_id: UUID) -> str:
        """Decide and record: decision, timeline and feed in one transaction, once for ever.

        Returns the state it led to.
        """
        with self.centre.database.reading() as session:
            application = session.get_one(ApplicationRecord, application_id)
            if application.application_state.is_decided:
                return application.state
            case = case_of(application)
            answers = kept_answers(session, application_id)
        now = self.centre.clock()
        try:
            decided = self.maker.decide(case, answers, now)
        except DBAPIError:
            raise  # the database is away: the step is tried again
        except Exception as error:  # noqa: BLE001 a rule set that cannot be evaluated must never approve or hang
            logger.error("no decision on %s: %s", application_id, type(error).__name__)  # noqa: TRY400
            return self._record(application_id, None, answers, now)
        state = self._record(application_id, decided, answers, now)
        self.maker.kept(decided)
        return state

    def _record(
        self, application_id: UUID, decided: Decided | None, answers: Mapping[str, SourceAnswer], now: datetime
    ) -> str:
        with self.centre.database.writing() as session:
            application = lock(session, application_id)
            if application.application_state.is_decided:
                return application.state
            if decided is None:
                application.decided_at = now
                _expect_answer(session, application, DecisionOutcome.REFERRED, now)
                note_decision(session, application_id, DecisionOutcome.REFERRED, answers, fraud_hit=False)
                move(session, application, ApplicationState.REFERRED, _NOT_EVALUATED, now)
                return application.state
            decision = decided.decision
            self.maker.keep(session, application_id, decided, now)
            application.decision_json = decision.model_dump_json()
            application.decided_at = now
            _expect_answer(session, application, decision.decision, now)
            note_decision(session, application_id, decision.decision, answers, fraud_hit=_is_fraud(decided))
            move(session, application, _STATES[decision.decision], reason_of(decision), now)
            return application.state

    def _advance(self, application_id: UUID, start: ApplicationState, end: ApplicationState, reason: Sentence) -> None:
        with self.centre.database.writing() as session:
            application = lock(session, application_id)
            if application.application_state is start:
                move(session, application, end, reason, self.centre.clock())


def _expect_answer(session: Session, application: ApplicationRecord, outcome: DecisionOutcome, now: datetime) -> None:
    """What waits for a person gets a new clock; for everything else the wait is over."""
    expected = (
        review_promise(session, application.lane, now) if outcome is DecisionOutcome.REFERRED else Promise(None, 0)
    )
    application.expected_by, application.expected_from = expected.by, expected.sample


def _is_fraud(decided: Decided) -> bool:
    """Whether a rule against fraud declined it: counted against the dealer's record."""
    cards = decided.engine.rules.cards
    return any(
        hit.outcome is RuleOutcome.DECLINE and is_anti_fraud(cards[hit.id][1]) for hit in decided.decision.rule_hits
    )


def case_of(application: ApplicationRecord) -> ToDecide:
    """An application as it is decided on."""
    return ToDecide(application.id, application.dealer_id, application.submission, application.lane)


def reason_of(decision: Decision) -> Sentence:
    """The sentence that stands beside the decided state in the timeline."""
    if decision.counteroffer is not None:
        return decision.counteroffer.sentence
    if decision.decision is DecisionOutcome.APPROVED:
        return Sentence(f"已批准, {len(decision.offers)} 个报价", f"Approved with {len(decision.offers)} offers")
    if decision.reasons:
        return decision.reasons[0].staff
    return _STATES[decision.decision].name_for_people


_STATES = {outcome: ApplicationState(outcome.value) for outcome in DecisionOutcome}
_NOT_EVALUATED = Sentence(
    "自动审批未能完成, 已转人工审核, 无需重新提交",
    "The automatic decision could not be made: a person looks at it, nothing needs to be sent again",
)
