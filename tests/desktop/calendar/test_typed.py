"""An event goes through its fields unharmed, and what cannot be read is refused in words."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opiekun.desktop.calendar.rules import Often, often_of, rule_for
from opiekun.desktop.calendar.typed import FLOATING, YES, details_of, end_kept, fields_of
from opiekun.domain.calendar.events import Alarm, Details, EventPurpose, EventStatus, Visibility
from opiekun.domain.errors import InvalidInput

ZONE = ZoneInfo("Europe/Bratislava")
START = datetime(2026, 6, 16, 14, 0, tzinfo=ZONE)
CALL = Details("Training", START, START + timedelta(hours=1))

zones = st.sampled_from([ZONE, ZoneInfo("UTC"), ZoneInfo("America/New_York"), None])
texts = st.text(max_size=30)


@st.composite
def events(draw: st.DrawFn) -> Details:
    start = datetime.combine(date(2026, 6, 1), time()) + timedelta(minutes=draw(st.integers(0, 500_000)))
    start = start.replace(tzinfo=draw(zones))
    end = start + timedelta(minutes=draw(st.integers(0, 5000)))
    if draw(st.booleans()):
        start, end = start.date(), start.date() + timedelta(draw(st.integers(1, 9)))
    return Details(
        draw(texts).strip(),
        start,
        end,
        location=draw(texts).strip(),
        description=draw(texts),
        link=draw(texts),
        status=draw(st.sampled_from(EventStatus)),
        transparent=draw(st.booleans()),
        visibility=draw(st.sampled_from(Visibility)),
        purpose=draw(st.sampled_from(EventPurpose)),
        categories=tuple(draw(st.lists(texts, max_size=3))),
        alarms=tuple(draw(st.lists(st.builds(Alarm, st.integers(-90_000, 90_000), st.booleans()), max_size=3))),
        attachments=tuple(draw(st.lists(texts, max_size=2))),
    )


@given(events())
def test_what_is_not_touched_stays_as_it_is(details: Details) -> None:
    assert details_of(fields_of(details, "work", ZONE), details, ZONE) == details


@given(events(), st.text(max_size=20))
def test_one_field_changes_that_field_alone(details: Details, location: str) -> None:
    fields = fields_of(details, "work", ZONE) | {"location": location}
    changed = details_of(fields, details, ZONE)
    assert changed.location == location.strip()
    assert (changed.start, changed.alarms, changed.link) == (details.start, details.alarms, details.link)


def typed(**fields: str) -> Details:
    return details_of(fields_of(CALL, "work", ZONE) | fields, CALL, ZONE)


def test_times_are_read_in_the_zone_that_is_told() -> None:
    assert typed(start_time="9", end_time="9.30").start == START.replace(hour=9)
    ny = typed(zone="America/New_York")
    assert ny.start == START.replace(tzinfo=ZoneInfo("America/New_York"))
    assert typed(zone=FLOATING).start == START.replace(tzinfo=None)
    assert typed(end_time="24:00").end == datetime(2026, 6, 17, tzinfo=ZONE)


def test_all_day_ends_with_its_last_day() -> None:
    days = typed(all_day=YES, end_date="2026-06-17")
    assert (days.start, days.end) == (date(2026, 6, 16), date(2026, 6, 18))
    assert fields_of(days, "work", ZONE)["end_date"] == "2026-06-17"


def test_a_reminder_that_is_left_in_its_field_stays_what_it_was() -> None:
    alarms = (Alarm(-900), Alarm(-3600, at=1_781_604_000), Alarm(300, from_end=True))
    base = replace(CALL, alarms=alarms)
    fields = fields_of(base, "work", ZONE)
    told = details_of(fields | {"alarms": f"{fields['alarms']}, 1 d"}, base, ZONE)
    assert told.alarms == (*alarms, Alarm(-86_400))


def test_reminders_are_read_in_both_languages() -> None:
    assert typed(alarms="15 min, 1 h; 2 dni, +5").alarms == (Alarm(-900), Alarm(-3600), Alarm(-172_800), Alarm(300))


@pytest.mark.parametrize(
    "wrong",
    [
        {"start_time": "25:00"},
        {"start_time": "noon"},
        {"start_date": "2026-02-30"},
        {"start_date": ""},
        {"end_time": "13:00"},
        {"all_day": YES, "end_date": "2026-06-15"},
        {"zone": "Europe/Nowhere"},
        {"rule": "every day"},
        {"alarms": "soon"},
        {"link": "not a link"},
        {"attachments": "https://example.com\nno"},
        {"start_date": "0001-01-01"},
        {"description": "x" * 20_001},
    ],
)
def test_what_cannot_be_read_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(InvalidInput):
        typed(**wrong)


@given(st.dates(), st.sampled_from(sorted(set(Often) - {Often.OTHER})))
def test_a_choice_is_found_again_by_its_rule(start: date, often: Often) -> None:
    assert often_of(rule_for(often, start), start) is often


def test_other_rules_are_other() -> None:
    assert often_of("FREQ=DAILY;COUNT=3", START) is Often.OTHER
    assert rule_for(Often.MONTHLY_WEEKDAY, date(2026, 6, 30)) == "FREQ=MONTHLY;BYDAY=-1TU"
    assert rule_for(Often.MONTHLY_WEEKDAY, date(2026, 6, 16)) == "FREQ=MONTHLY;BYDAY=3TU"


def test_the_end_goes_with_the_start() -> None:
    before = fields_of(CALL, "work", ZONE)
    assert end_kept(before, before | {"start_date": "2026-06-17"}) == {"end_date": "2026-06-17", "end_time": "15:00"}
    assert end_kept(before, before | {"start_time": "23:30"}) == {"end_date": "2026-06-17", "end_time": "00:30"}
    assert end_kept(before, before | {"start_time": "noon"}) == {}
    assert end_kept(before, before | {"start_time": "9", "end_time": "10"}) == {}
    days = fields_of(Details("Trip", date(2026, 6, 1), date(2026, 6, 4)), "work", ZONE)
    assert end_kept(days, days | {"start_date": "2026-06-10"}) == {"end_date": "2026-06-12"}


def test_what_a_draft_holds_that_is_none_of_the_choices_is_as_if_never_chosen() -> None:
    assert typed(status="nonsense", visibility="", purpose="?") == CALL
