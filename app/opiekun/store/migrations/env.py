"""Alembic's entry: runs the migrations inside the transaction of the connection it is given."""

from alembic import context

from opiekun.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
)
context.run_migrations()
