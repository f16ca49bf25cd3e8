"""Whatever two sides do to an event, nothing that either did is lost unseen, and the merged text is a good one."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.domain.sync.texts import SERIES

from opiekun.domain.calendar.editing import change, delete
from opiekun.domain.calendar.events import Alarm, EventStatus, Scope, Visibility
from opiekun.domain.calendar.expansion import expand
from opiekun.domain.calendar.files import read_calendar_file
from opiekun.domain.calendar.reading import details_of, read_text
from opiekun.domain.calendar.text import decoded, parse
from opiekun.domain.errors import BadComponent, InvalidInput, Refused
from opiekun.domain.instants import utc_seconds
from opiekun.domain.sync.rewriting import lost, same
from opiekun.domain.sync.three_way import Prefer, Touch, three_way

NOW = datetime(2026, 6, 1, 8, tzinfo=UTC)
NEW_YORK = ZoneInfo("America/New_York")
WARSAW = ZoneInfo("Europe/Warsaw")
SINCE, UNTIL = (utc_seconds(datetime(2026, month, 1, tzinfo=UTC)) for month in (6, 10))
CORPUS = [path.read_bytes() for path in sorted((Path(__file__).parents[1] / "calendar" / "corpus").glob("*.ics"))]
ALL_DAY = re.sub(r"(;TZID=Europe/Warsaw)?:(2026\d{4})T1[45]0000", r";VALUE=DATE:\2", SERIES).replace(
    "DTEND;VALUE=DATE:20260616", "DTEND;VALUE=DATE:20260618"
)
MASTER = SERIES[SERIES.index("BEGIN:VEVENT") : SERIES.index("END:VEVENT") + 12]
OBJECTS = [
    SERIES,
    ALL_DAY,
    SERIES.replace(MASTER, ""),
    SERIES.replace("RECURRENCE-ID;", "RECURRENCE-ID;RANGE=THISANDFUTURE;"),
    re.sub(";TZID=Europe/Warsaw:(2026|1970)", r":\1", SERIES),
    SERIES.replace("EXDATE;", "RDATE;VALUE=PERIOD;TZID=Europe/Warsaw:20260618T140000/PT2H\r\nEXDATE;"),
    *(each.text for content in CORPUS for each in read_calendar_file(content) if not isinstance(each, BadComponent)),
]
SOME = settings(max_examples=50)
WORDS = ("summary", "location", "description")


def occurrences(text):
    return [rid for _, rid, _, _ in expand(read_text(text), SINCE, UNTIL, WARSAW)]


def good(text, *sides):
    """A text that we and others can read, in which every zone that is named is described once.

    A text that is one of the sides' may lack some, as they do.
    """
    read_text(text)
    icalendar.Calendar.from_ical(text)
    calendar = parse(text)
    assert calendar.text == text
    described = [zone.value("TZID").strip('"') for zone in calendar.components("VTIMEZONE")]
    assert len(described) == len(set(described))
    named = {line.param("TZID") for event in calendar.components("VEVENT") for line in event.lines("DTSTART", "DTEND")}
    assert named - {""} <= {*described} or text in sides
    return text


ACTIONS = [*WORDS, "status", "class", "alarm", "category", "move", "longer", "zone", "day"]


def edited(draw, old, what, word):
    """What an occurrence says after one thing of it was changed."""
    timed = isinstance(old.start, datetime)
    later = draw(st.integers(1, 5)) * (timedelta(hours=1) if timed else timedelta(days=1))
    day = old.start.date() if timed else old.start
    on_clock = {each: getattr(old, each).replace(tzinfo=NEW_YORK) for each in ("start", "end")} if timed else {}
    new = {
        "status": {"status": draw(st.sampled_from(EventStatus))},
        "class": {"visibility": draw(st.sampled_from(Visibility))},
        "alarm": {"alarms": (*old.alarms, Alarm(-60 * draw(st.integers(1, 9))))},
        "category": {"categories": (*old.categories, word)},
        "move": {"start": old.start + later, "end": old.end + later},
        "longer": {"end": old.end + later},
        "zone": on_clock,
        "day": {"start": day, "end": day + timedelta(days=1)},
    }
    return replace(old, **new.get(what, {what: word}))


@st.composite
def edits(draw, text, who, most=3):
    """The text after some edits of one side, each with words that nobody else uses."""
    for number in range(draw(st.integers(0, most))):
        rid = draw(st.sampled_from(["", *occurrences(text)[:6]]))
        scope = draw(st.sampled_from(Scope))
        what = draw(st.sampled_from([*ACTIONS, "delete"]))
        try:
            if what == "delete":
                text = delete(text, rid, scope, now=NOW).text or text
            else:
                details = edited(draw, details_of(text, rid), what, f"{who}-{what}-{number}")
                text = change(text, rid, scope, details, now=NOW, new_uid="new").text or text
        except InvalidInput:  # a rule that cannot follow
            continue
    return text


@st.composite
def sides(draw, bases=OBJECTS):
    base = draw(st.sampled_from(bases))
    return base, draw(edits(base, "mine")), draw(edits(base, "theirs"))


@SOME
@given(sides())
def test_a_side_that_is_as_it_was_gives_the_other(texts):
    base, _, theirs = texts
    plain = parse(theirs)
    expected = plain.with_parts(tuple(part for part in plain.parts if part.name != "METHOD")).text
    for prefer in Prefer:
        assert three_way(base, base, theirs, prefer=prefer) == (expected, ())
        assert three_way(base, theirs, base, prefer=prefer) == (expected, ())
        assert three_way(base, theirs, theirs, prefer=prefer) == (expected, ())
        assert three_way(None, theirs, theirs, prefer=prefer) == (expected, ())


@SOME
@given(sides())
def test_it_does_not_matter_which_side_one_is_on(texts):
    base, mine, theirs = texts
    for start in (base, None):
        here = three_way(start, mine, theirs, prefer=Prefer.MINE)
        there = three_way(start, theirs, mine, prefer=Prefer.THEIRS)
        assert set(here.touching) == set(there.touching)
        assert same(good(here.text, mine, theirs), good(there.text, mine, theirs))


@SOME
@given(sides(), st.sampled_from(Prefer))
def test_what_is_merged_stays_so(texts, prefer):
    base, mine, theirs = texts
    merged = three_way(base, mine, theirs, prefer=prefer)
    assert three_way(base, merged.text, merged.text, prefer=prefer) == (merged.text, ())
    assert same(three_way(theirs, merged.text, theirs, prefer=prefer).text, merged.text)
    if not merged.touching:
        for again in (
            three_way(base, merged.text, theirs, prefer=prefer),
            three_way(base, mine, merged.text, prefer=prefer),
        ):
            assert again.touching == ()
            assert same(again.text, merged.text)


@SOME
@given(sides())
def test_no_word_is_lost_unseen(texts):
    base, mine, theirs = texts
    merged = [three_way(base, mine, theirs, prefer=prefer) for prefer in Prefer]
    assert merged[0].touching == merged[1].touching
    groups = {touch.group for touch in merged[0].touching}
    for side in (mine, theirs):
        for line in (line for event in parse(side).components("VEVENT") for line in event.lines()):
            if "mine-" not in line.value and "theirs-" not in line.value:
                continue
            there = [line.value in result.text.replace("\r\n ", "") for result in merged]
            assert all(there) or line.name in groups or "TIME" in groups


@SOME
@given(sides(), st.sampled_from(Prefer))
def test_every_line_comes_from_somewhere(texts, prefer):
    base, mine, theirs = texts
    merged = parse(three_way(base, mine, theirs, prefer=prefer).text)
    known = {
        line.raw for text in (mine, theirs) for event in parse(text).components("VEVENT") for line in event.lines()
    }
    for event in merged.components("VEVENT"):
        for line in event.lines():
            assert line.raw in known or line.name in {"EXDATE", "CATEGORIES"}


@SOME
@given(sides())
def test_a_server_that_keeps_all_loses_nothing(texts):
    _, mine, theirs = texts
    assert lost(mine, mine) == ()
    assert same(mine, mine)
    assert same(mine, theirs) == same(theirs, mine)
    if same(mine, theirs):
        assert lost(mine, theirs) == ()


@SOME
@given(sides())
def test_another_spelling_changes_nothing(texts):
    base, mine, theirs = texts
    written = icalendar.Calendar.from_ical(mine).to_ical().decode()
    assert same(mine, written)
    assert lost(mine, written) == ()
    here, there = (three_way(base, text, theirs, prefer=Prefer.THEIRS) for text in (mine, written))
    assert here.touching == there.touching
    assert same(here.text, there.text)


ACTS = st.sampled_from(["delete", "title", "place", "move", "longer"])
IDS = [f"2026{day}T140000" for day in ("0616", "0623", "0707", "0714", "0721")]


def acted(text, acts, who):
    for rid, act in acts.items():
        old = details_of(text, rid)
        later = timedelta(hours=1 if who == "mine" else 2)
        new = {
            "title": {"summary": who},
            "place": {"location": who},
            "move": {"start": old.start + later, "end": old.end + later},
            "longer": {"end": old.end + later},
        }
        if act == "delete":
            text = delete(text, rid, Scope.THIS, now=NOW).text
        else:
            text = change(text, rid, Scope.THIS, replace(old, **new[act]), now=NOW, new_uid="new").text
    return text


@SOME
@given(
    st.dictionaries(st.sampled_from(IDS), ACTS), st.dictionaries(st.sampled_from(IDS), ACTS), st.sampled_from(Prefer)
)
def test_single_occurrences_by_a_model(mine, theirs, prefer):
    """What both did to one occurrence touches where it is the same thing; an edit is kept against a deletion."""
    here, there = acted(SERIES, mine, "mine"), acted(SERIES, theirs, "theirs")
    merged = three_way(SERIES, here, there, prefer=prefer)
    good(merged.text, here, there)
    touching = set()
    for rid in IDS:
        one, other = mine.get(rid), theirs.get(rid)
        if one == other == "delete" or {one, other} == {None, "delete"}:
            assert rid not in occurrences(merged.text)
            continue
        groups = {"title": "SUMMARY", "place": "LOCATION", "move": "TIME", "longer": "TIME"}
        expected = details_of(SERIES, rid)
        for act, text in ((one, here), (other, there)) if prefer is Prefer.THEIRS else ((other, there), (one, here)):
            if act in {"title", "place"}:
                field = "summary" if act == "title" else "location"
                expected = replace(expected, **{field: getattr(details_of(text, rid), field)})
            elif act in {"move", "longer"}:
                said = details_of(text, rid)
                expected = replace(expected, start=said.start, end=said.end)
        assert details_of(merged.text, rid) == expected
        if groups.get(one) and groups.get(one) == groups.get(other):
            touching.add(Touch(rid, groups[one]))
    assert set(merged.touching) == touching
    assert "20260630T140000" not in occurrences(merged.text)


@st.composite
def worded(draw, who):
    """Edits of words in the whole series or one occurrence, and moves and deletions of one, and whom they were for."""
    text, own = SERIES, set()
    for number in range(draw(st.integers(1, 4))):
        rid = draw(st.sampled_from(["", *IDS]))
        what = draw(st.sampled_from([*WORDS, *(["move", "delete"] if rid else [])]))
        if rid and rid not in occurrences(text):
            continue
        if what == "delete":
            text = delete(text, rid, Scope.THIS, now=NOW).text
        else:
            new = edited(draw, details_of(text, rid), what, f"{who}-{number}")
            text = change(text, rid, Scope.THIS, new, now=NOW, new_uid="new").text
        own = {*own, rid} if what != "delete" else own - {rid}
    return text, own


@SOME
@given(worded("mine"), worded("theirs"), st.sampled_from(Prefer))
def test_what_shows_of_each_occurrence_by_a_model(mine, theirs, prefer):
    """Each field of each occurrence is what the one side that changed it says, whether for it alone or for all."""
    here, there = mine[0], theirs[0]
    merged = three_way(SERIES, here, there, prefer=prefer)
    shown = occurrences(merged.text)
    for rid in IDS:
        inside = [rid in occurrences(text) for text in (here, there)]
        if not all(inside):
            stays = any(present and rid in own for present, (_, own) in zip(inside, (mine, theirs), strict=True))
            assert (rid in shown) is stays
            continue
        was, one, other, now = (details_of(text, rid) for text in (SERIES, here, there, merged.text))
        for field in (*WORDS, "start", "end"):
            before, mean, means, is_ = (getattr(each, field) for each in (was, one, other, now))
            assert is_ in {mean, means}
            if before in {mean, means}:
                assert is_ == (means if mean == before else mean), (rid, field)


TOKENS = [
    *["", "\r\n", "\n ", "\0", ";", ":", ",", '"', "\\", "=", "^n", "Z", "TZID=Nowhere:", "VALUE=DATE", "T000000"],
    *["BEGIN:VEVENT\r\n", "END:VEVENT\r\n", "BEGIN:VALARM\r\nEND:VALARM\r\n", "20260616", "90001231T235959Z"],
    *["RRULE:FREQ=SECONDLY;COUNT=999999999\r\n", "RRULE:FREQ=DAILY;UNTIL=99991231T235959Z\r\n", "DURATION:P99999W\r\n"],
    *["EXDATE:x\r\n", "EXDATE;VALUE=DATE:20260616\r\n", "RECURRENCE-ID:20260616T120000Z\r\n", "METHOD:REQUEST\r\n"],
    *["RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Warsaw:20260623T140000\r\n", "ATTENDEE:\r\n", "CATEGORIES:\r\n"],
    *["DTSTART:16000101T000000Z\r\n", "RDATE;VALUE=PERIOD:20260616T140000Z/P99999W\r\n", "SEQUENCE:99999999999999\r\n"],
    *["PRODID:Microsoft\r\n", "PRODID:-//Google Inc//Google Calendar 1//EN\r\nX-WR-TIMEZONE:Asia/Tokyo\r\n"],
]


@st.composite
def damaged(draw, text):
    """A text with pieces cut out and others put in, mostly between lines."""
    for _ in range(draw(st.integers(0, 4))):
        lines = text.splitlines(keepends=True)
        at = len("".join(lines[: draw(st.integers(0, len(lines)))])) + draw(st.sampled_from([0, 0, 0, 3, 9]))
        length = draw(st.sampled_from([0, 0, 0, 1, 8, 40, 400]))
        text = text[:at] + draw(st.sampled_from(TOKENS)) + text[at + length :]
    return text


@st.composite
def damaged_sides(draw):
    texts = draw(sides())
    return tuple(draw(damaged(text)) for text in texts)


@given(damaged_sides(), st.sampled_from(Prefer), st.booleans())
def test_damaged_texts_are_merged_or_refused(texts, prefer, based):
    base, mine, theirs = texts
    try:
        merged = three_way(base if based else None, mine, theirs, prefer=prefer)
    except Refused:
        return
    read_text(merged.text)
    assert "METHOD:" not in merged.text.replace("\r\n ", "").split("BEGIN:VEVENT")[0]
    lost(mine, merged.text)
    assert same(merged.text, merged.text)


@given(st.binary(max_size=200), st.binary(max_size=200))
def test_what_is_no_calendar_is_refused(one, other):
    for judge in (same, lost, lambda *texts: three_way(None, *texts, prefer=Prefer.MINE)):
        try:
            judge(decoded(one), decoded(other))
        except Refused:
            continue
        raise AssertionError(one, other)
