"""Two versions of an event, field by field."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opiekun.domain.errors import BadComponent
from opiekun.domain.sync.comparing import Compared, Field, compare, merged_occurrences

BASE = {
    "SUMMARY": "Training",
    "DTSTART;TZID=Europe/Bratislava": "20260616T140000",
    "DTEND;TZID=Europe/Bratislava": "20260616T150000",
}


def event(changes: dict[str, str] | None = None, *more: str, uid: str = "a") -> str:
    """A VEVENT: the base with changes ("" takes a line away), and more lines."""
    lines = {**BASE, **(changes or {})}
    body = [f"{name}:{value}" for name, value in lines.items() if value]
    return "\r\n".join(["BEGIN:VEVENT", f"UID:{uid}", "DTSTAMP:20260101T000000Z", *body, *more, "END:VEVENT", ""])


def calendar(*events: str) -> str:
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n" + "".join(events) + "END:VCALENDAR\r\n"


def differing(compared: Compared) -> set[Field]:
    return {row.field for row in compared.rows if row.differs}


@pytest.mark.parametrize(
    ("changes", "more", "field"),
    [
        ({"SUMMARY": "Training, part 2"}, (), Field.SUMMARY),
        ({"DTEND;TZID=Europe/Bratislava": "20260616T160000"}, (), Field.WHEN),
        ({"RRULE": "FREQ=DAILY;COUNT=3"}, (), Field.RULE),
        ({"EXDATE;TZID=Europe/Bratislava": "20260617T140000"}, (), Field.LEFT_OUT),
        ({"RDATE;TZID=Europe/Bratislava": "20260618T140000"}, (), Field.ADDED),
        ({"LOCATION": "Room 2"}, (), Field.LOCATION),
        ({"URL": "https://meet.example/acme"}, (), Field.LINK),
        ({"ATTENDEE;PARTSTAT=ACCEPTED": "mailto:jana@example.com"}, (), Field.PEOPLE),
        ({"DESCRIPTION": "Bring the minutes"}, (), Field.DESCRIPTION),
        ({}, ("BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-PT15M", "END:VALARM"), Field.ALARMS),
        ({"TRANSP": "TRANSPARENT"}, (), Field.FREE),
        ({"STATUS": "TENTATIVE"}, (), Field.STATUS),
        ({"CLASS": "PRIVATE"}, (), Field.VISIBILITY),
        ({"X-OPIEKUN-PURPOSE": "CALL"}, (), Field.PURPOSE),
        ({"CATEGORIES": "Acme"}, (), Field.CATEGORIES),
        ({"ATTACH": "https://example.com/agenda.pdf"}, (), Field.ATTACHMENTS),
        ({"X-OPIEKUN-REQUEST": "R-7"}, (), Field.REQUEST),
        ({"X-OWN;X-P=1": "kept"}, (), Field.OTHER),
        ({}, ("BEGIN:VALARM", "ACTION:EMAIL", "TRIGGER:-PT15M", "END:VALARM"), Field.OTHER),
    ],
)
def test_each_field_is_told_on_its_own(changes: dict[str, str], more: tuple[str, ...], field: Field) -> None:
    mine, theirs = calendar(event()), calendar(event(changes, *more))
    (whole,) = compare(mine, theirs, mine)
    assert differing(whole) == {field}
    row = next(row for row in whole.rows if row.differs)
    assert (row.mine, row.theirs) == (False, True)
    (turned,) = compare(theirs, mine, mine)
    assert differing(turned) == {field}


def test_what_every_program_writes_anew_is_no_difference() -> None:
    theirs = event({"SEQUENCE": "4", "LAST-MODIFIED": "20260102T000000Z"}).replace("20260101T", "20260102T")
    (whole,) = compare(calendar(event()), calendar(theirs), None)
    assert not whole.differs
    assert [row.field for row in whole.rows] == [Field.SUMMARY, Field.WHEN, Field.FREE]


def test_who_changed_what_is_known_by_the_base() -> None:
    mine = calendar(event({"SUMMARY": "Mine", "LOCATION": "Here"}))
    theirs = calendar(event({"SUMMARY": "Theirs", "DESCRIPTION": "New"}))
    (whole,) = compare(mine, theirs, calendar(event()))
    changed = {row.field: (row.mine, row.theirs) for row in whole.rows if row.differs}
    assert changed == {
        Field.SUMMARY: (True, True),
        Field.LOCATION: (True, False),
        Field.DESCRIPTION: (False, True),
    }


def test_the_same_instant_on_another_clock_differs() -> None:
    theirs = {
        **dict.fromkeys(BASE, ""),
        "SUMMARY": "Training",
        "DTSTART;TZID=Europe/Warsaw": "20260616T140000",
        "DTEND;TZID=Europe/Warsaw": "20260616T150000",
    }
    (whole,) = compare(calendar(event()), calendar(event(theirs)), None)
    assert differing(whole) == {Field.WHEN}


SERIES = {"RRULE": "FREQ=DAILY;COUNT=5"}


def occurrence(day: int, changes: dict[str, str]) -> str:
    zone = "TZID=Europe/Bratislava"
    times = {f"DTSTART;{zone}": f"202606{day}T140000", f"DTEND;{zone}": f"202606{day}T150000"}
    return event({f"RECURRENCE-ID;{zone}": f"202606{day}T140000", **times, **changes})


def test_the_occurrences_that_differ_stand_below_the_series() -> None:
    mine = calendar(event(SERIES), occurrence(17, {"SUMMARY": "Mine"}), occurrence(18, {"SUMMARY": "Same"}))
    theirs = calendar(event(SERIES), occurrence(18, {"SUMMARY": "Same"}))
    whole, one = compare(mine, theirs, None)
    assert (whole.recurrence_id, whole.differs) == ("", False)
    assert one.recurrence_id == "20260617T140000"
    assert differing(one) == {Field.SUMMARY}
    assert one.theirs is not None
    assert one.theirs.details.summary == "Training"


def test_an_occurrence_that_one_side_alone_changed_is_counted_once_it_stands() -> None:
    mine, own = occurrence(17, {"SUMMARY": "Mine"}), occurrence(18, {"SUMMARY": "Same"})
    theirs = calendar(event({**SERIES, "SUMMARY": "Theirs"}), own)
    standing = calendar(event({**SERIES, "SUMMARY": "Theirs"}), mine, own)
    here = calendar(event({**SERIES, "SUMMARY": "Ours"}), mine, own)
    assert merged_occurrences(here, standing, theirs) == 1
    assert merged_occurrences(here, theirs, theirs) == 0
    assert [each.recurrence_id for each in compare(here, standing, None)] == [""]


def test_an_occurrence_that_one_side_has_not() -> None:
    mine = calendar(event(SERIES), occurrence(17, {"SUMMARY": "Mine"}))
    theirs = calendar(event({**SERIES, "EXDATE;TZID=Europe/Bratislava": "20260617T140000"}))
    whole, one = compare(mine, theirs, None)
    assert differing(whole) == {Field.LEFT_OUT}
    assert one.theirs is None
    assert one.differs
    assert one.mine is not None
    assert one.mine.details.summary == "Mine"


def test_dates_and_bad_texts() -> None:
    days = event({**dict.fromkeys(BASE, ""), "SUMMARY": "Training", "DTSTART;VALUE=DATE": "20260616"})
    (whole,) = compare(calendar(event()), calendar(days), "nonsense")
    assert whole.base is None
    assert whole.theirs is not None
    assert whole.theirs.details.start == date(2026, 6, 16)
    with pytest.raises(BadComponent):
        compare(calendar(event()), "nonsense", None)


WORDS = st.sampled_from(["", "one", "two", "Jana\\, Kráľová"])
CHANGES = st.fixed_dictionaries({"SUMMARY": WORDS, "LOCATION": WORDS, "DESCRIPTION": WORDS, "X-OWN": WORDS})


@given(CHANGES, CHANGES, CHANGES)
def test_both_ways_tell_the_same(mine: dict[str, str], theirs: dict[str, str], base: dict[str, str]) -> None:
    texts = [calendar(event(changes)) for changes in (mine, theirs, base)]
    (one,), (other,) = compare(*texts), compare(texts[1], texts[0], texts[2])
    assert [(row.field, row.differs, row.mine, row.theirs) for row in one.rows] == [
        (row.field, row.differs, row.theirs, row.mine) for row in other.rows
    ]
    assert one.differs is (mine != theirs)
    assert all(row.mine or row.theirs for row in one.rows if row.differs)
