"""Whose time calendars, calls and offered times take: specialists, and agents other than the desk's."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("calendars", sa.Column("agent_id", sa.Text()))
    op.add_column("calls", sa.Column("specialist_id", sa.Text()))
    op.add_column("holds", sa.Column("agent_id", sa.Text()))
    op.add_column("holds", sa.Column("specialist_id", sa.Text()))
