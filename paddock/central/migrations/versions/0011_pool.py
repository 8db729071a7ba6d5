"""The pool of stock and demand, which can be made again from the dealers' feeds."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pool_events",
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("dealer_id", sa.Uuid(), nullable=False),
        sa.Column("brand", sa.String(length=40), nullable=False),
        sa.Column("series", sa.String(length=40), nullable=False),
        sa.Column("city", sa.String(length=50), nullable=False),
        sa.Column("new_energy", sa.Boolean(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["dealer_id"], ["dealers.id"], name=op.f("fk_pool_events_dealer_id")),
        sa.PrimaryKeyConstraint("kind", "subject_id", name=op.f("pk_pool_events")),
    )
    op.create_index(
        op.f("ix_pool_events_brand_series_city_week"), "pool_events", ["brand", "series", "city", "week"], unique=False
    )
    op.create_index(op.f("ix_pool_events_dealer_id"), "pool_events", ["dealer_id"], unique=False)
    op.create_table(
        "pool_positions",
        sa.Column("dealer_id", sa.Uuid(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["dealer_id"], ["dealers.id"], name=op.f("fk_pool_positions_dealer_id")),
        sa.PrimaryKeyConstraint("dealer_id", name=op.f("pk_pool_positions")),
    )


def downgrade() -> None:
    op.drop_table("pool_events")
    op.drop_table("pool_positions")
