"""The sample desk's calendars: a week of calls, work blocks and what else fills a day, around the current instant."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from opiekun.domain.calendar.events import Alarm, Calendar, Details, EventPurpose, EventStatus, When
from opiekun.resources import resource
from opiekun.services.calendars import calendar_called, list_calendars, save_calendar
from opiekun.services.events import add_event
from opiekun.services.ports import Store

_QUARTER = 15 * 60
_SATURDAY = 5


def fill_calendars(store: Store, zone: ZoneInfo, *, now: datetime) -> None:
    """Add the sample's calendars and events. The days of an event count from the Monday of the week that matters.

    That is the current one, and the next one at a weekend. Other times count from ``now``, at a full quarter hour.
    """
    told = json.loads(resource("sample/calendar.json").read_text("utf-8"))
    for calendar in told["calendars"]:
        save_calendar(store, Calendar("", calendar["name"], calendar["colour"]))
    calendars = list_calendars(store)
    for event in told["events"]:
        calendar = calendar_called(calendars, event.get("calendar", ""))
        place = None if calendar is None else calendar.id
        add_event(store, _details(event, now.astimezone(zone), zone), now=now, calendar_id=place)


def week_that_matters(here: datetime) -> date:
    """The Monday of the current week on that clock, at a weekend of the next."""
    monday = here.date() - timedelta(days=here.weekday())
    return monday + timedelta(days=7) if here.weekday() >= _SATURDAY else monday


def _details(told: Mapping[str, Any], here: datetime, zone: ZoneInfo) -> Details:
    start, end = _times(told, here, zone)
    return Details(
        told["summary"],
        start,
        end,
        rule=told.get("rule", ""),
        location=told.get("location", ""),
        description=told.get("description", ""),
        link=told.get("link", ""),
        status=EventStatus(told.get("status", EventStatus.CONFIRMED)),
        transparent=told.get("transparent", False),
        purpose=EventPurpose(told.get("purpose", EventPurpose.ROUTINE)),
        alarms=tuple(Alarm(minutes * 60) for minutes in told.get("alarms", ())),
        request_id=told.get("request", ""),
    )


def _times(told: Mapping[str, Any], here: datetime, zone: ZoneInfo) -> tuple[When, When]:
    if "in" in told:
        at = int(here.timestamp()) + told["in"] * 60
        start = datetime.fromtimestamp(-(-at // _QUARTER) * _QUARTER, zone)
        return start, datetime.fromtimestamp(start.timestamp() + told["minutes"] * 60, zone)
    day = week_that_matters(here) + timedelta(days=told["day"])
    if "days" in told:
        return day, day + timedelta(days=told["days"])
    begin = datetime.combine(day, time.fromisoformat(told["at"]), zone)
    return begin, begin + timedelta(minutes=told["minutes"])
