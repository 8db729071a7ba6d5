"""The audit also holds what nobody known did: sign-ins that were refused."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("risk_audit", schema=None) as batch_op:
        batch_op.alter_column("staff_id", existing_type=sa.Uuid(), nullable=True)


def downgrade() -> None:
    op.execute("DELETE FROM risk_audit WHERE staff_id IS NULL")
    with op.batch_alter_table("risk_audit", schema=None) as batch_op:
        batch_op.alter_column("staff_id", existing_type=sa.Uuid(), nullable=False)
