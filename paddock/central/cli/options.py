"""What the commands share."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from sqlalchemy.exc import ArgumentError

from paddock.central.centre import Centre
from paddock.central.settings import Settings, settings_given
from paddock.domain.errors import BadInput, EnvironmentFault
from paddock.domain.sentences import Sentence

data_dir_option = click.option(
    "--data-dir", type=click.Path(file_okay=False, path_type=Path), help="Folder of databases, keys and logs."
)


def read_settings(**given: Any) -> Settings:
    """The settings from the environment, with what the command line gave (None: not given) over them.

    Raises:
        BadInput: a variable or option is not usable.
    """
    try:
        settings = settings_given(**given)
        _ = settings.resolved_system_database_url
    except ArgumentError as error:
        raise BadInput(
            Sentence(
                "数据库地址无效, 请更正 PADDOCK_CENTRAL_DATABASE_URL",
                "The database's address is not usable: correct PADDOCK_CENTRAL_DATABASE_URL",
            )
        ) from error
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EnvironmentFault(
            Sentence(
                f"无法创建数据目录 {settings.data_dir}, 请检查权限与磁盘或换一个 --data-dir",
                f"The folder {settings.data_dir} cannot be made: check permissions and disk, or choose another",
            )
        ) from error
    return settings


@contextmanager
def opened(settings: Settings) -> Iterator[Centre]:
    """The centre, its database closed at the end."""
    centre = Centre.opened(settings)
    try:
        yield centre
    finally:
        centre.database.close()


def print_result(document: Mapping[str, Any], *, as_json: bool) -> None:
    """One JSON document, or a line for each value."""
    if as_json:
        click.echo(json.dumps(document, ensure_ascii=False))
        return
    for name, value in document.items():
        click.echo(f"{name}: {value}")
