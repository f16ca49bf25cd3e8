"""By which letters hours are known of which zone they are."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from opiekun.desktop.calendar.grid.content import NamedZone
from opiekun.desktop.calendar.grid.words import zone_letters

WINTER, SUMMER = date(2026, 11, 27), date(2026, 6, 16)


@pytest.mark.parametrize(
    ("zone", "day", "letters"),
    [
        ("Europe/Bratislava", WINTER, "CET"),
        ("Europe/Bratislava", SUMMER, "CEST"),
        ("America/New_York", WINTER, "EST"),
        ("Asia/Kolkata", WINTER, "IST"),
        ("America/Sao_Paulo", WINTER, "SAO"),  # its hours have no name
        ("UTC", WINTER, "UTC"),
    ],
)
def test_hours_bear_the_name_by_which_people_know_them(zone: str, day: date, letters: str) -> None:
    assert zone_letters(NamedZone(ZoneInfo(zone)), day) == letters


def test_a_label_goes_before_it() -> None:
    assert zone_letters(NamedZone(ZoneInfo("Europe/Bratislava"), "HQ"), WINTER) == "HQ"
