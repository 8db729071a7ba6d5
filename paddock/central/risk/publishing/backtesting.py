"""Running a draft's backtest over what the centre holds, in steps that each keep where they stand."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from paddock.central.applications.models import ApplicationRecord, SourceAnswerRecord
from paddock.central.centre import chinese_date
from paddock.central.database import Database
from paddock.central.identity.lender import LenderScope
from paddock.central.identity.models import Dealer
from paddock.central.problems import state_conflict
from paddock.central.risk.engine import DecisionEngine
from paddock.central.risk.gate import check
from paddock.central.risk.publishing import audit
from paddock.central.risk.publishing.backtest import BacktestReport, BacktestSource, PastCase, go_on
from paddock.central.risk.publishing.drafts import Drafts, documents_of
from paddock.central.risk.publishing.messages import BacktestOrder
from paddock.central.risk.publishing.sample_mix import MIX_SIZE, sample_mix
from paddock.central.risk.rule_set import RuleSet
from paddock.central.sources.answers import SourceAnswer

STEP: Final = 40
"""Applications in one step: well under a second of work."""


@dataclass(frozen=True, slots=True)
class Backtests:
    """Backtests of drafts and of files."""

    database: Database
    drafts: Drafts

    def step(self, who: LenderScope, draft_id: UUID, order: BacktestOrder) -> BacktestReport:
        """Begin a draft's backtest, or go on with it; returns the report so far.

        Raises `Refusal(state_conflict)` for a draft that the gate refuses, one that changed since the backtest
        began, or when there is nothing to go on with.
        """
        with self.database.reading() as session:
            draft = self.drafts.found(session, draft_id)
            documents, title, kept = documents_of(draft), draft.title, draft.backtest
        gated = check(documents, with_cases=False)
        if gated.rules is None:
            raise state_conflict("草稿未通过检查, 请先修正", "The gate refuses the draft: mend it first")
        if order.source is None:
            if kept is None:
                raise state_conflict("尚未开始回测", "No backtest was begun")
            report = BacktestReport.model_validate_json(kept)
        else:
            report = self.begin(gated.rules, order, self.drafts.clock())
        if report.candidate_sha256 != gated.rules.sha256:
            raise state_conflict("草稿已变化, 请重新开始回测", "The draft has changed: begin the backtest again")
        self.go_on(report, gated.rules)
        with self.database.writing() as session:
            draft = self.drafts.found(session, draft_id, lock=True)
            draft.backtest = report.model_dump_json()
            if report.finished:
                said = f"{report.candidate_sha256[:12]}: {report.changed_count} of {report.done} change"
                audit.note(session, who, "backtest", title, said, self.drafts.clock())
        return report

    def begin(self, rules: RuleSet, order: BacktestOrder, now: datetime) -> BacktestReport:
        """An empty report on what is to be decided again."""
        source = order.source or BacktestSource.APPLICATIONS
        with self.database.reading() as session:
            base = self.drafts.live(session).champion
            held = session.scalar(_decided(select(func.count()))) or 0
        return BacktestReport(
            base_sha256=base,
            candidate_sha256=rules.sha256,
            source=source,
            rules_on=chinese_date(now),
            total=min(order.limit, held if source is BacktestSource.APPLICATIONS else MIX_SIZE),
        )

    def go_on(self, report: BacktestReport, rules: RuleSet, most: int = STEP) -> BacktestReport:
        """Decide up to `most` more applications again, by both rule sets."""
        most = min(most, report.total - report.done)
        installed = self.drafts.library.installed
        base = self.drafts.library.engine(report.base_sha256)
        candidate = DecisionEngine(rules, installed.card, installed.catalogue)
        if report.source is BacktestSource.SAMPLE:
            return go_on(report, sample_mix(report.done + most, after=report.done), base, candidate)
        with self.database.reading() as session:
            cases = list(_past_cases(session, report.cursor, most))
        if len(cases) < most:
            report.total = report.done + len(cases)
        return go_on(report, cases, base, candidate)


def _decided(query: Any) -> Any:
    return query.select_from(ApplicationRecord).where(ApplicationRecord.decision_json.is_not(None))


def _past_cases(session: Session, cursor: str | None, most: int) -> Iterator[PastCase]:
    """Decided applications, the newest first (their ids are made in the order of time)."""
    query = _decided(select(ApplicationRecord)).order_by(ApplicationRecord.id.desc()).limit(most)
    if cursor is not None:
        query = query.where(ApplicationRecord.id < UUID(cursor))
    records = list(session.scalars(query))
    dealers = {dealer.id: dealer.name for dealer in session.scalars(select(Dealer))}
    answers: dict[UUID, dict[str, SourceAnswer]] = {}
    wanted = select(SourceAnswerRecord).where(SourceAnswerRecord.application_id.in_([record.id for record in records]))
    for row in session.scalars(wanted):
        answers.setdefault(row.application_id, {})[row.source] = SourceAnswer.model_validate_json(row.body)
    for record in records:
        decision = record.decision
        if decision is not None:
            yield PastCase(
                str(record.id),
                dealers[record.dealer_id],
                record.submission,
                answers.get(record.id, {}),
                decision.decided_at,
                decision,
            )


def kept_report(text: str | None) -> dict[str, Any] | None:
    """A draft's newest report as JSON, if there is one."""
    return None if text is None else dict(json.loads(text))
