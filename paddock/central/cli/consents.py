"""`paddock-central consents`: who agreed to what, who was asked about them, and taking it back."""

import getpass
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar
from uuid import UUID

import click
from pydantic import ValidationError

from paddock.central.cli.options import data_dir_option, opened, read_settings
from paddock.central.consents.messages import ConsentReport, RevokeOrder, Subject
from paddock.central.consents.service import report_on, take_back
from paddock.central.migrations.run import require_newest
from paddock.central.problems import Refusal
from paddock.domain.errors import BadInput
from paddock.domain.sentences import Sentence
from paddock.wire.applications import ConsentPurpose

Command = TypeVar("Command", bound=Callable[..., None])

_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")


def _subject_options(command: Command) -> Command:
    """Whose: an ID number is read from a file, since a command line can be read by everybody on the machine."""
    command = click.option("--application", type=click.UUID, help="One application.")(command)
    return click.option(
        "--person-file",
        type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
        help="A file with the person's ID number; - reads standard input.",
    )(command)


@click.group()
def consents() -> None:
    """Consents of applicants, and every question asked under them."""


@consents.command("show")
@_subject_options
@data_dir_option
@_json
def show(application: UUID | None, person_file: Path | None, data_dir: Path | None, *, as_json: bool) -> None:
    """List the consents and the questions with their reasons."""
    subject = Subject.model_validate(_subject(application, person_file))
    with opened(read_settings(data_dir=data_dir)) as centre:
        require_newest(centre.database)
        with centre.database.reading() as session:
            found = _or_bad(lambda: report_on(session, subject))
    click.echo(found.model_dump_json() if as_json else _for_people(found))


@consents.command("revoke")
@_subject_options
@click.option(
    "--purpose",
    "purposes",
    type=click.Choice([purpose.value for purpose in ConsentPurpose]),
    multiple=True,
    help="Only this one; may be given twice. Without it: all.",
)
@click.option("--because", required=True, help="Why, in the person's words.")
@data_dir_option
@_json
def revoke(  # the options of a command are its parameters
    application: UUID | None,
    person_file: Path | None,
    purposes: tuple[str, ...],
    because: str,
    data_dir: Path | None,
    *,
    as_json: bool,
) -> None:
    """Take consents back: no source is asked under them any more, not even for an application under way."""
    order = _order(_subject(application, person_file), purposes, because)
    with opened(read_settings(data_dir=data_dir)) as centre:
        require_newest(centre.database)
        with centre.database.writing() as session:
            done = _or_bad(lambda: take_back(session, order, f"paddock-central ({getpass.getuser()})", centre.clock()))
    click.echo(
        done.model_dump_json()
        if as_json
        else "\n".join(f"{each.application_id} {each.purpose}" for each in done.revoked)
    )


def _subject(application: UUID | None, person_file: Path | None) -> dict[str, object]:
    if (application is None) == (person_file is None):
        raise BadInput(Sentence("请给出 --application 或 --person-file 之一", "Give --application or --person-file"))
    if person_file is None:
        return {"application_id": application}
    try:
        with click.open_file(str(person_file), encoding="utf-8-sig") as file:
            number = str(file.read()).strip().upper()
        return Subject(resident_id_number=number).model_dump()
    except (OSError, UnicodeDecodeError, ValidationError) as error:
        raise BadInput(
            Sentence(
                f"{person_file} 中没有 18 位身份证号, 请更正",
                f"There is no ID number of 18 characters in {person_file}",
            )
        ) from error


def _order(subject: dict[str, object], purposes: tuple[str, ...], because: str) -> RevokeOrder:
    wanted = {"purposes": list(purposes)} if purposes else {}
    try:
        return RevokeOrder.model_validate(subject | wanted | {"because": because})
    except ValidationError as error:
        raise BadInput(Sentence("--because 应为 2 至 500 个字", "Give --because in 2 to 500 characters")) from error


Found = TypeVar("Found")


def _or_bad(work: Callable[[], Found]) -> Found:
    try:
        return work()
    except Refusal as error:
        raise BadInput(
            Sentence("台账中没有此人或此进件, 请核对", "The ledger holds no such person or application: check it")
        ) from error


def _for_people(report: ConsentReport) -> str:
    lines = [
        f"{one.application_id} {one.purpose} {one.text_version} {one.given_at:%Y-%m-%d %H:%M}"
        + (f" 已撤回 revoked {one.revoked_at:%Y-%m-%d %H:%M} ({one.revoked_because})" if one.revoked_at else "")
        for one in report.consents
    ]
    lines += [
        f"  {one.asked_at:%Y-%m-%d %H:%M} {one.source} {one.caption.zh}: {one.reason.zh} [{one.outcome or '…'}]"
        for one in report.queries
    ]
    return "\n".join(lines)
