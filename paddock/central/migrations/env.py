"""Called by alembic: runs the steps on the connection it is given, one transaction for each step."""

from typing import Any, Literal

from alembic import context

from paddock.central.database import UtcDateTime
from paddock.central.tables import METADATA


def _render(kind: str, item: Any, _autogen: Any) -> str | Literal[False]:
    """Write our moment type as what the database sees, so that no step depends on today's code."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def run() -> None:
    """Run the steps."""
    connection = context.config.attributes["connection"]
    context.configure(
        connection=connection,
        target_metadata=METADATA,
        render_as_batch=True,
        render_item=_render,
        compare_type=True,
        transaction_per_migration=True,
        # True of both: on SQLite the driver's guessing is off and our own BEGIN covers the tables' making too.
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
