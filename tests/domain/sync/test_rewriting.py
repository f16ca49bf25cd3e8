"""What a server did not keep of what was sent, and what is the same but for spelling and bookkeeping."""

from __future__ import annotations

import re

import pytest
from tests.domain.sync.texts import SERIES, WARSAW, crlf, with_

from opiekun.domain.errors import BadComponent
from opiekun.domain.sync.rewriting import lost, same

OVERRIDE = re.search(r"BEGIN:VEVENT\r\n(?:(?!END:VEVENT).)*RECURRENCE-ID.*END:VEVENT\r\n", SERIES, re.DOTALL).group()
OVERRIDE = OVERRIDE[OVERRIDE.rindex("BEGIN:VEVENT") :]


@pytest.mark.parametrize(
    "pairs",
    [
        [("DTSTAMP:20260101", "DTSTAMP:20260202"), ("SEQUENCE:3\r\n", ""), ("PRODID:-//Example", "PRODID:-//Server")],
        [("RRULE:FREQ=WEEKLY;BYDAY=TU", "RRULE:BYDAY=TU;INTERVAL=1;FREQ=WEEKLY;WKST=SU")],
        [("RRULE:FREQ=WEEKLY;BYDAY=TU", "RRULE:FREQ=WEEKLY")],
        [("UID:alarm-1", "UID:given-by-the-server\nACKNOWLEDGED:20260616T120000Z")],
        [("ACTION:DISPLAY\nTRIGGER:-P1D", "ACTION:DISPLAY\nUID:new\nDESCRIPTION:Reminder\nTRIGGER:-P1D")],
        [("DTEND;TZID=Europe/Warsaw:20260616T150000", "DURATION:PT1H")],
        [("EXDATE;TZID=Europe/Warsaw:20260630T140000", "EXDATE:20260630T120000Z")],
        [("RECURRENCE-ID;TZID=Europe/Warsaw:20260714T140000", "RECURRENCE-ID:20260714T120000Z")],
        [("what we do\n n't know", "what we\n  don't know"), (';CN="Ann; B";PARTSTAT=NEEDS-ACTION', ';CN="Ann; B"')],
        [
            ("STATUS:CONFIRMED\n", "TRANSP:OPAQUE\nCLASS:PUBLIC\n"),
            ("CATEGORIES:Acme,Training", "CATEGORIES:Training,Acme"),
        ],
        [("DESCRIPTION:First\\nSecond", "DESCRIPTION:First \\nSecond\\n"), ("-PT15M", "-P0DT0H15M0S")],
        [(";PARTSTAT=NEEDS-ACTION:mailto:bob@", ";SCHEDULE-STATUS=1.2;ROLE=REQ-PARTICIPANT:MAILTO:Bob@")],
        [(f"{WARSAW}\n", ""), ("LOCATION:Room 1", "LOCATION;VALUE=TEXT:Room 1")],
    ],
)
def test_the_same_event(pairs):
    text = SERIES
    for old, new in pairs:
        text = with_(text, (old, new))
    assert same(SERIES, text)
    assert same(text, SERIES)
    assert lost(SERIES, text) == lost(text, SERIES) == ()


@pytest.mark.parametrize(
    "pair",
    [
        ("STATUS:CONFIRMED", "STATUS:CONFIRMED\nX-SERVER:1\nURL:https://example.com"),
        ("BEGIN:VALARM", "BEGIN:VALARM\nACTION:DISPLAY\nDESCRIPTION:Added\nTRIGGER:PT0S\nEND:VALARM\nBEGIN:VALARM"),
        ("PARTSTAT=NEEDS-ACTION:mailto:ann", "PARTSTAT=ACCEPTED:mailto:ann"),
        ("ATTENDEE;PARTSTAT", "ATTENDEE;CN=Robert;PARTSTAT"),
        ("CATEGORIES:Acme", "CATEGORIES:Server,Acme"),
        ("LOCATION:Room 1", "LOCATION:Room 1\nX-APPLE-STRUCTURED-LOCATION;VALUE=URI:geo:1,2"),
    ],
)
def test_what_a_server_adds_is_no_loss(pair):
    text = with_(SERIES, pair)
    assert lost(SERIES, text) == ()
    assert not same(SERIES, text)


@pytest.mark.parametrize(
    ("old", "new", "names"),
    [
        ("DESCRIPTION:First\\nSecond\n", "", ["DESCRIPTION"]),
        ("DESCRIPTION:First\\nSecond", "DESCRIPTION:First", ["DESCRIPTION"]),
        ("en:Training", "en:(no title)", ["SUMMARY"]),
        ("what we do", "what I do", ["X-UNKNOWN"]),
        ("STATUS:CONFIRMED", "STATUS:CONFIRMED\nTRANSP:TRANSPARENT", ["TRANSP"]),
        ("STATUS:CONFIRMED", "STATUS:CANCELLED", ["STATUS"]),
        ("CATEGORIES:Acme,Training", "CATEGORIES:Acme", ["CATEGORIES"]),
        ("-PT15M", "-PT10M", ["VALARM"]),
        (';CN="Ann; B"', "", ["ATTENDEE ann@example.com"]),
        ("ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:bob@example.com\n", "", ["ATTENDEE bob@example.com"]),
        ("DTSTART;TZID=Europe/Warsaw:20260616T140000", "DTSTART:20260616T120000Z", ["TIME"]),
        ("DTSTART;TZID=Europe/Warsaw:20260616T140000", "DTSTART;TZID=Europe/London:20260616T130000", ["TIME"]),
        ("RRULE:FREQ=WEEKLY;BYDAY=TU\n", "", ["TIME", "20260714T140000 EVENT"]),
        ("BYDAY=TU", "BYDAY=TU;COUNT=900", ["TIME"]),
        ("EXDATE;TZID=Europe/Warsaw:20260630T140000\n", "", ["EXDATE"]),
        ("20260630T140000", "20260630T140000,20260707T140000", ["EXDATE"]),
        (OVERRIDE, "", ["20260714T140000 TIME", "20260714T140000 SUMMARY"]),
        ("SUMMARY:Training\\, elsewhere\n", "", ["20260714T140000 SUMMARY"]),
    ],
)
def test_what_is_lost(old, new, names):
    text = with_(SERIES, (old, new))
    if "EVENT" in names[-1]:
        text = text.replace(OVERRIDE, "")
    assert list(lost(SERIES, text)) == names
    assert not same(SERIES, text)


def test_an_override_that_says_nothing_of_its_own_may_go():
    plain = with_(
        OVERRIDE,
        ("20260716T100000", "20260714T140000"),
        ("20260716T110000", "20260714T150000"),
        ("SUMMARY:Training\\, elsewhere", "SUMMARY:Training"),
    )
    assert lost(SERIES.replace(OVERRIDE, plain), SERIES.replace(OVERRIDE, "")) == ()
    gone = with_(SERIES.replace(OVERRIDE, ""), ("20260630T140000", "20260630T140000,20260714T140000"))
    assert lost(SERIES.replace(OVERRIDE, plain), gone) == ("EXDATE", "20260714T140000 EVENT")


def test_a_rule_ends_where_its_last_start_is():
    ended = with_(SERIES, ("BYDAY=TU", "BYDAY=TU;UNTIL=20260901T120000Z"))
    for end in ("UNTIL=20260907T215959Z", "COUNT=12", "UNTIL=20260908T115959Z"):
        other = with_(SERIES, ("BYDAY=TU", f"BYDAY=TU;{end}"))
        assert same(ended, other)
        assert lost(ended, other) == ()
    for end in ("UNTIL=20260901T115959Z", "COUNT=11", "UNTIL=20260908T120000Z"):
        assert lost(ended, with_(SERIES, ("BYDAY=TU", f"BYDAY=TU;{end}"))) == ("TIME",)


def test_zones_are_the_same_by_their_rules():
    office = crlf(WARSAW.replace("Europe/Warsaw", "Central European Standard Time"))
    renamed = SERIES.replace(crlf(WARSAW), office).replace("TZID=Europe/Warsaw", "TZID=Central European Standard Time")
    assert same(SERIES, renamed)
    assert lost(SERIES, renamed) == ()
    other = SERIES.replace("TZID=Europe/Warsaw", "TZID=Europe/London")
    assert "TIME" in lost(SERIES, other)


def test_a_damaged_text_is_refused():
    for text in ("", "BEGIN:VCALENDAR", "<html>", SERIES.replace("DTSTART", "DTSTART;TZID=Nowhere:x")):
        for judge in (same, lost):
            with pytest.raises(BadComponent):
                judge(SERIES, text)
            with pytest.raises(BadComponent):
                judge(text, SERIES)
