"""The tables of review calls: their types, what holds for all bookings, the calls, what came of them, and times that
are offered."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, Table

from opiekun.store.tables import accounts, agents, metadata, requests
from opiekun.store.types import CleanText, JsonText

call_types = Table(
    "call_types",
    metadata,
    Column("code", CleanText, primary_key=True),
    Column("body", JsonText, nullable=False),
)

# One row at most.
booking_rules = Table(
    "booking_rules",
    metadata,
    Column("key", Integer, primary_key=True, autoincrement=False),
    Column("kept_minutes", Integer, nullable=False),
    Column("frees_tentative", Boolean, nullable=False),
)

# What the desk knows of a call besides its event. Title and times are those that the event had when they were last
# looked at: they hold where the event is gone.
calls = Table(
    "calls",
    metadata,
    Column("uid", CleanText, primary_key=True),
    Column("account_id", ForeignKey(accounts.c.id), nullable=False),
    Column("agent_id", ForeignKey(agents.c.id), nullable=False),
    Column("type", CleanText, nullable=False),
    Column("status", CleanText, nullable=False),
    Column("request_id", CleanText, nullable=False),
    Column("agenda", CleanText, nullable=False),
    Column("notes", CleanText, nullable=False),
    Column("title", CleanText, nullable=False),
    Column("start_at", BigInteger, nullable=False),
    Column("end_at", BigInteger, nullable=False),
    Column("before", Integer, nullable=False),
    Column("after", Integer, nullable=False),
    # Null where the agent is there alone.
    Column("specialist_id", CleanText),
)
Index("ix_calls_account_id_start_at", calls.c.account_id, calls.c.start_at)
Index("ix_calls_agent_id_end_at", calls.c.agent_id, calls.c.end_at)

# The constraint behind the check of a booking. Side 0 has the minutes of a call and those kept free after it, side 1
# those kept free before it and its own. That no minute of a side is taken twice means that between two calls the
# larger of the two buffers is free.
call_minutes = Table(
    "call_minutes",
    metadata,
    Column("agent_id", CleanText, primary_key=True),
    Column("side", Integer, primary_key=True, autoincrement=False),
    Column("minute", BigInteger, primary_key=True, autoincrement=False),
    Column("uid", ForeignKey(calls.c.uid), nullable=False, index=True),
)

holds = Table(
    "holds",
    metadata,
    Column("uid", CleanText, primary_key=True),
    Column("offer", CleanText, nullable=False),
    Column("account_id", ForeignKey(accounts.c.id), nullable=False),
    Column("type", CleanText, nullable=False),
    Column("start_at", BigInteger, nullable=False),
    Column("end_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    Column("agent_id", CleanText),
    Column("specialist_id", CleanText),
)

# Some are made outside of calls, and then name none.
recommendations = Table(
    "recommendations",
    metadata,
    Column("id", CleanText, primary_key=True),
    Column("account_id", ForeignKey(accounts.c.id), nullable=False),
    Column("text", CleanText, nullable=False),
    Column("made_at", BigInteger, nullable=False),
    Column("standing", CleanText, nullable=False),
    Column("settled_at", BigInteger),
    Column("call_uid", CleanText, nullable=False),
)
Index("ix_recommendations_account_id_made_at", recommendations.c.account_id, recommendations.c.made_at)

# The call from which a request followed.
follow_ups = Table(
    "follow_ups",
    metadata,
    Column("request_key", ForeignKey(requests.c.key), primary_key=True),
    Column("call_uid", ForeignKey(calls.c.uid), nullable=False, index=True),
)
