"""Calendar files are taken apart by UID and put together again; what cannot be taken is told with its line."""

from __future__ import annotations

import pytest

from opiekun.domain.calendar.exporting import calendar_text
from opiekun.domain.calendar.files import read_calendar_file
from opiekun.domain.calendar.reading import details_of
from opiekun.domain.errors import BadComponent, InvalidInput

ZONE = """BEGIN:VTIMEZONE
TZID:{tzid}
BEGIN:STANDARD
DTSTART:19700101T000000
TZOFFSETFROM:{offset}
TZOFFSETTO:{offset}
END:STANDARD
END:VTIMEZONE
"""


def event(*lines, uid="1", start="DTSTART:20260616T140000Z"):
    return "\n".join(
        ["BEGIN:VEVENT", *([f"UID:{uid}"] if uid else []), *([start] if start else []), *lines, "END:VEVENT", ""]
    )


def calendar(*parts, head="VERSION:2.0\nPRODID:-//x\n"):
    return f"BEGIN:VCALENDAR\n{head}{''.join(parts)}END:VCALENDAR\n"


def read(text):
    """The objects of a file, and the lines and reasons of what was refused."""
    found = list(read_calendar_file(text.encode()))
    return (
        [each for each in found if not isinstance(each, BadComponent)],
        [(each.line, str(each)) for each in found if isinstance(each, BadComponent)],
    )


def test_each_uid_is_an_object_in_the_order_of_the_file():
    text = calendar(
        event(uid="b"), event(uid="a"), event("RECURRENCE-ID:20260623T140000Z", uid="b"), event("X:1", uid="c")
    )
    objects, refused = read(text)
    assert [each.uid for each in objects] == ["b", "a", "c"]
    assert [each.indexed.uid for each in objects] == ["b", "a", "c"]
    assert [each.text.count("BEGIN:VEVENT") for each in objects] == [2, 1, 1]
    assert not refused


def test_an_object_has_the_zones_that_it_names_and_what_is_said_of_its_calendar():
    text = calendar(
        event(uid="a", start="DTSTART;TZID=Here:20260616T140000"),
        event(uid="b"),
        ZONE.format(tzid="Here", offset="+0300"),
        ZONE.format(tzid="There", offset="+0500"),
        head="X-WR-CALNAME:Work\\, mine\nVERSION:2.0\nPRODID:-//x\nMETHOD:PUBLISH\n",
    )
    file = read_calendar_file(text.encode())
    assert (file.name, file.methods, len(file)) == ("Work, mine", {"PUBLISH"}, 2)
    first, second = file
    assert first.text.count("TZID:Here\r\n") == 1
    assert "There" not in first.text
    assert "VTIMEZONE" not in second.text
    assert "X-WR-CALNAME:Work\\, mine\r\n" in first.text
    assert "METHOD" not in first.text
    assert first.indexed.events[0].zone.startswith(("Asia/", "Europe/"))


def test_several_calendars_in_one_file():
    text = calendar(
        event(uid="a", start="DTSTART;TZID=Here:20260616T140000"), ZONE.format(tzid="Here", offset="+0300")
    ) + calendar(event(uid="b", start="DTSTART;TZID=Here:20260616T140000"), ZONE.format(tzid="Here", offset="+0500"))
    objects, refused = read(text)
    assert not refused
    assert [each.indexed.first % 86_400 // 3600 for each in objects] == [11, 9]
    export = calendar_text(each.text for each in objects)
    again, refused = read(export)
    assert not refused
    assert [each.indexed.first for each in again] == [each.indexed.first for each in objects]
    assert "TZID:Here 2\r\n" in export


@pytest.mark.parametrize(
    ("tzid", "start", "renamed"),
    [
        ("T", "DTSTART;TZID=T:20260616T140000", "DTSTART;TZID=T 2:20260616T140000"),
        ("TZID", "DTSTART;X-A=TZID;TZID=TZID:20260616T140000", "DTSTART;X-A=TZID;TZID=TZID 2:20260616T140000"),
        ("A, B", 'DTSTART;X-A="A, B";TZID="A, B":20260616T140000', 'DTSTART;X-A="A, B";TZID="A, B 2":20260616T140000'),
        ("A^B", "DTSTART;TZID=A^^B:20260616T140000", "DTSTART;TZID=A^^B 2:20260616T140000"),
    ],
)
def test_a_zone_is_renamed_only_where_it_is_named(tzid, start, renamed):
    texts = [
        calendar(event(uid=uid, start=start), ZONE.format(tzid=tzid, offset=offset))
        for uid, offset in (("a", "+0317"), ("b", "+0517"))
    ]
    objects, refused = read("".join(texts))
    assert not refused
    export = calendar_text(each.text for each in objects)
    assert f"{start}\r\n" in export
    assert f"{renamed}\r\n" in export
    again, refused = read(export)
    assert not refused
    assert [each.indexed.first for each in again] == [each.indexed.first for each in objects]


@pytest.mark.parametrize(
    ("component", "line", "reason"),
    [
        (event(start="DTSTART:tomorrow"), 6, "tomorrow"),
        (event(start="DTSTART:00010101T000000Z"), 6, "00010101T000000Z"),
        (event(start="DTSTART:99991231T235959Z"), 6, "99991231T235959Z"),
        (event(start="DTSTART:20260230"), 6, "20260230"),
        (event(start="DTSTART;TZID=Mars/Olympus:20260616T140000"), 6, "Mars/Olympus"),
        (event(start=""), 4, "start"),
        (event("DTEND:x"), 7, "x"),
        (event("DURATION:two hours"), 7, "two hours"),
        (event("RRULE:FREQ=SOMETIMES"), 7, "cannot recur"),
        (event("RRULE:" + "X" * 100_000), 7, "cannot recur"),
        (event("SUMMARY:fine", "EXDATE:20260616T140000Z,then"), 8, "then"),
        (event("RDATE;VALUE=PERIOD:20260616T140000Z/soon"), 7, "soon"),
        (event("RECURRENCE-ID:once"), 7, "once"),
        (event("nonsense"), 7, "NAME:value"),
        ("BEGIN:VTODO\nUID:t\nEND:VTODO\n", 4, "VTODO"),
        ("BEGIN:VJOURNAL\nUID:t\nEND:VJOURNAL\n", 4, "VJOURNAL"),
    ],
)
def test_what_cannot_be_taken_is_refused_alone_with_its_line(component, line, reason):
    objects, refused = read(calendar(component, event(uid="good")))
    assert [each.uid for each in objects] == ["good"]
    [(where, why)] = refused
    assert where == line
    assert reason in why


def test_a_bad_override_leaves_its_series():
    text = calendar(
        event("RRULE:FREQ=DAILY;COUNT=5"),
        event("RECURRENCE-ID:20260617T140000Z", start="DTSTART:never"),
        event("RECURRENCE-ID:20260618T140000Z", "SUMMARY:kept"),
    )
    [found], [(line, _)] = read(text)
    assert line == 11
    assert [each.recurrence_id for each in found.indexed.events] == ["", "20260618T140000"]


def test_a_zone_whose_rules_cannot_be_read_refuses_only_who_is_in_it():
    text = calendar(
        ZONE.format(tzid="Here", offset="noon"),
        event(uid="a", start="DTSTART;TZID=Here:20260616T140000"),
        event(uid="b"),
    )
    [found], [(line, reason)] = read(text)
    assert found.uid == "b"
    assert line == 14
    assert "Here" in reason


@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [
        (("SEQUENCE:2", "SUMMARY:a"), ("SEQUENCE:1", "SUMMARY:b"), "a"),
        (("SEQUENCE:2", "SUMMARY:a"), ("SEQUENCE:10", "SUMMARY:b"), "b"),
        (("SUMMARY:a", "LAST-MODIFIED:20260102T000000Z"), ("SUMMARY:b", "LAST-MODIFIED:20260101T000000Z"), "a"),
        (("SUMMARY:a",), ("SUMMARY:b",), "b"),
    ],
)
def test_of_two_with_one_uid_the_newer_is_taken(first, second, kept):
    [found], [_] = read(calendar(event(*first), event(*second)))
    assert details_of(found.text, "").summary == kept


@pytest.mark.parametrize("master", [[event("RRULE:FREQ=DAILY;COUNT=5", "SEQUENCE:3")], []])
@pytest.mark.parametrize("numbers", [(1, 2), (2, 1), (9, 10)])
def test_of_two_for_one_occurrence_the_newer_is_taken(master, numbers):
    twins = [event("RECURRENCE-ID:20260617T140000Z", f"SEQUENCE:{each}", f"SUMMARY:{each}") for each in numbers]
    [found], [_] = read(calendar(*master, *twins))
    assert details_of(found.text, "20260617T140000").summary == str(max(numbers))


def test_what_stands_twice_is_taken_once_and_nothing_said():
    [found], refused = read(calendar(event("SUMMARY:a"), event("SUMMARY:a")))
    assert found.text.count("BEGIN:VEVENT") == 1
    assert not refused


def test_an_event_without_uid_gets_the_same_one_each_time():
    [first], _ = read(calendar(event("SUMMARY:a", uid="")))
    [_, second], _ = read(calendar(event(uid="x"), event("SUMMARY:a", uid="")))
    assert first.uid == second.uid
    assert first.uid.endswith("@opiekun")


@pytest.mark.parametrize("content", [b"", b"hello", b"<html>", b"\0" * 1000, b"PK\3\4", "{}".encode("utf-16")])
def test_files_that_are_none(content):
    with pytest.raises(InvalidInput):
        read_calendar_file(content)


def test_a_file_that_is_too_large():
    with pytest.raises(InvalidInput, match="64 MB"):
        read_calendar_file(b"BEGIN:VCALENDAR\n" + b"\n" * 64_000_000)


@pytest.mark.parametrize(
    "bomb",
    [
        "BEGIN:VEVENT\n" * 20_000,
        "BEGIN:VCALENDAR\n" + "".join(f"BEGIN:VEVENT\nUID:{uid}\nEND:VEVENT\n" for uid in range(50_001)),
        "BEGIN:VCALENDAR\n" + "X-A:1\n" * 20_000,
        "BEGIN:VCALENDAR\n" * 20_000,
    ],
)
def test_bombs_are_refused(bomb):
    with pytest.raises(InvalidInput):
        read_calendar_file(bomb.encode())


LONG = "".join(f"X-C:{'c' * 60}\n" for _ in range(280))
NAMED = [f"X-{number};TZID=Z{number}:1" for number in range(20)]
ZONES = [
    ZONE.format(tzid=f"Z{number}", offset="+0100").replace("END:STANDARD", f"{LONG}END:STANDARD")
    for number in range(20)
]


@pytest.mark.parametrize(
    ("parts", "head"),
    [
        ([event(uid=number) for number in range(10_000)], f"VERSION:2.0\nX-H:{'h' * 19_000}\n"),
        ([*ZONES, *(event(*NAMED, uid=number) for number in range(500))], "VERSION:2.0\n"),
    ],
)
def test_what_each_event_has_a_copy_of_is_bounded(parts, head):
    text = calendar(*parts, head=head)
    lengths = (len(each.text) for each in read_calendar_file(text.encode()))
    made = []
    with pytest.raises(InvalidInput, match="would take up more than"):
        made.extend(lengths)
    assert sum(made) <= min(16 * len(text) + 1_000_000, 64_000_000)


def test_refusals_are_counted_whenever_they_are_found():
    text = calendar(*(event(uid=number, start="DTSTART:never") for number in range(10_001)))
    with pytest.raises(InvalidInput, match="More than 10000"):
        list(read_calendar_file(text.encode()))


def test_refusals_hold_nothing_of_what_was_read():
    bad = ZONE.format(tzid="Here", offset="noon")
    zoned = event(uid="a", start="DTSTART;TZID=Here:20260616T140000")
    found = list(read_calendar_file(calendar(bad, zoned, event("RRULE:FREQ=NEVER", uid="b")).encode()))
    held = [*found, *(part for each in found for part in each.parts.values() if isinstance(part, Exception))]
    assert len(held) == 3
    assert not any(each.__traceback__ or each.__cause__ or each.__context__ for each in held)


def test_what_is_said_of_a_calendar_is_bounded():
    text = calendar(
        event(), ZONE.format(tzid="Here", offset="+0300\nX-A:" + "x" * 30_000), head="X-B:" + "x" * 30_000 + "\n"
    )
    [found], refused = read(text)
    assert [line for line, _ in refused] == [2, 7]
    assert len(found.text) < 1_000


def test_an_export_names_its_calendar():
    objects, _ = read(calendar(event(), head="VERSION:2.0\nX-WR-CALNAME:Old\nX-OTHER:1\nCOLOR:red\n"))
    text = calendar_text((each.text for each in objects), name="New; one", colour="#112233")
    file = read_calendar_file(text.encode())
    assert (file.name, file.colour) == ("New; one", "#112233")
    assert "Old" not in text
    assert "X-OTHER:1\r\n" in text
