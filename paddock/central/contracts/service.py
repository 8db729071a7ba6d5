"""Signing: the slow part (timestamp, signature) first and outside, then one short transaction that makes it true.

A kill before that transaction leaves the contract as it was; after it, the signature, the new version, the
application's step, the change feed and (with the last signature) the evidence are all there. A timestamp that was
asked for in vain costs nothing and binds nobody.
"""

from typing import TypeAlias
from uuid import UUID

from fastapi import Response
from sqlalchemy.orm import Session

from paddock.central.contracts.appearance import is_drawn
from paddock.central.contracts.desk import ContractDesk
from paddock.central.contracts.making import MadeSignature, SigningDealer, make_signatures
from paddock.central.contracts.models import ContractRecord
from paddock.central.contracts.recording import WrittenSignature, record_signatures
from paddock.central.contracts.repository import file_of, names_of, order_of, resident_id_of
from paddock.central.contracts.signing import PenSignature
from paddock.central.idempotency import Effect
from paddock.central.problems import Refusal
from paddock.central.writes import Write
from paddock.domain.checks import Fault
from paddock.domain.errors import EnvironmentFault
from paddock.domain.sentences import Sentence
from paddock.domain.states import SignerRole
from paddock.wire.contracts import OfflineSeal, SignatureReceipt, SignatureSubmission, offline_seal
from paddock.wire.problems import ProblemCode
from paddock.wire.receipts import ReceiptKind

_OTHER_ROLE = Sentence("签署角色与请求地址不一致", "The role differs from the address of the request")
_NOT_DRAWN = Sentence("签名板上没有笔迹, 请重新签名", "There is no writing on the pad: sign again")
_OTHER_NAME = Sentence(
    "签署人与合同所列姓名不一致, 请核对后重签",
    "The signer is not the person named in the contract: check and sign again",
)
_SEAL_BROKEN = Sentence("离线签名的封签不符, 请重新签名", "The seal of the offline signature is broken: sign again")
_NO_IDENTITY = Sentence("请先核对签署人的身份证", "Check the signer's resident ID card first")
_OTHER_ID = Sentence(
    "身份证后四位与合同不符, 请核对签署人身份",
    "The last four characters of the ID are not those in the contract: check who is signing",
)

Prepared: TypeAlias = tuple[str | None, list[MadeSignature]]
"""How the signer was identified, and the signatures made."""


def answer_signature(desk: ContractDesk, write: Write, contract_id: UUID, role: SignerRole) -> Response:
    """Take a signature and answer it once.

    Raises `Refusal`: `malformed_request`, `not_found`, `contract_changed`, `signature_out_of_order`,
    `unavailable` when no timestamp can be had, and those of `answer_once`.
    """
    target = f"{contract_id} {role}"
    if write.is_answered:
        return write.answer(ReceiptKind.SIGNATURE, target, _never)
    try:
        submission, prepared = _prepare(desk, write, contract_id, role)
    except Refusal as refusal:
        # Somebody may have stored this key's answer meanwhile: that one counts.
        return write.answer(ReceiptKind.SIGNATURE, target, _refusing(refusal))
    return write.answer(
        ReceiptKind.SIGNATURE, target, lambda session: _commit(session, desk, write, submission, prepared)
    )


def _never(_session: Session) -> SignatureReceipt:
    raise Refusal(ProblemCode.REQUEST_IN_PROGRESS)


def _refusing(refusal: Refusal) -> Effect:
    def effect(_session: Session) -> SignatureReceipt:
        raise refusal

    return effect


def _prepare(
    desk: ContractDesk, write: Write, contract_id: UUID, role: SignerRole
) -> tuple[SignatureSubmission, Prepared]:
    submission = write.parse(SignatureSubmission)
    write.require_same("contract_id", submission.contract_id, contract_id)
    write.require_same("id", submission.id, write.key)
    if submission.role is not role or not role.signs_on_pad:
        raise Refusal(ProblemCode.MALFORMED_REQUEST, faults=[Fault("role", "contradiction", _OTHER_ROLE)])
    if not is_drawn(submission.strokes):
        raise Refusal(ProblemCode.MALFORMED_REQUEST, faults=[Fault("strokes", "empty", _NOT_DRAWN)])
    with write.centre.database.reading() as session:
        contract = write.scope.get(session, ContractRecord, contract_id)
        require_signable(contract, submission)
        identity = require_identity(session, contract, submission, required=write.centre.settings.requires_identity)
        pdf = file_of(session, contract).pdf
    dealer = SigningDealer(write.scope.dealer_id, write.scope.dealer_name)
    pen = PenSignature(submission.signer_name, submission.strokes, submission.pad_aspect)
    try:
        return submission, (
            identity,
            make_signatures(desk, contract, dealer, pdf, role, pen, write.centre.clock()),
        )
    except EnvironmentFault as fault:
        raise Refusal(ProblemCode.UNAVAILABLE, detail=fault.sentence.en) from fault


def require_signable(contract: ContractRecord, submission: SignatureSubmission) -> None:
    """Refuse a signature out of turn, on another version of the file, or in another's name."""
    signed = [SignerRole(line.role) for line in contract.signatures]
    due = [role for role in order_of(contract) if role not in signed]
    if not due or submission.role is not due[0]:
        raise Refusal(ProblemCode.SIGNATURE_OUT_OF_ORDER, detail=f"due: {due[0] if due else 'nobody, all have signed'}")
    if submission.offline is not None:
        _require_seal(submission, submission.offline)
    if submission.document_sha256 != contract.document_sha256 and not _follows_unseen(contract, submission):
        raise Refusal(
            ProblemCode.CONTRACT_CHANGED,
            hashes={"signed": submission.document_sha256, "newest": contract.document_sha256},
        )
    if submission.role.is_private_person and submission.signer_name != names_of(contract)[submission.role]:
        raise Refusal(ProblemCode.MALFORMED_REQUEST, faults=[Fault("signer_name", "other_person", _OTHER_NAME)])


def _require_seal(submission: SignatureSubmission, offline: OfflineSeal) -> None:
    if offline.seal != offline_seal(submission, offline.sealed_at, offline.follows):
        raise Refusal(ProblemCode.MALFORMED_REQUEST, faults=[Fault("offline.seal", "broken", _SEAL_BROKEN)])


def _follows_unseen(contract: ContractRecord, submission: SignatureSubmission) -> bool:
    """Whether it was written behind the newest signature, on the same file, where neither had reached us yet."""
    offline = submission.offline
    if offline is None or offline.follows is None or not contract.signatures:
        return False
    newest = contract.signatures[-1]
    return newest.message_id == offline.follows and newest.seen_sha256 == submission.document_sha256


def require_identity(
    session: Session, contract: ContractRecord, submission: SignatureSubmission, *, required: bool
) -> str | None:
    """How the signer was identified: refused where the ID is another's, or where the centre asks for it in vain."""
    proof = submission.identity
    if not submission.role.is_private_person:
        return None
    if proof is None:
        if required:
            raise Refusal(ProblemCode.MALFORMED_REQUEST, faults=[Fault("identity", "missing", _NO_IDENTITY)])
        return None
    if proof.last_four != resident_id_of(session, contract, submission.role)[-4:]:
        raise Refusal(ProblemCode.MALFORMED_REQUEST, faults=[Fault("identity.last_four", "other_person", _OTHER_ID)])
    return proof.method.value


def _commit(
    session: Session, desk: ContractDesk, write: Write, submission: SignatureSubmission, prepared: Prepared
) -> SignatureReceipt:
    contract = write.scope.get(session, ContractRecord, submission.contract_id, lock=True)
    # Again under the lock: another signature may have come in between.
    require_signable(contract, submission)
    now = write.centre.clock()
    identity, made = prepared
    written = WrittenSignature(
        message_id=submission.id,
        signed_at=submission.signed_at,
        seen_sha256=submission.document_sha256,
        strokes=submission.strokes,
        identity=identity,
        sealed_at=submission.offline.sealed_at if submission.offline else None,
    )
    record_signatures(session, desk, contract, made, written, now)
    return SignatureReceipt(
        contract_id=contract.id,
        role=submission.role,
        state=contract.contract_state,
        version=contract.version,
        document_sha256=contract.document_sha256,
    )
