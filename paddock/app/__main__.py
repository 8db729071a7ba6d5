"""The front door of `paddock`: a verb, or the window.

Exit codes: 0 done, 1 a finding, 2 bad input, 3 environment. Errors are one sentence on stderr, in the language
chosen, saying what is wrong and what to do.
"""

import importlib
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

import click

from paddock.app.cli.front import Front, print_json
from paddock.domain.errors import BadInput, EnvironmentFault, PaddockError, as_document, unforeseen
from paddock.domain.sentences import Language, Sentence

_VERBS = {
    "scan": ("paddock.app.cli.scan", "scan_command"),
    "batch": ("paddock.app.cli.batch", "batch_command"),
    "submit": ("paddock.app.cli.deals", "submit_command"),
    "deals": ("paddock.app.cli.deals", "deals_command"),
    "accept": ("paddock.app.cli.deals", "accept_command"),
    "answer": ("paddock.app.cli.deals", "answer_command"),
    "sign": ("paddock.app.cli.deals", "sign_command"),
    "contract": ("paddock.app.cli.deals", "contract_command"),
    "queue": ("paddock.app.cli.queue", "queue_command"),
    "sync": ("paddock.app.cli.sync", "sync_command"),
    "verify": ("paddock.app.cli.verify", "verify_command"),
    "staff": ("paddock.app.cli.staff", "staff_command"),
    "sign-out": ("paddock.app.cli.leaving", "sign_out_command"),
    "rotate-key": ("paddock.app.cli.leaving", "rotate_key_command"),
    "uninstall-check": ("paddock.app.cli.leaving", "uninstall_check_command"),
    "doctor": ("paddock.app.cli.doctor", "doctor_command"),
}
_PROCESSES = {
    "capture-process": "paddock.app.capture.process.__main__",
    "verify-process": "paddock.app.services.verification.__main__",
}
"""Not for people: how an installed Paddock, which is one program, starts its other processes."""
_EVERYWHERE = ("--profile", "--central", "--lang")
_LANGUAGES: tuple[Language, ...] = ("zh_CN", "en")


class LazyVerbs(click.Group):
    """Imports a verb when it is called: `paddock queue list` must not wait for OpenCV or Qt."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The verbs, in the order of a deal."""
        return list(_VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The verb, imported now."""
        if cmd_name not in _VERBS:
            return None
        module, name = _VERBS[cmd_name]
        command: click.Command = getattr(importlib.import_module(module), name)
        return command


@click.group(cls=LazyVerbs, invoke_without_command=True)
@click.option(
    "--profile",
    type=click.Path(file_okay=False, path_type=Path),
    envvar="PADDOCK_PROFILE",
    help="Data folder (default: the user's data folder).",
)
@click.option(
    "--central",
    envvar="PADDOCK_CENTRAL",
    metavar="URL",
    help="The centre (default: one embedded in this workstation); its token comes from PADDOCK_TOKEN or "
    "from the sign-in in the settings.",
)
@click.option("--lang", type=click.Choice(_LANGUAGES), envvar="PADDOCK_LANG", help="Language of the messages.")
@click.option("--gallery", is_flag=True, help="Show every widget of the window in every state, and nothing else.")
@click.pass_context
def cli(
    context: click.Context,
    profile: Path | None,
    central: str | None,
    lang: Language | None,
    gallery: bool,  # noqa: FBT001 - click calls with what the options say
) -> None:
    """Paddock 车融工作台: the dealer's workstation. Without a verb it opens its window."""
    context.obj = Front(profile or default_profile(), central or None, lang or language_of_session())
    if context.invoked_subcommand is None:
        front: Front = context.obj
        refuse_without_display()
        # Imported late: the window is not needed by any verb.
        from paddock.app.window import open_gallery, open_window  # noqa: PLC0415

        if gallery:
            context.exit(open_gallery(front.language))
        context.exit(open_window(front.profile, front.central_url, front.language))


def default_profile() -> Path:
    """The user's data folder for Paddock."""
    import platformdirs  # noqa: PLC0415

    return platformdirs.user_data_path("paddock", appauthor=False)


def language_of_session() -> Language:
    """English in an English session, else Chinese, the product's first language."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return "en" if value.startswith("en") else "zh_CN"
    return "zh_CN"


def refuse_without_display() -> None:
    """Raise `EnvironmentFault` where no window can be shown."""
    shown_elsewhere = os.environ.get("QT_QPA_PLATFORM", "") not in {"", "xcb", "wayland"}
    if sys.platform in {"win32", "darwin"} or shown_elsewhere:
        return
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        raise EnvironmentFault(
            Sentence(
                "没有图形显示 (DISPLAY 与 WAYLAND_DISPLAY 均未设置), 无法打开窗口; 请在桌面会话中运行, "
                "或安装 xvfb 后用 xvfb-run -a 运行",
                "There is no display (neither DISPLAY nor WAYLAND_DISPLAY is set), so no window can be opened: "
                "run it in a desktop session, or install xvfb and run it under xvfb-run -a",
            )
        )


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and leave with its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given and given[0] in _PROCESSES:
        serve: Callable[[list[str]], NoReturn] = importlib.import_module(_PROCESSES[given[0]]).main
        serve(given[1:])
    try:
        code = cli.main(hoist(given), prog_name="paddock", standalone_mode=False)
    except click.ClickException as error:
        _leave(_usage(error), given)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(BadInput.exit_code)
    except PaddockError as error:
        _leave(error, given)
    except Exception as error:  # noqa: BLE001 - every other one: automation is promised a sentence and a code
        _leave(unforeseen(error), given)
    sys.exit(code if isinstance(code, int) else 0)


def _leave(error: PaddockError, given: list[str]) -> NoReturn:
    """Say what is wrong, as one JSON document on stdout too if that was asked for, and leave."""
    if "--json" in given:
        print_json(as_document(error))
    click.echo(f"paddock: {error.sentence.in_language(_chosen_language(given))}", err=True)
    sys.exit(error.exit_code)


def _usage(error: click.ClickException) -> BadInput:
    what = error.format_message().rstrip(".")
    return BadInput(Sentence(f"命令有误: {what}; 用法见 paddock --help", f"{what}: see paddock --help"))


def hoist(arguments: list[str]) -> list[str]:
    """The arguments with `--profile`, `--central` and `--lang` moved before the verb, wherever they were given.

    Raises `click.UsageError` for one without its value: it must not swallow the verb.
    """
    hoisted: list[str] = []
    rest: list[str] = []
    remaining = iter(arguments)
    for argument in remaining:
        if argument == "--":
            rest += [argument, *remaining]
        elif argument in _EVERYWHERE:
            value = next(remaining, None)
            if value is None or value.startswith("--"):
                raise click.UsageError(f"Option '{argument}' requires an argument.")
            hoisted += [argument, value]
        elif argument.startswith(tuple(f"{option}=" for option in _EVERYWHERE)):
            hoisted.append(argument)
        else:
            rest.append(argument)
    return hoisted + rest


def _chosen_language(given: list[str]) -> Language:
    for before, argument in zip(["", *given], given, strict=False):
        value = argument.removeprefix("--lang=") if argument.startswith("--lang=") else argument
        if (before == "--lang" or argument.startswith("--lang=")) and value in _LANGUAGES:
            return "en" if value == "en" else "zh_CN"
    chosen = os.environ.get("PADDOCK_LANG", "")
    return ("en" if chosen == "en" else "zh_CN") if chosen in _LANGUAGES else language_of_session()


if __name__ == "__main__":
    main()
