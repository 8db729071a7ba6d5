"""`paddock-central receipts keys|rotate`."""

from pathlib import Path

import click

from paddock.central.cli.options import data_dir_option, print_result, read_settings
from paddock.central.keys import keys_of
from paddock.central.receipts.signer import ReceiptSigner, rotate


@click.group()
def receipts() -> None:
    """The keys that receipts are signed with."""


@receipts.command("keys")
@data_dir_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def show(data_dir: Path | None, *, as_json: bool) -> None:
    """The public keys there are and were; the last one is in use."""
    published = ReceiptSigner(keys_of(read_settings(data_dir=data_dir))).published()
    print_result(published.model_dump(mode="json"), as_json=as_json)


@receipts.command("rotate")
@data_dir_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def rotate_key(data_dir: Path | None, *, as_json: bool) -> None:
    """Add a key and forget the private part of the one before; restart the serving processes afterwards."""
    key = rotate(keys_of(read_settings(data_dir=data_dir)))
    print_result(key.model_dump(mode="json"), as_json=as_json)
