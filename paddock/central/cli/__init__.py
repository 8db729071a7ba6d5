"""`paddock-central`: exit 0 done, 1 a finding, 2 bad input, 3 environment; errors are one sentence on stderr."""

import importlib
import sys
from typing import NoReturn

import click

from paddock.domain.errors import BadInput, PaddockError

_COMMANDS = {
    "serve": ("paddock.central.cli.serve", "serve"),
    "worker": ("paddock.central.cli.worker", "worker"),
    "migrate": ("paddock.central.cli.migrate", "migrate"),
    "seed": ("paddock.central.cli.seed", "seed"),
    "sandbox": ("paddock.central.cli.sandbox", "sandbox"),
    "score": ("paddock.central.cli.score", "score"),
}


class LazyGroup(click.Group):
    """Imports a command when it is called, so that `--help` and light commands start at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The commands, in the order of the documentation."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command, imported now."""
        if cmd_name not in _COMMANDS:
            return None
        module, name = _COMMANDS[cmd_name]
        command: click.Command = getattr(importlib.import_module(module), name)
        return command


@click.group(cls=LazyGroup)
def cli() -> None:
    """Run the central service of Paddock (settings: environment variables PADDOCK_CENTRAL_*)."""


def main() -> NoReturn:
    """Run the command line and leave with its exit code."""
    try:
        # A command that ends with ctx.exit(n) gives n here.
        code = cli.main(standalone_mode=False)
    except click.ClickException as error:
        click.echo(f"paddock-central: {error.format_message()}", err=True)
        sys.exit(BadInput.exit_code)
    except click.Abort:
        sys.exit(BadInput.exit_code)
    except PaddockError as error:
        click.echo(f"paddock-central: {error.sentence.en} / {error.sentence.zh}", err=True)
        sys.exit(error.exit_code)
    sys.exit(code if isinstance(code, int) else 0)
