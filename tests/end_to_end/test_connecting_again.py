"""A server that was let go of and is connected again: its calendars are taken up where they stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from tests.end_to_end.synced import BEGIN, SyncedDesk
from tests.servers.events import event, said
from tests.servers.fixtures import CalendarSite

from opiekun.domain.calendar.events import Details, Scope
from opiekun.domain.sync.accounts import CollectionStanding
from opiekun.domain.sync.local import ConflictKind
from opiekun.services.calendars import list_calendars
from opiekun.services.calendars_removed import remove_calendar
from opiekun.services.events import add_event, change_event, delete_event
from opiekun.services.occurrences import details as details_at
from opiekun.services.sync.connecting import disconnect

MakeDesk = Callable[[CalendarSite], SyncedDesk]


@dataclass
class LetGo:
    """A desk that was synced with a calendar and has let go of its server, with a hand for what stayed."""

    desk: SyncedDesk
    path: str
    calendar_id: str

    def titles(self) -> list[str]:
        """Of all events of the desk, whatever calendar has them."""
        with self.desk.program.store.read() as unit:
            return sorted(
                line.removeprefix("SUMMARY:")
                for calendar in unit.calendars.all()
                for each in unit.calendars.texts(calendar.id)
                for line in each.text.splitlines()
                if line.startswith("SUMMARY:")
            )

    def key(self, uid: str) -> int:
        with self.desk.program.store.read() as unit:
            (found,) = unit.calendars.named(uid, self.calendar_id)
        return found.key

    def rename(self, uid: str, summary: str) -> None:
        store, key = self.desk.program.store, self.key(uid)
        was = details_at(store, key, "").details
        change_event(store, key, "", Scope.ALL, replace(was, summary=summary), was=was, now=self.desk.clock())

    def delete(self, uid: str) -> None:
        delete_event(self.desk.program.store, self.key(uid), "", Scope.ALL, now=self.desk.clock())

    def again(self) -> None:
        """Connect the server again and sync; nothing waits then."""
        self.desk.connect()
        self.desk.sync()


@pytest.fixture
def let_go(every_calendar_site: CalendarSite, desks: MakeDesk) -> LetGo:
    site = every_calendar_site
    path = site.calendar()
    for uid in "abcdef":
        site.phone.put(f"{path}{uid}.ics", event(uid, uid.upper()))
    desk = desks(site)
    account = desk.connect().account
    desk.sync()
    stayed = LetGo(desk, path, desk.calendar(path))
    disconnect(desk.program.store, desk.program.secrets, account.id, now=desk.clock())
    assert desk.standing().accounts == ()
    return stayed


def settled(let_go: LetGo) -> None:
    """Both sides have the same, each event once, and nothing waits."""
    desk = let_go.desk
    there = sorted(desk.site.phone.says(let_go.path).values())
    assert sorted(said(text) for text in desk.texts(let_go.path).values()) == there
    assert len(let_go.titles()) == len(there)
    assert desk.journal(let_go.path) == []


def test_the_calendar_that_stayed_is_taken_up_and_no_event_is_doubled(let_go: LetGo) -> None:
    desk = let_go.desk
    (taken,) = desk.connect().calendars
    assert (taken.calendar.id, taken.new, taken.taken_up) == (let_go.calendar_id, True, True)
    told = desk.sync()
    assert (told.downloaded, told.uploaded, told.conflicts, told.failure) == (0, 0, 0, None)
    settled(let_go)
    assert let_go.titles() == [*"ABCDEF"]
    (known,) = desk.connect().calendars
    assert (known.new, known.taken_up) == (False, False)


def test_a_server_is_known_again_by_another_spelling_of_its_address(let_go: LetGo) -> None:
    desk, site = let_go.desk, let_go.desk.site
    let_go.rename("a", "Mine")
    name = "".join(f"%{ord(sign):02x}" for sign in site.user)
    (taken,) = desk.connect(url=site.url.replace("http", "HTTP") + let_go.path[1:-1].replace(site.user, name)).calendars
    assert (taken.calendar.id, taken.taken_up) == (let_go.calendar_id, True)
    told = desk.sync()
    assert (told.downloaded, told.uploaded, told.failure, told.waits) == (0, 1, None, 0)
    settled(let_go)
    assert len(desk.standing().accounts) == 1


def test_what_was_edited_meanwhile_on_both_sides_meets(let_go: LetGo) -> None:
    desk, path, phone = let_go.desk, let_go.path, let_go.desk.site.phone
    let_go.rename("a", "Mine")
    let_go.delete("b")
    add_event(desk.program.store, Details("New", BEGIN, BEGIN), now=desk.clock(), calendar_id=let_go.calendar_id)
    phone.put(f"{path}c.ics", event("c", "Theirs"))
    phone.delete(f"{path}d.ics")
    phone.put(f"{path}g.ics", event("g", "G"))
    assert desk.standing().waiting == 0
    let_go.again()
    settled(let_go)
    assert let_go.titles() == ["E", "F", "G", "Mine", "New", "Theirs"]
    assert desk.conflicts() == []


def test_what_both_changed_meanwhile_is_a_conflict_and_no_version_is_lost(let_go: LetGo) -> None:
    desk = let_go.desk
    let_go.rename("a", "Mine")
    desk.site.phone.put(f"{let_go.path}a.ics", event("a", "Theirs"))
    let_go.again()
    settled(let_go)
    (conflict,) = desk.conflicts()
    assert conflict.conflict.kind is ConflictKind.BOTH_CHANGED
    assert "Theirs" in let_go.titles()
    assert conflict.mine is not None
    assert conflict.mine.summary == "Mine"


def test_an_edit_that_waited_when_the_server_was_let_go_of_goes_out_after_all(let_go: LetGo) -> None:
    desk = let_go.desk
    account = desk.connect().account
    let_go.rename("a", "Waited")
    disconnect(desk.program.store, desk.program.secrets, account.id, now=desk.clock())
    let_go.again()
    settled(let_go)
    assert "Waited" in let_go.titles()


def test_a_server_that_is_empty_by_then_deletes_nothing_unasked(let_go: LetGo) -> None:
    for uid in "abcdef":
        let_go.desk.site.phone.delete(f"{let_go.path}{uid}.ics")
    let_go.again()
    (guarded,) = let_go.desk.standing().guarded
    assert guarded.collection.standing is CollectionStanding.GUARDED
    assert let_go.titles() == [*"ABCDEF"]


def test_a_calendar_that_was_emptied_meanwhile_empties_no_server(let_go: LetGo) -> None:
    for uid in "abcde":
        let_go.delete(uid)
    let_go.rename("f", "Mine")
    let_go.again()
    settled(let_go)
    assert let_go.titles() == [*"ABCDE", "Mine"]


def test_a_calendar_that_was_removed_meanwhile_is_made_anew_with_what_waited_in_it(let_go: LetGo) -> None:
    desk = let_go.desk
    let_go.rename("a", "Mine")
    remove_calendar(desk.program.store, let_go.calendar_id, now=desk.clock())
    let_go.again()
    settled(let_go)
    assert desk.calendar(let_go.path) != let_go.calendar_id
    assert let_go.titles() == [*"BCDEF", "Mine"]


def test_calendars_that_are_not_chosen_again_stay_of_this_desk_alone(let_go: LetGo) -> None:
    desk, site = let_go.desk, let_go.desk.site
    site.calendar("other")
    desk.connect(chosen=["Other"])
    assert [each.calendar.name for each in desk.standing().collections] == ["Other"]
    let_go.rename("a", "Mine")
    desk.sync()
    assert "SUMMARY:A" in (site.phone.get(f"{let_go.path}a.ics") or "")
    desk.connect(chosen=["Calls"])
    desk.sync(let_go.path)
    settled(let_go)
    assert "SUMMARY:Mine" in (site.phone.get(f"{let_go.path}a.ics") or "")
    assert len(list_calendars(desk.program.store)) == 3
