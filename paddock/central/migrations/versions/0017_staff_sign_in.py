"""Dealers' staff sign in: their logins, sign-ins, tokens and the audit of what was tried."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "staff_logins",
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("login", sa.String(length=60), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("totp_secret", sa.LargeBinary(), nullable=True),
        sa.Column("totp_last_step", sa.Integer(), nullable=True),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dealer_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_staff_logins_staff_id")),
        sa.ForeignKeyConstraint(["dealer_id"], ["dealers.id"], name=op.f("fk_staff_logins_dealer_id")),
        sa.PrimaryKeyConstraint("staff_id", name=op.f("pk_staff_logins")),
        sa.UniqueConstraint("dealer_id", "login", name=op.f("uq_staff_logins_dealer_id_login")),
    )
    op.create_index(op.f("ix_staff_logins_dealer_id"), "staff_logins", ["dealer_id"])
    op.create_table(
        "sign_ins",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("workstation_id", sa.Uuid(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dealer_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_sign_ins_staff_id")),
        sa.ForeignKeyConstraint(["workstation_id"], ["workstations.id"], name=op.f("fk_sign_ins_workstation_id")),
        sa.ForeignKeyConstraint(["dealer_id"], ["dealers.id"], name=op.f("fk_sign_ins_dealer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_ins")),
    )
    op.create_index(op.f("ix_sign_ins_dealer_id"), "sign_ins", ["dealer_id"])
    op.create_index(op.f("ix_sign_ins_staff_id"), "sign_ins", ["staff_id"])
    op.create_table(
        "sign_in_tokens",
        sa.Column("token_sha256", sa.String(length=64), nullable=False),
        sa.Column("sign_in_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("successor", sa.String(length=64), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["sign_in_id"], ["sign_ins.id"], name=op.f("fk_sign_in_tokens_sign_in_id")),
        sa.PrimaryKeyConstraint("token_sha256", name=op.f("pk_sign_in_tokens")),
    )
    op.create_index(op.f("ix_sign_in_tokens_sign_in_id"), "sign_in_tokens", ["sign_in_id"])
    op.create_table(
        "sign_in_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dealer_id", sa.Uuid(), nullable=False),
        sa.Column("workstation_id", sa.Uuid(), nullable=False),
        sa.Column("login", sa.String(length=60), nullable=False),
        sa.Column("event", sa.String(length=30), nullable=False),
        sa.ForeignKeyConstraint(["dealer_id"], ["dealers.id"], name=op.f("fk_sign_in_events_dealer_id")),
        sa.ForeignKeyConstraint(["workstation_id"], ["workstations.id"], name=op.f("fk_sign_in_events_workstation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_events")),
    )
    op.create_index(op.f("ix_sign_in_events_dealer_id_login_at"), "sign_in_events", ["dealer_id", "login", "at"])


def downgrade() -> None:
    for table in ("sign_in_events", "sign_in_tokens", "sign_ins", "staff_logins"):
        op.drop_table(table)
