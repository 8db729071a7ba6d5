"""Runs the migrations on the connection the caller brings (`upgrading.upgrade`)."""

from alembic import context

from paddock.app.store import batch_models, dashboard_models  # noqa: F401 - their tables belong to the schema too
from paddock.app.store.models import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
