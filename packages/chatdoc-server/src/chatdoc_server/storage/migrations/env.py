"""Runs the migrations on the connection that `chatdoc_server.storage.database.migrate` hands over."""

from alembic import context

from chatdoc_server.storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # SQLite can't alter most of a table in place; Alembic copies it instead.
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
