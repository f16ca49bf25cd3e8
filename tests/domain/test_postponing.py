"""Until when a request is commonly postponed, on days before work, at its end, and before a day off."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from opiekun.domain.hours import BusinessHours, Openings
from opiekun.domain.instants import utc_seconds
from opiekun.domain.postponing import Later, later_moments

NINE_TO_FIVE = (((540, 1020),),) * 5 + ((), ())


def hours(**fields) -> Openings:
    return Openings(BusinessHours(timezone="Europe/Bratislava", weekly=NINE_TO_FIVE, **fields))


def at(text: str) -> int:
    return utc_seconds(datetime.fromisoformat(text + "+02:00"))


@pytest.mark.parametrize(
    ("now", "opening", "monday"),
    [
        ("2026-06-16T07:00", "2026-06-16T09:00", "2026-06-22T09:00"),
        ("2026-06-16T23:59", "2026-06-17T09:00", "2026-06-22T09:00"),
        ("2026-06-19T10:00", "2026-06-22T09:00", None),
        ("2026-06-21T10:00", "2026-06-22T09:00", None),
        ("2026-06-22T04:53", "2026-06-22T09:00", "2026-06-29T09:00"),
        ("2026-06-22T09:00", "2026-06-23T09:00", "2026-06-29T09:00"),
        ("2026-06-22T10:00", "2026-06-23T09:00", "2026-06-29T09:00"),
    ],
)
def test_later(now: str, opening: str, monday: str | None) -> None:
    moments = later_moments(hours(), at(now))
    assert moments[Later.HOUR] == at(now) + 3600
    assert moments[Later.OPENING] == at(opening)
    assert moments.get(Later.MONDAY) == (at(monday) if monday else None)


def test_a_closed_monday_is_the_next_open_day() -> None:
    moments = later_moments(hours(closed=frozenset({date(2026, 6, 22)})), at("2026-06-16T10:00"))
    assert moments[Later.MONDAY] == at("2026-06-23T09:00")
