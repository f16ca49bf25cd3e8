"""The value of an RRULE: what is read of it, and what is refused."""

from datetime import UTC, date, datetime

import pytest

from opiekun.domain.calendar.rule import Frequency, Rule, parse_rule
from opiekun.domain.errors import InvalidInput


def test_all_parts_are_read() -> None:
    assert parse_rule(
        "FREQ=YEARLY;INTERVAL=2;COUNT=9;BYMONTH=3,1;BYWEEKNO=-1,20;BYYEARDAY=1,-366;BYMONTHDAY=-31,31;"
        "BYDAY=SU,-1FR,+2MO;BYHOUR=0,23;BYMINUTE=59;BYSECOND=0;BYSETPOS=-1,2;WKST=SU"
    ) == Rule(
        frequency=Frequency.YEARLY,
        interval=2,
        count=9,
        months=(1, 3),
        week_numbers=(-1, 20),
        year_days=(-366, 1),
        month_days=(-31, 31),
        weekdays=((-1, 4), (0, 6), (2, 0)),
        hours=(0, 23),
        minutes=(59,),
        seconds=(0,),
        positions=(-1, 2),
        week_start=6,
    )


@pytest.mark.parametrize(
    ("value", "until"),
    [
        ("20260630", date(2026, 6, 30)),
        ("20260630T120000", datetime.fromisoformat("2026-06-30T12:00:00")),
        ("20260630T120000Z", datetime(2026, 6, 30, 12, tzinfo=UTC)),
    ],
)
def test_until_is_kept_as_it_is_written(value: str, until: date) -> None:
    assert parse_rule(f"FREQ=DAILY;UNTIL={value}").until == until


def test_what_others_write_carelessly_is_read() -> None:
    assert parse_rule(" freq=weekly;byday=mo;COUNT=-1;X-WHAT=1;") == parse_rule("FREQ=WEEKLY;BYDAY=MO")
    assert parse_rule("FREQ=DAILY;BYSECOND=60").seconds == (59,)
    assert parse_rule("FREQ=DAILY;RSCALE=GREGORIAN;SKIP=OMIT") == parse_rule("FREQ=DAILY")


@pytest.mark.parametrize(
    "text",
    [
        *("", "FREQ", "DAILY", "FREQ=", "FREQ=FORTNIGHTLY", "INTERVAL=2", "FREQ=DAILY;COLOUR=RED", "FREQ=DAILY;COUNT"),
        *("FREQ=DAILY;FREQ=DAILY", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;INTERVAL=-1", "FREQ=DAILY;COUNT=two"),
        *("FREQ=DAILY;COUNT=99999999999", "FREQ=DAILY;UNTIL=20260230", "FREQ=DAILY;UNTIL=20260101T250000Z"),
        *("FREQ=DAILY;UNTIL=tomorrow", "FREQ=DAILY;BYMONTH=0", "FREQ=DAILY;BYMONTH=13", "FREQ=DAILY;BYMONTH=-1"),
        *("FREQ=YEARLY;BYWEEKNO=54", "FREQ=YEARLY;BYYEARDAY=0", "FREQ=YEARLY;BYYEARDAY=367", "FREQ=DAILY;BYHOUR=24"),
        *("FREQ=MONTHLY;BYMONTHDAY=32", "FREQ=MONTHLY;BYDAY=0MO", "FREQ=MONTHLY;BYDAY=54MO", "FREQ=MONTHLY;BYDAY=XX"),
        *("FREQ=DAILY;BYMINUTE=60", "FREQ=DAILY;BYSECOND=61", "FREQ=DAILY;BYSETPOS=0", "FREQ=DAILY;WKST=8"),
        *("FREQ=DAILY;BYDAY=", "FREQ=DAILY;BYDAY=MO,,TU", "FREQ=DAILY;BYHOUR=١", "FREQ=YEARLY;RSCALE=HEBREW"),
        *("FREQ=MONTHLY;SKIP=FORWARD", "FREQ=DAILY;BYHOUR=" + ",".join(["1"] * 4000)),
    ],
)
def test_what_no_rule_can_be_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(InvalidInput, match="recurrence rule"):
        parse_rule(text)
