"""`paddock-central desk`: the review desk from a terminal, as the endpoints under `/v1/desk/` have it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar
from uuid import UUID

import click

from paddock.central.cli.lender_options import lender_at_work, token_file_option
from paddock.central.cli.options import data_dir_option
from paddock.central.desk.messages import AskOrder, CaseLine, CaseView, DecideOrder, Verb
from paddock.central.desk.reasons import REASONS
from paddock.central.desk.service import ReviewDesk
from paddock.central.identity.lender import LenderRole, LenderScope
from paddock.central.risk.publishing.desk import RiskDesk
from paddock.domain.money import format_yuan
from paddock.domain.sentences import Language

Result = TypeVar("Result")

_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
_lang = click.option("--lang", type=click.Choice(["zh_CN", "en"]), default="zh_CN", show_default=True)
_case = click.argument("case", type=click.UUID)


@click.group()
def desk() -> None:
    """Look at what was referred to a person, and decide it."""


@desk.command("list")
@token_file_option
@data_dir_option
@_json
@_lang
def list_command(token_file: Path | None, data_dir: Path | None, lang: Language, *, as_json: bool) -> None:
    """Every case that waits for a person, the most pressing first."""
    lines = _done(token_file, data_dir, lambda reviews, _who: reviews.list())
    if as_json:
        click.echo(json.dumps([line.model_dump(mode="json") for line in lines], ensure_ascii=False))
        return
    for line in lines:
        click.echo(_line(line, lang))


@desk.command("show")
@_case
@token_file_option
@data_dir_option
@_json
@_lang
def show_command(case: UUID, token_file: Path | None, data_dir: Path | None, lang: Language, *, as_json: bool) -> None:
    """One case with its decision, what was asked and answered, and what was done."""
    _print(_done(token_file, data_dir, lambda reviews, _who: reviews.show(case)), lang, as_json=as_json)


@desk.command("claim")
@_case
@click.option("--release", is_flag=True, help="Give it back instead.")
@token_file_option
@data_dir_option
@_json
@_lang
def claim_command(
    case: UUID, token_file: Path | None, data_dir: Path | None, lang: Language, *, release: bool, as_json: bool
) -> None:
    """Take a case in hand, or give it back."""

    def act(reviews: ReviewDesk, who: LenderScope) -> CaseView:
        return reviews.release(who, case) if release else reviews.claim(who, case)

    _print(_done(token_file, data_dir, act), lang, as_json=as_json)


@desk.command("decide")
@_case
@click.argument("verb", type=click.Choice([verb.value for verb in Verb]))
@click.option("--reason", "reason_code", default="", help=f"One of {', '.join(REASONS)}; for approve and decline.")
@click.option("--note", default="", help="For the lender's staff only.")
@click.option("--ask", "words", multiple=True, help="What the counter should say; may be given twice.")
@click.option(
    "--ask-picture", "pictures", multiple=True, help="What the counter should photograph; may be given twice."
)
@token_file_option
@data_dir_option
@_json
@_lang
def decide_command(  # noqa: PLR0913, PLR0917 - the options of one verb
    case: UUID,
    verb: str,
    reason_code: str,
    note: str,
    words: tuple[str, ...],
    pictures: tuple[str, ...],
    token_file: Path | None,
    data_dir: Path | None,
    lang: Language,
    *,
    as_json: bool,
) -> None:
    """Approve or decline a case that is yours, or ask the counter for something."""
    asks = [AskOrder(zh=text, en=text) for text in words]
    asks += [AskOrder(zh=text, en=text, wants_picture=True) for text in pictures]
    order = DecideOrder(verb=Verb(verb), reason_code=reason_code, note=note, asks=asks)
    _print(_done(token_file, data_dir, lambda reviews, who: reviews.decide(who, case, order)), lang, as_json=as_json)


def _done(token_file: Path | None, data_dir: Path | None, act: Callable[[ReviewDesk, LenderScope], Result]) -> Result:
    with lender_at_work(token_file, data_dir) as (centre, who):
        if LenderRole.SENIOR_REVIEWER not in who.roles:
            who.require(LenderRole.REVIEWER)
        return act(ReviewDesk(centre, RiskDesk(centre)), who)


def _print(view: CaseView, lang: Language, *, as_json: bool) -> None:
    if as_json:
        click.echo(view.model_dump_json())
        return
    click.echo(_line(view.line, lang))
    for reason in view.decision.reasons:
        click.echo(f"  {reason.code}  {reason.staff.in_language(lang)}")
    for ask in view.asks:
        answer = ask.text or ("" if ask.answered_at is None else f"{len(ask.images)} ✓")
        click.echo(f"  ? {ask.sentence.in_language(lang)}  {answer}")
    for act in view.acts:
        click.echo(f"  {act.at:%Y-%m-%d %H:%M}  {act.by}  {act.action}  {act.reason_code or ''}  {act.note}".rstrip())


def _line(line: CaseLine, lang: Language) -> str:
    said = (line.lane_name.in_language(lang), line.dealer, line.applicant, format_yuan(line.amount_fen))
    return f"{line.application_id}  {'  '.join(said)}  [{line.move}]  {line.reason.in_language(lang)}"
