"""Calendars: their objects as text, and the index beside them. A desk begins with one calendar."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    calendars = op.create_table(
        "calendars",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("colour", sa.Text(), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.Column("is_default", sa.Boolean(), nullable=False),
        sa.Column("read_only", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True)),
        sa.Column("changed", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_calendars"),
    )
    op.create_table(
        "calendar_objects",
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("calendar_id", sa.Text(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("first_at", sa.BigInteger()),
        sa.Column("last_at", sa.BigInteger()),
        sa.Column("long", sa.Boolean(), nullable=False),
        sa.Column("changed", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.LargeBinary()),
        sa.ForeignKeyConstraint(["calendar_id"], ["calendars.id"], name="fk_calendar_objects_calendar_id"),
        sa.PrimaryKeyConstraint("key", name="pk_calendar_objects"),
        sa.UniqueConstraint("uid", "calendar_id", name="uq_calendar_objects_uid_calendar_id"),
    )
    op.create_index("ix_calendar_objects_changed", "calendar_objects", ["changed"])
    op.create_index("ix_calendar_objects_long_first_at", "calendar_objects", ["long", "first_at", "last_at"])
    op.create_index("ix_calendar_objects_long_last_at", "calendar_objects", ["long", "last_at", "first_at"])
    op.create_table(
        "calendar_events",
        sa.Column("object_key", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("recurrence_id", sa.Text(), nullable=False),
        sa.Column("this_and_future", sa.Boolean(), nullable=False),
        sa.Column("start", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("seconds", sa.BigInteger(), nullable=False),
        sa.Column("recurrence", sa.Text()),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("transparent", sa.Boolean(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("visibility", sa.Text(), nullable=False),
        sa.Column("location", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("request_id", sa.Text(), nullable=False),
        sa.Column("alarms", sa.Text()),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("searched", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["object_key"], ["calendar_objects.key"], name="fk_calendar_events_object_key"),
        sa.PrimaryKeyConstraint("object_key", "position", name="pk_calendar_events"),
    )
    # Its id is what scripts call it until it has a name.
    first = {"name": "", "colour": "#2F5BD7", "shown": True, "is_default": True, "read_only": False}
    kept = {"position": 0, "removed_at": None, "changed": 0}
    op.bulk_insert(calendars, [{"id": "own"} | first | kept])
