"""The tables of the sync: what the calendars of the desk mirror, what waits to go out, and how the runs went."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, Table, UniqueConstraint

from opiekun.store.calendar_tables import calendars
from opiekun.store.tables import metadata
from opiekun.store.types import CleanText, ExactText, JsonText, UtcDateTime

# SQLite counts only INTEGER primary keys up by itself.
_Key = BigInteger().with_variant(Integer(), "sqlite")

sync_accounts = Table(
    "sync_accounts",
    metadata,
    Column("id", CleanText, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("url", CleanText, nullable=False),
    Column("user", CleanText, nullable=False),
    Column("auth", CleanText, nullable=False),
    Column("fingerprint", CleanText, nullable=False),
    Column("principal", CleanText, nullable=False),
    Column("outbox", CleanText, nullable=False),
    Column("inbox", CleanText),
    Column("schedules", Boolean),
    # How far the inbox was read.
    Column("inbox_read", JsonText),
    Column("addresses", JsonText, nullable=False),
    Column("asks", JsonText),
    Column("retry_at", UtcDateTime),
    Column("let_go", Boolean),
)

sync_collections = Table(
    "sync_collections",
    metadata,
    Column("calendar_id", ForeignKey(calendars.c.id), primary_key=True),
    Column("account_id", ForeignKey(sync_accounts.c.id), nullable=False),
    Column("url", CleanText, nullable=False),
    Column("by", CleanText),
    Column("sync_token", CleanText, nullable=False),
    Column("ctag", CleanText, nullable=False),
    Column("standing", CleanText, nullable=False),
    Column("missing", Integer, nullable=False),
    Column("known", Integer, nullable=False),
    Column("may_delete", Boolean, nullable=False),
    Column("reconciled_at", UtcDateTime),
    Column("synced_at", UtcDateTime),
    Column("failure", JsonText),
    Column("name", CleanText),
    Column("read_only", Boolean),
    Column("etags_lie", Boolean),
    Column("tells_guests", Boolean),
    # Nothing is exchanged with it; edits are noted all the same.
    Column("let_go", Boolean),
)

sync_resources = Table(
    "sync_resources",
    metadata,
    Column("calendar_id", ForeignKey(calendars.c.id), primary_key=True),
    Column("key", CleanText, primary_key=True),
    Column("href", CleanText, nullable=False),
    Column("etag", CleanText, nullable=False),
    Column("schedule_tag", CleanText, nullable=False),
    Column("uid", CleanText, nullable=False),
    Column("problem", JsonText),
    # Of those with a problem alone; the texts of all others stand in the calendar.
    Column("text", ExactText),
    # The title of one that could be read before, whose event stays in the calendar.
    Column("kept", CleanText),
    Index("ix_sync_resources_calendar_id_uid", "calendar_id", "uid"),
)
Index(
    "ix_sync_resources_problems",
    sync_resources.c.calendar_id,
    sync_resources.c.key,
    sqlite_where=sync_resources.c.problem.is_not(None),
)

sync_journal = Table(
    "sync_journal",
    metadata,
    # In the order in which they came to wait, whatever the clock showed.
    Column("id", _Key, primary_key=True),
    Column("calendar_id", ForeignKey(calendars.c.id), nullable=False),
    Column("uid", CleanText, nullable=False),
    Column("href", CleanText, nullable=False),
    Column("base_etag", CleanText, nullable=False),
    Column("edits", Integer, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("sent", Integer),
    Column("refused", JsonText),
    Column("words", CleanText, nullable=False),
    Column("base_text", ExactText),
    Column("sent_text", ExactText),
    # What was split off it, and what it was split off before that has it again.
    Column("splits", JsonText),
    Column("part_of", JsonText),
    # The calendar into which it was put.
    Column("moved_to", CleanText),
    UniqueConstraint("calendar_id", "uid"),
)

sync_conflicts = Table(
    "sync_conflicts",
    metadata,
    Column("id", CleanText, primary_key=True),
    Column("kind", CleanText, nullable=False),
    Column("calendar_id", ForeignKey(calendars.c.id), nullable=False),
    Column("uid", CleanText, nullable=False),
    Column("touching", JsonText, nullable=False),
    Column("found_at", UtcDateTime, nullable=False),
    Column("base", ExactText),
    Column("mine", ExactText, nullable=False),
    Column("theirs", ExactText, nullable=False),
)

sync_runs = Table(
    "sync_runs",
    metadata,
    # As that of the journal: a clock that was once ahead makes no run the latest for good.
    Column("id", _Key, primary_key=True),
    Column("started_at", UtcDateTime, nullable=False, unique=True),
    Column("ended_at", UtcDateTime),
    Column("cancelled", Boolean, nullable=False),
    Column("collections", JsonText, nullable=False),
    Column("inboxes", JsonText),
    Column("log", JsonText, nullable=False),
)
