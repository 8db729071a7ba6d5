"""Signed receipts and audits, and what the database itself refuses to do to the queue."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_FROZEN = ("id", "kind", "application_id", "target", "body", "body_sha256", "created_at")
_CHANGED = " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in _FROZEN)
TRIGGERS = {
    "outbox_is_frozen": f"BEFORE UPDATE OF {', '.join(_FROZEN)} ON outbox WHEN {_CHANGED} "
    "BEGIN SELECT RAISE(ABORT, 'a queued request is never changed'); END",
    "outbox_is_kept": "BEFORE DELETE ON outbox BEGIN SELECT RAISE(ABORT, 'a queued request is never dropped'); END",
    "outbox_is_whole": "BEFORE INSERT ON outbox WHEN length(NEW.body_sha256) <> 64 OR "
    "(NEW.kind = 'application' AND NOT EXISTS (SELECT 1 FROM applications WHERE id = NEW.application_id)) "
    "BEGIN SELECT RAISE(ABORT, 'a request without its hash or its application'); END",
    "outbox_is_answered": "BEFORE UPDATE OF state ON outbox WHEN NEW.state = 'accepted' AND NEW.receipt IS NULL "
    "BEGIN SELECT RAISE(ABORT, 'accepted without an answer of the centre'); END",
    "applications_are_frozen": "BEFORE UPDATE OF id, body, submitted_at, submitted_by ON applications "
    "BEGIN SELECT RAISE(ABORT, 'a submitted application is never changed'); END",
    "applications_are_kept": "BEFORE DELETE ON applications "
    "BEGIN SELECT RAISE(ABORT, 'a submitted application is never dropped'); END",
}


def upgrade() -> None:
    op.add_column("outbox", sa.Column("signed_receipt", sa.Text(), nullable=True))
    op.create_table(
        "audits",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("differences", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_audits_at", "audits", ["at"], unique=False)
    # The queue's screen: what needs a person first, newest first, without sorting ten thousand rows for the first page.
    op.create_index("ix_outbox_kind_state_sequence", "outbox", ["kind", "state", "sequence"], unique=False)
    for name, rule in TRIGGERS.items():
        op.execute(f"CREATE TRIGGER {name} {rule}")


def downgrade() -> None:
    for name in TRIGGERS:
        op.execute(f"DROP TRIGGER IF EXISTS {name}")
    op.drop_index("ix_outbox_kind_state_sequence", "outbox")
    op.drop_index("ix_audits_at", "audits")
    op.drop_table("audits")
    op.drop_column("outbox", "signed_receipt")
