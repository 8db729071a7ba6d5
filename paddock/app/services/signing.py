"""Sign a contract on the pad."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from paddock.app.services.moments import moment, new_id
from paddock.app.store import outbox, queries
from paddock.app.store.outbox import NewRow
from paddock.app.store.store import Store, Topic
from paddock.app.store.views import OutboxKind
from paddock.domain.errors import BadInput
from paddock.domain.sentences import Sentence
from paddock.domain.states import SignerRole
from paddock.wire.contracts import ContractView, SignatureSubmission, StrokePoint
from paddock.wire.messages import canonical_json


@dataclass(frozen=True, slots=True)
class PadSignature:
    """What the pad recorded: strokes of points from 0 to 1, and the pad's width over its height."""

    strokes: Sequence[Sequence[StrokePoint]]
    pad_aspect: float


def sign_contract(
    store: Store,
    contract_id: UUID,
    role: SignerRole,
    signer_name: str,
    signature: PadSignature,
    document_sha256: str,
    now: datetime | None = None,
) -> UUID:
    """Put the signature into the outbox; returns its outbox id.

    Args:
        store: the workstation's store.
        contract_id: the contract that was shown.
        role: who signs; the customer first, then the dealer.
        signer_name: the signer's name as it stands in the contract.
        signature: what the pad recorded.
        document_sha256: of the PDF that was on the screen (`contracts.contract_pdf(...).sha256`).
        now: when; the present time if left out.

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
    )
    row = NewRow(
        message.id,
        OutboxKind.SIGNATURE,
        contract.application_id,
        f"/v1/contracts/{contract_id}/signatures/{role.value}",
        canonical_json(message),
    )
    with store.write(Topic.OUTBOX) as connection:
        # Looked at while no other writer can come between: two clicks are one signature.
        _refuse_out_of_turn(store, contract, role, document_sha256)
        # The contract is drawn up from the acceptance, and the dealer signs what the customer has signed.
        before = (OutboxKind.ACCEPTANCE, OutboxKind.SIGNATURE)
        needs = [outbox.row_of(connection, contract.application_id, kind) for kind in before]
        outbox.queue(connection, row, [needed for needed in needs if needed], at)
        outbox.note(connection, contract.application_id, at, Sentence("已签名", "Signed"), role.name_for_people)
        outbox.touch(connection, [contract.application_id], at)
    return message.id


def _refuse_out_of_turn(store: Store, contract: ContractView, role: SignerRole, document_sha256: str) -> None:
    deal = queries.deal(store, contract.application_id)
    done = {line.role for line in contract.signatures}
    if role in done or (deal is not None and role.value in deal.pending_signatures):
        raise BadInput(
            Sentence(f"{role.name_for_people.zh}已签署, 无需再签", f"{role.name_for_people.en} has already signed")
        )
    if role is not contract.next_on_pad:
        raise BadInput(
            Sentence(
                "请按合同所列顺序签署; 前一位的签名送达中心后再签",
                "Sign in the contract's order; the next once the signature before has reached the centre",
            )
        )
    if document_sha256 != contract.document_sha256:
        raise BadInput(
            Sentence("合同版本已更新, 请重新预览后签署", "The contract has a newer version: preview it, then sign")
        )
