"""The tables of mail: the outbox, the ledger of what came, and what is remembered of messages about events."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, LargeBinary, Table, UniqueConstraint

from opiekun.store.tables import metadata
from opiekun.store.types import CleanText, ExactText, JsonText, UtcDateTime

# SQLite counts only INTEGER primary keys up by itself.
_Key = BigInteger().with_variant(Integer(), "sqlite")

mail_letters = Table(
    "mail_letters",
    metadata,
    # In the order in which they were written, whatever the clock showed.
    Column("id", _Key, primary_key=True),
    Column("message_id", CleanText, nullable=False, unique=True),
    Column("dedupe", CleanText, nullable=False),
    Column("kind", CleanText, nullable=False),
    Column("to", CleanText, nullable=False),
    Column("uid", CleanText, nullable=False),
    Column("recurrence_id", CleanText, nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("subject", CleanText, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("state", CleanText, nullable=False, index=True),
    Column("attempts", Integer, nullable=False),
    Column("next_at", UtcDateTime),
    Column("failure", JsonText),
)
Index("ix_mail_letters_uid_to", mail_letters.c.uid, mail_letters.c.to)

mail_ledger = Table(
    "mail_ledger",
    metadata,
    Column("id", _Key, primary_key=True),
    Column("digest", CleanText, nullable=False),
    Column("part", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("source", CleanText, nullable=False),
    Column("sender", CleanText, nullable=False),
    Column("subject", CleanText, nullable=False),
    Column("method", CleanText, nullable=False),
    Column("uid", CleanText, nullable=False),
    Column("verdict", CleanText, nullable=False, index=True),
    Column("changes", JsonText, nullable=False),
    Column("reason", JsonText),
    Column("decided", CleanText, nullable=False),
    Column("undone", Boolean, nullable=False),
    Column("calendar_id", CleanText),
    Column("before", ExactText),
    Column("after", ExactText),
    Column("memory", JsonText),
    Column("raw", LargeBinary, nullable=False),
    UniqueConstraint("digest", "part"),
)

mail_memory = Table(
    "mail_memory",
    metadata,
    Column("uid", CleanText, primary_key=True),
    Column("body", JsonText, nullable=False),
)

mail_proposals = Table(
    "mail_proposals",
    metadata,
    Column("entry_id", BigInteger, primary_key=True, autoincrement=False),
    Column("uid", CleanText, nullable=False, index=True),
    Column("body", JsonText, nullable=False),
)

# One row at most: the servers and the sender, and how far the mailbox was read.
mail_settings = Table(
    "mail_settings",
    metadata,
    Column("key", Integer, primary_key=True, autoincrement=False),
    Column("body", JsonText, nullable=False),
    Column("validity", BigInteger, nullable=False),
    Column("number", BigInteger, nullable=False),
)
