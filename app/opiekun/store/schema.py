"""The revision of the database's shape: which one it has, and which one this program works on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opiekun.domain.errors import StoreRefused

if TYPE_CHECKING:
    from sqlalchemy import Connection

HEAD = "0019"
"""The newest revision in migrations/versions. It stands here so that opening a desk does not load Alembic."""


def revision_of(connection: Connection) -> str | None:
    """The revision of the database, None for an empty one. Raises StoreRefused for a database of another program."""
    from sqlalchemy import inspect, text  # noqa: PLC0415 - a first look asks for HEAD and does without SQLAlchemy

    tables = inspect(connection)
    if tables.has_table("alembic_version"):
        return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one())
    if tables.get_table_names():
        raise StoreRefused("The database holds the tables of another program; give the desk a database of its own.")
    return None
