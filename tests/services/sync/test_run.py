"""A run of the sync: what comes, what goes, and with how many requests."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from tests.servers.events import event, override, said, series, todo
from tests.services.sync.desk import Desk
from tests.services.sync.dying import Death, DyingStore
from tests.services.sync.fake_server import ANNA, PASSWORD, FakeServer

from opiekun.domain.errors import Refused
from opiekun.domain.sync.accounts import Auth, CollectionStanding, SyncBy
from opiekun.domain.sync.failures import DavFailure
from opiekun.domain.sync.report import SyncProgress
from opiekun.services.calendars import save_calendar
from opiekun.services.ports import Store
from opiekun.services.rulebook import STANDARD_HOURS
from opiekun.services.sync.accounts import SECRET
from opiekun.services.sync.checking import check_memory
from opiekun.services.sync.runs import runs

BY = pytest.mark.parametrize("by", list(SyncBy))


def test_the_first_run_brings_everything(desk: Desk, server: FakeServer) -> None:
    server.only.phone_puts(event("a", "Ala"))
    server.only.phone_puts(series("b", overrides=(override("b", "20260629T090000Z", "Later"),)))
    report = desk.sync_one()
    assert (report.downloaded, report.uploaded, report.requests, report.failure) == (2, 0, 3, None)
    assert desk.texts() == server.only.texts()
    assert desk.progress[-1] == SyncProgress("Work", 2, 2)
    assert desk.standing.last_success is not None


def test_many_come_in_batches(desk: Desk, server: FakeServer) -> None:
    for number in range(1_000):
        server.only.phone_puts(event(f"{number}"), f"{server.only.url}{number}.ics")
    report = desk.sync_one()
    assert (report.downloaded, report.requests) == (1_000, 5)
    assert desk.texts() == server.only.texts()


@BY
def test_nothing_new_is_one_request(desk: Desk, server: FakeServer, by: SyncBy) -> None:
    server.only.by = by
    server.only.phone_puts(event("a"))
    desk.sync()
    report = desk.sync_one()
    assert (report.requests, report.downloaded) == (1, 0)
    assert desk.sync_one().requests == 1


def test_one_remote_change_is_two_requests(desk: Desk, server: FakeServer) -> None:
    server.only.phone_puts(event("a"))
    server.only.phone_puts(event("b"))
    desk.sync()
    server.only.phone_puts(event("a", "Changed"))
    server.only.phone_deletes("b")
    report = desk.sync_one()
    assert (report.requests, report.downloaded, report.deleted_local) == (2, 1, 1)
    assert desk.texts() == server.only.texts()


@pytest.mark.parametrize("change", ["new", "changed", "deleted"])
def test_one_local_change_is_one_write_and_one_more(desk: Desk, server: FakeServer, change: str) -> None:
    server.only.phone_puts(event("a"))
    desk.sync()
    desk.write(
        "b" if change == "new" else "a", None if change == "deleted" else event("b" if change == "new" else "a", "Mine")
    )
    assert desk.standing.waiting == 1
    report = desk.sync_one()
    assert report.requests == 2
    assert (report.uploaded, report.deleted_remote) == ((0, 1) if change == "deleted" else (1, 0))
    assert (report.downloaded, report.deleted_local, report.waits) == (0, 0, 0)
    assert desk.texts() == server.only.texts()
    assert desk.sync_one().requests == 1


@BY
@pytest.mark.parametrize("etags", [True, False])
def test_every_kind_of_server_is_synced(desk: Desk, server: FakeServer, by: SyncBy, etags: bool) -> None:
    there = server.only
    there.by, there.etags = by, etags
    there.texts_in_changes = etags
    for uid in "abcd":
        there.phone_puts(event(uid))
    desk.sync()
    desk.write("a", event("a", "Mine"))
    desk.write("b", None)
    desk.write("e", event("e"))
    there.phone_puts(event("c", "Theirs"))
    there.phone_deletes("d")
    there.phone_puts(event("f"))
    desk.sync()
    assert desk.texts() == there.texts()
    assert there.texts() == {
        "a": event("a", "Mine"),
        "c": event("c", "Theirs"),
        "e": event("e"),
        "f": event("f"),
    }
    assert desk.standing.waiting == desk.standing.conflicts == 0
    assert desk.sync_one().failure is None


def test_pages_are_followed(desk: Desk, server: FakeServer) -> None:
    for uid in "abcdefg":
        server.only.phone_puts(event(uid))
    server.only.page = 3
    desk.sync()
    assert desk.texts() == server.only.texts()
    for uid in "aceg":
        server.only.phone_puts(event(uid, "Changed"))
    server.only.phone_deletes("b")
    desk.sync()
    assert desk.texts() == server.only.texts()


@pytest.mark.parametrize("known", [True, False])
def test_pages_without_an_end_are_not_followed_for_ever(desk: Desk, server: FakeServer, known: bool) -> None:
    if known:
        server.only.phone_puts(event("a"))
        desk.sync()
    server.only.page = 0
    for uid in "abc":
        server.only.phone_puts(event(uid, "Changed"))
    assert desk.sync_one().failure is None
    assert desk.texts() == server.only.texts()
    assert any("does not tell its changes to their end" in line for line in desk.said())
    server.only.page = None
    server.only.phone_deletes("b")
    server.only.phone_puts(event("d"))
    desk.sync()
    assert desk.texts() == server.only.texts()


@pytest.mark.parametrize("known", [True, False])
def test_cancelling_stops_between_two_pages(desk: Desk, server: FakeServer, known: bool) -> None:
    for number in range(40):
        server.only.phone_puts(event(f"{number}"))
    if known:
        desk.sync()
        for number in range(15):
            server.only.phone_deletes(f"{number}")
    server.only.page = 1
    desk.cancel_after = 9
    server.calls.clear()
    assert desk.sync().cancelled
    assert server.calls.count("changes") < 15
    desk.cancel_after = None
    desk.sync()
    assert desk.texts() == server.only.texts()


def test_a_token_that_is_not_known_any_more(desk: Desk, server: FakeServer) -> None:
    for uid in "abc":
        server.only.phone_puts(event(uid))
    desk.sync()
    desk.write("a", event("a", "Mine"))
    server.only.phone_puts(event("b", "Theirs"))
    server.only.phone_deletes("c")
    server.only.oldest = len(server.only.history)
    desk.sync()
    assert desk.texts() == server.only.texts() == {"a": event("a", "Mine"), "b": event("b", "Theirs")}


def test_an_answer_that_tells_of_nothing_is_not_gone_on_from(desk: Desk, server: FakeServer) -> None:
    server.only.phone_puts(event("a"))
    desk.sync()
    server.only.phone_puts(event("b"))
    server.only.tells_nothing = True
    assert desk.sync_one().downloaded == 0
    server.only.tells_nothing = False
    assert desk.sync_one().downloaded == 1
    assert sorted(desk.texts()) == ["a", "b"]


def test_a_token_that_lies_is_found_out_within_a_day(desk: Desk, server: FakeServer) -> None:
    for uid in "abc":
        server.only.phone_puts(event(uid))
    desk.sync()
    server.only.phone_puts(event("a", "Restored"))
    server.only.phone_deletes("b")
    for _ in range(2):
        server.only.history.pop()
    desk.sync()
    assert desk.texts()["a"] == event("a")
    desk.at = desk.at.replace(day=desk.at.day + 1, hour=23)
    desk.sync()
    assert desk.texts() == server.only.texts()


def test_what_cannot_be_shown_is_remembered_and_not_fetched_again(desk: Desk, server: FakeServer) -> None:
    server.only.phone_puts(todo("t"))
    server.only.put(f"{server.only.url}broken.ics", "BEGIN:VCALENDAR\r\n???")
    server.only.phone_puts(event("a"))
    assert desk.sync_one().unshown == 2
    assert "New entries of the server that cannot be shown here, and stay there as they are: 2." in desk.said()
    assert list(desk.texts()) == ["a"]
    assert len(desk.standing.problems) == 2
    report = desk.sync_one()
    assert (report.requests, report.unshown, desk.said()) == (1, 0, [])
    assert len(server.only.resources) == 3
    checked = check_memory(desk.store)
    assert (checked.resources, checked.unshown, checked.missing) == (3, 2, ())


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("SUMMARY:Acme\\, the\r\n  call\\nand more", "Acme, the call and more"),
        ("summary;LANGUAGE=en:Acme", "Acme"),
        ("SUMMARY:", ""),
        ("X-SUMMARY:Acme", ""),
    ],
)
def test_what_cannot_be_shown_is_called_by_its_title(desk: Desk, server: FakeServer, line: str, title: str) -> None:
    broken = event("a").replace("SUMMARY:Call", line).replace("DTSTART:", "DTSTART:never")
    server.only.put(f"{server.only.url}a.ics", broken)
    desk.sync()
    (unshown,) = desk.standing.problems
    assert (unshown.calendar.id, unshown.title) == (desk.calendar_id, title)


def test_a_second_event_of_a_uid_takes_the_place_of_the_first_when_that_goes(desk: Desk, server: FakeServer) -> None:
    there = server.only
    there.put(f"{there.url}1.ics", event("a", "First"))
    there.put(f"{there.url}2.ics", event("a", "Second"))
    desk.sync()
    assert desk.texts() == {"a": event("a", "First")}
    assert len(desk.standing.problems) == 1
    there.drop(f"{there.url}1.ics")
    desk.sync()
    assert desk.texts() == {"a": event("a", "Second")}
    assert not desk.standing.problems
    desk.write("a", None)
    desk.sync()
    assert not there.resources


def test_an_event_that_moved_to_another_address_is_the_same(desk: Desk, server: FakeServer) -> None:
    there = server.only
    there.put(f"{there.url}1.ics", event("a"))
    desk.sync()
    desk.write("a", event("a", "Mine"))
    there.drop(f"{there.url}1.ics")
    there.put(f"{there.url}2.ics", event("a"))
    desk.sync()
    assert there.texts() == desk.texts() == {"a": event("a", "Mine")}


def test_what_a_server_leaves_out_is_asked_for_alone(desk: Desk, server: FakeServer) -> None:
    there = server.only
    there.leaves_out = {there.phone_puts(event("a"))}
    there.phone_puts(event("b"))
    desk.sync()
    assert desk.texts() == there.texts()


def test_one_that_cannot_be_looked_at_after_it_was_sent_does_not_stop_the_others(
    desk: Desk, server: FakeServer
) -> None:
    there = server.only
    desk.sync()
    desk.write("a", event("a"))
    desk.write("b", event("b"))
    server.when_done = there.history.clear  # its changes never tell of what was put
    server.fail("get", DavFailure.SERVER)
    report = desk.sync_one()
    assert (report.failure, report.uploaded, report.waits) == (None, 2, 1)
    assert desk.sync_one().waits == 0
    assert desk.texts() == there.texts() == {"a": event("a"), "b": event("b")}


def test_one_that_the_server_does_not_give_out_is_tried_again(desk: Desk, server: FakeServer) -> None:
    there = server.only
    href = there.phone_puts(event("a"))
    there.leaves_out = {href}
    there.phone_puts(event("b"))
    server.fail("get", DavFailure.FORBIDDEN)
    desk.sync()
    assert list(desk.texts()) == ["b"]
    desk.sync()
    assert desk.texts() == there.texts()
    assert desk.sync_one().requests == 1


def test_one_account_that_fails_does_not_stop_another(desk: Desk, server: FakeServer) -> None:
    server.add("Team")
    desk.connect()
    for collection in server.collections.values():
        collection.phone_puts(event(collection.name))
    server.fail("state", DavFailure.FORBIDDEN)
    first, second = desk.sync().collections
    assert first.failure is not None
    assert (second.downloaded, second.failure) == (1, None)
    assert desk.standing.failure is not None
    first, second = desk.sync().collections
    assert (first.downloaded, first.failure) == (1, None)
    assert desk.standing.failure is None


def test_a_refused_password_of_the_environment_is_told_as_such(
    desk: Desk, server: FakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPIEKUN_SECRET_CALDAV", "of another account")
    told = (
        "The server at https://cal.example.com/anna/ does not accept anna with the password of the environment "
        "variable OPIEKUN_SECRET_CALDAV, which serves all calendar servers here: give them the same password, or start "
        "without it where a keyring works."
    )
    assert str(desk.sync_one().failure) == told
    (account,), (synced,) = desk.standing.accounts, desk.standing.collections
    assert (str(account.asks), str(synced.collection.failure)) == (told, told)
    assert desk.said() == [told]
    monkeypatch.delenv("OPIEKUN_SECRET_CALDAV")
    desk.sync(by_hand=True)
    assert desk.standing.accounts[0].asks is None


def test_a_refused_password_asks_the_agent_and_nothing_more(desk: Desk, server: FakeServer) -> None:
    server.password = "another"  # noqa: S105
    report = desk.sync_one()
    assert report.failure is not None
    calls = len(server.calls)
    assert desk.sync_one().failure is not None
    assert len(server.calls) == calls
    desk.connect(replace(ANNA, password="another"))  # noqa: S106
    assert desk.sync_one().failure is None


def test_who_syncs_by_hand_tries_a_password_that_was_set_right_elsewhere(desk: Desk, server: FakeServer) -> None:
    known, server.password = server.password, "another"
    desk.sync()
    server.password = known
    assert desk.sync_one().failure is not None
    (report,) = desk.sync(by_hand=True).collections
    assert report.failure is None
    assert desk.sync_one().failure is None
    assert desk.standing.failure is None


def test_another_way_to_sign_in_is_remembered_once_it_was_taken(desk: Desk, server: FakeServer) -> None:
    server.wants = Auth.DIGEST
    server.fail("state", DavFailure.SERVER)
    desk.sync()
    assert desk.standing.accounts[0].auth is Auth.BASIC
    desk.sync()
    assert desk.standing.accounts[0].auth is Auth.DIGEST


def test_a_busy_server_is_left_alone_as_long_as_it_says(desk: Desk, server: FakeServer) -> None:
    server.fail("state", DavFailure.BUSY, retry_after=60)
    assert desk.sync_one().failure is not None
    calls = len(server.calls)
    failure = desk.sync_one().failure
    assert failure is not None
    assert (
        failure.parts["time"]
        == f"{(desk.at + timedelta(seconds=60)).astimezone(ZoneInfo(STANDARD_HOURS.timezone)):%Y-%m-%d %H:%M}"
    )
    assert len(server.calls) == calls
    desk.at = desk.at.replace(minute=30)
    assert desk.sync_one().failure is None
    with desk.store.read() as unit:  # else it would not be asked ahead any more
        assert [account.retry_at for account in unit.sync.accounts()] == [None]


def test_a_clock_that_was_set_back_does_not_keep_a_busy_server_alone_for_years(desk: Desk, server: FakeServer) -> None:
    today = desk.at
    desk.at = today.replace(year=today.year + 4)
    server.fail("state", DavFailure.BUSY, retry_after=60)
    assert desk.sync_one().failure is not None
    desk.at = today
    assert desk.sync_one().failure is None


class _FullDisk(Death):
    """Has no room for one transaction, once something was fetched."""

    def __init__(self) -> None:
        super().__init__(0)
        self.full = False

    def fetches(self, call: str) -> None:
        self.full = self.full or call.startswith("fetch")

    def step(self, _call: str = "") -> None:
        if self.full:
            self.full = False
            raise Refused("The disk is full.")


def test_a_desk_without_room_is_told_and_no_success(desk: Desk, server: FakeServer) -> None:
    server.only.phone_puts(event("a"))
    disk, store = _FullDisk(), desk.store
    desk.store, server.while_asked = DyingStore(store, disk), disk.fetches
    report = desk.sync_one()
    assert report.failure is not None
    assert str(report.failure.refusal()) == "The disk is full."
    desk.store, server.while_asked = store, lambda _call: None
    assert desk.sync_one().downloaded == 1


def test_a_failure_that_cannot_be_remembered_ends_the_run(desk: Desk, server: FakeServer) -> None:
    server.only.phone_puts(event("a"))
    disk = _FullDisk()
    desk.store, server.while_asked = DyingStore(desk.store, disk), disk.fetches
    server.fail("fetch", DavFailure.UNREACHABLE)
    with pytest.raises(Refused, match="disk is full"):
        desk.sync()


def test_a_collection_that_is_gone_keeps_its_events_and_edits(desk: Desk, server: FakeServer) -> None:
    there = server.only
    for uid in "abc":
        there.phone_puts(event(uid))
    desk.sync()
    desk.write("a", event("a", "Mine"))
    desk.write("b", None)
    desk.write("d", event("d"))
    there.there = False
    report = desk.sync_one()
    assert report.failure is not None
    assert desk.standing.collections[0].collection.standing is CollectionStanding.GONE
    assert sorted(desk.texts()) == ["a", "c", "d"]
    assert desk.standing.waiting == 3
    there.there = True
    assert desk.sync_one().failure is None
    assert desk.texts() == there.texts() == {"a": event("a", "Mine"), "c": event("c"), "d": event("d")}
    assert desk.standing.collections[0].collection.standing is CollectionStanding.ACTIVE


def test_a_collection_that_was_made_anew_is_compared_whole(desk: Desk, server: FakeServer) -> None:
    """DAViCal takes the token of the one that was deleted, and tells nothing then of what it has no more."""
    there = server.only
    for uid in "abcdef":
        there.phone_puts(event(uid))
    desk.sync()
    there.there = False
    desk.sync()
    there.there = True
    there.resources.clear()
    there.phone_puts(event("g"))
    assert desk.sync_one().missing
    assert desk.standing.collections[0].collection.standing is CollectionStanding.GUARDED
    assert sorted(desk.texts()) == [*"abcdefg"]


def test_only_one_run_at_a_time(desk: Desk, store: Store) -> None:
    with store.alone("sync") as alone:
        assert alone
        with pytest.raises(Refused, match="synced already"):
            desk.sync()


def test_without_an_account_it_says_how_to_connect(store: Store, server: FakeServer, now: datetime) -> None:
    with pytest.raises(Refused, match="opiekun calendar connect"):
        Desk(store, server, now).sync()


def test_cancelling_stops_between_two_batches(desk: Desk, server: FakeServer) -> None:
    for number in range(1_000):
        server.only.phone_puts(event(f"{number}"), f"{server.only.url}{number}.ics")
    desk.cancel_after = 4
    run = desk.sync()
    assert run.cancelled
    assert 0 < len(desk.texts()) < 1_000
    desk.cancel_after = None
    missing = 1_000 - len(desk.texts())
    assert desk.sync_one().downloaded == missing
    assert desk.texts() == server.only.texts()
    assert [each.cancelled for each in runs(desk.store, 9)] == [False, True]


def test_runs_are_logged(desk: Desk, server: FakeServer) -> None:
    server.only.phone_puts(event("a"))
    desk.sync()
    assert desk.said() == ["Came: 1, went out: 0, deleted here: 0, deleted there: 0."]
    assert said(desk.texts()["a"]) == said(event("a"))


def test_a_run_that_is_killed_has_told_of_the_collections_it_got_through(desk: Desk, server: FakeServer) -> None:
    desk.sync()
    server.add("Team")
    desk.connect()
    next(iter(server.collections.values())).phone_puts(event("a"))
    server.fail("state", KeyboardInterrupt())  # which only the new one is asked for
    with pytest.raises(KeyboardInterrupt):
        desk.sync()
    (run,) = runs(desk.store, 1)
    assert run.ended_at is None
    assert [each.downloaded for each in run.collections] == [1]


def test_a_password_that_is_missing_here_is_asked_for_and_not_remembered(desk: Desk, server: FakeServer) -> None:
    account = desk.standing.accounts[0]
    desk.secrets.forget(SECRET, account.id)
    assert "no password" in str(desk.sync_one().failure)
    desk.secrets.set(SECRET, account.id, PASSWORD)
    assert desk.sync_one().failure is None


def test_a_calendar_follows_its_name_on_the_server_unless_it_was_renamed_here(desk: Desk, server: FakeServer) -> None:
    def renamed_there(name: str) -> str:
        server.only.name = name
        desk.at += timedelta(days=1)
        desk.sync()
        return desk.standing.collections[0].calendar.name

    desk.sync()
    assert renamed_there("Calls\n") == "Calls"
    save_calendar(desk.store, replace(desk.standing.collections[0].calendar, name="Mine"))
    assert renamed_there("Others") == "Mine"
