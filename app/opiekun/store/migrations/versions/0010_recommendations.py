"""Recommendations to accounts, and the calls from which requests followed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "recommendations",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.Column("settled_at", sa.BigInteger(), nullable=True),
        sa.Column("call_uid", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_recommendations_account_id_accounts"),
        sa.PrimaryKeyConstraint("id", name="pk_recommendations"),
    )
    op.create_index("ix_recommendations_account_id_made_at", "recommendations", ["account_id", "made_at"])
    op.create_table(
        "follow_ups",
        sa.Column("request_key", KEY, autoincrement=False, nullable=False),
        sa.Column("call_uid", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["request_key"], ["requests.key"], name="fk_follow_ups_request_key_requests"),
        sa.ForeignKeyConstraint(["call_uid"], ["calls.uid"], name="fk_follow_ups_call_uid_calls"),
        sa.PrimaryKeyConstraint("request_key", name="pk_follow_ups"),
    )
    op.create_index("ix_follow_ups_call_uid", "follow_ups", ["call_uid"])
