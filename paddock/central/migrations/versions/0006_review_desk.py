"""The review desk: cases in hand, what was asked and answered, and every act."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "review_cases",
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("lane", sa.String(length=30), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reviewer_id", sa.Uuid(), nullable=True),
        sa.Column("reviewer_name", sa.String(length=60), nullable=True),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("proposer_id", sa.Uuid(), nullable=True),
        sa.Column("proposer_name", sa.String(length=60), nullable=True),
        sa.Column("proposed_reason", sa.String(length=10), nullable=True),
        sa.Column("machine_decision_json", sa.Text(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name=op.f("fk_review_cases_application_id")),
        sa.ForeignKeyConstraint(["reviewer_id"], ["lender_staff.id"], name=op.f("fk_review_cases_reviewer_id")),
        sa.ForeignKeyConstraint(["proposer_id"], ["lender_staff.id"], name=op.f("fk_review_cases_proposer_id")),
        sa.PrimaryKeyConstraint("application_id", name=op.f("pk_review_cases")),
    )
    with op.batch_alter_table("review_cases", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_review_cases_reviewer_id"), ["reviewer_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_review_cases_lane_decided_at_opened_at"), ["lane", "decided_at", "opened_at"], unique=False
        )

    op.create_table(
        "review_acts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("action", sa.String(length=20), nullable=False),
        sa.Column("reason_code", sa.String(length=10), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name=op.f("fk_review_acts_application_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["lender_staff.id"], name=op.f("fk_review_acts_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_acts")),
    )
    with op.batch_alter_table("review_acts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_review_acts_application_id"), ["application_id"], unique=False)

    op.create_table(
        "review_stipulations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("zh", sa.Text(), nullable=False),
        sa.Column("en", sa.Text(), nullable=False),
        sa.Column("wants_picture", sa.Boolean(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.String(length=60), nullable=True),
        sa.Column("answer_text", sa.Text(), nullable=True),
        sa.Column("answer_images", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_review_stipulations_application_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_stipulations")),
    )
    with op.batch_alter_table("review_stipulations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_review_stipulations_application_id"), ["application_id"], unique=False)


def downgrade() -> None:
    for table in ("review_stipulations", "review_acts", "review_cases"):
        op.drop_table(table)
