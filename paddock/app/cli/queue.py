"""`paddock queue list|show|retry|export|import`: the outbox, also while a window is open."""

import os
from datetime import UTC, datetime
from pathlib import Path

import click

from paddock.app.cli.front import Front, ask_in_terminal, json_option, print_json, read_id
from paddock.domain.errors import BadInput, Finding
from paddock.domain.sentences import Sentence

BUNDLE_PASSPHRASE = "PADDOCK_BUNDLE_PASSPHRASE"  # noqa: S105 - the name of the variable


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
@click.option(
    "--encrypted",
    is_flag=True,
    help="Only unsent work, with its pictures, for another workstation of this dealer; asks for a passphrase "
    f"(or takes it from {BUNDLE_PASSPHRASE}).",
)
@json_option
@click.pass_obj
def export(front: Front, *, file: Path, encrypted: bool, as_json: bool) -> None:
    """Write the queue to FILE: as JSON in clear for support, or --encrypted for another workstation."""
    if encrypted:
        _export_unsent(front, file, as_json=as_json)
        return
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


@queue_command.command("import")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@json_option
@click.pass_obj
def import_(front: Front, *, file: Path, as_json: bool) -> None:
    """Take up an encrypted FILE of unsent work; taking it up again changes nothing."""
    from paddock.app.services.bundle import unpack  # noqa: PLC0415

    with front.store() as store:
        found = unpack(store, file, bundle_passphrase(new=False))
    if as_json:
        print_json(
            {"drafts": found.drafts, "requests": found.requests, "pictures": found.pictures, "known": found.known}
        )
    else:
        front.say(
            Sentence(
                f"已导入: 请求 {found.requests}, 草稿 {found.drafts}, 影像 {found.pictures}; 本机已有 {found.known}",
                f"Taken up: {found.requests} requests, {found.drafts} drafts, {found.pictures} pictures; "
                f"{found.known} were here already",
            )
        )


@queue_command.command("audit")
@json_option
@click.pass_obj
def audit_queue(front: Front, *, as_json: bool) -> None:
    """Compare everything sent from here with what the centre holds, and say exactly what differs.

    Exit code: 0 both sides agree, 1 they differ, 3 the centre cannot be asked.
    """
    from paddock.app.services.queue_actions import audit_as_json  # noqa: PLC0415

    with front.workstation() as workstation:
        workstation.start_centre_if_ours()
        found = workstation.sync.audit()
    if as_json:
        print_json(audit_as_json(found))
    counted = Sentence(
        f"本机 {found.here}, 中心 {found.there} (其中其它工作台 {found.elsewhere}), 签名回执 {found.receipts}",
        f"{found.here} here, {found.there} at the centre ({found.elsewhere} of other workstations), "
        f"{found.receipts} signed receipts",
    )
    if found.agrees:
        if not as_json:
            front.say(Sentence(f"一致: {counted.zh}", f"Both sides agree: {counted.en}"))
        return
    if not as_json:
        for one in found.differences:
            click.echo(f"{one.kind}  {one.what}  {one.client_id}  {one.here} / {one.there}")
            front.say(one.kind.sentence)
    number = len(found.differences)
    front.leave(Finding(Sentence(f"有 {number} 处不一致: {counted.zh}", f"{number} differences: {counted.en}")))


def _export_unsent(front: Front, file: Path, *, as_json: bool) -> None:
    from paddock.app.services.bundle import pack_unsent  # noqa: PLC0415

    with front.store() as store:
        made = pack_unsent(store, file, bundle_passphrase(new=True))
    if as_json:
        counts = {"drafts": made.drafts, "requests": made.requests, "pictures": made.pictures}
        print_json({"file": str(file), **counts, "missing": list(made.missing)})
        return
    front.say(
        Sentence(
            f"已加密导出到 {file}: 请求 {made.requests}, 草稿 {made.drafts}, 影像 {made.pictures}"
            + (f"; 缺失影像 {len(made.missing)} 张, 请重新拍照" if made.missing else ""),
            f"Written to {file}, encrypted: {made.requests} requests, {made.drafts} drafts, {made.pictures} pictures"
            + (f"; {len(made.missing)} pictures are missing here: take them again" if made.missing else ""),
        )
    )


def bundle_passphrase(*, new: bool) -> str:
    """From the environment, or asked for. Raises `BadInput` where there is neither."""
    found = os.environ.get(BUNDLE_PASSPHRASE) or ask_in_terminal(new)
    if not found:
        raise BadInput(
            Sentence(
                f"需要交接文件的口令: 请设置环境变量 {BUNDLE_PASSPHRASE}, 或在终端中运行",
                f"The hand-over file needs a passphrase: set {BUNDLE_PASSPHRASE}, or run in a terminal",
            )
        )
    return found
