"""`paddock-central dealer-staff`: who of a dealer's people may sign in, and as what."""

from pathlib import Path
from uuid import UUID

import click
from sqlalchemy import select

from paddock.central.cli.options import data_dir_option, opened, print_result, read_settings
from paddock.central.identity.dealer_staff import add_login, disable_login
from paddock.central.identity.models import StaffMember
from paddock.central.identity.sample import DEALER_ID
from paddock.central.identity.sign_in_models import StaffLogin
from paddock.central.migrations.run import require_newest
from paddock.wire.staff import StaffRole

_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
_dealer = click.option(
    "--dealer", type=click.UUID, default=DEALER_ID, help="The dealer's id; the sample dealer's if left out."
)


@click.group("dealer-staff")
def dealer_staff() -> None:
    """Who of a dealer's people may sign in, and as what."""


@dealer_staff.command("add")
@click.argument("login")
@click.option("--name", required=True, help="As colleagues and customers know the person.")
@click.option("--role", type=click.Choice([role.value for role in StaffRole]), required=True)
@click.option("--totp", is_flag=True, help="Want a one-time code of an authenticator app too.")
@_dealer
@data_dir_option
@_json
def add(login: str, name: str, role: str, dealer: UUID, data_dir: Path | None, *, totp: bool, as_json: bool) -> None:
    """Add a person. The password, and the secret for codes, are shown once; the centre keeps a hash."""
    with opened(read_settings(data_dir=data_dir)) as centre:
        require_newest(centre.database)
        with centre.database.writing() as session:
            made = add_login(session, dealer, name, login, StaffRole(role), with_totp=totp)
    shown = {"staff_id": str(made.staff_id), "login": made.login, "password": made.password, "totp_uri": made.totp_uri}
    print_result(shown, as_json=as_json)


@dealer_staff.command("list")
@_dealer
@data_dir_option
@_json
def list_logins(dealer: UUID, data_dir: Path | None, *, as_json: bool) -> None:
    """Everybody who has a login, with role and whether it still works."""
    with opened(read_settings(data_dir=data_dir)) as centre:
        require_newest(centre.database)
        with centre.database.reading() as session:
            found = session.execute(
                select(StaffLogin, StaffMember.name)
                .join(StaffMember, StaffMember.id == StaffLogin.staff_id)
                .where(StaffLogin.dealer_id == dealer)
                .order_by(StaffLogin.login)
            )
            people = [
                {
                    "login": login.login,
                    "name": name,
                    "role": login.role,
                    "one_time_code": login.totp_secret is not None,
                    "active": login.disabled_at is None,
                }
                for login, name in found
            ]
    print_result({"logins": people}, as_json=as_json)


@dealer_staff.command("disable")
@click.argument("login")
@_dealer
@data_dir_option
@_json
def disable(login: str, dealer: UUID, data_dir: Path | None, *, as_json: bool) -> None:
    """Let nobody in with it any more, and sign out whoever is in."""
    with opened(read_settings(data_dir=data_dir)) as centre:
        require_newest(centre.database)
        with centre.database.writing() as session:
            disable_login(session, dealer, login, centre.clock())
    print_result({"login": login, "active": False}, as_json=as_json)
