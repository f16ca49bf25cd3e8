"""“This and all later” here while others change the series: no meeting stands twice, and no edit is lost."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from tests.servers.events import override, series
from tests.services.sync.desk import Desk
from tests.services.sync.fake_server import FakeServer, uid_of

from opiekun.domain.calendar.events import Scope
from opiekun.domain.calendar.expansion import expand
from opiekun.domain.calendar.reading import details_of, read_text
from opiekun.domain.instants import utc_seconds
from opiekun.domain.sync.failures import DavFailure
from opiekun.domain.sync.local import ConflictKind
from opiekun.services.done import Done
from opiekun.services.events import change_event, delete_event, move_event, rename_event
from opiekun.services.sync.conflicts import Choice, conflicts, settle
from opiekun.services.sync.refused import give_up
from opiekun.services.undo import undo

SINCE, UNTIL = (utc_seconds(datetime(year, 1, 1, tzinfo=UTC)) for year in (2026, 2027))
THIRD, FOURTH, FIFTH = "20260706T090000", "20260713T090000", "20260720T090000"
OLD = ["0622", "0629", "0706", "0713", "0720", "0727", "0803", "0810", "0817", "0824"]
WEEKLY = [f"{day} 0900 Weekly" for day in OLD]


@pytest.fixture
def weekly(desk: Desk, server: FakeServer) -> Desk:
    """A desk with a weekly series of ten."""
    server.only.phone_puts(series("w"))
    desk.sync()
    return desk


def key(desk: Desk, uid: str = "w") -> int:
    with desk.store.read() as unit:
        return unit.calendars.named(uid, desk.calendar_id)[0].key


def meetings(texts: dict[str, str]) -> list[str]:
    """Every occurrence of every event, with when it starts in UTC and what it is called."""
    return sorted(
        f"{datetime.fromtimestamp(start, UTC):%m%d %H%M} {event.summary}"
        for text in texts.values()
        for event, _, start, _ in expand(read_text(text), SINCE, UNTIL, ZoneInfo("UTC"))
    )


def rename_later(desk: Desk, at: str = FOURTH, title: str = "Mine", uid: str = "w") -> Done:
    return rename_event(desk.store, key(desk, uid), at, Scope.FUTURE, title, now=desk.now())


def move_later(desk: Desk, at: str = FOURTH, uid: str = "w", hours: int = 3) -> Done:
    """Move an occurrence and all later ones by some hours."""
    was = details_of(desk.texts()[uid], at)
    by = timedelta(hours=hours)
    return move_event(desk.store, key(desk, uid), at, Scope.FUTURE, was.start + by, was.end + by, now=desk.now())


def later_part(desk: Desk) -> str:
    """The UID of what was split off."""
    (uid,) = desk.texts().keys() - {"w"}
    return uid


def goes_on_there(server: FakeServer, title: str = "Theirs", hour: int = 9) -> None:
    """What another desk has split off the series, from the fourth occurrence on."""
    text = series("o", title).replace("20260622T090000Z", f"20260713T{hour:02}0000Z")
    server.only.phone_puts(text.replace("COUNT=10", "COUNT=7"))


def met(desk: Desk, server: FakeServer) -> list[str]:
    """What stands on both sides once all has gone out and come in."""
    desk.sync()
    report = desk.sync_one()
    assert (report.uploaded, report.downloaded, report.waits) == (0, 0, 0)
    assert meetings(desk.texts()) == meetings(server.only.texts())
    return meetings(server.only.texts())


def changed(days: Sequence[str], title: str = "Weekly", at: str = "0900") -> list[str]:
    return [f"{day} {at} {title}" for day in days]


def test_a_series_that_nobody_else_changed_is_divided_by_two_requests(weekly: Desk, server: FakeServer) -> None:
    rename_later(weekly)
    report = weekly.sync_one()
    assert (report.uploaded, report.waits) == (2, 0)
    assert met(weekly, server) == changed(OLD[:3]) + changed(OLD[3:], "Mine")


def test_a_rename_of_the_whole_series_reaches_both_parts(weekly: Desk, server: FakeServer) -> None:
    move_later(weekly)
    server.only.phone_puts(series("w", "Theirs"))
    assert met(weekly, server) == changed(OLD[:3], "Theirs") + changed(OLD[3:], "Theirs", "1200")
    assert not conflicts(weekly.store)


def test_where_both_rename_the_later_part_theirs_stands_and_mine_is_kept(weekly: Desk, server: FakeServer) -> None:
    rename_later(weekly)
    server.only.phone_puts(series("w", "Theirs"))
    assert met(weekly, server) == changed(OLD, "Theirs")
    (view,) = conflicts(weekly.store)
    assert (view.conflict.uid, view.conflict.touching) == (later_part(weekly), ("SUMMARY",))
    settle(weekly.store, view.conflict.id, Choice.MINE, now=weekly.now())
    assert met(weekly, server) == changed(OLD[:3], "Theirs") + changed(OLD[3:], "Mine")


def test_an_edit_of_a_later_occurrence_goes_into_the_later_part(weekly: Desk, server: FakeServer) -> None:
    rename_later(weekly)
    server.only.phone_puts(series("w", overrides=(override("w", f"{FIFTH}Z", "Weekly", "LOCATION:There"),)))
    assert met(weekly, server) == changed(OLD[:3]) + changed(OLD[3:], "Mine")
    assert details_of(weekly.texts()[later_part(weekly)], FIFTH).location == "There"
    assert not conflicts(weekly.store)


@pytest.mark.parametrize("choice", list(Choice))
def test_an_edit_of_an_occurrence_that_was_moved_here_touches(weekly: Desk, server: FakeServer, choice: Choice) -> None:
    move_later(weekly)
    server.only.phone_puts(series("w", overrides=(override("w", f"{FIFTH}Z", "Theirs"),)))
    theirs = sorted([*changed([*OLD[:4], *OLD[5:]]), "0720 0900 Theirs"])
    assert met(weekly, server) == theirs
    (view,) = conflicts(weekly.store)
    assert view.conflict.uid == later_part(weekly)
    done = settle(weekly.store, view.conflict.id, choice, now=weekly.now())
    moved = changed(OLD[3:], at="1200")
    expected = {
        Choice.MINE: changed(OLD[:3]) + moved,
        Choice.THEIRS: theirs,
        Choice.BOTH: sorted(theirs + moved),
    }
    assert met(weekly, server) == expected[choice]
    assert done.undo is not None
    undo(weekly.store, done.undo, now=weekly.now())
    assert met(weekly, server) == theirs
    assert len(conflicts(weekly.store)) == 1


def test_an_occurrence_that_was_deleted_there_is_not_in_the_later_part(weekly: Desk, server: FakeServer) -> None:
    rename_later(weekly)
    server.only.phone_puts(series("w", "Weekly", f"EXDATE:{FIFTH}Z"))
    assert met(weekly, server) == changed(OLD[:3]) + changed([OLD[3], *OLD[5:]], "Mine")


def test_where_the_first_occurrence_of_the_later_part_was_deleted_there(weekly: Desk, server: FakeServer) -> None:
    rename_later(weekly)
    server.only.phone_puts(series("w", "Weekly", f"EXDATE:{FOURTH}Z"))
    assert met(weekly, server) == changed(OLD[:3]) + changed(OLD[4:], "Mine")


def test_a_move_of_the_whole_series_takes_the_later_part_along(weekly: Desk, server: FakeServer) -> None:
    rename_later(weekly)
    server.only.phone_puts(series("w").replace("20260622T090000Z", "20260623T100000Z"))
    days = [f"{int(day) + 1:04}" if day != "0630" else "0701" for day in OLD]
    assert met(weekly, server) == changed(days[:3], at="1000") + changed(days[3:], "Mine", "1000")
    assert not conflicts(weekly.store)


def test_where_the_series_ends_there_before_it_the_later_part_is_kept_aside(weekly: Desk, server: FakeServer) -> None:
    rename_later(weekly)
    uid = later_part(weekly)
    server.only.phone_puts(series("w").replace("COUNT=10", "UNTIL=20260629T090000Z"))
    assert met(weekly, server) == changed(OLD[:2])
    (view,) = conflicts(weekly.store)
    assert (view.conflict.kind, view.conflict.uid, view.standing) == (ConflictKind.SPLIT_OFF, uid, None)
    assert (view.title, view.series) == ("Mine", "Weekly")
    done = settle(weekly.store, view.conflict.id, Choice.MINE, now=weekly.now())
    assert met(weekly, server) == changed(OLD[:2]) + changed(OLD[3:], "Mine")
    assert done.undo is not None
    undo(weekly.store, done.undo, now=weekly.now())
    assert met(weekly, server) == changed(OLD[:2])


def test_of_two_desks_that_both_divide_a_series_no_meeting_stands_twice(weekly: Desk, server: FakeServer) -> None:
    rename_later(weekly, FIFTH)
    server.only.phone_puts(series("w").replace("COUNT=10", "UNTIL=20260706T090000Z"))
    goes_on_there(server, hour=12)
    assert met(weekly, server) == changed(OLD[:3]) + changed(OLD[3:], "Theirs", "1200")
    assert [view.conflict.kind for view in conflicts(weekly.store)] == [ConflictKind.SPLIT_OFF]


def test_where_a_series_cannot_be_divided_alike_theirs_stands_and_both_parts_are_kept(
    weekly: Desk, server: FakeServer
) -> None:
    move_later(weekly)
    server.only.phone_puts(series("w").replace("FREQ=WEEKLY", "FREQ=MONTHLY"))
    stands = met(weekly, server)
    assert stands == meetings(server.only.texts())
    assert [*weekly.texts()] == ["w"]
    kinds = {view.conflict.uid == "w": view.conflict.kind for view in conflicts(weekly.store)}
    assert kinds == {True: ConflictKind.BOTH_CHANGED, False: ConflictKind.SPLIT_OFF}
    for view in conflicts(weekly.store):
        settle(weekly.store, view.conflict.id, Choice.MINE, now=weekly.now())
    assert met(weekly, server) == changed(OLD[:3]) + changed(OLD[3:], at="1200")


@pytest.mark.parametrize("first", [THIRD, FIFTH])
def test_a_series_that_was_divided_twice(weekly: Desk, server: FakeServer, first: str) -> None:
    """The second time in its first part, or in its later one."""
    rename_later(weekly, first, "One")
    uid = "w" if first == FIFTH else later_part(weekly)
    rename_later(weekly, FOURTH, "Two", uid)
    expected = meetings(weekly.texts())
    server.only.phone_puts(series("w", "Weekly", "LOCATION:There"))
    assert met(weekly, server) == expected
    assert [details_of(text, "").location for text in weekly.texts().values()] == ["There"] * 3


def test_a_later_part_that_was_moved_and_divided_again(weekly: Desk, server: FakeServer) -> None:
    move_later(weekly, THIRD)
    uid = later_part(weekly)
    rename_later(weekly, FIFTH.replace("09", "12"), "Mine", uid)
    server.only.phone_puts(series("w", "Theirs"))
    stands = changed(OLD[:2], "Theirs") + changed(OLD[2:4], "Theirs", "1200") + changed(OLD[4:], "Theirs", "1200")
    assert met(weekly, server) == stands
    (view,) = conflicts(weekly.store)
    assert view.mine is not None
    assert view.mine.summary == "Mine"


def test_a_series_that_was_moved_and_then_divided(weekly: Desk, server: FakeServer) -> None:
    was = details_of(weekly.texts()["w"], "")
    by = timedelta(days=1)
    move_event(weekly.store, key(weekly), "", Scope.ALL, was.start + by, was.end + by, now=weekly.now())
    rename_later(weekly, "20260714T090000")
    expected = meetings(weekly.texts())
    server.only.phone_puts(series("w", "Weekly", "LOCATION:There"))
    assert met(weekly, server) == expected
    assert [details_of(text, "").location for text in weekly.texts().values()] == ["There"] * 2


def test_where_the_first_part_was_deleted_here_it_comes_back_without_the_later_one(
    weekly: Desk, server: FakeServer
) -> None:
    rename_later(weekly)
    delete_event(weekly.store, key(weekly), "", Scope.ALL, now=weekly.now())
    server.only.phone_puts(series("w", "Weekly", "LOCATION:There"))
    assert met(weekly, server) == changed(OLD[:3]) + changed(OLD[3:], "Mine")


def test_where_the_later_part_was_deleted_here_and_an_occurrence_of_it_edited_there(
    weekly: Desk, server: FakeServer
) -> None:
    rename_later(weekly)
    uid = later_part(weekly)
    delete_event(weekly.store, key(weekly, uid), "", Scope.ALL, now=weekly.now())
    server.only.phone_puts(series("w", overrides=(override("w", f"{FIFTH}Z", "Theirs"),)))
    assert met(weekly, server) == sorted([*changed([*OLD[:4], *OLD[5:]]), "0720 0900 Theirs"])
    assert [view.conflict.uid for view in conflicts(weekly.store)] == ["w"]


def test_divided_undone_and_done_again(weekly: Desk, server: FakeServer) -> None:
    done = rename_later(weekly)
    assert done.undo is not None
    back = undo(weekly.store, done.undo, now=weekly.now())
    assert meetings(weekly.texts()) == WEEKLY
    assert back.undo is not None
    undo(weekly.store, back.undo, now=weekly.now())
    server.only.phone_puts(series("w", "Weekly", "LOCATION:There"))
    assert met(weekly, server) == changed(OLD[:3]) + changed(OLD[3:], "Mine")
    assert [details_of(text, "").location for text in weekly.texts().values()] == ["There"] * 2


def test_undone_after_it_met_what_others_changed(weekly: Desk, server: FakeServer) -> None:
    change = details_of(weekly.texts()["w"], FOURTH)
    done = change_event(weekly.store, key(weekly), FOURTH, Scope.FUTURE, change, was=change, now=weekly.now())
    assert done.undo is not None
    undo(weekly.store, done.undo, now=weekly.now())
    server.only.phone_puts(series("w", "Theirs"))
    assert met(weekly, server) == changed(OLD, "Theirs")


def test_what_was_split_off_waits_for_the_server_to_leave_it_to_it(weekly: Desk, server: FakeServer) -> None:
    rename_later(weekly)
    server.only.refuses = lambda text: DavFailure.TOO_LARGE if uid_of(text) == "w" else None
    report = weekly.sync_one()
    assert (report.refused, report.uploaded) == (1, 0)
    assert meetings(server.only.texts()) == WEEKLY
    server.only.refuses = lambda _text: None
    done = give_up(weekly.store, weekly.calendar_id, "w", now=weekly.now())
    assert met(weekly, server) == WEEKLY
    assert done.undo is not None
    undo(weekly.store, done.undo, now=weekly.now())
    server.only.phone_puts(series("w", "Weekly", "LOCATION:There"))
    assert met(weekly, server) == changed(OLD[:3]) + changed(OLD[3:], "Mine")


def test_a_division_whose_answer_was_lost_and_that_was_changed_there_since(weekly: Desk, server: FakeServer) -> None:
    rename_later(weekly)
    server.fail("put", DavFailure.LOST, done=True)
    server.fail("get", DavFailure.LOST)
    weekly.sync()
    ended = server.only.texts()["w"]
    assert meetings(server.only.texts()) == changed(OLD[:3])
    edited = ended.replace("SUMMARY:Weekly", "SUMMARY:Theirs")
    server.only.phone_puts(re.sub(r"((?:DTSTAMP|LAST-MODIFIED):)\d{8}", r"\g<1>20260618", edited))
    assert met(weekly, server) == changed(OLD[:3], "Theirs") + changed(OLD[3:], "Mine")
    assert not conflicts(weekly.store)


def test_an_undone_division_whose_later_part_was_changed_there_meanwhile_stands(
    weekly: Desk, server: FakeServer
) -> None:
    done = rename_later(weekly)
    weekly.sync()
    uid = later_part(weekly)
    assert done.undo is not None
    undo(weekly.store, done.undo, now=weekly.now())
    server.only.phone_puts(server.only.texts()[uid].replace("SUMMARY:Mine", "SUMMARY:Theirs"))
    weekly.sync()
    assert met(weekly, server) == changed(OLD[:3]) + changed(OLD[3:], "Theirs")
    (view,) = conflicts(weekly.store)
    assert (view.conflict.uid, view.mine and view.mine.summary) == (uid, "Weekly")


def test_of_two_desks_that_both_divide_a_series_in_one_place_no_meeting_stands_twice(
    weekly: Desk, server: FakeServer
) -> None:
    move_later(weekly)
    server.only.phone_puts(weekly.texts()["w"].replace(f"SPLIT-OFF:{later_part(weekly)}", "SPLIT-OFF:o"))
    goes_on_there(server)
    assert met(weekly, server) == changed(OLD[:3]) + changed(OLD[3:], "Theirs")
    (view,) = conflicts(weekly.store)
    assert (view.conflict.kind, details_of(view.conflict.mine, "").summary) == (ConflictKind.SPLIT_OFF, "Weekly")


def test_a_division_that_was_sent_twice_on_its_way_is_ours(weekly: Desk, server: FakeServer) -> None:
    rename_later(weekly)
    ended = weekly.texts()["w"]

    def doubled(call: str) -> None:
        if call.startswith("put") and "w.ics" in call and server.only.texts()["w"] != ended:
            server.only.phone_puts(ended)

    server.while_asked = doubled
    assert met(weekly, server) == changed(OLD[:3]) + changed(OLD[3:], "Mine")
    assert not conflicts(weekly.store)


@pytest.mark.parametrize("back", ["Weekly", "Theirs", "divided"])
def test_a_series_that_was_divided_while_it_was_gone_there_and_comes_back_meanwhile(
    weekly: Desk, server: FakeServer, back: str
) -> None:
    move_later(weekly)
    (href,) = (each.href for each in server.only.resources.values())
    server.only.phone_deletes("w")
    server.fail("put", DavFailure.SERVER, times=4)
    weekly.sync()
    server.faults.clear()
    assert server.only.texts() == {}
    if back == "divided":
        server.only.phone_puts(series("w").replace("COUNT=10", "COUNT=3"), href)
        goes_on_there(server, "Weekly")
    else:
        server.only.phone_puts(series("w", back), href)
    stands = met(weekly, server)
    assert len(stands) == len({*stands}) == len(OLD)
    assert {line[:4] for line in stands} == {*OLD}


def test_what_was_edited_since_a_division_was_undone_is_merged_where_it_stands_after_all(
    weekly: Desk, server: FakeServer
) -> None:
    done = rename_later(weekly)
    weekly.sync()
    uid = later_part(weekly)
    assert done.undo is not None
    undo(weekly.store, done.undo, now=weekly.now())
    was = details_of(weekly.texts()["w"], FIFTH)
    later = timedelta(hours=8)
    move_event(weekly.store, key(weekly), FIFTH, Scope.THIS, was.start + later, was.end + later, now=weekly.now())
    there = server.only.texts()[uid]
    server.only.phone_puts(there.replace("SUMMARY:Mine", "SUMMARY:Mine\r\nLOCATION:There"))
    weekly.sync()
    expected = sorted([*changed([*OLD[:4], *OLD[5:]]), "0720 1700 Weekly"])
    assert met(weekly, server) == expected
    assert details_of(weekly.texts()[uid], "").location == "There"


def test_a_division_that_did_not_arrive_is_not_that_of_another_desk(weekly: Desk, server: FakeServer) -> None:
    move_later(weekly)
    server.fail("put", DavFailure.LOST)
    server.fail("get", DavFailure.LOST)
    weekly.sync()
    assert meetings(server.only.texts()) == WEEKLY
    server.only.phone_puts(weekly.texts()["w"].replace(f"SPLIT-OFF:{later_part(weekly)}", "SPLIT-OFF:o"))
    goes_on_there(server)
    assert met(weekly, server) == changed(OLD[:3]) + changed(OLD[3:], "Theirs")
    assert [view.conflict.kind for view in conflicts(weekly.store)] == [ConflictKind.SPLIT_OFF]


@pytest.mark.parametrize("choice", list(Choice))
def test_a_later_part_that_was_kept_aside_comes_back_as_itself(
    weekly: Desk, server: FakeServer, choice: Choice
) -> None:
    rename_later(weekly)
    server.only.phone_puts(series("w").replace("COUNT=10", "COUNT=2"))
    met(weekly, server)
    (view,) = conflicts(weekly.store)
    done = settle(weekly.store, view.conflict.id, choice, now=weekly.now())
    assert (done.name in weekly.texts()) == (choice is not Choice.THEIRS)
    assert met(weekly, server) == changed(OLD[:2]) + (changed(OLD[3:], "Mine") if choice is not Choice.THEIRS else [])


def test_a_later_part_is_not_given_back_before_the_server_has_the_whole_series(
    weekly: Desk, server: FakeServer
) -> None:
    done = rename_later(weekly)
    stands = met(weekly, server)
    assert done.undo is not None
    undo(weekly.store, done.undo, now=weekly.now())
    server.only.refuses = lambda text: DavFailure.TOO_LARGE if uid_of(text) == "w" else None
    weekly.sync()
    assert meetings(server.only.texts()) == stands
    server.only.refuses = lambda _text: None
    given = give_up(weekly.store, weekly.calendar_id, "w", now=weekly.now())
    assert met(weekly, server) == stands
    assert given.undo is not None
    undo(weekly.store, given.undo, now=weekly.now())
    assert met(weekly, server) == WEEKLY


def without_marks(text: str) -> str:
    """As a server writes it that drops what it does not know."""
    return re.sub(r"X-OPIEKUN-SPLIT-OFF:.*\r\n(?: .*\r\n)*", "", text)


def test_a_division_is_known_again_on_a_server_that_keeps_no_marks(weekly: Desk, server: FakeServer) -> None:
    server.only.rewrites = without_marks
    rename_later(weekly)
    server.fail("put", DavFailure.LOST, done=True)
    server.fail("get", DavFailure.LOST)
    weekly.sync()
    assert met(weekly, server) == changed(OLD[:3]) + changed(OLD[3:], "Mine")
    assert not conflicts(weekly.store)


def test_a_division_on_the_phone_at_the_same_occurrence_is_not_ours(weekly: Desk, server: FakeServer) -> None:
    rename_later(weekly)
    ended = without_marks(weekly.texts()["w"])
    server.only.phone_puts(re.sub(r"((?:DTSTAMP|LAST-MODIFIED):)\d{8}", r"\g<1>20260602", ended))
    goes_on_there(server, hour=12)
    assert met(weekly, server) == changed(OLD[:3]) + changed(OLD[3:], "Theirs", "1200")
    assert [view.conflict.kind for view in conflicts(weekly.store)] == [ConflictKind.SPLIT_OFF]


def test_an_undone_division_stands_where_the_first_part_was_moved_there_meanwhile(
    weekly: Desk, server: FakeServer
) -> None:
    done = rename_later(weekly)
    weekly.sync()
    assert done.undo is not None
    undo(weekly.store, done.undo, now=weekly.now())
    server.only.phone_puts(server.only.texts()["w"].replace("DTSTART:20260622T09", "DTSTART:20260622T10"))
    weekly.sync()
    stands = met(weekly, server)
    assert [line[:9] for line in stands[3:]] == [f"{day} 0900" for day in OLD[3:]]
    assert [line[:9] for line in stands[:3]] == [f"{day} 1000" for day in OLD[:3]]


def test_what_arrived_before_a_series_was_divided_is_ours(weekly: Desk, server: FakeServer) -> None:
    rename_event(weekly.store, key(weekly), "", Scope.ALL, "First", now=weekly.now())
    server.fail("put", DavFailure.LOST, done=True)
    server.fail("get", DavFailure.LOST)
    weekly.sync()
    rename_event(weekly.store, key(weekly), "", Scope.ALL, "Second", now=weekly.now())
    rename_later(weekly)
    assert met(weekly, server) == changed(OLD[:3], "Second") + changed(OLD[3:], "Mine")
    assert not conflicts(weekly.store)
