"""What a challenger said beside a decision."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "challenger_scores",
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("challenger", sa.String(length=170), nullable=False),
        sa.Column("bad_probability", sa.Double(), nullable=False),
        sa.Column("scorecard", sa.String(length=170), nullable=False),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_challenger_scores_application_id")
        ),
        sa.PrimaryKeyConstraint("application_id", name=op.f("pk_challenger_scores")),
    )


def downgrade() -> None:
    op.drop_table("challenger_scores")
