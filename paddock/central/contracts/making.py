"""Making signatures, outside any transaction.

The one that was written on a pad and, when it is the last on a pad, the lessor's own behind it, which closes the file.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from pyhanko.sign.signers import Signer

from paddock.central.contracts.desk import ContractDesk
from paddock.central.contracts.drawing import areas_of
from paddock.central.contracts.models import ContractRecord
from paddock.central.contracts.repository import names_of, order_of
from paddock.central.contracts.signing import Certification, PenSignature, SignedContract, sign_contract
from paddock.domain.states import SignerRole


@dataclass(frozen=True, slots=True)
class SigningDealer:
    """The dealer in whose house it is signed."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class MadeSignature:
    """A signature and the file it made."""

    role: SignerRole
    signer_name: str
    signed: SignedContract


def make_signatures(
    desk: ContractDesk,
    contract: ContractRecord,
    dealer: SigningDealer,
    pdf: bytes,
    role: SignerRole,
    pen: PenSignature,
    now: datetime,
) -> list[MadeSignature]:
    """The signature of `role` on `pdf`; with the lessor's behind it where that is due then.

    Raises:
        EnvironmentFault: no usable timestamp or key; nothing was signed.
    """
    areas, order = areas_of(contract), order_of(contract)
    signed = sign_contract(pdf, areas, role, pen, _certification(desk, contract, dealer, role, now), now)
    made = [MadeSignature(role, pen.signer_name, signed)]
    if order[order.index(role) + 1 :] == (SignerRole.LESSOR,):
        name = names_of(contract)[SignerRole.LESSOR]
        certification = _certification(desk, contract, dealer, SignerRole.LESSOR, now)
        closed = sign_contract(signed.pdf, areas, SignerRole.LESSOR, PenSignature(name), certification, now)
        made.append(MadeSignature(SignerRole.LESSOR, name, closed))
    return made


def _certification(
    desk: ContractDesk, contract: ContractRecord, dealer: SigningDealer, role: SignerRole, now: datetime
) -> Certification:
    signer, caption = _signer(desk, contract, dealer, role, now)
    return Certification(
        signer=signer,
        certificate_caption=f"{caption} · {desk.authority.name}",
        roots_pem=desk.authority.roots_pem(),
        revocation_lists=[desk.authority.revocation_list(now)],
        timestamper=desk.timestamper(),
    )


def _signer(
    desk: ContractDesk, contract: ContractRecord, dealer: SigningDealer, role: SignerRole, now: datetime
) -> tuple[Signer, str]:
    """Who signs with what, and what its certificate is called in the signature's picture."""
    if role is SignerRole.DEALER:
        signer = desk.authority.dealer_signer(dealer.id, dealer.name, now)
        return signer, f"{dealer.name} 数字证书"
    name = names_of(contract)[role]
    if role is SignerRole.LESSOR:
        return desk.authority.lessor_signer(name, now), "出租人数字证书"
    return desk.authority.customer_signer(name, contract.application_sha256, now), "事件型数字证书"
