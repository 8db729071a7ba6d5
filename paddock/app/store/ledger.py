"""The ledger of this workstation: everything that was ever to be sent, what became of it, and the last comparison.

`created = delivered + sent back + in conflict + waiting`, for requests and for pictures, always: all five are counted
from the same rows in one snapshot, and no row ever leaves the table (migration 0004).
"""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, func, insert, select

from paddock.app.store.models import AuditRow, OutboxRow
from paddock.app.store.store import Store, Topic
from paddock.app.store.views import OutboxKind, OutboxState
from paddock.domain.sentences import Sentence

_AT_ONCE = 1000
_LISTED = 500


@dataclass(frozen=True, slots=True)
class Counts:
    """One line of the ledger."""

    created: int
    accepted: int
    rejected: int
    conflict: int
    waiting: int


class DifferenceKind(StrEnum):
    """What an audit can find."""

    MISSING_AT_CENTRE = "missing_at_centre"
    OTHER_BODY = "other_body"
    OTHER_VERDICT = "other_verdict"
    NOT_SETTLED_HERE = "not_settled_here"
    NO_RECEIPT = "no_receipt"
    BAD_RECEIPT = "bad_receipt"
    NOT_TOLD = "not_told"
    FILE_MISSING = "file_missing"

    @property
    def sentence(self) -> Sentence:
        """What it means and what to do."""
        return _DIFFERENCES[self]


_DIFFERENCES = {
    DifferenceKind.MISSING_AT_CENTRE: Sentence(
        "本机记为已送达, 中心没有; 请点“重新发送”, 同一编号不会重复受理",
        "Delivered as far as is known here, but the centre does not have it: send it again, it cannot be taken twice",
    ),
    DifferenceKind.OTHER_BODY: Sentence(
        "两边内容不同 (SHA-256 不符); 请导出并联系技术支持",
        "The two sides hold different contents (SHA-256): export and call support",
    ),
    DifferenceKind.OTHER_VERDICT: Sentence(
        "一边记为受理, 另一边记为退回; 请导出并联系技术支持",
        "One side says taken, the other sent back: export and call support",
    ),
    DifferenceKind.NOT_SETTLED_HERE: Sentence(
        "中心已有答复, 本机尚未记下; 下次同步自动补记",
        "The centre has answered and it is not written down here yet: the next synchronisation does so",
    ),
    DifferenceKind.NO_RECEIPT: Sentence(
        "缺少中心的签名回执; 请点“重新发送”取回, 不会重复受理",
        "The centre's signed receipt is missing: send it again to get it, it cannot be taken twice",
    ),
    DifferenceKind.BAD_RECEIPT: Sentence(
        "签名回执与内容不符; 请立即联系技术支持",
        "The signed receipt does not fit what was sent: call support at once",
    ),
    DifferenceKind.NOT_TOLD: Sentence(
        "中心有更新的状态还没有传到本机; 请点“立即同步”",
        "The centre has a newer state that has not arrived here: synchronise now",
    ),
    DifferenceKind.FILE_MISSING: Sentence(
        "待发送影像的文件缺失或损坏; 请重新拍照, 或从副本恢复",
        "The file of a picture that waits to be sent is missing or damaged: take it again, or restore a copy",
    ),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing the two sides do not agree on."""

    kind: DifferenceKind
    what: OutboxKind
    client_id: str
    """The request's id; of a picture its SHA-256."""
    here: str = ""
    """State or hash as this workstation has it."""
    there: str = ""
    """The same as the centre has it."""


@dataclass(frozen=True, slots=True)
class Audit:
    """One comparison."""

    at: datetime
    here: int
    """Requests and pictures compared."""
    there: int
    """What the centre holds of this dealer, other workstations' work included."""
    elsewhere: int
    """Of those, what other workstations of the dealer sent."""
    receipts: int
    """Signed receipts kept here that were checked again and fit."""
    differences: tuple[Difference, ...]

    @property
    def agrees(self) -> bool:
        """Whether both sides hold the same."""
        return not self.differences


@dataclass(frozen=True, slots=True)
class Ledger:
    """What the queue's screen shows at its top."""

    requests: Counts
    pictures: Counts
    last_audit: Audit | None


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One row as the audit compares it."""

    id: UUID
    kind: OutboxKind
    client_id: str
    body_sha256: str
    state: OutboxState
    receipt: bytes | None
    signed_receipt: str | None


def ledger(store: Store) -> Ledger:
    """The counts and the last comparison, of one snapshot."""
    with store.read() as connection:
        by_kind: dict[bool, Counter[OutboxState]] = {True: Counter(), False: Counter()}
        query = select(OutboxRow.kind, OutboxRow.state, func.count()).group_by(OutboxRow.kind, OutboxRow.state)
        for kind, state, number in connection.execute(query):
            by_kind[kind == OutboxKind.IMAGE.value][OutboxState(state)] += number
        return Ledger(_counts(by_kind[False]), _counts(by_kind[True]), last_audit(connection))


def entries(connection: Connection) -> Iterator[LedgerEntry]:
    """Every row, in the order it was queued, some at a time."""
    after = 0
    while True:
        rows = connection.execute(
            select(
                OutboxRow.sequence,
                OutboxRow.id,
                OutboxRow.kind,
                OutboxRow.body_sha256,
                OutboxRow.state,
                OutboxRow.receipt,
                OutboxRow.signed_receipt,
            )
            .where(OutboxRow.sequence > after)
            .order_by(OutboxRow.sequence)
            .limit(_AT_ONCE)
        ).all()
        for _sequence, row_id, kind, body_sha256, state, receipt, signed in rows:
            client_id = body_sha256 if kind == OutboxKind.IMAGE.value else str(row_id)
            yield LedgerEntry(row_id, OutboxKind(kind), client_id, body_sha256, OutboxState(state), receipt, signed)
        if len(rows) < _AT_ONCE:
            return
        after = rows[-1].sequence


def keep_audit(store: Store, audit: Audit) -> None:
    """Keep a comparison; of a great many differences the first five hundred."""
    found = asdict(audit) | {"at": audit.at.isoformat(), "differences": [asdict(one) for one in audit.differences]}
    found["differences"] = found["differences"][:_LISTED]
    with store.write(Topic.WINDOW) as connection:
        connection.execute(
            insert(AuditRow).values(at=audit.at, differences=len(audit.differences), body=json.dumps(found))
        )


def last_audit(connection: Connection) -> Audit | None:
    """The newest comparison."""
    body = connection.execute(select(AuditRow.body).order_by(AuditRow.at.desc(), AuditRow.id.desc()).limit(1)).scalar()
    return None if body is None else _read(json.loads(body))


def _read(found: dict[str, Any]) -> Audit:
    differences = tuple(
        Difference(**one | {"kind": DifferenceKind(one["kind"]), "what": OutboxKind(one["what"])})
        for one in found["differences"]
    )
    return Audit(**found | {"at": datetime.fromisoformat(found["at"]), "differences": differences})


def _counts(found: Counter[OutboxState]) -> Counts:
    return Counts(
        created=found.total(),
        accepted=found[OutboxState.ACCEPTED],
        rejected=found[OutboxState.REJECTED],
        conflict=found[OutboxState.CONFLICT],
        waiting=found[OutboxState.QUEUED] + found[OutboxState.SENDING],
    )
