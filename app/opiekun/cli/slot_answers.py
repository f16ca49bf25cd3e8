"""How free slots, and the reasons for there being none, are told in the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from opiekun.cli.calendar_answers import instant_of
from opiekun.cli.printing import MINUTE, instant
from opiekun.cli.session import Session
from opiekun.domain.calendar.collisions import Collision
from opiekun.domain.calendar.events import When
from opiekun.domain.hours import ClosedDay, ClosedReason
from opiekun.domain.instants import utc_datetime
from opiekun.domain.slots.bars import WhyNot
from opiekun.domain.slots.rules import BookedCall, BusyTime
from opiekun.domain.slots.why import Reason
from opiekun.services.setup import current_setup
from opiekun.services.slots import Asked, FreeSlots, Holder, free_slots, why_not_bookable
from opiekun.words import N_, Words

REASONS = {
    WhyNot.PAST: N_("it is past"),
    WhyNot.CLOSED: N_("closed"),
    WhyNot.ABSENT: N_("the agent is away: {event}"),
    WhyNot.BEYOND_HORIZON: N_("more than {days} days ahead"),
    WhyNot.OUTSIDE_HOURS: N_("the call would not lie inside the hours"),
    WhyNot.HOURS_TOO_SHORT: N_("the hours are shorter than the call"),
    WhyNot.TOO_SOON: N_("less than {minutes} min ahead"),
    WhyNot.DAY_FULL: N_("as many calls of this type as a day takes: {calls}"),
    WhyNot.WEEK_FULL: N_("as many calls of this type as a week takes: {calls}"),
    WhyNot.BOOKED: N_("another call: {event}"),
    WhyNot.BUSY: N_("busy: {event}"),
    WhyNot.KEPT_FOR_CRITICAL: N_("kept for Severity 1: {minutes} min"),
    WhyNot.DEADLINE: N_("it would leave too little time for {request} of {account}"),
    WhyNot.BETWEEN_STARTS: N_("between two starts, which are {minutes} min apart"),
}
CLOSED = {
    ClosedReason.DAY_OFF: N_("closed: a day off"),
    ClosedReason.HOLIDAY: N_("closed: {holiday}"),
    ClosedReason.TEAM: N_("closed by the team"),
}


def tell_slots(session: Session, *, account: str, code: str, since: When, until: When) -> None:
    """Each day in a line."""
    zone = session.zone()
    found = free_slots(
        session.store,
        _asked(session, account, code),
        instant_of(since, zone),
        instant_of(until, zone),
        now=session.now(),
    )
    _remark(session, found.holder)
    session.answer(_json(found), lambda: _lines(found, session.words))


def tell_why(session: Session, account: str, code: str, start: datetime) -> None:
    """Each reason in a line, or that there is none."""
    reasons = why_not_bookable(session.store, _asked(session, account, code), start, now=session.now())
    words = session.words
    session.answer(
        [_reason_json(each) for each in reasons],
        lambda: [reason_words(each, words) for each in reasons] or [words.say("It can be booked.")],
    )


def reason_words(reason: Reason, words: Words) -> str:
    """The reason in words."""
    about = reason.about
    if isinstance(about, ClosedDay):
        return words.say(CLOSED[about.reason], holiday=about.holiday)
    return words.say(REASONS[reason.why], **_parts(reason))


def _parts(reason: Reason) -> dict[str, Any]:
    about = reason.about
    if isinstance(about, BusyTime | BookedCall):
        return {"event": about.summary or "–"}
    if isinstance(about, Collision):
        return {"request": about.deadline.request_id, "account": about.deadline.account}
    if isinstance(about, int):
        in_minutes = reason.why in {WhyNot.TOO_SOON, WhyNot.KEPT_FOR_CRITICAL, WhyNot.BETWEEN_STARTS}
        return dict.fromkeys(("minutes", "days", "calls"), about // MINUTE if in_minutes else about)
    return {}


def _asked(session: Session, account: str, code: str) -> Asked:
    agent = current_setup(session.store, session.program.preferences).agent
    return Asked(account, code, agent.id if agent is not None else "", language=session.words.language)


def _remark(session: Session, holder: Holder) -> None:
    if not holder.here and holder.agent is not None:
        session.remark(
            session.words.say(
                "{account} is looked after by {agent}, whose calendars are not at this desk: only the hours are known.",
                account=holder.account.name,
                agent=holder.agent.name,
            )
        )


def _json(found: FreeSlots) -> dict[str, Any]:
    holder = found.holder
    return {
        "account": holder.account.name,
        "agent": holder.agent.name if holder.agent is not None else None,
        "cover": holder.cover.name if holder.cover is not None else None,
        "calendars_known": holder.here,
        "type": found.call_type.code,
        "minutes": found.call_type.minutes,
        "timezone": found.zone,
        "starts": [instant(start) for day in found.days for start in day.starts],
        "days": [
            {
                "date": day.day.isoformat(),
                "starts": [instant(start) for start in day.starts],
                "why": day.why.why if day.why is not None else None,
                "about": _about_json(day.why) if day.why is not None else None,
            }
            for day in found.days
        ],
    }


def _reason_json(reason: Reason) -> dict[str, Any]:
    return {"why": reason.why, "about": _about_json(reason)}


def _about_json(reason: Reason) -> dict[str, Any] | None:
    about = reason.about
    if isinstance(about, ClosedDay):
        return {"closed": about.reason, "holiday": about.holiday or None}
    if isinstance(about, BusyTime | BookedCall):
        return {"uid": about.uid, "summary": about.summary, "start": instant(about.start), "end": instant(about.end)}
    if isinstance(about, Collision):
        deadline = about.deadline
        return {
            "request": deadline.request_id,
            "account": deadline.account,
            "clock": deadline.clock,
            "due_at": instant(deadline.due_at),
        }
    if isinstance(about, int):
        named = {WhyNot.BEYOND_HORIZON: "days", WhyNot.DAY_FULL: "calls", WhyNot.WEEK_FULL: "calls"}
        name = named.get(reason.why, "minutes")
        return {name: _parts(reason)[name]}
    return None


def _lines(found: FreeSlots, words: Words) -> Iterator[str]:
    zone = ZoneInfo(found.zone)
    for day in found.days:
        told = [f"{utc_datetime(start).astimezone(zone):%H:%M}" for start in day.starts]
        text = "  ".join(told) if day.why is None else reason_words(day.why, words)
        yield f"{day.day.isoformat()}  {text}"
