"""An application is found by its car."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("applications", sa.Column("vin", sa.String(length=17), nullable=False, server_default=""))
    op.create_index(op.f("ix_applications_vin"), "applications", ["vin"])
    applications = sa.table("applications", sa.column("id", sa.Uuid()), sa.column("body"), sa.column("vin"))
    connection = op.get_bind()
    for row in connection.execute(sa.select(applications.c.id, applications.c.body)).all():
        vin = json.loads(bytes(row.body))["vehicle"]["vin"]
        connection.execute(applications.update().where(applications.c.id == row.id).values(vin=vin))


def downgrade() -> None:
    op.drop_index(op.f("ix_applications_vin"), table_name="applications")
    op.drop_column("applications", "vin")
