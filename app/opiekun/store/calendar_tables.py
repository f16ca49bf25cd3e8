"""The calendars' tables. Beside the text of each object stands an index, so that opening a week parses nothing."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, Table, UniqueConstraint

from opiekun.store.tables import metadata
from opiekun.store.types import CleanText, ExactText, UtcDateTime

calendars = Table(
    "calendars",
    metadata,
    Column("id", CleanText, primary_key=True),
    # "" for the one that each desk begins with, until it is named: it is called so in the language of who looks.
    Column("name", CleanText, nullable=False),
    Column("colour", CleanText, nullable=False),
    Column("shown", Boolean, nullable=False),
    Column("is_default", Boolean, nullable=False),
    Column("read_only", Boolean, nullable=False),
    Column("position", Integer, nullable=False),
    # Whose time its events take; null for the agent of the desk at which one sits.
    Column("agent_id", CleanText),
    # A removed calendar keeps what it held for a while, so that it can be brought back as it was.
    Column("removed_at", UtcDateTime),
    # As that of a request.
    Column("changed", BigInteger, nullable=False),
)

# The row of an object stays when its text is gone: its number is never another's, others see that it went, and
# taking that back makes it the same object again.
calendar_objects = Table(
    "calendar_objects",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("calendar_id", ForeignKey(calendars.c.id), nullable=False),
    Column("uid", CleanText, nullable=False),
    Column("made_at", BigInteger, nullable=False),
    # What bounds its occurrences, in UTC seconds; null without a text. An endless one ends after all times.
    Column("first_at", BigInteger),
    Column("last_at", BigInteger),
    # Whether more than a week lies between. The others are found by their beginning alone.
    Column("long", Boolean, nullable=False),
    Column("changed", BigInteger, nullable=False, index=True),
    # Last, so that what is read of a row ends before it.
    Column("text", ExactText),
    UniqueConstraint("uid", "calendar_id"),
)
Index(
    "ix_calendar_objects_long_first_at",
    calendar_objects.c.long,
    calendar_objects.c.first_at,
    calendar_objects.c.last_at,
)
Index(
    "ix_calendar_objects_long_last_at",
    calendar_objects.c.long,
    calendar_objects.c.last_at,
    calendar_objects.c.first_at,
)

calendar_events = Table(
    "calendar_events",
    metadata,
    Column("object_key", ForeignKey(calendar_objects.c.key), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("recurrence_id", CleanText, nullable=False),
    Column("this_and_future", Boolean, nullable=False),
    # A wall clock or a date in ISO 8601.
    Column("start", CleanText, nullable=False),
    Column("zone", CleanText, nullable=False),
    Column("seconds", BigInteger, nullable=False),
    # JSON, as that of the alarms: read with the rest of the row, so that one that is damaged is known as such.
    Column("recurrence", CleanText),
    Column("summary", CleanText, nullable=False),
    Column("status", CleanText, nullable=False),
    Column("transparent", Boolean, nullable=False),
    Column("purpose", CleanText, nullable=False),
    Column("visibility", CleanText, nullable=False),
    Column("location", CleanText, nullable=False),
    Column("link", CleanText, nullable=False),
    Column("request_id", CleanText, nullable=False),
    Column("alarms", CleanText),
    Column("people", Integer, nullable=False),
    Column("searched", CleanText, nullable=False),
)
