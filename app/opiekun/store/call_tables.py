"""The tables of review calls: the types that were changed or added here, and what holds for all bookings."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Integer, Table

from opiekun.store.tables import metadata
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
