"""What a sync promises, with every calendar server: real ones, and ones that tell less than those."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from tests.end_to_end.synced import BEGIN, SyncedDesk
from tests.servers.events import event, override, said, series, todo
from tests.servers.faults import with_body
from tests.servers.fixtures import CalendarSite

from opiekun.domain.calendar.events import Scope
from opiekun.domain.errors import InvalidInput
from opiekun.domain.sync.accounts import CollectionStanding
from opiekun.domain.sync.local import ConflictKind
from opiekun.services.calendars import list_calendars
from opiekun.services.sync.conflicts import Choice, settle
from opiekun.services.sync.connecting import change_password
from opiekun.services.sync.guard import GuardAnswer, answer_guard

MakeDesk = Callable[[CalendarSite], SyncedDesk]

WITH_ALL_SORTS = (
    "X-PHONE-MOOD;X-LEVEL=3:very\\, very good",
    "ATTENDEE;CN=Ann;X-SEEN=TRUE;PARTSTAT=TENTATIVE:mailto:ann@acme.example",
    "ORGANIZER;CN=Bob:mailto:bob@acme.example",
    "GEO:48.85299;2.36885",
    "CLASS:PRIVATE",
    "X-LONG:" + "é" * 100,
)


@pytest.fixture
def site(every_calendar_site: CalendarSite) -> CalendarSite:
    return every_calendar_site


@pytest.fixture
def calls(site: CalendarSite) -> str:
    """A calendar with one event, UID "1"."""
    path = site.calendar()
    site.phone.put(f"{path}1.ics", event("1"))
    return path


@pytest.fixture
def desk(site: CalendarSite, calls: str, desks: MakeDesk) -> SyncedDesk:
    """A desk that has been synced once."""
    made = desks(site)
    made.connect()
    made.sync()
    site.proxy.forget()
    return made


def same(desk: SyncedDesk, path: str) -> None:
    """The calendar says what the server's collection says, and nothing waits."""
    there = sorted(desk.site.phone.says(path).values())
    assert sorted(said(text) for text in desk.texts(path).values()) == there
    assert desk.journal(path) == []


def after_a_put(site: CalendarSite) -> int:
    """How many requests one edit made here may take: Xandikos tells no texts with changes, others no changes."""
    return 2 if site.server.name == "radicale" and site.by == "token" else 4


def test_all_calendars_are_found_under_their_names(site: CalendarSite, desks: MakeDesk) -> None:
    site.calendar("calls")
    site.calendar("private")
    found = desks(site).connect()
    assert {each.calendar.name for each in found.calendars} == {"Calls", "Private"}
    assert not any(each.calendar.read_only for each in found.calendars)
    assert not found.partial


def test_only_the_chosen_calendars_come(site: CalendarSite, desks: MakeDesk) -> None:
    site.calendar("calls")
    private = site.calendar("private")
    desk = desks(site)
    assert [each.calendar.name for each in desk.connect(chosen=["Private"]).calendars] == ["Private"]
    desk.sync()
    assert desk.report is not None
    assert [told.url for told in desk.report.collections] == [f"{site.proxy.url}{private}"]


def test_a_first_sync_brings_everything_once(site: CalendarSite, desks: MakeDesk) -> None:
    there = {f"{n}.ics": event(str(n), f"Call {n}") for n in range(40)}
    there |= {"s.ics": series("s", overrides=(override("s", "20260629T090000Z", "Moved", "LOCATION:Paris"),))}
    calls = site.filled(there)
    desk = desks(site)
    desk.connect()
    told = desk.sync()
    assert (told.downloaded, told.uploaded, told.deleted_local, told.failure) == (41, 0, 0, None)
    same(desk, calls)
    again = desk.sync()
    assert (again.downloaded, again.requests) == (0, 1)
    assert site.proxy.methods().count("GET") == 0


def test_nothing_new_is_one_request(desk: SyncedDesk) -> None:
    assert desk.sync().requests == 1
    assert len(desk.site.proxy.asked) == 1


def test_an_event_made_here_goes_there(desk: SyncedDesk, calls: str) -> None:
    desk.add(calls, "Review")
    told = desk.sync()
    assert (told.uploaded, told.downloaded, told.waits, told.refused) == (1, 0, 0, 0)
    assert desk.site.proxy.methods().count("PUT") == 1
    assert told.requests <= after_a_put(desk.site)
    assert len(desk.site.phone.listed(calls)) == 2
    same(desk, calls)
    assert desk.sync().requests == 1


def test_a_change_made_here_goes_there_with_one_put(desk: SyncedDesk, calls: str) -> None:
    desk.change(calls, "1", summary="Renamed")
    told = desk.sync()
    assert told.uploaded == 1
    assert desk.site.proxy.methods().count("PUT") == 1
    assert told.requests <= after_a_put(desk.site)
    assert "SUMMARY:Renamed" in (desk.site.phone.get(f"{calls}1.ics") or "")
    same(desk, calls)
    assert (desk.sync().requests, desk.sync().downloaded) == (1, 0)


def test_a_deletion_made_here_goes_there(desk: SyncedDesk, calls: str) -> None:
    desk.delete(calls, "1")
    told = desk.sync()
    assert (told.deleted_remote, told.deleted_local) == (1, 0)
    assert desk.site.phone.listed(calls) == {}
    same(desk, calls)
    assert desk.sync().requests == 1


def test_what_is_made_and_deleted_before_a_sync_was_never_there(desk: SyncedDesk, calls: str) -> None:
    uid = desk.add(calls, "Mistake")
    desk.delete(calls, uid)
    assert desk.sync().requests == 1
    assert desk.site.proxy.methods().count("PUT") == 0


def test_a_change_that_is_taken_back_is_none(desk: SyncedDesk, calls: str) -> None:
    done = desk.change(calls, "1", summary="Renamed")
    desk.undo(done)
    told = desk.sync()
    assert (told.uploaded, told.requests) == (0, 1)
    same(desk, calls)


def test_what_is_undone_after_a_sync_is_undone_there(desk: SyncedDesk, calls: str) -> None:
    done = desk.delete(calls, "1")
    desk.sync()
    desk.undo(done)
    assert desk.sync().uploaded == 1
    assert len(desk.site.phone.listed(calls)) == 1
    same(desk, calls)


def test_an_event_made_there_comes(desk: SyncedDesk, calls: str) -> None:
    desk.site.phone.put(f"{calls}2.ics", event("2", "From the phone"))
    told = desk.sync()
    assert (told.downloaded, told.uploaded) == (1, 0)
    assert told.requests == {"token": 2, "ctag": 3, "etags": 2}[desk.site.by]
    same(desk, calls)


def test_a_change_made_there_comes_with_two_requests(desk: SyncedDesk, calls: str) -> None:
    desk.site.phone.put(f"{calls}1.ics", event("1", "From the phone"))
    told = desk.sync()
    assert told.downloaded == 1
    assert told.requests == {"token": 2, "ctag": 3, "etags": 2}[desk.site.by]
    same(desk, calls)


def test_a_deletion_made_there_comes(desk: SyncedDesk, calls: str) -> None:
    desk.site.phone.put(f"{calls}2.ics", event("2"))
    desk.sync()
    desk.site.phone.delete(f"{calls}1.ics")
    told = desk.sync()
    assert (told.deleted_local, told.deleted_remote) == (1, 0)
    assert set(desk.texts(calls)) == {"2"}
    same(desk, calls)


def test_events_are_moved_between_calendars_here(desk: SyncedDesk, calls: str) -> None:
    private = desk.site.calendar("private")
    desk.connect()
    desk.sync(private)
    desk.move(calls, "1", private)
    desk.sync(private)
    assert (desk.texts(calls), set(desk.texts(private))) == ({}, {"1"})
    same(desk, calls)
    same(desk, private)


def test_events_are_moved_between_calendars_there(desk: SyncedDesk, calls: str) -> None:
    private = desk.site.calendar("private")
    desk.connect()
    desk.sync(private)
    desk.site.phone.move(f"{calls}1.ics", f"{private}1.ics")
    desk.sync(private)
    assert (desk.texts(calls), set(desk.texts(private))) == ({}, {"1"})
    same(desk, calls)
    same(desk, private)


def test_one_occurrence_of_a_series_is_changed_here(desk: SyncedDesk, calls: str) -> None:
    desk.site.phone.put(f"{calls}s.ics", series("s"))
    desk.sync()
    desk.change(calls, "s", "20260629T090000", Scope.THIS, summary="With the chief")
    desk.delete(calls, "s", "20260706T090000", Scope.THIS)
    assert desk.sync().uploaded == 1
    there = desk.site.phone.get(f"{calls}s.ics") or ""
    assert "RECURRENCE-ID:20260629T090000Z" in there
    assert "SUMMARY:With the chief" in there
    assert "EXDATE:20260706T090000Z" in there
    same(desk, calls)


def test_different_occurrences_are_changed_on_both_sides(desk: SyncedDesk, calls: str) -> None:
    desk.site.phone.put(f"{calls}s.ics", series("s"))
    desk.sync()
    desk.change(calls, "s", "20260629T090000", Scope.THIS, summary="Here")
    desk.site.phone.put(f"{calls}s.ics", series("s", overrides=(override("s", "20260706T090000Z", "There"),)))
    told = desk.sync()
    assert (told.conflicts, told.refused) == (0, 0)
    there = desk.site.phone.get(f"{calls}s.ics") or ""
    assert "SUMMARY:Here" in there
    assert "SUMMARY:There" in there
    desk.sync()
    same(desk, calls)


def test_what_we_do_not_know_survives(desk: SyncedDesk, calls: str) -> None:
    desk.site.phone.put(f"{calls}x.ics", event("x", "Odd", *WITH_ALL_SORTS))
    desk.sync()
    before = said(desk.site.phone.get(f"{calls}x.ics"))
    desk.change(calls, "x", summary="Less odd")
    desk.sync()
    after = said(desk.site.phone.get(f"{calls}x.ics"))
    untouched = [line for line in before if not line.startswith(("SUMMARY", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE"))]
    assert [line for line in untouched if line not in after] == []
    assert "SUMMARY:Less odd" in after
    same(desk, calls)


def test_changes_that_do_not_touch_are_merged(desk: SyncedDesk, calls: str) -> None:
    desk.change(calls, "1", summary="Here")
    desk.site.phone.put(f"{calls}1.ics", event("1", "Call", "LOCATION:There"))
    told = desk.sync()
    assert (told.conflicts, told.refused, told.failure) == (0, 0, None)
    desk.sync()
    there = desk.site.phone.get(f"{calls}1.ics") or ""
    assert "SUMMARY:Here" in there
    assert "LOCATION:There" in there
    assert desk.conflicts() == []
    same(desk, calls)


def test_changes_that_touch_are_a_conflict_and_both_versions_are_kept(desk: SyncedDesk, calls: str) -> None:
    conflicting(desk, calls)
    same(desk, calls)
    assert "SUMMARY:There" in desk.texts(calls)["1"]
    assert "DESCRIPTION:Mine alone" in desk.texts(calls)["1"]


def conflicting(desk: SyncedDesk, calls: str) -> str:
    """Change the title on both sides and sync; the conflict's id."""
    desk.change(calls, "1", summary="Here", description="Mine alone")
    desk.site.phone.put(f"{calls}1.ics", event("1", "There"))
    assert desk.sync().conflicts == 1
    desk.sync()
    (found,) = desk.conflicts()
    assert found.conflict.kind is ConflictKind.BOTH_CHANGED
    assert found.mine is not None
    assert found.theirs is not None
    assert (found.mine.summary, found.theirs.summary) == ("Here", "There")
    return found.conflict.id


@pytest.mark.parametrize(("choice", "titles"), [("mine", ["Here"]), ("theirs", ["There"]), ("both", ["Here", "There"])])
def test_a_conflict_is_settled(desk: SyncedDesk, calls: str, choice: str, titles: list[str]) -> None:
    conflict_id = conflicting(desk, calls)
    settle(desk.program.store, conflict_id, Choice(choice), now=desk.clock())
    desk.sync()
    there = "".join(desk.site.phone.held(calls).values())
    assert sorted(title for title in ("Here", "There") if f"SUMMARY:{title}" in there) == titles
    assert desk.conflicts() == []
    same(desk, calls)
    assert desk.sync().requests == 1


def test_an_edit_beats_a_deletion_there(desk: SyncedDesk, calls: str) -> None:
    desk.change(calls, "1", summary="Still needed")
    desk.site.phone.delete(f"{calls}1.ics")
    told = desk.sync()
    assert (told.deleted_local, told.conflicts) == (0, 0)
    desk.sync()
    assert "SUMMARY:Still needed" in "".join(desk.site.phone.held(calls).values())
    same(desk, calls)


def test_an_edit_there_beats_a_deletion_here(desk: SyncedDesk, calls: str) -> None:
    desk.delete(calls, "1")
    desk.site.phone.put(f"{calls}1.ics", event("1", "Still needed"))
    told = desk.sync()
    assert told.deleted_remote == 0
    desk.sync()
    assert "SUMMARY:Still needed" in desk.texts(calls)["1"]
    same(desk, calls)


def test_both_sides_deleted_it(desk: SyncedDesk, calls: str) -> None:
    desk.delete(calls, "1")
    desk.site.phone.delete(f"{calls}1.ics")
    told = desk.sync()
    assert (told.refused, told.conflicts, told.failure) == (0, 0, None)
    same(desk, calls)


@pytest.mark.parametrize(
    "name", ["a b", "ann@acme", "ć é", "a+b", "100%25", "a;b=c", "UPPER", "{x}", "(a)[b]", "x" * 150]
)
def test_odd_addresses_are_no_obstacle(site: CalendarSite, desks: MakeDesk, name: str) -> None:
    calls = site.filled({f"{name}.ics": event("odd")})
    desk = desks(site)
    desk.connect()
    assert desk.sync().downloaded == 1
    desk.change(calls, "odd", summary="Renamed")
    assert desk.sync().uploaded == 1
    assert list(site.phone.listed(calls)) == [f"{calls}{name}.ics"]
    assert desk.sync().requests == 1
    desk.delete(calls, "odd")
    assert desk.sync().deleted_remote == 1
    assert site.phone.listed(calls) == {}
    same(desk, calls)


def test_two_resources_of_one_uid_are_both_kept(site: CalendarSite, desks: MakeDesk) -> None:
    calls = site.filled({"a.ics": event("1", "First"), "b.ics": event("1", "Second")})
    desk = desks(site)
    desk.connect()
    desk.sync()
    assert len(desk.texts(calls)) == 1
    assert len(desk.problems()) == 1
    assert desk.sync().requests == 1
    assert len(site.phone.listed(calls)) == 2
    (shown,) = desk.texts(calls).values()
    kept, gone = ("b", "a") if "First" in shown else ("a", "b")
    site.phone.delete(f"{calls}{gone}.ics")
    desk.sync()
    assert list(site.phone.listed(calls)) == [f"{calls}{kept}.ics"]
    assert desk.problems() == []
    same(desk, calls)


def test_tasks_beside_events_are_left_alone(desk: SyncedDesk, calls: str) -> None:
    desk.site.phone.put(f"{calls}todo.ics", todo("t"))
    desk.sync()
    assert set(desk.texts(calls)) == {"1"}
    assert desk.sync().requests == 1
    desk.change(calls, "1", summary="Other")
    desk.sync()
    desk.now += timedelta(days=2)
    desk.sync()
    assert len(desk.site.phone.listed(calls)) == 2


def test_what_cannot_be_read_is_remembered_and_left_alone(desk: SyncedDesk, calls: str) -> None:
    desk.site.phone.put(f"{calls}odd.ics", event("odd", start="20260101T010101Z"))
    desk.site.phone.put(f"{calls}2.ics", event("2"))
    desk.site.proxy.when("REPORT|GET")(with_body(rb"DTSTART:20260101T010101Z", b"DTSTART:nonsense"))
    told = desk.sync()
    assert told.failure is None
    assert set(desk.texts(calls)) == {"1", "2"}
    assert [problem.key for problem in desk.problems()] == [f"{calls}odd.ics"]
    assert desk.standing().problems
    assert desk.sync().requests == 1
    desk.now += timedelta(days=2)
    desk.sync()
    assert len(desk.site.phone.listed(calls)) == 3
    desk.site.proxy.behave()
    desk.site.phone.put(f"{calls}odd.ics", event("odd", "Mended"))
    desk.sync()
    assert desk.problems() == []
    same(desk, calls)


def test_two_computers_meet_at_the_server(desk: SyncedDesk, calls: str, desks: MakeDesk) -> None:
    other = desks(desk.site)
    other.connect()
    other.sync()
    first, second = desk.add(calls, "From here"), other.add(calls, "From there")
    desk.change(calls, "1", location="Here")
    other.change(calls, "1", description="There")
    for each in (desk, other, desk, other):
        each.sync()
    for each in (desk, other):
        assert set(each.texts(calls)) == {"1", first, second}
        assert each.conflicts() == []
        same(each, calls)


def test_a_calendar_that_is_emptied_asks_first(site: CalendarSite, desks: MakeDesk) -> None:
    desk, calls = ten(site, desks)
    for path in site.phone.listed(calls):
        site.phone.delete(path)
    guarded(desk, calls)
    answer_guard(desk.program.store, desk.calendar(calls), GuardAnswer.DELETE, now=desk.clock())
    assert desk.sync().deleted_local == 10
    assert desk.texts(calls) == {}
    assert desk.sync().requests == 1


def test_a_calendar_that_loses_most_is_put_back_on_request(site: CalendarSite, desks: MakeDesk) -> None:
    desk, calls = ten(site, desks)
    for number in range(6):
        site.phone.delete(f"{calls}{number}.ics")
    guarded(desk, calls)
    answer_guard(desk.program.store, desk.calendar(calls), GuardAnswer.KEEP, now=desk.clock())
    assert desk.sync().uploaded == 6
    assert len(site.phone.listed(calls)) == 10
    same(desk, calls)
    assert desk.sync().requests == 1


def ten(site: CalendarSite, desks: MakeDesk) -> tuple[SyncedDesk, str]:
    """A desk with ten events, synced."""
    calls = site.filled({f"{n}.ics": event(str(n)) for n in range(10)})
    desk = desks(site)
    desk.connect()
    desk.sync()
    return desk, calls


def guarded(desk: SyncedDesk, calls: str) -> None:
    """A sync deletes nothing and asks, however often it runs, and exchanges what is new all the same."""
    for _ in range(2):
        told = desk.sync()
        assert told.deleted_local == 0
        assert len(desk.texts(calls)) == 10
        (standing,) = desk.standing().collections
        assert standing.collection.standing is CollectionStanding.GUARDED


def test_half_of_a_calendar_may_go(site: CalendarSite, desks: MakeDesk) -> None:
    desk, calls = ten(site, desks)
    for number in range(5):
        site.phone.delete(f"{calls}{number}.ics")
    assert desk.sync().deleted_local == 5
    same(desk, calls)


def test_a_calendar_that_is_deleted_there_stays_here_with_what_waits(desk: SyncedDesk, calls: str) -> None:
    desk.change(calls, "1", summary="Not sent yet")
    desk.site.phone.delete(calls)
    for _ in range(2):
        told = desk.sync()
        assert "does not have this calendar any more" in str(told.failure)
        assert "SUMMARY:Not sent yet" in desk.texts(calls)["1"]
        assert len(desk.journal(calls)) == 1
        assert desk.standing().collections[0].collection.standing is CollectionStanding.GONE
    desk.site.phone.make_calendar(calls, "Calls")
    desk.sync()
    desk.sync()
    assert "SUMMARY:Not sent yet" in "".join(desk.site.phone.held(calls).values())
    same(desk, calls)


def test_a_changed_password_is_asked_for_and_nothing_is_lost(desk: SyncedDesk, calls: str) -> None:
    desk.add(calls, "Waits")
    desk.site.change_password("another one")
    desk.sync()
    assert desk.standing().failure is not None
    asked = len(desk.site.proxy.asked)
    desk.sync()
    assert len(desk.site.proxy.asked) == asked  # a wrong password is not tried again: that locks accounts
    assert desk.standing().waiting == 1
    (account,) = desk.standing().accounts
    change_password(desk.program.store, desk.program.secrets, desk.open_server, account.id, "another one")
    assert desk.sync().uploaded == 1
    same(desk, calls)


def test_a_read_only_calendar_is_shown_and_not_edited(calendar_site: CalendarSite, desks: MakeDesk) -> None:
    site = calendar_site
    calls = site.filled({"1.ics": event("1")}, "holidays-read-only")
    desk = desks(site)
    desk.connect()
    assert desk.sync().downloaded == 1
    assert [each.read_only for each in list_calendars(desk.program.store) if each.id == desk.calendar(calls)] == [True]
    with pytest.raises(InvalidInput):
        desk.change(calls, "1", summary="Mine")
    with pytest.raises(InvalidInput):
        desk.add(calls)
    assert desk.sync().requests == 1


def test_the_whole_list_is_compared_now_and_then(site: CalendarSite, desks: MakeDesk) -> None:
    """A restored server calls an old token valid, and tells nothing of what it lost or has otherwise."""
    desk, calls = ten(site, desks)
    site.proxy.when("REPORT", body=b"sync-collection", times=1)(
        with_body(rb"<(\w+:)?response>.*</(\w+:)?response>", b"")
    )
    site.phone.delete(f"{calls}1.ics")
    site.phone.put(f"{calls}2.ics", event("2", "Changed"))
    desk.sync()
    desk.now += timedelta(days=2)
    desk.sync()
    same(desk, calls)


def test_a_sync_that_begins_after_a_year_still_meets(desk: SyncedDesk, calls: str) -> None:
    desk.add(calls, "Before", start=BEGIN)
    desk.now += timedelta(days=365)
    desk.site.phone.put(f"{calls}2.ics", event("2"))
    assert desk.sync().uploaded == 1
    desk.sync()
    same(desk, calls)
