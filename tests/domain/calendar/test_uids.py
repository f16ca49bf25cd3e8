"""A UID is known however it is spelled: some programs escape its commas and semicolons, some do not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.servers.events import event, said

from opiekun.domain.calendar.editing import compose
from opiekun.domain.calendar.events import Details
from opiekun.domain.calendar.files import FileObject, read_calendar_file
from opiekun.domain.calendar.reading import read_text
from opiekun.domain.calendar.text import parse
from opiekun.domain.calendar.uids import uid_from, uid_line, uid_of, with_uid_escaped
from opiekun.domain.invitations.messages import CalendarMessage
from opiekun.domain.invitations.told import open_message

NOW = datetime(2026, 6, 16, 8, tzinfo=UTC)
SHORT = 25  # in letters; a longer line is folded
LETTERS = st.characters(exclude_categories=("Cc", "Cs"))
UIDS = st.text(LETTERS | st.sampled_from(";,\\:n"), min_size=1, max_size=100).map(str.strip).filter(bool)
PLAIN = UIDS.map(lambda uid: uid.replace("\\", "")).map(str.strip).filter(bool)


def as_it_is(uid: str) -> str:
    """As many programs write it."""
    return event(uid)


def escaped(uid: str) -> str:
    """As most servers do."""
    return event(uid.replace(";", "\\;").replace(",", "\\,"))


def by_icalendar(uid: str) -> str:
    """As another library does."""
    made = icalendar.Event()
    made.add("UID", uid)
    made.add("DTSTART", NOW)
    calendar = icalendar.Calendar()
    calendar.add_component(made)
    return calendar.to_ical().decode()


@given(PLAIN, st.sampled_from([as_it_is, escaped, by_icalendar]))
def test_one_event_has_one_uid_however_it_is_spelled(uid: str, spelled: Callable[[str], str]) -> None:
    text = spelled(uid)
    assert read_text(text).uid == uid
    (made,) = read_calendar_file(text.encode())
    assert isinstance(made, FileObject)
    assert made.uid == uid
    invitation = text.replace("BEGIN:VEVENT", "METHOD:REQUEST\r\nBEGIN:VEVENT", 1)
    assert open_message(CalendarMessage(invitation, "host@acme.example")).uid == uid


@given(UIDS)
def test_a_uid_that_is_written_is_read_as_the_same(uid: str) -> None:
    assert uid_from(uid_line(uid).value) == uid
    text = compose(Details("Call", NOW, NOW), uid, now=NOW)
    assert read_text(text).uid == uid
    (found,) = parse(text).components("VEVENT")
    assert uid_of(found) == uid


@given(PLAIN)
def test_a_uid_is_escaped_for_servers_that_cut_it_at_a_bare_comma(uid: str) -> None:
    assert said(with_uid_escaped(as_it_is(uid), uid)) == said(escaped(uid))
    assert with_uid_escaped(escaped(uid), uid) == escaped(uid) or len(uid) > SHORT


@pytest.mark.parametrize("spelling", ["DOMAIN\\name", "DOMAIN\\\\name"])
def test_what_looks_like_a_line_end_in_a_name_is_none(spelling: str) -> None:
    assert read_text(event(spelling)).uid == "DOMAIN\\name"


def test_overrides_belong_to_their_series_however_each_of_them_is_spelled() -> None:
    text = event("a;b", "Weekly", "RRULE:FREQ=WEEKLY;COUNT=3")
    other = event("a\\;b", "Other", "RECURRENCE-ID:20260629T090000Z", start="20260629T090000Z")
    (made,) = read_calendar_file((text + other).encode())
    assert isinstance(made, FileObject)
    assert (made.uid, len(made.indexed.events)) == ("a;b", 2)
