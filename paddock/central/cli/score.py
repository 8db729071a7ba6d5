"""`paddock-central score`: decide one application from a file; pure, no writes, no network."""

import json
from dataclasses import asdict
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import click

from paddock.central.lanes.table import LaneFacts, installed_lanes
from paddock.central.risk.card_files import CardShelf
from paddock.central.risk.challenger_shadow import ChallengerScore, ChallengerShadow
from paddock.central.risk.engine import Circumstances, DecisionEngine
from paddock.central.risk.scoring_input import read_scoring_input
from paddock.central.settings import Mode, settings_given
from paddock.domain.errors import BadInput
from paddock.domain.money import format_yuan
from paddock.domain.sentences import Language, Sentence
from paddock.domain.states import ApplicationState
from paddock.wire.decisions import Decision


@click.command("score")
@click.argument("application", required=False, type=click.Path(dir_okay=False, allow_dash=True, path_type=Path))
@click.option("--replay", type=click.UUID, metavar="ID", help="Make the centre's decision on application ID again.")
@click.option("--data-dir", type=click.Path(file_okay=False, path_type=Path), help="For --replay: the centre's folder.")
@click.option("--json", "as_json", is_flag=True, help="Print the whole decision as one JSON document.")
@click.option(
    "--card",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A fitted card or an assembly of cards. Default: PADDOCK_CENTRAL_SCORECARD_FILE, else the installed card.",
)
@click.option(
    "--challenger",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Also print what this challenger says; it decides nothing.",
)
@click.option("--at", "at", help="Decide as of this time (ISO 8601 with zone); default: now.")
@click.option("--lang", type=click.Choice(["zh_CN", "en"]), default="zh_CN", show_default=True)
def score_command(
    application: Path | None,
    replay: UUID | None,
    data_dir: Path | None,
    lang: Language,
    *,
    as_json: bool,
    **given: Any,
) -> None:
    """Decide APPLICATION.json: an application, or {"application": …, "evidence": {source: payload}}.

    Without evidence the sandbox's invented answers stand in and the decision says so; production wants evidence.
    With --replay the centre's own decision on an application is made again: the same bytes, whatever has been
    published since, or exit 1.
    """
    if replay is not None and application is None:
        # Imported late: a decision on a file needs no database.
        from paddock.central.cli.replay import replayed  # noqa: PLC0415

        decision, text = replayed(replay, data_dir)
        click.echo(text if as_json else _for_people(decision, lang))
        return
    if replay is not None or application is None:
        raise BadInput(
            Sentence("请给出进件文件, 或 --replay 进件号", "Give an application's file, or --replay and an id")
        )
    decision, said = _decided(application, given["card"], given["challenger"], _moment(given["at"]))
    if as_json:
        document = _document(decision) | ({} if said is None else {"challenger": asdict(said)})
        click.echo(json.dumps(document, ensure_ascii=False))
        return
    click.echo(_for_people(decision, lang))
    if said is not None:
        name, chance = said.challenger.partition(":")[0], f"{said.bad_probability:.2%}"
        click.echo(_CHALLENGER.format(name=name, chance=chance).in_language(lang))


def _decided(
    path: Path, card: Path | None, challenger: Path | None, now: datetime
) -> tuple[Decision, ChallengerScore | None]:
    """The decision on the application in a file, and what a challenger says of it."""
    settings = settings_given()
    given = read_scoring_input(_text(path), now, evidence_required=settings.mode is Mode.PRODUCTION)
    lane = installed_lanes().assign(LaneFacts.of(given.application)).lane.id
    engine = DecisionEngine.load(card=CardShelf(card or settings.scorecard_file).current())
    decision = engine.decide(given.application, given.answers, now, Circumstances(service_lane=lane))
    if challenger is None:
        return decision, None
    return decision, ChallengerShadow(challenger).score(engine.features(given.application, given.answers, now))


score = score_command
"""The name under which the front door looks it up."""


def _moment(text: str | None) -> datetime:
    if text is None:
        return datetime.now(UTC)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = datetime.min  # noqa: DTZ901 -- naive on purpose: refused below with the same sentence
    if moment.tzinfo is None:
        raise BadInput(
            Sentence(
                f"--at “{text}” 不是带时区的时间, 例如 2026-11-23T10:00:00+08:00",
                f"--at “{text}” is no time with a zone: write for example 2026-11-23T10:00:00+08:00",
            )
        )
    return moment


def _text(path: Path) -> str:
    try:
        with click.open_file(str(path), encoding="utf-8-sig") as file:  # "-" is standard input
            return str(file.read())
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(
            Sentence(
                f"无法读取 {path}, 请给出 UTF-8 的 JSON 文件: {error}",
                f"Cannot read {path}; give a JSON file in UTF-8: {error}",
            )
        ) from error


def _document(decision: Decision) -> dict[str, Any]:
    """The decision as JSON, with its rates as numbers: they are read by programs that compare them."""
    document = decision.model_dump(mode="json")
    for offer, row in zip(decision.offers, document["offers"], strict=True):
        row["nominal_rate"], row["annual_rate"] = float(offer.nominal_rate), float(offer.annual_rate)
    return document


def _for_people(decision: Decision, lang: Language) -> str:
    state = ApplicationState(decision.decision).name_for_people.in_language(lang)
    score_text = "—" if decision.score is None else decision.score
    lines = [_HEAD.format(state=state, score=score_text, lane=decision.service_lane or decision.lane).in_language(lang)]
    if decision.sandbox:
        lines.append(_SANDBOX.in_language(lang))
    if decision.counteroffer is not None:
        lines.append(decision.counteroffer.sentence.in_language(lang))
    lines += [f"  → {advice.sentence.in_language(lang)}" for advice in decision.advice]
    lines += [f"  {reason.code}  {reason.staff.in_language(lang)}" for reason in decision.reasons]
    lines += [f"  + {stipulation.in_language(lang)}" for stipulation in decision.stipulations]
    lines += [
        _OFFER.format(
            plan=offer.plan_name.in_language(lang),
            term=offer.term_months,
            monthly=format_yuan(offer.monthly_payment_fen),
            total=format_yuan(offer.total_cost_fen),
            rate=f"{(offer.annual_rate * 100).quantize(Decimal('0.01'))}%",
        ).in_language(lang)
        for offer in decision.offers
    ]
    return "\n".join(lines)


_HEAD = Sentence("结果: {state} · 评分 {score} · 通道 {lane}", "Decision: {state} · score {score} · lane {lane}")
_CHALLENGER = Sentence(
    "挑战者 {name} (只供对照): 违约概率 {chance}", "Challenger {name} (for comparison only): chance of bad {chance}"
)
_SANDBOX = Sentence("(沙箱数据, 不可用于真实业务)", "(sandbox data: not for real business)")
_OFFER = Sentence(
    "  {plan} {term} 期: 月供 {monthly}, 总成本 {total}, 真实年化 {rate}",
    "  {plan}, {term} months: {monthly} a month, costs {total} in all, {rate} a year true rate",
)
