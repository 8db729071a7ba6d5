"""`paddock-central staff`: the lender's own people, their roles and tokens."""

import json
from pathlib import Path
from uuid import UUID

import click
from sqlalchemy import select

from paddock.central.cli.options import data_dir_option, opened, print_result, read_settings
from paddock.central.identity.lender import LenderRole, LenderStaff, add_staff, revoke_staff
from paddock.central.migrations.run import require_newest
from paddock.domain.errors import BadInput
from paddock.domain.sentences import Sentence

_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")


@click.group()
def staff() -> None:
    """Who of the lender may write rules, and who may approve them."""


@staff.command("add")
@click.argument("name")
@click.option(
    "--role",
    "roles",
    type=click.Choice([role.value for role in LenderRole]),
    multiple=True,
    required=True,
    help="What the person may do; may be given twice.",
)
@data_dir_option
@_json
def add(name: str, roles: tuple[str, ...], data_dir: Path | None, *, as_json: bool) -> None:
    """Add a person. The token is shown once; the centre keeps only its hash."""
    if not name.strip() or len(name) > 60:
        raise BadInput(Sentence("姓名应为 1 至 60 个字", "Give a name of 1 to 60 characters"))
    with opened(read_settings(data_dir=data_dir)) as centre:
        require_newest(centre.database)
        with centre.database.writing() as session:
            wanted = frozenset(LenderRole(role) for role in roles)
            member, token = add_staff(session, name.strip(), wanted, centre.clock())
            made = {"id": str(member.id), "name": member.name, "roles": sorted(wanted), "token": token}
    print_result(made, as_json=as_json)


@staff.command("list")
@data_dir_option
@_json
def list_staff(data_dir: Path | None, *, as_json: bool) -> None:
    """Everybody, with roles and whether the token still works."""
    with opened(read_settings(data_dir=data_dir)) as centre:
        require_newest(centre.database)
        with centre.database.reading() as session:
            people = [
                {"id": str(m.id), "name": m.name, "roles": m.roles.split(","), "active": m.revoked_at is None}
                for m in session.scalars(select(LenderStaff).order_by(LenderStaff.created_at))
            ]
    if as_json:
        click.echo(json.dumps(people, ensure_ascii=False))
        return
    for person in people:
        click.echo(" ".join(str(value) for value in person.values()))


@staff.command("revoke")
@click.argument("staff_id", type=click.UUID)
@data_dir_option
@_json
def revoke(staff_id: UUID, data_dir: Path | None, *, as_json: bool) -> None:
    """Take a person's token and sessions away."""
    with opened(read_settings(data_dir=data_dir)) as centre:
        require_newest(centre.database)
        with centre.database.writing() as session:
            member = revoke_staff(session, staff_id, centre.clock())
            if member is None:
                raise BadInput(
                    Sentence("没有此人, 编号见 paddock-central staff list", "Nobody has this id: see staff list")
                )
            name = member.name
    print_result({"id": str(staff_id), "name": name, "active": False}, as_json=as_json)
