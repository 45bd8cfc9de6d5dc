"""Alembic runs this for every migration; the connection comes from `models.database`."""

from alembic import context

from models.tables import metadata

# `render_as_batch`: SQLite cannot alter most things in place, so Alembic copies the table instead.
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
