"""Why there is no slot: on a day, and at any single start; and what the application bars beyond the rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from tests.domain.slots.test_against_a_slow_search import searches

from opiekun.domain.calendar.collisions import CollisionCheck, Deadline
from opiekun.domain.calendar.events import Occurrence
from opiekun.domain.hours import BusinessHours, ClosedDay, ClosedReason, Openings
from opiekun.domain.policy import ClockName
from opiekun.domain.slots.bars import WhyNot
from opiekun.domain.slots.free import free_starts, standard_bars, starts_without
from opiekun.domain.slots.near import absent, colliding, kept_free
from opiekun.domain.slots.rules import BookedCall, BusyTime, SlotRules
from opiekun.domain.slots.why import days_without, why_not
from opiekun.domain.timeline import Severity

MINUTE, HOUR, DAY = 60, 3600, 86_400
MONDAY = int(datetime(2026, 6, 15, tzinfo=UTC).timestamp())
HOURS = BusinessHours(
    "UTC",
    (((540, 720),),) * 5 + ((), ()),
    closed=frozenset({date(2026, 6, 17)}),
    special={date(2026, 6, 18): ((540, 570),)},
    country="SK",
)
OPENINGS = Openings(HOURS)
RULES = SlotRules(HOUR, 30 * MINUTE)
WEEK = (MONDAY, MONDAY + 7 * DAY)


def at(day: int, hour: float) -> int:
    return MONDAY + day * DAY + int(hour * HOUR)


def bars(rules=RULES, now=MONDAY - DAY, *, busy=(), booked=(), more=(), span=WEEK):
    return [*standard_bars(OPENINGS, rules, *span, now=now, busy=busy, booked=booked), *more]


def told(found):
    return {day.isoformat()[-2:]: reason.why for day, reason in found.items()}


def test_days_without_hours_say_which_sort_of_closed_they_are():
    found = days_without(OPENINGS, RULES, WEEK, bars())
    assert told(found) == {
        "17": WhyNot.CLOSED,
        "18": WhyNot.HOURS_TOO_SHORT,
        "20": WhyNot.CLOSED,
        "21": WhyNot.CLOSED,
    }
    assert found[date(2026, 6, 17)].about == ClosedDay(date(2026, 6, 17), ClosedReason.TEAM)
    assert found[date(2026, 6, 20)].about == ClosedDay(date(2026, 6, 20), ClosedReason.DAY_OFF)


def test_a_holiday_is_told_by_its_name_in_the_language():
    christmas = int(datetime(2026, 12, 25, tzinfo=UTC).timestamp())
    span = (christmas, christmas + DAY)
    [reason] = days_without(OPENINGS, RULES, span, [], "en").values()
    assert (reason.why, reason.about.reason) == (WhyNot.CLOSED, ClosedReason.HOLIDAY)
    assert reason.about.holiday


@pytest.mark.parametrize(
    ("rules", "given_", "why"),
    [
        (RULES, {"now": at(0, 13)}, WhyNot.PAST),
        (replace(RULES, notice=4 * HOUR), {"now": at(0, 8)}, WhyNot.TOO_SOON),
        (replace(RULES, horizon_days=2), {"now": at(-3, 8)}, WhyNot.BEYOND_HORIZON),
        (replace(RULES, per_day=1), {"booked": [BookedCall(at(0, 9), at(0, 9.5))]}, WhyNot.DAY_FULL),
        (replace(RULES, per_week=1), {"booked": [BookedCall(at(4, 9), at(4, 9.5))]}, WhyNot.WEEK_FULL),
        (RULES, {"busy": [BusyTime(at(0, 9), at(0, 12))]}, WhyNot.BUSY),
        (RULES, {"booked": [BookedCall(at(0, 9), at(0, 12))]}, WhyNot.BOOKED),
        # An hour is too soon, and the rest is taken: what takes the last of it is told.
        (replace(RULES, notice=HOUR), {"now": at(0, 9), "busy": [BusyTime(at(0, 10), at(0, 12))]}, WhyNot.BUSY),
    ],
)
def test_a_day_says_what_took_the_last_of_its_starts(rules, given_, why):
    monday = (MONDAY, MONDAY + DAY)
    found = days_without(OPENINGS, rules, monday, bars(rules, span=monday, **given_))
    assert told(found) == {"15": why}


def test_a_single_cell_tells_all_reasons_most_telling_first():
    rules = replace(RULES, notice=2 * HOUR)
    event, call = BusyTime(at(0, 9), at(0, 10), summary="Standup"), BookedCall(at(0, 9), at(0, 10))
    every = bars(rules, now=at(0, 8), busy=[event], booked=[call])
    found = why_not(OPENINGS, rules, at(0, 9), every)
    assert [(reason.why, reason.about) for reason in found] == [
        (WhyNot.TOO_SOON, 2 * HOUR),
        (WhyNot.BOOKED, call),
        (WhyNot.BUSY, event),
    ]
    assert [reason.why for reason in why_not(OPENINGS, rules, at(0, 11), every)] == []


@pytest.mark.parametrize(
    ("start", "why"),
    [
        (at(0, 8), WhyNot.OUTSIDE_HOURS),
        (at(0, 11.5), WhyNot.OUTSIDE_HOURS),
        (at(0, 9.25), WhyNot.BETWEEN_STARTS),
        (at(2, 9), WhyNot.CLOSED),
        (at(5, 9), WhyNot.CLOSED),
    ],
)
def test_a_start_that_the_hours_do_not_have(start, why):
    assert [reason.why for reason in why_not(OPENINGS, RULES, start, bars())] == [why]


def test_an_absence_keeps_calls_and_their_buffers_away():
    rules = replace(RULES, after=30 * MINUTE)
    away = BusyTime(at(0, 11), at(1, 12), transparent=True, summary="Ill")
    every = bars(rules, more=absent(rules, [away]))
    assert starts_without(OPENINGS, rules, MONDAY, MONDAY + 2 * DAY, every) == [at(0, 9), at(0, 9.5)]
    assert told(days_without(OPENINGS, rules, (MONDAY + DAY, MONDAY + 2 * DAY), every)) == {"16": WhyNot.ABSENT}


def kept(now, taken=(), kept_seconds=2 * HOUR, span=(MONDAY, MONDAY + DAY)):
    return [*kept_free(RULES, kept_seconds, OPENINGS, taken, now=now, span=span)]


def test_time_kept_for_severity_1_closes_a_day_that_a_call_would_fill():
    # Three hours, of which two are kept: one call goes, a second one does not.
    assert kept(MONDAY - DAY) == []
    [bar] = kept(MONDAY - DAY, [(at(0, 9), at(0, 9.5))])
    assert (bar.since, bar.until, bar.reason, bar.about) == (MONDAY, MONDAY + DAY, WhyNot.KEPT_FOR_CRITICAL, 2 * HOUR)


def test_kept_time_is_released_as_the_hours_pass():
    # At half past ten an hour and a half is left, of which an hour is kept: too little for a call.
    assert kept(at(0, 10.5))
    # With an hour kept of the whole day, half an hour is left of that by then.
    assert not kept(at(0, 10.5), kept_seconds=HOUR)
    # When the hours are over nothing is kept.
    assert not kept(at(0, 12))


def test_kept_time_of_a_day_is_the_same_whatever_part_of_it_is_asked_for():
    whole = kept(MONDAY - DAY, [(at(0, 9), at(0, 9.5))])
    part = kept(MONDAY - DAY, [(at(0, 9), at(0, 9.5))], span=(at(0, 10), at(0, 11)))
    assert [(bar.reason, bar.about) for bar in whole] == [(bar.reason, bar.about) for bar in part] != []


def deadline(hour: float) -> Deadline:
    return Deadline(1, "R-1", "Acme", "Down", Severity.CRITICAL, ClockName.FIRST_RESPONSE, at(0, hour))


def collided(starts, deadlines, occurrences=(), call=None):
    check = CollisionCheck(
        occurrences, deadlines, now=at(0, 9), handling=dict.fromkeys(Severity, 30 * MINUTE), openings=OPENINGS
    )
    call = call or Occurrence(-1, "new", "", "", "", 0, 0)
    latest = max(each.due_at for each in deadlines)
    return {bar.since: bar.about for bar in colliding(RULES, starts, check, call, latest)}


def test_a_call_that_swallows_a_deadline_is_barred_with_the_request():
    found = collided([at(0, 9), at(0, 9.5), at(0, 10)], [deadline(10)])
    assert [*found] == [at(0, 9)]
    assert found[at(0, 9)].deadline.request_id == "R-1"


def test_a_deadline_that_stands_in_collision_anyway_bars_only_what_makes_it_worse():
    event = Occurrence(7, "m", "", "own", "Meeting", at(0, 9.25), at(0, 10.5))
    # A quarter of an hour is left before the meeting. A call in it leaves nothing; one after the meeting takes nothing.
    assert [*collided([at(0, 9), at(0, 10.5)], [deadline(10.25)], [event])] == [at(0, 9)]


def test_a_call_that_moves_frees_its_own_time_for_the_deadline():
    call = Occurrence(7, "c", "", "own", "Call", at(0, 10), at(0, 11))
    # It stands from ten to eleven; moved to half past nine, it leaves the half hour before that and all behind it.
    assert collided([at(0, 9.5)], [deadline(11)], [call], call) == {}


@given(search=searches())
@settings(max_examples=60)
def test_every_start_is_either_offered_or_explained(search):
    hours, rules, since, until, now, busy, booked, moving = search
    openings = Openings(hours)
    given_ = {"now": now, "busy": busy, "booked": booked, "moving": moving}
    offered = set(free_starts(openings, rules, since, until, **given_))
    every = [*standard_bars(openings, rules, since, until, **given_)]

    for start in range(since, until, 30 * MINUTE):
        assert bool(why_not(openings, rules, start, every)) == (start not in offered)
    without = days_without(openings, rules, (since, until), every)
    days = {datetime.fromtimestamp(start, UTC).astimezone(openings.zone).date() for start in offered}
    assert not days & set(without)
    if until > since:
        touched = range(since, until, 15 * MINUTE)
        assert days | set(without) == {datetime.fromtimestamp(each, openings.zone).date() for each in touched}
