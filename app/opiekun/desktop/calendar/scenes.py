"""What the pictures show of the calendar: every view, its editors and what is asked in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

from opiekun.desktop.calendar.grid.title_field import TitleField
from opiekun.desktop.calendar.look import View
from opiekun.desktop.calendar.screen import CalendarScreen
from opiekun.desktop.compose import Composition
from opiekun.desktop.run import settle
from opiekun.desktop.shell.actions import Do
from opiekun.domain.calendar.events import EventPurpose, Occurrence
from opiekun.domain.instants import utc_seconds
from opiekun.domain.sync.remote import Busy, FreeBusy
from opiekun.services.calendars_removed import AtStake
from opiekun.services.mail.hosting import Host
from opiekun.services.ports import Store

_FILE = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Example//EN\r\nEND:VCALENDAR\r\n"


def calendar_scenes(composition: Composition, scratch: Path) -> Iterator[str]:
    """Those of a calendar with a week full of events."""
    composition.window.go(Do.CALENDAR)
    screen = composition.window.findChild(CalendarScreen)
    if screen is None:
        return
    settle(composition)
    for view in View:
        screen.show_view(view)
        settle(composition)
        yield f"calendar-{view}"
    screen.show_view(View.WORK_WEEK)
    settle(composition)
    call = _one(screen, recurs=False)
    if call is not None:
        screen.view.choose(call)
        screen.editors.open(call)
        yield "calendar-small-editor"
        screen.editors.open_full(call)
        yield "calendar-full-editor"
        yield from _reading(composition, screen)
        screen.editors.leave()
    series = _one(screen, recurs=True)
    if series is not None:
        screen.view.choose(series)
        screen.do(Do.DELETE_EVENT)
        settle(composition)
        yield "calendar-scope"
        screen.editors.leave()
    yield from _around(composition, screen, scratch)


def _reading(composition: Composition, screen: CalendarScreen) -> Iterator[str]:
    """The editors of the event that is open, were it in a calendar that can only be read."""
    settle(composition)
    editors, moments = screen.editors, composition.session.moments
    edited = editors.full.shown.edited
    if edited is None:
        return
    read = replace(edited, read_only=True)
    editors.full.open(read, {}, editors.calendars, moments)
    yield "calendar-full-editor-reading"
    editors.full.close_panel()
    chosen = screen.view.chosen_occurrence
    near = screen.place_of(chosen) if chosen is not None else screen.rect()
    editors.small.open(read, {}, editors.calendars, moments, near)
    yield "calendar-small-editor-reading"


def empty_calendar_scenes(composition: Composition) -> Iterator[str]:
    """Those of a calendar that has nothing yet."""
    composition.window.go(Do.CALENDAR)
    screen = composition.window.findChild(CalendarScreen)
    if screen is not None:
        for view in (View.WORK_WEEK, View.MONTH, View.AGENDA):
            screen.show_view(view)
            settle(composition)
            yield f"calendar-{view}-empty"


def colleague_scenes(composition: Composition) -> Iterator[str]:
    """Those of colleagues whose busy time is shown: beside the days, in their panel, and one who does not tell."""
    composition.window.go(Do.CALENDAR)
    screen = composition.window.findChild(CalendarScreen)
    if screen is None:
        return
    screen.show_view(View.WORK_WEEK)
    settle(composition)
    first = screen.look.first
    screen.do(Do.COLLEAGUES)
    yield "calendar-colleagues-empty"
    screen.colleagues.tell(_told(first, composition), first, 28)
    screen.errands.colleagues.field.setText(", ".join(screen.colleagues.who))
    yield "calendar-colleagues-panel"
    screen.errands.colleagues.close_panel()
    yield "calendar-colleagues"
    screen.show_view(View.WEEK)
    settle(composition)
    screen.do(Do.NEXT_FREE)
    settle(composition)
    yield "calendar-colleagues-next-free"
    for field in screen.findChildren(TitleField):
        field.leave()
    composition.window.status.say("")
    screen.colleagues.hide()


def _told(first: date, composition: Composition) -> tuple[FreeBusy, ...]:
    """Three colleagues in the days from the first on, and one of whom nothing is told."""

    def stretch(day: int, start: float, hours: float, *, tentative: bool = False) -> Busy:
        midnight = datetime.combine(first + timedelta(day), time(), composition.session.zone)
        begins = utc_seconds(midnight) + int(start * 3600)
        return Busy(begins, begins + int(hours * 3600), tentative)

    jana = (stretch(0, 9, 2), stretch(1, 10, 1.5), stretch(2, 13, 3, tentative=True), stretch(4, 9, 8))
    piotr = (stretch(0, 10, 3), stretch(1, 9, 1), stretch(2, 9, 2.5), stretch(3, 14, 2))
    ola = (stretch(1, 13, 2, tentative=True), stretch(2, 15, 1), stretch(3, 9, 3), stretch(4, 11, 1))
    return (
        FreeBusy("jana.kralova@example.com", jana),
        FreeBusy("piotr.zielinski@example.com", piotr),
        FreeBusy("ola@example.com", ola),
        FreeBusy("boss@example.com", None, "3.7;Invalid calendar user"),
    )


def _around(composition: Composition, screen: CalendarScreen, scratch: Path) -> Iterator[str]:
    """Quick add, search, the calendars, a date, a zone, and a file."""
    screen.do(Do.QUICK_ADD)
    for name, line in (("quick-add", "Acme training tue 14:00 60m"), ("quick-add-missing", "Acme training")):
        screen.quick_add.setText(line)
        yield f"calendar-{name}"
    screen.quick_add.clear()
    screen.do(Do.SEARCH_EVENTS)
    screen.errands.search.look_for("a")
    yield "calendar-search"
    screen.errands.search.hide()
    for do in (Do.CALENDARS, Do.GO_TO_DATE, Do.SECOND_ZONE):
        screen.do(do)
        yield f"calendar-{do}"
        if do is Do.CALENDARS:
            for each in screen.errands.list.lines[:2]:
                screen.errands.list.guests.weigh(each.calendar.id, each.calendar.name, _three_events, _nothing)
            settle(composition)
            yield "calendar-calendars-guests"
            screen.errands.list.guests.hide()
        screen.errands.list.close_panel()
        screen.dates.hide()
    screen.errands.zone.hide()
    file = scratch / "holidays.ics"
    file.write_text(_FILE, "utf-8")
    screen.errands.files.open_path(file)
    yield "calendar-import"
    screen.errands.files.close_panel()
    settle(composition)


def _three_events(_store: Store) -> AtStake:
    return AtStake(3, 5)


def _nothing(_host: Host | None) -> None:
    """Whoever looks at the picture removes nothing."""


def _one(screen: CalendarScreen, *, recurs: bool) -> Occurrence | None:
    """An event in sight; rather a call."""
    known = [each for each in screen.in_sight if each.recurs is recurs and not each.all_day]
    calls = [each for each in known if each.purpose is EventPurpose.CALL and screen.colliding(each)]
    calls += [each for each in known if each.purpose is EventPurpose.CALL]
    return next(iter([*calls, *known]), None)
