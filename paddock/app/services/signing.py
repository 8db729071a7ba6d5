"""Sign a contract on the pad."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from paddock.app.services.moments import moment, new_id
from paddock.app.services.verification.tree_heads import check_record
from paddock.app.store import outbox, queries
from paddock.app.store.outbox import NewRow
from paddock.app.store.store import Store, Topic
from paddock.app.store.views import OutboxKind
from paddock.domain.errors import BadInput
from paddock.domain.sentences import Sentence
from paddock.domain.states import SignerRole
from paddock.wire.contracts import (
    ContractView,
    IdentityProof,
    OfflineSeal,
    SignatureSubmission,
    StrokePoint,
    offline_seal,
)
from paddock.wire.messages import canonical_json

_SEALED = Sentence("离线签名已封存, 联网后补时间戳", "Signed without a network and sealed; the timestamp follows")
_OUT_OF_ORDER = Sentence(
    "请按合同所列顺序签署; 前一位的签名送达中心后再签",
    "Sign in the contract's order; the next once the signature before has reached the centre",
)


@dataclass(frozen=True, slots=True)
class PadSignature:
    """What the pad recorded: strokes of points from 0 to 1, and the pad's width over its height."""

    strokes: Sequence[Sequence[StrokePoint]]
    pad_aspect: float
    identity: IdentityProof | None = None
    """How the counter identified the signer."""


def sign_contract(  # noqa: PLR0913 - every one by its name
    store: Store,
    contract_id: UUID,
    role: SignerRole,
    signer_name: str,
    signature: PadSignature,
    document_sha256: str,
    now: datetime | None = None,
    *,
    offline: bool = False,
) -> UUID:
    """Put the signature into the outbox; returns its outbox id.

    While the signature before it has not reached the centre, the next is sealed behind it, against the same draft: all
    can sign in person without a network. Such a signature is marked until the centre has completed it.

    Args:
        store: the workstation's store.
        contract_id: the contract that was shown.
        role: who signs; the customer first, then the dealer.
        signer_name: the signer's name as it stands in the contract.
        signature: what the pad recorded.
        document_sha256: of the PDF that was on the screen (`contracts.contract_pdf(...).sha256`).
        now: when; the present time if left out.
        offline: there is no network: it is sealed, and marked until the centre has it.

    Raises:
        BadInput: no such contract here, not this signer's turn, an empty pad, or the PDF is no longer the newest.
    """
    at = moment(now)
    contract = queries.contract(store, contract_id)
    if contract is None:
        raise BadInput(Sentence("本机没有这份合同, 请先同步", "This contract is not here: synchronise first"))
    strokes = [list(stroke) for stroke in signature.strokes if stroke]
    if not strokes:
        raise BadInput(Sentence("签名板是空的, 请签名后确认", "The pad is empty: sign, then confirm"))
    message = SignatureSubmission(
        id=new_id(),
        contract_id=contract_id,
        role=role,
        signer_name=signer_name,
        signed_at=at,
        document_sha256=document_sha256,
        pad_aspect=signature.pad_aspect,
        strokes=strokes,
        identity=signature.identity,
    )
    with store.write(Topic.OUTBOX) as connection:
        # Looked at while no other writer can come between: two clicks are one signature.
        waiting = outbox.row_of(connection, contract.application_id, OutboxKind.SIGNATURE)
        follows = _unsent_before(store, contract, role, document_sha256, waiting)
        if follows is not None or offline:
            seal = OfflineSeal(sealed_at=at, follows=follows, seal=offline_seal(message, at, follows))
            message = message.model_copy(update={"offline": seal})
        row = NewRow(
            message.id,
            OutboxKind.SIGNATURE,
            contract.application_id,
            f"/v1/contracts/{contract_id}/signatures/{role.value}",
            canonical_json(message),
        )
        # The contract is drawn up from the acceptance, and the dealer signs what the customer has signed.
        before = outbox.row_of(connection, contract.application_id, OutboxKind.ACCEPTANCE)
        outbox.queue(connection, row, [needed for needed in (before, waiting) if needed], at)
        said = _SEALED if message.offline else Sentence("已签名", "Signed")
        outbox.note(connection, contract.application_id, at, said, role.name_for_people)
        outbox.touch(connection, [contract.application_id], at)
    return message.id


def _unsent_before(
    store: Store, contract: ContractView, role: SignerRole, document_sha256: str, waiting: UUID | None
) -> UUID | None:
    """Refuse a signature out of turn; else the one before it that the centre has not seen, if there is one."""
    deal = queries.deal(store, contract.application_id)
    unsent = [SignerRole(one) for one in (deal.pending_signatures if deal else ())]
    done = {line.role for line in contract.signatures}
    if role in done or role in unsent:
        raise BadInput(
            Sentence(f"{role.name_for_people.zh}已签署, 无需再签", f"{role.name_for_people.en} has already signed")
        )
    if role is not contract.next_on_pad_after(unsent):
        raise BadInput(_OUT_OF_ORDER)
    if document_sha256 != contract.document_sha256:
        raise BadInput(
            Sentence("合同版本已更新, 请重新预览后签署", "The contract has a newer version: preview it, then sign")
        )
    if not unsent:
        return None
    if waiting is None or not _is_logged_draft(store, contract):
        # What was signed before is not the draft the log vouches for: its signer's version has to come first.
        raise BadInput(_OUT_OF_ORDER)
    return waiting


def _is_logged_draft(store: Store, contract: ContractView) -> bool:
    """Whether the file here is the draft that the evidence log has, by the key pinned here."""
    trust = queries.trust_anchors(store)
    record = contract.drafted
    return (
        trust is not None
        and record is not None
        and record.leaf.contract_id == contract.id
        and record.leaf.document_sha256 == contract.document_sha256
        and all(check.passed for check in check_record(record, trust))
    )
