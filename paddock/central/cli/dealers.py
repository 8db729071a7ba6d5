"""`paddock-central dealers`: how the lender stands with its dealers."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import click
from sqlalchemy import select

from paddock.central.centre import chinese_date
from paddock.central.cli.options import data_dir_option, opened, print_result, read_settings
from paddock.central.identity.models import Dealer
from paddock.central.migrations.run import require_newest
from paddock.central.records.accounts import AccountChange, change_account, note_complaint
from paddock.central.records.models import DealerAccount
from paddock.central.sources.payloads import DealerStanding
from paddock.domain.money import Fen

_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
_DAY = click.DateTime(["%Y-%m-%d"])
_MOST_SUBJECT = 200


@click.group()
def dealers() -> None:
    """Standing, licence, deposit and complaints, which rules of the dealer group look at."""


@dealers.command("list")
@data_dir_option
@_json
def list_dealers(data_dir: Path | None, *, as_json: bool) -> None:
    """Every dealer with its account; one without an account has its applications referred."""
    with opened(read_settings(data_dir=data_dir)) as centre:
        require_newest(centre.database)
        with centre.database.reading() as session:
            query = select(Dealer, DealerAccount).outerjoin(DealerAccount, DealerAccount.dealer_id == Dealer.id)
            rows = [_shown(dealer, account) for dealer, account in session.execute(query.order_by(Dealer.name))]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        click.echo(" ".join("—" if value is None else str(value) for value in row.values()))


@dealers.command("set")
@click.argument("dealer_id", type=click.UUID)
@click.option("--standing", type=click.Choice([standing.value for standing in DealerStanding]))
@click.option("--partner-since", type=_DAY, help="Since when you work together.")
@click.option("--licence-until", type=_DAY, help="Last day of the licence to trade.")
@click.option("--deposit", type=click.IntRange(0, 10**9), help="Deposit held, in yuan.")
@click.option("--deposit-required", type=click.IntRange(0, 10**9), help="Deposit agreed, in yuan; 0: none.")
@data_dir_option
@_json
def set_account(dealer_id: UUID, data_dir: Path | None, *, as_json: bool, **given: Any) -> None:
    """Change a dealer's account, or open it; in force from the next decision on."""
    standing, since, until = given["standing"], given["partner_since"], given["licence_until"]
    change = AccountChange(
        standing=None if standing is None else DealerStanding(standing),
        partner_since=None if since is None else since.date(),
        licence_until=None if until is None else until.date(),
        deposit_fen=_fen(given["deposit"]),
        deposit_required_fen=_fen(given["deposit_required"]),
    )
    with opened(read_settings(data_dir=data_dir)) as centre:
        require_newest(centre.database)
        with centre.database.writing() as session:
            account = change_account(session, dealer_id, change, centre.clock())
            shown = _shown(session.get_one(Dealer, dealer_id), account)
    print_result(shown, as_json=as_json)


@dealers.command("complaint")
@click.argument("dealer_id", type=click.UUID)
@click.option("--on", "received_on", type=_DAY, help="When it came; default: today.")
@click.option("--subject", required=True, help="What it is about, without names of people.")
@data_dir_option
@_json
def complaint(
    dealer_id: UUID, received_on: datetime | None, subject: str, data_dir: Path | None, *, as_json: bool
) -> None:
    """Enter a complaint about a dealer."""
    with opened(read_settings(data_dir=data_dir)) as centre:
        require_newest(centre.database)
        day = chinese_date(centre.clock()) if received_on is None else received_on.date()
        with centre.database.writing() as session:
            note_complaint(session, dealer_id, day, subject.strip()[:_MOST_SUBJECT])
    print_result({"dealer_id": str(dealer_id), "received_on": day.isoformat()}, as_json=as_json)


def _shown(dealer: Dealer, account: DealerAccount | None) -> dict[str, Any]:
    shown: dict[str, Any] = {"id": str(dealer.id), "name": dealer.name, "standing": None}
    if account is None:
        return shown
    return shown | {
        "standing": account.standing,
        "partner_since": account.partner_since.isoformat(),
        "licence_until": None if account.licence_until is None else account.licence_until.isoformat(),
        "deposit_fen": account.deposit_fen,
        "deposit_required_fen": account.deposit_required_fen,
    }


def _fen(yuan: int | None) -> Fen | None:
    return None if yuan is None else yuan * 100
