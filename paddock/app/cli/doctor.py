"""`paddock doctor`: what is wrong with this workstation, what to do about it, and what can be mended from here."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from paddock.app.cli.front import Front, ask_in_terminal, json_option, print_json
from paddock.domain.errors import EnvironmentFault, Finding, PaddockError
from paddock.domain.sentences import Sentence

if TYPE_CHECKING:
    from paddock.app.services.doctor import Doctor, PartReport


@click.command("doctor")
@click.option(
    "--repair",
    is_flag=True,
    help="Also do what can be done from here and loses nothing: remove old logs and copies, connect again, and save a "
    "damaged database's rows into a new file beside it, the damaged one being left as it is.",
)
@click.option(
    "--restore",
    type=click.Path(path_type=Path),
    metavar="COPY",
    help="Put a whole copy (its folder, or the database in it) in the place of the database, which is kept beside it.",
)
@json_option
@click.pass_context
def doctor_command(context: click.Context, *, repair: bool, restore: Path | None, as_json: bool) -> None:
    """Look at camera, keyring, database, centre, clock and disk.

    Exit code: 0 all well, 1 something is wrong; the line says what to do.
    """
    front: Front = context.obj
    done: list[Sentence] = []
    if restore is not None:
        done.append(_without_store(front).restore_database(restore, ask_in_terminal))
    with _doctor(front) as doctor:
        reports = doctor.examine()
        if repair:
            done += _repair(doctor, reports)
            reports = doctor.examine()
    if as_json:
        print_json([_document(report) for report in reports])
    else:
        for report in reports:
            click.echo(f"{'✓' if report.ok else '✗'} {report.name}: {report.sentence.in_language(front.language)}")
    for sentence in done:
        # What was done is no finding: standard output stays what automation reads.
        click.echo(f"paddock: {sentence.in_language(front.language)}", err=True)
    context.exit(0 if all(report.ok for report in reports) else Finding.exit_code)


@contextmanager
def _doctor(front: Front) -> "Iterator[Doctor]":
    """The doctor of the open workstation; of what can be looked at where it does not open."""
    try:
        with front.workstation() as workstation:
            # A centre that does not start is what the doctor is asked about: its line says so. While a window is
            # open, the centre is the window's.
            if workstation.centre is not None and not workstation.sync.is_running_elsewhere():
                workstation.centre.start()
            yield workstation.doctor()
            return
    except EnvironmentFault as error:
        fault = error
    yield _without_store(front, fault)


def _without_store(front: Front, fault: PaddockError | None = None) -> "Doctor":
    from paddock.app.bootstrap import doctor_without_store  # noqa: PLC0415 - SQLAlchemy costs 200 ms

    closed = EnvironmentFault(Sentence("数据未打开", "The data is not open"))
    return doctor_without_store(front.profile, front.central_url, fault or closed)


def _repair(doctor: "Doctor", reports: "list[PartReport]") -> list[Sentence]:
    from paddock.app.services.doctor import Remedy  # noqa: PLC0415 - as above

    ways: dict[Remedy, Callable[[], Sentence]] = {
        Remedy.CLEAN_DISK: doctor.clean_disk,
        Remedy.RECONNECT_DATABASE: doctor.reconnect_database,
        Remedy.SALVAGE_DATABASE: lambda: doctor.salvage_database(ask_in_terminal)[0],
    }
    done = []
    for remedy in (remedy for report in reports for remedy in report.remedies if remedy in ways):
        try:
            done.append(ways[remedy]())
        except PaddockError as error:
            done.append(error.sentence)
    return done


def _document(report: "PartReport") -> dict[str, Any]:
    return {
        "name": report.name,
        "ok": report.ok,
        "message": _both(report.sentence),
        "facts": [{"name": fact.name, "ok": fact.ok, "message": _both(fact.text)} for fact in report.facts],
    }


def _both(sentence: Sentence) -> dict[str, str]:
    return {"zh": sentence.zh, "en": sentence.en}
