"""`paddock-central seed --sample`."""

from pathlib import Path

import click

from paddock.central.cli.migrate import migrate_all
from paddock.central.cli.options import data_dir_option, opened, print_result, read_settings
from paddock.central.identity.tokens import new_token as make_token
from paddock.central.migrations.run import is_begun, require_newest
from paddock.central.seeding import seed_sample
from paddock.central.settings import Mode
from paddock.domain.errors import BadInput
from paddock.domain.sentences import Sentence


@click.command()
@click.option("--sample", is_flag=True, help="The sample dealer with staff, a workstation and stock.")
@click.option(
    "--token-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A token the workstation made for itself (or PADDOCK_CENTRAL_WORKSTATION_TOKEN).",
)
@click.option("--new-token", is_flag=True, help="Make another token; the old one stops working.")
@data_dir_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def seed(data_dir: Path | None, token_file: Path | None, *, sample: bool, new_token: bool, as_json: bool) -> None:
    """Put sample data in. A token that is made here is shown once; the centre keeps only its hash."""
    if not sample:
        raise BadInput(Sentence("请加 --sample", "Say what to put in: --sample"))
    settings = read_settings(data_dir=data_dir)
    token = settings.workstation_token.get_secret_value() if settings.workstation_token else None
    if token_file is not None:
        token = _read(token_file)
    if new_token:
        token = make_token()
    with opened(settings) as centre:
        if settings.mode is Mode.EMBEDDED and not is_begun(centre.database):
            migrate_all(settings)
        require_newest(centre.database)
        dealer, added = seed_sample(centre, token)
    print_result(
        {
            "dealer_id": str(dealer.dealer_id),
            "workstation_id": str(dealer.workstation_id),
            "token": dealer.token,
            "units_added": added,
        },
        as_json=as_json,
    )


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(
            Sentence(f"无法读取令牌文件 {path}, 请核对", f"The token file {path} cannot be read: check it")
        ) from error
