"""Windows over recurring events: what each brings, beside recurring-ical-events over the same text.

Where the two differ on purpose, the RFC is followed, and the test says what the other does.
"""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from tests.domain.calendar.beside import calendar_text, event_text, ours, theirs

JUNE = datetime(2026, 6, 1, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC)
YEAR = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)


def zoned(name: str, value: str, zone: str = "Europe/Bratislava") -> str:
    return f"{name};TZID={zone}:{value}"


def an_hour(value: str, *more: str, zone: str = "Europe/Bratislava") -> str:
    """An event of an hour."""
    return event_text(zoned("DTSTART", value, zone), "DURATION:PT1H", *more)


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
ZONES = (
    *("Europe/Bratislava", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Gaza"),
    *("Pacific/Apia", "UTC"),
)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("start", ["20260616T140000", "20240229T091500", "20231231T233000"])
def test_rules_occur_as_recurring_ical_events_has_it(rule: str, start: str) -> None:
    text = calendar_text(an_hour(start, f"RRULE:{rule}"))

    assert ours(text, *YEAR) == theirs(text, *YEAR)


@pytest.mark.parametrize("rule", [rule for rule in RULES if "BYHOUR" not in rule and "LY;INTERVAL=7" not in rule])
@pytest.mark.parametrize("zone", ["Europe/Bratislava", "America/New_York", "Asia/Gaza"])
def test_all_day_rules_are_days_of_whoever_looks(rule: str, zone: str) -> None:
    if rule.startswith(("FREQ=MINUTELY", "FREQ=SECONDLY")):
        pytest.skip("a day has no minutes")
    text = calendar_text(event_text("DTSTART;VALUE=DATE:20240229", "DTEND;VALUE=DATE:20240302", f"RRULE:{rule}"))

    assert ours(text, *YEAR, ZoneInfo(zone)) == theirs(text, *YEAR, ZoneInfo(zone))
