"""How free slots, and the reasons for there being none, are told in the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from opiekun.cli.calendar_answers import instant_of
from opiekun.cli.call_answers import desk_agent
from opiekun.cli.printing import instant
from opiekun.cli.session import Session
from opiekun.domain.calendar.collisions import Collision
from opiekun.domain.calendar.events import When
from opiekun.domain.calls.types import Presence
from opiekun.domain.hours import ClosedDay
from opiekun.domain.instants import utc_datetime
from opiekun.domain.slots.bars import WhyNot
from opiekun.domain.slots.rules import BookedCall, BusyTime
from opiekun.domain.slots.why import Reason
from opiekun.services.slot_reasons import reason_parts, reason_told
from opiekun.services.slot_search import Asked
from opiekun.services.slots import FreeSlots, free_slots, why_not_bookable
from opiekun.words import Words, sentence


def tell_slots(
    session: Session, *, account: str, code: str, since: When, until: When, agent: str, specialist: str
) -> None:
    """Each day in a line."""
    zone = session.zone()
    found = free_slots(
        session.store,
        _asked(session, account, code, agent, specialist),
        instant_of(since, zone),
        instant_of(until, zone),
        now=session.now(),
    )
    _remark(session, found)
    session.answer(_json(found), lambda: _lines(found, session.words))


def tell_why(session: Session, *, account: str, code: str, start: datetime, agent: str, specialist: str) -> None:
    """Each reason in a line, or that there is none."""
    asked = _asked(session, account, code, agent, specialist)
    reasons = why_not_bookable(session.store, asked, start, now=session.now())
    words = session.words
    session.answer(
        [_reason_json(each) for each in reasons],
        lambda: [reason_words(each, words) for each in reasons] or [words.say("It can be booked.")],
    )


def reason_words(reason: Reason, words: Words) -> str:
    """The reason in words."""
    return sentence(reason_told(reason), words.language)


def _asked(session: Session, account: str, code: str, held_by: str, specialist: str) -> Asked:
    return Asked(
        account,
        code,
        desk_agent(session),
        language=session.words.language,
        held_by=held_by,
        specialist=specialist,
    )


def _remark(session: Session, found: FreeSlots) -> None:
    holder = found.holder
    if found.call_type.presence is Presence.AGENT_AND_SPECIALIST and not holder.specialists:
        session.remark(
            session.words.say("No specialist with an address is known; add one with “opiekun agent add --level 2”.")
        )
    if not holder.here and holder.agent is not None:
        session.remark(
            session.words.say(
                "{agent} holds the calls of {account} and has no calendar here: only hours and calls are known.",
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
        "specialists": [agent.name for agent in holder.specialists],
        "starts": [instant(start) for day in found.days for start in day.starts],
        "offered": [
            {"start": instant(hold.start), "offer": hold.offer, "expires": instant(hold.expires_at)}
            for hold in found.offered
        ],
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
