"""The steps of a decision, each of which may run twice.

A process can die after a step's work and before its mark, so every step looks first whether its work is done:
effects are guarded by the application's row lock and its state.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from paddock.central.applications.models import ApplicationRecord, SourceAnswerRecord
from paddock.central.applications.repository import lock, move
from paddock.central.centre import Centre, chinese_date
from paddock.central.gathering.plan import plan_for
from paddock.central.lanes.clock import Promise, review_promise
from paddock.central.risk.publishing.decider import Decided, ToDecide
from paddock.central.sources.answers import SourceAnswer, SourceStatus, not_asked
from paddock.central.sources.client import Question, SourceClient, idempotency_key_for
from paddock.central.sources.declarations import SOURCES_BY_NAME
from paddock.central.sources.source import DataSource
from paddock.domain.sentences import Sentence
from paddock.domain.states import ApplicationState, DecisionOutcome
from paddock.wire.applications import ApplicationSubmission
from paddock.wire.decisions import Decision

logger = logging.getLogger(__name__)


class DecisionMaker(Protocol):
    """Decides with what is in force, and keeps what the decision pins."""

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

    def begin_gathering(self, application_id: UUID) -> None:
        """Received → gathering."""
        reason = Sentence("正在查询数据源", "Asking the data sources")
        self._advance(application_id, ApplicationState.RECEIVED, ApplicationState.GATHERING, reason)

    def ask(self, application_id: UUID, source_name: str) -> str:
        """Ask one source and keep its answer as received; an answer that is kept is never asked for again.

        Returns the answer's status: what a workflow records must hold no personal data.
        """
        with self.centre.database.reading() as session:
            kept = session.get(SourceAnswerRecord, (application_id, source_name))
            if kept is not None:
                return SourceAnswer.model_validate_json(kept.body).status.value
            submission = session.get_one(ApplicationRecord, application_id).submission
        answer = self._ask(application_id, SOURCES_BY_NAME[source_name], submission)
        with self.centre.database.writing() as session:
            # Locked, so that two runs of this step cannot both find the answer's place empty.
            lock(session, application_id)
            if session.get(SourceAnswerRecord, (application_id, source_name)) is None:
                session.add(
                    SourceAnswerRecord(
                        application_id=application_id,
                        source=source_name,
                        received_at=answer.received_at,
                        body=answer.model_dump_json(),
                    )
                )
        return answer.status.value

    def _ask(self, application_id: UUID, source: DataSource, submission: ApplicationSubmission) -> SourceAnswer:
        now = self.centre.clock()
        today = chinese_date(now)
        cause = plan_for(submission, today, sources=(source,)).not_asked.get(source.name)
        if cause is not None:
            return not_asked(source, cause, now)
        key = idempotency_key_for(str(application_id), source)
        return self.sources.ask(Question(source, source.query(submission, today), key)).answer

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
            case = ToDecide(application_id, application.dealer_id, application.submission, application.lane)
            answers = kept_answers(session, application_id)
        now = self.centre.clock()
        try:
            decided = self.maker.decide(case, answers, now)
        except DBAPIError:
            raise  # the database is away: the step is tried again
        except Exception as error:  # noqa: BLE001 a rule set that cannot be evaluated must never approve or hang
            logger.error("no decision on %s: %s", application_id, type(error).__name__)  # noqa: TRY400
            return self._record(application_id, None, now)
        state = self._record(application_id, decided, now)
        self.maker.kept(decided)
        return state

    def _record(self, application_id: UUID, decided: Decided | None, now: datetime) -> str:
        with self.centre.database.writing() as session:
            application = lock(session, application_id)
            if application.application_state.is_decided:
                return application.state
            if decided is None:
                application.decided_at = now
                _expect_answer(session, application, DecisionOutcome.REFERRED, now)
                move(session, application, ApplicationState.REFERRED, _NOT_EVALUATED, now)
                return application.state
            decision = decided.decision
            self.maker.keep(session, application_id, decided, now)
            application.decision_json = decision.model_dump_json()
            application.decided_at = now
            _expect_answer(session, application, decision.decision, now)
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


def kept_answers(session: Session, application_id: UUID) -> dict[str, SourceAnswer]:
    """The answers kept for an application, by source."""
    query = select(SourceAnswerRecord).where(SourceAnswerRecord.application_id == application_id)
    return {record.source: SourceAnswer.model_validate_json(record.body) for record in session.scalars(query)}


def count_answered(statuses: list[str]) -> tuple[int, int]:
    """How many answered, and how many were asked at all."""
    asked = [status for status in statuses if status != SourceStatus.NOT_ASKED]
    return sum(status == SourceStatus.ANSWERED for status in asked), len(asked)


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
