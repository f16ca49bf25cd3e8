"""Scheduling inboxes of calendar servers, how far they were read, and what the runs found there."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sync_accounts", sa.Column("inbox", sa.Text()))
    op.add_column("sync_accounts", sa.Column("schedules", sa.Boolean()))
    op.add_column("sync_accounts", sa.Column("inbox_read", sa.Text()))
    op.add_column("sync_runs", sa.Column("inboxes", sa.Text()))
