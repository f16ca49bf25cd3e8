"""What a version says of a field, as the window tells it."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication
from tests.desktop.bench import BRATISLAVA, TUESDAY_10

from opiekun.desktop.queue.remaining import Moments
from opiekun.desktop.sync.conflicts_words import FieldWords
from opiekun.domain.calendar.events import Alarm, Details, Person, When
from opiekun.domain.instants import utc_seconds
from opiekun.domain.sync.comparing import Field, Version

NEW_YORK = ZoneInfo("America/New_York")


@pytest.fixture
def words(app: QApplication) -> FieldWords:
    return FieldWords(Moments(BRATISLAVA, QLocale("en")), utc_seconds(TUESDAY_10))


def at(hour: int, zone: ZoneInfo | None, day: int = 16, year: int = 2026) -> datetime:
    return datetime(year, 6, day, hour, tzinfo=zone)


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        (at(14, BRATISLAVA), at(15, BRATISLAVA), "Tue 16 Jun, 14:00–15:00"),
        (at(8, NEW_YORK), at(9, NEW_YORK), "Tue 16 Jun, 14:00–15:00\nTue 16 Jun, 08:00–09:00 America/New York"),
        (datetime(2026, 6, 16, 12, tzinfo=UTC), datetime(2026, 6, 16, 13, tzinfo=UTC), "Tue 16 Jun, 14:00–15:00"),
        (at(14, None), at(15, None), "Tue 16 Jun, 14:00–15:00\non the clock of wherever one is"),
        (at(14, BRATISLAVA, year=2027), at(15, BRATISLAVA, year=2027), "Wed 16 Jun, 14:00–15:00, 2027"),
        (date(2026, 6, 16), date(2026, 6, 17), "Tue 16 Jun, all day"),
        (date(2026, 6, 16), date(2026, 6, 19), "Tue 16 Jun – Thu 18 Jun"),
    ],
)
def test_when_is_told_on_the_clock_of_who_looks_and_on_its_own(
    words: FieldWords, start: When, end: When, told: str
) -> None:
    assert words.when(Details("", start, end)) == told


def test_fields_are_told_in_words(words: FieldWords) -> None:
    details = Details(
        "Training",
        at(14, BRATISLAVA),
        at(15, BRATISLAVA),
        rule="FREQ=WEEKLY",
        alarms=(Alarm(-900), Alarm(0), Alarm(86_400, from_end=True), Alarm(0, at=utc_seconds(TUESDAY_10))),
        people=(Person("jana@example.com", "Jana Kráľová", "accepted"), Person("x@example.com", "", "x-odd")),
        transparent=True,
        categories=("Acme", "VIP"),
    )
    version = Version(details, left_out=tuple(date(2026, 7, day) for day in range(1, 32)), other=("X-A:1", "X-B:2"))
    told = {field: words.of(field, version) for field in Field}
    assert told[Field.RULE] == "every week: Tuesday"
    assert told[Field.ALARMS].split("\n") == [
        "15 minute(s) before the start",
        "at the start",
        "1 day(s) after the end",
        "Tue 16 Jun 10:00",
    ]
    assert told[Field.PEOPLE] == "Jana Kráľová · accepted\nx@example.com · x odd"
    assert told[Field.FREE] == "takes no time"
    assert told[Field.CATEGORIES] == "Acme, VIP"
    assert told[Field.LEFT_OUT].startswith("Wed 1 Jul, Thu 2 Jul")
    assert told[Field.LEFT_OUT].endswith("and 1 more")
    assert told[Field.OTHER] == "X-A:1\nX-B:2"
    assert (told[Field.LINK], told[Field.ADDED], told[Field.REQUEST]) == ("", "", "")
