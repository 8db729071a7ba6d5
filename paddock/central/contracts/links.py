"""Signing on a phone of one's own: a link that works once and not for long, an identity step, and the same signature.

The token stands in the address's fragment, which browsers send to nobody; the page shows it in a header. It is kept
only as a hash. Whoever holds the link must know the code sent to the phone in the contract and the last four of the ID.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import uuid4

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from paddock.central.centre import Centre
from paddock.central.contracts.appearance import is_drawn
from paddock.central.contracts.desk import ContractDesk
from paddock.central.contracts.making import SigningDealer, make_signatures
from paddock.central.contracts.models import ContractRecord, SigningLink
from paddock.central.contracts.recording import WrittenSignature, record_signatures
from paddock.central.contracts.repository import file_of, names_of, order_of, person_of
from paddock.central.contracts.signing import PenSignature
from paddock.central.identity.models import Dealer
from paddock.central.problems import Refusal
from paddock.domain.checks import Fault
from paddock.domain.errors import EnvironmentFault
from paddock.domain.sentences import Sentence
from paddock.domain.states import SignerRole
from paddock.wire.contracts import IdentityMethod
from paddock.wire.problems import ProblemCode
from paddock.wire.signing_links import CodeAnswer, LinkView, PhoneSignature

LINK_LIFE: Final = timedelta(hours=24)
CODE_LIFE: Final = timedelta(minutes=10)
_BETWEEN_CODES: Final = timedelta(seconds=60)
_MOST_CODES: Final = 5
_MOST_TRIES: Final = 5
_DEAD = Sentence("链接已失效, 请向经销商索取新的链接", "The link is no longer valid: ask the dealer for a new one")
_USED = Sentence("已经签署, 无需再签", "It has been signed already")
_SOON = Sentence("验证码刚刚发送, 请一分钟后再试", "A code was sent just now: try again in a minute")
_TOO_MANY = Sentence("尝试次数过多, 请向经销商索取新的链接", "Too many attempts: ask the dealer for a new link")
_WRONG = Sentence("验证码或身份证后四位不对, 请核对后再试", "The code or the last four of the ID are wrong: check them")
_UNIDENTIFIED = Sentence("请先完成身份核验", "Identify yourself first")
_EMPTY = Sentence("签名板上没有笔迹, 请重新签名", "There is no writing on the pad: sign again")


@dataclass(frozen=True, slots=True)
class NewLink:
    """A link as it is given away; its token is known to nobody else."""

    token: str
    expires_at: datetime


def make_link(session: Session, contract: ContractRecord, role: SignerRole, by: str, now: datetime) -> NewLink:
    """A link for whose turn it is, in the caller's transaction; those made before for the same signer are dead.

    Raises `Refusal`: `signature_out_of_order`.
    """
    if not role.is_private_person or _due(contract) is not role:
        raise Refusal(ProblemCode.SIGNATURE_OUT_OF_ORDER, detail=f"due: {_due(contract)}")
    session.execute(
        update(SigningLink)
        .where(SigningLink.contract_id == contract.id, SigningLink.role == role.value, SigningLink.used_at.is_(None))
        .values(revoked_at=now)
    )
    token = secrets.token_urlsafe(24)
    link = SigningLink(
        id=uuid4(),
        dealer_id=contract.dealer_id,
        contract_id=contract.id,
        role=role.value,
        token_sha256=_hash(token),
        made_by=by,
        made_at=now,
        expires_at=now + LINK_LIFE,
        codes_sent=0,
        code_tries=0,
    )
    session.add(link)
    return NewLink(token, link.expires_at)


def require_link(centre: Centre, token: str) -> None:
    """Refuse a token that is no link's, or a dead one's: `not_authenticated`, with what to do."""
    with centre.database.reading() as session:
        _found(session, token, centre.clock(), may_be_used=True)


def look_at(centre: Centre, token: str) -> LinkView:
    """What the page shows first: nothing of the contract's text before the signer is identified."""
    with centre.database.reading() as session:
        link, contract = _found(session, token, centre.clock(), may_be_used=True)
        role = SignerRole(link.role)
        person = person_of(session, contract, role)
        dealer = session.get_one(Dealer, contract.dealer_id)
        return LinkView(
            number=contract.number,
            role=role,
            name=_masked(person.name),
            phone=f"{person.phone[:3]}****{person.phone[-4:]}",
            dealer=dealer.name,
            pages=contract.pages,
            document_sha256=contract.document_sha256,
            expires_at=link.expires_at,
            identified=link.identified_at is not None,
            signed=link.used_at is not None,
        )


def send_code(centre: Centre, desk: ContractDesk, token: str) -> None:
    """Send a fresh code to the phone in the contract; a minute between two, five in all."""
    now, code = centre.clock(), f"{secrets.randbelow(10**6):06d}"
    with centre.database.writing() as session:
        link, contract = _found(session, token, now, lock=True)
        if link.code_sent_at is not None and now - link.code_sent_at < _BETWEEN_CODES:
            raise _refused(ProblemCode.STATE_CONFLICT, _SOON)
        if link.codes_sent >= _MOST_CODES:
            raise _refused(ProblemCode.STATE_CONFLICT, _TOO_MANY)
        link.code_sha256, link.code_sent_at = _hash(f"{link.id}{code}"), now
        link.codes_sent += 1
        phone = person_of(session, contract, SignerRole(link.role)).phone
    text = f"【车融】合同 {contract.number} 签署验证码 {code}, 10 分钟内有效。如非本人操作请勿告知他人。"
    try:
        desk.sms.send(phone, text, uuid4())
    except EnvironmentFault as fault:
        raise _refused(ProblemCode.UNAVAILABLE, fault.sentence) from fault


def identify(centre: Centre, token: str, given: CodeAnswer) -> None:
    """Take code and last four; five wrong answers and the link is dead."""
    now = centre.clock()
    with centre.database.writing() as session:
        link, contract = _found(session, token, now, lock=True)
        person = person_of(session, contract, SignerRole(link.role))
        fresh = link.code_sent_at is not None and now - link.code_sent_at <= CODE_LIFE
        same_code = hmac.compare_digest(link.code_sha256 or "", _hash(f"{link.id}{given.code}"))
        same_id = hmac.compare_digest(given.last_four.upper().encode(), person.resident_id_number[-4:].encode())
        right = fresh and same_code and same_id
        if right:
            link.identified_at, link.code_sha256 = now, None
        else:
            link.code_tries += 1
            if link.code_tries >= _MOST_TRIES:
                link.revoked_at = now
    # Outside the transaction: a wrong answer is counted although it is refused.
    if not right:
        fault = Fault("code", "wrong", _WRONG)
        raise Refusal(ProblemCode.MALFORMED_REQUEST, faults=[fault])


def page_file_of(centre: Centre, token: str) -> bytes:
    """The PDF, for one who is identified."""
    with centre.database.reading() as session:
        link, contract = _found(session, token, centre.clock(), may_be_used=True)
        _require_identified(link)
        return file_of(session, contract).pdf


def sign(centre: Centre, desk: ContractDesk, token: str, given: PhoneSignature) -> LinkView:
    """Sign, once: the signature and the end of the link are one transaction."""
    if not is_drawn(given.strokes):
        raise Refusal(ProblemCode.MALFORMED_REQUEST, faults=[Fault("strokes", "empty", _EMPTY)])
    now = centre.clock()
    with centre.database.reading() as session:
        link, contract = _found(session, token, now)
        role = _require_signable(link, contract, given)
        pdf, dealer = file_of(session, contract).pdf, session.get_one(Dealer, contract.dealer_id)
    pen = PenSignature(names_of(contract)[role], given.strokes, given.pad_aspect)
    try:
        made = make_signatures(desk, contract, SigningDealer(dealer.id, dealer.name), pdf, role, pen, now)
    except EnvironmentFault as fault:
        raise _refused(ProblemCode.UNAVAILABLE, fault.sentence) from fault
    with centre.database.writing() as session:
        link, contract = _found(session, token, now, lock=True)
        _require_signable(link, contract, given)
        link.used_at = now
        identity = IdentityMethod.ID_AND_CODE.value
        written = WrittenSignature(link.id, now, given.document_sha256, given.strokes, identity)
        record_signatures(session, desk, contract, made, written, now)
    return look_at(centre, token)


def _require_signable(link: SigningLink, contract: ContractRecord, given: PhoneSignature) -> SignerRole:
    _require_identified(link)
    role = SignerRole(link.role)
    if _due(contract) is not role:
        raise Refusal(ProblemCode.SIGNATURE_OUT_OF_ORDER, detail=f"due: {_due(contract)}")
    if given.document_sha256 != contract.document_sha256:
        hashes = {"signed": given.document_sha256, "newest": contract.document_sha256}
        raise Refusal(ProblemCode.CONTRACT_CHANGED, hashes=hashes)
    return role


def _require_identified(link: SigningLink) -> None:
    if link.identified_at is None:
        raise _refused(ProblemCode.NOT_PERMITTED, _UNIDENTIFIED)


def _due(contract: ContractRecord) -> SignerRole | None:
    done = {SignerRole(line.role) for line in contract.signatures}
    return next((role for role in order_of(contract) if role not in done), None)


def _found(
    session: Session, token: str, now: datetime, *, lock: bool = False, may_be_used: bool = False
) -> tuple[SigningLink, ContractRecord]:
    query = select(SigningLink).where(SigningLink.token_sha256 == _hash(token))
    link = session.scalars(query.with_for_update() if lock else query).one_or_none()
    if link is None or link.revoked_at is not None or link.expires_at <= now:
        raise _refused(ProblemCode.NOT_AUTHENTICATED, _DEAD)
    if link.used_at is not None and not may_be_used:
        raise _refused(ProblemCode.STATE_CONFLICT, _USED)
    return link, session.get_one(ContractRecord, link.contract_id, with_for_update=lock or None)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _masked(name: str) -> str:
    """`王小川` → `王**`: who holds the link by mistake learns no name."""
    return name[:1] + "*" * (len(name) - 1)


def _refused(code: ProblemCode, why: Sentence) -> Refusal:
    return Refusal(code, faults=[Fault("link", code.value, why)])
