"""The words of a conflict: what each side says of an event, field by field."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from opiekun.desktop.calendar.rule_words import rule_words
from opiekun.desktop.calendar.words import (
    alarm_words,
    person_words,
    purpose_word,
    status_word,
    visibility_word,
    when_words,
)
from opiekun.desktop.numbers import Numbers
from opiekun.desktop.queue.remaining import Moments
from opiekun.domain.calendar.events import Details, When
from opiekun.domain.instants import UtcSeconds
from opiekun.domain.sync.comparing import Field, Row, Version
from opiekun.domain.sync.local import ConflictKind
from opiekun.services.sync.conflicts import ConflictView

_MOST_DATES = 30
_LONGEST_LINE = 500


def field_word(field: Field) -> str:
    """What a field is called."""
    translate = QCoreApplication.translate
    return {
        Field.SUMMARY: translate("Conflicts", "Title"),
        Field.WHEN: translate("Conflicts", "When"),
        Field.RULE: translate("Conflicts", "Recurs"),
        Field.LEFT_OUT: translate("Conflicts", "Without the days"),
        Field.ADDED: translate("Conflicts", "Also on"),
        Field.LOCATION: translate("Conflicts", "Location"),
        Field.LINK: translate("Conflicts", "Link"),
        Field.PEOPLE: translate("Conflicts", "People"),
        Field.DESCRIPTION: translate("Conflicts", "Notes"),
        Field.ALARMS: translate("Conflicts", "Reminders"),
        Field.FREE: translate("Conflicts", "Time"),
        Field.STATUS: translate("Conflicts", "Status"),
        Field.VISIBILITY: translate("Conflicts", "Seen by others"),
        Field.PURPOSE: translate("Conflicts", "What it is"),
        Field.CATEGORIES: translate("Conflicts", "Categories"),
        Field.ATTACHMENTS: translate("Conflicts", "Attachments"),
        Field.REQUEST: translate("Conflicts", "Request"),
        Field.OTHER: translate("Conflicts", "Other lines"),
    }[field]


def changed_word(row: Row) -> str:
    """Who changed it since both had the same: “changed here”; "" where that is not known."""
    translate = QCoreApplication.translate
    return {
        (True, False): translate("Conflicts", "changed here"),
        (False, True): translate("Conflicts", "changed there"),
        (True, True): translate("Conflicts", "changed on both sides"),
        (False, False): "",
    }[row.mine, row.theirs]


def how_words(view: ConflictView) -> str:
    """How it came to a conflict, and what holds until it is settled."""
    translate = QCoreApplication.translate
    if view.conflict.kind is ConflictKind.SPLIT_OFF:
        series = " ".join(view.series.split())[:_LONGEST_LINE]
        words = translate(
            "Conflicts",
            "You changed this and all later meetings of {series}; on the server it goes on otherwise, or ends before "
            "that. This later part was taken out of the calendar; yours is kept here.",
        )
        quoted = translate("Conflicts", "the series “{title}”").replace("{title}", series)
        return words.replace("{series}", quoted if series else translate("Conflicts", "a series"))
    if view.standing is None:
        return translate("Conflicts", "Changed here and on the server at once, and deleted since. Yours is kept here.")
    if view.conflict.kind is ConflictKind.REWRITTEN:
        return translate(
            "Conflicts",
            "The server changed this event after it was sent. The calendar shows what the server has.",
        )
    if view.conflict.kind is ConflictKind.DOUBLE_BOOKED:
        return translate("Conflicts", "This call was moved elsewhere to a time at which another call stands.")
    return translate(
        "Conflicts",
        "Changed here and on the server at once. The calendar shows the server’s version where both touched the same; "
        "yours is kept here.",
    )


def nothing_word() -> str:
    """What stands where a side says nothing."""
    return QCoreApplication.translate("Conflicts", "(nothing)")


class FieldWords:
    """Tells the fields of versions in a zone and a language, at that instant."""

    def __init__(self, moments: Moments, now: UtcSeconds) -> None:
        self._moments = moments
        self._year = moments.local(now).year

    def of(self, field: Field, version: Version) -> str:
        """What a version says of a field, as plain text; "" where it says nothing."""
        return self._tellers[field](version)

    def when(self, details: Details) -> str:
        """When an event is: on the clock of who looks, and below it on its own, where that is another one."""
        start, end = details.start, details.end
        if not isinstance(start, datetime) or not isinstance(end, datetime):
            return self._with_year(when_words(start, end, self._moments), start)
        if start.tzinfo is None or end.tzinfo is None:
            floating = QCoreApplication.translate("Conflicts", "on the clock of wherever one is")
            return f"{self._with_year(when_words(start, end, self._moments), start)}\n{floating}"
        zone = self._moments.zone
        here = start.astimezone(zone)
        told = self._with_year(when_words(here, end.astimezone(zone), self._moments), here)
        own = start.tzinfo
        if not isinstance(own, ZoneInfo) or own.key in {"UTC", zone.key}:
            return told
        there = when_words(start, end.astimezone(own), self._moments)
        city = own.key.replace("_", " ")
        return f"{told}\n{there} {city}"

    @property
    def _tellers(self) -> dict[Field, Callable[[Version], str]]:
        return {
            Field.SUMMARY: lambda each: each.details.summary,
            Field.WHEN: lambda each: self.when(each.details),
            Field.RULE: self._rule,
            Field.LEFT_OUT: lambda each: self._dates(each.left_out),
            Field.ADDED: lambda each: self._dates(each.added),
            Field.LOCATION: lambda each: each.details.location,
            Field.LINK: lambda each: each.details.link,
            Field.PEOPLE: lambda each: "\n".join(person_words(person) for person in each.details.people),
            Field.DESCRIPTION: lambda each: each.details.description,
            Field.ALARMS: lambda each: "\n".join(alarm_words(one, self._moments) for one in each.details.alarms),
            Field.FREE: lambda each: _free_word(each.details.transparent),
            Field.STATUS: lambda each: status_word(each.details.status),
            Field.VISIBILITY: lambda each: visibility_word(each.details.visibility),
            Field.PURPOSE: lambda each: purpose_word(each.details.purpose),
            Field.CATEGORIES: lambda each: ", ".join(each.details.categories),
            Field.ATTACHMENTS: lambda each: "\n".join(each.details.attachments),
            Field.REQUEST: lambda each: each.details.request_id,
            Field.OTHER: lambda each: "\n".join(line[:_LONGEST_LINE] for line in each.other),
        }

    def _rule(self, version: Version) -> str:
        details = version.details
        return rule_words(details.rule, _day(details.start), self._moments) if details.rule else ""

    def _dates(self, dates: tuple[When, ...]) -> str:
        days = [self._with_year(self._moments.day_of(_day(each)), each) for each in dates[:_MOST_DATES]]
        more = len(dates) - _MOST_DATES
        return ", ".join([*days, Numbers().and_more(more)] if more > 0 else days)

    def _with_year(self, words: str, when: When) -> str:
        """The year is told where it is not this one."""
        return words if when.year == self._year else f"{words}, {when.year}"


def _free_word(free: bool) -> str:
    translate = QCoreApplication.translate
    return translate("Conflicts", "takes no time") if free else translate("Conflicts", "takes time")


def _day(when: When) -> date:
    return when.date() if isinstance(when, datetime) else when
