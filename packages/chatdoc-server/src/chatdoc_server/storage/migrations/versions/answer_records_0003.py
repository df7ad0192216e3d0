"""How answers came about: sentences without support, the formula, and the trace.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_COLUMNS = ("unsupported", "formula", "trace")


def upgrade() -> None:
    """Adds the columns; of questions asked until now nothing is known."""
    with op.batch_alter_table("questions") as table:
        for name in _COLUMNS:
            table.add_column(sa.Column(name, sa.JSON(none_as_null=True)))


def downgrade() -> None:
    """Removes the columns, and with them what they held."""
    with op.batch_alter_table("questions") as table:
        for name in _COLUMNS:
            table.drop_column(name)
