"""Text goes through unchanged, whatever its quirks, and what is malformed is refused alone, with its line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opiekun.domain.calendar.text import Component, Line, decoded, made, parse, pieces
from opiekun.domain.errors import BadComponent

QUIRKS = """begin:vcalendar
version:2.0
PRODID:-//x
BEGIN:VEVENT
uid:1
Summary;Language="pl";X-A=a,"b;c:d":Hello
\tworld
DTSTART;TZID=(UTC+01:00) Sarajevo, Skopje, Warsaw, Zagreb:20260616T090000
X-CARET;X=^n^^^'quoted^':1
X-OPEN;CN="unbalanced:value
END:VEVENT
end:vcalendar"""


def event(*lines):
    return next(
        parse("\n".join(["BEGIN:VCALENDAR", "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR"])).components(
            "VEVENT"
        )
    )


def found(text):
    """The UIDs of the components that were taken, and the lines of those that were not."""
    taken = [piece.value("UID") for piece in pieces(text) if isinstance(piece, Component)]
    return taken, [piece.line for piece in pieces(text) if isinstance(piece, BadComponent)]


def test_quirks_are_kept_and_understood():
    calendar = parse(QUIRKS)
    assert calendar.text == QUIRKS.replace("\n", "\r\n") + "\r\n"
    component = next(calendar.components("VEVENT"))
    assert component.value("UID") == "1"
    assert component.value("SUMMARY") == "Helloworld"
    assert component.line("SUMMARY").param("X-A") == "a,b;c:d"
    assert component.line("SUMMARY").number == 6
    assert component.line("DTSTART").param("TZID") == "(UTC+01:00) Sarajevo, Skopje, Warsaw, Zagreb"
    assert component.value("DTSTART") == "20260616T090000"
    assert component.line("X-CARET").param("X") == '\n^"quoted"'
    assert component.value("X-OPEN") == "value"


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\r\r\n"])
def test_line_ends(end):
    text = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nSUMMARY:a\n b\nEND:VEVENT\nEND:VCALENDAR\n"
    calendar = parse(text.replace("\n", end))
    assert next(calendar.components("VEVENT")).value("SUMMARY") == "ab"
    assert calendar.text == text.replace("\n", "\r\n")


def test_blank_lines_and_a_byte_order_mark_go():
    text = "\ufeffBEGIN:VCALENDAR\n\nBEGIN:VEVENT\n  \n\nUID:1\nEND:VEVENT\n\n\nEND:VCALENDAR\n\n"
    assert "".join(parse(text).text.split()) == "BEGIN:VCALENDARBEGIN:VEVENTUID:1END:VEVENTEND:VCALENDAR"
    assert next(parse(text).components("VEVENT")).line("UID").number == 6


def test_a_fold_inside_a_character_moves_behind_it():
    whole = "SUMMARY:żółć".encode()
    for at in range(9, len(whole)):
        content = (
            b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n"
            + whole[:at]
            + b"\r\n "
            + whole[at:]
            + b"\r\nEND:VEVENT\r\nEND:VCALENDAR"
        )
        assert next(parse(decoded(content)).components("VEVENT")).value("SUMMARY") == "żółć"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings(encoding):
    assert parse(decoded(QUIRKS.replace("Hello", "żółć").encode(encoding))).text.count("żółć") == 1


VALUES = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=200)


@given(VALUES)
def test_made_lines_are_short_and_say_what_they_were_made_of(value):
    line = made(f"SUMMARY:{value}")
    assert all(len(part.encode()) <= 75 for part in line.raw.split("\n"))
    assert line.value == value
    assert event(line.raw).value("SUMMARY") == value.rstrip() or value.isspace()


NAMES = st.from_regex(r"[A-Za-z][A-Za-z0-9-]{0,20}", fullmatch=True).filter(
    lambda name: name.upper() not in {"BEGIN", "END"}
)


@given(st.lists(st.tuples(NAMES, VALUES), max_size=20))
def test_any_lines_go_through_unchanged(lines):
    raw = [made(f"{name}:{value}x").raw for name, value in lines]
    text = "\n".join(["BEGIN:VCALENDAR", "BEGIN:VEVENT", *raw, "END:VEVENT", "END:VCALENDAR", ""]).replace("\n", "\r\n")
    assert parse(text).text == text


@given(st.text(st.sampled_from('BEGIN:VEVENTALRMD\n \t\r;="x,\0'), max_size=300))
def test_no_text_is_too_strange(text):
    for piece in pieces(text):
        assert isinstance(piece, (Line, Component, BadComponent))


def calendar(*inner):
    return "\n".join(["BEGIN:VCALENDAR", *inner, "BEGIN:VEVENT", "UID:good", "END:VEVENT", "END:VCALENDAR"])


@pytest.mark.parametrize(
    ("inner", "line"),
    [
        (["BEGIN:VEVENT", "UID:bad", "what is this", "END:VEVENT"], 4),
        (["BEGIN:VEVENT", "UID:bad", "X:\0", "END:VEVENT"], 4),
        (["BEGIN:VEVENT", "UID:bad", "X:" + "x" * 8_000_001, "END:VEVENT"], 4),
        (["BEGIN:VEVENT", "UID:bad", *["X:1"] * 20_001, "END:VEVENT"], 20_002),
        (["BEGIN:VEVENT", "UID:bad", *["BEGIN:X"] * 100, *["END:X"] * 100, "END:VEVENT"], 11),
        (["BEGIN:VEVENT", "UID:bad", *["BEGIN:X"] * 100, "END:VEVENT"], 11),
        (["BEGIN:VEVENT", "UID:bad", "BEGIN:VALARM", "END:VEVENT"], 4),
        (["BEGIN:VEVENT", "UID:bad", "END:VALARM", "END:VEVENT"], 4),
        (["BEGIN:VEVENT", "UID:bad"], 2),
        (["BEGIN:VEVENT", "UID:bad", "BEGIN:VALARM"], 2),
        (["END:VEVENT"], 2),
        (["nonsense", "more nonsense"], 2),
    ],
)
def test_what_is_malformed_is_refused_alone(inner, line):
    taken, refused = found(calendar(*inner))
    assert taken == ["good"]
    assert refused[0] == line


def test_calendars_that_do_not_end():
    ended = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nEND:VEVENT\nEND:VCALENDAR\n"
    assert found(ended * 2) == (["1", "1"], [])
    assert found("BEGIN:VCALENDAR\n" * 3 + ended) == (["1"], [1, 2, 3])
    assert found(ended.replace("END:VCALENDAR\n", "") * 2) == (["1", "1"], [1, 5])


def test_what_begins_without_a_name():
    [refused] = pieces("BEGIN:")
    assert (refused.line, str(refused)) == (1, "The line has no “NAME:value”.")


def test_a_file_that_breaks_off():
    assert found("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nEND:VEVENT\nBEGIN:VEVENT\nUID:2\n") == (["1"], [5])


def test_bytes_that_are_no_text_refuse_their_component_alone():
    content = calendar("BEGIN:VEVENT", "UID:bad", "SUMMARY:żółć", "END:VEVENT").encode("iso-8859-2")
    assert found(decoded(content)) == (["good"], [4])


def test_what_is_no_calendar():
    for text in ("", "hello", "<html>\n" * 1000, "BEGIN:VEVENT\nEND:VEVENT", "BEGIN:VCALENDAR"):
        with pytest.raises(BadComponent):
            parse(text)
