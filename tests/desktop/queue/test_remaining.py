"""Times are to the second near the end and coarse far away."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QLocale

from opiekun.desktop.queue.remaining import Moments, remaining
from opiekun.domain.instants import utc_seconds

NOW = utc_seconds(datetime(2026, 6, 16, 8, 51, tzinfo=UTC))


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (2285, "0:38:05"),
        (0, "0:00:00"),
        (3599, "0:59:59"),
        (3600, "1 h 00"),
        (10260, "2 h 51"),
        (86399, "23 h 59"),
        (86400, "1 d 0 h"),
        (97200, "1 d 3 h"),
        (-252, "−0:04:12"),
        (-7260, "−2 h 01"),
        (-90000, "−1 d 1 h"),
    ],
)
def test_what_remains(seconds: int, text: str) -> None:
    assert remaining(seconds) == text


@pytest.mark.parametrize(
    ("at", "english", "polish"),
    [
        (datetime(2026, 6, 16, 9, 29, tzinfo=UTC), "11:29", "11:29"),
        (datetime(2026, 6, 16, 22, 30, tzinfo=UTC), "tomorrow 00:30", None),
        (datetime(2026, 6, 18, 12, 20, tzinfo=UTC), "Thu 14:20", "czw. 14:20"),
        (datetime(2026, 7, 3, 12, 20, tzinfo=UTC), "3 Jul 14:20", "3 lip 14:20"),
        (datetime(2027, 1, 4, 8, 0, tzinfo=UTC), "4 Jan 2027", "4 sty 2027"),
    ],
)
def test_when_it_is_due(at: datetime, english: str, polish: str | None) -> None:
    zone = ZoneInfo("Europe/Bratislava")
    assert Moments(zone, QLocale("en_GB")).moment(utc_seconds(at), NOW) == english
    if polish is not None:
        assert Moments(zone, QLocale("pl_PL")).moment(utc_seconds(at), NOW).replace(".", "") == polish.replace(".", "")


def test_a_new_day_tells_the_same_instant_with_other_words() -> None:
    moments = Moments(ZoneInfo("Europe/Bratislava"), QLocale("en_GB"))
    at = utc_seconds(datetime(2026, 6, 17, 7, 0, tzinfo=UTC))
    assert moments.moment(at, NOW) == "tomorrow 09:00"
    assert moments.moment(at, NOW + 86400) == "09:00"
    assert moments.moment(at, NOW + 2 * 86400) == "yesterday 09:00"
