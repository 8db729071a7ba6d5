"""Our own records: facts of applications, dealers' accounts and complaints, the loan book, own limits."""

import hashlib
import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_AT_ONCE = 500


def upgrade() -> None:
    facts = op.create_table(
        "application_facts",
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_sha256", sa.String(length=64), nullable=False),
        sa.Column("phone_sha256", sa.String(length=64), nullable=False),
        sa.Column("address_sha256", sa.String(length=64), nullable=False),
        sa.Column("employer_sha256", sa.String(length=64), nullable=True),
        sa.Column("vin", sa.String(length=17), nullable=False),
        sa.Column("brand", sa.String(length=60), nullable=False),
        sa.Column("region", sa.String(length=4), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("used", sa.Boolean(), nullable=False),
        sa.Column("new_energy", sa.Boolean(), nullable=False),
        sa.Column("in_batch", sa.Boolean(), nullable=False),
        sa.Column("term_months", sa.Integer(), nullable=False),
        sa.Column("income_fen", sa.BigInteger(), nullable=False),
        sa.Column("price_fen", sa.BigInteger(), nullable=False),
        sa.Column("valuation_fen", sa.BigInteger(), nullable=True),
        sa.Column("thin_file", sa.Boolean(), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("fraud_hit", sa.Boolean(), nullable=False),
        sa.Column("booked_fen", sa.BigInteger(), nullable=True),
        sa.Column("dealer_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_application_facts_application_id")
        ),
        sa.ForeignKeyConstraint(["dealer_id"], ["dealers.id"], name=op.f("fk_application_facts_dealer_id")),
        sa.PrimaryKeyConstraint("application_id", name=op.f("pk_application_facts")),
    )
    for name in ("person_sha256", "phone_sha256", "address_sha256", "employer_sha256", "vin", "dealer_id"):
        op.create_index(op.f(f"ix_application_facts_{name}"), "application_facts", [name])
    op.create_index("ix_application_facts_dealer_window", "application_facts", ["dealer_id", "received_at"])
    op.create_index("ix_application_facts_booked", "application_facts", ["booked_fen"])
    _create_accounts()
    _create_loan_book()
    _enter_what_there_is(facts)


def _create_accounts() -> None:
    op.create_table(
        "dealer_accounts",
        sa.Column("dealer_id", sa.Uuid(), nullable=False),
        sa.Column("standing", sa.String(length=20), nullable=False),
        sa.Column("partner_since", sa.Date(), nullable=False),
        sa.Column("licence_until", sa.Date(), nullable=True),
        sa.Column("deposit_fen", sa.BigInteger(), nullable=False),
        sa.Column("deposit_required_fen", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["dealer_id"], ["dealers.id"], name=op.f("fk_dealer_accounts_dealer_id")),
        sa.PrimaryKeyConstraint("dealer_id", name=op.f("pk_dealer_accounts")),
    )
    op.create_table(
        "dealer_complaints",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("dealer_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["dealer_id"], ["dealers.id"], name=op.f("fk_dealer_complaints_dealer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dealer_complaints")),
    )
    op.create_index(op.f("ix_dealer_complaints_dealer_id"), "dealer_complaints", ["dealer_id"])
    op.create_table(
        "exposure_limits",
        sa.Column("dimension", sa.String(length=20), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("limit_fen", sa.BigInteger(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("dimension", "key", name=op.f("pk_exposure_limits")),
    )


def _create_loan_book() -> None:
    op.create_table(
        "loan_book_loads",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("file_sha256", sa.String(length=64), nullable=False),
        sa.Column("loans", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_loan_book_loads")),
    )
    op.create_table(
        "loan_standings",
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("balance_fen", sa.BigInteger(), nullable=False),
        sa.Column("days_overdue", sa.Integer(), nullable=False),
        sa.Column("first_payment_missed", sa.Boolean(), nullable=False),
        sa.Column("papers_late", sa.Boolean(), nullable=False),
        sa.Column("mortgage_late", sa.Boolean(), nullable=False),
        sa.Column("dealer_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name=op.f("fk_loan_standings_application_id")),
        sa.ForeignKeyConstraint(["dealer_id"], ["dealers.id"], name=op.f("fk_loan_standings_dealer_id")),
        sa.PrimaryKeyConstraint("application_id", name=op.f("pk_loan_standings")),
    )
    op.create_index(op.f("ix_loan_standings_dealer_id"), "loan_standings", ["dealer_id"])


def _enter_what_there_is(facts: sa.Table) -> None:
    """Applications from before count as well: what was sent, what became of it, and what their contracts finance."""
    applications = sa.table(
        "applications",
        sa.column("id", sa.Uuid()),
        sa.column("dealer_id", sa.Uuid()),
        sa.column("received_at", sa.DateTime(timezone=True)),
        sa.column("body", sa.LargeBinary()),
        sa.column("decision_json", sa.Text()),
        sa.column("accepted_offer_id", sa.String()),
    )
    connection = op.get_bind()
    after = None
    while True:
        query = sa.select(applications).order_by(applications.c.id).limit(_AT_ONCE)
        page = connection.execute(query if after is None else query.where(applications.c.id > after)).all()
        if not page:
            return
        connection.execute(facts.insert(), [_facts_of(row) for row in page])
        after = page[-1].id


def _facts_of(row: Any) -> dict[str, Any]:
    sent = json.loads(bytes(row.body))
    applicant, vehicle, financing = sent["applicant"], sent["vehicle"], sent["financing"]
    decision = json.loads(row.decision_json) if row.decision_json else {}
    offers = {offer["id"]: offer["amount_financed_fen"] for offer in decision.get("offers", [])}
    return {
        "application_id": row.id,
        "dealer_id": row.dealer_id,
        "received_at": row.received_at,
        "person_sha256": hashlib.sha256(f"consent:{applicant['resident_id_number']}".encode()).hexdigest(),
        "phone_sha256": _kept_as("phone", applicant["phone"]),
        "address_sha256": _kept_as("address", applicant["address"]),
        "vin": vehicle["vin"],
        "brand": next(iter(vehicle["brand_model"].split()), "")[:60],
        "region": applicant["resident_id_number"][:4],
        "kind": sent.get("kind", "retail"),
        "used": vehicle["condition"] == "used",
        "new_energy": vehicle["new_energy"],
        "in_batch": sent.get("batch") is not None,
        "term_months": financing["term_months"],
        "income_fen": applicant["monthly_income_fen"],
        "price_fen": financing["price_fen"],
        "outcome": decision.get("decision"),
        # Which rules are against fraud is not known here: past hits are left out of the dealers' records.
        "fraud_hit": False,
        "booked_fen": offers.get(row.accepted_offer_id),
    }


def _kept_as(what: str, text: str) -> str:
    return hashlib.sha256(f"{what}:{''.join(text.split())}".encode()).hexdigest()


def downgrade() -> None:
    for table in (
        "loan_standings",
        "loan_book_loads",
        "exposure_limits",
        "dealer_complaints",
        "dealer_accounts",
        "application_facts",
    ):
        op.drop_table(table)
