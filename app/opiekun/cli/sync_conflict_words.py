"""The words of a conflict in a terminal: what its fields are called, what they say, and how it came about."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from opiekun.cli.printing import moment_text
from opiekun.cli.sync_differences import said
from opiekun.domain.calendar.events import Details, When
from opiekun.domain.sync.comparing import Field, Version
from opiekun.domain.sync.local import ConflictKind
from opiekun.services.sync.calendar_text import title_of_text
from opiekun.services.sync.conflicts import ConflictView
from opiekun.words import N_, Words

FIELDS = {
    Field.SUMMARY: N_("Title"),
    Field.WHEN: N_("When"),
    Field.RULE: N_("Recurs"),
    Field.LEFT_OUT: N_("Without the days"),
    Field.ADDED: N_("Also on"),
    Field.LOCATION: N_("Location"),
    Field.LINK: N_("Link"),
    Field.PEOPLE: N_("People"),
    Field.DESCRIPTION: N_("Notes"),
    Field.ALARMS: N_("Reminders"),
    Field.FREE: N_("Time"),
    Field.STATUS: N_("Status"),
    Field.VISIBILITY: N_("Seen by others"),
    Field.PURPOSE: N_("What it is"),
    Field.CATEGORIES: N_("Categories"),
    Field.ATTACHMENTS: N_("Attachments"),
    Field.REQUEST: N_("Request"),
    Field.OTHER: N_("Other lines"),
}
_OF_GROUPS = {
    "SUMMARY": Field.SUMMARY,
    "TIME": Field.WHEN,
    "RECURRENCE-ID": Field.WHEN,
    "EXDATE": Field.LEFT_OUT,
    "LOCATION": Field.LOCATION,
    "URL": Field.LINK,
    "ATTENDEE": Field.PEOPLE,
    "ORGANIZER": Field.PEOPLE,
    "DESCRIPTION": Field.DESCRIPTION,
    "VALARM": Field.ALARMS,
    "TRANSP": Field.FREE,
    "STATUS": Field.STATUS,
    "CLASS": Field.VISIBILITY,
    "X-OPIEKUN-PURPOSE": Field.PURPOSE,
    "CATEGORIES": Field.CATEGORIES,
    "ATTACH": Field.ATTACHMENTS,
    "X-OPIEKUN-REQUEST": Field.REQUEST,
}


class FieldTellers:
    """Tells what versions say, with times as the calendar's own list tells them: on the clock of who looks."""

    def __init__(self, now: datetime, zone: ZoneInfo, words: Words) -> None:
        self._now, self._zone, self._words = now, zone, words

    def of(self, field: Field, version: Version) -> str:
        """What a version says of a field; "" where it says nothing."""
        details = version.details
        if field is Field.WHEN:
            return self.when(details)
        if field is Field.FREE:
            return self._words.say("free") if details.transparent else self._words.say("busy")
        if field in {Field.LEFT_OUT, Field.ADDED}:
            return ", ".join(map(self._moment, version.left_out if field is Field.LEFT_OUT else version.added))
        return said(field, version)

    def when(self, details: Details) -> str:
        """From when to when; of days the last one, and not the one after it."""
        begin, end = details.start, details.end
        if not isinstance(begin, datetime) and not isinstance(end, datetime):
            end = max(begin, end - timedelta(days=1))
        return self._moment(begin) if begin == end else f"{self._moment(begin)} – {self._moment(end)}"

    def _moment(self, when: When) -> str:
        if not isinstance(when, datetime):
            return date.isoformat(when)
        aware = when if when.tzinfo is not None else when.replace(tzinfo=self._zone)
        return moment_text(aware, self._now, self._zone, self._words.say)


def how_it_came(view: ConflictView, words: Words) -> str:
    """How it came to a conflict, and in which fields."""
    conflict = view.conflict
    if conflict.kind is ConflictKind.SPLIT_OFF:
        series = title_of_text(conflict.base)
        if not series:
            return words.say("split off here from a series that goes on otherwise on the server, or ends before that")
        return words.say(
            "split off here from the series “{series}”, which goes on otherwise on the server, or ends before that",
            series=series,
        )
    if conflict.kind is ConflictKind.DOUBLE_BOOKED:
        return words.say("moved elsewhere to a time at which another call stands")
    fields = {_field(each) for each in conflict.touching}
    touching = ", ".join(words.say(name) for field, name in FIELDS.items() if field in fields)
    if conflict.kind is ConflictKind.REWRITTEN:
        return words.say("the server changed it after it was sent: {touching}", touching=touching)
    if not touching:
        return words.say("changed here and on the server at once")
    return words.say("changed on both sides: {touching}", touching=touching)


def _field(touch: str) -> Field:
    """The field of what was touched, which may name an occurrence before it, and an address behind it."""
    first, _, rest = touch.partition(" ")
    group = rest.partition(" ")[0] if first[:1].isdigit() else first
    return _OF_GROUPS.get(group, Field.OTHER)
