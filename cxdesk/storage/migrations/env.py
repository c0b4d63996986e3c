"""Alembic's way in: the connection is handed over by `storage.migrate`, never read from an ini file."""

from alembic import context

from cxdesk.storage.base import Base

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
