"""Files of requests: good lines are taken, each bad one is refused with its number and one sentence."""

from __future__ import annotations

import io
import json
import os
import tracemalloc
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opiekun.domain.errors import InvalidInput
from opiekun.domain.intake import Arrival, Refusal
from opiekun.domain.standing import Status
from opiekun.domain.timeline import Channel, EventKind, Severity
from opiekun.helpdesks.files import csv_header, guess_mapping, read_requests

NOW = datetime(2026, 6, 17, 8, 0, tzinfo=UTC)
AT = "2026-06-16T10:00:00+02:00"
GOOD = {"id": "X-1", "account": "Acme", "subject": "Down", "received_at": AT}


def read(content: bytes | str, **settings: Any) -> list[Arrival | Refusal]:
    raw = content if isinstance(content, bytes) else content.encode()
    return list(read_requests(io.BytesIO(raw), now=NOW, **settings))


def one(**fields: Any) -> Arrival | Refusal:
    (item,) = read(json.dumps({**GOOD, **fields}))
    return item


def taken(**fields: Any) -> Arrival:
    item = one(**fields)
    assert isinstance(item, Arrival), item
    return item


def refused(items: list[Arrival | Refusal]) -> dict[str, str]:
    return {item.where: item.reason for item in items if isinstance(item, Refusal)}


def test_a_line_has_every_field() -> None:
    arrival = taken(
        severity=2,
        channel="phone",
        contact_email="ann@acme.example",
        description="It is\r\ndown\x07",
        assignee="eva@desk.example",
        id=17,
    )
    assert (arrival.id, arrival.source.external_id, arrival.account, arrival.subject) == ("17", "17", "Acme", "Down")
    assert (arrival.fields.severity, arrival.channel) == (Severity.HIGH, Channel.PHONE)
    assert arrival.received_at == datetime(2026, 6, 16, 8, 0, tzinfo=UTC)
    assert (arrival.contact_email, arrival.description) == ("ann@acme.example", "It is\ndown")
    assert arrival.fields.assignee == "eva@desk.example"
    assert [event.kind for event in arrival.events] == [EventKind.RECEIVED]


def test_events_are_read_as_in_the_cases() -> None:
    events = [
        {"at": AT, "kind": "received"},
        {"at": "2026-06-16T10:05:00+02:00", "kind": "agent_contact", "actor": "Eva", "note": "called"},
        {"at": "2026-06-16T10:06:00+02:00", "kind": "severity_changed", "severity": 1},
        {"at": "2026-06-16T10:30:00+02:00", "kind": "agent_response"},
        {"at": "2026-06-16T10:40:00+02:00", "kind": "customer_reply", "channel": "chat"},
        {"at": "2026-06-16T10:40:00+02:00", "kind": "customer_reply"},
    ]
    arrival = taken(events=events)
    assert arrival.fields.status is Status.OPEN
    assert arrival.events[2].severity is Severity.CRITICAL
    assert (arrival.events[1].actor, arrival.events[1].text) == ("Eva", "called")
    assert arrival.events[4].channel is Channel.CHAT
    assert len({event.source_ref for event in arrival.events}) == 6
    more = taken(events=[*events, {"at": "2026-06-16T11:00:00+02:00", "kind": "resolved"}])
    assert more.events[:6] == arrival.events
    assert more.fields.status is Status.RESOLVED


def test_the_receipt_may_be_told_by_the_events_alone() -> None:
    arrival = taken(received_at=None, events=[{"at": AT, "kind": "received", "voicemail": True}])
    assert arrival.received_at == datetime(2026, 6, 16, 8, 0, tzinfo=UTC)
    assert arrival.events[0].voicemail


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"account": " "}, "account is missing"),
        ({"subject": None}, "subject is missing"),
        ({"subject": ["x"]}, "subject is not text"),
        ({"received_at": None}, "received_at is missing"),
        ({"received_at": 1718000000}, "received_at is not text"),
        ({"received_at": "yesterday"}, "is not a time"),
        ({"received_at": "2026-06-16T10:00:00"}, "has no offset"),
        ({"received_at": "1900-01-01T00:00:00Z"}, "cannot be true"),
        ({"received_at": "9999-12-31T23:59:59-12:00"}, "is not a time"),
        ({"received_at": "9999-01-01T00:00:00Z"}, "cannot be true"),
        ({"received_at": "2026-06-19T00:00:00Z"}, "cannot be true"),
        ({"severity": 6}, "severity 6 is not known"),
        ({"severity": True}, "severity True is not known"),
        ({"severity": 2.5}, "severity 2.5 is not known"),
        ({"severity": "urgent"}, "severity 'urgent' is not known"),
        ({"channel": "fax"}, "channel 'fax' is not known"),
        ({"channel": []}, "is not known"),
        ({"id": "x" * 101}, "longer than 100"),
        ({"id": {"a": 1}}, "id is not text"),
        ({"events": "none"}, "events is not a list"),
        ({"events": [1]}, "events is not a list"),
        ({"events": [{"at": AT, "kind": "tagged"}]}, "event tagged is not known"),
        ({"events": [{"at": AT}]}, "event None is not known"),
        ({"events": [{"kind": "note"}]}, "at is missing"),
        ({"events": [{"at": AT, "kind": "severity_changed"}]}, "names no severity"),
        ({"events": [{"at": "2026-06-16T09:59:59+02:00", "kind": "note"}]}, "before it was received"),
        ({"events": [{"at": AT, "kind": "received"}] * 2}, "received more than once"),
        ({"events": [{"at": AT, "kind": "note"}] * 10_001}, "more than 10000 events"),
    ],
)
def test_a_line_is_refused_with_one_sentence(fields: dict[str, Any], words: str) -> None:
    item = one(**fields)
    assert isinstance(item, Refusal)
    assert words in item.reason
    assert item.where == "1"
    assert json.loads(item.text) == {**GOOD, **fields}


@pytest.mark.parametrize(
    ("word", "severity"),
    [("1", 1), (" Critical ", 1), ("bug fix", 4), ("Bug-Fix", 4), ("wysoka", 2), ("naprawa błędu", 4), ("", None)],
)
def test_severities_have_names(word: str, severity: int | None) -> None:
    assert taken(severity=word).fields.severity == severity


def test_markup_stays_text_and_what_cannot_be_shown_is_dropped() -> None:
    arrival = taken(subject="<b>Hi</b>\x00\n\u202ethere\ud800")
    assert arrival.subject == "<b>Hi</b> there"


def test_good_lines_are_taken_and_bad_ones_refused_by_number() -> None:
    lines = [
        json.dumps(GOOD).encode(),
        b"",
        b"{broken",
        b"[1, 2]",
        b'{"id": 1e999999, "x": ' + b"9" * 5000 + b"}",
        b"[" * 50_000,
        b'{"severity": NaN}',
        json.dumps({**GOOD, "id": "X-2", "subject": "Zażółć"}, ensure_ascii=False).encode("cp1250"),
        json.dumps(GOOD).encode(),
        b"nul\0nul",
        b"x" * 1_500_000,
        json.dumps({**GOOD, "id": "X-3"}).encode(),
    ]
    items = read(b"\n".join(lines))
    assert [item.id for item in items if isinstance(item, Arrival)] == ["X-1", "X-3"]
    reasons = refused(items)
    assert list(reasons) == ["3", "4", "5", "6", "7", "8", "9", "10", "11"]
    assert "is not UTF-8" in reasons["8"]
    assert reasons["9"] == "The id X-1 stands in the file twice; the first was taken."
    assert "NUL" in reasons["10"]
    assert "longer than 1000000" in reasons["11"]


def test_without_an_id_the_content_is_the_name() -> None:
    first, again = taken(id=None), taken(id="")
    assert first.id == ""
    assert first.source == again.source
    assert taken(id=None, subject="Other").source != first.source
    (_taken, twice) = read("\n".join([json.dumps({**GOOD, "id": None})] * 2))
    assert isinstance(twice, Refusal)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_byte_order_marks_are_understood(encoding: str) -> None:
    content = json.dumps({**GOOD, "subject": "Zażółć"}, ensure_ascii=False) + "\n"
    (item,) = read(content.encode(encoding))
    assert isinstance(item, Arrival)
    assert item.subject == "Zażółć"


def test_broken_utf_16_is_refused_whole() -> None:
    with pytest.raises(InvalidInput, match="After line 1 the file is not UTF-16"):
        read((json.dumps(GOOD) + "\n").encode("utf-16") + b"\x00\xd8\x00")


@pytest.mark.parametrize(
    ("content", "words"), [(b"", "is empty"), (b"\n \n", "is empty"), (b"[\n{}]", "one JSON list")]
)
def test_a_file_that_cannot_be_read_is_refused(content: bytes, words: str) -> None:
    with pytest.raises(InvalidInput, match=words):
        read(content)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"gone\.csv cannot be read"):
        list(read_requests(tmp_path / "gone.csv", now=NOW))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes with names")
def test_a_pipe_or_a_device_is_refused_unread(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for source in (tmp_path / "pipe", Path("/dev/zero")):
        with pytest.raises(InvalidInput, match="is no file that can be read twice"):
            csv_header(source)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_of_any_delimiter(delimiter: str) -> None:
    rows = [["id", "account", "subject", "received_at"], ["7", "Acme", "Down", AT]]
    (item,) = read("\r\n".join(delimiter.join(row) for row in rows))
    assert isinstance(item, Arrival)
    assert (item.id, item.account, item.subject) == ("7", "Acme", "Down")


def test_a_record_is_numbered_by_its_first_line_and_told_as_it_stood() -> None:
    bad = 'Acme,"two\nlines",1900-01-01T00:00:00Z'
    items = read(f'account,subject,received_at\nAcme,"a\n""b""",{AT}\n{bad}\n\nAcme,c,{AT},extra\nAcme,d,{AT}\n')
    assert [item.subject for item in items if isinstance(item, Arrival)] == ['a "b"', "d"]
    assert list(refused(items)) == ["4", "7"]
    (first, _second) = [item for item in items if isinstance(item, Refusal)]
    assert first.text == bad


def test_a_lone_quote_does_not_swallow_the_file() -> None:
    rows = "".join(f"Acme,subject {n},{AT}\n" for n in range(10_000))
    items = read(f'account,subject,received_at\nAcme,"lone,{AT}\n{rows}')
    assert sum(isinstance(item, Arrival) for item in items) > 5_000
    assert "lone quote" in refused(items)["2"]


def test_columns_are_guessed_in_english_and_polish_or_chosen() -> None:
    header = ("Numer", "Firma", "Temat", "Data", "Ważność", "Inne")
    assert guess_mapping(header) == {
        "id": "Numer",
        "account": "Firma",
        "subject": "Temat",
        "received_at": "Data",
        "severity": "Ważność",
    }
    for number in ("Ticket no.", "Nr zgłoszenia"):
        assert guess_mapping((number, "Firma"))["id"] == number
    chosen = {"account": "Inne", "subject": "Temat", "received_at": "Data"}
    content = f"Numer;Firma;Temat;Data;Ważność;Inne\n1;A;B;{AT};2;C\n"
    (item,) = read(content, columns=chosen)
    assert isinstance(item, Arrival)
    assert (item.account, item.id, item.fields.severity) == ("C", "", None)
    assert csv_header(io.BytesIO(content.encode())) == header


@pytest.mark.parametrize(
    ("columns", "words"),
    [(None, "No column holds subject, received_at"), ({"account": "gone"}, "no column “gone” for account")],
)
def test_what_has_no_column_is_refused_before_anything_is_taken(columns: dict[str, str] | None, words: str) -> None:
    with pytest.raises(InvalidInput, match=words):
        next(read_requests(io.BytesIO(b"account,b\nx,y\n"), now=NOW, columns=columns))


def test_times_without_an_offset_are_taken_where_a_zone_is_given() -> None:
    (item,) = read(json.dumps({**GOOD, "received_at": "2026-06-16 10:00"}), zone=ZoneInfo("Europe/Warsaw"))
    assert isinstance(item, Arrival)
    assert item.received_at == datetime(2026, 6, 16, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize("told", ["23.05.2026 02:10", "23.5.2026, 2:10:00", "23.05.2026  02:10:00 "])
def test_a_time_may_be_told_day_first_where_a_zone_is_given(told: str) -> None:
    line = json.dumps({**GOOD, "received_at": told})
    (item,) = read(line, zone=ZoneInfo("Europe/Warsaw"))
    assert isinstance(item, Arrival)
    assert item.received_at == datetime(2026, 5, 23, 0, 10, tzinfo=UTC)
    (unplaced,) = read(line)
    assert isinstance(unplaced, Refusal)
    assert "has no offset" in unplaced.reason


@pytest.mark.parametrize("told", ["32.05.2026 02:10", "5.23.2026 02:10", "23.05.2026 25:00", "23.05.26 02:10"])
def test_a_day_that_is_not_in_the_calendar_is_refused(told: str) -> None:
    (item,) = read(json.dumps({**GOOD, "received_at": told}), zone=ZoneInfo("Europe/Warsaw"))
    assert isinstance(item, Refusal)
    assert "is not a time" in item.reason


class Endless(io.RawIOBase):
    """Many records that nobody holds in memory."""

    def __init__(self, records: Iterator[bytes]) -> None:
        self._records = records

    def read(self, _size: int = -1) -> bytes:
        return next(self._records, b"")


def test_a_large_file_is_read_in_flat_memory() -> None:
    def records() -> Iterator[bytes]:
        yield b"id,account,subject,received_at\n"
        for n in range(20_000):
            yield f"{n},Acme,Subject {n},{AT}\n".encode()

    stream: BinaryIO = Endless(records())  # type: ignore[assignment]
    items = read_requests(stream, now=NOW)
    for _ in range(5_000):
        next(items)
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    assert sum(1 for _ in items) == 15_000
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak - before < 8_000_000


@given(st.binary(max_size=400))
def test_any_bytes_are_taken_or_refused_and_never_crash(content: bytes) -> None:
    for start in (b"", b"{", b"account,subject,received_at\n", b"\xff\xfe"):
        with suppress(InvalidInput):
            assert all(isinstance(item, Refusal) for item in read(start + content))


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from([*GOOD, "severity", "channel", "events", "description"]), _JSON))
def test_any_json_object_is_taken_or_refused(fields: dict[str, Any]) -> None:
    (item,) = read(json.dumps({**GOOD, **fields}))
    assert isinstance(item, Arrival) or item.reason.endswith(".")
