"""The calendar's words: when an event is, and what its fields mean."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from opiekun.desktop.calendar.grid.words import reason_text
from opiekun.desktop.calendar.moving import local_span
from opiekun.desktop.numbers import Numbers
from opiekun.desktop.queue.remaining import Moments
from opiekun.domain.calendar.collisions import Collision
from opiekun.domain.calendar.events import Alarm, EventPurpose, EventStatus, Occurrence, Person, Visibility, When

_REASONS = 3
_HOUR, _DAY = 3_600, 86_400


def span_words(occurrence: Occurrence, moments: Moments) -> str:
    """“Tue 16 Jun, 14:00–15:00”, “Tue 16 Jun, all day”, “Mon 15 Jun – Wed 17 Jun”."""
    start, end = local_span(occurrence, moments.zone)
    return when_words(start.date(), end.date(), moments) if occurrence.all_day else when_words(start, end, moments)


def when_words(start: When, end: When, moments: Moments) -> str:
    """The same of a start and an exclusive end, which are dates for an all-day event."""
    if isinstance(start, datetime) and isinstance(end, datetime):
        if start.date() == end.date():
            return f"{moments.day_of(start.date())}, {start:%H:%M}–{end:%H:%M}"
        return f"{moments.day_of(start.date())} {start:%H:%M} – {moments.day_of(end.date())} {end:%H:%M}"
    last = end - timedelta(1)
    if last <= start:
        return QCoreApplication.translate("Calendar", "{day}, all day").format(day=moments.day_of(start))
    return f"{moments.day_of(start)} – {moments.day_of(last)}"


def reasons_of(collisions: Sequence[Collision], zone: ZoneInfo) -> str:
    """Why an event collides, a line for each deadline; of many the first."""
    lines = ["▲ " + reason_text((each,), zone) for each in collisions[:_REASONS]]
    more = len(collisions) - _REASONS
    return "\n".join([*lines, Numbers().and_more(more)] if more > 0 else lines)


def purpose_word(purpose: EventPurpose) -> str:
    """“call”, “work block”, “absence”."""
    translate = QCoreApplication.translate
    return {
        EventPurpose.ROUTINE: translate("Calendar", "routine"),
        EventPurpose.CALL: translate("Calendar", "call"),
        EventPurpose.WORK_BLOCK: translate("Calendar", "work block"),
        EventPurpose.HOLD: translate("Calendar", "hold"),
        EventPurpose.PROPOSAL: translate("Calendar", "counter-proposal"),
        EventPurpose.ABSENCE: translate("Calendar", "absence"),
    }[purpose]


def status_word(status: EventStatus) -> str:
    """“confirmed”, “tentative”, “cancelled”."""
    translate = QCoreApplication.translate
    return {
        EventStatus.CONFIRMED: translate("Calendar", "confirmed"),
        EventStatus.TENTATIVE: translate("Calendar", "tentative"),
        EventStatus.CANCELLED: translate("Calendar", "cancelled"),
    }[status]


def visibility_word(visibility: Visibility) -> str:
    """“public”, “private”, “confidential”."""
    translate = QCoreApplication.translate
    return {
        Visibility.PUBLIC: translate("Calendar", "public"),
        Visibility.PRIVATE: translate("Calendar", "private"),
        Visibility.CONFIDENTIAL: translate("Calendar", "confidential"),
    }[visibility]


def person_words(person: Person) -> str:
    """“Jana Kráľová · accepted”."""
    parts = [person.name or person.email, partstat_word(person.partstat)]
    return " · ".join(part for part in parts if part)


def partstat_word(partstat: str) -> str:
    """What somebody has answered: “accepted”, “no answer yet”; a word that is not known is itself."""
    translate = QCoreApplication.translate
    return {
        "accepted": translate("Calendar", "accepted"),
        "declined": translate("Calendar", "declined"),
        "tentative": translate("Calendar", "tentatively accepted"),
        "delegated": translate("Calendar", "delegated"),
        "needs-action": translate("Calendar", "no answer yet"),
    }.get(partstat, partstat.replace("-", " "))


def alarm_words(alarm: Alarm, moments: Moments) -> str:
    """“15 minutes before the start”, “Tue 16 Jun 13:45”."""
    translate = QCoreApplication.translate
    if alarm.at is not None:
        return f"{moments.day(alarm.at)} {moments.time(alarm.at)}"
    if alarm.seconds == 0:
        return translate("Calendar", "at the end") if alarm.from_end else translate("Calendar", "at the start")
    words = {
        (True, False): translate("Calendar", "{time} before the start"),
        (True, True): translate("Calendar", "{time} before the end"),
        (False, False): translate("Calendar", "{time} after the start"),
        (False, True): translate("Calendar", "{time} after the end"),
    }[alarm.seconds < 0, alarm.from_end]
    return words.format(time=_length(abs(alarm.seconds)))


def _length(seconds: int) -> str:
    numbers = Numbers()
    if seconds % _DAY == 0:
        return numbers.days(seconds // _DAY)
    if seconds % _HOUR == 0:
        return numbers.hours(seconds // _HOUR)
    return numbers.minutes(seconds // 60)
