"""Which deletions that wait are of events that were put into another calendar: what is changed there goes along."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sync_journal", sa.Column("moved", sa.Boolean()))
