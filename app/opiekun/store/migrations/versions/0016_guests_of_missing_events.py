"""Whether the guests of events that are missing on a server are told that they are off, once these are deleted here."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sync_collections", sa.Column("tells_guests", sa.Boolean()))
