"""Events for the tests of services: details that are ordinary unless told otherwise, and what stands in a desk."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from opiekun.domain.calendar.events import Details, Occurrence, Scope
from opiekun.services.done import Done
from opiekun.services.events import change_event
from opiekun.services.occurrences import details as details_at
from opiekun.services.occurrences import occurrences
from opiekun.services.ports import Store

ZONE = ZoneInfo("Europe/Bratislava")
BEGIN = datetime(2026, 6, 16, 14, 0, tzinfo=ZONE)


def details(summary: str = "Training", **changes: Any) -> Details:
    """An hour from two o'clock on a Tuesday, or from the start that is told."""
    start = changes.pop("start", BEGIN)
    end = changes.pop("end", start + timedelta(hours=1) if isinstance(start, datetime) else BEGIN)
    return Details(summary, start, end, **changes)


def change(  # noqa: PLR0917 - as change_event
    store: Store, key: int, recurrence_id: str, scope: Scope, meant: Details, now: datetime
) -> Done:
    """Change an event from what it is now, as an editor does that is opened and saved at once."""
    was = details_at(store, key, recurrence_id).details
    return change_event(store, key, recurrence_id, scope, meant, was=was, now=now)


def month(store: Store) -> tuple[Occurrence, ...]:
    """What stands in June 2026, in shown calendars."""
    return occurrences(store, datetime(2026, 6, 1, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC), ZONE)


def starts(store: Store) -> list[str]:
    """When that begins, on the clock of the zone."""
    return [f"{datetime.fromtimestamp(each.start, ZONE):%d %H:%M} {each.summary}" for each in month(store)]


def texts(store: Store) -> dict[tuple[str, str], str]:
    """The text of every object, by its calendar and UID."""
    with store.read() as unit:
        return {(each.calendar_id, each.uid): each.text for each in unit.calendars.texts()}
