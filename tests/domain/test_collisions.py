"""Collisions of deadlines with a day's events, beside a slow version that looks at each minute."""

from __future__ import annotations

from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opiekun.domain.calendar.collisions import CollisionCheck, Deadline, collisions, free_stretches
from opiekun.domain.calendar.events import EventPurpose, EventStatus, Occurrence
from opiekun.domain.hours import BusinessHours, Openings
from opiekun.domain.policy import ClockName
from opiekun.domain.timeline import Severity

MINUTE, HOUR = 60, 3600
DAY_START = 1_781_568_000  # 2026-06-16, a Tuesday, 00:00 in UTC
OPENINGS = Openings(BusinessHours("UTC", (((540, 1020),),) * 5 + ((), ())))
HANDLING = dict.fromkeys(Severity, 30 * MINUTE)


def at(text):
    hours, minutes = text.split(":")
    return DAY_START + int(hours) * HOUR + int(minutes) * MINUTE


def event(start, end, summary="Training", key=1, **more):
    return Occurrence(key, f"uid-{key}", "", "work", summary, at(start), at(end), **more)


def deadline(due, severity=Severity.CRITICAL, request="R-1"):
    return Deadline(1, request, "Globex", "Checkout is down", severity, ClockName.UPDATE, at(due))


def check(*events, due, now="10:00", severity=Severity.CRITICAL):
    return collisions(events, [deadline(due, severity)], now=at(now), handling=HANDLING, openings=OPENINGS)


def reasons(found):
    return [[each.key for each in collision.occurrences] for collision in found]


def test_a_call_that_leaves_too_little_time_swallows_the_deadline():
    call = event("10:20", "11:20")
    (found,) = check(call, due="11:00")
    assert found.occurrences == (call,)
    assert (found.longest_free, found.handling) == (20 * MINUTE, 30 * MINUTE)


def test_exactly_the_handling_time_is_enough():
    assert check(event("10:30", "11:20"), due="11:00") == ()
    assert check(event("10:31", "10:50"), due="11:00") == ()
    assert reasons(check(event("10:29", "10:50"), due="11:00")) == [[1]]


def test_where_no_single_event_is_the_reason_all_in_between_are():
    found = check(event("10:00", "10:50", key=1), event("10:00", "10:50", key=2), due="11:00")
    assert reasons(found) == [[1, 2]]


def test_only_the_events_without_which_there_would_be_time_are_the_reason():
    short, long = event("10:05", "10:10", key=1), event("10:10", "11:00", key=2)
    assert reasons(check(short, long, due="11:00")) == [[2]]


@pytest.mark.parametrize(
    "more",
    [
        {"transparent": True},
        {"transparent": True, "all_day": True},
        {"status": EventStatus.CANCELLED},
        {"status": EventStatus.CANCELLED, "purpose": EventPurpose.ABSENCE},
    ],
)
def test_what_takes_no_time_collides_with_nothing(more):
    assert check(event("09:00", "12:00", **more), due="11:00") == ()


@pytest.mark.parametrize("more", [{"all_day": True}, {"purpose": EventPurpose.ABSENCE, "transparent": True}])
def test_opaque_days_and_absences_take_time(more):
    assert reasons(check(event("00:00", "24:00", **more), due="11:00")) == [[1]]


def test_time_set_aside_for_a_request_is_free_for_its_own_deadline_only():
    block = event("10:00", "11:00", purpose=EventPurpose.WORK_BLOCK, request_id="R-1")
    assert check(block, due="11:00") == ()
    other = deadline("11:00", request="R-2")
    found = collisions([block], [other], now=at("10:00"), handling=HANDLING, openings=OPENINGS)
    assert reasons(found) == [[1]]


def test_outside_hours_only_severity_1_and_2_find_time():
    evening = event("16:40", "17:10")
    assert check(evening, due="18:00", now="16:35") == ()
    day = event("10:10", "16:50")
    assert reasons(check(day, due="18:00", severity=Severity.STANDARD)) == [[1]]


def test_a_breached_deadline_collides_with_nothing_any_more():
    assert check(event("10:00", "12:00"), due="10:00") == ()
    assert check(event("09:00", "12:00"), due="09:59") == ()


def test_a_deadline_near_as_it_is_needs_all_the_time_that_is_left():
    assert reasons(check(event("10:40", "11:20"), due="11:00", now="10:35")) == [[1]]
    assert check(event("11:00", "11:20"), due="11:00", now="10:35") == ()


def test_a_drag_is_told_of_before_it_is_saved():
    call = event("12:00", "13:00")
    ready = CollisionCheck([call], [deadline("11:00")], now=at("10:00"), handling=HANDLING, openings=OPENINGS)
    assert ready.standing() == ()
    dragged = call._replace(start=at("10:15"), end=at("11:15"))
    assert [found.occurrences for found in ready.moved(dragged)] == [(dragged,)]
    assert reasons(ready.moved(event("10:15", "11:15", key=0))) == [[0]]
    assert ready.moved(call) == ()


def test_free_stretches_are_what_events_leave_of_the_hours():
    day = [event("10:00", "11:00"), event("10:30", "12:00"), event("14:00", "14:00"), event("16:00", "18:00")]
    found = free_stretches(day, at("09:30"), at("24:00"), OPENINGS.stretches(at("00:00"), at("24:00")))
    assert found == ((at("09:30"), at("10:00")), (at("12:00"), at("16:00")))
    assert free_stretches([], at("09:00"), at("10:00")) == ((at("09:00"), at("10:00")),)


events = st.lists(
    st.builds(
        lambda key, start, length, kind, request: Occurrence(
            key, f"u{key}", "", "c", "S", DAY_START + start * 60, DAY_START + (start + length) * 60,
            transparent=kind == 0, purpose=EventPurpose.WORK_BLOCK if kind == 1 else EventPurpose.CALL,
            request_id=request,
        ),
        st.integers(1, 1000), st.integers(7 * 60, 19 * 60), st.integers(0, 240), st.integers(0, 4),
        st.sampled_from(["", "R-1", "R-2"]),
    ),
    max_size=9, unique_by=lambda each: each.key,
)  # fmt: skip
deadlines = st.lists(
    st.builds(
        lambda severity, due, request: Deadline(
            1, request, "A", "S", severity, ClockName.UPDATE, DAY_START + due * 60
        ),
        st.sampled_from(Severity), st.integers(7 * 60, 20 * 60), st.sampled_from(["R-1", "R-2", "R-3"]),
    ),
    max_size=5,
)  # fmt: skip
handlings = st.builds(lambda lengths: dict(zip(Severity, lengths, strict=True)),
                      st.lists(st.integers(1, 90).map(lambda m: m * 60), min_size=5, max_size=5))  # fmt: skip


def slow(occurrences, deadlines, now, handling):
    """The same by looking at each minute."""

    def longest(one, without, due):
        free = [
            one.severity <= Severity.HIGH or OPENINGS.is_open(minute)
            for minute in range(now, due, MINUTE)
        ]  # fmt: skip
        for place, minute in enumerate(range(now, due, MINUTE)):
            free[place] = free[place] and not any(e.start <= minute < e.end for e in without)
        return max((sum(1 for _ in run) * MINUTE for is_free, run in groupby(free) if is_free), default=0)

    found = []
    for one in sorted(deadlines, key=lambda each: each.due_at):
        busy = [
            e for e in sorted(occurrences, key=lambda each: (each.start, each.end, each.key))
            if e.busy and not (e.purpose is EventPurpose.WORK_BLOCK and e.request_id == one.request_id)
        ]  # fmt: skip
        if one.due_at <= now:
            continue
        wanted = min(handling[one.severity], longest(one, [], one.due_at))
        left = longest(one, busy, one.due_at)
        if left >= wanted:
            continue
        reason = [e.key for e in busy if longest(one, [b for b in busy if b is not e], one.due_at) >= wanted]
        usable = [m for m in range(now, one.due_at, MINUTE) if one.severity <= Severity.HIGH or OPENINGS.is_open(m)]
        between = [e.key for e in busy if any(e.start <= minute < e.end for minute in usable)]
        found.append((one, reason or between, left, handling[one.severity]))
    return found


def told(found):
    return [(c.deadline, [e.key for e in c.occurrences], c.longest_free, c.handling) for c in found]


@given(events, deadlines, handlings, st.integers(7 * 60, 14 * 60))
def test_it_finds_what_a_look_at_each_minute_finds(occurrences, due, handling, minute):
    now = DAY_START + minute * 60
    found = collisions(occurrences, due, now=now, handling=handling, openings=OPENINGS)
    assert told(found) == slow(occurrences, due, now, handling)


@given(events.filter(len), deadlines, handlings, st.integers(7 * 60, 19 * 60), st.integers(0, 200))
def test_asking_for_a_move_is_as_if_it_had_been_made(occurrences, due, handling, start, length):
    now = DAY_START + 8 * HOUR
    ready = CollisionCheck(occurrences, due, now=now, handling=handling, openings=OPENINGS)
    moved = occurrences[0]._replace(start=DAY_START + start * 60, end=DAY_START + (start + length) * 60)
    anew = collisions([moved, *occurrences[1:]], due, now=now, handling=handling, openings=OPENINGS)
    assert ready.moved(moved) == anew
