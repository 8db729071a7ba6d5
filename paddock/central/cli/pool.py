"""`paddock-central pool`: the pool of stock and demand, for the lender."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from paddock.central.cli.options import data_dir_option, opened, print_result, read_settings
from paddock.central.migrations.run import require_newest
from paddock.central.pool.projector import rebuild
from paddock.central.pool.service import alerts_everywhere
from paddock.domain.money import format_yuan

_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")


@click.group()
def pool() -> None:
    """Turnover, demand, and what to do about them."""


@pool.command("rebuild")
@data_dir_option
@_json
def rebuild_command(data_dir: Path | None, *, as_json: bool) -> None:
    """Throw the pool's figures away and make them again from the dealers' feeds."""
    with opened(read_settings(data_dir=data_dir)) as centre:
        require_newest(centre.database)
        print_result({"changes": rebuild(centre.database)}, as_json=as_json)


@pool.command("alerts")
@data_dir_option
@_json
def alerts_command(data_dir: Path | None, *, as_json: bool) -> None:
    """Which models to bring in where, and how many."""
    with opened(read_settings(data_dir=data_dir)) as centre:
        require_newest(centre.database)
        alerts = [alert.model_dump(mode="json") for alert in alerts_everywhere(centre)]
    _print(alerts, "{region}  {brand} {series}  +{units}  ({demand} / {usual})", as_json=as_json)


@pool.command("moves")
@data_dir_option
@_json
def moves_command(data_dir: Path | None, *, as_json: bool) -> None:
    """Which standing units to move to which dealer."""
    from paddock.central.pool.relocation import suggested_moves  # noqa: PLC0415 - its solver takes a while to load

    with opened(read_settings(data_dir=data_dir)) as centre:
        require_newest(centre.database)
        moves = [asdict(move) | {"gain": format_yuan(move.gain_fen)} for move in suggested_moves(centre)]
    _print(moves, "{unit_id}  {start} → {end}  {km} km  {gain}", as_json=as_json)


def _print(rows: list[dict[str, Any]], line: str, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, default=str))
        return
    for row in rows:
        click.echo(line.format(**row))
