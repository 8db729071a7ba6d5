"""Named values in the encrypted database, each with its type."""

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar

from pydantic import BaseModel
from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from paddock.app.store.models import SettingRow
from paddock.domain.sentences import Sentence
from paddock.wire.evidence import TrustAnchors
from paddock.wire.identity import WorkstationIdentity
from paddock.wire.plans import SignedPlans
from paddock.wire.receipts import ReceiptKey, ReceiptKeySet

TOKEN = "token"  # noqa: S105 - the name under which it is kept
CURSOR = "feed_cursor"
PICTURE_NAMES = "picture_names"
"""What pictures are named with, in hexadecimal, once the store key is not the first one any more."""
_IDENTITY = "identity"
_INTRODUCED = "introduced_token_sha256"
_TRUST = "trust_anchors"
_RECEIPT_KEYS = "receipt_keys"
_PLANS = "plan_catalogue"
_SYNC = "sync_state"

Message = TypeVar("Message", bound=BaseModel)


def get(connection: Connection, name: str) -> str | None:
    """The value kept under `name`."""
    return connection.execute(select(SettingRow.value).where(SettingRow.name == name)).scalar()


def put(connection: Connection, name: str, value: str) -> None:
    """Keep `value` under `name`."""
    statement = insert(SettingRow).values(name=name, value=value)
    connection.execute(
        statement.on_conflict_do_update(index_elements=[SettingRow.name], set_={"value": statement.excluded.value})
    )


def remove(connection: Connection, name: str) -> None:
    """Forget what is kept under `name`."""
    connection.execute(delete(SettingRow).where(SettingRow.name == name))


def identity(connection: Connection) -> WorkstationIdentity | None:
    """Who this workstation is at the centre; None until it has been told."""
    return _message(connection, _IDENTITY, WorkstationIdentity)


def is_introduced(connection: Connection, token: str) -> bool:
    """Whether the centre has said who we are to this very token; also while nobody is known, who could be another."""
    return identity(connection) is None or get(connection, _INTRODUCED) == _fingerprint(token)


def other_dealer(connection: Connection, found: WorkstationIdentity) -> WorkstationIdentity | None:
    """The dealer this data belongs to, if `found` is of another one. Sandboxes may be exchanged."""
    before = identity(connection)
    if before is None or before.dealer_id == found.dealer_id or (before.sandbox and found.sandbox):
        return None
    return before


def keep_identity(connection: Connection, found: WorkstationIdentity, token: str = "") -> None:
    """Keep who we are. Another workstation's feed and anchors are forgotten: they are read again."""
    before = identity(connection)
    put(connection, _INTRODUCED, _fingerprint(token))
    if before is not None and before.workstation_id != found.workstation_id:
        remove(connection, CURSOR)
        remove(connection, _TRUST)
        remove(connection, _PLANS)
    put(connection, _IDENTITY, found.model_dump_json())


def trust_anchors(connection: Connection) -> TrustAnchors | None:
    """The pinned trust anchors; None until the centre has been reached once."""
    return _message(connection, _TRUST, TrustAnchors)


def pin_trust_anchors(connection: Connection, found: TrustAnchors) -> bool:
    """Pin the anchors if none are; True if `found` is what is pinned now."""
    pinned = trust_anchors(connection)
    if pinned is None:
        put(connection, _TRUST, found.model_dump_json())
        return True
    return pinned == found


def receipt_keys(connection: Connection) -> list[ReceiptKey]:
    """The keys whose receipts are believed here; empty until the centre has shown its first."""
    found = _message(connection, _RECEIPT_KEYS, ReceiptKeySet)
    return found.keys if found else []


def pin_receipt_keys(connection: Connection, shown: ReceiptKeySet) -> list[ReceiptKey]:
    """Pin the centre's keys at the first meeting; later only successors that a pinned one endorses."""
    pinned = receipt_keys(connection)
    trusted = shown.trusted(pinned or shown.keys)
    put(connection, _RECEIPT_KEYS, ReceiptKeySet(keys=trusted).model_dump_json())
    return trusted


def plan_catalogue(connection: Connection) -> SignedPlans | None:
    """The signed plans that came last; None until the centre has sent them once."""
    return _message(connection, _PLANS, SignedPlans)


def keep_plan_catalogue(connection: Connection, found: SignedPlans) -> None:
    """Keep the signed plans in place of those before."""
    put(connection, _PLANS, found.model_dump_json())


@dataclass(frozen=True, slots=True)
class SyncState:
    """How the last attempt to reach the centre went; read by the status bar and by other processes."""

    online: bool | None = None
    last_synced_at: datetime | None = None
    paused_until: datetime | None = None
    signed_out: bool = False
    cause: Sentence | None = None

    def but(self, **changes: Any) -> "SyncState":
        """A copy with some values changed."""
        return replace(self, **changes)


def sync_state(connection: Connection) -> SyncState:
    """The last known state of the link to the centre."""
    text = get(connection, _SYNC)
    if text is None:
        return SyncState()
    found = json.loads(text)
    return SyncState(
        online=found["online"],
        last_synced_at=_time(found["last_synced_at"]),
        paused_until=_time(found["paused_until"]),
        signed_out=found["signed_out"],
        cause=Sentence(*found["cause"]) if found["cause"] else None,
    )


def keep_sync_state(connection: Connection, state: SyncState) -> None:
    """Keep the state of the link to the centre."""
    content = {
        "online": state.online,
        "last_synced_at": state.last_synced_at and state.last_synced_at.isoformat(),
        "paused_until": state.paused_until and state.paused_until.isoformat(),
        "signed_out": state.signed_out,
        "cause": [state.cause.zh, state.cause.en] if state.cause else None,
    }
    put(connection, _SYNC, json.dumps(content, ensure_ascii=False))


def _fingerprint(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _message(connection: Connection, name: str, kind: type[Message]) -> Message | None:
    text = get(connection, name)
    return None if text is None else kind.model_validate_json(text)


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
