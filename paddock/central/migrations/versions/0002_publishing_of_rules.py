"""The lender's staff, and the publishing of rules."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "lender_staff",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("roles", sa.String(length=200), nullable=False),
        sa.Column("token_sha256", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lender_staff")),
        sa.UniqueConstraint("token_sha256", name=op.f("uq_lender_staff_token_sha256")),
    )
    op.create_table(
        "policy_documents",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_policy_documents")),
    )
    op.create_table(
        "lender_sessions",
        sa.Column("cookie_sha256", sa.String(length=64), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("csrf_token", sa.String(length=43), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["lender_staff.id"], name=op.f("fk_lender_sessions_staff_id")),
        sa.PrimaryKeyConstraint("cookie_sha256", name=op.f("pk_lender_sessions")),
    )
    with op.batch_alter_table("lender_sessions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lender_sessions_staff_id"), ["staff_id"], unique=False)

    op.create_table(
        "risk_audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("staff_name", sa.String(length=60), nullable=False),
        sa.Column("action", sa.String(length=30), nullable=False),
        sa.Column("subject", sa.String(length=100), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["lender_staff.id"], name=op.f("fk_risk_audit_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_audit")),
    )
    op.create_table(
        "rule_drafts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("contributors", sa.Text(), nullable=False),
        sa.Column("base_sha256", sa.String(length=64), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("checked_sha256", sa.String(length=64), nullable=True),
        sa.Column("backtest", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["lender_staff.id"], name=op.f("fk_rule_drafts_author_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_drafts")),
    )
    with op.batch_alter_table("rule_drafts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rule_drafts_state"), ["state"], unique=False)

    op.create_table(
        "rule_snoozes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("rule", sa.String(length=10), nullable=False),
        sa.Column("subject_kind", sa.String(length=10), nullable=False),
        sa.Column("subject_sha256", sa.String(length=64), nullable=False),
        sa.Column("subject_label", sa.String(length=60), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("by_name", sa.String(length=60), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["lender_staff.id"], name=op.f("fk_rule_snoozes_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_snoozes")),
    )
    with op.batch_alter_table("rule_snoozes", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_rule_snoozes_subject_sha256_until"), ["subject_sha256", "until"], unique=False
        )

    op.create_table(
        "rule_releases",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("champion", sa.String(length=64), nullable=False),
        sa.Column("challenger", sa.String(length=64), nullable=True),
        sa.Column("challenger_percent", sa.Integer(), nullable=False),
        sa.Column("shadow", sa.String(length=64), nullable=True),
        sa.Column("action", sa.String(length=30), nullable=False),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("approver_id", sa.Uuid(), nullable=False),
        sa.Column("draft_id", sa.Uuid(), nullable=True),
        sa.Column("restores", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["approver_id"], ["lender_staff.id"], name=op.f("fk_rule_releases_approver_id")),
        sa.ForeignKeyConstraint(["author_id"], ["lender_staff.id"], name=op.f("fk_rule_releases_author_id")),
        sa.ForeignKeyConstraint(["draft_id"], ["rule_drafts.id"], name=op.f("fk_rule_releases_draft_id")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_rule_releases")),
    )
    op.create_table(
        "shadow_decisions",
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("rule_set_sha256", sa.String(length=64), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("used_outcome", sa.String(length=20), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_shadow_decisions_application_id")
        ),
        sa.PrimaryKeyConstraint("application_id", "rule_set_sha256", name=op.f("pk_shadow_decisions")),
    )


def downgrade() -> None:
    op.drop_table("shadow_decisions")
    op.drop_table("rule_releases")
    with op.batch_alter_table("rule_snoozes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rule_snoozes_subject_sha256_until"))

    op.drop_table("rule_snoozes")
    with op.batch_alter_table("rule_drafts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rule_drafts_state"))

    op.drop_table("rule_drafts")
    op.drop_table("risk_audit")
    with op.batch_alter_table("lender_sessions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_lender_sessions_staff_id"))

    op.drop_table("lender_sessions")
    op.drop_table("policy_documents")
    op.drop_table("lender_staff")
