"""How free slots, and the reasons for there being none, are told in the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from opiekun.cli.calendar_answers import instant_of
from opiekun.cli.printing import instant
from opiekun.cli.session import Session
from opiekun.domain.calendar.collisions import Collision
from opiekun.domain.calendar.events import When
from opiekun.domain.hours import ClosedDay
from opiekun.domain.instants import utc_datetime
from opiekun.domain.slots.bars import WhyNot
from opiekun.domain.slots.rules import BookedCall, BusyTime
from opiekun.domain.slots.why import Reason
from opiekun.services.setup import current_setup
from opiekun.services.slot_reasons import reason_parts, reason_told
from opiekun.services.slots import Asked, FreeSlots, Holder, free_slots, why_not_bookable
from opiekun.words import Words, sentence


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
    return sentence(reason_told(reason), words.language)


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
        return {name: reason_parts(reason)[name]}
    return None


def _lines(found: FreeSlots, words: Words) -> Iterator[str]:
    zone = ZoneInfo(found.zone)
    for day in found.days:
        told = [f"{utc_datetime(start).astimezone(zone):%H:%M}" for start in day.starts]
        text = "  ".join(told) if day.why is None else reason_words(day.why, words)
        yield f"{day.day.isoformat()}  {text}"
