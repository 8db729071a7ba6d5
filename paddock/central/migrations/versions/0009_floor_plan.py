"""Floor plan: the dealers' lines, financed units, their entries, and the sales that have to be paid off."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "floor_plan_lines",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("total_limit_fen", sa.BigInteger(), nullable=False),
        sa.Column("limits_json", sa.Text(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.Column("frozen", sa.Boolean(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=60), nullable=False),
        sa.Column("dealer_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["dealer_id"], ["dealers.id"], name=op.f("fk_floor_plan_lines_dealer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_floor_plan_lines")),
    )
    op.create_index(op.f("ix_floor_plan_lines_dealer_id"), "floor_plan_lines", ["dealer_id"], unique=False)
    op.create_index("uq_floor_plan_lines_dealer", "floor_plan_lines", ["dealer_id"], unique=True)
    op.create_table(
        "floor_plan_units",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("line_id", sa.Uuid(), nullable=False),
        sa.Column("inventory_unit_id", sa.Uuid(), nullable=False),
        sa.Column("vin", sa.String(length=17), nullable=False),
        sa.Column("limit_class", sa.String(length=20), nullable=False),
        sa.Column("cost_fen", sa.BigInteger(), nullable=False),
        sa.Column("drawn_fen", sa.BigInteger(), nullable=False),
        sa.Column("principal_fen", sa.BigInteger(), nullable=False),
        sa.Column("drawn_on", sa.Date(), nullable=False),
        sa.Column("terms_json", sa.Text(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("dealer_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("principal_fen >= 0", name=op.f("ck_floor_plan_units_principal")),
        sa.ForeignKeyConstraint(["dealer_id"], ["dealers.id"], name=op.f("fk_floor_plan_units_dealer_id")),
        sa.ForeignKeyConstraint(
            ["inventory_unit_id"], ["inventory_units.id"], name=op.f("fk_floor_plan_units_inventory_unit_id")
        ),
        sa.ForeignKeyConstraint(["line_id"], ["floor_plan_lines.id"], name=op.f("fk_floor_plan_units_line_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_floor_plan_units")),
    )
    op.create_index(op.f("ix_floor_plan_units_dealer_id"), "floor_plan_units", ["dealer_id"], unique=False)
    op.create_index(op.f("ix_floor_plan_units_line_id"), "floor_plan_units", ["line_id"], unique=False)
    op.create_index(
        "uq_floor_plan_units_open_vin",
        "floor_plan_units",
        ["vin"],
        unique=True,
        sqlite_where=sa.text("closed_on IS NULL"),
        postgresql_where=sa.text("closed_on IS NULL"),
    )
    op.create_table(
        "floor_plan_entries",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("drawn_fen", sa.BigInteger(), nullable=False),
        sa.Column("principal_paid_fen", sa.BigInteger(), nullable=False),
        sa.Column("interest_paid_fen", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("dealer_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["dealer_id"], ["dealers.id"], name=op.f("fk_floor_plan_entries_dealer_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["floor_plan_units.id"], name=op.f("fk_floor_plan_entries_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_floor_plan_entries")),
    )
    op.create_index(op.f("ix_floor_plan_entries_dealer_id"), "floor_plan_entries", ["dealer_id"], unique=False)
    op.create_index(op.f("ix_floor_plan_entries_unit_id"), "floor_plan_entries", ["unit_id"], unique=False)
    op.create_table(
        "floor_plan_sales",
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("vin", sa.String(length=17), nullable=False),
        sa.Column("sold_on", sa.Date(), nullable=False),
        sa.Column("pay_by", sa.Date(), nullable=False),
        sa.Column("dealer_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_floor_plan_sales_application_id")
        ),
        sa.ForeignKeyConstraint(["dealer_id"], ["dealers.id"], name=op.f("fk_floor_plan_sales_dealer_id")),
        sa.PrimaryKeyConstraint("application_id", name=op.f("pk_floor_plan_sales")),
    )
    op.create_index(op.f("ix_floor_plan_sales_dealer_id"), "floor_plan_sales", ["dealer_id"], unique=False)
    op.create_index(op.f("ix_floor_plan_sales_dealer_id_vin"), "floor_plan_sales", ["dealer_id", "vin"], unique=False)


def downgrade() -> None:
    op.drop_table("floor_plan_sales")
    op.drop_table("floor_plan_entries")
    op.drop_table("floor_plan_units")
    op.drop_table("floor_plan_lines")
