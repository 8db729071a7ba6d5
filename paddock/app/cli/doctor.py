"""`paddock doctor`: what is wrong with this workstation, and what to do about it."""

import click

from paddock.app.cli.front import Front, json_option, print_json
from paddock.domain.errors import EnvironmentFault


@click.command("doctor")
@json_option
@click.pass_context
def doctor_command(context: click.Context, *, as_json: bool) -> None:
    """Look at camera, keyring, database, centre, clock and disk.

    Exit code: 0 all well, 1 something is wrong; the line says what to do.
    """
    from paddock.app.bootstrap import doctor_without_store  # noqa: PLC0415

    front: Front = context.obj
    try:
        with front.workstation() as workstation:
            # A centre that does not start is what the doctor is asked about: its line says so. While a window is
            # open, the centre is the window's.
            if workstation.centre is not None and not workstation.sync.is_running_elsewhere():
                workstation.centre.start()
            lines = workstation.doctor()
    except EnvironmentFault as fault:
        lines = doctor_without_store(front.profile, front.central_url, fault)
    if as_json:
        print_json(
            [
                {"name": line.name, "ok": line.ok, "message": {"zh": line.sentence.zh, "en": line.sentence.en}}
                for line in lines
            ]
        )
    else:
        for line in lines:
            click.echo(f"{'✓' if line.ok else '✗'} {line.name}: {line.sentence.in_language(front.language)}")
    context.exit(0 if all(line.ok for line in lines) else 1)
