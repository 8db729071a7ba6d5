"""Evidence packages, and the tree heads this workstation has witnessed."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "evidence_packages",
        sa.Column("contract_id", sa.Uuid(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["contract_id"], ["central_contracts.id"]),
        sa.PrimaryKeyConstraint("contract_id"),
    )
    op.create_table(
        "witnessed_heads",
        sa.Column("tree_size", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tree_size"),
    )


def downgrade() -> None:
    op.drop_table("witnessed_heads")
    op.drop_table("evidence_packages")
