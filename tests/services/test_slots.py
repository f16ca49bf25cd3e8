"""Free slots at a desk: its hours, calendars, absences, requests, and who stands by the account."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from tests.services.events import ZONE

from opiekun.domain.calendar.events import Details, EventPurpose
from opiekun.domain.calls.calls import CallRecord
from opiekun.domain.calls.types import STANDARD_TYPES, BookingRules
from opiekun.domain.errors import InvalidInput, NotFound
from opiekun.domain.hours import ClosedReason
from opiekun.domain.people import Account, Agent, Duty
from opiekun.domain.slots.bars import WhyNot
from opiekun.domain.timeline import Channel, Severity
from opiekun.services.accounts import add_account, save_agent, set_duty
from opiekun.services.actions import add_request
from opiekun.services.calendar_files import import_calendar_file
from opiekun.services.call_types import save_booking_rules, save_call_type
from opiekun.services.events import add_event
from opiekun.services.rulebook import STANDARD_HOURS
from opiekun.services.setup import save_hours
from opiekun.services.slot_search import Asked
from opiekun.services.slots import free_slots, why_not_bookable

# Wednesday and Thursday after the Tuesday at ten on which these tests play.
SINCE, UNTIL = datetime(2026, 6, 17, tzinfo=ZONE), datetime(2026, 6, 19, tzinfo=ZONE)
PLAIN = replace(STANDARD_TYPES[0], minutes=60, increment=60, after=0, notice=0, per_day=None)


@pytest.fixture
def desk(store, now):
    """Anna's desk; she stands by Acme. What is asked is for her."""
    add_account(store, Account("", "Acme"))
    save_agent(store, Agent("", "Anna", "anna@example.com"))
    set_duty(store, "Acme", Duty.DEDICATED, "Anna", now=now)
    save_call_type(store, PLAIN)
    with store.read() as unit:
        agent = unit.people.agent("Anna")
    return store, Asked("Acme", "assistance", agent.id)


def at(day: int, hour: float) -> datetime:
    return datetime(2026, 6, day, tzinfo=ZONE) + timedelta(hours=hour)


def event(store, now, start, end, **changes):
    return add_event(store, Details("Meeting", start, end, **changes), now=now)


def hours_of(found):
    return {
        day.day.day: [datetime.fromtimestamp(start, ZONE).hour for start in day.starts]
        for day in found.days
        if day.starts
    }


def whys(found):
    return {day.day.day: day.why.why for day in found.days if day.why is not None}


ALL_DAY = [9, 10, 11, 12, 13, 14, 15, 16]


def test_a_free_desk_offers_its_hours(desk, now):
    store, asked = desk
    found = free_slots(store, asked, SINCE, UNTIL + timedelta(days=3), now=now)
    assert hours_of(found) == {17: ALL_DAY, 18: ALL_DAY, 19: ALL_DAY}
    assert whys(found) == {20: WhyNot.CLOSED, 21: WhyNot.CLOSED}
    assert (found.zone, found.holder.agent.name, found.holder.here) == ("Europe/Bratislava", "Anna", True)


def test_events_of_all_calendars_and_absences_take_their_time(desk, now):
    store, asked = desk
    event(store, now, at(17, 9), at(17, 12))
    event(store, now, at(17, 12), at(17, 13), transparent=True)
    event(store, now, date(2026, 6, 18), date(2026, 6, 19), purpose=EventPurpose.ABSENCE)
    found = free_slots(store, asked, SINCE, UNTIL, now=now)
    assert hours_of(found) == {17: [12, 13, 14, 15, 16]}
    assert whys(found) == {18: WhyNot.ABSENT}


INVITED = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Somebody//EN
BEGIN:VEVENT
UID:{answer}@example.org
DTSTAMP:20260601T000000Z
DTSTART:20260617T070000Z
DTEND:20260617T080000Z
SUMMARY:Invited
ORGANIZER:mailto:bob@example.org
ATTENDEE;PARTSTAT={answer}:mailto:ANNA@example.com
ATTENDEE;PARTSTAT=ACCEPTED:mailto:cara@example.org
END:VEVENT
END:VCALENDAR
"""


@pytest.mark.parametrize(
    ("answer", "frees", "blocks"),
    [
        ("ACCEPTED", True, True),
        ("DECLINED", False, False),
        ("NEEDS-ACTION", False, True),
        ("NEEDS-ACTION", True, False),
        ("TENTATIVE", True, False),
    ],
)
def test_how_the_agent_answered_decides(desk, now, answer, frees, blocks):
    store, asked = desk
    import_calendar_file(store, INVITED.format(answer=answer).replace("\n", "\r\n").encode(), "own", now=now)
    save_booking_rules(store, BookingRules(frees_tentative=frees))
    assert (9 not in hours_of(free_slots(store, asked, SINCE, UNTIL, now=now))[17]) is blocks


def test_a_slot_that_would_swallow_a_deadline_is_not_offered(desk, now):
    store, asked = desk
    add_request(store, account="Acme", subject="Down", severity=Severity.CRITICAL, channel=Channel.CHAT, now=now)
    # It is ten, and the first response is due at eleven.
    found = free_slots(store, asked, at(16, 0), at(17, 0), now=now)
    assert hours_of(found) == {16: [11, 12, 13, 14, 15, 16]}
    [reason] = why_not_bookable(store, asked, at(16, 10), now=now)
    assert (reason.why, reason.about.deadline.account) == (WhyNot.DEADLINE, "Acme")


def test_time_kept_for_severity_1_closes_a_crowded_day(desk, now):
    store, asked = desk
    event(store, now, at(17, 9), at(17, 15))
    save_booking_rules(store, BookingRules(kept_minutes=90))
    assert whys(free_slots(store, asked, SINCE, UNTIL, now=now)) == {17: WhyNot.KEPT_FOR_CRITICAL}


def test_calls_that_stand_count_for_the_limits_and_a_move_frees_its_own(desk, now):
    store, asked = desk
    save_call_type(store, replace(PLAIN, per_day=1))
    uid = event(store, now, at(17, 9), at(17, 10), purpose=EventPurpose.CALL).name
    start, end = (int(at(17, hour).timestamp()) for hour in (9, 10))
    with store.write() as unit:
        account = unit.people.account("Acme")
        unit.calls.save(CallRecord(uid, account.id, asked.desk_agent, "assistance", "Call", start, end))
    assert whys(free_slots(store, asked, SINCE, UNTIL, now=now)) == {17: WhyNot.DAY_FULL}
    moved = free_slots(store, replace(asked, moving=uid), SINCE, UNTIL, now=now)
    assert hours_of(moved) == {17: ALL_DAY, 18: ALL_DAY}


def test_a_call_of_another_type_keeps_its_own_buffers_free(desk, now):
    store, asked = desk
    uid = event(store, now, at(17, 9), at(17, 10), purpose=EventPurpose.CALL).name
    start, end = (int(at(17, hour).timestamp()) for hour in (9, 10))
    with store.write() as unit:
        account = unit.people.account("Acme")
        unit.calls.save(
            CallRecord(uid, account.id, asked.desk_agent, "training", "Call", start, end, before=900, after=900)
        )
    assert hours_of(free_slots(store, asked, SINCE, UNTIL, now=now))[17] == [11, 12, 13, 14, 15, 16]


def test_the_event_of_a_call_that_is_moved_does_not_stand_in_its_way(desk, now):
    store, asked = desk
    uid = event(store, now, at(17, 9), at(17, 17), purpose=EventPurpose.CALL).name
    assert 17 not in hours_of(free_slots(store, asked, SINCE, UNTIL, now=now))
    assert hours_of(free_slots(store, replace(asked, moving=uid), SINCE, UNTIL, now=now))[17] == ALL_DAY


def test_of_another_agents_account_only_the_hours_are_known(desk, now):
    store, asked = desk
    event(store, now, at(17, 9), at(17, 12))
    save_agent(store, Agent("", "Bob"))
    add_account(store, Account("", "Globex"))
    set_duty(store, "Globex", Duty.COVER, "Bob", now=now)
    found = free_slots(store, replace(asked, account="Globex"), SINCE, UNTIL, now=now)
    assert (found.holder.agent.name, found.holder.here) == ("Bob", False)
    assert hours_of(found)[17] == ALL_DAY


def test_an_account_of_nobody_is_this_desks(desk, now):
    store, asked = desk
    add_account(store, Account("", "Initech"))
    found = free_slots(store, replace(asked, account="Initech"), SINCE, UNTIL, now=now)
    assert (found.holder.agent.name, found.holder.here) == ("Anna", True)


def test_what_is_not_there_or_too_long_is_refused(desk, now):
    store, asked = desk
    with pytest.raises(NotFound, match="Nobody"):
        free_slots(store, replace(asked, account="Nobody"), SINCE, UNTIL, now=now)
    with pytest.raises(NotFound, match="audit"):
        free_slots(store, replace(asked, call_type="audit"), SINCE, UNTIL, now=now)
    with pytest.raises(InvalidInput, match="empty"):
        free_slots(store, asked, UNTIL, SINCE, now=now)
    with pytest.raises(InvalidInput, match="400"):
        free_slots(store, asked, SINCE, SINCE + timedelta(days=500), now=now)
    save_call_type(store, replace(PLAIN, offered=False))
    with pytest.raises(InvalidInput, match="not offered"):
        free_slots(store, asked, SINCE, UNTIL, now=now)


def test_special_days_and_closed_ones_have_hours_of_their_own(desk, now):
    store, asked = desk
    special = {date(2026, 6, 17): ((13 * 60, 15 * 60),), date(2026, 6, 20): ((9 * 60, 9 * 60 + 30),)}
    hours = replace(STANDARD_HOURS, closed=frozenset({date(2026, 6, 18)}), special=special)
    save_hours(store, hours, now=now)
    found = free_slots(store, asked, SINCE, UNTIL + timedelta(days=2), now=now)
    assert hours_of(found) == {17: [13, 14], 19: ALL_DAY}
    assert whys(found) == {18: WhyNot.CLOSED, 20: WhyNot.HOURS_TOO_SHORT}
    [reason] = why_not_bookable(store, asked, at(18, 10), now=now)
    assert reason.about.reason is ClosedReason.TEAM
