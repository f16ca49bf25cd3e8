"""How long work on a request is expected to take, and the deadlines of a stretch of time without reading the queue."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "handling_times",
        sa.Column("severity", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("severity", name="pk_handling_times"),
    )
    op.create_index(
        "ix_requests_due_at", "requests", ["due_at"], sqlite_where=sa.text("in_queue = 1 AND due_at IS NOT NULL")
    )
