"""Why a call cannot start then, as sentences that a person can act on."""

from __future__ import annotations

from typing import Any

from opiekun.domain.calendar.collisions import Collision
from opiekun.domain.errors import Refused
from opiekun.domain.hours import ClosedDay, ClosedReason
from opiekun.domain.slots.bars import WhyNot
from opiekun.domain.slots.rules import BookedCall, BusyTime
from opiekun.domain.slots.why import Reason
from opiekun.words import N_

_MINUTE = 60
_UNITS = ((86_400, N_("{count} d")), (3_600, N_("{count} h")), (_MINUTE, N_("{count} min")))
REASONS = {
    WhyNot.PAST: N_("it is past"),
    WhyNot.CLOSED: N_("closed"),
    WhyNot.ABSENT: N_("the agent is away: {event}"),
    WhyNot.BEYOND_HORIZON: N_("more than {days} days ahead"),
    WhyNot.OUTSIDE_HOURS: N_("the call would not lie inside the hours"),
    WhyNot.HOURS_TOO_SHORT: N_("the hours are shorter than the call"),
    WhyNot.TOO_SOON: N_("too soon: this type is booked at least {length} before"),
    WhyNot.DAY_FULL: N_("as many calls of this type as a day takes: {calls}"),
    WhyNot.WEEK_FULL: N_("as many calls of this type as a week takes: {calls}"),
    WhyNot.BOOKED: N_("another call: {event}"),
    WhyNot.BUSY: N_("busy: {event}"),
    WhyNot.KEPT_FOR_CRITICAL: N_("kept for Severity 1: {minutes} min"),
    WhyNot.DEADLINE: N_("it would leave too little time for {request} of {account}"),
    WhyNot.SPECIALIST: N_("no specialist is free: {event}"),
    WhyNot.BETWEEN_STARTS: N_("between two starts, which are {minutes} min apart"),
}
CLOSED = {
    ClosedReason.DAY_OFF: N_("closed: a day off"),
    ClosedReason.HOLIDAY: N_("closed: {holiday}"),
    ClosedReason.TEAM: N_("closed by the team"),
}


def reason_told(reason: Reason) -> Refused:
    """The reason, for those who put refusals into words."""
    about = reason.about
    if isinstance(about, ClosedDay):
        return Refused(CLOSED[about.reason], holiday=about.holiday)
    if reason.why is WhyNot.TOO_SOON and isinstance(about, int):
        return Refused(REASONS[reason.why], length=_length(about))
    return Refused(REASONS[reason.why], **reason_parts(reason))


def _length(seconds: int) -> Refused:
    """In the largest unit that it fills."""
    size, words = next((each for each in _UNITS if seconds and seconds % each[0] == 0), _UNITS[-1])
    return Refused(words, count=seconds // size)


def reason_parts(reason: Reason) -> dict[str, Any]:
    """What the words of the reason speak of."""
    about = reason.about
    if isinstance(about, BusyTime | BookedCall):
        return {"event": about.summary or "–"}
    if isinstance(about, Collision):
        return {"request": about.deadline.request_id, "account": about.deadline.account}
    if isinstance(about, int):
        in_minutes = reason.why in {WhyNot.TOO_SOON, WhyNot.KEPT_FOR_CRITICAL, WhyNot.BETWEEN_STARTS}
        return dict.fromkeys(("minutes", "days", "calls"), about // _MINUTE if in_minutes else about)
    return {}
