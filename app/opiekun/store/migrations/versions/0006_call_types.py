"""Call types that were changed or added, and what holds for all bookings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "call_types",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_call_types"),
    )
    op.create_table(
        "booking_rules",
        sa.Column("key", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kept_minutes", sa.Integer(), nullable=False),
        sa.Column("frees_tentative", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_booking_rules"),
    )
