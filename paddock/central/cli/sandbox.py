"""`paddock-central sandbox`: the provider alone, for several processes of one centre to share."""

import json
from pathlib import Path

import click

from paddock.central.assembly import create_provider_app
from paddock.central.cli.options import data_dir_option, read_settings
from paddock.central.logs import log_to
from paddock.central.serving import Server, listen, url_of


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(0, 65535), default=0, show_default=True, help="0: a free one.")
@click.option("--latency", type=click.FloatRange(0, 10), help="1: as slow as real sources; 0, the default: at once.")
@data_dir_option
def sandbox(host: str, port: int, latency: float | None, data_dir: Path | None) -> None:
    """Serve invented data sources and a test timestamp authority; prints its address as one line of JSON."""
    settings = read_settings(data_dir=data_dir, sandbox_latency=latency)
    log_to(settings.data_dir, "sandbox")
    listener = listen(host, port)
    Server(create_provider_app(settings), lambda: click.echo(json.dumps({"url": url_of(listener)}))).run(
        sockets=[listener]
    )
