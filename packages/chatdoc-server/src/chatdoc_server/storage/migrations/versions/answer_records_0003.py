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
    # Not in a batch: a batch may build the table anew, and what refers to its rows would go with the old one.
    for name in _COLUMNS:
        op.add_column("questions", sa.Column(name, sa.JSON(none_as_null=True)))


def downgrade() -> None:
    """Removes the columns, and with them what they held."""
    for name in _COLUMNS:
        op.drop_column("questions", name)
