"""Names of zones are understood as programs write them, and zones written are what icalendar reads."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON
from tests.domain.calendar.outlook import RULES

from opiekun.domain.calendar.text import parse
from opiekun.domain.calendar.vtimezones import vtimezone_text, zone_of
from opiekun.domain.calendar.windows_zones import WINDOWS_ZONES
from opiekun.domain.calendar.zones import named_zone, offset_zone, tzinfo_of
from opiekun.domain.errors import BadComponent

CUSTOM = f"""BEGIN:VCALENDAR
BEGIN:VTIMEZONE
TZID:Customized Time Zone
{RULES}
END:VTIMEZONE
END:VCALENDAR
"""


def vtimezone(text):
    return next(parse(text).components("VTIMEZONE"))


@pytest.mark.parametrize(
    ("tzid", "zone"),
    [
        ("Europe/Warsaw", "Europe/Warsaw"),
        ("europe/WARSAW", "Europe/Warsaw"),
        ("US/Eastern", "US/Eastern"),
        ("America/New York", "America/New_York"),
        ("/freeassociation.sourceforge.net/Europe/Warsaw", "Europe/Warsaw"),
        ("/freeassociation.sourceforge.net/Tzfile/Europe/Warsaw", "Europe/Warsaw"),
        ("/mozilla.org/20070129_1/America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"),
        ("Central European Standard Time", "Europe/Warsaw"),
        ("pacific standard time", "America/Los_Angeles"),
        ("(UTC+01:00) Sarajevo, Skopje, Warsaw, Zagreb", "Europe/Warsaw"),
        ("(GMT+01.00) Sarajevo", ""),
        ("(UTC-05:00) Eastern Time (US & Canada)", "America/New_York"),
        ("Eastern Time (US & Canada)", "America/New_York"),
        ("(UTC+05:45) Kathmandu", "Asia/Kathmandu"),
        ("(UTC) Coordinated Universal Time", "UTC"),
        ("tzone://Microsoft/Utc", "UTC"),
        ("GMT", "UTC"),
        ("Customized Time Zone", ""),
        ("../../etc/passwd", ""),
        ("", ""),
    ],
)
def test_names_of_zones(tzid, zone):
    assert named_zone(tzid) == zone


@pytest.mark.parametrize(
    ("tzid", "zone"),
    [("UTC+1", "Etc/GMT-1"), ("GMT+0100", "Etc/GMT-1"), ("-05:00", "Etc/GMT+5"), ("GMT+0530", ""), ("UTC+99", "")],
)
def test_names_that_are_offsets(tzid, zone):
    assert offset_zone(tzid) == zone


def test_windows_names_are_all_there():
    assert WINDOWS_ZONES == WINDOWS_TO_OLSON
    for zone in WINDOWS_ZONES.values():
        assert tzinfo_of(zone).key == zone


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "../x", "custom:", "custom:S+0100", "Europe"])
def test_what_is_no_zone(zone):
    with pytest.raises(ValueError, match=r".*"):
        tzinfo_of(zone)


def test_a_zone_by_its_rules_is_the_iana_zone_with_the_same_offsets():
    zone = tzinfo_of(zone_of(vtimezone(CUSTOM)))
    for month in range(1, 13):
        at = datetime(2026, month, 28, 12, tzinfo=UTC)
        assert at.astimezone(zone).utcoffset() == at.astimezone(ZoneInfo("Europe/Warsaw")).utcoffset()


def test_a_zone_that_is_nowhere_on_earth_keeps_its_rules():
    name = zone_of(vtimezone(CUSTOM.replace("T030000", "T050000")))
    assert name.startswith("custom:")
    zone = tzinfo_of(name)
    assert datetime(2026, 10, 25, 4, 30, tzinfo=zone).utcoffset() == timedelta(hours=2)
    assert datetime(2026, 10, 25, 4, 30, tzinfo=zone, fold=1).utcoffset() == timedelta(hours=1)
    assert datetime(2026, 7, 1, tzinfo=zone).utcoffset() == timedelta(hours=2)
    assert datetime(1601, 1, 1, tzinfo=zone).utcoffset() == timedelta(hours=1)


def test_a_zone_is_also_known_by_what_stands_beside_its_name():
    assert zone_of(vtimezone(CUSTOM.replace("TZID:", "X-LIC-LOCATION:Asia/Tokyo\nTZID:"))) == "Asia/Tokyo"


@pytest.mark.parametrize(
    "broken",
    [
        CUSTOM.replace("+0200", "two"),
        CUSTOM.replace("FREQ=YEARLY", "FREQ=NEVER"),
        CUSTOM.replace("BYDAY=-1SU", "BYDAY=SOON"),
        CUSTOM.replace("BYMONTH=10", "BYMONTH=99"),
        CUSTOM.replace("16011028T030000", "16011028"),
        CUSTOM.replace("16011028T030000", "99991028T030000"),
    ],
)
def test_rules_that_are_none_are_refused_with_their_line(broken):
    with pytest.raises(BadComponent, match="Customized Time Zone") as refused:
        zone_of(vtimezone(broken))
    assert refused.value.line == 2


def offsets(zone, years):
    start = datetime(years.start, 1, 1, tzinfo=UTC)
    hours = range(0, (years.stop - years.start) * 365 * 24, 73)
    return [(start + timedelta(hours=hour)).astimezone(zone).utcoffset() for hour in hours]


@given(st.sampled_from(sorted(set(WINDOWS_ZONES.values()) | {"UTC", "Europe/Dublin"})), st.integers(1971, 2030))
def test_a_written_zone_has_the_offsets_of_the_zone(zone, since):
    text = vtimezone_text(zone, since).replace(f"TZID:{zone}", "TZID:nowhere")
    ours = zone_of(vtimezone(f"BEGIN:VCALENDAR\n{text}END:VCALENDAR\n"))
    years = range(max(since, 2016), 2037)
    assert offsets(tzinfo_of(ours), years) == offsets(ZoneInfo(zone), years)


@pytest.mark.parametrize(
    "zone",
    ["Europe/Warsaw", "America/New_York", "Asia/Jerusalem", "Africa/Casablanca", "Asia/Kolkata", "Europe/Dublin"],
)
def test_icalendar_reads_a_written_zone_likewise(zone):
    text = vtimezone_text(zone, 1990).replace(f"TZID:{zone}", "TZID:nowhere")
    theirs = icalendar.Timezone.from_ical(text).to_tz(lookup_tzid=False)
    walls = [
        datetime(year, month, 15, 12)  # noqa: DTZ001
        for year in range(1990, 2037)
        for month in range(1, 13)
    ]
    assert [wall.replace(tzinfo=theirs).utcoffset() for wall in walls] == [
        wall.replace(tzinfo=ZoneInfo(zone)).utcoffset() for wall in walls
    ]
