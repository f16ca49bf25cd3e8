"""Rules on the wall clock, beside `dateutil` and the RFC's own words where the two differ, and in spite of malice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from dateutil.rrule import rrulestr
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from opiekun.domain.calendar.recurrence import MOST_IN_WINDOW, RuleOccurrences
from opiekun.domain.calendar.rule import WEEKDAYS, parse_rule
from opiekun.domain.calendar.wall_seconds import wall_seconds
from opiekun.domain.wall_clock import DAY


def clock(text: str) -> datetime:
    return datetime.fromisoformat(text)


def found(rule: str, start: datetime, since: datetime, until: datetime) -> list[datetime]:
    occurrences = RuleOccurrences(parse_rule(rule), wall_seconds(start), all_day=False, limit=None)
    walls = occurrences.between(wall_seconds(since), wall_seconds(until))
    return [datetime.fromtimestamp(wall, UTC).replace(tzinfo=None) for wall in walls]


def ends(rule: str, start: datetime, before: datetime) -> bool:
    last = RuleOccurrences(parse_rule(rule), wall_seconds(start), all_day=False, limit=None).last
    return last is not None and last < wall_seconds(before)


def some(values: list[int], most: int = 3) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(values), min_size=1, max_size=most, unique=True).map(
        lambda chosen: ",".join(map(str, chosen))
    )


def both_ends(*values: int) -> list[int]:
    return [*values, *(-value for value in values)]


NUMBERED = st.lists(
    st.tuples(st.sampled_from(("1", "2", "4", "5", "-1", "-2", "-5")), st.sampled_from(WEEKDAYS)).map("".join),
    min_size=1,
    max_size=3,
    unique=True,
).map(",".join)
PLAIN = st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=4, unique=True).map(",".join)


@st.composite
def rules(draw) -> str:
    """Rules of every frequency with any parts that the RFC lets them have, without an end or with COUNT."""
    frequency = draw(st.sampled_from(("YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY", "MINUTELY")))
    parts = {"FREQ": frequency}

    def perhaps(name: str, values: st.SearchStrategy[str], chance: int = 3) -> None:
        if draw(st.integers(1, chance)) == 1:
            parts[name] = draw(values)

    perhaps("INTERVAL", some([1, 2, 3, 5, 12] if frequency != "MINUTELY" else [7, 90, 1001], 1), 2)
    perhaps("COUNT", st.integers(1, 40).map(str))
    perhaps("WKST", st.sampled_from(WEEKDAYS))
    perhaps("BYMONTH", some(list(range(1, 13)), 4))
    if frequency == "YEARLY":
        perhaps("BYYEARDAY", some(both_ends(1, 59, 60, 100, 365, 366)), 5)
    if frequency != "WEEKLY":
        perhaps("BYMONTHDAY", some(both_ends(1, 2, 13, 28, 29, 30, 31)))
    if frequency == "YEARLY" and draw(st.integers(1, 4)) == 1:
        parts |= {"BYWEEKNO": draw(some(both_ends(1, 2, 20, 52, 53))), "BYDAY": draw(PLAIN)}
    else:
        perhaps("BYDAY", NUMBERED | PLAIN if frequency in ("YEARLY", "MONTHLY") else PLAIN, 2)
    perhaps("BYHOUR", some(list(range(24))), 4)
    perhaps("BYMINUTE", some(list(range(0, 60, 7))), 4)
    perhaps("BYSECOND", some([0, 30, 59]), 6)
    if set(parts) - {"FREQ", "INTERVAL", "COUNT", "WKST"}:
        perhaps("BYSETPOS", some(both_ends(1, 2, 3)))
    return ";".join(f"{name}={value}" for name, value in parts.items())


@given(
    rule=rules(),
    start=st.datetimes(clock("2023-12-20"), clock("2024-03-02")).map(lambda moment: moment.replace(microsecond=0)),
    after=st.integers(0, 800),
    days=st.sampled_from((1, 7, 42, 366)),
)
@settings(max_examples=150)
@pytest.mark.filterwarnings("ignore:Using both 'count' and 'until'")
def test_windows_hold_what_dateutil_walks_to(rule: str, start: datetime, after: int, days: int) -> None:
    fine = "HOURLY" in rule or "MINUTELY" in rule
    since = start + timedelta(days=after % 7 if fine else after)
    until = since + timedelta(days=min(days, 7) if fine else days)
    far = until + timedelta(days=40 if fine else 3000)
    try:
        expected = rrulestr(rule, dtstart=start).replace(until=until)
    except ValueError:
        assume(False)  # an hour that the interval never reaches, which it refuses
    # It looks at UNTIL where the rule occurs: where that is never, it walks to the year 9999.
    assume(found(rule, start, until + timedelta(seconds=1), far) or ("COUNT" in rule and ends(rule, start, far)))

    walked = [moment for moment in expected.between(since, until, inc=True) if moment < until]

    assert found(rule, start, since, until) == walked


@pytest.mark.parametrize(
    ("rule", "start", "occurrences"),
    [
        # The weekday that BYWEEKNO leaves open is that of DTSTART (3.3.10); dateutil takes the whole week.
        ("FREQ=YEARLY;BYWEEKNO=20", "2024-05-15T09:00", "2024-05-15 2025-05-14 2026-05-13"),
        # A list of weekdays takes each of them; dateutil wants a day that is an ordinal and a plain one at once.
        ("FREQ=MONTHLY;BYMONTH=6;BYDAY=1MO,SU", "2025-06-01T09:00", "2025-06-01 2025-06-02 2025-06-08 2025-06-15"),
        # The RFC's own examples.
        ("FREQ=MONTHLY;BYDAY=TU,WE,TH;BYSETPOS=3;COUNT=3", "1997-09-04T09:00", "1997-09-04 1997-10-07 1997-11-06"),
        (
            "FREQ=YEARLY;INTERVAL=3;BYYEARDAY=1,100,200;COUNT=4",
            "1997-01-01T09:00",
            "1997-01-01 1997-04-10 1997-07-19 2000-01-01",
        ),
        ("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "1997-09-02T09:00", "1998-02-13 1998-03-13 1998-11-13 1999-08-13"),
        ("FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "1997-05-12T09:00", "1997-05-12 1998-05-11 1999-05-17"),
        ("FREQ=YEARLY;BYDAY=20MO", "1997-05-19T09:00", "1997-05-19 1998-05-18 1999-05-17"),
        (
            "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8",
            "1996-11-05T09:00",
            "1996-11-05 2000-11-07 2004-11-02",
        ),
        (
            "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO",
            "1997-08-05T09:00",
            "1997-08-05 1997-08-10 1997-08-19 1997-08-24",
        ),
        (
            "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU",
            "1997-08-05T09:00",
            "1997-08-05 1997-08-17 1997-08-19 1997-08-31",
        ),
        (
            "FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5",
            "2007-01-15T09:00",
            "2007-01-15 2007-01-30 2007-02-15 2007-03-15 2007-03-30",
        ),
        ("FREQ=YEARLY", "2024-02-29T09:00", "2024-02-29 2028-02-29 2032-02-29"),
    ],
)
def test_as_the_rfc_says(rule: str, start: str, occurrences: str) -> None:
    expected = [clock(f"{day}T09:00") for day in occurrences.split()]

    begun = clock(start)

    assert found(rule, begun, begun, begun + timedelta(days=3660))[: len(expected)] == expected


def test_count_ends_where_it_ends_in_any_window() -> None:
    start = clock("2026-01-01T09:00")
    occurrences = RuleOccurrences(parse_rule("FREQ=DAILY;COUNT=5000"), wall_seconds(start), all_day=False, limit=None)

    assert occurrences.last == wall_seconds(start + timedelta(days=4999))
    assert occurrences.between(occurrences.last, occurrences.last + DAY * 365) == [occurrences.last]


EVERY_HOUR, EVERY_60 = (",".join(map(str, range(count))) for count in (24, 60))
ODD = ",".join(map(str, range(1, 60, 2)))


@pytest.mark.parametrize(
    "rule",
    [
        *("FREQ=SECONDLY", "FREQ=SECONDLY;COUNT=1000000000", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"),
        *(f"FREQ={every};BYMONTH=2;BYMONTHDAY=30;COUNT=10" for every in ("YEARLY", "WEEKLY", "DAILY", "SECONDLY")),
        *(f"FREQ=SECONDLY;INTERVAL={interval};BYSECOND={ODD};COUNT=9" for interval in (2, 14)),
        f"FREQ=YEARLY;BYHOUR={EVERY_HOUR};BYMINUTE={EVERY_60};BYSECOND={EVERY_60};BYDAY=MO,TU,WE;BYSETPOS=-1,1",
        f"FREQ=DAILY;BYHOUR={EVERY_HOUR};BYMINUTE={EVERY_60};BYSECOND={EVERY_60};COUNT=100000",
        *(f"FREQ={every};INTERVAL=9999999999;COUNT=9" for every in ("YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY")),
    ],
)
def test_rules_that_ask_for_too_much_give_what_they_can(rule: str) -> None:
    start = clock("2026-01-01T00:00")

    for since in (start, clock("2031-06-01T00:00"), clock("9990-01-01T00:00")):
        assert len(found(rule, start, since, since + timedelta(days=366))) <= MOST_IN_WINDOW


@pytest.mark.parametrize("rule", ["FREQ=YEARLY", "FREQ=YEARLY;BYWEEKNO=1,-1", "FREQ=WEEKLY", "FREQ=DAILY;COUNT=9"])
@pytest.mark.parametrize("start", ["0001-01-01T00:00", "9999-12-31T23:59"])
def test_the_ends_of_the_calendar_do_not_matter(rule: str, start: str) -> None:
    assert not found(rule, clock(start), clock("9999-12-01T00:00"), clock("9999-12-31T23:59"))
    found(rule, clock(start), clock("0001-01-01T00:00"), clock("0003-01-01T00:00"))
