"""Which lane serves an application, why, and by when it is expected to be answered."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("applications", schema=None) as batch_op:
        batch_op.add_column(sa.Column("lane", sa.String(length=30), nullable=True))
        batch_op.add_column(sa.Column("lane_row", sa.String(length=10), nullable=True))
        batch_op.add_column(sa.Column("expected_by", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("expected_from", sa.Integer(), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_applications_lane_decided_at_received_at"),
            ["lane", "decided_at", "received_at"],
            unique=False,
        )


def downgrade() -> None:
    with op.batch_alter_table("applications", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_applications_lane_decided_at_received_at"))
        for name in ("expected_from", "expected_by", "lane_row", "lane"):
            batch_op.drop_column(name)
