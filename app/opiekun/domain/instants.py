"""Instants inside the rules are whole UTC seconds since 1970; at the edges they are aware datetimes."""

from __future__ import annotations

from datetime import UTC, datetime

UtcSeconds = int


def utc_seconds(moment: datetime) -> UtcSeconds:
    """The instant in whole UTC seconds, fractions dropped. Raises ValueError for a naive datetime."""
    if moment.tzinfo is None:
        raise ValueError("a naive datetime is not an instant")
    return int(moment.timestamp() // 1)


def utc_datetime(seconds: UtcSeconds) -> datetime:
    """The aware UTC datetime of an instant."""
    return datetime.fromtimestamp(seconds, UTC)
