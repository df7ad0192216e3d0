"""Documents of every format: what they are, what is shown of them, and questions to suggest.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_BLOBS = ("shown_blob", "cross_index_blob")


def upgrade() -> None:
    """Adds the columns; every document until now is a PDF."""
    with op.batch_alter_table("documents") as table:
        table.add_column(sa.Column("format", sa.String(16)))
        table.add_column(sa.Column("url", sa.Text))
        table.add_column(sa.Column("ocr_page_count", sa.Integer))
        table.add_column(sa.Column("token_count", sa.Integer))
        table.add_column(sa.Column("suggested_questions", sa.JSON(none_as_null=True)))
        for name in _BLOBS:
            table.add_column(sa.Column(name, sa.String(160)))
            table.create_foreign_key(f"fk_documents_{name}_blobs", "blobs", [name], ["key"])
            table.create_index(f"ix_documents_{name}", [name])
    op.execute("UPDATE documents SET format = CASE WHEN type = 'collection' THEN '' ELSE 'pdf' END")
    with op.batch_alter_table("documents") as table:
        table.alter_column("format", existing_type=sa.String(16), nullable=False)


def downgrade() -> None:
    """Removes the columns, and with them what they held."""
    with op.batch_alter_table("documents") as table:
        for name in _BLOBS:
            table.drop_index(f"ix_documents_{name}")
            table.drop_constraint(f"fk_documents_{name}_blobs", type_="foreignkey")
            table.drop_column(name)
        for name in ("format", "url", "ocr_page_count", "token_count", "suggested_questions"):
            table.drop_column(name)
