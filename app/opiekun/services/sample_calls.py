"""The sample desk's calls: booked, answered, held and offered in the agent's hours, around the current instant."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from opiekun.domain.calendar.events import Details
from opiekun.domain.calls.calls import CallStatus, Guest
from opiekun.domain.instants import utc_datetime, utc_seconds
from opiekun.domain.recommendations import Advice
from opiekun.resources import resource
from opiekun.services.calls.booking import Booking, book
from opiekun.services.calls.offering import offer
from opiekun.services.calls.outcome import note, tell_outcome
from opiekun.services.recommendations import recommend, recommend_in_call, settle_recommendation
from opiekun.services.sample_calendar import week_that_matters
from opiekun.services.sample_mail import SamplePost
from opiekun.services.slot_search import Asked
from opiekun.services.slots import free_slots

# Where nothing is free near by, as over Christmas, it is looked for further on.
_AROUND = ((timedelta(hours=6), timedelta(hours=6)), (timedelta(days=3), timedelta(days=21)))
_SOON, _LATE = timedelta(minutes=30), timedelta(hours=2)
_BOOKED_BEFORE = timedelta(days=4)
_ANSWERED_AFTER = timedelta(hours=1)
_SATURDAY = 5
_KEPT_FOR = timedelta(days=2)


def fill_calls(post: SamplePost, *, now: datetime) -> None:
    """Add the sample's calls, offers, answers, invitations and recommendations.

    Each is at the free time that is nearest to its own, and left out where there is none for weeks. An agent
    without an address, who can invite nobody, has recommendations alone.
    """
    told = json.loads(resource("sample/calls.json").read_text("utf-8"))
    desk = _Desk(post, now, ZoneInfo(post.me.timezone))
    for advice in told["recommendations"]:
        made = recommend(post.store, advice["account"], advice["text"], now=now - _BOOKED_BEFORE)
        desk.settle(made.detail, advice)
    if not post.me.email.strip():
        return
    for call in told["calls"]:
        desk.call(call)
    desk.deliver()
    for times in told["offers"]:
        desk.offer(times)
    for invitation in told["invitations"]:
        desk.invitation(invitation)
    post.leave_nothing_to_send()


class _Answer(NamedTuple):
    """What somebody answers to a call that starts then: "answer", or how many minutes "later" he would have it."""

    came: datetime
    uid: str
    start: datetime
    asked: Asked
    told: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Desk:
    post: SamplePost
    now: datetime
    zone: ZoneInfo
    mail: list[_Answer] = field(default_factory=list)

    def call(self, told: Mapping[str, Any]) -> None:
        """Days of a call count from the Monday of the week that matters ("day"), or from today ("ahead")."""
        wanted = self._wanted(told)
        at = min(self.now, wanted) - _BOOKED_BEFORE
        asked = self._asked(told)
        start = self._nearest(told, asked, wanted, at)
        if start is None:
            return
        guests = tuple(Guest(email) for email in told["guests"])
        booking = Booking(
            told["account"], told["type"], start, guests, self.post.me.id, request=told.get("request", "")
        )
        uid = book(self.post.store, self.post.letters, booking, now=at).name
        for answer in told["answers"]:
            came = at + _ANSWERED_AFTER if "ago" not in answer else self.now - timedelta(hours=answer["ago"])
            self.mail.append(_Answer(came, uid, start, asked, answer))
        if start + _LATE <= self.now and "outcome" in told:
            tell_outcome(self.post.store, uid, CallStatus(told["outcome"]))
            note(self.post.store, uid, told["notes"])
        for advice in told.get("recommends", ()):
            made = recommend_in_call(self.post.store, uid, advice["text"], now=start)
            self.settle(made.detail, advice)

    def offer(self, told: Mapping[str, Any]) -> None:
        """Times that are kept together, each as near to its own as is free."""
        asked, starts = self._asked(told), set[datetime]()
        for each in told["times"]:
            start = self._nearest(each, asked, self._wanted(each), self.now, but=starts)
            if start is not None:
                starts.add(start)
        if starts:
            until = min(self.now + _KEPT_FOR, *starts)
            to = [Guest(told["to"])]
            offer(self.post.store, self.post.letters, asked, sorted(starts), until, to, now=self.now)

    def invitation(self, told: Mapping[str, Any]) -> None:
        """Somebody's invitation that came an hour ago."""
        start = self._wanted(told)
        details = Details(
            told["summary"],
            start,
            utc_datetime(utc_seconds(start) + told["minutes"] * 60).astimezone(self.zone),
            location=told["link"],
            link=told["link"],
        )
        self.post.invite(details, told, now=self.now - _ANSWERED_AFTER)

    def settle(self, recommendation: str, told: Mapping[str, Any]) -> None:
        """What became of a recommendation by now, where anything did."""
        if "became" in told:
            settle_recommendation(self.post.store, recommendation, Advice(told["became"]), now=self.now)

    def deliver(self) -> None:
        """The answers come, in the order of their times."""
        for came, uid, start, asked, told in sorted(self.mail, key=lambda answer: answer.came):
            if "later" not in told:
                self.post.answer(uid, told, now=came)
                continue
            later = timedelta(minutes=told["later"])
            other = self._nearest({"ahead": 0}, replace(asked, moving=uid), start + later, came, but={start})
            if other is not None:
                self.post.counter(uid, told, (other, other + later), now=came)

    def _asked(self, told: Mapping[str, Any]) -> Asked:
        return Asked(told["account"], told["type"], self.post.me.id)

    def _wanted(self, told: Mapping[str, Any]) -> datetime:
        here = self.now.astimezone(self.zone)
        if "at" not in told:
            return self.now + _LATE
        if "day" in told:
            day = week_that_matters(here) + timedelta(days=told["day"])
        else:
            day = _weekdays_on(here.date(), told["ahead"])
        return datetime.combine(day, time.fromisoformat(told["at"]), self.zone)

    def _nearest(
        self,
        told: Mapping[str, Any],
        asked: Asked,
        wanted: datetime,
        at: datetime,
        but: set[datetime] | None = None,
    ) -> datetime | None:
        """The free start nearest to the wanted one, as seen ``at`` an instant; None where there is none for weeks."""
        for before, after in _AROUND:
            since, until = wanted - before, wanted + after
            if "ahead" in told:
                since = max(since, self.now + _SOON)
            if told.get("over"):
                until = min(until, self.now - _LATE)
            found = free_slots(self.post.store, asked, since, until, now=at)
            starts = {utc_datetime(start) for day in found.days for start in day.starts} - (but or set())
            if starts:
                return min(starts, key=lambda start: (abs(start - wanted), start))
        return None


def _weekdays_on(day: date, number: int) -> date:
    """The day that is so many weekdays after one, Monday to Friday."""
    while number:
        day += timedelta(days=1)
        number -= day.weekday() < _SATURDAY
    return day
