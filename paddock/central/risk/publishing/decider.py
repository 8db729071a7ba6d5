"""Deciding with what is published: one line-up, read once, from the beginning of a decision to its end."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from paddock.central.database import Database
from paddock.central.risk.challenger_shadow import ChallengerScore, ChallengerShadow
from paddock.central.risk.engine import Circumstances, DecisionEngine
from paddock.central.risk.features import Evidence
from paddock.central.risk.publishing.library import PolicyLibrary
from paddock.central.risk.publishing.line_up import LineUp, newest_line_up
from paddock.central.risk.publishing.models import ChallengerRecord, ShadowDecision
from paddock.central.risk.publishing.reviewed import with_review
from paddock.central.risk.publishing.snoozes import waivers_for
from paddock.central.risk.screening import declined_for_good
from paddock.central.sources.answers import SourceAnswer
from paddock.central.sources.declarations import SOURCES, SOURCES_BY_NAME, DataSource
from paddock.wire.applications import ApplicationSubmission
from paddock.wire.decisions import Decision, WaivedRule

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ToDecide:
    """An application with what published policy hangs on: its id and its dealer."""

    id: UUID
    dealer_id: UUID
    submission: ApplicationSubmission
    lane: str | None = None
    """The lane that serves it."""
    waived: tuple[WaivedRule, ...] = ()
    """Rules that a person has answered, beside those that are snoozed."""


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision, the engine that made it, what a shadow rule set would have decided, and what a challenger says."""

    decision: Decision
    engine: DecisionEngine
    shadow: Decision | None = None
    challenger: ChallengerScore | None = None


class PublishedDecider:
    """Decides applications with the line-up in force at the moment; every decision names it."""

    def __init__(self, database: Database, library: PolicyLibrary, challenger: ChallengerShadow | None = None) -> None:
        self._database = database
        self._library = library
        self._challenger = challenger

    def decide(self, case: ToDecide, answers: Mapping[str, SourceAnswer], now: datetime) -> Decided:
        """Decide.

        Raises:
            EnvironmentFault: what is in force cannot be used by this program; nothing is decided with something else.
        """
        line_up, circumstances = self._in_force(case, now)
        engine = self._library.engine(line_up.rule_set(circumstances.arm))
        decision = engine.decide(case.submission, answers, now, circumstances)
        shadow = self._shadow(line_up, circumstances.waived, case, answers, now)
        challenger = None
        if self._challenger is not None:
            challenger = self._challenger.score(engine.features(case.submission, answers, now))
        return Decided(decision, engine, shadow, challenger)

    def declines_for_good(self, case: ToDecide, answers: Mapping[str, SourceAnswer], now: datetime) -> bool:
        """Whether what is known so far declines it whatever its terms. Raises as `decide` does."""
        line_up, circumstances = self._in_force(case, now)
        evidence = Evidence.read(answers)
        engine = self._library.engine(line_up.rule_set(circumstances.arm))
        assessor = engine.assessor(now, circumstances, evidence.spared | evidence.declined_before)
        return declined_for_good(assessor, case.submission, evidence, now) is not None

    def _in_force(self, case: ToDecide, now: datetime) -> tuple[LineUp, Circumstances]:
        """What is published now, and what is snoozed for this application."""
        with self._database.reading() as session:
            line_up = newest_line_up(session, self._library.installed.rules.sha256)
            waived = (*waivers_for(session, case.dealer_id, case.submission, now), *case.waived)
        arm = line_up.arm_for(case.id)
        return line_up, Circumstances(waived=waived, release=line_up.number, arm=arm, service_lane=case.lane)

    def keep(self, session: Session, application_id: UUID, decided: Decided, now: datetime) -> None:
        """Keep what the decision pins and what the shadows said, in the transaction that records the decision."""
        self._library.store(session, decided.engine, now)
        shadow, challenger, decision = decided.shadow, decided.challenger, decided.decision
        if shadow is not None:
            session.add(
                ShadowDecision(
                    application_id=application_id,
                    rule_set_sha256=shadow.pinned.rule_set_sha256,
                    outcome=shadow.decision.value,
                    used_outcome=decision.decision.value,
                    rules=",".join(hit.id for hit in shadow.rule_hits),
                    decided_at=now,
                )
            )
        if challenger is not None:
            session.add(
                ChallengerRecord(
                    application_id=application_id,
                    challenger=challenger.challenger,
                    bad_probability=challenger.bad_probability,
                    scorecard=decision.pinned.scorecard,
                    score=decision.score,
                    outcome=decision.decision.value,
                    decided_at=now,
                )
            )

    def kept(self, decided: Decided) -> None:
        """After the commit of `keep`: what was stored need not be stored again."""
        self._library.remember_stored(decided.engine)

    def _shadow(
        self,
        line_up: LineUp,
        waived: tuple[WaivedRule, ...],
        case: ToDecide,
        answers: Mapping[str, SourceAnswer],
        now: datetime,
    ) -> Decision | None:
        if line_up.shadow is None:
            return None
        circumstances = Circumstances(waived=waived, release=line_up.number, advice=0)
        try:
            return self._library.engine(line_up.shadow).decide(case.submission, answers, now, circumstances)
        except Exception as error:  # noqa: BLE001 - what is only watched must not stop what is in force
            logger.warning("no shadow decision on %s: %s", case.id, type(error).__name__)
            return None


def replay(
    library: PolicyLibrary,
    submission: ApplicationSubmission,
    answers: Mapping[str, SourceAnswer],
    decision: Decision,
) -> Decision:
    """The decision made again from what it pins: rules, card, catalogue, sources, snoozes and time.

    Raises:
        EnvironmentFault: a pinned document is not kept.
    """
    circumstances = Circumstances(
        sources=sources_of(decision),
        waived=tuple(decision.waived),
        release=decision.pinned.release,
        arm=decision.pinned.arm,
        advice=decision.pinned.advice,
        service_lane=decision.service_lane,
    )
    again = library.engine_of(decision.pinned).decide(submission, answers, decision.decided_at, circumstances)
    return again if decision.review is None else with_review(again, decision.review)


def sources_of(decision: Decision) -> Sequence[DataSource]:
    """The sources that were connected when a decision was made."""
    known = [SOURCES_BY_NAME[name] for name in decision.sources if name in SOURCES_BY_NAME]
    return SOURCES if len(known) == len(SOURCES) else known
