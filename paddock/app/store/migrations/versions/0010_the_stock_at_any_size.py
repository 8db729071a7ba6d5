"""The stock at any size: what lists sort and filter by as columns with indexes, and an index of its words."""

import sqlalchemy as sa
from alembic import op

from paddock.app.store.stock_rows import index_words
from paddock.app.store.stock_views import NO_PLAN

revision = "0010"
down_revision = "0005"
branch_labels = None
depends_on = None

_TEXTS = ("model", "condition", "colour", "city")
_NUMBERS = ("number", "new_energy", "model_year", "odometer_km", "price_fen", "monthly_from_fen")
_SORTED = ("in_stock_since", "price_fen", "monthly_from_fen", "odometer_km", "model_year", "city", "brand")
_FACETS = ("state", "brand", "city", "condition", "new_energy")


def upgrade() -> None:
    for name in _TEXTS:
        op.add_column("inventory_units", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    for name in _NUMBERS:
        op.add_column("inventory_units", sa.Column(name, sa.BigInteger(), nullable=False, server_default="0"))
    op.add_column("inventory_units", sa.Column("first_registered_on", sa.Text(), nullable=True))
    texts = ", ".join(f"{name} = json_extract(body, '$.{name}')" for name in (*_TEXTS, "first_registered_on"))
    op.execute(
        f"UPDATE inventory_units SET number = rowid, {texts}, "  # noqa: S608 - our own names
        "new_energy = json_extract(body, '$.new_energy'), model_year = json_extract(body, '$.model_year'), "
        "odometer_km = json_extract(body, '$.odometer_km'), price_fen = json_extract(body, '$.price_fen'), "
        f"monthly_from_fen = coalesce(json_extract(body, '$.monthly_from_fen'), {NO_PLAN})"
    )
    op.create_index("ix_stock_keys", "inventory_units", ["number", *_SORTED], unique=False)
    for name in _SORTED:
        op.create_index(f"ix_stock_{name}", "inventory_units", [name, "number"], unique=False)
    op.create_index("ix_stock_facets", "inventory_units", list(_FACETS), unique=False)
    op.execute("DROP INDEX ix_inventory_units_in_stock_since")
    index_words(op.get_bind().connection.driver_connection)


def downgrade() -> None:
    op.execute("DROP TABLE stock_words")
    op.create_index("ix_inventory_units_in_stock_since", "inventory_units", ["in_stock_since"], unique=False)
    for name in ("facets", *_SORTED, "keys"):
        op.drop_index(f"ix_stock_{name}", "inventory_units")
    for name in ("first_registered_on", *reversed(_NUMBERS), *reversed(_TEXTS)):
        op.drop_column("inventory_units", name)
