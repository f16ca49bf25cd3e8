"""Windows over recurring events: what each brings, beside recurring-ical-events over the same text.

Where the two differ on purpose, the RFC is followed, and the test says what the other does.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from tests.domain.calendar.beside import BRATISLAVA, Shown, calendar_text, event_text, indexed, ours, theirs

from opiekun.domain.calendar.expansion import MOST_OF_FINE, bounds, expand
from opiekun.domain.calendar.indexed import IndexedObject, Recurrence
from opiekun.domain.calendar.recurrence import MOST_A_DAY, MOST_IN_WINDOW
from opiekun.domain.calendar.series import series_of
from opiekun.domain.calendar.wall_seconds import wall_seconds
from opiekun.domain.errors import InvalidInput

JUNE = datetime(2026, 6, 1, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC)
YEAR = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)


def clock(name: str, value: str, zone: str = "Europe/Bratislava", **parameters: str) -> str:
    """A property with a time on the clock of a zone."""
    more = "".join(f";{parameter}={given}" for parameter, given in parameters.items())
    return f"{name};TZID={zone}{more}:{value}"


def an_hour(value: str, *more: str, zone: str = "Europe/Bratislava") -> str:
    """An event of an hour."""
    return event_text(clock("DTSTART", value, zone), "DURATION:PT1H", *more)


RULES = (
    "FREQ=DAILY",
    "FREQ=DAILY;INTERVAL=10;COUNT=20",
    "FREQ=WEEKLY;BYDAY=MO,WE,FR",
    "FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=TU,SU;COUNT=40",
    "FREQ=WEEKLY;INTERVAL=2;WKST=MO;BYDAY=TU,SU;COUNT=40",
    "FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=1",
    "FREQ=WEEKLY;BYDAY=MO,TU;UNTIL=20260616T120000Z",
    "FREQ=WEEKLY;BYDAY=MO,TU;UNTIL=20260616T115959Z",
    "FREQ=WEEKLY;UNTIL=20260616",
    "FREQ=WEEKLY;UNTIL=20260616T140000",
    "FREQ=MONTHLY;BYDAY=-1FR",
    "FREQ=MONTHLY;BYDAY=1MO,3MO;INTERVAL=2",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
    "FREQ=MONTHLY;BYDAY=SA,SU;BYSETPOS=2,-2;COUNT=30",
    "FREQ=MONTHLY;BYMONTHDAY=31",
    "FREQ=MONTHLY;BYMONTHDAY=-1,15",
    "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
    "FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13",
    "FREQ=YEARLY",
    "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
    "FREQ=YEARLY;BYYEARDAY=1,100,366,-1",
    "FREQ=YEARLY;BYDAY=20MO,-1SU",
    "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO",
    "FREQ=YEARLY;BYWEEKNO=1,53;BYDAY=MO,SU",
    "FREQ=YEARLY;BYWEEKNO=-1;BYDAY=TH;WKST=SU",
    "FREQ=YEARLY;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA;BYHOUR=8,9;BYMINUTE=30",
    "FREQ=YEARLY;BYDAY=MO;BYSETPOS=1,-1,20",
    "FREQ=DAILY;BYMONTH=6;BYHOUR=9,12;BYMINUTE=0,15;BYSETPOS=-1",
    "FREQ=HOURLY;INTERVAL=7",
    "FREQ=HOURLY;BYHOUR=9,17;BYMINUTE=0,30;BYSETPOS=-1",
    "FREQ=MINUTELY;INTERVAL=90;COUNT=400",
    "FREQ=MINUTELY;INTERVAL=20;BYHOUR=9,10;BYDAY=MO",
    "FREQ=SECONDLY;INTERVAL=40000",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=DAILY;COUNT=0",
    "FREQ=DAILY;UNTIL=20250101T000000Z",
)
FINE = re.compile("HOURLY|MINUTELY|SECONDLY|BYHOUR")
ZONES = (
    *("Europe/Bratislava", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Gaza"),
    *("Pacific/Apia", "UTC"),
)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("start", ["20260616T140000", "20240229T091500", "20231231T233000"])
def test_rules_occur_as_recurring_ical_events_has_it(rule: str, start: str) -> None:
    text = calendar_text(an_hour(start, f"RRULE:{rule}"))

    assert ours(text, *YEAR) == theirs(text, *YEAR)


@pytest.mark.parametrize("rule", [rule for rule in RULES if not FINE.search(rule)])
@pytest.mark.parametrize("zone", ["Europe/Bratislava", "America/New_York", "Asia/Gaza"])
def test_all_day_rules_are_days_of_whoever_looks(rule: str, zone: str) -> None:
    text = calendar_text(event_text("DTSTART;VALUE=DATE:20240229", "DTEND;VALUE=DATE:20240302", f"RRULE:{rule}"))

    assert ours(text, *YEAR, ZoneInfo(zone)) == theirs(text, *YEAR, ZoneInfo(zone))


def moved(original: str, value: str, zone: str = "Europe/Bratislava", **parameters: str) -> str:
    """An override of half an hour."""
    return event_text(
        clock("RECURRENCE-ID", original, **parameters),
        clock("DTSTART", value, zone),
        "DURATION:PT30M",
        summary="Moved",
    )


DAILY = "RRULE:FREQ=DAILY;COUNT=20"
SERIES = {
    "COUNT counts what EXDATE leaves out": [
        an_hour("20260610T090000", "RRULE:FREQ=DAILY;COUNT=6", clock("EXDATE", "20260611T090000,20260613T090000"))
    ],
    "EXDATE in UTC, and of a DTSTART": [
        an_hour("20260610T090000", DAILY, "EXDATE:20260610T070000Z", "EXDATE:20260612T070000Z")
    ],
    "EXDATE of another zone": [
        an_hour("20260610T090000", DAILY, clock("EXDATE", "20260612T030000", "America/New_York"))
    ],
    "EXDATE as a date": [an_hour("20260610T090000", DAILY, "EXDATE;VALUE=DATE:20260612")],
    "EXDATE that meets nothing": [an_hour("20260610T090000", DAILY, clock("EXDATE", "20260612T090001"))],
    "EXDATE of all-day": [event_text("DTSTART;VALUE=DATE:20260610", DAILY, "EXDATE;VALUE=DATE:20260611,20260615")],
    "RDATE beside a rule": [an_hour("20260610T090000", DAILY, clock("RDATE", "20260612T090000,20260613T170000"))],
    "RDATE alone": [an_hour("20260610T090000", clock("RDATE", "20260612T090000,20260601T170000"))],
    "RDATE of all-day": [event_text("DTSTART;VALUE=DATE:20260610", "RDATE;VALUE=DATE:20260612,20260620")],
    "RDATE with periods": [
        an_hour(
            "20260610T090000",
            clock("RDATE", "20260612T090000/PT3H,20260614T090000/20260614T093000", VALUE="PERIOD"),
        )
    ],
    "RDATE with a period where the rule occurs too": [
        an_hour("20260610T090000", DAILY, clock("RDATE", "20260612T090000/PT3H", VALUE="PERIOD"))
    ],
    "Two rules": [an_hour("20260601T090000", "RRULE:FREQ=WEEKLY", "RRULE:FREQ=DAILY;INTERVAL=3;COUNT=9")],
    "DTSTART that its rule does not take": [an_hour("20260610T090000", "RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=3")],
    "EXDATE without a rule": [an_hour("20260610T090000", clock("EXDATE", "20260610T090000"))],
    "Override at its own time": [an_hour("20260610T090000", DAILY), moved("20260612T090000", "20260612T090000")],
    "Override moved onto another": [an_hour("20260610T090000", DAILY), moved("20260612T090000", "20260613T090000")],
    "Override moved out": [an_hour("20260610T090000", DAILY), moved("20260612T090000", "20271231T230000")],
    "Override moved in": [an_hour("20260110T090000", DAILY), moved("20260112T090000", "20260612T093000")],
    "Override moved far back": [an_hour("20290110T090000", DAILY), moved("20290112T090000", "20260612T093000")],
    "Override in another zone": [
        an_hour("20260610T090000", DAILY),
        moved("20260612T090000", "20260612T200000", "America/New_York"),
    ],
    "Override before the rule's first": [
        an_hour("20260610T090000", DAILY),
        moved("20260101T090000", "20260605T090000"),
    ],
    "Override of nothing": [an_hour("20260610T090000", DAILY), moved("20260612T120000", "20260612T150000")],
    "Override that EXDATE leaves out": [
        an_hour("20260610T090000", DAILY, clock("EXDATE", "20260612T090000")),
        moved("20260612T090000", "20260612T150000"),
    ],
    "Override of an RDATE": [
        an_hour("20260610T090000", clock("RDATE", "20260612T170000")),
        moved("20260612T170000", "20260612T180000"),
    ],
    "Override all-day": [
        event_text("DTSTART;VALUE=DATE:20260610", DAILY),
        event_text("RECURRENCE-ID;VALUE=DATE:20260612", "DTSTART;VALUE=DATE:20260620", summary="Moved"),
    ],
    "Override made all-day": [
        an_hour("20260610T090000", DAILY),
        event_text(clock("RECURRENCE-ID", "20260612T090000"), "DTSTART;VALUE=DATE:20260620", summary="Moved"),
    ],
    "Overrides without a master": [
        moved("20260612T090000", "20260612T150000"),
        moved("20260613T090000", "20260613T150000"),
    ],
    "Override of an event that does not recur": [
        an_hour("20260610T090000"),
        moved("20260610T090000", "20260612T150000"),
    ],
    "An empty rule": [an_hour("20260610T090000", "RRULE:")],
    "No length, at the edges": [event_text("DTSTART:20260601T000000Z", "RRULE:FREQ=MONTHLY")],
    "Ends where the window begins": [event_text("DTSTART:20260531T230000Z", "DURATION:PT1H", "RRULE:FREQ=MONTHLY")],
    "Longer than the window": [
        event_text("DTSTART:20260101T000000Z", "DTEND:20260301T000000Z", "RRULE:FREQ=MONTHLY;COUNT=12")
    ],
    "Single events": [
        an_hour("20260610T090000"),
        event_text("DTSTART:20260610T090000", "DURATION:PT90M", uid="floating"),
        event_text("DTSTART;VALUE=DATE:20260630", "DTEND;VALUE=DATE:20260703", uid="days"),
        event_text("DTSTART:20260701T000000Z", uid="outside"),
    ],
}


@pytest.mark.parametrize("case", SERIES)
@pytest.mark.parametrize("zone", ["Europe/Bratislava", "Pacific/Apia"])
def test_series_occur_as_recurring_ical_events_has_it(case: str, zone: str) -> None:
    text = calendar_text(*SERIES[case])

    assert ours(text, *JUNE, ZoneInfo(zone)) == theirs(text, *JUNE, ZoneInfo(zone))
    assert ours(text, *YEAR, ZoneInfo(zone)) == theirs(text, *YEAR, ZoneInfo(zone))


FROM_HERE = {
    "later": moved("20260612T090000", "20260612T103000", RANGE="THISANDFUTURE"),
    "earlier": moved("20260612T090000", "20260611T080000", RANGE="THISANDFUTURE"),
    "far": moved("20260612T090000", "20260912T080000", RANGE="THISANDFUTURE"),
    "in another zone": moved("20260612T090000", "20260612T070000", "America/New_York", RANGE="THISANDFUTURE"),
}


@pytest.mark.parametrize("how", FROM_HERE)
@pytest.mark.parametrize("more", [[], [moved("20260615T090000", "20260615T200000")]])
def test_this_and_future_moves_what_follows(how: str, more: list[str]) -> None:
    """There recurring-ical-events names what follows after the override; each keeps a name of its own here."""
    second = moved("20260618T090000", "20260618T120000", RANGE="THISANDFUTURE")
    for overrides in ([FROM_HERE[how]], [FROM_HERE[how], second]):
        text = calendar_text(an_hour("20260610T090000", DAILY), *overrides, *more)

        for window in (JUNE, YEAR):
            found = ours(text, *window)
            assert [one._replace(recurrence_id="") for one in found] == sorted(
                one._replace(recurrence_id="") for one in theirs(text, *window)
            )
            names = [one.recurrence_id for one in found]
            assert len(set(names)) == len(names)


TURNS = {
    "Europe/Bratislava": "20260329 20261025",
    "America/New_York": "20260308 20261101",
    "Australia/Lord_Howe": "20260405 20261004",
    "Africa/Casablanca": "20260215 20260322",
    "Asia/Gaza": "20260328 20261024",
    "Pacific/Apia": "20111230 20120401",
}


@pytest.mark.parametrize(("zone", "day"), [(zone, day) for zone, days in TURNS.items() for day in days.split()])
@pytest.mark.parametrize("time", ["000000", "001500", "010000", "013000", "020000", "023000", "030000", "220000"])
def test_where_clocks_change(zone: str, day: str, time: str) -> None:
    turn = datetime.strptime(day, "%Y%m%d").replace(tzinfo=UTC)
    start = f"{turn - timedelta(days=3):%Y%m%d}T{time}"
    window = turn - timedelta(days=5), turn + timedelta(days=5)
    for length in ("PT0S", "PT45M", "PT8H", "P2D"):
        for end in ("", f";UNTIL={turn:%Y%m%d}T023000Z"):
            rule = f"RRULE:FREQ=DAILY{end}"
            texts = [event_text(clock("DTSTART", start, zone), f"DURATION:{length}", rule)]
            if not end:
                texts.append(event_text(f"DTSTART:{start}", f"DURATION:{length}", rule))
            for text in map(calendar_text, texts):
                assert ours(text, *window, ZoneInfo(zone)) == theirs(text, *window, ZoneInfo(zone))


@pytest.mark.parametrize("zone", TURNS)
def test_days_where_clocks_change(zone: str) -> None:
    text = calendar_text(event_text("DTSTART;VALUE=DATE:20111225", "RRULE:FREQ=DAILY"))
    for day in TURNS[zone].split():
        turn = datetime.strptime(day, "%Y%m%d").replace(tzinfo=UTC)
        window = turn - timedelta(days=3), turn + timedelta(days=3)

        assert ours(text, *window, ZoneInfo(zone)) == theirs(text, *window, ZoneInfo(zone))


def instants(found: list[Shown]) -> list[str]:
    return [f"{one.start:%m-%d %H:%M} {one.end:%m-%d %H:%M} {one.recurrence_id}" for one in found]


def test_an_hour_in_the_gap_is_an_hour() -> None:
    """RFC 5545, 3.3.5 and 3.8.5.3. In recurring-ical-events it ends when it begins."""
    text = calendar_text(an_hour("20260328T023000", "RRULE:FREQ=DAILY;COUNT=3"))

    assert instants(ours(text, *YEAR)) == [
        "03-28 01:30 03-28 02:30 20260328T023000",
        "03-29 01:30 03-29 02:30 20260329T023000",
        "03-30 00:30 03-30 01:30 20260330T023000",
    ]


def test_a_long_rdate_reaches_into_the_window() -> None:
    """A period that is longer than its event is missed by recurring-ical-events where only its end is asked for."""
    text = calendar_text(an_hour("20260610T090000", clock("RDATE", "20260616T090000/P3D", VALUE="PERIOD")))
    window = datetime(2026, 6, 18, tzinfo=UTC), datetime(2026, 6, 25, tzinfo=UTC)

    assert instants(ours(text, *window)) == ["06-16 07:00 06-19 07:00 20260616T090000"]
    assert not theirs(text, *window)


def test_a_time_in_utc_is_not_taken_for_one_on_the_clock() -> None:
    """13:30 in New York is no 09:30 there, which is 13:30 in UTC: recurring-ical-events takes it for its override."""
    text = calendar_text(
        event_text(
            clock("DTSTART", "20260628T093000", "America/New_York"),
            "RRULE:FREQ=DAILY;COUNT=2",
            clock("RDATE", "20260629T133000", "America/New_York"),
        ),
        event_text(
            clock("RECURRENCE-ID", "20260629T093000", "America/New_York"),
            clock("DTSTART", "20260705T093000", "America/New_York"),
        ),
    )

    assert [one.recurrence_id for one in ours(text, *YEAR)] == ["20260628T093000", "20260629T133000", "20260629T093000"]
    assert len(theirs(text, *YEAR)) == 2


def test_all_day_rules_have_no_hours() -> None:
    """RFC 5545, 3.3.10: BYHOUR and its like are passed over where DTSTART is a date, and a day counts once."""
    for rule in ("FREQ=DAILY;BYHOUR=9,17;COUNT=3", "FREQ=HOURLY;INTERVAL=12;COUNT=6"):
        text = calendar_text(event_text("DTSTART;VALUE=DATE:20260610", f"RRULE:{rule}"))

        assert [one.recurrence_id for one in ours(text, *JUNE)] == ["20260610", "20260611", "20260612"]


def test_bounds_are_none_without_an_end() -> None:
    def last(*events: str) -> int | None:
        return indexed(calendar_text(*events))[0].last

    assert last(an_hour("20260610T090000", "RRULE:FREQ=DAILY")) is None
    assert last(an_hour("20260610T090000", "RRULE:FREQ=DAILY;COUNT=3"), moved("20260611T090000", "20300101T000000"))
    assert last(an_hour("20260610T090000", "RRULE:FREQ=DAILY", "RRULE:FREQ=DAILY;COUNT=3")) is None


def test_a_rule_that_cannot_be_read_is_refused() -> None:
    master = indexed(calendar_text(an_hour("20260610T090000", "RRULE:FREQ=DAILY")))[0].events[0]
    event = master._replace(recurrence=Recurrence(("FREQ=SOMETIMES",)))

    with pytest.raises(InvalidInput):
        bounds((event,))
    with pytest.raises(InvalidInput):
        list(expand(IndexedObject("one", (event,), 0, None), 0, 1, BRATISLAVA))


EACH_MINUTE = ",".join(map(str, range(60)))
TOO_FINE = (
    "FREQ=SECONDLY",
    "FREQ=SECONDLY;INTERVAL=7",
    "FREQ=MINUTELY",
    f"FREQ=MINUTELY;BYSECOND={EACH_MINUTE}",
    f"FREQ=DAILY;BYHOUR=9,10,11;BYMINUTE={EACH_MINUTE}",
)
NOT_TOO_FINE = (
    "FREQ=MINUTELY;INTERVAL=15",
    "FREQ=MINUTELY;INTERVAL=7;BYHOUR=9,10",
    "FREQ=HOURLY;BYMINUTE=0,20,40",
    "FREQ=DAILY;BYHOUR=9,10,11;BYMINUTE=0,30",
)


def told(window: tuple[datetime, datetime], *events: str) -> list[str]:
    """The recurrence ids of all that is told of an object in a window."""
    (found,) = indexed(calendar_text(*events))
    since, until = (int(each.timestamp()) for each in window)
    return [each[1] for each in expand(found, since, until, BRATISLAVA)]


@pytest.mark.parametrize("rule", TOO_FINE)
def test_of_a_series_that_is_too_fine_for_anybody_no_more_is_told_than_can_be_looked_through(rule: str) -> None:
    changed = moved("20260615T100000", "20260616T100000")
    for window in (JUNE, YEAR):
        found = told(window, an_hour("20200610T090000", f"RRULE:{rule}"), changed)
        assert len(found) == MOST_OF_FINE + 1
        assert "20260615T100000" in found


@pytest.mark.parametrize("rule", NOT_TOO_FINE)
def test_of_a_series_that_somebody_may_keep_all_is_told(rule: str) -> None:
    days = (YEAR[1] - YEAR[0]).days
    found = told(YEAR, an_hour("20200610T090000", f"RRULE:{rule}"))
    assert MOST_OF_FINE < len(found) <= min(days * MOST_A_DAY + 1, MOST_IN_WINDOW)


def test_many_rules_of_an_event_are_followed_no_further_than_a_few() -> None:
    start = datetime(2020, 6, 10, 9, tzinfo=UTC).replace(tzinfo=None)
    rules = tuple(f"FREQ=MINUTELY;INTERVAL={minutes}" for minutes in range(1, 501))
    at = wall_seconds(start)
    assert len(series_of(start, "UTC", Recurrence(rules)).between(at, at + 10_000 * 86_400)) <= 4 * MOST_IN_WINDOW + 500
