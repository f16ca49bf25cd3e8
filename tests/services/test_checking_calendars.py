"""The index of the calendars against the texts, which are the truth."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from tests.services.events import details, month, starts

from opiekun.domain.errors import DamagedIndex
from opiekun.services.checking import check_calendars
from opiekun.services.events import add_event

UNREADABLE = [
    "recurrence = 'garbage'",
    "recurrence = '[1]'",
    "recurrence = '{}'",
    """recurrence = '{"rules":["FREQ=NONSENSE"],"dates":[],"exceptions":[]}'""",
    "alarms = '{'",
    "alarms = '[1]'",
    """alarms = '[["x",false]]'""",
    "start = 'garbage'",
    "zone = 'No/Zone'",
    "recurrence_id = 'bad'",
    "status = 'weird'",
    "seconds = 'long'",
]


@pytest.fixture
def uid(store, now) -> str:
    add_event(store, details("Other"), now=now)
    return add_event(store, details(rule="FREQ=DAILY;COUNT=2"), now=now).name


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE calendar_events SET summary = 'x', searched = 'x' WHERE summary = 'Training'",
        "UPDATE calendar_objects SET first_at = 0, last_at = 5 WHERE uid = :uid",
        "DELETE FROM calendar_events WHERE summary = 'Training'",
        *(f"UPDATE calendar_events SET {damage} WHERE summary = 'Training'" for damage in UNREADABLE),  # noqa: S608
    ],
)
def test_an_index_that_does_not_agree_is_made_again(store, now, uid, damage):
    before = month(store)
    with store.transaction(writes=True) as connection:
        statement = text(damage)
        connection.execute(statement, {"uid": uid} if ":uid" in damage else {})
    found = check_calendars(store, now=now)
    assert (found.events, found.wrong, found.unreadable, found.repaired) == (2, (uid,), (), True)
    assert month(store) == before
    assert not check_calendars(store, now=now).repaired


@pytest.mark.parametrize("damage", UNREADABLE)
def test_until_then_it_is_said_what_to_do(store, uid, damage):
    with store.transaction(writes=True) as connection:
        connection.execute(text(f"UPDATE calendar_events SET {damage} WHERE summary = 'Training'"))  # noqa: S608
    with pytest.raises(DamagedIndex, match="opiekun check"):
        month(store)


@pytest.mark.parametrize("content", ["CAST('x' AS BLOB)", "x'00ff'", "'plain text'", "5"])
def test_what_is_no_text_is_told_and_left(store, now, uid, content):
    before = month(store)
    with store.transaction(writes=True) as connection:
        statement = f"UPDATE calendar_objects SET text = {content} WHERE uid = :uid"  # noqa: S608 - its own
        connection.execute(text(statement), {"uid": uid})
    found = check_calendars(store, now=now)
    assert (found.events, found.wrong, found.unreadable, found.repaired) == (2, (), (uid,), False)
    assert month(store) == before


def test_where_neither_text_nor_index_can_be_read_the_others_are_shown(store, now, uid):
    with store.transaction(writes=True) as connection:
        connection.execute(text("UPDATE calendar_events SET alarms = '{' WHERE summary = 'Training'"))
        connection.execute(text("UPDATE calendar_objects SET text = x'00ff' WHERE uid = :uid"), {"uid": uid})
    assert check_calendars(store, now=now).unreadable == (uid,)
    assert {each.summary for each in month(store)} == {"Other"}
    again = check_calendars(store, now=now)
    assert (again.events, again.unreadable) == (2, (uid,))


def test_a_text_that_cannot_be_read_is_told_and_left(store, now, uid):
    with store.transaction(writes=True) as connection:
        connection.execute(text("UPDATE calendar_objects SET text = CAST('x' AS BLOB) WHERE uid = :uid"), {"uid": uid})
    found = check_calendars(store, now=now)
    assert (found.wrong, found.unreadable, found.repaired) == ((), (uid,), False)
    assert starts(store)
