"""A server whose texts cannot be read any more: what could be read stays, until they can be read again."""

from __future__ import annotations

import pytest
from tests.servers.events import event, said
from tests.services.sync.desk import Desk
from tests.services.sync.fake_server import FakeCollection, FakeServer

from opiekun.domain.sync.accounts import CollectionStanding, SyncBy
from opiekun.services.sync.conflicts import conflicts
from opiekun.services.sync.refused import give_up, refused_edits, retry_all

BY = pytest.mark.parametrize("by", list(SyncBy))
DAMAGES = pytest.mark.parametrize(
    "damaged",
    [
        "",
        "garbage",
        event("a")[:90],
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n",
        event("a").replace("DTSTART", "DTSTARX"),
    ],
    ids=["nothing", "garbage", "half", "no event", "no start"],
)
ELEVEN = [f"e{number}" for number in range(11)]
STAYS = "The server has a version of “Call” that cannot be read. Here it stays as it was."


def damage(there: FakeCollection, *uids: str) -> list[tuple[str, str]]:
    """Have the texts of those spoilt; the answer is what was there, by address."""
    was = [
        (each.href, each.text) for each in there.resources.values() if any(f"UID:{uid}\r" in each.text for uid in uids)
    ]
    for href, text in was:
        there.put(href, text.replace("DTSTART", "DTSTARX"))
    return was


def damaged_throughout(desk: Desk, there: FakeCollection) -> list[tuple[str, str]]:
    """As :func:`damage`, of eleven events that were synced before."""
    for uid in ELEVEN:
        there.phone_puts(event(uid))
    desk.sync()
    return damage(there, *ELEVEN)


def mend(there: FakeCollection, was: list[tuple[str, str]]) -> None:
    """Have those texts back."""
    for href, text in was:
        there.put(href, text)


@pytest.fixture
def there(desk: Desk, server: FakeServer) -> FakeCollection:
    """A collection with an event that is known here."""
    server.only.phone_puts(event("a"))
    desk.sync()
    return server.only


@BY
@DAMAGES
def test_what_cannot_be_read_any_more_stays_as_it_was(desk: Desk, server: FakeServer, damaged: str, by: SyncBy) -> None:
    there = server.only
    there.by = by
    href = there.phone_puts(event("a"))
    desk.sync()
    there.put(href, damaged)
    report = desk.sync_one()
    assert desk.texts() == {"a": event("a")}
    assert (report.deleted_local, report.failure) == (0, None)
    assert desk.said().count(STAYS) == 1
    (problem,) = desk.standing.problems
    assert (problem.title, problem.resource.kept, problem.resource.text) == ("Call", "Call", None)
    with desk.store.read() as unit:
        assert [each.text for each in unit.sync.resources_of(desk.calendar_id, "a")] == [damaged]
    desk.sync()
    assert desk.said() == []  # it was told
    there.put(href, event("a", "Mended"))
    desk.sync()
    assert desk.texts() == {"a": event("a", "Mended")}
    assert desk.standing.problems == ()


@pytest.mark.parametrize("by", [SyncBy.CTAG, SyncBy.ETAGS])
def test_what_is_mended_under_the_same_etag_is_seen(desk: Desk, server: FakeServer, by: SyncBy) -> None:
    there = server.only
    there.by = by
    there.keeps_etags = True
    there.phone_puts(event("a"))
    desk.sync()
    was = damage(there, "a")
    desk.at = desk.at.replace(day=desk.at.day + 1, hour=23)  # once a day contents are compared
    desk.sync()
    assert len(desk.standing.problems) == 1
    mend(there, was)
    desk.sync()
    assert desk.texts() == there.texts()
    assert desk.standing.problems == ()


def test_a_whole_collection_that_cannot_be_read_is_no_deletion(desk: Desk, server: FakeServer) -> None:
    was = damaged_throughout(desk, server.only)
    report = desk.sync_one()
    assert sorted(desk.texts()) == sorted(ELEVEN)
    assert (report.deleted_local, report.missing) == (0, 0)
    (synced,) = desk.standing.collections
    assert synced.collection.standing is CollectionStanding.ACTIVE
    assert len(desk.standing.problems) == 11
    mend(server.only, was)
    report = desk.sync_one()
    assert (report.downloaded, desk.standing.problems) == (0, ())


def test_a_sync_with_damaged_texts_and_no_change_is_one_request(desk: Desk, there: FakeCollection) -> None:
    damage(there, "a")
    desk.sync()
    assert desk.sync_one().requests == 1


def test_what_is_deleted_there_after_it_was_damaged_goes(desk: Desk, there: FakeCollection) -> None:
    ((href, _),) = damage(there, "a")
    desk.sync()
    there.drop(href)
    desk.sync()
    assert desk.texts() == {}
    assert desk.standing.problems == ()


def test_damaged_texts_that_are_gone_together_are_asked_about(desk: Desk, server: FakeServer) -> None:
    was = damaged_throughout(desk, server.only)
    desk.sync()
    for href, _text in was:
        server.only.drop(href)
    assert desk.sync_one().missing == 11
    assert len(desk.texts()) == 11


@pytest.mark.parametrize("edited", ["before", "after"])
def test_an_edit_of_what_cannot_be_read_waits_and_goes_out_once_it_can_be(
    desk: Desk, there: FakeCollection, edited: str
) -> None:
    if edited == "before":
        desk.write("a", event("a", "Mine"))
    was = damage(there, "a")
    desk.sync()
    if edited == "after":
        desk.write("a", event("a", "Mine"))
        desk.sync()
    spoilt = [each.text for each in there.resources.values()]
    assert [text for text in spoilt if "DTSTARX" not in text] == []  # nothing went over it
    (edit,) = refused_edits(desk.store)
    assert (edit.title, edit.deleted) == ("Mine", False)
    assert "cannot be read" in str(edit.why)
    assert desk.texts() == {"a": event("a", "Mine")}
    ((href, _),) = was
    there.put(href, event("a", "Call", "LOCATION:There"))
    report = desk.sync_one()
    assert said(there.texts()["a"]) == said(event("a", "Mine", "LOCATION:There"))
    assert desk.texts() == there.texts()
    assert (report.waits, refused_edits(desk.store), conflicts(desk.store)) == (0, (), [])
    assert desk.standing.problems == ()


@pytest.mark.parametrize("mended", ["as it was", "gone"])
def test_a_deletion_of_what_cannot_be_read_waits(desk: Desk, there: FakeCollection, mended: str) -> None:
    ((href, text),) = damage(there, "a")
    desk.sync()
    desk.write("a", None)
    desk.sync()
    assert len(there.resources) == 1
    (edit,) = refused_edits(desk.store)
    assert (edit.title, edit.deleted) == ("Call", True)
    if mended == "gone":
        there.drop(href)
    else:
        there.put(href, text)
    desk.sync()
    desk.sync()
    assert (there.resources, desk.texts()) == ({}, {})
    assert (refused_edits(desk.store), desk.standing.problems) == ((), ())


@pytest.mark.parametrize("keeps_etags", [False, True])
@pytest.mark.parametrize("text", [event("a", "Mine"), None], ids=["changed", "deleted"])
def test_trying_again_goes_over_nothing_that_was_not_read(
    desk: Desk, there: FakeCollection, text: str | None, keeps_etags: bool
) -> None:
    there.keeps_etags = keeps_etags
    damage(there, "a")
    desk.sync()
    desk.write("a", text)
    desk.sync()
    before = [each.text for each in there.resources.values()]
    assert "DTSTARX" in before[0]
    for _ in range(2):
        retry_all(desk.store)
        desk.sync()
        assert [each.text for each in there.resources.values()] == before
    assert len(refused_edits(desk.store)) == 1


def test_an_edit_goes_to_the_server_anew_once_the_damaged_is_deleted_there(desk: Desk, there: FakeCollection) -> None:
    ((href, _),) = damage(there, "a")
    desk.sync()
    desk.write("a", event("a", "Mine"))
    desk.sync()
    there.drop(href)
    desk.sync()
    desk.sync()
    assert there.texts() == desk.texts()
    assert said(desk.texts()["a"]) == said(event("a", "Mine"))
    assert refused_edits(desk.store) == ()


def test_an_edit_that_is_given_up_leaves_the_last_readable_text(desk: Desk, there: FakeCollection) -> None:
    damage(there, "a")
    desk.sync()
    desk.write("a", event("a", "Mine"))
    desk.sync()
    give_up(desk.store, desk.calendar_id, "a", now=desk.now())
    desk.sync()
    assert desk.texts() == {"a": event("a")}
    assert len(desk.standing.problems) == 1


def test_an_edit_that_is_taken_back_while_it_waits_is_none(desk: Desk, there: FakeCollection) -> None:
    was = damage(there, "a")
    desk.sync()
    desk.write("a", event("a", "Mine"))
    desk.write("a", event("a"))
    assert desk.sync_one().waits == 0
    assert refused_edits(desk.store) == ()
    mend(there, was)
    desk.sync()
    assert desk.texts() == there.texts() == {"a": event("a")}


def test_a_server_that_spoils_what_it_takes_keeps_nothing_of_it_here(desk: Desk, there: FakeCollection) -> None:
    there.rewrites = lambda text: text.replace("DTSTART", "DTSTARX")
    desk.write("a", event("a", "Mine"))
    report = desk.sync_one()
    assert (report.uploaded, report.refused) == (0, 1)
    assert desk.texts() == {"a": event("a", "Mine")}
    there.rewrites = str
    ((href, _),) = [(each.href, each.text) for each in there.resources.values()]
    there.put(href, event("a", "Mine", "LOCATION:There"))
    desk.sync()
    assert desk.texts() == there.texts() == {"a": event("a", "Mine", "LOCATION:There")}
    assert refused_edits(desk.store) == ()
