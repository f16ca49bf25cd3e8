"""What the sync of calendars remembers: accounts, collections, their resources, what waits, and how runs went."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sync_accounts",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("user", sa.Text(), nullable=False),
        sa.Column("auth", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("principal", sa.Text(), nullable=False),
        sa.Column("outbox", sa.Text(), nullable=False),
        sa.Column("addresses", sa.Text(), nullable=False),
        sa.Column("asks", sa.Text()),
        sa.Column("retry_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_sync_accounts"),
    )
    op.create_table(
        "sync_collections",
        sa.Column("calendar_id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("by", sa.Text()),
        sa.Column("sync_token", sa.Text(), nullable=False),
        sa.Column("ctag", sa.Text(), nullable=False),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.Column("missing", sa.Integer(), nullable=False),
        sa.Column("known", sa.Integer(), nullable=False),
        sa.Column("may_delete", sa.Boolean(), nullable=False),
        sa.Column("reconciled_at", sa.DateTime(timezone=True)),
        sa.Column("synced_at", sa.DateTime(timezone=True)),
        sa.Column("failure", sa.Text()),
        sa.ForeignKeyConstraint(["calendar_id"], ["calendars.id"], name="fk_sync_collections_calendar_id"),
        sa.ForeignKeyConstraint(["account_id"], ["sync_accounts.id"], name="fk_sync_collections_account_id"),
        sa.PrimaryKeyConstraint("calendar_id", name="pk_sync_collections"),
    )
    _resources()
    _journal()
    op.create_table(
        "sync_conflicts",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("calendar_id", sa.Text(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("touching", sa.Text(), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("base", sa.LargeBinary()),
        sa.Column("mine", sa.LargeBinary(), nullable=False),
        sa.Column("theirs", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["calendar_id"], ["calendars.id"], name="fk_sync_conflicts_calendar_id"),
        sa.PrimaryKeyConstraint("id", name="pk_sync_conflicts"),
    )
    op.create_table(
        "sync_runs",
        sa.Column("id", _counted(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.Column("cancelled", sa.Boolean(), nullable=False),
        sa.Column("collections", sa.Text(), nullable=False),
        sa.Column("log", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sync_runs"),
        sa.UniqueConstraint("started_at", name="uq_sync_runs_started_at"),
    )


def _counted() -> sa.BigInteger:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _resources() -> None:
    op.create_table(
        "sync_resources",
        sa.Column("calendar_id", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("href", sa.Text(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=False),
        sa.Column("schedule_tag", sa.Text(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("problem", sa.Text()),
        sa.Column("text", sa.LargeBinary()),
        sa.ForeignKeyConstraint(["calendar_id"], ["calendars.id"], name="fk_sync_resources_calendar_id"),
        sa.PrimaryKeyConstraint("calendar_id", "key", name="pk_sync_resources"),
    )
    op.create_index("ix_sync_resources_calendar_id_uid", "sync_resources", ["calendar_id", "uid"])
    op.create_index(
        "ix_sync_resources_problems",
        "sync_resources",
        ["calendar_id", "key"],
        sqlite_where=sa.text("problem IS NOT NULL"),
        postgresql_where=sa.text("problem IS NOT NULL"),
    )


def _journal() -> None:
    op.create_table(
        "sync_journal",
        sa.Column("id", _counted(), nullable=False),
        sa.Column("calendar_id", sa.Text(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("href", sa.Text(), nullable=False),
        sa.Column("base_etag", sa.Text(), nullable=False),
        sa.Column("edits", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent", sa.Integer()),
        sa.Column("refused", sa.Text()),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("base_text", sa.LargeBinary()),
        sa.Column("sent_text", sa.LargeBinary()),
        sa.ForeignKeyConstraint(["calendar_id"], ["calendars.id"], name="fk_sync_journal_calendar_id"),
        sa.PrimaryKeyConstraint("id", name="pk_sync_journal"),
        sa.UniqueConstraint("calendar_id", "uid", name="uq_sync_journal_calendar_id_uid"),
    )
