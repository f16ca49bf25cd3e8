"""When the next run is due. No clock is read here."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from opiekun.domain.sync.accounts import DavAccount

EVERY = timedelta(minutes=15)
QUIET = timedelta(seconds=5)
"""After the last change made here, so that several go out together."""
_AFTER_FAILURE = (timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=5))


def pause(failures: int) -> timedelta:
    """How long to wait after a run: the longer, the more of them failed one after another, and at most as ever."""
    if failures == 0 or failures > len(_AFTER_FAILURE):
        return EVERY
    return _AFTER_FAILURE[failures - 1]


def not_before(accounts: Iterable[DavAccount], now: datetime) -> datetime | None:
    """From when on an account can be exchanged with; None where each waits for the agent, or there is none.

    An account that its server wants to be left alone for a while waits for that.
    """
    ready = [account.retry_at or now for account in accounts if account.asks is None]
    return max(min(ready), now) if ready else None
