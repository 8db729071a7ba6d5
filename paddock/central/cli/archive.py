"""`paddock-central archive`: signed contracts, archived: find, hold, look over, destroy what is over."""

import getpass
import json
from pathlib import Path

import click

from paddock.central.archive.models import ArchiveEntry
from paddock.central.archive.service import (
    archive_due,
    archived_package,
    find_archived,
    place_hold,
    purge,
    release_holds,
    scrub,
)
from paddock.central.cli.options import data_dir_option, opened, print_result, read_settings
from paddock.central.contracts.desk import open_desk
from paddock.central.contracts.models import ContractRecord
from paddock.central.keeping import vault_of
from paddock.central.keys import keys_of
from paddock.central.migrations.run import require_newest
from paddock.domain.errors import BadInput, Finding
from paddock.domain.sentences import Sentence

_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")


@click.group()
def archive() -> None:
    """Signed contracts: content-addressed, encrypted, kept for as long as the law asks."""


@archive.command("run")
@data_dir_option
@_json
def run(data_dir: Path | None, *, as_json: bool) -> None:
    """Archive what is signed and not archived yet (a running centre does so by itself)."""
    settings = read_settings(data_dir=data_dir)
    with opened(settings) as centre:
        require_newest(centre.database)
        desk = open_desk(keys_of(settings), settings.tsa_url, centre.clock(), uses_sandbox=settings.uses_sandbox)
        done: list[str] = []
        while more := archive_due(centre, desk, vault_of(centre)):
            done += more
    print_result({"archived": done}, as_json=as_json)


@archive.command("find")
@click.argument("value_file", type=click.Path(dir_okay=False, allow_dash=True, path_type=Path))
@data_dir_option
@_json
def find(value_file: Path, data_dir: Path | None, *, as_json: bool) -> None:
    """Find contracts by any field of the deal; the value is read from a file or, with -, from standard input.

    A command line can be read by everybody on the machine, and the value may be an ID number.
    """
    try:
        with click.open_file(str(value_file), encoding="utf-8-sig") as file:
            value = str(file.read()).strip()
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(Sentence(f"无法读取 {value_file}", f"{value_file} cannot be read")) from error
    with opened(read_settings(data_dir=data_dir)) as centre:
        require_newest(centre.database)
        with centre.database.reading() as session:
            found = [_line(*one) for one in find_archived(session, vault_of(centre), value)]
    click.echo(json.dumps(found) if as_json else "\n".join(" ".join(map(str, line.values())) for line in found))


@archive.command("get")
@click.argument("number")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True)
@data_dir_option
def get(number: str, out: Path, data_dir: Path | None) -> None:
    """Write the archived, self-verifying package of a contract."""
    with opened(read_settings(data_dir=data_dir)) as centre:
        require_newest(centre.database)
        with centre.database.reading() as session:
            package = archived_package(session, vault_of(centre), number)
    out.write_bytes(package)
    click.echo(str(out))


@archive.command("hold")
@click.argument("number")
@click.option("--because", required=True, help="The case or order that asks for it.")
@data_dir_option
@_json
def hold(number: str, because: str, data_dir: Path | None, *, as_json: bool) -> None:
    """Forbid the destruction of a contract."""
    with opened(read_settings(data_dir=data_dir)) as centre:
        require_newest(centre.database)
        with centre.database.writing() as session:
            placed = place_hold(session, number, because, f"paddock-central ({getpass.getuser()})", centre.clock())
            made = {"number": number, "hold": str(placed.id)}
    print_result(made, as_json=as_json)


@archive.command("release")
@click.argument("number")
@data_dir_option
@_json
def release(number: str, data_dir: Path | None, *, as_json: bool) -> None:
    """Release every hold on a contract."""
    with opened(read_settings(data_dir=data_dir)) as centre:
        require_newest(centre.database)
        with centre.database.writing() as session:
            count = release_holds(session, number, f"paddock-central ({getpass.getuser()})", centre.clock())
    print_result({"number": number, "released": count}, as_json=as_json)


@archive.command("scrub")
@data_dir_option
@_json
def scrub_command(data_dir: Path | None, *, as_json: bool) -> None:
    """Read every object and say which are no longer what was archived; exit 1 if there are any."""
    with opened(read_settings(data_dir=data_dir)) as centre:
        require_newest(centre.database)
        found = scrub(centre, vault_of(centre))
    print_result({"checked": found.checked, "damaged": list(found.damaged)}, as_json=as_json)
    if found.damaged:
        names = ", ".join(found.damaged)
        raise Finding(
            Sentence(f"归档损坏, 请从备份恢复: {names}", f"Damaged in the archive, restore a backup: {names}")
        )


@archive.command("purge")
@data_dir_option
@_json
def purge_command(data_dir: Path | None, *, as_json: bool) -> None:
    """Destroy archived contracts whose retention is over and that nothing holds."""
    with opened(read_settings(data_dir=data_dir)) as centre:
        require_newest(centre.database)
        done = purge(centre, vault_of(centre))
    print_result({"destroyed": done}, as_json=as_json)


def _line(entry: ArchiveEntry, contract: ContractRecord) -> dict[str, str]:
    return {
        "number": contract.number,
        "archived_at": entry.archived_at.isoformat(),
        "retain_until": entry.retain_until.isoformat(),
        "object_sha256": entry.object_sha256,
        "state": "destroyed" if entry.purged_at else "damaged" if entry.damaged_at else "whole",
    }
