"""The index of the calendars against the texts, which are the truth."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from tests.services.events import details, month, starts

from opiekun.services.checking import check_calendars
from opiekun.services.events import add_event


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


def test_a_text_that_cannot_be_read_is_told_and_left(store, now, uid):
    with store.transaction(writes=True) as connection:
        connection.execute(text("UPDATE calendar_objects SET text = CAST('x' AS BLOB) WHERE uid = :uid"), {"uid": uid})
    found = check_calendars(store, now=now)
    assert (found.wrong, found.unreadable, found.repaired) == ((), (uid,), False)
    assert starts(store)
