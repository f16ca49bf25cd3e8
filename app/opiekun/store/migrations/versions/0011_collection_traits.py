"""What was found out of collections: whether they may be written, and whether their etags can be relied on."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sync_collections", sa.Column("read_only", sa.Boolean()))
    op.add_column("sync_collections", sa.Column("etags_lie", sa.Boolean()))
