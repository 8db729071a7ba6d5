"""Rule sets, drafts and releases as the page for risk managers reads them."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from pydantic import ValidationError
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from paddock.central.identity.lender import LenderScope, LenderStaff
from paddock.central.risk.case_checks import run_rule_cases
from paddock.central.risk.cases import CASES_FILE, RuleCase
from paddock.central.risk.faults import GateFault
from paddock.central.risk.feature_list import APPLICATION, CHOICES, FEATURES, SCORECARD, Feature
from paddock.central.risk.gate import REGISTER_FILE, Gated, check
from paddock.central.risk.live_rules import Dormancy
from paddock.central.risk.publishing.edits import content_of, rows_of_rule
from paddock.central.risk.publishing.line_up import LineUp
from paddock.central.risk.publishing.messages import (
    CaseView,
    CheckView,
    DraftState,
    DraftSummary,
    DraftView,
    FaultView,
    FeatureView,
    LiveView,
    ReleaseView,
    RowView,
    RuleSetView,
    TableView,
)
from paddock.central.risk.publishing.models import RuleDraft, RuleRelease, ShadowDecision
from paddock.central.risk.register import Register
from paddock.central.risk.rule_set import RuleSet, sha256_of
from paddock.central.sources.declarations import SOURCES_BY_NAME

CONNECTED = frozenset(SOURCES_BY_NAME)


def feature_view(feature: Feature) -> FeatureView:
    """An input."""
    return FeatureView(
        name=feature.name,
        kind=feature.kind.value,
        kind_caption=feature.kind.caption,
        caption=feature.caption,
        source=feature.source,
        connected=feature.source in CONNECTED | {APPLICATION, SCORECARD},
        choices={choice: CHOICES[choice] for choice in feature.choices},
        low=f"{feature.low:f}" if feature.is_number else None,
        high=f"{feature.high:f}" if feature.is_number else None,
    )


def fault_view(fault: GateFault) -> FaultView:
    """A fault."""
    return FaultView(file=fault.file, row=fault.row, column=fault.column, message=fault.sentence)


def check_view(documents: Mapping[str, Any], gated: Gated) -> CheckView:
    """What the gate found."""
    return CheckView(
        sha256=sha256_of(documents),
        passed=not gated.faults,
        faults=[fault_view(fault) for fault in gated.faults],
        notices=[fault_view(notice) for notice in gated.notices],
        cases=len(gated.results),
        cases_failed=sum(not result.passed for result in gated.results),
    )


def rule_set_view(documents: Mapping[str, Any], today: date) -> RuleSetView | None:
    """A rule set, also one that the gate refuses; None when even its register cannot be read."""
    try:
        register = Register.model_validate_json(json.dumps(documents[REGISTER_FILE]))
    except (KeyError, ValidationError):
        return None
    tables = []
    for group in register.groups:
        content = content_of(documents, group.id)
        fields = {column["id"]: column["field"] for column in content["inputs"]}
        outcome = next(column["id"] for column in content["outputs"] if column["field"] == "outcome")
        rows = [
            RowView(
                id=row["_id"],
                rule=row["_id"].rpartition(".")[0],
                outcome=row.get(outcome, "").strip('"'),
                cells={fields[column]: text for column, text in row.items() if column in fields and text.strip()},
            )
            for row in content["rules"]
        ]
        tables.append(TableView(group=group, columns=list(fields.values()), rows=rows))
    cases = documents[CASES_FILE]["cases"]
    return RuleSetView(
        sha256=sha256_of(documents),
        version=register.version,
        tables=tables,
        cards=register.rules,
        cases={card.id: len(cases.get(card.id, [])) for card in register.rules},
        dormant=_dormant(register, tables, today),
    )


def _dormant(register: Register, tables: list[TableView], today: date) -> dict[str, Dormancy]:
    awake = {
        row.rule
        for table in tables
        for row in table.rows
        if all(name in FEATURES and feature_view(FEATURES[name]).connected for name in row.cells)
    }
    found = {}
    for card in register.rules:
        if not card.in_force(today):
            found[card.id] = Dormancy.NOT_YET if today < card.effective_from else Dormancy.EXPIRED
        elif card.id not in awake:
            found[card.id] = Dormancy.NO_SOURCE
    return found


def cases_of_rule(documents: Mapping[str, Any], rule: str) -> list[CaseView]:
    """The test cases of one rule, each put to the engine; unsaid where its rows cannot be read."""
    cases = [RuleCase.model_validate(case) for case in documents[CASES_FILE]["cases"].get(rule, [])]
    rows = rows_of_rule(documents, rule)
    if not rows or not all(row.cells for row in rows):
        return [CaseView(number=number, case=case, said=None, passed=False) for number, case in enumerate(cases, 1)]
    return [
        CaseView(number=result.number, case=result.case, said=result.said, passed=result.passed)
        for result in run_rule_cases(rule, rows, cases)
    ]


def draft_summary(session: Session, draft: RuleDraft, who: LenderScope, live: LineUp) -> DraftSummary:
    """A draft in a list."""
    author = session.get_one(LenderStaff, draft.author_id)
    backtest = json.loads(draft.backtest) if draft.backtest else None
    return DraftSummary(
        id=draft.id,
        title=draft.title,
        state=DraftState(draft.state),
        author=author.name,
        mine=str(who.staff_id) in draft.contributors.split(","),
        base_sha256=draft.base_sha256,
        base_is_live=draft.base_sha256 == live.champion,
        sha256=draft.sha256,
        revision=draft.revision,
        checked=draft.checked_sha256 == draft.sha256,
        backtested=is_backtested(draft, backtest),
        note=draft.note,
        updated_at=draft.updated_at,
    )


def is_backtested(draft: RuleDraft, backtest: Mapping[str, Any] | None) -> bool:
    """Whether the newest backtest is finished and of the draft as it stands."""
    if backtest is None:
        return False
    return bool(backtest["candidate_sha256"] == draft.sha256 and backtest["done"] >= backtest["total"])


def draft_view(summary: DraftSummary, documents: Mapping[str, Any], today: date, touched: Iterable[str]) -> DraftView:
    """A draft with what the gate says of it; the cases of the `touched` rules are run."""
    gated = check(documents, with_cases=False)
    known = {card["id"] for card in documents[REGISTER_FILE]["rules"]}
    return DraftView(
        draft=summary,
        rules=rule_set_view(documents, today),
        faults=[fault_view(fault) for fault in gated.faults],
        cases={rule: cases_of_rule(documents, rule) for rule in dict.fromkeys(touched) if rule in known},
    )


def release_view(session: Session, row: RuleRelease) -> ReleaseView:
    """A line of the history."""
    author = None if row.author_id is None else session.get_one(LenderStaff, row.author_id).name
    return ReleaseView(
        number=row.number,
        champion=row.champion,
        challenger=row.challenger,
        challenger_percent=row.challenger_percent,
        shadow=row.shadow,
        action=row.action,
        title=row.title,
        author=author,
        approver=session.get_one(LenderStaff, row.approver_id).name,
        restores=row.restores,
        at=row.at,
    )


def installed_release(sha256: str) -> ReleaseView:
    """The line of the history that stands before all: what came with the program."""
    return ReleaseView(
        number=0,
        champion=sha256,
        challenger=None,
        challenger_percent=0,
        shadow=None,
        action="installed",
        title="",
        author=None,
        approver=None,
        restores=None,
        at=None,
    )


def live_view(session: Session, line_up: LineUp, rules: RuleSet, installed: str, today: date) -> LiveView:
    """What is in force."""
    row = session.get(RuleRelease, line_up.number)
    live = rules.live(today, CONNECTED)
    compared, agreed = 0, 0
    if line_up.shadow is not None:
        counts = select(func.count(), func.count().filter(ShadowDecision.outcome == ShadowDecision.used_outcome)).where(
            ShadowDecision.rule_set_sha256 == line_up.shadow
        )
        compared, agreed = session.execute(counts).one()
    return LiveView(
        release=installed_release(line_up.champion) if row is None else release_view(session, row),
        version=rules.register.version,
        rules=len(rules.register.rules),
        dormant=len(live.dormant),
        installed_sha256=installed,
        shadow_compared=compared,
        shadow_agreed=agreed,
    )
