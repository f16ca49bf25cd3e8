"""What is said of call types and of times: names, lengths, and why a time is not bookable."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo, available_timezones

from PySide6.QtCore import QCoreApplication, QLocale

from opiekun.desktop.numbers import Numbers
from opiekun.desktop.queue.remaining import DAY, HOUR, MINUTE, Moments
from opiekun.desktop.words import clock_word, language
from opiekun.domain.calendar.collisions import Collision
from opiekun.domain.calls.types import CallType
from opiekun.domain.hours import ClosedDay, ClosedReason
from opiekun.domain.instants import UtcSeconds
from opiekun.domain.people import Account, Agent
from opiekun.domain.slots.bars import WhyNot
from opiekun.domain.slots.rules import BookedCall, BusyTime
from opiekun.domain.slots.why import Reason
from opiekun.services.slot_search import Holder
from opiekun.services.slots import DaySlots

_LONGEST_TITLE = 60
_MOST_REASONS = 4


def type_name(call_type: CallType) -> str:
    """What a call type is called in the window's language."""
    return call_type.name.in_language(language())


def length_words(seconds: int) -> str:
    """“2 days”, “24 hours” as “1 day”, “90 minutes”: in the largest unit that it fills."""
    numbers = Numbers()
    if seconds and seconds % DAY == 0:
        return numbers.days(seconds // DAY)
    if seconds and seconds % HOUR == 0:
        return numbers.hours(seconds // HOUR)
    return numbers.minutes(seconds // MINUTE)


def other_moments(account: Account, moments: Moments) -> Moments | None:
    """How the account tells the time; None where it does so as the agent does, or that is not known."""
    if account.timezone not in available_timezones() or account.timezone == moments.zone.key:
        return None
    return Moments(ZoneInfo(account.timezone), QLocale())


def city(zone: ZoneInfo) -> str:
    """“New York” for America/New_York."""
    return zone.key.rpartition("/")[2].replace("_", " ")


def time_there(start: UtcSeconds, here: Moments, there: Moments) -> str:
    """“04:00 in New York”, with its weekday where that is another day."""
    time = there.time(start)
    if there.local(start).date() != here.local(start).date():
        time = f"{there.day(start)} {time}"
    return QCoreApplication.translate("Calls", "{time} in {city}").format(time=time, city=city(there.zone))


def why_words(reason: Reason, moments: Moments) -> str:
    """Why a time is not bookable: “busy: “Stand-up” 09:00–09:15”."""
    about = reason.about
    if isinstance(about, ClosedDay):
        return _closed(about)
    return _reasons()[reason.why].format(**_parts(reason, moments))


def _closed(day: ClosedDay) -> str:
    translate = QCoreApplication.translate
    return {
        ClosedReason.DAY_OFF: translate("WhyNot", "closed: a day off"),
        ClosedReason.HOLIDAY: translate("WhyNot", "closed: {holiday}"),
        ClosedReason.TEAM: translate("WhyNot", "closed by the team"),
    }[day.reason].format(holiday=day.holiday)


def _reasons() -> dict[WhyNot, str]:
    translate = QCoreApplication.translate
    return {
        WhyNot.PAST: translate("WhyNot", "it is past"),
        WhyNot.CLOSED: translate("WhyNot", "closed"),
        WhyNot.ABSENT: translate("WhyNot", "the agent is away: {event}"),
        WhyNot.BEYOND_HORIZON: translate("WhyNot", "too far ahead: this type is booked at most {length} ahead"),
        WhyNot.OUTSIDE_HOURS: translate("WhyNot", "the call would not lie inside the working hours"),
        WhyNot.HOURS_TOO_SHORT: translate("WhyNot", "the working hours are shorter than the call"),
        WhyNot.TOO_SOON: translate("WhyNot", "too soon: this type is booked at least {length} before"),
        WhyNot.DAY_FULL: translate("WhyNot", "the day is full: it takes {calls} of this type"),
        WhyNot.WEEK_FULL: translate("WhyNot", "the week is full: it takes {calls} of this type"),
        WhyNot.BOOKED: translate("WhyNot", "another call is too near: {event}"),
        WhyNot.BUSY: translate("WhyNot", "busy: {event}"),
        WhyNot.KEPT_FOR_CRITICAL: translate("WhyNot", "kept free for Severity 1: {length} a day"),
        WhyNot.DEADLINE: translate(
            "WhyNot", "it would swallow the Severity {severity} {clock} of {account}, due {due} ({request})"
        ),
        WhyNot.SPECIALIST: translate("WhyNot", "no specialist is free: {event}"),
        WhyNot.BETWEEN_STARTS: translate("WhyNot", "between two starts: this type starts every {length}"),
    }


def _parts(reason: Reason, moments: Moments) -> dict[str, str]:
    about = reason.about
    if isinstance(about, BusyTime | BookedCall):
        return {"event": _event(about, moments)}
    if isinstance(about, Collision):
        deadline = about.deadline
        return {
            "severity": str(int(deadline.severity)),
            "clock": clock_word(deadline.clock),
            "account": deadline.account,
            "due": moments.time(deadline.due_at),
            "request": deadline.request_id,
        }
    if isinstance(about, int):
        days = reason.why is WhyNot.BEYOND_HORIZON
        return {"length": length_words(about * DAY if days else about), "calls": Numbers().calls(about)}
    return {}


def _event(event: BusyTime | BookedCall, moments: Moments) -> str:
    """“Stand-up” 09:00–09:15; the days too where it lasts for some."""
    title = " ".join(event.summary.split())[:_LONGEST_TITLE]
    if not title:
        title = QCoreApplication.translate("Collisions", "Event without a title")
    start, end = (
        (moments.time(event.start), moments.time(event.end))
        if event.end - event.start < DAY
        else (moments.day(event.start), moments.day(event.end - 1))
    )
    words = QCoreApplication.translate("WhyNot", "“{title}” {start}–{end}")
    return words.format(title=title, start=start, end=end)


def days_words(first: date, count: int, moments: Moments) -> str:
    """“Tue 16 Jun – Mon 22 Jun”."""
    last = first + timedelta(count - 1)
    return moments.day_of(first) if count == 1 else f"{moments.day_of(first)} – {moments.day_of(last)}"


def not_bookable(at: UtcSeconds, reasons: Sequence[Reason], moments: Moments) -> str:
    """“Tue 16 Jun 09:30 is not bookable: busy: “Stand-up” 09:00–09:45”; or that it is."""
    when = f"{moments.day(at)} {moments.time(at)}"
    if not reasons:
        return QCoreApplication.translate("WhyNot", "{when} can be booked.").format(when=when)
    why = "; ".join(why_words(each, moments) for each in reasons[:_MOST_REASONS])
    return QCoreApplication.translate("WhyNot", "{when} is not bookable: {why}.").format(when=when, why=why)


def day_bookable(slots: DaySlots, moments: Moments) -> str:
    """“Tue 16 Jun: 4 free times, the first at 09:00”; “Wed 17 Jun is not bookable: closed: a day off.”."""
    day = moments.day_of(slots.day)
    if slots.starts:
        words = QCoreApplication.translate("WhyNot", "{day}: {count}, the first at {time}")
        count = Numbers().free_times(len(slots.starts))
        return words.format(day=day, count=count, time=moments.time(slots.starts[0]))
    why = why_words(slots.why, moments) if slots.why is not None else "–"
    return QCoreApplication.translate("WhyNot", "{when} is not bookable: {why}.").format(when=day, why=why)


def holder_words(holder: Holder, agent: Agent | None) -> str:
    """Whose calendar the slots are taken from, where that is not the agent who looks; "" where it is."""
    if holder.agent is None or (agent is not None and holder.agent.id == agent.id):
        return ""
    words = QCoreApplication.translate(
        "Calls", "{agent} holds the calls of {account} and has no calendar here: only hours and calls are known."
    )
    if holder.here:
        words = QCoreApplication.translate("Calls", "{agent} holds the call.")
    return words.format(account=holder.account.name, agent=holder.agent.name)
