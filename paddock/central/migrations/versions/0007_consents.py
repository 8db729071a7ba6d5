"""The consent ledger, the queries made under it, and answers kept as received under their question."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "consents",
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.String(length=30), nullable=False),
        sa.Column("person_sha256", sa.String(length=64), nullable=False),
        sa.Column("text_version", sa.String(length=60), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_by", sa.String(length=60), nullable=True),
        sa.Column("revoked_because", sa.Text(), nullable=True),
        sa.Column("dealer_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name=op.f("fk_consents_application_id")),
        sa.ForeignKeyConstraint(["dealer_id"], ["dealers.id"], name=op.f("fk_consents_dealer_id")),
        sa.PrimaryKeyConstraint("application_id", "purpose", name=op.f("pk_consents")),
    )
    op.create_index(op.f("ix_consents_dealer_id"), "consents", ["dealer_id"])
    op.create_index(op.f("ix_consents_person_sha256"), "consents", ["person_sha256"])
    op.create_table(
        "source_queries",
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("source", sa.String(length=60), nullable=False),
        sa.Column("person_sha256", sa.String(length=64), nullable=False),
        sa.Column("purpose", sa.String(length=30), nullable=True),
        sa.Column("reason_zh", sa.Text(), nullable=False),
        sa.Column("reason_en", sa.Text(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cost_fen", sa.Integer(), nullable=False),
        sa.Column("cached", sa.Boolean(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("dealer_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name=op.f("fk_source_queries_application_id")),
        sa.ForeignKeyConstraint(["dealer_id"], ["dealers.id"], name=op.f("fk_source_queries_dealer_id")),
        sa.PrimaryKeyConstraint("application_id", "source", name=op.f("pk_source_queries")),
    )
    op.create_index(op.f("ix_source_queries_dealer_id"), "source_queries", ["dealer_id"])
    op.create_index(op.f("ix_source_queries_person_sha256"), "source_queries", ["person_sha256"])
    with op.batch_alter_table("source_answers", schema=None) as batch_op:
        batch_op.add_column(sa.Column("received", sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column("query_sha256", sa.String(length=64), nullable=True))
        batch_op.create_index(batch_op.f("ix_source_answers_query_sha256"), ["query_sha256"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("source_answers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_source_answers_query_sha256"))
        batch_op.drop_column("query_sha256")
        batch_op.drop_column("received")
    op.drop_table("source_queries")
    op.drop_table("consents")
