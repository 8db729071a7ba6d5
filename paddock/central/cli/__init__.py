"""`paddock-central`: exit 0 done, 1 a finding, 2 bad input, 3 environment; errors are one sentence on stderr."""

import importlib
import json
import sys
from typing import NoReturn

import click

from paddock.domain.errors import BadInput, PaddockError, as_document, unforeseen
from paddock.domain.sentences import Language, Sentence

_COMMANDS = {
    "serve": ("paddock.central.cli.serve", "serve"),
    "worker": ("paddock.central.cli.worker", "worker"),
    "migrate": ("paddock.central.cli.migrate", "migrate"),
    "seed": ("paddock.central.cli.seed", "seed"),
    "sandbox": ("paddock.central.cli.sandbox", "sandbox"),
    "score": ("paddock.central.cli.score", "score"),
    "scorecard": ("paddock.central.cli.scorecard", "scorecard"),
    "valuation": ("paddock.central.cli.valuation", "valuation"),
    "rules": ("paddock.central.cli.rules", "rules"),
    "desk": ("paddock.central.cli.desk", "desk"),
    "staff": ("paddock.central.cli.staff", "staff"),
    "clauses": ("paddock.central.cli.clauses", "clauses"),
    "evidence": ("paddock.central.cli.evidence", "evidence"),
    "archive": ("paddock.central.cli.archive", "archive"),
    "dealers": ("paddock.central.cli.dealers", "dealers"),
    "book": ("paddock.central.cli.book", "book"),
    "consents": ("paddock.central.cli.consents", "consents"),
    "floor-plan": ("paddock.central.cli.floor_plan", "floor_plan"),
    "pool": ("paddock.central.cli.pool", "pool"),
    "dealer-staff": ("paddock.central.cli.dealer_staff", "dealer_staff"),
    "receipts": ("paddock.central.cli.receipts", "receipts"),
}
_SPEAKS = frozenset({"score", "scorecard", "valuation", "rules", "desk"})
"""The commands that take `--lang` themselves, for what they print."""


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
    given, language = _language_of(sys.argv[1:])
    try:
        # A command that ends with ctx.exit(n) gives n here.
        code = cli.main(given, prog_name="paddock-central", standalone_mode=False)
    except click.ClickException as error:
        what = error.format_message().rstrip(".")
        sentence = Sentence(f"命令有误: {what}; 用法见 paddock-central --help", f"{what}: see paddock-central --help")
        _leave(BadInput(sentence), language or "en", given)
    except click.Abort:
        sys.exit(BadInput.exit_code)
    except PaddockError as error:
        _leave(error, language, given)
    except Exception as error:  # noqa: BLE001 - every other one: automation is promised a sentence and a code
        _leave(unforeseen(error), language, given)
    sys.exit(code if isinstance(code, int) else 0)


def _leave(error: PaddockError, language: Language | None, given: list[str]) -> NoReturn:
    """Say what is wrong, as one JSON document on stdout too if that was asked for, and leave."""
    if "--json" in given:
        click.echo(json.dumps(as_document(error), ensure_ascii=False))
    sentence = error.sentence
    said = f"{sentence.en} / {sentence.zh}" if language is None else sentence.in_language(language)
    click.echo(f"paddock-central: {said}", err=True)
    sys.exit(error.exit_code)


def _language_of(arguments: list[str]) -> tuple[list[str], Language | None]:
    """The language of errors (None: both) and the arguments with `--lang` where the command that has it takes it."""
    kept, chosen, remaining = [], "", iter(arguments)
    for argument in remaining:
        if argument == "--lang":
            chosen = next(remaining, "")
        elif argument.startswith("--lang="):
            chosen = argument.removeprefix("--lang=")
        else:
            kept.append(argument)
    known: dict[str, Language] = {"zh_CN": "zh_CN", "en": "en"}
    if chosen and (chosen not in known or (kept and kept[0] in _SPEAKS)):
        kept.append(f"--lang={chosen}")  # click says what is wrong with it
    return kept, known.get(chosen)
