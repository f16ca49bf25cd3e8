"""Files in the shapes of the programs that people come from: they go in and out unharmed, quirks included.

Google Calendar's export, Outlook's "save calendar", what Exchange and outlook.com publish, Apple Calendar's export,
Thunderbird's export.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events

from opiekun.domain.calendar.editing import change, delete
from opiekun.domain.calendar.events import Scope
from opiekun.domain.calendar.expansion import expand
from opiekun.domain.calendar.exporting import calendar_text
from opiekun.domain.calendar.files import read_calendar_file
from opiekun.domain.calendar.reading import details_of
from opiekun.domain.errors import BadComponent
from opiekun.domain.instants import utc_seconds

CORPUS = Path(__file__).parent / "corpus"
FILES = sorted(CORPUS.glob("*.ics"))
NOW = datetime(2026, 6, 1, 8, tzinfo=UTC)
WARSAW = ZoneInfo("Europe/Warsaw")


def read(name):
    return list(read_calendar_file((CORPUS / name).read_bytes()))


def objects(name):
    return [each for each in read(name) if not isinstance(each, BadComponent)]


def events_in(content):
    """The events of a file as its bytes, fold and all, a fold inside a character mended."""
    content = re.sub(rb"(\r\n[ \t])([\x80-\xbf]+)", rb"\2\1", content)
    return sorted(re.findall(rb"BEGIN:VEVENT\r\n.*?END:VEVENT\r\n", content, re.DOTALL))


def test_there_is_one_of_each():
    assert [file.stem for file in FILES] == ["apple", "exchange", "google", "outlook", "thunderbird"]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_event_goes_in_and_out_to_the_byte(file):
    content = file.read_bytes()
    texts = [each.text for each in objects(file.name)]
    assert events_in("".join(texts).encode()) == events_in(content)
    out = calendar_text(texts)
    assert events_in(out.encode()) == events_in(content)
    for line in re.findall(rb"^X-[^\r\n]+\r\n", content.split(b"BEGIN:VTIMEZONE")[0], re.MULTILINE):
        assert line.decode() in out
    again = [each.text for each in read_calendar_file(out.encode())]
    assert calendar_text(again) == out


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_each_time_zone_comes_out_once(file):
    out = calendar_text([each.text for each in objects(file.name)])
    zones = re.findall(r"^TZID:.*\r\n", out, re.MULTILINE)
    assert len(zones) == len(set(zones))
    assert set(re.findall(r"TZID=\"?([^:\"]+)", out)) <= {zone[5:-2] for zone in zones} | {"(UTC+01", "tzone"}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_only_what_is_no_event_is_refused(file):
    refused = [str(each) for each in read(file.name) if isinstance(each, BadComponent)]
    todo = ["VTODO is not shown here; the calendar keeps events."]
    assert refused == (todo if file.stem == "thunderbird" else [])


@pytest.mark.parametrize("file", [file for file in FILES if file.stem != "exchange"], ids=lambda file: file.stem)
def test_occurrences_are_those_of_recurring_ical_events(file):
    since, until = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
    theirs = set()
    for event in recurring_ical_events.of(icalendar.Calendar.from_ical(file.read_bytes())).between(since, until):
        moments = []
        for moment in (event.start, event.end):
            full = moment if isinstance(moment, datetime) else datetime.combine(moment, datetime.min.time())
            moments.append(utc_seconds(full if full.tzinfo else full.replace(tzinfo=WARSAW)))
        theirs.add((str(event["SUMMARY"]), *moments))
    ours = {
        (event.summary, start, end)
        for each in objects(file.name)
        for event, _, start, end in expand(each.indexed, utc_seconds(since), utc_seconds(until), WARSAW)
    }
    assert ours == theirs


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_same_story_is_read_from_each(file):
    """A training each Tuesday at 14:00 but for 30 June, that of 14 July a day later at 10:00; a leave in August."""
    training = objects(file.name)[0]
    starts = {rid: (start, end) for _, rid, start, end in expand(training.indexed, 0, 4_000_000_000, WARSAW)}
    assert starts["20260616T140000"][0] == utc_seconds(datetime(2026, 6, 16, 12, tzinfo=UTC))
    assert "20260630T140000" not in starts
    assert starts["20260714T140000"][0] == utc_seconds(datetime(2026, 7, 15, 8, tzinfo=UTC))
    assert details_of(training.text, "20260623T140000").start == datetime(2026, 6, 23, 14, tzinfo=WARSAW)
    [leave] = [each for each in objects(file.name) if each.indexed.events[0].summary == "Urlop"]
    details = details_of(leave.text, "")
    assert (details.start, details.end) == (date(2026, 8, 3), date(2026, 8, 8))


def test_what_google_says():
    training, _, review = (details_of(each.text, "") for each in objects("google.ics"))
    assert training.link == "https://meet.google.com/abc-defg-hij"
    assert [(person.email, person.name, person.partstat) for person in training.people] == [
        ("c_5f2d9b7a1e@group.calendar.google.com", "Opieka – klienci VIP", ""),
        ("anna@example.com", "Anna Żółkiewska", "accepted"),
        ("jan@acme.example", "jan@acme.example", "needs-action"),
    ]
    assert [alarm.seconds for alarm in training.alarms] == [-600]
    assert review.link == "https://us02web.zoom.us/j/81234567890?pwd=QWxh"
    assert review.attachments == ("https://drive.google.com/open?id=1a2B3c4D5e6F7g8H&authuser=0",)


def test_what_microsoft_says():
    _, leave, free = (details_of(each.text, "") for each in objects("outlook.ics"))
    assert leave.categories == ("Kategoria Czerwona", "VIP")
    assert free.transparent
    _, _, new_york, upkeep, shown = (each.indexed.events[0] for each in objects("exchange.ics"))
    assert new_york.zone == "America/New_York"
    assert upkeep.zone == "UTC"
    assert shown.zone == "Europe/Warsaw"


def test_what_apple_says():
    training, leave, lunch, birthday = (details_of(each.text, "") for each in objects("apple.ics"))
    assert [(person.email, person.name, person.organizer) for person in training.people] == [
        ("anna@example.com", "Anna Żółkiewska", True),
        ("jan@acme.example", 'Jan "Janek" Kowalski', False),
    ]
    assert training.location == "Acme Sp. z o.o.\nul. Żurawia 6, 00-503 Warszawa, Polska"
    assert leave.alarms == ()
    assert lunch.start == datetime.fromisoformat("2026-06-19T12:30")
    assert birthday.start == date(1604, 2, 29)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
@pytest.mark.parametrize("scope", Scope)
def test_edits_leave_what_they_do_not_mean(file, scope):
    """Every line of the old text is in the new ones, but for those that tell what was edited."""
    text = objects(file.name)[0].text
    details = replace(details_of(text, "20260721T140000"), location="Pokój 5")
    edit = change(text, "20260721T140000", scope, details, now=NOW, new_uid="new@example.com")
    edited = {"LOCATION", "DTSTAMP", "LAST-MODIFIED", "RRULE", "SEQUENCE", "X-APPLE-STRUCTURED-LOCATION"}
    lines = re.findall(r"^[^ \t].*\r\n(?:[ \t].*\r\n)*", text, re.MULTILINE)
    kept = [line for line in lines if re.split("[;:]", line, maxsplit=1)[0] not in edited]
    assert kept
    assert all(line in edit.text for line in kept if scope is not Scope.FUTURE or line.startswith("X-"))
    assert details_of(edit.split_off or edit.text, "20260721T140000").location == "Pokój 5"
    gone = delete(text, "20260721T140000", scope, now=NOW)
    assert scope is Scope.ALL or all(line in gone.text for line in kept if line.startswith("X-M"))
