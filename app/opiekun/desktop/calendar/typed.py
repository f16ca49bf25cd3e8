"""An event's fields as text: what its editors show, what a person types, and what is read of it. No Qt here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

from opiekun.desktop.widgets.moments import read_date
from opiekun.domain.calendar.events import Alarm, Details, EventPurpose, EventStatus, Visibility, When
from opiekun.domain.errors import InvalidInput

Fields = dict[str, str]
FLOATING = "floating"
"""In the field of the zone: the same wall clock wherever one is."""
YES = "yes"
COMMENT = "comment"
"""What is typed beside an answer to an invitation; it is none of the event's own fields."""
_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?", re.ASCII)
_ALARM = re.compile(r"(\d{1,5})\s*(min|m|h|g|godz|d|dni|dzień)?\.?", re.ASCII | re.IGNORECASE)
_UNITS = {"min": 60, "m": 60, "h": 3600, "g": 3600, "godz": 3600, "d": 86400, "dni": 86400}
_LINK = re.compile(r"(?:https?|mailto|ftps?|tel|sip|zoommtg|msteams):\S+|[A-Za-z]:\\\S+|file:\S+", re.IGNORECASE)
_MOST = 20_000


def fields_of(details: Details, calendar_id: str, zone: ZoneInfo) -> Fields:
    """The fields of an event; ``zone`` is that of whoever looks, in which an event in UTC is shown."""
    start, end = details.start, details.end
    fields = {
        "summary": details.summary,
        "rule": details.rule,
        "location": details.location,
        "description": details.description,
        "link": details.link,
        "status": details.status.value,
        "transparent": YES if details.transparent else "",
        "visibility": details.visibility.value,
        "purpose": details.purpose.value,
        "categories": ", ".join(details.categories),
        "alarms": ", ".join(_alarm_text(alarm) for alarm in details.alarms),
        "attachments": "\n".join(details.attachments),
        "calendar": calendar_id,
    }
    if isinstance(start, datetime) and isinstance(end, datetime):
        shown = start.tzinfo if isinstance(start.tzinfo, ZoneInfo) and start.tzinfo.key != "UTC" else zone
        if start.tzinfo is not None:
            start, end = start.astimezone(shown), end.astimezone(shown)
        fields |= {
            "all_day": "",
            "start_date": start.date().isoformat(),
            "start_time": f"{start:%H:%M}",
            "end_date": end.date().isoformat(),
            "end_time": f"{end:%H:%M}",
            "zone": shown.key if start.tzinfo is not None else FLOATING,
        }
    else:
        last = end - timedelta(1) if end > start else end
        fields |= {
            "all_day": YES,
            "start_date": start.isoformat(),
            "start_time": "",
            "end_date": last.isoformat(),
            "end_time": "",
            "zone": zone.key,
        }
    return fields


def details_of(fields: Mapping[str, str], base: Details, zone: ZoneInfo) -> Details:
    """The event that the fields describe. What they do not show stays as it is in ``base``.

    Raises InvalidInput for a date, a time, a zone, a reminder or a link that cannot be read, and for an end before
    its start.
    """
    before = fields_of(base, fields.get("calendar", ""), zone)
    merged = {**before, **fields}
    when = {"all_day", "start_date", "start_time", "end_date", "end_time", "zone"}
    start, end = base.start, base.end
    if any(merged[name].strip() != before[name] for name in when):
        start, end = _read_span(merged)
    return replace(
        base,
        summary=_bounded(merged["summary"].strip()),
        start=start,
        end=end,
        rule=_read_rule(merged["rule"]),
        location=_bounded(merged["location"].strip()),
        description=_bounded(merged["description"]),
        link=_read_link(merged["link"]) if merged["link"] != before["link"] else base.link,
        status=EventStatus(merged["status"]) if merged["status"] in list(EventStatus) else base.status,
        transparent=merged["transparent"] == YES,
        visibility=Visibility(merged["visibility"]) if merged["visibility"] in list(Visibility) else base.visibility,
        purpose=EventPurpose(merged["purpose"]) if merged["purpose"] in list(EventPurpose) else base.purpose,
        categories=_words(merged["categories"]) if merged["categories"] != before["categories"] else base.categories,
        alarms=_read_alarms(merged["alarms"], base.alarms) if merged["alarms"] != before["alarms"] else base.alarms,
        attachments=_read_links(merged["attachments"])
        if merged["attachments"] != before["attachments"]
        else base.attachments,
    )


def end_kept(before: Mapping[str, str], after: Mapping[str, str]) -> Fields:
    """The fields of the end where the start has moved: the event stays as long as it was.

    Nothing where something cannot be read, or where the end has been told anew too.
    """
    if any(before[name] != after[name] for name in ("end_date", "end_time", "zone", "all_day")):
        return {}
    try:
        first, last = _read_span(before)
        begin = _read_span({**after, "end_date": after["start_date"], "end_time": after["start_time"]})[0]
    except InvalidInput:
        return {}
    if isinstance(first, datetime) and isinstance(last, datetime) and isinstance(begin, datetime):
        end = (_instant(begin) + (_instant(last) - _instant(first))).astimezone(begin.tzinfo or UTC)
        return {"end_date": end.date().isoformat(), "end_time": f"{end:%H:%M}"}
    if isinstance(begin, datetime) or isinstance(first, datetime) or isinstance(last, datetime):
        return {}
    return {"end_date": (begin + (last - first) - timedelta(1)).isoformat()}


def _read_span(fields: Mapping[str, str]) -> tuple[When, When]:
    first, last = read_date(fields["start_date"]), read_date(fields["end_date"])
    if first is None:
        raise InvalidInput("An event needs a day on which it starts.")
    last = last or first
    if not (1970 < first.year < 2200 and 1970 < last.year < 2200):  # noqa: PLR2004
        raise InvalidInput("A date lies outside the years {first} to {last}.", first=1971, last=2199)
    if fields["all_day"] == YES:
        if last < first:
            raise InvalidInput("The event ends on {end}, before it starts on {start}.", start=first, end=last)
        return first, last + timedelta(1)
    zone = fields["zone"].strip()
    if zone != FLOATING and zone not in available_timezones():
        raise InvalidInput(
            "The time zone “{timezone}” is not known. Use an IANA name such as Europe/Bratislava.", timezone=zone
        )
    tz = None if zone == FLOATING else ZoneInfo(zone)
    start = _at(first, fields["start_time"], tz)
    end = _at(last, fields["end_time"] or fields["start_time"], tz)
    if _instant(end) < _instant(start):
        raise InvalidInput(
            "The event ends at {end}, before it starts at {start}.", start=f"{start:%H:%M}", end=f"{end:%H:%M}"
        )
    return start, end


def _instant(moment: datetime) -> datetime:
    return moment.astimezone(UTC) if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def _at(day: date, text: str, zone: ZoneInfo | None) -> datetime:
    found = _CLOCK.fullmatch(text.strip())
    if found is not None:
        hour, minute = int(found[1]), int(found[2] or 0)
        if hour == 24 and minute == 0:  # noqa: PLR2004
            return datetime.combine(day + timedelta(1), time(), zone)
        if hour < 24 and minute < 60:  # noqa: PLR2004
            return datetime.combine(day, time(hour, minute), zone)
    raise InvalidInput("“{text}” is not a time of day; write it like 14:30.", text=text.strip())


def _read_rule(text: str) -> str:
    rule = text.strip().upper()
    if rule.startswith("RRULE:"):
        rule = rule.removeprefix("RRULE:")
    if rule and not re.search(r"(^|;)FREQ=(YEARLY|MONTHLY|WEEKLY|DAILY|HOURLY|MINUTELY|SECONDLY)(;|$)", rule):
        raise InvalidInput("“{text}” is no rule; write it like FREQ=WEEKLY;BYDAY=TU;COUNT=10.", text=text.strip())
    return rule


def _alarm_text(alarm: Alarm) -> str:
    seconds = -alarm.seconds
    sign = "" if seconds >= 0 else "+"
    for unit, name in ((86400, "d"), (3600, "h"), (60, "min")):
        if seconds and seconds % unit == 0:
            return f"{sign}{abs(seconds) // unit} {name}"
    return f"{sign}{abs(seconds) // 60} min"


def _read_alarms(text: str, before: tuple[Alarm, ...]) -> tuple[Alarm, ...]:
    """The reminders that are told; one that still stands there stays what it was, such as one before the end."""
    alarms = []
    known = {_alarm_text(alarm): alarm for alarm in before}
    for part in filter(None, (piece.strip() for piece in re.split(r"[,;\n]", text))):
        if part in known:
            alarms.append(known[part])
            continue
        after = part.startswith("+")
        found = _ALARM.fullmatch(part.removeprefix("+").strip())
        if found is None:
            raise InvalidInput("“{text}” is no reminder; write it like 15 min, 1 h or 1 d.", text=part)
        seconds = int(found[1]) * _UNITS.get((found[2] or "min").lower(), 60)
        alarms.append(Alarm(seconds if after else -seconds))
    return tuple(alarms)


def _read_link(text: str) -> str:
    link = text.strip()
    if link and not _LINK.fullmatch(link):
        raise InvalidInput("“{text}” is no link; it begins with https:// and has no spaces.", text=link)
    return link


def _read_links(text: str) -> tuple[str, ...]:
    return tuple(_read_link(line) for line in text.splitlines() if line.strip())


def _words(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _bounded(text: str) -> str:
    if len(text) > _MOST:
        raise InvalidInput(
            "A field holds at most {most} characters; this one has {count}.", most=_MOST, count=len(text)
        )
    return text
