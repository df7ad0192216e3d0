"""The relational schema. Times are Unix seconds; ids of documents are UUIDs as text."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite numbers rows by itself only for a column declared INTEGER.
_Serial = BigInteger().with_variant(Integer, "sqlite")

users = Table(
    "users",
    metadata,
    Column("id", _Serial, primary_key=True, autoincrement=True),
    Column("name", String(80), nullable=False, unique=True),
    Column("blocked", Boolean, nullable=False, default=False),
    Column("created_at", BigInteger, nullable=False),
)

# The secret is looked up by `digest`; `sealed` holds it encrypted, for verifying document tokens.
api_keys = Table(
    "api_keys",
    metadata,
    Column("id", _Serial, primary_key=True, autoincrement=True),
    Column("user_id", ForeignKey("users.id"), nullable=False, index=True),
    Column("digest", String(64), nullable=False, unique=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("hint", String(16), nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("revoked_at", BigInteger),
)

# `used` and `held` repeat the ledger's sums so that one conditional update can refuse to overspend.
packages = Table(
    "packages",
    metadata,
    Column("id", _Serial, primary_key=True, autoincrement=True),
    Column("user_id", ForeignKey("users.id"), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("max_count", BigInteger, nullable=False),
    Column("used", BigInteger, nullable=False, default=0),
    Column("held", BigInteger, nullable=False, default=0),
    Column("expires_at", BigInteger),
    Column("created_at", BigInteger, nullable=False),
    CheckConstraint("used >= 0 AND held >= 0 AND used + held <= max_count", name="balance"),
    Index("ix_packages_user_kind", "user_id", "kind"),
)

# One row a reservation, so that its name is taken once and its state changes once, whoever asks at the same time.
reservations = Table(
    "reservations",
    metadata,
    Column("name", String(80), primary_key=True),
    Column("user_id", ForeignKey("users.id"), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("count", BigInteger, nullable=False),
    Column("state", String(8), nullable=False),
    Column("created_at", BigInteger, nullable=False),
    CheckConstraint("state IN ('held', 'settled', 'released') AND count >= 0", name="state"),
    Index("ix_reservations_state", "state", "created_at"),
)

# Append-only. One reservation may draw on several packages: rows for each, all with its name.
ledger = Table(
    "ledger",
    metadata,
    Column("id", _Serial, primary_key=True, autoincrement=True),
    Column("reservation", ForeignKey("reservations.name"), nullable=False),
    Column("package_id", ForeignKey("packages.id"), nullable=False, index=True),
    Column("entry", String(8), nullable=False),
    Column("count", BigInteger, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    UniqueConstraint("reservation", "package_id", "entry", name="uq_ledger_once"),
    CheckConstraint("entry IN ('reserve', 'settle', 'release') AND count > 0", name="entry"),
)

# Stored objects and who needs them. A row is written before its object and removed after it, so that whatever is
# interrupted leaves a row to clean up by. `content` names the bytes (kind/sha256) while the object may be shared;
# it becomes null, for good, when the object is given up: the same bytes then get a new row with a new key, and a
# delete that is under way can't hit them.
blobs = Table(
    "blobs",
    metadata,
    Column("key", String(160), primary_key=True),
    Column("content", String(120), unique=True),
    Column("size", BigInteger, nullable=False),
    Column("stored", Boolean, nullable=False),
    Column("references", Integer, nullable=False, index=True),
    # Puts whose reference has not been taken yet; they protect the object until it is `touched_at` too long ago.
    Column("pending", Integer, nullable=False),
    Column("touched_at", BigInteger, nullable=False),
    CheckConstraint('"references" >= 0 AND pending >= 0', name="counts"),
    CheckConstraint('content IS NOT NULL OR "references" = 0', name="given_up"),
)

documents = Table(
    "documents",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("user_id", ForeignKey("users.id"), nullable=False),
    Column("collection_id", ForeignKey("documents.id"), index=True),
    Column("type", String(20), nullable=False),
    Column("name", Text, nullable=False),
    # The name as it is searched: normalized and case-folded alike on every database.
    Column("folded_name", Text, nullable=False),
    Column("status", Integer, nullable=False),
    Column("package_type", String(8), nullable=False),
    Column("ocr_type", String(8), nullable=False),
    Column("created_at", BigInteger, nullable=False),
    # Nanoseconds at insertion: the order of documents created in the same second.
    Column("sequence", BigInteger, nullable=False),
    Column("updated_at", BigInteger, nullable=False),
    # What the file is, empty until its content was looked at; where a website is fetched from.
    Column("format", String(16), nullable=False, default=""),
    Column("url", Text),
    # Pages of a paged document, those of them that character recognition read, and tokens of a flowing document.
    Column("page_count", Integer),
    Column("ocr_page_count", Integer),
    Column("token_count", Integer),
    Column("pages_done", Integer, nullable=False, default=0),
    Column("error_message", Text),
    # The file as it came, as it is shown where that is another (PDF or canonical HTML), its structure, its index,
    # and an index for questions in other languages, made when the first such question comes.
    Column("source_blob", ForeignKey("blobs.key"), index=True),
    Column("shown_blob", ForeignKey("blobs.key"), index=True),
    Column("document_blob", ForeignKey("blobs.key"), index=True),
    Column("index_blob", ForeignKey("blobs.key"), index=True),
    Column("cross_index_blob", ForeignKey("blobs.key"), index=True),
    # Questions that the document answers, kept once they are made.
    Column("suggested_questions", JSON(none_as_null=True)),
    Index("ix_documents_user_newest", "user_id", "created_at", "sequence", "id"),
    Index("ix_documents_status", "status"),
)

questions = Table(
    "questions",
    metadata,
    Column("id", _Serial, primary_key=True, autoincrement=True),
    Column("user_id", ForeignKey("users.id"), nullable=False),
    Column("upload_ids", JSON, nullable=False),
    Column("question", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("source_info", JSON(none_as_null=True)),
    # Sentences that nothing supports, the computation behind a figure, and how the answer came about; null until it
    # ends, and of questions that were asked before these were kept.
    Column("unsupported", JSON(none_as_null=True)),
    Column("formula", JSON(none_as_null=True)),
    Column("trace", JSON(none_as_null=True)),
    Column("type", String(8), nullable=False),
    Column("state", String(10), nullable=False),
    Column("search_entire_doc", Boolean, nullable=False),
    Column("detailed_citation", Boolean, nullable=False),
    Column("model_type", String(20), nullable=False),
    Column("language", String(40)),
    Column("created_at", BigInteger, nullable=False),
    Index("ix_questions_user_newest", "user_id", "id"),
    Index("ix_questions_state", "state", "created_at"),
)

# No foreign key to documents: a question stays readable when its documents are gone.
question_documents = Table(
    "question_documents",
    metadata,
    Column("question_id", ForeignKey("questions.id", ondelete="CASCADE"), primary_key=True),
    Column("upload_id", String(36), primary_key=True),
    Index("ix_question_documents_upload", "upload_id", "question_id"),
)

# Worker processes and when each was last alive, so that others can continue what a lost one left.
workers = Table(
    "workers",
    metadata,
    Column("id", String(120), primary_key=True),
    Column("seen_at", BigInteger, nullable=False),
)
