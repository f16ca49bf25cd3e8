"""After any edit of any series there is exactly what a person expects, by a model that only knows occurrences."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from hypothesis import assume, given
from hypothesis import strategies as st

from opiekun.domain.calendar.editing import change, delete, move
from opiekun.domain.calendar.events import Scope
from opiekun.domain.calendar.expansion import expand
from opiekun.domain.calendar.reading import details_of, read_text
from opiekun.domain.calendar.text import parse
from opiekun.domain.errors import InvalidInput
from opiekun.domain.instants import utc_seconds

NOW = datetime(2026, 6, 1, 8, tzinfo=UTC)
FIRST = datetime.fromisoformat("2026-03-03T14:00")
SINCE, UNTIL = (utc_seconds(datetime(2026, month, 1, tzinfo=UTC)) for month in (1, 12))
SURE = datetime.fromisoformat("2026-09-15T00:00")
"""What starts before is in the window, moved or not."""
UNKNOWN = 'X-UNKNOWN;X-P="a;b:c,d":what we\r\n \tdo not know\r\nATTENDEE;PARTSTAT=ACCEPTED:MAILTO:Ann@example.com\r\n'


@dataclass(frozen=True)
class Case:
    """A series: its text, the zone of its start ("" floating, None all-day), and the ids of its occurrences."""

    text: str
    zone: str | None
    ids: tuple[str, ...]


def line(name, wall, zone):
    if not isinstance(wall, datetime):
        return f"{name};VALUE=DATE:{wall:%Y%m%d}"
    if zone == "UTC":
        return f"{name}:{wall:%Y%m%dT%H%M%S}Z"
    return f"{name}{f';TZID={zone}' if zone else ''}:{wall:%Y%m%dT%H%M%S}"


def event(zone, start, length, *lines):
    return [
        "BEGIN:VEVENT",
        "UID:series@example.com",
        "DTSTAMP:20260101T000000Z",
        *lines,
        line("DTSTART", start, zone),
        line("DTEND", start + length, zone),
        "SUMMARY:Call",
        UNKNOWN.rstrip("\r\n"),
        "END:VEVENT",
    ]


def occurrences(*texts):
    """Start and end of each occurrence on its own wall clock."""
    found = []
    for text in texts:
        if text is None:
            continue
        for shown, _, start, end in expand(read_text(text), SINCE, UNTIL, ZoneInfo("UTC")):
            on = ZoneInfo(shown.zone or "UTC")
            walls = [datetime.fromtimestamp(at, on).replace(tzinfo=None) for at in (start, end)]
            if walls[0] < SURE:
                found.append(tuple(walls))
    return sorted(found)


def by_id(text):
    found = {}
    for shown, rid, start, end in expand(read_text(text), SINCE, UNTIL, ZoneInfo("UTC")):
        on = ZoneInfo(shown.zone or "UTC")
        found[rid] = tuple(datetime.fromtimestamp(at, on).replace(tzinfo=None) for at in (start, end))
    return found


_DAYS = st.integers(-20, 150).filter(bool)


def rules(*, days_move):
    ends = st.sampled_from(["", ";COUNT=12", ";COUNT=40", ";UNTIL=…"])
    frequent = ["FREQ=DAILY", "FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=TU", "FREQ=WEEKLY;BYDAY=TU,FR"]
    frequent += ["FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU,SU", "FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=SU,TU"]
    monthly = ["FREQ=MONTHLY", "FREQ=MONTHLY;BYMONTHDAY=3", "FREQ=MONTHLY;BYDAY=1TU", "FREQ=YEARLY;BYMONTH=3;BYDAY=1TU"]
    monthly += ["FREQ=MONTHLY;BYDAY=MO,TU,WE;BYSETPOS=2", "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR"]
    monthly += ["FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=2", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE,FR;BYSETPOS=1,-1"]
    return st.tuples(st.sampled_from(frequent if days_move else frequent + monthly), ends).map("".join)


@st.composite
def series(draw, *, days_move=False, dates=False):
    zone = draw(st.sampled_from(["Europe/Warsaw", "America/New_York", "UTC", "", None]))
    start = FIRST if zone is not None else FIRST.date()
    length = timedelta(hours=1) if zone is not None else timedelta(days=1)
    until = {None: "20260601", "": "20260601T235959"}.get(zone, "20260601T235959Z")
    rule = draw(rules(days_move=days_move)).replace("…", until)
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x"]
    own = [start + timedelta(days=days) for days in draw(st.lists(_DAYS, max_size=3, unique=True))] if dates else []
    recurring = [f"RRULE:{rule}", *(line("RDATE", wall, zone) for wall in own)]
    text = "\r\n".join([*head, *event(zone, start, length, *recurring), "END:VCALENDAR", ""])
    ids = sorted(by_id(text))
    walls = {rid: datetime.strptime(rid, "%Y%m%d" if zone is None else "%Y%m%dT%H%M%S") for rid in ids}  # noqa: DTZ007
    walls = {rid: wall.date() if zone is None else wall for rid, wall in walls.items()}
    if dates:
        ids = sorted({*ids[:12], *(f"{wall:%Y%m%d}" if zone is None else f"{wall:%Y%m%dT%H%M%S}" for wall in own)})
    left_out = draw(st.lists(st.sampled_from(ids[:12]), max_size=3, unique=True))
    overridden = draw(st.lists(st.sampled_from(ids[:12]), max_size=3, unique=True))
    others = []
    for rid in overridden:
        shift = timedelta(days=draw(st.integers(-1, 1)))
        own = length * draw(st.integers(1, 2))
        others += event(zone, walls[rid] + shift, own, line("RECURRENCE-ID", walls[rid], zone))
    excluded = [line("EXDATE", walls[rid], zone) for rid in left_out]
    master = event(zone, start, length, *recurring, *excluded)
    text = "\r\n".join([*head, *master, *others, "END:VCALENDAR", ""])
    ids = sorted(set(by_id(text)))
    assume(ids)
    return Case(text, zone, tuple(ids))


def moved_alone(case):
    """The ids of the occurrences that had been moved on their own."""
    return {rid for rid, (start, _) in by_id(case.text).items() if not rid.startswith(f"{start:%Y%m%d}")}


def edited(case, rid, shift, scope):
    details = details_of(case.text, rid)
    return move(case.text, rid, scope, details.start + shift, details.end + shift, now=NOW, new_uid="new@example.com")


def expected(case, rid, shift, scope):
    alone = moved_alone(case)
    result = []
    for each, (start, end) in by_id(case.text).items():
        meant = each == rid or ((scope is Scope.ALL or (scope is Scope.FUTURE and each > rid)) and each not in alone)
        if start + (shift if meant else timedelta()) < SURE:
            result.append((start + shift, end + shift) if meant else (start, end))
    return sorted(result)


@given(series(days_move=True), st.data())
def test_moves_by_days(case, data):
    rid = data.draw(st.sampled_from(case.ids[:15]))
    scope = data.draw(st.sampled_from(Scope))
    hours = data.draw(st.sampled_from([0, 2])) if case.zone is not None else 0
    shift = timedelta(days=data.draw(st.integers(-3, 3)), hours=hours)
    edit = edited(case, rid, shift, scope)
    assert occurrences(edit.text, edit.split_off) == expected(case, rid, shift, scope)


@given(series(), st.data())
def test_moves_by_hours(case, data):
    assume(case.zone is not None)
    rid = data.draw(st.sampled_from(case.ids[:15]))
    scope = data.draw(st.sampled_from(Scope))
    shift = timedelta(hours=data.draw(st.integers(-5, 5)))
    edit = edited(case, rid, shift, scope)
    assert occurrences(edit.text, edit.split_off) == expected(case, rid, shift, scope)


@given(series(days_move=True), st.data(), st.sampled_from(["Asia/Tokyo", "UTC", "", None]))
def test_moves_to_another_clock(case, data, target):
    assume((case.zone is None) != (target is None) or case.zone != target)
    rid = data.draw(st.sampled_from(case.ids[:15]))
    scope = data.draw(st.sampled_from(Scope))
    days = timedelta(days=data.draw(st.integers(-2, 2)))

    def there(wall):
        day = wall.date() + days
        time = wall.time() if case.zone is not None else FIRST.time()
        return (
            day if target is None else datetime.combine(day, time).replace(tzinfo=ZoneInfo(target) if target else None)
        )

    before = by_id(case.text)
    alone = moved_alone(case)
    length = timedelta(days=1) if target is None else timedelta(hours=1)
    edit = move(
        case.text, rid, scope, there(before[rid][0]), there(before[rid][0]) + length, now=NOW, new_uid="new@example.com"
    )
    result = []
    for each, (start, end) in before.items():
        meant = each == rid or ((scope is Scope.ALL or (scope is Scope.FUTURE and each > rid)) and each not in alone)
        moved = datetime.fromisoformat(there(start).isoformat()[:19]) if meant else start
        if moved < SURE:
            own = length if each == rid or (case.zone is None) != (target is None) else max(end - start, length)
            result.append((moved, moved + own) if meant else (start, end))
    assert occurrences(edit.text, edit.split_off) == sorted(result)


@given(series(days_move=True), st.data())
def test_resizing(case, data):
    """Those that had another length for themselves keep it, but for the one that was taken by its end."""
    rid = data.draw(st.sampled_from(case.ids[:15]))
    scope = data.draw(st.sampled_from(Scope))
    by = timedelta(days=data.draw(st.integers(1, 2))) if case.zone is None else timedelta(minutes=90)
    details = details_of(case.text, rid)
    edit = move(case.text, rid, scope, details.start, details.end + by, now=NOW, new_uid="new@example.com")
    alone = moved_alone(case)
    usual = timedelta(days=1) if case.zone is None else timedelta(hours=1)
    new = by_id(case.text)[rid][1] - by_id(case.text)[rid][0] + by
    result = []
    for each, (start, end) in by_id(case.text).items():
        follows = scope is Scope.ALL or (scope is Scope.FUTURE and each > rid)
        if each == rid or (follows and each not in alone and end - start == usual):
            end = start + new  # noqa: PLW2901
        if start < SURE:
            result.append((start, end))
    assert occurrences(edit.text, edit.split_off) == sorted(result)


@given(series(), st.data())
def test_deletions(case, data):
    rid = data.draw(st.sampled_from(case.ids[:15]))
    scope = data.draw(st.sampled_from(Scope))
    before = by_id(case.text)
    left = {
        each: times
        for each, times in before.items()
        if scope is not Scope.ALL and each != rid and not (scope is Scope.FUTURE and each > rid)
    }
    edit = delete(case.text, rid, scope, now=NOW)
    assert edit.split_off is None
    assert occurrences(edit.text) == sorted(times for times in left.values() if times[0] < SURE)


FAR = utc_seconds(datetime(2060, 1, 1, tzinfo=UTC))
OF_MONTHS = [
    *("FREQ=MONTHLY", "FREQ=MONTHLY;INTERVAL=2", "FREQ=MONTHLY;BYMONTHDAY=3", "FREQ=MONTHLY;BYMONTHDAY=3,17"),
    *("FREQ=MONTHLY;BYMONTHDAY=31", "FREQ=MONTHLY;BYMONTHDAY=-1", "FREQ=MONTHLY;BYDAY=1TU", "FREQ=MONTHLY;BYDAY=-1FR"),
    *("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "FREQ=WEEKLY;BYDAY=MO,TU,WE;BYSETPOS=2", "FREQ=YEARLY"),
    *("FREQ=YEARLY;BYWEEKNO=10;BYDAY=TU", "FREQ=YEARLY;BYYEARDAY=62,300", "FREQ=YEARLY;BYMONTH=3,9;BYDAY=1TU"),
    *("FREQ=DAILY;BYMONTHDAY=1,3,5", "FREQ=WEEKLY;BYMONTH=3,4", "FREQ=DAILY;BYHOUR=9,14", "FREQ=HOURLY;INTERVAL=30"),
]


@given(
    st.sampled_from(OF_MONTHS),
    st.sampled_from(["", ";COUNT=9", ";UNTIL=20280601T235959Z"]),
    st.integers(0, 20).map(lambda days: FIRST + timedelta(days=days)) | st.just(FIRST),
    st.sampled_from([Scope.ALL, Scope.FUTURE]),
    st.data(),
)
def test_what_is_moved_with_all_lies_where_it_was_put_or_nothing_is_changed(rule, end, start, scope, data):
    def found(*texts, before=FAR):
        shown = (expand(read_text(text), SINCE, before, ZoneInfo("UTC")) for text in texts if text)
        return [at for each in shown for _, _, at, _ in islice(each, 2_000)]

    def told(*lines):
        master = event("Europe/Warsaw", start, timedelta(hours=1), f"RRULE:{rule}{end}", *lines)
        return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x", *master, "END:VCALENDAR", ""])

    ids = list(islice((rid for _, rid, _, _ in expand(read_text(told()), SINCE, 2**32, ZoneInfo("UTC"))), 9))
    left_out = data.draw(st.sampled_from(["", *ids]))
    text = told(*([f"EXDATE;TZID=Europe/Warsaw:{left_out}"] if left_out else []))
    assume(len(ids) > 1)
    rid = data.draw(st.sampled_from([each for each in ids if each != left_out]))
    details = details_of(text, rid)
    shift = timedelta(days=data.draw(st.integers(-12, 12)), hours=data.draw(st.sampled_from([0, 1])))
    put = details.start + shift
    try:
        edit = move(text, rid, scope, put, details.end + shift, now=NOW, new_uid="new@example.com")
    except InvalidInput as refusal:
        assert "editor" in str(refusal)  # noqa: PT017
        return
    was, now = utc_seconds(details.start), utc_seconds(put)
    assert now in found(edit.split_off or edit.text)
    if scope is Scope.ALL:
        assert len(found(edit.text, before=now + 1)) == len(found(text, before=was + 1))
    if "COUNT" in end:
        assert len(found(edit.text, edit.split_off)) == len(found(text))
    elif end:  # there may be fewer, as not every month has a 31st
        assert len(found(edit.text, edit.split_off)) <= len(found(text))


@given(series(dates=True), st.data())
def test_a_division_neither_adds_nor_loses_an_occurrence(case, data):
    rid = data.draw(st.sampled_from(case.ids))
    new = replace(details_of(case.text, rid), summary="Workshop")
    edit = change(case.text, rid, Scope.FUTURE, new, now=NOW, new_uid="new@example.com")
    assert occurrences(edit.text, edit.split_off) == occurrences(case.text)
    if edit.split_off is not None:
        assert set(by_id(edit.text)) == {each for each in case.ids if each < rid}
        left = {each for each in by_id(case.text) if each >= rid}
        assert set(by_id(edit.split_off)) == left or (len(left) == 1 and set(by_id(edit.split_off)) == {""})


@given(series(dates=True), st.data())
def test_deletions_of_what_follows_beside_dates_of_their_own(case, data):
    rid = data.draw(st.sampled_from(case.ids))
    left = sorted(times for each, times in by_id(case.text).items() if each < rid and times[0] < SURE)
    assert occurrences(delete(case.text, rid, Scope.FUTURE, now=NOW).text) == left


@given(series(), st.data())
def test_words(case, data):
    rid = data.draw(st.sampled_from(case.ids[:15]))
    scope = data.draw(st.sampled_from(Scope))
    new = replace(details_of(case.text, rid), summary="Workshop")
    edit = change(case.text, rid, scope, new, now=NOW, new_uid="new@example.com")
    meant = {each for each in case.ids if each == rid or scope is Scope.ALL or (scope is Scope.FUTURE and each > rid)}
    said = {}
    for text in (edit.text, edit.split_off):
        if text is not None:
            for shown, each, _, _ in expand(read_text(text), SINCE, UNTIL, ZoneInfo("UTC")):
                said[each] = shown.summary
    assert said == {each: "Workshop" if each in meant else "Call" for each in by_id(case.text)}
    for text in (edit.text, edit.split_off):
        if text is not None:
            assert text.count(UNKNOWN) == text.count("BEGIN:VEVENT")
            assert parse(text).text == text
