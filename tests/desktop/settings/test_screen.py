"""The settings: kept, refused where they cannot hold, undone, and silent about secrets."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QWidget
from tests.desktop.bench import Bench
from tests.desktop.misfits import misfits

from opiekun.desktop.exchange.exchange import Exchange
from opiekun.desktop.settings.hours import DayLine
from opiekun.desktop.settings.screen import SettingsScreen
from opiekun.desktop.sync.sync import CalendarSync
from opiekun.desktop.widgets.fields import Choice
from opiekun.desktop.widgets.form import RefusalLine
from opiekun.domain.timeline import Severity
from opiekun.services.accounts import list_agents
from opiekun.services.deadlines import handling_times
from opiekun.services.preferences import Preferences, Theme
from opiekun.services.queue import rules_of

Until = Callable[..., None]


@pytest.fixture
def screen(bench: Bench, until: Until) -> Iterator[SettingsScreen]:
    exchange, sync = Exchange(bench.program), CalendarSync(bench.session)
    made = SettingsScreen(bench.session, exchange, sync, bench.theme)
    made.preferred.connect(bench.told.append)
    bench.session.open()
    bench.show(made)
    until(lambda: bench.session.worker.idle)
    yield made
    exchange.close()
    exchange.deleteLater()
    sync.close()
    sync.deleteLater()


def part(bench: Bench, screen: SettingsScreen, until: Until, name: str) -> None:
    names = screen.findChild(QListWidget)
    assert names is not None
    # Not typed: a list forgets the first letters where the next come slowly, as on a busy machine.
    (item,) = names.findItems(name, Qt.MatchFlag.MatchExactly)
    names.setCurrentItem(item)
    until(lambda: bench.session.worker.idle)


def visible(screen: SettingsScreen, kind: type[QWidget], name: str) -> Any:
    return next(each for each in screen.findChildren(kind) if each.accessibleName() == name and each.isVisible())


def refused(screen: SettingsScreen) -> str:
    return " ".join(line.text() for line in screen.findChildren(RefusalLine) if line.isVisible())


def said(screen: SettingsScreen) -> str:
    return "\n".join(label.text() for label in screen.findChildren(QLabel) if label.isVisible())


def test_hours_are_typed_kept_and_undone(bench: Bench, screen: SettingsScreen, until: Until) -> None:
    part(bench, screen, until, "Hours")
    monday = visible(screen, QLineEdit, "Monday")
    monday.setText("9-12, 13:00–18:30")
    QTest.keyClick(monday, Qt.Key.Key_Return)
    until(lambda: "Ctrl+Z takes it back" in said(screen))
    assert rules_of(bench.program.store).openings.hours.weekly[0] == ((540, 720), (780, 1110))
    bench.session.undo()
    until(lambda: bench.session.worker.idle)
    assert rules_of(bench.program.store).openings.hours.weekly[0] == ((540, 1020),)


def test_a_week_that_never_opens_is_refused_where_it_is_typed(
    bench: Bench, screen: SettingsScreen, until: Until
) -> None:
    part(bench, screen, until, "Hours")
    for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"):
        visible(screen, QLineEdit, day).clear()
    QTest.keyClick(visible(screen, QLineEdit, "Friday"), Qt.Key.Key_Return)
    assert "never open" in refused(screen)
    assert any(rules_of(bench.program.store).openings.hours.weekly)
    visible(screen, QLineEdit, "Monday").setText("17-9")
    QTest.keyClick(visible(screen, QLineEdit, "Friday"), Qt.Key.Key_Return)
    assert "17-9" in refused(screen)


def in_sight(part: QWidget) -> bool:
    return not part.visibleRegion().isEmpty() and part.visibleRegion().boundingRect().height() == part.height()


def test_a_refusal_is_in_sight_and_told_instead_of_what_was_saved_before(
    bench: Bench, screen: SettingsScreen, until: Until
) -> None:
    bench.window.resize(900, 420)
    bench.session.refused.connect(bench.told.append)
    part(bench, screen, until, "Hours")
    monday = visible(screen, QLineEdit, "Monday")
    monday.setText("17-9")
    QTest.keyClick(monday, Qt.Key.Key_Return)
    (line,) = (each for each in screen.findChildren(RefusalLine) if each.isVisible())
    assert in_sight(line)
    assert "17-9" in str(bench.told[-1])


def test_the_row_of_another_day_comes_into_sight(bench: Bench, screen: SettingsScreen, until: Until) -> None:
    bench.window.resize(900, 420)
    part(bench, screen, until, "Hours")
    QTest.keyClick(visible(screen, QLineEdit, "Monday"), Qt.Key.Key_D, Qt.KeyboardModifier.AltModifier)
    until(lambda: len(screen.findChildren(DayLine)) == 2)
    line = screen.findChildren(DayLine)[-1]
    assert line.isAncestorOf(screen.focusWidget())
    assert in_sight(line)


def test_the_server_s_zone_begins_with_that_of_the_vendor(bench: Bench, screen: SettingsScreen, until: Until) -> None:
    part(bench, screen, until, "LiveAgent")
    assert visible(screen, Choice, "Server’s time zone").currentText() == "America/Los_Angeles"


def test_a_closed_day_and_a_country_are_kept(bench: Bench, screen: SettingsScreen, until: Until) -> None:
    part(bench, screen, until, "Hours")
    country = visible(screen, Choice, "Country")
    country.choose("SK")
    country.activated.emit(country.currentIndex())
    until(lambda: "2026-09-15" in said(screen) or "2026-12-25" in said(screen))
    visible(screen, QLineEdit, "Day that differs").setText("2026-07-03")
    QTest.keyClick(visible(screen, QLineEdit, "Monday"), Qt.Key.Key_Return)
    until(lambda: "Saved" in said(screen))
    hours = rules_of(bench.program.store).openings.hours
    assert hours.country == "SK"
    assert [day.isoformat() for day in hours.closed] == ["2026-07-03"]


def test_the_person_is_changed_and_a_wrong_zone_refused(bench: Bench, screen: SettingsScreen, until: Until) -> None:
    name = visible(screen, QLineEdit, "Name")
    name.setText("Anna Nowak-Kowalska")
    QTest.keyClick(name, Qt.Key.Key_Return)
    until(lambda: bench.session.actor == "Anna Nowak-Kowalska")
    visible(screen, Choice, "Time zone").setCurrentText("Mars/Olympus")
    QTest.keyClick(name, Qt.Key.Key_Return)
    until(lambda: "Mars/Olympus" in refused(screen))


def test_an_agent_is_added_on_the_empty_line(bench: Bench, screen: SettingsScreen, until: Until) -> None:
    part(bench, screen, until, "Agents")
    empty = [each for each in screen.findChildren(QLineEdit) if each.accessibleName() == "Agent: name"][-1]
    empty.setText("Piotr Zieliński")
    QTest.keyClick(empty, Qt.Key.Key_Return)
    until(lambda: "Saved" in said(screen))
    assert [agent.name for agent in list_agents(bench.program.store)] == ["Anna Nowak", "Piotr Zieliński"]


def test_the_policy_is_told_with_its_version(bench: Bench, screen: SettingsScreen, until: Until) -> None:
    part(bench, screen, until, "Policy")
    words = said(screen)
    assert "Version 1" in words
    assert "2 h of business hours" in words


def test_preferences_are_kept_as_they_are_chosen(bench: Bench, screen: SettingsScreen, until: Until) -> None:
    part(bench, screen, until, "Appearance")
    colours = visible(screen, Choice, "Colours")
    colours.setFocus()
    QTest.keyClicks(colours, "dark")
    chosen = bench.told[-1]
    assert isinstance(chosen, Preferences)
    assert chosen.theme is Theme.DARK
    assert bench.program.preferences.load().theme is Theme.DARK


def test_a_connection_that_fails_keeps_nothing_and_never_shows_the_key(
    bench: Bench, screen: SettingsScreen, until: Until
) -> None:
    part(bench, screen, until, "LiveAgent")
    visible(screen, QLineEdit, "Address").setText("http://127.0.0.1:9/")
    visible(screen, QLineEdit, "Severity").setText("tag:sev")
    key = visible(screen, QLineEdit, "API key")
    assert key.echoMode() is QLineEdit.EchoMode.Password
    key.setText("s3cret-key")
    QTest.keyClick(key, Qt.Key.Key_Return)
    until(lambda: refused(screen) and bench.session.worker.idle)
    assert "s3cret-key" not in refused(screen) + said(screen)
    with bench.program.store.read() as unit:
        assert unit.connections.all() == []


def test_what_was_typed_and_not_kept_is_still_there_after_a_look_elsewhere(
    bench: Bench, screen: SettingsScreen, until: Until
) -> None:
    visible(screen, QLineEdit, "Name").setText("Anna Half-Ty")
    part(bench, screen, until, "Hours")
    visible(screen, QLineEdit, "Monday").setText("8-12")
    screen.hide()
    screen.show()
    part(bench, screen, until, "You")
    assert visible(screen, QLineEdit, "Name").text() == "Anna Half-Ty"
    part(bench, screen, until, "Hours")
    assert visible(screen, QLineEdit, "Monday").text() == "8-12"


def test_an_agents_line_is_saved_when_the_window_goes(bench: Bench, screen: SettingsScreen, until: Until) -> None:
    part(bench, screen, until, "Agents")
    empty = [each for each in screen.findChildren(QLineEdit) if each.accessibleName() == "Agent: name"][-1]
    empty.setFocus()
    QTest.keyClicks(empty, "Piotr")
    bench.window.close()
    until(lambda: bench.session.worker.idle)
    assert [agent.name for agent in list_agents(bench.program.store)] == ["Anna Nowak", "Piotr"]


def test_handling_times_are_typed_kept_and_refused(bench: Bench, screen: SettingsScreen, until: Until) -> None:
    part(bench, screen, until, "Handling times")
    critical = visible(screen, QLineEdit, "1 Critical, minutes")
    assert critical.text() == "30"
    critical.setText("45")
    QTest.keyClick(critical, Qt.Key.Key_Return)
    until(lambda: "Ctrl+Z takes it back" in said(screen))
    assert handling_times(bench.program.store)[Severity.CRITICAL] == 45 * 60
    for typed, words in (("soon", "number of minutes"), ("0", "480 minutes")):
        visible(screen, QLineEdit, "1 Critical, minutes").setText(typed)
        QTest.keyClick(visible(screen, QLineEdit, "1 Critical, minutes"), Qt.Key.Key_Return)
        until(lambda words=words: words in refused(screen))
    assert handling_times(bench.program.store)[Severity.CRITICAL] == 45 * 60


@pytest.mark.parametrize("width", [548, 880])
def test_every_part_fits_in_a_narrow_window_and_none_scrolls_sideways(
    bench: Bench, screen: SettingsScreen, until: Until, width: int
) -> None:
    bench.window.setMinimumSize(1, 1)
    bench.window.resize(width, 288)
    for each in screen.parts:
        screen.open_part(each)
        until(lambda: bench.session.worker.idle)
        assert misfits(each) == set(), type(each).__name__
    assert screen.width() == width
