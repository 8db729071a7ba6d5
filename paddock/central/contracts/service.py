"""Signing: the slow part (timestamp, signature) first and outside, then one short transaction that makes it true.

A kill before that transaction leaves the contract as it was; after it, the signature, the new version, the
application's step, the change feed and (with the last signature) the evidence are all there. A timestamp that was
asked for in vain costs nothing and binds nobody.
"""

from datetime import datetime
from uuid import UUID

from fastapi import Response
from sqlalchemy.orm import Session

from paddock.central.applications.repository import lock as lock_application
from paddock.central.applications.repository import move
from paddock.central.changes.repository import record_change
from paddock.central.contracts.appearance import is_drawn
from paddock.central.contracts.desk import ContractDesk
from paddock.central.contracts.drawing import areas_of
from paddock.central.contracts.models import ContractFile, ContractRecord, SignatureRecord
from paddock.central.contracts.repository import file_of, view_of
from paddock.central.contracts.signing import Certification, PenSignature, SignedContract, sign_contract
from paddock.central.evidence.log import append_leaf
from paddock.central.floor_plan.paying import note_sale
from paddock.central.idempotency import Effect
from paddock.central.inventory.repository import sell_unit
from paddock.central.problems import Refusal
from paddock.central.writes import Write
from paddock.domain.checks import Fault
from paddock.domain.errors import EnvironmentFault
from paddock.domain.sentences import Sentence
from paddock.domain.states import ApplicationState, SignerRole
from paddock.wire.contracts import ContractState, SignatureReceipt, SignatureSubmission
from paddock.wire.evidence import EvidenceLeaf
from paddock.wire.messages import sha256_hex
from paddock.wire.problems import ProblemCode
from paddock.wire.receipts import ReceiptKind

SIGNING_ORDER = tuple(SignerRole)
_EVENT = "contract_signed"
_OTHER_ROLE = Sentence("签署角色与请求地址不一致", "The role differs from the address of the request")
_NOT_DRAWN = Sentence("签名板上没有笔迹, 请重新签名", "There is no writing on the pad: sign again")
_OTHER_NAME = Sentence(
    "签署人与合同承租人姓名不一致, 请核对后重签",
    "The signer is not the lessee named in the contract: check and sign again",
)


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
) -> tuple[SignatureSubmission, SignedContract]:
    submission = write.parse(SignatureSubmission)
    write.require_same("contract_id", submission.contract_id, contract_id)
    write.require_same("id", submission.id, write.key)
    if submission.role is not role:
        raise Refusal(ProblemCode.MALFORMED_REQUEST, faults=[Fault("role", "contradiction", _OTHER_ROLE)])
    if not is_drawn(submission.strokes):
        raise Refusal(ProblemCode.MALFORMED_REQUEST, faults=[Fault("strokes", "empty", _NOT_DRAWN)])
    with write.centre.database.reading() as session:
        contract = write.scope.get(session, ContractRecord, contract_id)
        _require_signable(contract, submission)
        pdf = file_of(session, contract).pdf
        areas = areas_of(contract)
        customer_name, application_sha256 = contract.customer_name, contract.application_sha256
    now = write.centre.clock()
    pen = PenSignature(submission.signer_name, submission.strokes, submission.pad_aspect)
    certification = _certification(desk, write, role, (customer_name, application_sha256), now)
    try:
        return submission, sign_contract(pdf, areas, role, pen, certification, now)
    except EnvironmentFault as fault:
        raise Refusal(ProblemCode.UNAVAILABLE, detail=fault.sentence.en) from fault


def _certification(
    desk: ContractDesk, write: Write, role: SignerRole, customer: tuple[str, str], now: datetime
) -> Certification:
    """Who vouches for the signer; `customer` is the lessee's name and the application's hash."""
    if role is SignerRole.CUSTOMER:
        signer = desk.authority.customer_signer(*customer, now)
        caption = "事件型数字证书"
    else:
        signer = desk.authority.dealer_signer(write.scope.dealer_id, write.scope.dealer_name, now)
        caption = f"{write.scope.dealer_name} 数字证书"
    return Certification(
        signer=signer,
        certificate_caption=f"{caption} · {desk.authority.name}",
        roots_pem=desk.authority.roots_pem(),
        revocation_lists=[desk.authority.revocation_list(now)],
        timestamper=desk.timestamper(),
    )


def _require_signable(contract: ContractRecord, submission: SignatureSubmission) -> None:
    signed = [SignerRole(line.role) for line in contract.signatures]
    due = [role for role in SIGNING_ORDER if role not in signed]
    if not due or submission.role is not due[0]:
        raise Refusal(ProblemCode.SIGNATURE_OUT_OF_ORDER, detail=f"due: {due[0] if due else 'nobody, all have signed'}")
    if submission.document_sha256 != contract.document_sha256:
        raise Refusal(
            ProblemCode.CONTRACT_CHANGED,
            hashes={"signed": submission.document_sha256, "newest": contract.document_sha256},
        )
    if submission.role is SignerRole.CUSTOMER and submission.signer_name != contract.customer_name:
        raise Refusal(ProblemCode.MALFORMED_REQUEST, faults=[Fault("signer_name", "other_person", _OTHER_NAME)])


def _commit(
    session: Session, desk: ContractDesk, write: Write, submission: SignatureSubmission, signed: SignedContract
) -> SignatureReceipt:
    contract = write.scope.get(session, ContractRecord, submission.contract_id, lock=True)
    # Again under the lock: another signature may have come in between.
    _require_signable(contract, submission)
    now = write.centre.clock()
    contract.version += 1
    contract.document_sha256 = sha256_hex(signed.pdf)
    contract.signatures.append(
        SignatureRecord(
            role=submission.role.value,
            version=contract.version,
            signer_name=submission.signer_name,
            signed_at=submission.signed_at,
            timestamped_at=signed.timestamped_at,
            level=signed.level.value,
        )
    )
    is_last = submission.role is SIGNING_ORDER[-1]
    contract.state = (ContractState.SIGNED if is_last else ContractState.PARTLY_SIGNED).value
    session.add(
        ContractFile(contract_id=contract.id, version=contract.version, sha256=contract.document_sha256, pdf=signed.pdf)
    )
    session.flush()
    _announce(session, desk, contract, submission, now, is_last=is_last)
    return SignatureReceipt(
        contract_id=contract.id,
        role=submission.role,
        state=contract.contract_state,
        version=contract.version,
        document_sha256=contract.document_sha256,
    )


def _announce(
    session: Session,
    desk: ContractDesk,
    contract: ContractRecord,
    submission: SignatureSubmission,
    now: datetime,
    *,
    is_last: bool,
) -> None:
    """Log the contract if it is complete, and tell the dealer: the contract first, then the application's step."""
    if is_last:
        leaf = EvidenceLeaf(
            event=_EVENT,
            contract_id=contract.id,
            contract_number=contract.number,
            document_sha256=contract.document_sha256,
            recorded_at=now,
        )
        append_leaf(session, leaf, desk.log, now)
    record_change(session, contract.dealer_id, view_of(session, contract), now)
    application = lock_application(session, contract.application_id)
    if is_last:
        reason = Sentence("双方已签署, 合同已存证", "Both have signed; the contract is in the evidence log")
        move(session, application, ApplicationState.SIGNED, reason, now)
        sell_unit(session, application.dealer_id, application.submission.vehicle.inventory_unit_id, now)
        note_sale(session, application, now)
    else:
        reason = Sentence(
            f"{submission.role.name_for_people.zh}已签署, 等待经销商签署",
            f"{submission.role.name_for_people.en} has signed; the dealer is next",
        )
        move(session, application, ApplicationState.SIGNING, reason, now)
