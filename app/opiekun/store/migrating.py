"""Bringing a database to the newest revision. Loads Alembic, so it is imported only where there is something to do."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from opiekun.domain.errors import StoreRefused

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(connection: Connection) -> None:
    """Bring the database to the newest revision inside the connection's transaction."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def refuse_newer(revision: str, place: str) -> None:
    """Raise StoreRefused for a revision that this program does not know."""
    if revision not in {script.revision for script in ScriptDirectory(MIGRATIONS).walk_revisions()}:
        raise StoreRefused(
            "The desk {place} was made by a newer Opiekun (revision {revision}); update this program to open it.",
            place=place,
            revision=revision,
        )
