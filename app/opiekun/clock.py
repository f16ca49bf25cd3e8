"""The program's clock. Only the edges read it; everything else is given the instant."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta


class Clock:
    """Tells the time, from the system or from a chosen start on (for demonstrations and tests)."""

    def __init__(self, start: datetime | None = None) -> None:
        self._start = start.astimezone(UTC) if start is not None else None
        self._began = time.monotonic()

    @property
    def is_chosen(self) -> bool:
        """Whether it was started at a chosen instant."""
        return self._start is not None

    def now(self) -> datetime:
        """The current instant, aware UTC."""
        if self._start is None:
            return datetime.now(UTC)
        return self._start + timedelta(seconds=time.monotonic() - self._began)
