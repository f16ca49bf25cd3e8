"""Colleagues' busy time is asked of the calendar server, shown beside the days, and all are free at once by one key."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from tests.desktop.bench import BRATISLAVA, TUESDAY_10, Bench
from tests.desktop.calendar.screen.desk import Desk, Until, at, fill
from tests.desktop.misfits import NARROW
from tests.desktop.sync.conftest import served
from tests.services.sync.desk import Desk as ServerDesk
from tests.services.sync.fake_server import URL, FakeServer

from opiekun.desktop.calendar.colleagues_panel import ColleaguesPanel
from opiekun.desktop.calendar.grid.frame import HEADER, SCROLL_BAR
from opiekun.desktop.calendar.grid.tip import tip_at
from opiekun.desktop.calendar.grid.title_field import TitleField
from opiekun.domain.instants import utc_datetime, utc_seconds
from opiekun.domain.sync.failures import DavFailure
from opiekun.domain.sync.remote import Busy, FreeBusy


def busy(day: int, hour: int, hours: int, *, tentative: bool = False) -> Busy:
    start = utc_seconds(at(day, hour))
    return Busy(start, start + 3600 * hours, tentative)


@pytest.fixture
def server() -> FakeServer:
    made = FakeServer("Work")
    made.outbox = f"{URL}outbox/"
    made.colleagues = {
        "jana@example.com": (busy(16, 10, 4), busy(17, 9, 8)),
        "piotr@example.com": (busy(16, 15, 2, tentative=True), busy(18, 9, 2)),
    }
    return made


@pytest.fixture
def desk(bench: Bench, server: FakeServer, until: Until) -> Iterator[Desk]:
    fill(bench)
    bench.program = served(bench.program, server)
    ServerDesk(bench.program.store, server, TUESDAY_10, bench.program.secrets).connect()
    server.calls.clear()
    made = Desk(bench, until)
    yield made
    made.close()


def opened(desk: Desk) -> ColleaguesPanel:
    desk.press("C")
    return desk.screen.errands.colleagues


def asked(desk: Desk, typed: str) -> ColleaguesPanel:
    panel = opened(desk)
    panel.field.setText(typed)
    desk.press("Return")
    desk.wait(lambda: not desk.screen.colleagues.asking)
    return panel


def listed(panel: ColleaguesPanel) -> list[str]:
    return [panel.list.item(row).text().strip() for row in range(panel.list.count())]


def said(panel: ColleaguesPanel) -> list[str]:
    return [label.text() for label in panel.findChildren(QLabel) if label.isVisible() and label.text().startswith("◆")]


def test_what_the_server_tells_stands_in_words_and_in_lanes(desk: Desk, server: FakeServer) -> None:
    panel = asked(desk, "jana@example.com, piotr@example.com")
    assert listed(panel) == [
        "JA · jana@example.com",
        "Tue 16 Jun, 10:00–14:00",
        "Wed 17 Jun, 09:00–17:00",
        "PI · piotr@example.com",
        "Tue 16 Jun, 15:00–17:00, tentative",
        "Thu 18 Jun, 09:00–11:00",
    ]
    assert [each.initials for each in desk.screen.grid.content.colleagues] == ["JA", "PI"]
    assert len(server.calls) == 1


def test_days_that_were_asked_for_already_are_not_asked_again(desk: Desk, server: FakeServer) -> None:
    panel = asked(desk, "jana@example.com")
    for _ in range(3):
        desk.screen.step(1)
        desk.settle()
    assert listed(panel) == ["JA · jana@example.com", "free on all the days shown"]
    assert len(server.calls) == 1
    desk.screen.step(3)
    desk.screen.step(1)
    desk.settle()
    desk.wait(lambda: not desk.screen.colleagues.asking)
    assert len(server.calls) == 2


def test_the_addresses_are_remembered(desk: Desk) -> None:
    asked(desk, "jana@example.com piotr@example.com")
    assert desk.bench.program.preferences.load().colleagues == "jana@example.com piotr@example.com"


def test_the_next_time_when_all_are_free_is_gone_to_and_named(desk: Desk) -> None:
    asked(desk, "jana@example.com, piotr@example.com")
    desk.press("Ctrl+Return")
    assert not desk.screen.errands.colleagues.isVisible()
    field = desk.screen.grid.findChild(TitleField)
    assert field.isVisible()
    assert field.width() > field.fontMetrics().horizontalAdvance(field.placeholderText())
    assert desk.said.startswith("All are free: Thu 18 Jun, 11:00–12:00.")
    desk.press("Esc")
    desk.press("F")
    assert desk.said.startswith("All are free: Thu 18 Jun, 12:00–13:00.")
    QTest.keyClicks(desk.screen.grid.findChild(TitleField), "All of us")
    desk.press("Return")
    made = desk.event("All of us")
    assert utc_datetime(made.start).astimezone(BRATISLAVA) == at(18, 12)
    assert made.end - made.start == 3600


def test_a_time_in_another_week_is_gone_to(desk: Desk, server: FakeServer) -> None:
    server.colleagues["jana@example.com"] = (busy(16, 0, 24 * 10),)
    asked(desk, "jana@example.com")
    desk.press("Ctrl+Return")
    # From the 24th on there is a trip of one's own.
    assert desk.said.startswith("All are free: Mon 29 Jun, 09:15–10:15.")
    assert desk.screen.look.first == at(29, 0).date()
    assert desk.screen.grid.findChild(TitleField).isVisible()


def test_there_may_be_no_such_time(desk: Desk, server: FakeServer) -> None:
    server.colleagues["jana@example.com"] = (busy(1, 0, 24 * 90),)
    asked(desk, "jana@example.com")
    desk.press("Ctrl+Return")
    assert desk.said == "In the weeks that were asked for there is no time when all are free."
    desk.press("Esc")
    desk.screen.colleagues.hide()
    desk.press("F")
    assert desk.said == "First say whose time matters: C"


def test_a_server_that_does_not_tell_is_said_with_its_words(desk: Desk) -> None:
    panel = asked(desk, "nobody@example.com, jana@example.com")
    assert listed(panel)[0] == "nobody@example.com"
    assert listed(panel)[1].startswith(("No server that is connected", "The server does not tell: Who?"))
    assert [each.who for each in desk.screen.grid.content.colleagues] == ["jana@example.com"]


def test_what_is_no_address_is_refused_and_a_failure_is_told(desk: Desk, server: FakeServer) -> None:
    panel = opened(desk)
    panel.field.setText("jana")
    desk.press("Return")
    assert said(panel) == ["◆ “jana” is not an e-mail address; write it like anna@example.com."]
    assert server.calls == []
    server.fail("any", DavFailure.SERVER)
    asked(desk, "jana@example.com")
    assert said(panel) == ["◆ The server failed (server)."]


def test_one_need_not_wait_for_the_server(desk: Desk, server: FakeServer, until: Callable[..., None]) -> None:
    panel = opened(desk)
    panel.field.setText("jana@example.com")
    panel.ask()
    assert desk.screen.colleagues.asking
    QTest.keySequence(panel, "Esc")
    assert not desk.screen.colleagues.asking
    assert panel.isVisible()
    desk.settle()
    QCoreApplication.processEvents()
    assert (desk.screen.colleagues.told, listed(panel)) == ((), [])


def test_nobody_is_shown_any_more_by_a_key(desk: Desk) -> None:
    panel = asked(desk, "jana@example.com")
    desk.press("Alt+Del")
    assert listed(panel) == []
    assert desk.screen.grid.content.colleagues == ()
    assert panel.field.text() == "jana@example.com"


def test_one_hears_where_no_server_is_connected(bench: Bench, until: Until) -> None:
    desk = Desk(bench, until)
    panel = asked(desk, "jana@example.com")
    assert len(said(panel)) == 1
    desk.close()


def test_own_events_count_as_busy(desk: Desk, server: FakeServer) -> None:
    server.colleagues["jana@example.com"] = (busy(16, 8, 6),)
    asked(desk, "jana@example.com")
    desk.press("Ctrl+Return")
    # The training is from 14:00 to 15:00.
    assert desk.said.startswith("All are free: Tue 16 Jun, 15:00–16:00.")


def test_of_whom_nothing_is_known_is_not_called_free(desk: Desk, server: FakeServer) -> None:
    asked(desk, "jana@example.com, nobody@example.com")
    desk.press("Ctrl+Return")
    assert desk.said.startswith("Free as far as is known: ")
    assert "nothing is known of nobody@example.com." in desk.said
    desk.press("Esc")
    asked(desk, "nobody@example.com")
    desk.press("Ctrl+Return")
    assert desk.said == "No server tells when they are busy: C says what to do."


def test_the_days_are_in_sight_beside_the_panel(desk: Desk) -> None:
    panel, grid = opened(desk), desk.screen.grid
    desk.settle()
    for width in (1280, 960):
        desk.window.resize(width, 800)
        desk.settle()
        assert grid.mapTo(desk.window, grid.rect().topRight()).x() < panel.x(), width
    narrow = grid.width()
    desk.press("Esc")
    desk.settle()
    assert grid.width() == narrow + panel.width()


def test_in_a_narrow_window_the_panel_makes_way_for_the_days(desk: Desk) -> None:
    desk.window.setMinimumSize(NARROW)
    desk.window.resize(NARROW)
    panel = opened(desk)
    assert panel.isVisible()
    panel = asked(desk, "jana@example.com")
    assert not panel.isVisible()
    assert desk.said == "The days show when they are busy; C tells it in words."
    assert [each.initials for each in desk.screen.grid.content.colleagues] == ["JA"]
    assert listed(opened(desk))[0] == "JA · jana@example.com"
    assert panel.isVisible()


def test_in_a_narrow_window_the_panel_stays_to_say_of_whom_nothing_is_known(desk: Desk) -> None:
    desk.window.setMinimumSize(NARROW)
    desk.window.resize(NARROW)
    assert asked(desk, "jana@example.com, nobody@example.com").isVisible()


def test_the_letters_above_a_lane_say_whose_it_is(desk: Desk) -> None:
    asked(desk, "jana@example.com")
    desk.press("Esc")
    desk.settle()
    grid = desk.screen.grid
    letters = QPoint(grid.width() - SCROLL_BAR - 4, HEADER - 8)
    assert tip_at(grid, letters).startswith("jana@example.com")
    assert not tip_at(grid, letters - QPoint(0, 20))


def test_who_is_unknown_to_all_servers_is_said_with_what_to_do(desk: Desk) -> None:
    panel = opened(desk)
    who = ("boss@example.com", "https://elsewhere.example.com/boss/")
    desk.screen.colleagues.tell(tuple(FreeBusy(each, None) for each in who), desk.screen.look.first, 7)
    assert listed(panel)[1].startswith("No server that is connected knows when they are busy. Ask them for")
    assert listed(panel)[3] == "This calendar is on no server that is connected."
