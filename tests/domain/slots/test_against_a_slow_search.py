"""The search beside a slow, obvious one: it looks at the clock on the wall minute by minute, and at every event."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from opiekun.domain.calendar.events import EventStatus
from opiekun.domain.hours import BusinessHours, Openings
from opiekun.domain.invitations.messages import Partstat
from opiekun.domain.slots.free import free_starts
from opiekun.domain.slots.rules import BookedCall, BusyTime, SlotRules

MINUTE, DAY = 60, 86_400
ZONES = (
    "Europe/Bratislava",
    "America/New_York",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "America/St_Johns",
    "Africa/Cairo",
    "Pacific/Apia",
)


@cache
def turning_days(name: str) -> tuple[date, ...]:
    """Days on which the zone's offset changes; Samoa skipped one in 2011."""
    zone, days = ZoneInfo(name), [date(2026, 1, 1)]
    for year in (2011, 2026):
        noon = datetime(year, 1, 1, 12, tzinfo=UTC)
        for _ in range(365):
            later = noon + timedelta(days=1)
            if noon.astimezone(zone).utcoffset() != later.astimezone(zone).utcoffset():
                days.append(later.date())
            noon = later
    return tuple(days)


class SlowSearch:
    """Walks minutes. Nothing here is sorted, joined or resolved."""

    def __init__(self, hours, rules, now, *, busy, booked, moving) -> None:
        self.hours, self.rules, self.now, self.zone = hours, rules, now, ZoneInfo(hours.timezone)
        self.busy = [each for each in busy if not moving or each.uid != moving]
        self.booked = [each for each in booked if not moving or each.uid != moving]
        self.known: dict[int, bool] = {}

    def is_open(self, at: int) -> bool:
        if at not in self.known:
            wall = datetime.fromtimestamp(at, self.zone)
            shown = wall.hour * 60 + wall.minute
            self.known[at] = any(start <= shown < end for start, end in self._intervals(wall.date()))
        return self.known[at]

    def _intervals(self, day: date):
        if day in self.hours.special:
            return self.hours.special[day]
        return () if day in self.hours.closed else self.hours.weekly[day.weekday()]

    def starts(self, since: int, until: int) -> list[int]:
        """From the opening on, or from midnight where the hours did not close for eight days before that."""
        found, opened, midnight, day = [], None, 0, None
        for at in range(since - 11 * DAY, until, MINUTE):
            shown = self._day(at)
            if shown != day:
                midnight, day = at, shown
            if not self.is_open(at):
                opened = None
                continue
            opened = at if opened is None else opened
            anchor = midnight if midnight - opened >= 8 * DAY else opened
            if at >= since and (at - anchor) % self.rules.increment == 0 and self._ends_inside(at) and self._free(at):
                found.append(at)
        return found

    def _ends_inside(self, at: int) -> bool:
        return all(self.is_open(minute) for minute in range(at, at + self.rules.length, MINUTE))

    def _day(self, at: int) -> date:
        return datetime.fromtimestamp(at, self.zone).date()

    def _free(self, at: int) -> bool:
        rules, end, day = self.rules, at + self.rules.length, self._day(at)
        calls = [self._day(call.start) for call in self.booked]
        return (
            at >= self.now + rules.notice
            and (rules.horizon_days is None or day <= self._day(self.now) + timedelta(days=rules.horizon_days))
            and (rules.per_day is None or calls.count(day) < rules.per_day)
            and (rules.per_week is None or sum(self._week(each) == self._week(day) for each in calls) < rules.per_week)
            and not any(self._overlap((at - rules.before, end + rules.after), each) for each in self._blocking())
            and not any(
                self._overlap((at, end), (call.start - call.before, call.end + call.after)) for call in self.booked
            )
        )

    def _week(self, day: date):
        return day.isocalendar()[:2]

    def _blocking(self):
        for each in self.busy:
            undecided = each.status is EventStatus.TENTATIVE or each.partstat in ("needs-action", "tentative")
            if each.transparent or each.status is EventStatus.CANCELLED or each.partstat == "declined":
                continue
            if not (self.rules.frees_tentative and undecided):
                yield each.start, each.end
        for call in self.booked:
            yield call.start, call.end

    def _overlap(self, one, other) -> bool:
        """Whether they share a minute."""
        return bool(range(max(one[0], other[0]), min(one[1], other[1]), MINUTE))


minutes = st.sampled_from((0, 30, 60, 105, 120, 150, 180, 540, 720, 1020, 1320, 1350, 1440))
intervals = st.sets(minutes, min_size=2, max_size=4).map(
    lambda points: tuple(zip(sorted(points)[::2], sorted(points)[1::2], strict=False))
)
AROUND_THE_CLOCK = ((0, 1440),)


@st.composite
def searches(draw):
    zone = draw(st.sampled_from(ZONES))
    turn = draw(st.sampled_from(turning_days(zone)))
    near = st.integers(-3, 3).map(lambda days: turn + timedelta(days=days))
    day = st.one_of(st.just(()), intervals, st.just(AROUND_THE_CLOCK))
    weekly = draw(st.one_of(st.just([AROUND_THE_CLOCK] * 7), st.lists(day, min_size=7, max_size=7).filter(any)))
    hours = BusinessHours(
        zone, tuple(weekly), draw(st.frozensets(near, max_size=1)), draw(st.dictionaries(near, day, max_size=1))
    )
    midnight = int(datetime(turn.year, turn.month, turn.day, tzinfo=UTC).timestamp())
    since = midnight + draw(st.integers(-2 * 48, 48)) * 30 * MINUTE
    buffer = st.sampled_from((0, 0, 10, 30, 75)).map(lambda each: each * MINUTE)
    rules = SlotRules(
        length=draw(st.sampled_from((15, 45, 60, 90))) * MINUTE,
        increment=draw(st.sampled_from((15, 35, 60))) * MINUTE,
        before=draw(buffer),
        after=draw(buffer),
        notice=draw(st.sampled_from((0, 0, 90, 1440))) * MINUTE,
        per_day=draw(st.sampled_from((None, None, 1, 2))),
        per_week=draw(st.sampled_from((None, None, 1, 2))),
        horizon_days=draw(st.sampled_from((None, None, 0, 1))),
        frees_tentative=draw(st.booleans()),
    )
    moment = st.integers(-12 * 36, 12 * 60).map(lambda each: since + each * 5 * MINUTE)
    length = st.integers(1, 40).map(lambda each: each * 5 * MINUTE)
    uid = st.sampled_from(("", "a", "b"))

    def event(start, lasting, *rest):
        return BusyTime(start, start + lasting, *rest)

    def call(start, lasting, *rest):
        return BookedCall(start, start + lasting, *rest)

    partstat = st.none() | st.sampled_from(Partstat)
    busy = st.lists(
        st.builds(event, moment, length, st.sampled_from(EventStatus), st.booleans(), partstat, uid), max_size=4
    )
    booked = st.lists(st.builds(call, moment, length, buffer, buffer, uid), max_size=3)
    until = since + draw(st.integers(0, 40)) * 60 * MINUTE
    now = since + draw(st.sampled_from((-3000, -120, 0, 240, 1000))) * MINUTE
    return hours, rules, since, until, now, draw(busy), draw(booked), draw(uid)


@given(search=searches())
@settings(max_examples=120)
def test_free_starts_are_those_of_a_look_at_every_minute(search):
    hours, rules, since, until, now, busy, booked, moving = search
    openings = Openings(hours)
    slow = SlowSearch(hours, rules, now, busy=busy, booked=booked, moving=moving)

    starts = free_starts(openings, rules, since, until, now=now, busy=busy, booked=booked, moving=moving)

    assert starts == slow.starts(since, until)
    for at in range(since, min(until, since + 6 * 3600), 15 * MINUTE):
        [*alone] = free_starts(openings, rules, at, at + 1, now=now, busy=busy, booked=booked, moving=moving)
        assert alone == [start for start in starts if start == at]
