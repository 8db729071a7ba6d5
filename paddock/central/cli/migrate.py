"""`paddock-central migrate`."""

from pathlib import Path

import click

from paddock.central.cli.options import data_dir_option, opened, print_result, read_settings
from paddock.central.migrations.run import upgrade
from paddock.central.settings import Settings
from paddock.central.workflow.worker import prepare_workflow_store


@click.command()
@data_dir_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def migrate(data_dir: Path | None, *, as_json: bool) -> None:
    """Bring the database and the workflow store to this program's version."""
    settings = read_settings(data_dir=data_dir)
    print_result({"revision": migrate_all(settings)}, as_json=as_json)


def migrate_all(settings: Settings) -> str:
    """Migrate both; returns the database's revision. Raises `EnvironmentFault` if it cannot be reached."""
    with opened(settings) as centre:
        revision = upgrade(centre.database)
    prepare_workflow_store(settings)
    return revision
