"""What a person can do about the queue."""

import base64
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from paddock.app.services.drafts import save_draft
from paddock.app.services.moments import moment, new_id
from paddock.app.store import outbox, queries
from paddock.app.store.draft_json import read_draft
from paddock.app.store.files import write_safely
from paddock.app.store.ledger import Audit, last_audit
from paddock.app.store.models import ApplicationRow, OutboxRow
from paddock.app.store.store import Store, Topic
from paddock.app.store.views import OutboxKind, OutboxState, QueueItem, QueueRow
from paddock.domain.application_draft import ApplicationDraft
from paddock.domain.errors import BadInput
from paddock.domain.long_work import UNWATCHED, Work
from paddock.domain.sentences import Sentence


def retry(store: Store, outbox_id: UUID, now: datetime | None = None) -> None:
    """Send a waiting or refused row again as soon as possible, unchanged.

    Raises:
        BadInput: no such row, or it was already delivered.
    """
    at = moment(now)
    with store.write(Topic.OUTBOX) as connection:
        row = connection.execute(
            select(OutboxRow.state, OutboxRow.application_id).where(OutboxRow.id == outbox_id)
        ).one_or_none()
        if row is None:
            raise _unknown(outbox_id)
        state = OutboxState(row.state)
        if state is OutboxState.ACCEPTED and not _is_doubted(connection, outbox_id):
            raise BadInput(Sentence("该项已送达, 无需重试", "This was delivered already; nothing to try again"))
        if state is OutboxState.SENDING:
            return
        outbox.queue_again(connection, outbox_id)
        if row.application_id is not None and state.needs_person:
            outbox.note(connection, row.application_id, at, Sentence("人工重试", "Tried again by hand"))
            outbox.touch(connection, [row.application_id], at)


def _is_doubted(connection: Connection, outbox_id: UUID) -> bool:
    """Whether the last comparison found something amiss with this delivered row: then it may be sent again."""
    audit = last_audit(connection)
    doubted = {one.client_id for one in audit.differences} if audit else set()
    known = connection.execute(select(OutboxRow.body_sha256).where(OutboxRow.id == outbox_id)).scalar()
    return str(outbox_id) in doubted or known in doubted


def retry_all_waiting(store: Store) -> int:
    """Try everything that waits at once; returns how many rows."""
    with store.write(Topic.OUTBOX) as connection:
        return outbox.forget_waits(connection)


def edit_and_resend(store: Store, outbox_id: UUID, edited_by: str, now: datetime | None = None) -> ApplicationDraft:
    """A new draft with a new id, copied from an application the centre refused; the refused one stays as it is.

    Raises:
        BadInput: no such row, not an application, or not refused.
    """
    at = moment(now)
    with store.read() as connection:
        row = connection.execute(
            select(OutboxRow.kind, OutboxRow.state, ApplicationRow.body)
            .outerjoin(ApplicationRow, ApplicationRow.id == OutboxRow.application_id)
            .where(OutboxRow.id == outbox_id)
        ).one_or_none()
    if row is None:
        raise _unknown(outbox_id)
    if row.kind != OutboxKind.APPLICATION.value or not OutboxState(row.state).needs_person or row.body is None:
        raise BadInput(
            Sentence(
                "只有被退回或冲突的进件才能复制修改",
                "Only an application that was sent back or is in conflict can be copied and edited",
            )
        )
    draft = replace(read_draft(row.body), id=new_id(), created_at=at, created_by=edited_by)
    save_draft(store, draft, at)
    return draft


def export_queue(store: Store, path: Path, now: datetime | None = None, work: Work = UNWATCHED) -> int:
    """Write the whole queue as one JSON document (personal data in clear: it is for support); returns the rows.

    Raises:
        EnvironmentFault: the place cannot be written.
        Cancelled: stopped by way of `work`; nothing was written.
    """
    rows = list(_exported(store, work))
    document = {"exported_at": moment(now).isoformat(), "rows": rows}
    write_safely(path, json.dumps(document, ensure_ascii=False, indent=1).encode())
    return len(rows)


def row_as_json(row: QueueRow) -> dict[str, Any]:
    """A queue row as plain values; sentences as `{"zh": …, "en": …}`, times in ISO 8601."""
    return {
        "id": str(row.outbox_id),
        "application_id": str(row.application_id),
        "kind": row.kind.value,
        "applicant": row.applicant_name,
        "vehicle": row.vehicle,
        "state": row.state.value,
        "attempts": row.attempts,
        "next_attempt_at": row.next_attempt_at and row.next_attempt_at.isoformat(),
        "last_problem": _pair(row.last_problem),
        "what_next": _pair(row.what_next),
        "whose_turn": row.whose_turn.value,
        "created_at": row.created_at.isoformat(),
    }


def item_as_json(item: QueueItem) -> dict[str, Any]:
    """A queue item as plain values, with its frozen body and the centre's answer as they went over the wire."""
    return {
        **row_as_json(item.row),
        "body": _bytes(item.body),
        "body_sha256": item.body_sha256,
        "problem": item.problem.model_dump(mode="json") if item.problem else None,
        "receipt": None if item.receipt is None else _bytes(item.receipt),
        "signed_receipt": item.signed_receipt,
        "settled_at": item.sent_at and item.sent_at.isoformat(),
        "images_waiting": item.images_waiting,
    }


def audit_as_json(audit: Audit) -> dict[str, Any]:
    """A comparison with the centre as plain values."""
    return {
        "at": audit.at.isoformat(),
        "agrees": audit.agrees,
        "here": audit.here,
        "there": audit.there,
        "elsewhere": audit.elsewhere,
        "receipts": audit.receipts,
        "differences": [
            {
                "kind": one.kind.value,
                "what": one.what.value,
                "id": one.client_id,
                "here": one.here,
                "there": one.there,
                "message": _pair(one.kind.sentence),
            }
            for one in audit.differences
        ],
    }


def _exported(store: Store, work: Work) -> Iterator[dict[str, Any]]:
    with store.read() as connection:
        ids = list(connection.scalars(select(OutboxRow.id).order_by(OutboxRow.sequence)))
    for outbox_id in work.each(ids, len(ids), Sentence("正在导出队列", "Exporting the queue")):
        item = queries.queue_item(store, outbox_id)
        if item is not None:
            yield item_as_json(item)


def _bytes(data: bytes) -> Any:
    try:
        return json.loads(data)
    except ValueError:
        return base64.b64encode(data).decode()


def _pair(sentence: Sentence | None) -> dict[str, str] | None:
    return None if sentence is None else {"zh": sentence.zh, "en": sentence.en}


def _unknown(outbox_id: UUID) -> BadInput:
    return BadInput(
        Sentence(
            f"队列中没有 {outbox_id}, 请用 paddock queue list 查看编号",
            f"There is no {outbox_id} in the queue: see paddock queue list",
        )
    )
