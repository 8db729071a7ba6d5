"""`paddock-central floor-plan`: the dealers' lines, what was sold and not paid, and settling from a disbursement."""

import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar
from uuid import UUID

import click

from paddock.central.centre import Centre, chinese_date
from paddock.central.cli.lender_options import lender_at_work, token_file_option
from paddock.central.cli.options import data_dir_option, print_result
from paddock.central.floor_plan.audits import audit_of
from paddock.central.floor_plan.lender import LineOrder, set_line, sold_not_paid
from paddock.central.floor_plan.overview import overview
from paddock.central.floor_plan.paying import settle
from paddock.central.identity.lender import LenderRole, LenderScope
from paddock.domain.floor_plan import LimitClass
from paddock.domain.money import Fen, format_yuan, parse_yuan

Result = TypeVar("Result")
_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")


@click.group("floor-plan")
def floor_plan() -> None:
    """Dealers' lines for stock."""


@floor_plan.command("set")
@click.argument("dealer", type=click.UUID)
@click.option("--total", required=True, help="The whole line, in yuan: 5000000 or 500万.")
@click.option("--new", "new", default=None, help="The sub-limit for new cars; left out: none are financed.")
@click.option("--used", default=None, help="The sub-limit for used cars.")
@click.option("--commercial", default=None, help="The sub-limit for commercial vehicles.")
@click.option("--valid-until", type=click.DateTime(["%Y-%m-%d"]), required=True)
@click.option("--freeze", is_flag=True, help="No more draws until it is set again without this.")
@token_file_option
@data_dir_option
@_json
def set_command(  # noqa: PLR0913, PLR0917 - the options of one verb
    dealer: UUID,
    total: str,
    new: str | None,
    used: str | None,
    commercial: str | None,
    valid_until: datetime,
    freeze: bool,  # noqa: FBT001 - click gives it by name
    token_file: Path | None,
    data_dir: Path | None,
    *,
    as_json: bool,
) -> None:
    """Open a dealer's line, or change it."""
    given = {LimitClass.NEW: new, LimitClass.USED: used, LimitClass.COMMERCIAL: commercial}
    limits = {one: parse_yuan(text) for one, text in given.items() if text is not None}
    order = LineOrder(dealer, parse_yuan(total), limits, valid_until.date(), frozen=freeze)
    _done(token_file, data_dir, lambda centre, who: set_line(centre, order, who.name))
    print_result({"dealer": str(dealer), "total_fen": order.total_fen, "frozen": freeze}, as_json=as_json)


@floor_plan.command("show")
@click.argument("dealer", type=click.UUID)
@token_file_option
@data_dir_option
@_json
def show_command(dealer: UUID, token_file: Path | None, data_dir: Path | None, *, as_json: bool) -> None:
    """A dealer's line with its open units."""

    def act(centre: Centre, _who: LenderScope) -> str:
        with centre.database.reading() as session:
            view = overview(session, dealer, _today(centre))
        if as_json:
            return view.model_dump_json()
        lines = [f"{format_yuan(view.used_fen)} / {format_yuan(view.limit_fen)}  {view.tier}  {view.valid_until}"]
        for unit in view.units:
            due = f"{unit.next_due.due_on} {format_yuan(unit.next_due.open_fen)}" if unit.next_due else "-"
            lines.append(f"{unit.vin}  {unit.days}d  {format_yuan(unit.payoff_fen)}  {due}  {unit.model}")
        return "\n".join(lines)

    click.echo(_done(token_file, data_dir, act))


@floor_plan.command("sold")
@token_file_option
@data_dir_option
@_json
def sold_command(token_file: Path | None, data_dir: Path | None, *, as_json: bool) -> None:
    """Every unit that was sold and is not paid off; exit 1 if one of them is overdue."""

    def act(centre: Centre, _who: LenderScope) -> tuple[str, bool]:
        with centre.database.reading() as session:
            views = sold_not_paid(session, _today(centre))
        overdue = any(view.sale is not None and view.sale.overdue for view in views)
        if as_json:
            return json.dumps([view.model_dump(mode="json") for view in views], ensure_ascii=False), overdue
        rows = [
            f"{view.vin}  {view.sale.sold_on} → {view.sale.pay_by}  {format_yuan(view.payoff_fen)}  "
            f"{'!' if view.sale.overdue else ''}"
            for view in views
            if view.sale is not None
        ]
        return "\n".join(rows), overdue

    text, overdue = _done(token_file, data_dir, act)
    click.echo(text)
    if overdue:
        click.get_current_context().exit(1)


@floor_plan.command("settle")
@click.argument("application", type=click.UUID)
@click.option("--disbursed", required=True, help="What the retail deal pays out, in yuan.")
@token_file_option
@data_dir_option
@_json
def settle_command(
    application: UUID, disbursed: str, token_file: Path | None, data_dir: Path | None, *, as_json: bool
) -> None:
    """Pay the sold car off from the deal's disbursement; says what is left for the dealer."""
    amount = parse_yuan(disbursed)

    def act(centre: Centre, who: LenderScope) -> Fen:
        return settle(centre, application, amount, who.name)

    left = _done(token_file, data_dir, act)
    print_result({"taken_fen": amount - left, "to_dealer_fen": left}, as_json=as_json)


@floor_plan.command("audit")
@click.argument("audit", type=click.UUID)
@token_file_option
@data_dir_option
@_json
def audit_command(audit: UUID, token_file: Path | None, data_dir: Path | None, *, as_json: bool) -> None:
    """What a dealer's stock audit found; exit 1 if a financed car was missing."""
    view = _done(token_file, data_dir, lambda centre, _who: audit_of(centre, audit))
    if as_json:
        click.echo(view.model_dump_json())
    else:
        click.echo(f"✓ {view.matched}  - {view.missing} ({format_yuan(view.missing_principal_fen)})  + {view.extra}")
        for line in view.lines:
            if line.outcome != "matched" or line.flags:
                click.echo(f"{line.outcome}  {line.vin}  {line.explanation.zh}  {' '.join(line.flags)}".rstrip())
    if view.missing:
        click.get_current_context().exit(1)


def _today(centre: Centre) -> date:
    return chinese_date(centre.clock())


def _done(token_file: Path | None, data_dir: Path | None, act: Callable[[Centre, LenderScope], Result]) -> Result:
    with lender_at_work(token_file, data_dir) as (centre, who):
        who.require(LenderRole.FLOOR_PLAN_MANAGER)
        return act(centre, who)
