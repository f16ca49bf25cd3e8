"""When runs begin and how they end, with a program beside the window that does what the test says."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QTimer
from PySide6.QtNetwork import QNetworkInformation
from tests.desktop.bench import TUESDAY_10, Bench
from tests.desktop.sync.conftest import Beside, an_event, mirrored

from opiekun.bootstrap import build
from opiekun.clock import Clock
from opiekun.desktop.sync.child import sync_command
from opiekun.desktop.sync.reconnect import Reconnect
from opiekun.desktop.sync.run_words import headline
from opiekun.desktop.sync.schedule import EVERY, not_before, pause
from opiekun.desktop.sync.sync import CalendarSync
from opiekun.desktop.sync.words import how_far, line
from opiekun.domain.calendar.events import Calendar
from opiekun.domain.sync.accounts import Auth, CollectionStanding, DavAccount
from opiekun.domain.sync.report import RunReport, SyncProgress
from opiekun.domain.sync.told import Told
from opiekun.services.events import add_event
from opiekun.services.sync.guard import GuardAnswer, answer_guard
from opiekun.services.sync.runs import RUNS_KEPT, runs

Until = Callable[..., None]
ACCOUNT = DavAccount("a", "https://cloud.example.com/", "anna", Auth.BASIC)
ASKS = Told("The password is refused.")


def opened(bench: Bench, sync: CalendarSync, until: Until) -> None:
    bench.session.open()
    until(lambda: bench.session.worker.idle and sync.state.standing is not None)


def test_a_run_tells_how_far_it_is_and_ends(
    bench: Bench, sync: CalendarSync, beside: Beside, work: Calendar, until: Until
) -> None:
    opened(bench, sync, until)
    beside.does("tell 0 0", "tell 120 5200", f"await {beside.go}", "exit 0")
    sync.run_now()
    until(lambda: any(each.progress == SyncProgress("Work", 120, 5200) for each in beside.states))
    assert sync.state.running
    beside.go.touch()
    until(lambda: not sync.state.running and bench.session.worker.idle)
    assert sync.state.progress is None
    assert not sync.state.failure
    assert beside.runs == 1


def test_a_calendar_whose_list_is_waited_for_is_named() -> None:
    assert how_far(SyncProgress("Work\nteam")) == "Work team: waiting for the server’s list"
    assert len(how_far(SyncProgress("x" * 500))) < 80
    assert how_far(SyncProgress("")) == how_far(None) == "Syncing calendars…"
    assert how_far(SyncProgress("Work", 0, 20)) == "Syncing calendars: 0 of 20"


def test_two_runs_are_never_under_way_at_once_and_one_that_was_wished_for_meanwhile_follows(
    bench: Bench, sync: CalendarSync, beside: Beside, work: Calendar, until: Until
) -> None:
    opened(bench, sync, until)
    sync.start()
    beside.does(f"await {beside.go}", "exit 0")
    sync.run_now()
    until(lambda: beside.runs == 1)
    sync.run_now()
    sync.run_now()
    assert beside.runs == 1
    beside.go.touch()
    until(lambda: beside.runs == 2 and not sync.state.running)


def test_nothing_runs_where_no_server_is_connected(
    bench: Bench, sync: CalendarSync, beside: Beside, until: Until
) -> None:
    opened(bench, sync, until)
    sync.start()
    sync.run_now()
    sync.run_soon()
    until(lambda: bench.session.worker.idle)
    assert not sync.state.running
    assert beside.runs == 0


def test_a_change_of_a_calendar_on_a_server_goes_out_after_some_quiet(
    bench: Bench, sync: CalendarSync, beside: Beside, work: Calendar, until: Until
) -> None:
    opened(bench, sync, until)
    sync.start()
    bench.session.write(lambda store: add_event(store, an_event(work), now=TUESDAY_10, calendar_id=work.id))
    until(lambda: sync.state.standing is not None and sync.state.standing.waiting == 1)
    until(lambda: beside.runs == 1 and not sync.state.running)


def test_what_may_be_deleted_goes_soon_and_not_before_it_can_be_taken_back(
    bench: Bench, sync: CalendarSync, beside: Beside, work: Calendar, until: Until
) -> None:
    with bench.program.store.write() as unit:
        collection = unit.sync.collection(work.id)
        assert collection is not None
        unit.sync.save_collection(replace(collection, standing=CollectionStanding.GUARDED, missing=41, known=52))
    opened(bench, sync, until)
    sync.start()
    until(lambda: beside.runs == 1 and not sync.state.running)
    bench.session.write(lambda store: answer_guard(store, work.id, GuardAnswer.DELETE, now=TUESDAY_10))
    until(lambda: 30_000 in [each.interval() for each in sync.findChildren(QTimer) if each.isActive()])


def test_a_calendar_that_is_connected_later_is_synced_without_being_asked_for(
    bench: Bench, sync: CalendarSync, beside: Beside, work: Calendar, until: Until
) -> None:
    opened(bench, sync, until)
    sync.start()
    until(lambda: beside.runs == 1 and not sync.state.running)
    until(lambda: bench.session.worker.idle)  # the look that follows the run: one that is under way takes no other
    mirrored(bench.program.store, "Team")
    bench.session.look()
    until(lambda: sync.state.standing is not None and len(sync.state.standing.collections) == 2)
    until(lambda: beside.runs == 2 and not sync.state.running)


def test_only_who_asks_for_a_run_has_it_done_by_hand(
    bench: Bench, sync: CalendarSync, beside: Beside, work: Calendar, until: Until
) -> None:
    opened(bench, sync, until)
    sync.start()
    until(lambda: beside.runs == 1 and not sync.state.running)
    sync.run_now()
    until(lambda: beside.runs == 2 and not sync.state.running)
    assert beside.options == ["", "--by-hand"]


def test_a_run_is_stopped_politely(
    bench: Bench, sync: CalendarSync, beside: Beside, work: Calendar, until: Until
) -> None:
    opened(bench, sync, until)
    beside.does("tell 1 2", f"await {beside.go}", "exit 1")
    sync.run_now()
    until(lambda: beside.runs == 1)
    sync.cancel()
    until(lambda: not sync.state.running)
    assert not sync.state.failure
    assert not beside.faults


def test_that_a_run_is_stopped_is_said_at_once_and_logged_though_it_was_cut_off(
    bench: Bench, sync: CalendarSync, beside: Beside, work: Calendar, until: Until
) -> None:
    opened(bench, sync, until)
    session, store = bench.session, bench.program.store
    earlier = RunReport(session.now() - timedelta(days=1), None, (), ())
    beside.does("tell 1 2", f"await {beside.go}", "exit 1")
    sync.run_now()
    until(lambda: sync.state.progress is not None)
    with store.write() as unit:
        for run in (earlier, RunReport(session.now(), None, (), ())):
            unit.sync.save_run(run, keep=RUNS_KEPT)
    sync.cancel()
    assert line(sync.state, session.moments, 0) == "Stopping the sync of calendars…"
    until(lambda: not sync.state.running and bench.session.worker.idle)
    assert line(sync.state, session.moments, 0).startswith("The sync of calendars was stopped by you")
    stopped, before = runs(store, 2)
    assert stopped.cancelled
    assert stopped.ended_at is not None
    assert before == earlier
    assert "stopped before its end" in headline(stopped, session.moments, 0, latest=True)
    beside.does("exit 0")
    sync.run_now()
    until(lambda: beside.runs == 2 and not sync.state.running)
    assert "stopped" not in line(sync.state, session.moments, 0)


def test_a_run_that_fails_tells_its_sentence(
    bench: Bench, sync: CalendarSync, beside: Beside, work: Calendar, until: Until
) -> None:
    opened(bench, sync, until)
    beside.does("say The server does not answer.", "exit 1")
    sync.run_now()
    until(lambda: sync.state.failure == "The server does not answer." and not sync.state.running)
    assert not beside.faults
    beside.does("exit 0")
    sync.run_now()
    until(lambda: beside.runs == 2 and not sync.state.running)
    assert not sync.state.failure


def test_a_run_that_meets_a_fault_is_told_as_one_with_its_words(
    bench: Bench, sync: CalendarSync, beside: Beside, work: Calendar, until: Until
) -> None:
    opened(bench, sync, until)
    report = beside.folder / "opiekun-1.txt"
    report.touch()
    for does, told in ((f"say A fault: its report is {report};", str(report)), ("die", "signal 9")):
        beside.faults.clear()
        beside.does(does, "exit 1")
        sync.run_now()
        until(lambda: bool(beside.faults) and not sync.state.running)
        assert told in beside.faults[0]
        assert not sync.state.failure


def test_a_program_that_is_not_there_is_a_fault(bench: Bench, beside: Beside, work: Calendar, until: Until) -> None:
    sync = CalendarSync(bench.session)
    sync.command = lambda: (str(beside.folder / "nothing"),)
    sync.faulty.connect(beside.faults.append)
    opened(bench, sync, until)
    sync.run_now()
    until(lambda: bool(beside.faults) and not sync.state.running)
    sync.close()
    sync.deleteLater()


def test_a_window_that_closes_does_not_wait_for_a_run_that_does_not_listen(
    bench: Bench, sync: CalendarSync, beside: Beside, work: Calendar, until: Until
) -> None:
    opened(bench, sync, until)
    beside.does("tell 1 2", "deaf")
    sync.run_now()
    until(lambda: sync.state.progress is not None)
    sync.close()
    assert not sync.state.failure


def test_the_program_is_started_for_this_desk(tmp_path: Path) -> None:
    program = build(tmp_path)
    command = sync_command(program)
    assert command[:3] == (sys.executable, "-m", "opiekun")
    assert command[command.index("--home") + 1] == str(tmp_path)
    assert "--now" not in command
    assert command[-3:] == ("sync", "--json", "--progress")
    chosen = sync_command(replace(program, clock=Clock(TUESDAY_10)))
    assert datetime.fromisoformat(chosen[chosen.index("--now") + 1]) >= TUESDAY_10


def test_a_network_that_comes_back_is_told_once(sync: CalendarSync) -> None:
    reconnect, told = Reconnect(sync), list[bool]()
    reconnect.reached.connect(lambda: told.append(True))
    reachable = QNetworkInformation.Reachability
    for state in (reachable.Disconnected, reachable.Local, reachable.Online, reachable.Online):
        reconnect.changed(state)
    assert told == [True]


@given(st.integers(0, 50))
def test_the_more_runs_failed_the_longer_the_pause_and_never_longer_than_ever(failures: int) -> None:
    assert timedelta(minutes=1) <= pause(failures) <= EVERY
    if failures:
        assert pause(failures) <= pause(failures + 1)


def test_a_server_that_wants_to_be_left_alone_is_and_one_that_asks_waits_for_the_agent() -> None:
    later = TUESDAY_10 + timedelta(minutes=3)
    busy, asking = replace(ACCOUNT, retry_at=later), replace(ACCOUNT, asks=ASKS)
    assert not_before([], TUESDAY_10) is None
    assert not_before([asking], TUESDAY_10) is None
    assert not_before([busy, asking], TUESDAY_10) == later
    assert not_before([busy, ACCOUNT], TUESDAY_10) == TUESDAY_10
    assert not_before([busy], later + timedelta(1)) == later + timedelta(1)
