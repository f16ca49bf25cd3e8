"""Events are read as icalendar reads them, and where programs are at odds with RFC 5545, as they mean it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from opiekun.domain.calendar.events import Alarm, EventPurpose, EventStatus, Visibility
from opiekun.domain.calendar.indexed import Recurrence
from opiekun.domain.calendar.reading import details_of, read_text
from opiekun.domain.errors import BadComponent, NotFound

WARSAW = ZoneInfo("Europe/Warsaw")
ZONES = ["Europe/Warsaw", "America/New_York", "Asia/Kolkata"]


def calendar(*lines, head=("VERSION:2.0", "PRODID:-//x")):
    return "\r\n".join(["BEGIN:VCALENDAR", *head, *lines, "END:VCALENDAR", ""])


def event(*lines):
    return calendar("BEGIN:VEVENT", "UID:1", *lines, "END:VEVENT")


def details(*lines):
    return details_of(event("DTSTART;TZID=Europe/Warsaw:20260616T140000", *lines), "")


def naive(text):
    return datetime.fromisoformat(text)


def times(*lines):
    found = details_of(event(*lines), "")
    return found.start, found.end


@pytest.mark.parametrize(
    ("lines", "start", "end"),
    [
        (["DTSTART:20260616T140000Z"], naive("2026-06-16T14:00Z"), naive("2026-06-16T14:00Z")),
        (["DTSTART;VALUE=DATE:20260616"], date(2026, 6, 16), date(2026, 6, 17)),
        (["DTSTART:20260616", "DTEND:20260616"], date(2026, 6, 16), date(2026, 6, 17)),
        (["DTSTART:20260616", "DTEND:20260610"], date(2026, 6, 16), date(2026, 6, 17)),
        (["DTSTART:20260616", "DURATION:P3D"], date(2026, 6, 16), date(2026, 6, 19)),
        (["DTSTART:20260616", "DURATION:PT1H"], date(2026, 6, 16), date(2026, 6, 17)),
        (["DTSTART:20260616", "DTEND:20260618T120000"], date(2026, 6, 16), date(2026, 6, 19)),
        (["DTSTART:20260616T140000", "DTEND:20260618"], naive("2026-06-16T14:00"), naive("2026-06-18T00:00")),
        (["DTSTART:20260616T140000", "DTEND:20260616T130000"], naive("2026-06-16T14:00"), naive("2026-06-16T14:00")),
        (["DTSTART:20260616T140000", "DURATION:-PT1H"], naive("2026-06-16T14:00"), naive("2026-06-16T14:00")),
        (["DTSTART:20260616T1400", "DURATION:P1W"], naive("2026-06-16T14:00"), naive("2026-06-23T14:00")),
        (["DTSTART:20260616T235960", "DURATION:PT0S"], naive("2026-06-16T23:59:59"), naive("2026-06-16T23:59:59")),
        # A day is a day of the calendar, 24 hours are 24 hours (RFC 5545, 3.3.6).
        (
            ["DTSTART;TZID=Europe/Warsaw:20260328T120000", "DURATION:P1D"],
            datetime(2026, 3, 28, 12, tzinfo=WARSAW),
            datetime(2026, 3, 29, 12, tzinfo=WARSAW),
        ),
        (
            ["DTSTART;TZID=Europe/Warsaw:20260328T120000", "DURATION:PT23H30M"],
            datetime(2026, 3, 28, 12, tzinfo=WARSAW),
            datetime(2026, 3, 29, 12, 30, tzinfo=WARSAW),
        ),
    ],
)
def test_starts_and_ends(lines, start, end):
    found = times(*lines)
    assert found == (start, end)
    assert [type(moment) for moment in found] == [type(start), type(end)]


def test_an_end_in_another_zone():
    start, end = times("DTSTART;TZID=Europe/Warsaw:20260616T140000", "DTEND;TZID=America/New_York:20260616T100000")
    assert end - start == timedelta(hours=2)
    assert end.tzinfo.key == "America/New_York"


WORDS = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=60).map(str.strip).filter(bool)
MOMENTS = st.datetimes(datetime(1971, 1, 1), datetime(2036, 1, 1)).map(lambda at: at.replace(microsecond=0))  # noqa: DTZ001


@st.composite
def theirs(draw):
    """An event as icalendar writes it."""
    made = icalendar.Event()
    made["UID"] = "1"
    zone = draw(st.sampled_from([*ZONES, "UTC", None]))
    start = draw(MOMENTS).replace(tzinfo=ZoneInfo(zone) if zone else None)
    length = timedelta(minutes=draw(st.integers(0, 10_000)))
    if draw(st.booleans()):
        made.add("DTSTART", start)
        made.add("DTEND", (start.replace(tzinfo=None) + length).replace(tzinfo=start.tzinfo))
    else:
        made.add("DTSTART", start.date())
        made.add("DTEND", start.date() + timedelta(days=1 + length.days))
    made.add("SUMMARY", draw(WORDS))
    made.add("DESCRIPTION", "\n".join(draw(st.lists(WORDS, min_size=1, max_size=4))))
    made.add("LOCATION", draw(WORDS))
    made.add("CATEGORIES", draw(st.lists(WORDS, min_size=1, max_size=3)))
    made.add("STATUS", draw(st.sampled_from(["CONFIRMED", "TENTATIVE", "CANCELLED"])))
    made.add(
        "EXDATE", [made["DTSTART"].dt + timedelta(days=day) for day in draw(st.lists(st.integers(1, 9), min_size=1))]
    )
    alarm = icalendar.Alarm()
    alarm.add("ACTION", "DISPLAY")
    alarm.add("TRIGGER", timedelta(seconds=draw(st.integers(-100_000, 100_000))))
    made.add_component(alarm)
    person = icalendar.vCalAddress("MAILTO:ann@example.com")
    person.params["CN"] = draw(WORDS.filter(lambda name: '"' not in name))
    made.add("ATTENDEE", person)
    return made


@given(theirs())
def test_reads_what_icalendar_writes(made):
    outer = icalendar.Calendar()
    outer.add_component(made)
    text = outer.to_ical().decode()
    found = details_of(text, "")
    assert (found.start, found.end) == (made.start, made.end)
    assert [getattr(moment, "tzinfo", None) for moment in (found.start, found.end)] == [
        getattr(moment, "tzinfo", None) for moment in (made.start, made.end)
    ]
    assert found.summary == made["SUMMARY"]
    assert found.description == made["DESCRIPTION"]
    assert found.location == made["LOCATION"]
    assert list(found.categories) == [str(each) for each in made["CATEGORIES"].cats]
    assert found.status == made["STATUS"].lower()
    assert [alarm.seconds for alarm in found.alarms] == [made.walk("VALARM")[0].TRIGGER.total_seconds()]
    assert found.people[0].name == made["ATTENDEE"].params["CN"].replace("\\n", "\n") or "^" in found.people[0].name
    indexed = read_text(text).events[0]
    assert list(indexed.recurrence.exceptions) == [
        each.dt.replace(tzinfo=None) if isinstance(each.dt, datetime) else each.dt for each in made["EXDATE"].dts
    ]
    assert indexed.summary == found.summary[:1000]
    assert found.summary.casefold() in indexed.words


MASTER = ["BEGIN:VEVENT", "UID:1", "DTSTART;TZID=Europe/Warsaw:20260616T140000", "DURATION:PT1H", "RRULE:FREQ=DAILY"]


@pytest.mark.parametrize(
    "line",
    [
        "EXDATE;TZID=Europe/Warsaw:20260617T140000",
        "EXDATE:20260617T120000Z",
        "EXDATE;TZID=America/New_York:20260617T080000",
        "EXDATE;TZID=Central European Standard Time:20260617T140000",
        "EXDATE:20260617T140000",
    ],
)
def test_exceptions_stand_on_the_clock_of_the_start(line):
    found = read_text(calendar(*MASTER, line, "END:VEVENT")).events[0].recurrence
    assert found == Recurrence(("FREQ=DAILY",), (), (naive("2026-06-17T14:00"),))


def test_an_exception_that_is_a_date_is_all_of_it():
    found = read_text(calendar(*MASTER, "EXDATE;VALUE=DATE:20260617,20260618", "END:VEVENT")).events[0].recurrence
    assert found.exceptions == (date(2026, 6, 17), date(2026, 6, 18))


def test_dates_of_an_all_day_series_may_stand_as_times():
    text = event("DTSTART;VALUE=DATE:20260616", "RRULE:FREQ=DAILY", "EXDATE:20260617T000000", "RDATE:20260801T000000")
    found = read_text(text).events[0].recurrence
    assert found == Recurrence(("FREQ=DAILY",), ((date(2026, 8, 1), None),), (date(2026, 6, 17),))


def test_periods_bring_their_own_length():
    line = "RDATE;VALUE=PERIOD:20260701T120000Z/PT30M,20260702T120000Z/20260702T140000Z"
    found = read_text(calendar(*MASTER, line, "END:VEVENT")).events[0].recurrence
    assert found.dates == ((naive("2026-07-01T14:00"), 1800), (naive("2026-07-02T14:00"), 7200))


@pytest.mark.parametrize(
    "line",
    [
        "RECURRENCE-ID;TZID=Europe/Warsaw:20260617T140000",
        "RECURRENCE-ID:20260617T120000Z",
        "RECURRENCE-ID;VALUE=DATE:20260617",
        "RECURRENCE-ID;RANGE=THISANDFUTURE:20260617T120000Z",
    ],
)
def test_overrides_are_told_by_the_clock_of_the_start(line):
    override = ["BEGIN:VEVENT", "UID:1", line, "DTSTART:20260617T150000Z", "SUMMARY:moved", "END:VEVENT"]
    for parts in ([*MASTER, "END:VEVENT", *override], [*override, *MASTER, "END:VEVENT"]):
        text = calendar(*parts)
        indexed = read_text(text)
        assert [each.recurrence_id for each in indexed.events] == ["", "20260617T140000"]
        assert indexed.events[1].this_and_future == ("RANGE" in line)
        assert details_of(text, "20260617T140000").summary == "moved"
        later = details_of(text, "20260620T140000")
        assert later.start == datetime(2026, 6, 20, 17 if "RANGE" in line else 14, tzinfo=WARSAW)
        assert later.summary == ("moved" if "RANGE" in line else "")
        assert later.rule == "FREQ=DAILY"


def test_an_occurrence_alone_without_its_series():
    text = event("RECURRENCE-ID:20260617T120000Z", "DTSTART:20260617T150000Z", "SUMMARY:invited to this one")
    assert read_text(text).events[0].recurrence_id == "20260617T120000"
    assert details_of(text, "20260617T120000").summary == "invited to this one"
    assert details_of(text, "").summary == "invited to this one"
    with pytest.raises(NotFound):
        details_of(text, "20260618T120000")


@pytest.mark.parametrize(
    ("lines", "link"),
    [
        (
            ["CONFERENCE;VALUE=URI;FEATURE=VIDEO:https://a.example/1", "X-GOOGLE-CONFERENCE:https://b.example/2"],
            "https://a.example/1",
        ),
        (["CONFERENCE;VALUE=URI:tel:+48123", "X-GOOGLE-CONFERENCE:https://b.example/2"], "https://b.example/2"),
        (["URL:https://a.example/menu"], "https://a.example/menu"),
        (["URL:https://a.example/menu", "LOCATION:https://meet.google.com/abc-def"], "https://meet.google.com/abc-def"),
        (["DESCRIPTION:Join <https://acme.zoom.us/j/123?pwd=a.b>\\nor call"], "https://acme.zoom.us/j/123?pwd=a.b"),
        (
            ["DESCRIPTION:see https://teams.microsoft.com/l/meetup-join/19%3a/0?x=1."],
            "https://teams.microsoft.com/l/meetup-join/19%3a/0?x=1",
        ),
        (["DESCRIPTION:see https://example.com/"], ""),
        (["DESCRIPTION:https://evil.example/?https://meet.google.com/x"], ""),
        (["URL:http://meet.google.com/abc"], ""),
        (["URL:javascript:alert(1)"], ""),
        (["CONFERENCE:https://a b"], ""),
        (["URL:https://x/" + "a" * 5000], ""),
    ],
)
def test_the_link_that_joins_the_call(lines, link):
    assert details(*lines).link == link


@pytest.mark.parametrize(
    ("lines", "alarms"),
    [
        (["TRIGGER:-PT15M"], [Alarm(-900)]),
        (["TRIGGER;RELATED=END:PT5M"], [Alarm(300, from_end=True)]),
        (["TRIGGER;VALUE=DATE-TIME:20260616T110000Z"], [Alarm(-3600, at=1_781_607_600)]),
        (["TRIGGER;VALUE=DATE-TIME:20290616T110000Z"], [Alarm(94_690_800, at=1_876_302_000)]),
        (["TRIGGER;VALUE=DATE-TIME:19760401T005545Z"], []),
        (["TRIGGER:-PT15M", "REPEAT:4", "DURATION:PT5M"], [Alarm(-900)]),
        (["TRIGGER:-PT15M", "REPEAT:99999999999999999999", "DURATION:-P9W", "DURATION:soon"], [Alarm(-900)]),
        (["TRIGGER:-P1D", "ACTION:EMAIL"], []),
        (["TRIGGER:-PT15M", "ACTION:NONE"], []),
        (["TRIGGER:soon"], []),
        ([], []),
    ],
)
def test_alarms(lines, alarms):
    assert list(details("BEGIN:VALARM", *lines, "END:VALARM").alarms) == alarms


def test_codes_and_what_microsoft_has_for_them():
    assert details().status is EventStatus.CONFIRMED
    assert details("STATUS:tentative").status is EventStatus.TENTATIVE
    assert details("STATUS:WHATEVER").status is EventStatus.CONFIRMED
    assert details("X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE").status is EventStatus.TENTATIVE
    assert details("STATUS:CONFIRMED", "X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE").status is EventStatus.CONFIRMED
    assert details("X-MICROSOFT-CDO-BUSYSTATUS:FREE").transparent
    assert not details("TRANSP:OPAQUE", "X-MICROSOFT-CDO-BUSYSTATUS:FREE").transparent
    assert details("CLASS:CONFIDENTIAL").visibility is Visibility.CONFIDENTIAL
    assert details("CLASS:X-SECRET").visibility is Visibility.PRIVATE
    assert details("X-OPIEKUN-PURPOSE:WORK_BLOCK").purpose is EventPurpose.WORK_BLOCK
    assert details("X-OPIEKUN-PURPOSE:NEW").purpose is EventPurpose.ROUTINE
    assert details("X-OPIEKUN-REQUEST:A\\,1").request_id == "A,1"


def test_attachments_are_links_alone():
    found = details(
        "ATTACH:https://a.example/1", "ATTACH;ENCODING=BASE64;VALUE=BINARY:AAAA", "ATTACH:file:///etc/passwd"
    )
    assert found.attachments == ("https://a.example/1",)


def test_floating_times_of_google_stand_in_its_zone_and_those_of_others_float():
    lines = ["BEGIN:VEVENT", "UID:1", "DTSTART:20260616T140000", "END:VEVENT"]
    google = ("PRODID:-//Google Inc//Google Calendar 70.9054//EN", "X-WR-TIMEZONE:Europe/Warsaw")
    apple = ("PRODID:-//Apple Inc.//macOS 14.5//EN", "X-WR-TIMEZONE:Europe/Warsaw")
    assert details_of(calendar(*lines, head=google), "").start == datetime(2026, 6, 16, 14, tzinfo=WARSAW)
    assert details_of(calendar(*lines, head=apple), "").start == naive("2026-06-16T14:00")


@pytest.mark.parametrize(
    "text",
    [
        calendar(),
        calendar("BEGIN:VEVENT", "DTSTART:20260616T140000Z", "END:VEVENT"),
        calendar(*[*MASTER, "END:VEVENT"], "BEGIN:VEVENT", "UID:2", "DTSTART:20260616T140000Z", "END:VEVENT"),
        event("DTSTART:20260616T140000Z", "RRULE:FREQ=WEEKLY;BYDAY=XX"),
        event("DTSTART:20260616T140000Z", "EXDATE:" + ",".join(["20260616T140000Z"] * 10_001)),
    ],
)
def test_what_is_no_object(text):
    with pytest.raises(BadComponent):
        read_text(text)


def test_bounds_hold_the_event():
    indexed = read_text(event("DTSTART:20260616T140000Z", "DTEND:20260616T150000Z"))
    start = int(datetime(2026, 6, 16, 14, tzinfo=UTC).timestamp())
    assert (indexed.first, indexed.last) == (start, start + 3600)


def test_the_organizer_is_no_guest_of_an_event():
    both = ("ORGANIZER:mailto:anna@example.com", "ATTENDEE:mailto:anna@example.com", "ATTENDEE:mailto:jana@example.com")
    found = read_text(event("DTSTART:20260616T140000Z", *both))
    assert [each.people for each in found.events] == [1]
    assert details(*both).guests == 1
