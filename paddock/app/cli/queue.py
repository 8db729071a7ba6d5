"""`paddock queue list|show|retry|export`: the outbox, also while a window is open."""

from datetime import UTC, datetime
from pathlib import Path

import click

from paddock.app.cli.front import Front, json_option, print_json, read_id
from paddock.domain.errors import BadInput
from paddock.domain.sentences import Sentence


@click.group("queue")
def queue_command() -> None:
    """Look at the queue of unsent work, and act on it."""


@queue_command.command("list")
@click.option("--unsettled", is_flag=True, help="Only what has not been delivered.")
@json_option
@click.pass_obj
def list_queue(front: Front, *, unsettled: bool, as_json: bool) -> None:
    """List applications, offers taken and signatures on their way to the centre."""
    from paddock.app.services.queue_actions import row_as_json  # noqa: PLC0415
    from paddock.app.store import queries  # noqa: PLC0415

    with front.store() as store:
        summary = queries.queue_summary(store, datetime.now(UTC))
        rows = queries.queue_rows(store, unsettled_only=unsettled, limit=100_000)
    if as_json:
        counts = {
            "created": summary.created,
            "accepted": summary.accepted,
            "rejected": summary.rejected,
            "conflict": summary.conflict,
            "waiting": summary.waiting,
            "needs_me": summary.needs_me,
            "waiting_for": summary.waiting_for.value,
            "until": summary.until and summary.until.isoformat(),
        }
        print_json({"summary": counts, "rows": [row_as_json(row) for row in rows]})
        return
    for row in rows:
        reason = row.last_problem or row.what_next
        click.echo(
            f"{row.outbox_id}  {row.state.name_for_people.in_language(front.language)}  "
            f"{row.kind.name_for_people.in_language(front.language)}  {row.applicant_name}  {row.vehicle}  "
            f"{reason.in_language(front.language)}"
        )
    front.say(
        Sentence(
            f"创建 {summary.created} = 送达 {summary.accepted} + 退回 {summary.rejected} + 冲突 {summary.conflict} "
            f"+ 待发 {summary.waiting}",
            f"{summary.created} created = {summary.accepted} delivered + {summary.rejected} sent back "
            f"+ {summary.conflict} in conflict + {summary.waiting} waiting",
        )
    )


@queue_command.command("show")
@click.argument("outbox_id", metavar="ID")
@json_option
@click.pass_obj
def show_item(front: Front, *, outbox_id: str, as_json: bool) -> None:
    """Show one row with its frozen body and the centre's answer."""
    from paddock.app.services.queue_actions import item_as_json  # noqa: PLC0415
    from paddock.app.store import queries  # noqa: PLC0415

    row_id = read_id(outbox_id)
    with front.store() as store:
        item = queries.queue_item(store, row_id)
    if item is None:
        raise BadInput(Sentence(f"队列中没有 {row_id}, 请核对编号", f"There is no {row_id} in the queue: check the id"))
    if as_json:
        print_json(item_as_json(item))
        return
    row = item.row
    for sentence in (row.kind.name_for_people, row.state.name_for_people, row.last_problem, row.what_next):
        if sentence is not None:
            front.say(sentence)
    click.echo(f"{row.applicant_name}  {row.vehicle}  SHA-256 {item.body_sha256}")


@queue_command.command("retry")
@click.argument("outbox_id", metavar="ID")
@json_option
@click.pass_obj
def retry_item(front: Front, *, outbox_id: str, as_json: bool) -> None:
    """Send a waiting or refused row again, unchanged, at the next synchronisation."""
    from paddock.app.services.queue_actions import retry  # noqa: PLC0415

    row_id = read_id(outbox_id)
    with front.store() as store:
        retry(store, row_id)
    if as_json:
        print_json({"id": str(row_id), "state": "queued"})
    else:
        front.say(Sentence("已重新排队, 将在下次同步时发送", "Queued again; it is sent with the next synchronisation"))


@queue_command.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@json_option
@click.pass_obj
def export(front: Front, *, file: Path, as_json: bool) -> None:
    """Write the whole queue, bodies and answers, to FILE as JSON (personal data in clear)."""
    from paddock.app.services.queue_actions import export_queue  # noqa: PLC0415

    with front.store() as store:
        count = export_queue(store, file)
    if as_json:
        print_json({"file": str(file), "rows": count})
    else:
        front.say(
            Sentence(
                f"已导出 {count} 项到 {file} (含个人信息, 请妥善保管)",
                f"{count} rows written to {file}; it holds personal data: keep it safe",
            )
        )
