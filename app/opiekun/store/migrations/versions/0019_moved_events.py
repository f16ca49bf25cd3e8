"""Into which calendar an event was put whose deletion waits: what is changed where it was goes along."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sync_journal", sa.Column("moved_to", sa.Text()))
