"""`paddock sync --once`: send what waits and fetch what the centre decided, without a window."""

import threading
from typing import TYPE_CHECKING, Any

import click

from paddock.app.cli.front import Front, json_option, print_json
from paddock.domain.errors import EnvironmentFault
from paddock.domain.sentences import Sentence

if TYPE_CHECKING:
    from paddock.app.bootstrap import Workstation
    from paddock.sync.events import SyncReport


@click.command("sync")
@click.option("--once", is_flag=True, required=True, help="One pass, then leave.")
@click.option(
    "--wait", "wait_seconds", type=click.IntRange(0, 600), default=0, show_default=True,
    help="Go on for up to this many seconds, until the centre has decided on everything that was delivered.",
)  # fmt: skip
@json_option
@click.pass_context
def sync_command(context: click.Context, *, once: bool, wait_seconds: int, as_json: bool) -> None:  # noqa: ARG001
    """Send what waits and fetch what the centre decided; starts the embedded centre if no --central is given.

    Exit code: 0 everything delivered, 1 something needs a person, 3 the centre could not be reached or could not
    take what waits.
    """
    front: Front = context.obj
    with front.workstation() as workstation:
        document, report = _synchronise(workstation, wait_seconds)
    if as_json:
        print_json(document)
    else:
        front.say(
            Sentence(
                f"送达 {document['accepted']}, 退回 {document['rejected']}, 冲突 {document['conflict']}, "
                f"待发 {document['waiting']}, 收到变更 {document['changes']}",
                f"{document['accepted']} delivered, {document['rejected']} sent back, {document['conflict']} in "
                f"conflict, {document['waiting']} waiting, {document['changes']} changes received",
            )
        )
    if report.cause is not None and (not report.online or document["waiting"]):
        front.leave(EnvironmentFault(report.cause))
    context.exit(1 if document["needs_me"] else 0)


def _synchronise(workstation: "Workstation", wait_seconds: int) -> tuple[dict[str, Any], "SyncReport"]:
    from paddock.app.bootstrap import CENTRE_START_SECONDS  # noqa: PLC0415

    workstation.sync.refuse_if_running()
    if workstation.centre is not None:
        workstation.centre.start()
        workstation.centre.wait_until_ready(CENTRE_START_SECONDS)
    reports = [workstation.sync.run_once()]
    pause = threading.Event()
    while len(reports) <= wait_seconds and _something_is_open(workstation):
        pause.wait(1.0)
        reports.append(workstation.sync.run_once())
    names = ("accepted", "rejected", "conflict", "postponed", "changes", "pdfs")
    totals = {name: sum(getattr(report, name) for report in reports) for name in names}
    return _document(workstation, totals, reports[-1]), reports[-1]


def _something_is_open(workstation: "Workstation") -> bool:
    from paddock.app.store import queries  # noqa: PLC0415
    from paddock.app.store.views import OutboxState  # noqa: PLC0415

    return any(
        card.local_state in {OutboxState.QUEUED, OutboxState.SENDING}
        or (card.local_state is OutboxState.ACCEPTED and not (card.central_state and card.central_state.is_decided))
        for card in queries.deal_cards(workstation.store, limit=10_000)
    )


def _document(workstation: "Workstation", totals: dict[str, int], report: "SyncReport") -> dict[str, Any]:
    from datetime import UTC, datetime  # noqa: PLC0415

    from paddock.app.store import queries  # noqa: PLC0415

    summary = queries.queue_summary(workstation.store, datetime.now(UTC))
    cause = report.cause
    return {
        **totals,
        "waiting": summary.waiting,
        "needs_me": summary.needs_me,
        "waiting_for": summary.waiting_for.value,
        "online": report.online,
        "signed_out": report.signed_out,
        "cause": None if cause is None else {"zh": cause.zh, "en": cause.en},
    }
