"""An agent's day from the store: collisions of a range or of one proposed event, and time that is set aside."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from tests.services.events import ZONE, details

from opiekun.domain.calendar.events import EventPurpose, Occurrence
from opiekun.domain.errors import NotFound
from opiekun.domain.instants import utc_datetime, utc_seconds
from opiekun.domain.timeline import Channel, EventKind, Severity
from opiekun.services.actions import add_request, log_event
from opiekun.services.day import check, prepare_check, read_day
from opiekun.services.deadlines import STANDARD_HANDLING, save_handling_times
from opiekun.services.events import add_event
from opiekun.services.occurrences import occurrences
from opiekun.services.ports import Store
from opiekun.services.set_aside import offer_time, set_aside
from opiekun.services.undo import undo


def request(store: Store, now: datetime, severity: Severity = Severity.CRITICAL) -> str:
    """Received at ten; one of Severity 1 is due at eleven, one of 3 at noon."""
    return add_request(
        store, account="Globex", subject="Checkout is down", severity=severity, channel=Channel.CHAT, now=now
    ).name


def event(store: Store, now: datetime, after: int, minutes: int, **more) -> None:
    start = (now + timedelta(minutes=after)).astimezone(ZONE)
    add_event(store, details(start=start, end=start + timedelta(minutes=minutes), **more), now=now)


def test_an_event_that_leaves_too_little_time_is_found(store: Store, now: datetime) -> None:
    request_id = request(store, now)
    event(store, now, 20, 60)
    until = now + timedelta(days=1)
    (found,) = check(store, None, ZONE, now=now, until=until)
    assert found.deadline.request_id == request_id
    assert [each.summary for each in found.occurrences] == ["Training"]
    assert (found.longest_free, found.handling) == (20 * 60, 30 * 60)
    save_handling_times(store, {**STANDARD_HANDLING, Severity.CRITICAL: 20 * 60})
    assert check(store, None, ZONE, now=now, until=until) == ()


def test_a_proposed_event_is_checked_before_it_is_saved(store: Store, now: datetime) -> None:
    request(store, now)
    begin = utc_seconds(now)
    proposed = Occurrence(0, "", "", "", "Review", begin + 600, begin + 4200)
    until = now + timedelta(days=1)
    assert check(store, None, ZONE, now=now, until=until) == ()
    (found,) = check(store, None, ZONE, now=now, until=until, proposed=proposed)
    assert found.occurrences == (proposed,)
    later = proposed._replace(start=begin + 3600, end=begin + 7200)
    assert prepare_check(store, None, ZONE, now=now, until=until).moved(later) == ()


def test_the_day_has_its_events_deadlines_and_what_is_free(store: Store, now: datetime) -> None:
    request(store, now, Severity.STANDARD)
    event(store, now, -60, 30, summary="Stand-up")
    event(store, now, 60, 60)
    event(store, now, 60 * 24, 60, summary="Tomorrow")
    day = read_day(store, None, ZONE, now=now)
    assert [each.summary for each in day.occurrences] == ["Stand-up", "Training", "Tomorrow"]
    assert len(day.deadlines) == 1
    begin = utc_seconds(now)
    assert day.free(begin) == ((begin, begin + 3600), (begin + 7200, begin + 7 * 3600))
    assert day.collisions(begin) == ()
    assert [each.longest_free for each in day.collisions(begin + 2400)] == [1200]


def test_time_is_offered_where_it_is_free_before_the_due_time(store: Store, now: datetime) -> None:
    request_id = request(store, now, Severity.STANDARD)
    event(store, now, 10, 40)
    event(store, now, 85, 5)
    begin = utc_seconds(now)
    offer = offer_time(store, request_id, ZONE, now=now + timedelta(seconds=1))
    assert (offer.due_at, offer.handling) == (begin + 7200, 1800)
    assert offer.starts == (begin + 50 * 60, begin + 90 * 60)
    event(store, now, 45, 75)
    assert offer_time(store, request_id, ZONE, now=now).starts == ()


def test_time_set_aside_is_a_block_of_the_requests_own_until_it_is_answered(store: Store, now: datetime) -> None:
    request_id = request(store, now)
    begin = utc_seconds(now)
    done = set_aside(store, request_id, begin + 900, ZONE, now=now)

    def block() -> list[Occurrence]:
        return list(occurrences(store, now, now + timedelta(hours=5), ZONE))

    (made,) = block()
    assert (made.summary, made.purpose, made.request_id) == (
        "Globex: Checkout is down", EventPurpose.WORK_BLOCK, request_id,
    )  # fmt: skip
    assert (made.start, made.end, made.done) == (begin + 900, begin + 2700, False)
    assert check(store, None, ZONE, now=now, until=now + timedelta(days=1)) == ()
    log_event(store, request_id, EventKind.AGENT_RESPONSE, now=utc_datetime(begin + 1000))
    assert [each.done for each in block()] == [True]
    undo(store, done.undo, now=now)
    assert block() == []


def test_nothing_is_set_aside_for_a_request_that_is_not_there(store: Store, now: datetime) -> None:
    with pytest.raises(NotFound):
        set_aside(store, "R-99", utc_seconds(now), ZONE, now=now)
    with pytest.raises(NotFound):
        offer_time(store, "R-99", ZONE, now=now)
