"""Batches, what the dashboard counts, and the VIN as a column of its own."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_VIN_OF_BODY = "coalesce(upper(trim(json_extract(body, '$.entries.\"vehicle.vin\"[0]'))), '')"
_ROWS_AT_ONCE = 500


def upgrade() -> None:
    _make_columns()
    _make_facts()
    _make_batches()
    _fill_columns()
    _fill_facts(op.get_bind())


def _make_columns() -> None:
    for table, names in (
        ("drafts", ("vin",)),
        ("applications", ("vin",)),
        ("inventory_units", ("vin", "brand", "series")),
    ):
        for name in names:
            op.add_column(table, sa.Column(name, sa.Text(), nullable=False, server_default=""))
        op.create_index(f"ix_{table}_vin", table, ["vin"], unique=False)
    op.create_index("ix_applications_submitted", "applications", ["submitted_at", "submitted_by", "id"], unique=False)
    op.create_index(
        "ix_inventory_units_ageing", "inventory_units", ["state", "brand", "series", "in_stock_since"], unique=False
    )


def _make_facts() -> None:
    op.create_table(
        "deal_facts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.Column("decided_at", sa.BigInteger(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("lane", sa.Text(), nullable=True),
        sa.Column("accepted_at", sa.BigInteger(), nullable=True),
        sa.Column("accepted_plan", sa.Text(), nullable=True),
        sa.Column("signed_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "deal_offers",
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("plan_name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("application_id", "plan"),
        sqlite_with_rowid=False,
    )


def _make_batches() -> None:
    op.create_table(
        "batches",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("started_by", sa.Text(), nullable=False),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_batches_started_at", "batches", ["started_at"], unique=False)
    op.create_table(
        "batch_sources",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("paths", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=True),
        sa.Column("header", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("added_at", sa.BigInteger(), nullable=False),
        sa.Column("added_by", sa.Text(), nullable=False),
        sa.Column("returned_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("kind IN ('pictures', 'list')", name="source_kind_known"),
        sa.CheckConstraint("state IN ('reading', 'paused', 'done', 'cancelled')", name="source_state_known"),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_batch_sources_batch_id", "batch_sources", ["batch_id"], unique=False)
    op.create_index("ix_batch_sources_sha256", "batch_sources", ["sha256"], unique=False)
    op.create_table(
        "batch_vehicles",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("vin", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("best_sighting_id", sa.Uuid(), nullable=False),
        sa.Column("accepted_by", sa.Text(), nullable=True),
        sa.Column("corrected_by", sa.Text(), nullable=True),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("draft_id", sa.Uuid(), nullable=True),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("state IN ('accepted', 'open', 'removed')", name="vehicle_state_known"),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_batch_vehicles_vin", "batch_vehicles", ["batch_id", "vin"], unique=False)
    op.create_index("ix_batch_vehicles_state", "batch_vehicles", ["batch_id", "state", "seen_at"], unique=False)
    _make_sightings()
    op.create_table(
        "batch_acts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("vehicle_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("undone_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"]),
        sa.ForeignKeyConstraint(["vehicle_id"], ["batch_vehicles.id"]),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_batch_acts_open", "batch_acts", ["batch_id", "undone_at"], unique=False)
    op.create_table(
        "batch_refusals",
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("cells", sa.Text(), nullable=False),
        sa.Column("faults", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["batch_sources.id"]),
        sa.PrimaryKeyConstraint("source_id", "row"),
        sqlite_with_rowid=False,
    )


def _make_sightings() -> None:
    op.create_table(
        "batch_sightings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("vehicle_id", sa.Uuid(), nullable=True),
        sa.Column("source_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("content_sha256", sa.Text(), nullable=True),
        sa.Column("image_sha256", sa.Text(), nullable=True),
        sa.Column("shows", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("confidence", sa.REAL(), nullable=False),
        sa.Column("box", sa.Text(), nullable=False),
        sa.Column("doubtful", sa.Text(), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("checks", sa.Text(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.Column("dismissed_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("kind IN ('camera', 'picture', 'list', 'gun', 'typed')", name="sighting_kind_known"),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"]),
        sa.ForeignKeyConstraint(["source_id"], ["batch_sources.id"]),
        sa.ForeignKeyConstraint(["vehicle_id"], ["batch_vehicles.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_batch_sightings_vehicle_id", "batch_sightings", ["vehicle_id"], unique=False)
    op.create_index("ix_batch_sightings_content", "batch_sightings", ["batch_id", "content_sha256"], unique=False)
    op.create_index("ix_batch_sightings_source", "batch_sightings", ["source_id", "origin"], unique=False)
    op.create_index(
        "ix_batch_sightings_loose", "batch_sightings", ["batch_id", "vehicle_id", "dismissed_at"], unique=False
    )


def _fill_columns() -> None:
    op.execute(f"UPDATE drafts SET vin = {_VIN_OF_BODY}")  # noqa: S608 - our own constant
    op.execute(f"UPDATE applications SET vin = {_VIN_OF_BODY}")  # noqa: S608 - our own constant
    op.execute(
        "UPDATE inventory_units SET vin = json_extract(body, '$.vin'), brand = json_extract(body, '$.brand'), "
        "series = json_extract(body, '$.series')"
    )


def _fill_facts(connection: sa.Connection) -> None:
    """What `dashboard_facts` has kept from this revision on, for the applications that were there before."""
    for view in _applications(connection):
        decision = view.get("decision") or {}
        steps = [(step["state"], _microseconds(step["at"])) for step in view["timeline"]]
        outcomes = [step for step in steps if step[0] in {"approved", "counteroffer", "declined", "referred"}]
        last = outcomes[-1] if outcomes else (None, None)
        decided = [at for state, at in steps if state == last[0] and last[0] != "referred"]
        offers = {offer["plan"]: offer for offer in decision.get("offers", ())}
        taken = [plan for plan, offer in offers.items() if offer["id"] == view.get("accepted_offer_id")]
        connection.exec_driver_sql(
            "INSERT INTO deal_facts (id, state, received_at, decided_at, outcome, lane, accepted_at, accepted_plan,"
            " signed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                view["row_id"],
                view["state"],
                min((at for _state, at in steps), default=view["row_updated_at"]),
                max(decided, default=None),
                last[0],
                decision.get("lane"),
                max((at for state, at in steps if state == "contract_drafted"), default=None),
                taken[0] if taken else None,
                max((at for state, at in steps if state == "signed"), default=None),
            ),
        )
        for plan, offer in offers.items():
            name = offer["plan_name"]
            connection.exec_driver_sql(
                "INSERT INTO deal_offers (application_id, plan, plan_name) VALUES (?, ?, ?)",
                (view["row_id"], plan, json.dumps([name["zh"], name["en"]], ensure_ascii=False)),
            )


def _applications(connection: sa.Connection) -> Iterator[dict[str, Any]]:
    """Some at a time: bodies are large, and there may be thousands."""
    after = ""
    while True:
        rows = connection.exec_driver_sql(
            "SELECT id, updated_at, body FROM central_applications WHERE id > ? ORDER BY id LIMIT ?",
            (after, _ROWS_AT_ONCE),
        ).all()
        for row_id, updated_at, body in rows:
            yield {**json.loads(body), "row_id": row_id, "row_updated_at": updated_at}
        if len(rows) < _ROWS_AT_ONCE:
            return
        after = rows[-1][0]


def _microseconds(text: str) -> int:
    return (datetime.fromisoformat(text) - _EPOCH) // timedelta(microseconds=1)


def downgrade() -> None:
    for table in ("batch_refusals", "batch_acts", "batch_sightings", "batch_vehicles", "batch_sources", "batches"):
        op.drop_table(table)
    op.drop_table("deal_offers")
    op.drop_table("deal_facts")
    op.drop_index("ix_inventory_units_ageing", "inventory_units")
    op.drop_index("ix_applications_submitted", "applications")
    for table, names in (
        ("inventory_units", ("series", "brand", "vin")),
        ("applications", ("vin",)),
        ("drafts", ("vin",)),
    ):
        op.drop_index(f"ix_{table}_vin", table)
        for name in names:
            op.drop_column(table, name)
