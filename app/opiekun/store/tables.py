"""The desk's tables. Beside each timeline stand index columns, so that opening the queue evaluates nothing."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    UniqueConstraint,
    text,
)

from opiekun.store.types import CleanText, JsonText, UtcDateTime

# SQLite counts only INTEGER primary keys up by itself.
_Key = BigInteger().with_variant(Integer(), "sqlite")

# An index of some rows only says so for SQLite; for PostgreSQL the migrations do, which make it. Saying it here would
# load that dialect, a quarter of SQLAlchemy, at each start of a desk in a file.
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

agents = Table(
    "agents",
    metadata,
    Column("id", CleanText, primary_key=True),
    Column("name", CleanText, nullable=False),
    Column("email", CleanText, nullable=False),
    Column("level", Integer, nullable=False),
    Column("timezone", CleanText, nullable=False),
    Column("active", Boolean, nullable=False),
    # Names by which people call the agent, letters of either case.
    Column("name_folded", CleanText, nullable=False, index=True),
    Column("email_folded", CleanText, nullable=False, index=True),
)

accounts = Table(
    "accounts",
    metadata,
    Column("id", CleanText, primary_key=True),
    Column("name", CleanText, nullable=False),
    Column("plan", CleanText, nullable=False),
    Column("addon_fee", CleanText, nullable=False),
    Column("addon_start", Date),
    Column("addon_end", Date),
    Column("timezone", CleanText, nullable=False),
    Column("language", CleanText, nullable=False),
    Column("note", CleanText, nullable=False),
    Column("name_folded", CleanText, nullable=False, index=True),
    Column("searched", CleanText, nullable=False),
)

contacts = Table(
    "contacts",
    metadata,
    Column("id", CleanText, primary_key=True),
    Column("account_id", ForeignKey(accounts.c.id), nullable=False, index=True),
    Column("name", CleanText, nullable=False),
    Column("email", CleanText, nullable=False),
    Column("phone", CleanText, nullable=False),
    Column("language", CleanText, nullable=False),
)

agent_refs = Table(
    "agent_refs",
    metadata,
    Column("connection", CleanText, primary_key=True),
    Column("ref", CleanText, primary_key=True),
    Column("agent_id", ForeignKey(agents.c.id), nullable=False),
)

account_refs = Table(
    "account_refs",
    metadata,
    Column("connection", CleanText, primary_key=True),
    Column("ref", CleanText, primary_key=True),
    Column("account_id", ForeignKey(accounts.c.id), nullable=False),
)

assignments = Table(
    "assignments",
    metadata,
    Column("key", _Key, primary_key=True),
    Column("account_id", ForeignKey(accounts.c.id), nullable=False),
    Column("agent_id", ForeignKey(agents.c.id), nullable=False),
    Column("duty", CleanText, nullable=False),
    Column("since", UtcDateTime, nullable=False),
    Column("until", UtcDateTime),
)
Index(
    "uq_assignments_open",
    assignments.c.account_id,
    assignments.c.duty,
    unique=True,
    sqlite_where=assignments.c.until.is_(None),
)

requests = Table(
    "requests",
    metadata,
    Column("key", _Key, primary_key=True),
    Column("id", CleanText, nullable=False),
    Column("id_folded", CleanText, nullable=False, unique=True),
    # The n of an id of the form R-n, so that the next free one is known.
    Column("hand_number", BigInteger, index=True),
    Column("account_id", ForeignKey(accounts.c.id), nullable=False),
    Column("subject", CleanText, nullable=False),
    Column("channel", CleanText, nullable=False),
    # As it stood when the request was received; ``severity`` below is the current one.
    Column("received_severity", Integer, nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    Column("source_kind", CleanText, nullable=False),
    Column("connection", CleanText, nullable=False),
    Column("external_id", CleanText, nullable=False),
    Column("agent_url", CleanText, nullable=False),
    Column("policy", CleanText, nullable=False),
    Column("contact_email", CleanText, nullable=False),
    Column("contact_name", CleanText, nullable=False),
    Column("triage", Boolean, nullable=False),
    Column("searched", CleanText, nullable=False),
    # The index of the timeline. Instants are UTC seconds.
    Column("received_seconds", BigInteger, nullable=False, index=True),
    Column("status", CleanText, nullable=False),
    Column("severity", Integer, nullable=False),
    Column("assignee_id", ForeignKey(agents.c.id)),
    Column("clock", CleanText),
    Column("started_at", BigInteger),
    Column("at_risk_at", BigInteger),
    Column("due_at", BigInteger),
    Column("callback_since", BigInteger),
    Column("last_event_at", BigInteger, nullable=False),
    Column("next_transition", BigInteger),
    Column("in_queue", Boolean, nullable=False),
    # The number of the transaction that wrote the row last: what a window asks for to see what others did.
    Column("changed", BigInteger, nullable=False, index=True),
    UniqueConstraint("source_kind", "connection", "external_id"),
)
Index("ix_requests_account_id_received_seconds", requests.c.account_id, requests.c.received_seconds)
Index(
    "ix_requests_in_queue",
    requests.c.key,
    sqlite_where=text("in_queue = 1"),
)
Index(
    "ix_requests_next_transition",
    requests.c.next_transition,
    sqlite_where=text("in_queue = 1 AND next_transition IS NOT NULL"),
)
Index(
    "ix_requests_due_at",
    requests.c.due_at,
    sqlite_where=text("in_queue = 1 AND due_at IS NOT NULL"),
)

# The order of the queue, for a first look at its top: calls that are owed, then each severity by due time, with what
# tells a request that waits or is held beside it.
Index(
    "ix_requests_callback_since",
    requests.c.callback_since,
    requests.c.severity,
    requests.c.received_seconds,
    sqlite_where=text("in_queue = 1 AND callback_since IS NOT NULL"),
)
Index(
    "ix_requests_severity",
    requests.c.severity,
    requests.c.due_at,
    requests.c.received_seconds,
    requests.c.started_at,
    requests.c.status,
    sqlite_where=text("in_queue = 1 AND callback_since IS NULL"),
)

# What is long or seldom asked for stands apart, so that reading the queue does not turn its pages.
request_details = Table(
    "request_details",
    metadata,
    Column("request_key", ForeignKey(requests.c.key), primary_key=True),
    Column("description", CleanText, nullable=False),
    Column("tags", JsonText, nullable=False),
    Column("seen", JsonText),
)

# Only ever added to: triggers refuse every UPDATE and DELETE.
events = Table(
    "events",
    metadata,
    Column("request_key", ForeignKey(requests.c.key), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", UtcDateTime, nullable=False),
    Column("kind", CleanText, nullable=False),
    Column("channel", CleanText),
    Column("severity", Integer),
    Column("actor", CleanText, nullable=False),
    Column("text", CleanText, nullable=False),
    Column("assignee_id", ForeignKey(agents.c.id)),
    Column("tags", JsonText),
    Column("until", UtcDateTime),
    Column("voicemail", Boolean, nullable=False),
    Column("withdraws", Integer),
    Column("source_ref", CleanText),
    UniqueConstraint("request_key", "source_ref"),
)

hours_versions = Table(
    "hours_versions",
    metadata,
    Column("version", Integer, primary_key=True),
    Column("body", JsonText, nullable=False),
)

policies = Table(
    "policies",
    metadata,
    Column("version", CleanText, primary_key=True),
    Column("valid_from", UtcDateTime, nullable=False),
    Column("body", JsonText, nullable=False),
)

# How long work on a request of each severity is expected to take, where that was told.
handling_times = Table(
    "handling_times",
    metadata,
    Column("severity", Integer, primary_key=True, autoincrement=False),
    Column("seconds", Integer, nullable=False),
)

connections = Table(
    "connections",
    metadata,
    Column("id", CleanText, primary_key=True),
    Column("kind", CleanText, nullable=False),
    Column("url", CleanText, nullable=False),
    Column("timezone", CleanText, nullable=False),
    Column("severity_field", CleanText, nullable=False),
    Column("default_severity", Integer, nullable=False),
    Column("cursor", CleanText, nullable=False),
    Column("last_success", UtcDateTime),
    Column("last_error", CleanText, nullable=False),
)

write_backs = Table(
    "write_backs",
    metadata,
    Column("id", _Key, primary_key=True),
    Column("request_key", ForeignKey(requests.c.key), nullable=False, index=True),
    Column("connection", CleanText, nullable=False),
    Column("external_id", CleanText, nullable=False),
    Column("before", JsonText, nullable=False),
    Column("after", JsonText, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("refused", CleanText, nullable=False),
)

column_mappings = Table(
    "column_mappings",
    metadata,
    Column("header", JsonText, primary_key=True),
    Column("mapping", JsonText, nullable=False),
)

# Reminders of events that are put off, by their name as a notice; UTC seconds.
snoozes = Table(
    "snoozes",
    metadata,
    Column("notice", CleanText, primary_key=True),
    Column("until", BigInteger, nullable=False),
)

notices = Table(
    "notices",
    metadata,
    Column("notice", CleanText, primary_key=True),
    Column("claimed_at", UtcDateTime, nullable=False),
)
