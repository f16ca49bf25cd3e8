"""What the pictures show: each screen and panel brought about, crowded and empty."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from PySide6.QtWidgets import QApplication, QLineEdit

from opiekun.desktop.calendar.proposal_scenes import proposal_scenes
from opiekun.desktop.calendar.scenes import calendar_scenes, colleague_scenes, empty_calendar_scenes
from opiekun.desktop.calls.scenes import call_scenes
from opiekun.desktop.compose import Composition
from opiekun.desktop.day.keeper import DayKeeper
from opiekun.desktop.desk import DeskPage
from opiekun.desktop.first_start.guide import Guide
from opiekun.desktop.importing.screen import ImportScreen
from opiekun.desktop.mail.scenes import mail_scenes
from opiekun.desktop.new_request.panel import NewRequestPanel
from opiekun.desktop.notifications.alarm_bar import AlarmBar
from opiekun.desktop.request.panels import SeverityPanel
from opiekun.desktop.run import settle
from opiekun.desktop.settings.screen import SettingsScreen
from opiekun.desktop.shell.actions import Do
from opiekun.desktop.shell.faults import report
from opiekun.desktop.shell.window import Window
from opiekun.desktop.sync.conflicts_scenes import conflict_scenes, empty_conflict_scenes
from opiekun.desktop.sync.scenes import sync_scenes
from opiekun.domain.errors import DamagedDesk
from opiekun.domain.instants import utc_seconds
from opiekun.domain.policy import ClockName
from opiekun.domain.timeline import Severity
from opiekun.services.alarms import Ring

_PANELS = (Do.WHY, Do.SEVERITY, Do.NOTE, Do.ASSIGN, Do.TAGS, Do.POSTPONE, Do.SET_ASIDE)
_COLUMNS = (
    "Ticket,Company,Title,Priority,Came in\nT-1,Acme,Slow reports,2,2026-06-16T08:00:00+02:00\nT-2,,,9,yesterday\n"
)


def scenes(composition: Composition, scratch: Path) -> Iterator[str]:
    """Those of a desk at work; each is told by its name once it is there. ``scratch`` takes files to be imported."""
    window, desk = composition.window, composition.window.desk
    settle(composition)
    if _select(desk, ClockName.FIRST_RESPONSE):
        yield "desk"
    if _select(desk, ClockName.UPDATE):
        settle(composition)
        yield "desk-two-clocks"
        for do in _PANELS:
            window.actions_list[do].trigger()
            if isinstance(desk.pane.panel, SeverityPanel):
                desk.pane.panel.choose(Severity.STANDARD)
            yield f"desk-{do}"
        desk.pane.close_panel()
    yield from _reminder(composition)
    desk.toggle_order()
    desk.queue.view.set_compact(True)
    yield "desk-urgency-compact"
    desk.toggle_order()
    desk.queue.view.set_compact(False)
    desk.model.set_filter("nothing like this")
    yield "desk-no-hits"
    desk.model.set_filter("")
    window.actions_list[Do.FIND].trigger()
    yield "find"
    window.palette_box.hide()
    for do in window.screens:
        if do not in {Do.DESK, Do.CALENDAR, Do.CONFLICTS}:
            window.go(do)
            yield str(do)
    yield from calendar_scenes(composition, scratch)
    yield from colleague_scenes(composition)
    yield from proposal_scenes(composition)
    yield from call_scenes(composition)
    yield from conflict_scenes(composition)
    yield from _parts(window, scratch)
    yield from sync_scenes(composition)
    yield from mail_scenes(composition)
    yield from _trouble(composition)


def first_scenes(composition: Composition) -> Iterator[str]:
    """Those of a home that is new: the guide's steps, and screens that have nothing to show yet."""
    window = composition.window
    settle(composition)
    guide = window.findChild(Guide)
    if guide is not None:
        yield "first-1"
        name = QApplication.focusWidget()
        if isinstance(name, QLineEdit):
            name.setText("Anna Nowak")
        for step in (2, 3):
            guide.go_on()
            settle(composition)
            yield f"first-{step}"
    for do in (Do.DESK, Do.ACCOUNTS):
        window.go(do)
        yield f"{do}-empty"
    yield from empty_calendar_scenes(composition)
    yield from empty_conflict_scenes(composition)


def _select(desk: DeskPage, clock: ClockName) -> bool:
    """Select the first critical request whose clock it is."""
    for row in desk.model.requests_shown():
        if row.severity is Severity.CRITICAL and row.clock is clock and row.callback_since is None:
            desk.select(row.key, row.id)
            return True
    return False


def _reminder(composition: Composition) -> Iterator[str]:
    """The next event reminds of itself."""
    window, session = composition.window, composition.session
    bar, keeper = window.findChild(AlarmBar), window.findChild(DayKeeper)
    now = utc_seconds(session.now())
    day = keeper.day if keeper is not None else None
    coming = [each for each in day.occurrences if each.start > now and not each.all_day] if day is not None else []
    if bar is not None and coming:
        bar.ring((Ring(now, "", "", coming[0]),), session.moments, now)
        yield "desk-reminder"
        bar.dismiss()


def _parts(window: Window, scratch: Path) -> Iterator[str]:
    """The parts of the settings, a file to be imported, and the form that opens over the desk."""
    settings = window.findChild(SettingsScreen)
    if settings is not None:
        window.go(Do.SETTINGS)
        for number, part in enumerate(settings.parts[1:], start=2):
            settings.open_part(part)
            yield f"settings-{number}"
    importing = window.findChild(ImportScreen)
    if importing is not None:
        file = scratch / "tickets.csv"
        file.write_text(_COLUMNS, "utf-8")
        window.go(Do.IMPORT)
        importing.open_path(file)
        yield "import-columns"
    window.go(Do.DESK)
    window.actions_list[Do.NEW].trigger()
    yield "new-request"
    panel = window.findChild(NewRequestPanel)
    if panel is not None:
        panel.close_panel()


def _trouble(composition: Composition) -> Iterator[str]:
    """A fault of the program, and a desk that is damaged."""
    window, session = composition.window, composition.session
    window.tell_fault(report(NotImplementedError("an example for a picture")))
    window.actions_list[Do.FAULT].trigger()
    yield "fault"
    window.faults.close_panel()
    session.refused.emit(
        DamagedDesk(
            "The desk's file {file} is damaged; set it aside and go back to the backup {backup}.",
            file="~/opiekun/desk.sqlite3",
            backup="~/opiekun/backups/desk.sqlite3",
            backup_of=session.now() - timedelta(hours=17),
        )
    )
    yield "trouble"
