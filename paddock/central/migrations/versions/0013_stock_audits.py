"""Stock audits with what they found."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "stock_audits",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("financed", sa.Integer(), nullable=False),
        sa.Column("missing", sa.Integer(), nullable=False),
        sa.Column("view_json", sa.Text(), nullable=False),
        sa.Column("dealer_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["dealer_id"], ["dealers.id"], name=op.f("fk_stock_audits_dealer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_audits")),
    )
    op.create_index(op.f("ix_stock_audits_dealer_id"), "stock_audits", ["dealer_id"], unique=False)


def downgrade() -> None:
    op.drop_table("stock_audits")
