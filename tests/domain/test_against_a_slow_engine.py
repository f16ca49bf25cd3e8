"""The engine beside a slow, obvious one: it walks the wall clock minute by minute and reads the mission's table."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from opiekun.domain.clocks import evaluate
from opiekun.domain.hours import BusinessHours, Openings
from opiekun.domain.policy import STANDARD_POLICY, ClockName, Policy, Target
from opiekun.domain.timeline import Channel, Event, EventKind, Severity

ZONES = (
    "Europe/Bratislava",
    "America/New_York",
    "Asia/Kathmandu",
    "Asia/Jerusalem",
    "Australia/Lord_Howe",
    "America/St_Johns",
    "Africa/Casablanca",
    "Pacific/Apia",
)


@cache
def turning_days(zone_name: str) -> tuple[date, ...]:
    """Days on which the zone's offset changes, and the seams of a year; Samoa skipped a day in 2011."""
    zone = ZoneInfo(zone_name)
    days = [date(2026, 1, 1)]
    for year in (2011, 2021, 2026, 2027):
        noon = datetime(year, 1, 1, 12, tzinfo=UTC)
        for _ in range(365):
            later = noon + timedelta(days=1)
            if noon.astimezone(zone).utcoffset() != later.astimezone(zone).utcoffset():
                days.append(later.date())
            noon = later
    return tuple(days)


class SlowHours:
    """Open when the clock on the wall says so. Offsets and intervals are whole minutes, so minutes are walked."""

    def __init__(self, hours: BusinessHours) -> None:
        self.hours = hours
        self.zone = ZoneInfo(hours.timezone)
        self.known: dict[int, bool] = {}

    def is_open(self, at: int) -> bool:
        minute = at // 60
        if minute not in self.known:
            wall = datetime.fromtimestamp(minute * 60, self.zone)
            if wall.date() in self.hours.special:
                intervals = self.hours.special[wall.date()]
            elif wall.date() in self.hours.closed:
                intervals = ()
            else:
                intervals = self.hours.weekly[wall.weekday()]
            shown = wall.hour * 60 + wall.minute
            self.known[minute] = any(start <= shown < end for start, end in intervals)
        return self.known[minute]

    def next_opening(self, at: int) -> int:
        while not self.is_open(at):
            at = (at // 60 + 1) * 60
        return at

    def closes_at(self, at: int) -> int:
        at = self.next_opening(at)
        while self.is_open(at):
            at = (at // 60 + 1) * 60
        return at

    def add(self, at: int, seconds: int) -> int:
        while seconds > 0:
            boundary = (at // 60 + 1) * 60
            if self.is_open(at):
                if seconds <= boundary - at:
                    return at + seconds
                seconds -= boundary - at
            at = boundary
        return at

    def between(self, start: int, end: int) -> int:
        passed = 0
        while start < end:
            boundary = min((start // 60 + 1) * 60, end)
            passed += (boundary - start) if self.is_open(start) else 0
            start = boundary
        return passed


@st.composite
def intervals(draw):
    """A day's intervals; many begin or end in the small hours, where clocks are turned."""
    minute = st.one_of(st.integers(0, 1440), st.sampled_from((0, 30, 60, 90, 105, 120, 150, 180, 540, 1020, 1440)))
    points = sorted(draw(st.sets(minute, min_size=2, max_size=6)))
    pairs = list(zip(points[::2], points[1::2], strict=False))
    return tuple(draw(st.permutations(pairs)))


@st.composite
def scenes(draw):
    """Hours of some zone, and an instant near a turn of its clocks."""
    zone = draw(st.sampled_from(ZONES))
    turn = draw(st.sampled_from(turning_days(zone)))
    weekly = draw(st.lists(st.one_of(st.just(()), intervals()), min_size=7, max_size=7).filter(any))
    near = st.integers(-5, 5).map(lambda days: turn + timedelta(days=days))
    hours = BusinessHours(
        timezone=zone,
        weekly=tuple(weekly),
        closed=draw(st.frozensets(near, max_size=3)),
        special=draw(st.dictionaries(near, st.one_of(st.just(()), intervals()), max_size=2)),
    )
    midnight = int(datetime(turn.year, turn.month, turn.day, tzinfo=UTC).timestamp())
    return hours, midnight + draw(st.integers(-4 * 86_400, 3 * 86_400))


@given(scene=scenes(), seconds=st.integers(0, 20 * 3600), span=st.integers(0, 9 * 86_400))
@settings(max_examples=250)
def test_business_time_is_that_of_the_wall_clock(scene, seconds, span):
    hours, at = scene
    slow, openings = SlowHours(hours), Openings(hours)

    assert openings.is_open(at) == slow.is_open(at)
    assert openings.next_opening(at) == slow.next_opening(at)
    assert openings.add(at, seconds) == slow.add(at, seconds)
    assert openings.between(at, at + span) == slow.between(at, at + span)


@given(scene=scenes(), span=st.integers(0, 9 * 86_400))
@settings(max_examples=150)
def test_stretches_are_whole_and_never_touch(scene, span):
    hours, at = scene
    slow, openings = SlowHours(hours), Openings(hours)

    stretches = openings.stretches(at, at + span)

    assert all(at <= start < end <= at + span for start, end in stretches)
    assert all(end < start for (_, end), (start, _) in pairwise(stretches))
    assert sum(end - start for start, end in stretches) == slow.between(at, at + span)
    assert all(slow.is_open(start) and slow.is_open(end - 1) for start, end in stretches)
    closes = openings.closes_at(at)
    if closes is not None and closes < at + 20 * 86_400:
        assert closes == slow.closes_at(at)


@given(scene=scenes(), seconds=st.integers(1, 40 * 3600))
@settings(max_examples=150)
def test_adding_and_measuring_agree(scene, seconds):
    hours, at = scene
    openings = Openings(hours)

    due = openings.add(at, seconds)

    assert openings.between(at, due) == seconds
    assert openings.between(at, due - 1) == seconds - 1


ANSWERS = (EventKind.AGENT_RESPONSE, EventKind.RESOLVED)


def slow_starts(events, channel, slow):
    """(clock, event, start, stopping event or None) by the mission’s table, each found by looking back and ahead."""
    begin = next((i for i, event in enumerate(events) if event.kind is EventKind.RECEIVED), None)
    if begin is None:
        return

    def messages(i):
        return events[i].kind in (EventKind.CUSTOMER_REPLY, EventKind.RECEIVED)

    def last(i, *kinds):
        """The index of the last event of these kinds after receipt and before i."""
        return max((k for k in range(begin + 1, i) if events[k].kind in kinds), default=None)

    def first(i, *kinds):
        return min((k for k in range(i + 1, len(events)) if events[k].kind in kinds), default=None)

    def taken(i):
        at = int(events[i].at.timestamp())
        return slow.next_opening(at) if (events[i].channel or channel) is Channel.EMAIL else at

    message_kinds = (EventKind.CUSTOMER_REPLY, EventKind.RECEIVED)
    yield ClockName.CONTACT, begin, taken(begin), first(begin, EventKind.AGENT_CONTACT, *ANSWERS)
    yield ClockName.FIRST_RESPONSE, begin, taken(begin), first(begin, *ANSWERS)
    for i in range(begin + 1, len(events)):
        spoke = last(i, *message_kinds)
        answered = last(i, *ANSWERS)
        turn = last(i, EventKind.RESOLVED, *message_kinds)
        resolved = turn is not None and events[turn].kind is EventKind.RESOLVED
        mood = last(i, EventKind.WAITING_ON_CUSTOMER, *ANSWERS, *message_kinds)
        waiting = mood is not None and events[mood].kind is EventKind.WAITING_ON_CUSTOMER
        if messages(i) and answered is not None and (spoke is None or spoke < answered):
            yield ClockName.NEXT_RESPONSE, i, taken(i), first(i, *ANSWERS)
        if messages(i) and (resolved or waiting):
            start = taken(i)
        elif events[i].kind is EventKind.AGENT_RESPONSE and not resolved:
            start = int(events[i].at.timestamp())
        else:
            continue
        end = first(i, EventKind.WAITING_ON_CUSTOMER, *ANSWERS)
        if end is None or events[end].kind is not EventKind.WAITING_ON_CUSTOMER:
            yield ClockName.UPDATE, i, start, end


def slow_clocks(events, severity, channel, policy, slow):
    events = sorted(events, key=lambda event: (event.at, event.seq))
    found = []
    for name, cause, start, stop in slow_starts(events, channel, slow):
        held_by = events if stop is None else events[:stop]
        changes = [event.severity for event in held_by if event.kind is EventKind.SEVERITY_CHANGED]
        severity_then = changes[-1] if changes else severity
        target = policy.targets.get((severity_then, name))
        if target is None:
            continue
        if target.elapsed_minutes is not None:
            total = target.elapsed_minutes * 60
            due = slow.next_opening(start + total) if target.roll_to_open else start + total
            risk = max(start, due - max(total // 4, 600))
        else:
            total = (target.business_minutes or target.business_days * policy.business_day_minutes) * 60
            due, risk = slow.add(start, total), slow.add(start, total - max(total // 4, 600))
        stopped = None if stop is None else int(events[stop].at.timestamp())
        found.append((start, list(ClockName).index(name), events[cause].seq, name, risk, due, stopped, severity_then))
    return sorted(found, key=lambda clock: clock[:2])


targets = st.one_of(
    st.builds(Target, elapsed_minutes=st.integers(1, 2000), roll_to_open=st.booleans()),
    st.builds(Target, business_minutes=st.integers(1, 900)),
    st.builds(Target, business_days=st.integers(1, 2)),
)
policies = st.one_of(
    st.just(STANDARD_POLICY),
    st.builds(
        Policy,
        version=st.just("drawn"),
        valid_from=st.just(datetime(1970, 1, 1, tzinfo=UTC)),
        targets=st.dictionaries(st.tuples(st.sampled_from(Severity), st.sampled_from(ClockName)), targets, max_size=14),
        business_day_minutes=st.sampled_from((240, 480)),
    ),
)
MOVING = tuple(kind for kind in EventKind if kind not in (EventKind.WITHDRAWN, EventKind.RECEIVED))


@st.composite
def timelines(draw, near):
    """Events in the order of recording, which need not be that of happening; several may share an instant."""
    moments = st.one_of(st.integers(0, 4 * 86_400), st.sampled_from((0, 3600, 7200)))
    events = [
        Event(
            1, datetime.fromtimestamp(near, UTC), EventKind.RECEIVED, channel=draw(st.none() | st.sampled_from(Channel))
        )
    ]
    for seq in range(2, 2 + draw(st.integers(0, 9))):
        kind = draw(st.sampled_from(MOVING[:6]) | st.sampled_from(MOVING))
        at = near + draw(st.integers(-3600, -1)) if draw(st.integers(0, 19)) == 19 else near + draw(moments)
        events.append(
            Event(
                seq,
                datetime.fromtimestamp(at, UTC),
                kind,
                channel=draw(st.none() | st.sampled_from(Channel)),
                severity=draw(st.sampled_from(Severity)) if kind is EventKind.SEVERITY_CHANGED else None,
            )
        )
    return tuple(draw(st.permutations(events)))


@given(
    data=st.data(),
    scene=scenes(),
    policy=policies,
    severity=st.sampled_from(Severity),
    channel=st.sampled_from(Channel),
)
@settings(max_examples=400)
def test_clocks_are_those_of_the_table(data, scene, policy, severity, channel):
    hours, near = scene
    events = data.draw(timelines(near))

    clocks = evaluate(events, severity, channel, policy, Openings(hours))

    order = list(ClockName)
    assert [
        (c.started_at, order.index(c.name), c.cause, c.name, c.at_risk_at, c.due_at, c.stopped_at, c.severity)
        for c in clocks
    ] == slow_clocks(events, severity, channel, policy, SlowHours(hours))
