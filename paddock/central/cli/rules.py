"""`paddock-central rules`: check a rule set on files alone, backtest it, hand it in, approve it, go back."""

import json
from pathlib import Path
from typing import Any
from uuid import UUID

import click

from paddock.central.cli.lender_options import refusals_said, staff_of, token_file_option
from paddock.central.cli.options import data_dir_option, opened, read_settings
from paddock.central.database import utc_now
from paddock.central.identity.lender import LenderRole, LenderScope
from paddock.central.migrations.run import is_begun, require_newest
from paddock.central.risk.card_files import CardShelf
from paddock.central.risk.engine import DecisionEngine
from paddock.central.risk.gate import RULES_DIRECTORY, Gated, check, read_documents
from paddock.central.risk.publishing.backtest import BacktestReport, BacktestSource
from paddock.central.risk.publishing.backtesting import STEP
from paddock.central.risk.publishing.desk import RiskDesk
from paddock.central.risk.publishing.drafts import restore
from paddock.central.risk.publishing.messages import ApproveOrder, BacktestOrder, Target
from paddock.central.risk.publishing.views import CONNECTED, check_view
from paddock.central.risk.rule_set import RuleSet
from paddock.central.settings import Settings
from paddock.domain.errors import BadInput, Finding
from paddock.domain.money import format_yuan
from paddock.domain.sentences import Language, Sentence
from paddock.domain.states import ApplicationState

_directory = click.argument("directory", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
_lang = click.option("--lang", type=click.Choice(["zh_CN", "en"]), default="zh_CN", show_default=True)
_source = click.option(
    "--sample", is_flag=True, help="Decide the program's sample mix again instead of the centre's past applications."
)
_limit = click.option(
    "--limit", type=click.IntRange(1, 100_000), default=1_000, show_default=True, help="How many applications at most."
)


@click.group()
def rules() -> None:
    """Check, backtest and publish rule sets."""


@rules.command("check")
@_directory
@_json
@_lang
@click.pass_context
def check_command(ctx: click.Context, directory: Path | None, lang: Language, *, as_json: bool) -> None:
    """Put the rule set in DIRECTORY (or the installed one) through the gate; needs no database. Exit 1: refused."""
    documents = _documents(directory or RULES_DIRECTORY)
    gated = check(documents)
    if as_json:
        view = check_view(documents, gated).model_dump(mode="json")
        click.echo(json.dumps(view | _counts(gated.rules), ensure_ascii=False))
    else:
        for notice in gated.notices:
            click.echo(notice.said.in_language(lang))
        for fault in gated.faults:
            click.echo(fault.said.in_language(lang), err=True)
        click.echo(_checked(gated).in_language(lang), err=bool(gated.faults))
    ctx.exit(Finding.exit_code if gated.faults else 0)


@rules.command("backtest")
@_directory
@_source
@_limit
@data_dir_option
@_json
@_lang
def backtest_command(
    directory: Path | None, limit: int, data_dir: Path | None, lang: Language, *, sample: bool, as_json: bool
) -> None:
    """Decide past applications again with the rules in DIRECTORY and with those in force; writes nothing."""
    candidate = _passed(check(_documents(directory or RULES_DIRECTORY)))
    settings = read_settings(data_dir=data_dir)
    with opened(settings) as centre:
        if not is_begun(centre.database):
            if not sample:
                raise _no_past()
            report = _on_the_sample(candidate, limit, settings)
        else:
            require_newest(centre.database)
            desk = RiskDesk(centre)
            source = BacktestSource.SAMPLE if sample else BacktestSource.APPLICATIONS
            report = desk.backtests.begin(candidate, BacktestOrder(source=source, limit=limit), centre.clock())
            while not report.finished:
                desk.backtests.go_on(report, candidate)
    if not report.total:
        raise _no_past()
    click.echo(report.model_dump_json() if as_json else _for_people(report, lang))


@rules.command("publish")
@_directory
@click.option("--title", default="", help="What the change is about.")
@click.option("--note", default="", help="What the second person should know.")
@click.option("--approve", type=click.UUID, help="Approve the draft with this id, which somebody else handed in.")
@click.option("--as", "target", type=click.Choice([each.value for each in Target]), default=Target.CHAMPION.value)
@click.option("--percent", type=click.IntRange(1, 50), default=10, show_default=True, help="For a challenger.")
@click.option("--back", type=click.IntRange(min=0), help="Go back to this release; 0 is what came installed.")
@click.option("--reason", default="", help="Why, for going back.")
@token_file_option
@_source
@_limit
@data_dir_option
@_json
@_lang
def publish_command(  # noqa: PLR0913, PLR0917 - the options of one verb
    directory: Path | None,
    title: str,
    note: str,
    approve: UUID | None,
    target: str,
    percent: int,
    back: int | None,
    reason: str,
    token_file: Path | None,
    limit: int,
    data_dir: Path | None,
    lang: Language,
    *,
    sample: bool,
    as_json: bool,
) -> None:
    """Hand the rules in DIRECTORY in for approval; approve what another handed in; or go back to an earlier release."""
    settings = read_settings(data_dir=data_dir)
    if [directory is not None, approve is not None, back is not None].count(True) != 1:
        raise BadInput(
            Sentence(
                "请给出规则目录、--approve 草稿号 或 --back 发布号之一", "Give one of: a directory, --approve or --back"
            )
        )
    with opened(settings) as centre, refusals_said():
        require_newest(centre.database)
        who, desk = staff_of(centre, settings, token_file), RiskDesk(centre)
        if directory is not None:
            source = BacktestSource.SAMPLE if sample else BacktestSource.APPLICATIONS
            answer = _hand_in(desk, who, _documents(directory), (title or directory.name, note), (source, limit))
        elif approve is not None:
            who.require(LenderRole.RISK_APPROVER)
            sha256 = _sha256_of(desk, approve)
            line_up = desk.drafts.approve(
                who, approve, ApproveOrder(sha256=sha256, target=Target(target), percent=percent)
            )
            answer = {"release": line_up.number, "sha256": sha256, "as": target}
        else:
            who.require(LenderRole.RISK_APPROVER)
            line_up = restore(desk.drafts, who, back or 0, reason or f"back to {back}", centre.clock())
            answer = {"release": line_up.number, "sha256": line_up.champion, "as": Target.CHAMPION.value}
    said = _HANDED_IN if directory is not None else _IN_FORCE
    click.echo(json.dumps(answer) if as_json else said.format(**answer).in_language(lang))


_HANDED_IN = Sentence(
    "草稿 {draft} 已提交: 回测 {applications} 笔, {changed} 笔结果改变; 须由另一人以 --approve {draft} 批准",
    "Draft {draft} is handed in: {applications} applications backtested, {changed} decided otherwise; "
    "somebody else approves it with --approve {draft}",
)
_IN_FORCE = Sentence(
    "发布 {release} 已生效: 规则集 {sha256} ({as})", "Release {release} is in force: rule set {sha256} ({as})"
)


def _hand_in(
    desk: RiskDesk,
    who: LenderScope,
    documents: dict[str, Any],
    said: tuple[str, str],
    wanted: tuple[BacktestSource, int],
) -> dict[str, Any]:
    who.require(LenderRole.RISK_MANAGER)
    _passed(check(documents))
    draft_id = desk.drafts.begin(who, said[0][:100], documents, None)
    desk.drafts.check(who, draft_id)
    report = desk.backtests.step(who, draft_id, BacktestOrder(source=wanted[0], limit=wanted[1]))
    while not report.finished:
        report = desk.backtests.step(who, draft_id, BacktestOrder())
    desk.drafts.submit(who, draft_id, said[1])
    return {
        "draft": str(draft_id),
        "sha256": report.candidate_sha256,
        "state": "submitted",
        "applications": report.done,
        "changed": report.changed_count,
    }


def _sha256_of(desk: RiskDesk, draft_id: UUID) -> str:
    with desk.centre.database.reading() as session:
        return desk.drafts.found(session, draft_id).sha256


def _documents(directory: Path) -> dict[str, Any]:
    documents = read_documents(directory)
    if not documents:
        raise BadInput(
            Sentence(f"{directory} 中没有规则文件 (*.json)", f"There are no rule files (*.json) in {directory}")
        )
    return documents


def _passed(gated: Gated) -> RuleSet:
    if gated.rules is None:
        zh = "; ".join(fault.said.zh for fault in gated.faults[:5])
        en = "; ".join(str(fault) for fault in gated.faults[:5])
        more = len(gated.faults) - 5
        tail = Sentence(f"; 另有 {more} 处", f"; and {more} more") if more > 0 else Sentence("", "")
        raise Finding(Sentence(f"规则集未通过检查: {zh}{tail.zh}", f"The gate refuses the rule set: {en}{tail.en}"))
    return gated.rules


def _on_the_sample(candidate: RuleSet, limit: int, settings: Settings) -> BacktestReport:
    """A backtest without a centre: the sample mix, against the installed rules, with the card in force."""
    # Imported late: the other commands have no use for them.
    from paddock.central.centre import chinese_date  # noqa: PLC0415
    from paddock.central.risk.publishing.backtest import go_on  # noqa: PLC0415
    from paddock.central.risk.publishing.sample_mix import MIX_SIZE, sample_mix  # noqa: PLC0415

    installed = DecisionEngine.load(card=CardShelf(settings.scorecard_file).current())
    report = BacktestReport(
        base_sha256=installed.rules.sha256,
        candidate_sha256=candidate.sha256,
        source=BacktestSource.SAMPLE,
        rules_on=chinese_date(utc_now()),
        total=min(limit, MIX_SIZE),
    )
    engine = DecisionEngine(candidate, installed.card, installed.catalogue)
    while not report.finished:
        most = min(STEP, report.total - report.done)
        go_on(report, sample_mix(report.done + most, after=report.done), installed, engine)
    return report


def _no_past() -> BadInput:
    return BadInput(
        Sentence(
            "中心还没有已决定的进件: 请用 --sample 在样本组合上回测, 或给出 --data-dir",
            "The centre has decided nothing yet: backtest the sample mix with --sample, or give --data-dir",
        )
    )


def _counts(checked: RuleSet | None) -> dict[str, Any]:
    if checked is None:
        return {}
    live = checked.live(utc_now().date(), CONNECTED)
    return {"rules": len(checked.register.rules), "rows": len(checked.rows), "dormant": sorted(live.dormant)}


def _checked(gated: Gated) -> Sentence:
    if gated.rules is None:
        return Sentence(f"未通过: {len(gated.faults)} 处问题", f"Refused: {len(gated.faults)} faults")
    count, rows, cases = len(gated.rules.register.rules), len(gated.rules.rows), len(gated.results)
    sha256 = gated.rules.sha256
    return Sentence(
        f"通过: {count} 条规则, {rows} 行, {cases} 个用例, SHA-256 {sha256}",
        f"Passed: {count} rules, {rows} rows, {cases} cases, SHA-256 {sha256}",
    )


_PER = Sentence(
    "{done} 笔, 结果改变 {changed} 笔; 批准 {before} → {after}, 人工 {referred_before} → {referred_after}, "
    "预期损失 {loss_before} → {loss_after}",
    "{done} applications, {changed} decided otherwise; approved {before} → {after}, referred {referred_before} → "
    "{referred_after}, expected loss {loss_before} → {loss_after}",
)


def _for_people(report: BacktestReport, lang: Language) -> str:
    whole = report.whole
    lines = [
        _PER.format(
            done=report.done,
            changed=report.changed_count,
            before=whole.approved_before,
            after=whole.approved_after,
            referred_before=whole.referred_before,
            referred_after=whole.referred_after,
            loss_before=format_yuan(whole.expected_loss_before_fen),
            loss_after=format_yuan(whole.expected_loss_after_fen),
        ).in_language(lang)
    ]
    for before, row in report.swaps.items():
        for after, count in row.items():
            if before is not after:
                names = (ApplicationState(each).name_for_people.in_language(lang) for each in (before, after))
                lines.append(f"  {' → '.join(names)}: {count}")
    lines.append(report.assumptions.in_language(lang))
    return "\n".join(lines)
