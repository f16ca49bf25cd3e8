"""Whatever stands in a file, it is taken or refused: no other error, and what is taken can be read and edited."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opiekun.domain.calendar.editing import delete, move
from opiekun.domain.calendar.events import Scope
from opiekun.domain.calendar.expansion import expand
from opiekun.domain.calendar.exporting import calendar_text
from opiekun.domain.calendar.files import read_calendar_file
from opiekun.domain.calendar.reading import details_of, read_text
from opiekun.domain.errors import BadComponent, Refused

NOW = datetime(2026, 6, 1, 8, tzinfo=UTC)
CORPUS = [path.read_bytes() for path in sorted((Path(__file__).parent / "corpus").glob("*.ics"))]
TOKENS = [
    *[b"", b"\r\n", b"\n ", b"\n\t", b"\0", b"\xff", b"\xc5", b";", b":", b",", b'"', b"\\", b"=", b"^n"],
    *[b"00010101T000000Z", b"99991231T235959Z", b"16000101", b"90001231", b"20260230", b"-P99999W", b"P999999D"],
    *[
        b"BEGIN:VEVENT\r\n",
        b"END:VEVENT\r\n",
        b"BEGIN:VALARM\r\n",
        b"END:VCALENDAR\r\n",
        b"TZID=Nowhere:",
        b"VALUE=DATE",
    ],
    *[b"RRULE:FREQ=SECONDLY;COUNT=999999999\r\n", b"RRULE:FREQ=DAILY;INTERVAL=9999999999\r\n", b"Z", b"+9999"],
    *[b"DURATION:P99999W\r\n", b"RDATE;VALUE=PERIOD:20260616T140000Z/P99999W\r\n", b"TZOFFSETFROM:-9999\r\n"],
]


@st.composite
def damaged(draw):
    """A file of the corpus with pieces cut out and others put in."""
    content = draw(st.sampled_from(CORPUS))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(content)))
        length = draw(st.sampled_from([0, 0, 1, 8, 40, 400]))
        content = content[:at] + draw(st.sampled_from(TOKENS)) + content[at + length :]
    return content


@given(damaged())
def test_damaged_files(content):
    try:
        found = list(read_calendar_file(content))
    except Refused:
        return
    for each in found:
        if isinstance(each, BadComponent):
            assert each.line >= 1
            continue
        assert read_text(each.text) == each.indexed
        shown = list(expand(each.indexed, 1_780_000_000, 1_785_000_000, ZoneInfo("Europe/Warsaw")))[:2]
        for _, rid, _, _ in shown:
            details = details_of(each.text, rid)
            for scope in Scope:
                edit = move(each.text, rid, scope, details.start, details.end, now=NOW, new_uid="new")
                assert edit.text is not None
                read_text(edit.text)
                delete(each.text, rid, scope, now=NOW)
    calendar_text(each.text for each in found if not isinstance(each, BadComponent))


@pytest.mark.parametrize(
    "lines",
    [
        ["DTSTART:90001231T235959Z", "DURATION:P99999W"],
        ["DTSTART;VALUE=DATE:90001231", "DURATION:P999999D"],
        ["DTSTART:16000101T000000Z", "DURATION:-P99999W"],
        ["DTSTART:16000101T000000Z", "RRULE:FREQ=YEARLY", "BEGIN:VALARM", "TRIGGER:-P99999W", "END:VALARM"],
        ["DTSTART:20260616T140000Z", "DTEND:90001231T235959Z", "RRULE:FREQ=YEARLY"],
        ["DTSTART:20260616T140000Z", "RDATE;VALUE=PERIOD:20260616T140000Z/P99999W", "EXDATE:90001231T235959Z"],
        ["DTSTART;TZID=Pacific/Kiritimati:16000101T000000", "RRULE:FREQ=YEARLY"],
    ],
)
def test_the_ends_of_time(lines):
    text = "\n".join(["BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:1", *lines, "END:VEVENT", "END:VCALENDAR"])
    for each in read_calendar_file(text.encode()):
        if not isinstance(each, BadComponent):
            list(expand(each.indexed, 1_780_000_000, 1_785_000_000, ZoneInfo("Pacific/Kiritimati")))
            details_of(each.text, "")


@pytest.mark.parametrize("scope", Scope)
@pytest.mark.parametrize("until", ["99991231T235959Z", "99991231"])
def test_a_series_until_the_end_of_time_is_moved(until, scope):
    lines = ["DTSTART:20260622T090000Z", "DURATION:PT30M", f"RRULE:FREQ=WEEKLY;UNTIL={until}"]
    text = "\n".join(["BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:1", *lines, "END:VEVENT", "END:VCALENDAR"])
    start = datetime(2026, 6, 22, 10, tzinfo=UTC)
    edit = move(text, "20260622T090000Z", scope, start, start + timedelta(minutes=30), now=NOW, new_uid="new")
    assert edit.text is not None
    shown = expand(read_text(edit.text), 1_782_000_000, 1_785_000_000, ZoneInfo("UTC"))
    assert start.timestamp() in {begins for _, _, begins, _ in shown}
