"""Events as leaves, anchors, links for signing on a phone, the pen's points, and the archive."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table("evidence_leaves", schema=None) as batch_op:
        batch_op.add_column(sa.Column("event", sa.String(length=40), server_default="contract_signed", nullable=False))
        batch_op.drop_constraint("uq_evidence_leaves_contract_id", type_="unique")
        batch_op.create_index(batch_op.f("ix_evidence_leaves_contract_id"), ["contract_id"], unique=False)
    with op.batch_alter_table("evidence_leaves", schema=None) as batch_op:
        batch_op.alter_column("event", server_default=None)
    with op.batch_alter_table("contract_signatures", schema=None) as batch_op:
        batch_op.add_column(sa.Column("message_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("identity", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("strokes", sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column("seen_sha256", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("sealed_at", _MOMENT, nullable=True))
    op.create_table(
        "evidence_anchors",
        sa.Column("tree_size", sa.Integer(), nullable=False),
        sa.Column("root_hash", sa.String(length=64), nullable=False),
        sa.Column("chain_id", sa.Integer(), nullable=False),
        sa.Column("sender", sa.String(length=42), nullable=False),
        sa.Column("nonce", sa.Integer(), nullable=False),
        sa.Column("transaction_hash", sa.String(length=66), nullable=False),
        sa.Column("raw_transaction", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("block_number", sa.Integer(), nullable=True),
        sa.Column("block_hash", sa.String(length=66), nullable=True),
        sa.Column("confirmed_at", _MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["tree_size"], ["evidence_tree_heads.tree_size"], name=op.f("fk_evidence_anchors_tree_size")
        ),
        sa.PrimaryKeyConstraint("tree_size", name=op.f("pk_evidence_anchors")),
        sa.UniqueConstraint("transaction_hash", name=op.f("uq_evidence_anchors_transaction_hash")),
    )
    op.create_table(
        "signing_links",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("contract_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("token_sha256", sa.String(length=64), nullable=False),
        sa.Column("made_by", sa.String(length=60), nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
        sa.Column("used_at", _MOMENT, nullable=True),
        sa.Column("revoked_at", _MOMENT, nullable=True),
        sa.Column("code_sha256", sa.String(length=64), nullable=True),
        sa.Column("code_sent_at", _MOMENT, nullable=True),
        sa.Column("codes_sent", sa.Integer(), nullable=False),
        sa.Column("code_tries", sa.Integer(), nullable=False),
        sa.Column("identified_at", _MOMENT, nullable=True),
        sa.Column("dealer_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["contract_id"], ["contracts.id"], name=op.f("fk_signing_links_contract_id")),
        sa.ForeignKeyConstraint(["dealer_id"], ["dealers.id"], name=op.f("fk_signing_links_dealer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signing_links")),
        sa.UniqueConstraint("token_sha256", name=op.f("uq_signing_links_token_sha256")),
    )
    op.create_index(op.f("ix_signing_links_contract_id"), "signing_links", ["contract_id"])
    op.create_index(op.f("ix_signing_links_dealer_id"), "signing_links", ["dealer_id"])
    op.create_table(
        "archive_entries",
        sa.Column("contract_id", sa.Uuid(), nullable=False),
        sa.Column("object_sha256", sa.String(length=64), nullable=False),
        sa.Column("package_sha256", sa.String(length=64), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("archived_at", _MOMENT, nullable=False),
        sa.Column("retain_until", sa.Date(), nullable=False),
        sa.Column("purged_at", _MOMENT, nullable=True),
        sa.Column("damaged_at", _MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["contract_id"], ["contracts.id"], name=op.f("fk_archive_entries_contract_id")),
        sa.PrimaryKeyConstraint("contract_id", name=op.f("pk_archive_entries")),
        sa.UniqueConstraint("object_sha256", name=op.f("uq_archive_entries_object_sha256")),
    )
    op.create_table(
        "archive_terms",
        sa.Column("contract_id", sa.Uuid(), nullable=False),
        sa.Column("term", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["archive_entries.contract_id"], name=op.f("fk_archive_terms_contract_id")
        ),
        sa.PrimaryKeyConstraint("contract_id", "term", name=op.f("pk_archive_terms")),
    )
    op.create_index(op.f("ix_archive_terms_term"), "archive_terms", ["term"])
    op.create_table(
        "legal_holds",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("contract_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("placed_by", sa.String(length=60), nullable=False),
        sa.Column("placed_at", _MOMENT, nullable=False),
        sa.Column("released_by", sa.String(length=60), nullable=True),
        sa.Column("released_at", _MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["archive_entries.contract_id"], name=op.f("fk_legal_holds_contract_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_holds")),
    )
    op.create_index(op.f("ix_legal_holds_contract_id"), "legal_holds", ["contract_id"])
    op.create_table(
        "archive_scrubs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("finished_at", _MOMENT, nullable=False),
        sa.Column("checked", sa.Integer(), nullable=False),
        sa.Column("damaged", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_archive_scrubs")),
    )


def downgrade() -> None:
    for table in ("archive_scrubs", "legal_holds", "archive_terms", "archive_entries", "signing_links"):
        op.drop_table(table)
    op.drop_table("evidence_anchors")
    with op.batch_alter_table("contract_signatures", schema=None) as batch_op:
        for column in ("sealed_at", "seen_sha256", "strokes", "identity", "message_id"):
            batch_op.drop_column(column)
    op.execute("DELETE FROM evidence_leaves WHERE event <> 'contract_signed'")
    with op.batch_alter_table("evidence_leaves", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_evidence_leaves_contract_id"))
        batch_op.create_unique_constraint("uq_evidence_leaves_contract_id", ["contract_id"])
        batch_op.drop_column("event")
