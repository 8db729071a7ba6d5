"""Invented deals, whole enough to draw up a contract from."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

from paddock.central.contracts.terms import ContractTerms, DealerParty, contract_number, sandbox_lender
from paddock.domain.annual_rate import annual_rate
from paddock.domain.plans import PlanKind, RepaymentMethod, RepaymentShape
from paddock.domain.schedules import balloon_fen, build_schedule
from paddock.domain.sentences import Sentence
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
from paddock.wire.decisions import Instalment, Offer

APPLICATION_ID = UUID("01936b7e-2f00-7000-8000-000000000001")
CONTRACT_ID = UUID("01936b7e-2f00-7000-8000-0000000000c1")
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
