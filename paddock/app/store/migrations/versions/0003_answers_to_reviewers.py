"""The queue also carries what the counter answers a reviewer."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_BEFORE = "kind IN ('image', 'application', 'acceptance', 'signature')"
_AFTER = "kind IN ('image', 'application', 'acceptance', 'signature', 'answer')"


def upgrade() -> None:
    _write_check(_BEFORE, _AFTER)


def downgrade() -> None:
    op.execute("DELETE FROM outbox WHERE kind = 'answer'")
    _write_check(_AFTER, _BEFORE)


def _write_check(before: str, after: str) -> None:
    """Put one check of `outbox` in another's place.

    By the way SQLite documents for changes that leave the stored rows as they are (lang_altertable, section 7): a
    rebuilt table would take the rows that name it (`outbox_needs`, ON DELETE CASCADE) down with it.
    """
    connection = op.get_bind()
    version = int(connection.exec_driver_sql("PRAGMA schema_version").scalar_one())
    connection.exec_driver_sql("PRAGMA writable_schema = ON")
    connection.exec_driver_sql(
        "UPDATE sqlite_master SET sql = replace(sql, ?, ?) WHERE type = 'table' AND name = 'outbox'", (before, after)
    )
    connection.exec_driver_sql(f"PRAGMA schema_version = {version + 1}")
    connection.exec_driver_sql("PRAGMA writable_schema = OFF")
    written = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = 'outbox'").scalar_one()
    faults = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar_one()
    if after not in str(written) or faults != "ok":
        raise RuntimeError("the check of the queue could not be widened")
