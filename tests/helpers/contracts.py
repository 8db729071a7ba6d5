"""Invented deals, whole enough to draw up a contract from, and contracts signed with everything real but trust."""

import base64
import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

from fastapi import FastAPI

from paddock.central.contracts.desk import ContractDesk
from paddock.central.contracts.install import sandbox_timestamps
from paddock.central.contracts.rendering import RenderedContract, render_contract
from paddock.central.contracts.signing import Certification, PenSignature, sign_contract
from paddock.central.contracts.terms import ContractTerms, DealerParty, contract_number, sandbox_lender
from paddock.central.database import utc_now
from paddock.central.evidence.log import LogSigner
from paddock.central.keys import KeyFolder
from paddock.central.serving import serving_beside
from paddock.domain.annual_rate import annual_rate
from paddock.domain.merkle import leaf_hash, node_hash
from paddock.domain.plans import PlanKind, RepaymentMethod, RepaymentShape
from paddock.domain.schedules import balloon_fen, build_schedule
from paddock.domain.sentences import Sentence
from paddock.domain.states import SignerRole
from paddock.wire.applications import (
    Applicant,
    ApplicationSubmission,
    Consent,
    ConsentPurpose,
    Financing,
    Occupation,
    Sex,
    Vehicle,
    VehicleCondition,
)
from paddock.wire.contracts import StrokePoint
from paddock.wire.decisions import Instalment, Offer
from paddock.wire.evidence import EvidenceLeaf, EvidenceRecord, TrustAnchors
from paddock.wire.messages import canonical_json, sha256_hex

APPLICATION_ID = UUID("01936b7e-2f00-7000-8000-000000000001")
CONTRACT_ID = UUID("01936b7e-2f00-7000-8000-0000000000c1")
DEALER_ID = UUID("01936b7e-2f00-7000-8000-0000000000d1")
NOW = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)


def applicant(name: str = "欧阳晓雯") -> Applicant:
    return Applicant(
        name=name,
        sex=Sex.FEMALE,
        ethnicity="汉",
        birth_date=date(1990, 3, 7),
        address="浙江省杭州市西湖区文三路 138 号 2 幢 1101 室",
        resident_id_number="110105199003070022",
        issuing_authority="杭州市公安局西湖分局",
        id_valid_from=date(2016, 5, 1),
        id_valid_until=date(2036, 5, 1),
        phone="13800138000",
        occupation=Occupation.EMPLOYED,
        years_in_occupation=6,
        monthly_income_fen=1_250_000,
        monthly_debt_fen=120_000,
    )


def submission(*, price_fen: int = 12_850_000, down_fen: int = 3_850_000, months: int = 36) -> ApplicationSubmission:
    return ApplicationSubmission(
        id=APPLICATION_ID,
        created_at=NOW,
        created_by="李娜",
        applicant=applicant(),
        vehicle=Vehicle(
            vin="LSVAB4BR3EN123456",
            condition=VehicleCondition.USED,
            brand_model="大众 朗逸 2021款 1.5L 自动舒适版",
            new_energy=False,
            first_registered_on=date(2021, 6, 18),
            odometer_km=48_210,
            plate="浙A12345",
        ),
        financing=Financing(price_fen=price_fen, down_payment_fen=down_fen, term_months=months),
        consent=Consent(purposes=list(ConsentPurpose), text_version="2026-11", given_at=NOW),
        images=[],
        readings=[],
    )


def offer(
    *,
    method: RepaymentMethod = RepaymentMethod.EQUAL_INSTALMENT,
    months: int = 36,
    price_fen: int = 12_850_000,
    down_fen: int = 3_850_000,
    nominal: Decimal = Decimal("0.0718"),
    fee_fen: int = 135_000,
) -> Offer:
    financed = price_fen - down_fen
    shape = RepaymentShape(balloon_ratio=Decimal("0.3")) if method is RepaymentMethod.BALLOON else RepaymentShape()
    lines = build_schedule(method, financed, nominal, months, date(2026, 11, 23), shape)
    payments = [line.payment_fen for line in lines]
    total = sum(payments) + fee_fen
    return Offer(
        id="used-standard-36",
        plan="used-standard",
        plan_name=Sentence("二手车标准贷", "Used car standard"),
        kind=PlanKind.SALE_AND_LEASEBACK,
        method=method.value,
        term_months=months,
        price_fen=price_fen,
        down_payment_fen=down_fen,
        amount_financed_fen=financed,
        fee_fen=fee_fen,
        nominal_rate=nominal,
        annual_rate=annual_rate(financed - fee_fen, payments),
        monthly_payment_fen=payments[0],
        balloon_fen=balloon_fen(financed, shape),
        total_payable_fen=total,
        total_cost_fen=total - financed,
        schedule=[
            Instalment(
                number=line.number,
                due_date=line.due_date,
                payment_fen=line.payment_fen,
                principal_fen=line.principal_fen,
                interest_fen=line.interest_fen,
                balance_fen=line.balance_fen,
            )
            for line in lines
        ],
    )


def terms(
    *,
    kind: PlanKind = PlanKind.SALE_AND_LEASEBACK,
    application: ApplicationSubmission | None = None,
    accepted: Offer | None = None,
    now: datetime = NOW,
) -> ContractTerms:
    application = application or submission()
    return ContractTerms(
        contract_id=CONTRACT_ID,
        number=contract_number(application.id, now),
        drawn_up_at=now,
        kind=kind,
        lender=sandbox_lender(),
        dealer=DealerParty("杭州湖畔名车汽车销售有限公司", "杭州"),
        application=application,
        offer=accepted or offer(),
        sandbox=True,
    )


def pen_strokes(seed: float = 0.0) -> list[list[StrokePoint]]:
    """Something like three written characters and a dot."""
    strokes = [
        [
            StrokePoint(
                x=0.08 + 0.3 * index + 0.2 * step / 60,
                y=0.5 + 0.35 * math.sin(step / 7 + index + seed) * math.cos(step / 13),
                ms=index * 900 + step * 8,
                pressure=0.3 + 0.7 * abs(math.sin(step / 20)),
            )
            for step in range(60)
        ]
        for index in range(3)
    ]
    return [*strokes, [StrokePoint(x=0.95, y=0.8, ms=3600)]]


@dataclass(frozen=True)
class SignedDeal:
    """A contract both have signed, logged, with what a workstation verifies it with."""

    draft: bytes
    half_signed: bytes
    pdf: bytes
    evidence: EvidenceRecord
    trust: TrustAnchors
    log: LogSigner


@contextmanager
def sandbox_tsa(keys: KeyFolder) -> Iterator[str]:
    """The sandbox timestamp authority behind real HTTP; gives its address."""
    app = FastAPI()
    app.include_router(sandbox_timestamps(keys, utc_now))
    with serving_beside(app, "timestamps") as url:
        yield f"{url}/tsa"


def sign_deal(desk: ContractDesk, contract: ContractTerms) -> SignedDeal:
    """Render, sign twice, log: what the centre does, without its database."""
    rendered = render_contract(contract)
    half = pdf = sign_as(desk, rendered, rendered.pdf, SignerRole.CUSTOMER, contract)
    for role, _name in contract.signers[1:]:
        pdf = sign_as(desk, rendered, pdf, role, contract)
    now = utc_now()
    leaf = EvidenceLeaf(
        event="contract_signed",
        contract_id=contract.contract_id,
        contract_number=contract.number,
        document_sha256=sha256_hex(pdf),
        recorded_at=now,
    )
    # Between two other leaves, so that the proof has a path.
    neighbours = [leaf_hash(b"before"), leaf_hash(canonical_json(leaf)), leaf_hash(b"after")]
    root = node_hash(node_hash(neighbours[0], neighbours[1]), neighbours[2])
    evidence = EvidenceRecord(
        leaf=leaf,
        leaf_index=1,
        inclusion_path=[neighbours[0].hex(), neighbours[2].hex()],
        tree_head=desk.log.sign(3, root, now),
    )
    trust = TrustAnchors(
        log_public_key=base64.b64encode(desk.log.public_key).decode(),
        certificate_roots_pem=desk.authority.roots_pem(),
        test_authority=True,
    )
    return SignedDeal(rendered.pdf, half, pdf, evidence, trust, desk.log)


def sign_as(
    desk: ContractDesk, rendered: RenderedContract, pdf: bytes, role: SignerRole, contract: ContractTerms
) -> bytes:
    """The file with the signature of `role` added, as the centre makes it."""
    now = utc_now()
    name = dict(contract.signers)[role]
    if role is SignerRole.LESSOR:
        signer = desk.authority.lessor_signer(name, now)
    elif role is SignerRole.DEALER:
        signer = desk.authority.dealer_signer(DEALER_ID, name, now)
    else:
        signer = desk.authority.customer_signer(name, "ab" * 32, now)
    certification = Certification(
        signer=signer,
        certificate_caption=desk.authority.name,
        roots_pem=desk.authority.roots_pem(),
        revocation_lists=[desk.authority.revocation_list(now)],
        timestamper=desk.timestamper(),
    )
    pen = PenSignature(name) if role is SignerRole.LESSOR else PenSignature(_writer(role, name), pen_strokes(), 2.4)
    return sign_contract(pdf, rendered.areas, role, pen, certification, now).pdf


def _writer(role: SignerRole, name: str) -> str:
    return "李娜" if role is SignerRole.DEALER else name
