"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# SQLite numbers rows by itself only for a column declared INTEGER.
SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Creates every table."""
    op.create_table(
        "blobs",
        sa.Column("key", sa.String(160), nullable=False),
        sa.Column("content", sa.String(120), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("stored", sa.Boolean(), nullable=False),
        sa.Column("references", sa.Integer(), nullable=False),
        sa.Column("pending", sa.Integer(), nullable=False),
        sa.Column("touched_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint('"references" >= 0 AND pending >= 0', name=op.f("ck_blobs_counts")),
        sa.CheckConstraint('content IS NOT NULL OR "references" = 0', name=op.f("ck_blobs_given_up")),
        sa.PrimaryKeyConstraint("key", name="pk_blobs"),
        sa.UniqueConstraint("content", name="uq_blobs_content"),
    )

    op.create_index("ix_blobs_references", "blobs", ["references"])

    op.create_table(
        "users",
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("blocked", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_users"),
        sa.UniqueConstraint("name", name="uq_users_name"),
    )
    op.create_table(
        "workers",
        sa.Column("id", sa.String(120), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_workers"),
    )
    op.create_table(
        "api_keys",
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.Column("user_id", SERIAL, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("hint", sa.String(16), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("revoked_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_api_keys_user_id_users"),
        sa.PrimaryKeyConstraint("id", name="pk_api_keys"),
        sa.UniqueConstraint("digest", name="uq_api_keys_digest"),
    )

    op.create_index("ix_api_keys_user_id", "api_keys", ["user_id"])

    op.create_table(
        "documents",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("user_id", SERIAL, nullable=False),
        sa.Column("collection_id", sa.String(36), nullable=True),
        sa.Column("type", sa.String(20), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded_name", sa.Text(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("package_type", sa.String(8), nullable=False),
        sa.Column("ocr_type", sa.String(8), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.Column("page_count", sa.Integer(), nullable=True),
        sa.Column("pages_done", sa.Integer(), nullable=False),
        sa.Column("error_message", sa.Text(), nullable=True),
        sa.Column("source_blob", sa.String(160), nullable=True),
        sa.Column("document_blob", sa.String(160), nullable=True),
        sa.Column("index_blob", sa.String(160), nullable=True),
        sa.ForeignKeyConstraint(["collection_id"], ["documents.id"], name="fk_documents_collection_id_documents"),
        sa.ForeignKeyConstraint(["document_blob"], ["blobs.key"], name="fk_documents_document_blob_blobs"),
        sa.ForeignKeyConstraint(["index_blob"], ["blobs.key"], name="fk_documents_index_blob_blobs"),
        sa.ForeignKeyConstraint(["source_blob"], ["blobs.key"], name="fk_documents_source_blob_blobs"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_documents_user_id_users"),
        sa.PrimaryKeyConstraint("id", name="pk_documents"),
    )

    op.create_index("ix_documents_collection_id", "documents", ["collection_id"])
    op.create_index("ix_documents_document_blob", "documents", ["document_blob"])
    op.create_index("ix_documents_index_blob", "documents", ["index_blob"])
    op.create_index("ix_documents_source_blob", "documents", ["source_blob"])
    op.create_index("ix_documents_status", "documents", ["status"])
    op.create_index("ix_documents_user_newest", "documents", ["user_id", "created_at", "sequence", "id"])

    op.create_table(
        "packages",
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.Column("user_id", SERIAL, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("max_count", sa.BigInteger(), nullable=False),
        sa.Column("used", sa.BigInteger(), nullable=False),
        sa.Column("held", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("used >= 0 AND held >= 0 AND used + held <= max_count", name=op.f("ck_packages_balance")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_packages_user_id_users"),
        sa.PrimaryKeyConstraint("id", name="pk_packages"),
    )

    op.create_index("ix_packages_user_kind", "packages", ["user_id", "kind"])

    op.create_table(
        "questions",
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.Column("user_id", SERIAL, nullable=False),
        sa.Column("upload_ids", sa.JSON(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("source_info", sa.JSON(), nullable=True),
        sa.Column("type", sa.String(8), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("search_entire_doc", sa.Boolean(), nullable=False),
        sa.Column("detailed_citation", sa.Boolean(), nullable=False),
        sa.Column("model_type", sa.String(20), nullable=False),
        sa.Column("language", sa.String(40), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_questions_user_id_users"),
        sa.PrimaryKeyConstraint("id", name="pk_questions"),
    )

    op.create_index("ix_questions_state", "questions", ["state", "created_at"])
    op.create_index("ix_questions_user_newest", "questions", ["user_id", "id"])

    op.create_table(
        "reservations",
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("user_id", SERIAL, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "state IN ('held', 'settled', 'released') AND count >= 0", name=op.f("ck_reservations_state")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_reservations_user_id_users"),
        sa.PrimaryKeyConstraint("name", name="pk_reservations"),
    )

    op.create_index("ix_reservations_state", "reservations", ["state", "created_at"])

    op.create_table(
        "ledger",
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.Column("reservation", sa.String(80), nullable=False),
        sa.Column("package_id", SERIAL, nullable=False),
        sa.Column("entry", sa.String(8), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("entry IN ('reserve', 'settle', 'release') AND count > 0", name=op.f("ck_ledger_entry")),
        sa.ForeignKeyConstraint(["package_id"], ["packages.id"], name="fk_ledger_package_id_packages"),
        sa.ForeignKeyConstraint(["reservation"], ["reservations.name"], name="fk_ledger_reservation_reservations"),
        sa.PrimaryKeyConstraint("id", name="pk_ledger"),
        sa.UniqueConstraint("reservation", "package_id", "entry", name="uq_ledger_once"),
    )

    op.create_index("ix_ledger_package_id", "ledger", ["package_id"])

    op.create_table(
        "question_documents",
        sa.Column("question_id", SERIAL, nullable=False),
        sa.Column("upload_id", sa.String(36), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"], ["questions.id"], name="fk_question_documents_question_id_questions", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("question_id", "upload_id", name="pk_question_documents"),
    )

    op.create_index("ix_question_documents_upload", "question_documents", ["upload_id", "question_id"])


def downgrade() -> None:
    """Drops every table."""
    op.drop_table("question_documents")
    op.drop_table("ledger")
    op.drop_table("reservations")
    op.drop_table("questions")
    op.drop_table("packages")
    op.drop_table("documents")
    op.drop_table("api_keys")
    op.drop_table("workers")
    op.drop_table("users")
    op.drop_table("blobs")
