"""`paddock-central book`: the lender's loan book, and the limits on what it is owed."""

import json
from datetime import datetime
from pathlib import Path

import click

from paddock.central.centre import CHINA
from paddock.central.cli.options import data_dir_option, opened, print_result, read_settings
from paddock.central.data_file import read_data_file
from paddock.central.migrations.run import require_newest
from paddock.central.records.limits import Dimension, installed_limits, own_limits, set_limit
from paddock.central.records.loan_book import load_book
from paddock.domain.errors import BadInput
from paddock.domain.money import format_yuan
from paddock.domain.sentences import Sentence

_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")


@click.group()
def book() -> None:
    """How the loans are repaid, by dealer, and how much may be owed by whom."""


@book.command("load")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--as-of", type=click.DateTime(["%Y-%m-%d"]), required=True, help="The day whose close of business it is."
)
@data_dir_option
@_json
def load(file: Path, as_of: datetime, data_dir: Path | None, *, as_json: bool) -> None:
    """Load a loan book: a CSV of one line a contract.

    Columns: contract_number, balance (yuan), days_overdue, first_payment_missed, papers_late, mortgage_late.
    """
    day = as_of.replace(tzinfo=CHINA)
    data = read_data_file(file)
    with opened(read_settings(data_dir=data_dir)) as centre:
        require_newest(centre.database)
        now = centre.clock()
        if day > now:
            raise BadInput(Sentence("--as-of 不能晚于今天", "--as-of lies in the future"))
        with centre.database.writing() as session:
            loaded = load_book(session, data, day, now)
    if loaded.unknown:
        some = ", ".join(loaded.unknown[:5])
        click.echo(f"{len(loaded.unknown)} 份合同不是本中心签订的, 未导入 not drawn up here: {some}", err=True)
    print_result({"loans": loaded.loans, "unknown": len(loaded.unknown)}, as_json=as_json)


@book.command("limits")
@data_dir_option
@_json
def limits(data_dir: Path | None, *, as_json: bool) -> None:
    """The limits in force: those installed, and your own over them."""
    with opened(read_settings(data_dir=data_dir)) as centre:
        require_newest(centre.database)
        with centre.database.reading() as session:
            own = own_limits(session)
    in_force = {(dimension, ""): limit for dimension, limit in installed_limits().items()} | own
    rows = [
        {"dimension": dimension.value, "key": key, "limit_fen": limit, "own": (dimension, key) in own}
        for (dimension, key), limit in sorted(in_force.items())
    ]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    for (dimension, key), limit in sorted(in_force.items()):
        click.echo(f"{dimension} {key or '*'} {format_yuan(limit)}")


@book.command("limit")
@click.argument("dimension", type=click.Choice([dimension.value for dimension in Dimension]))
@click.argument("yuan", type=click.IntRange(1, 10**11))
@click.option("--key", default="", help="Which dealer (id), region (first four digits) or brand; default: all others.")
@data_dir_option
@_json
def limit(dimension: str, yuan: int, key: str, data_dir: Path | None, *, as_json: bool) -> None:
    """Set a limit of your own, in yuan; in force from the next decision on."""
    which = Dimension(dimension)
    if key and not which.has_keys:
        raise BadInput(
            Sentence(
                "只有 dealer、region、brand 可以用 --key 单独设限",
                "Only dealer, region and brand take a --key of their own",
            )
        )
    with opened(read_settings(data_dir=data_dir)) as centre:
        require_newest(centre.database)
        with centre.database.writing() as session:
            set_limit(session, which, key, yuan * 100, centre.clock())
    print_result({"dimension": dimension, "key": key, "limit_fen": yuan * 100}, as_json=as_json)
