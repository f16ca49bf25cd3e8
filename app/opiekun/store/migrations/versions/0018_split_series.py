"""Which events were split off a series, or given back to it, by edits that wait: they belong together."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sync_journal", sa.Column("splits", sa.Text()))
    op.add_column("sync_journal", sa.Column("part_of", sa.Text()))
