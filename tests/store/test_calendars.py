"""Calendars, their objects and the index beside the texts, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from opiekun.domain.calendar.events import Alarm, Calendar, EventPurpose, EventStatus, Visibility
from opiekun.domain.calendar.indexed import IndexedEvent, IndexedObject, Recurrence
from opiekun.domain.calendar.stored import ObjectText

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR, DAY = 3_600, 86_400
AT = int(NOON.timestamp())


def event(**changes) -> IndexedEvent:
    ordinary = IndexedEvent(
        recurrence_id="",
        this_and_future=False,
        start=datetime(2026, 3, 2, 13),  # noqa: DTZ001 - a wall clock
        zone="Europe/Bratislava",
        seconds=HOUR,
        recurrence=None,
        summary="Stand-up",
        status=EventStatus.CONFIRMED,
        transparent=False,
        purpose=EventPurpose.ROUTINE,
        visibility=Visibility.PUBLIC,
        location="",
        link="",
        request_id="",
        alarms=(),
        people=0,
        words="stand-up",
    )
    return ordinary._replace(**changes)


def single(uid: str, first: int = AT, seconds: int = HOUR, **changes) -> IndexedObject:
    return IndexedObject(uid, (event(**changes),), first, first + seconds)


def put(store, *objects: IndexedObject, calendar_id: str = "own", made_at: int = AT) -> list[int]:
    with store.write() as unit:
        return unit.calendars.put(calendar_id, made_at, [(each, f"text of {each.uid}") for each in objects])


def uids(store, since: int, until: int, *, hidden: bool = False) -> set[str]:
    with store.read() as unit:
        return {found.indexed.uid for found in unit.calendars.in_range(since, until, hidden=hidden)}


def test_a_new_desk_has_one_calendar(store):
    with store.read() as unit:
        assert unit.calendars.all() == [Calendar("own", "", "#2F5BD7", default=True)]


def test_one_calendar_is_the_default_one(store):
    with store.write() as unit:
        unit.calendars.save(Calendar("team", "Team", "#112233", shown=False, default=True, read_only=True))
    with store.read() as unit:
        own, team = unit.calendars.all()
        assert (own.id, own.default) == ("own", False)
        assert team == Calendar("team", "Team", "#112233", shown=False, default=True, read_only=True)


def test_what_is_stored_comes_back(store):
    recurrence = Recurrence(
        ("FREQ=WEEKLY;BYDAY=MO",),
        ((datetime(2026, 3, 3, 9, 30), 5_400), (date(2026, 3, 4), None)),  # noqa: DTZ001 - wall clocks
        (datetime(2026, 3, 9, 13),),  # noqa: DTZ001 - a wall clock
    )
    master = event(recurrence=recurrence, alarms=(Alarm(-600), Alarm(0, from_end=True)), people=3)
    override = event(
        recurrence_id="20260316T130000",
        this_and_future=True,
        start=date(2026, 3, 17),
        zone="",
        seconds=DAY,
        summary="Élan \0 \ud800",
        status=EventStatus.TENTATIVE,
        transparent=True,
        purpose=EventPurpose.WORK_BLOCK,
        visibility=Visibility.PRIVATE,
        location="Here",
        link="https://call.example/1",
        request_id="QWE-1",
    )
    weekly = IndexedObject("weekly", (master, override), AT, None)
    [key] = put(store, weekly, made_at=AT + 5)
    with store.read() as unit:
        [found] = unit.calendars.in_range(AT + 900 * DAY, AT + 901 * DAY, hidden=False)
        assert unit.calendars.indexed([key]) == [found]
        assert unit.calendars.disagreeing({key: weekly}) == set()
        for other in (
            weekly._replace(last=AT + DAY),
            weekly._replace(events=(master,)),
            weekly._replace(events=(master, override._replace(words="other"))),
        ):
            assert unit.calendars.disagreeing({key: other}) == {key}
    assert (found.key, found.calendar_id, found.made_at) == (key, "own", AT + 5)
    assert found.indexed == weekly._replace(
        events=(master._replace(words=""), override._replace(words="", summary="Élan \ufffd \ufffd"))
    )


@pytest.mark.parametrize("written", ["BEGIN:VCALENDAR\r\nX-A:ł\r\n", "\0 and \udcff and \r lone\n", "", "\ufeffx"])
def test_a_text_comes_back_as_it_was(store, written):
    with store.write() as unit:
        [key] = unit.calendars.put("own", AT, [(single("one"), written)])
    with store.read() as unit:
        assert unit.calendars.text(key) == ObjectText(key, "own", "one", written)
        assert unit.calendars.named("one") == [ObjectText(key, "own", "one", written)]
        assert list(unit.calendars.texts("own")) == [ObjectText(key, "own", "one", written)]
        assert unit.calendars.texts_of("own", ["one", "two"]) == {"one": written}


def test_an_object_keeps_its_number_when_it_is_changed_dropped_and_brought_back(store):
    [one, two] = put(store, single("one"), single("two"))
    assert put(store, single("two", summary="Second")) == [two]
    with store.write() as unit:
        assert unit.calendars.drop("own", ["two", "none"]) == [two]
    assert uids(store, AT, AT + 1) == {"one"}
    with store.read() as unit:
        assert unit.calendars.text(two) is None
        assert unit.calendars.named("two") == []
        assert unit.calendars.indexed([one, two])[0].key == one
    assert put(store, single("three")) != [two]
    assert put(store, single("two")) == [two]
    assert uids(store, AT, AT + 1) == {"one", "two", "three"}


def test_the_same_uid_may_stand_in_two_calendars(store):
    with store.write() as unit:
        unit.calendars.save(Calendar("team", "Team", "#112233"))
    [mine] = put(store, single("one"))
    [theirs] = put(store, single("one"), calendar_id="team")
    assert mine != theirs
    with store.read() as unit:
        assert [each.calendar_id for each in unit.calendars.named("one")] == ["own", "team"]
        assert [each.key for each in unit.calendars.named("one", "team")] == [theirs]


def test_hidden_and_removed_calendars_are_left_out(store):
    team = Calendar("team", "Team", "#112233", shown=False)
    with store.write() as unit:
        unit.calendars.save(team)
    put(store, single("one", words="Żółw"), calendar_id="team")
    assert uids(store, AT, AT + 1) == set()
    assert uids(store, AT, AT + 1, hidden=True) == {"one"}
    with store.write() as unit:
        unit.calendars.save(replace(team, shown=True))
        unit.calendars.set_removed("team", NOON)
    assert uids(store, AT, AT + 1, hidden=True) == set()
    with store.read() as unit:
        assert unit.calendars.search("zolw", 9) == []
        assert [each.id for each in unit.calendars.all()] == ["own"]
        assert unit.calendars.named("one") == []
    with store.write() as unit:
        unit.calendars.forget(NOON)
        unit.calendars.set_removed("team", None)
    assert uids(store, AT, AT + 1) == {"one"}
    with store.write() as unit:
        unit.calendars.set_removed("team", NOON)
        unit.calendars.forget(NOON + timedelta(seconds=1))
        assert unit.calendars.get("team") is None


@settings(
    deadline=None,
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    spans=st.lists(
        st.tuples(
            st.integers(-20 * DAY, 20 * DAY),
            st.one_of(st.none(), st.sampled_from([0, 1, 7 * DAY - 1, 7 * DAY, 7 * DAY + 1]), st.integers(0, 15 * DAY)),
        ),
        min_size=1,
        max_size=20,
    ),
    since=st.integers(-10 * DAY, 10 * DAY),
    length=st.integers(1, 9 * DAY),
)
def test_every_object_that_touches_the_stretch_is_found(store, spans, since, length):
    objects = [
        IndexedObject(f"u{place}", (event(),), AT + first, None if seconds is None else AT + first + seconds)
        for place, (first, seconds) in enumerate(spans)
    ]
    with store.write() as unit:
        unit.calendars.drop("own", [f"u{place}" for place in range(20)])
        unit.calendars.put("own", AT, [(each, "") for each in objects])
    begin, end = AT + since, AT + since + length
    touching = {each.uid for each in objects if each.first < end and (each.last is None or each.last >= begin)}
    assert uids(store, begin, end) == touching


def test_a_stretch_takes_two_statements_and_then_one(store, count_statements):
    put(store, *(single(f"u{number}", AT + number) for number in range(700)))
    with store.read() as unit, count_statements() as first:
        assert len(unit.calendars.in_range(AT, AT + DAY, hidden=False)) == 700
    with store.read() as unit, count_statements() as again:
        unit.calendars.in_range(AT, AT + DAY, hidden=False)
    assert (len(first), len(again)) == (2, 1)
    put(store, single("u1", AT, summary="Other"))
    with store.read() as unit:
        summaries = {found.indexed.events[0].summary for found in unit.calendars.in_range(AT, AT + DAY, hidden=False)}
    assert summaries == {"Stand-up", "Other"}


def test_what_was_rolled_back_is_not_remembered(store):
    def write_and_fail() -> None:
        with store.write() as unit:
            unit.calendars.indexed(unit.calendars.put("own", AT, [(single("one", summary="Never"), "")]))
            raise InterruptedError

    with pytest.raises(InterruptedError):
        write_and_fail()
    put(store, single("one", summary="Real"))
    with store.read() as unit:
        [found] = unit.calendars.in_range(AT, AT + 1, hidden=False)
    assert found.indexed.events[0].summary == "Real"


def test_a_stretch_is_found_by_its_indexes(file_desk, count_statements):
    store = file_desk.open()
    with store.read() as unit, count_statements() as statements:
        unit.calendars.in_range(AT, AT + DAY, hidden=False)
    with store.transaction(writes=False) as connection:
        plan = connection.execute(text("EXPLAIN QUERY PLAN " + statements[0].replace("?", "0"))).all()
    steps = [row[-1] for row in plan]
    assert not [step for step in steps if step.startswith("SCAN calendar_objects")]
    for name in ("ix_calendar_objects_long_first_at", "ix_calendar_objects_long_last_at"):
        assert any(name in step for step in steps), steps


def test_search_holds_every_word(store):
    put(
        store,
        single("one", words="szkolenie żółw acme"),
        single("two", AT + DAY, words="Acme 100% training"),
        single("three", words="other"),
    )
    with store.read() as unit:
        found = {words: [each.indexed.uid for each in unit.calendars.search(words, 9)] for words in FINDS}
        assert found == FINDS
        assert len(unit.calendars.search("acme", 1)) == 1


FINDS = {"ACME": ["two", "one"], "zolw acme": ["one"], "100%": ["two"], "%": ["two"], "_": [], "  ": [], "zolw tr": []}


def test_changes_are_told_to_others(store, samples):
    with store.read() as unit:
        begin = unit.last_change()
    [one, two] = put(store, single("one"), single("two"))
    with store.write() as unit:
        samples.add(unit)
    with store.read() as unit:
        after = unit.last_change()
        assert unit.calendars.changed_since(begin) == {one, two}
        assert not unit.calendars.calendars_changed_since(begin)
    with store.write() as unit:
        unit.calendars.drop("own", ["two"])
        unit.calendars.save(Calendar("team", "Team", "#112233"))
    with store.read() as unit:
        assert unit.last_change() == after + 1
        assert unit.calendars.changed_since(after) == {two}
        assert unit.calendars.calendars_changed_since(after)
        assert unit.requests.changed_since(after) == frozenset()


def test_to_ask_for_the_last_change_is_one_statement(store, count_statements):
    with store.read() as unit, count_statements() as statements:
        unit.last_change()
    assert len(statements) == 1
