"""A calendar with a few events of each kind, in a window that does all that the real one does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from PySide6.QtTest import QTest
from tests.desktop.bench import BRATISLAVA, TUESDAY_10, Bench

from opiekun.desktop.calendar.screen import CalendarScreen
from opiekun.desktop.compose import Composition
from opiekun.desktop.shell.actions import Do
from opiekun.domain.calendar.events import Details, EventPurpose, Occurrence
from opiekun.services.events import add_event

Until = Callable[..., None]


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """That time in June 2026 in Bratislava."""
    return datetime(2026, 6, day, hour, minute, tzinfo=BRATISLAVA)


def event(summary: str, day: int, hour: int, minutes: int = 60, **more: object) -> Details:
    """An event in June 2026."""
    start = at(day, hour)
    return Details(summary, start, start + timedelta(minutes=minutes), **more)  # type: ignore[arg-type]


def fill(bench: Bench) -> None:
    """A training, a stand-up on work days, a trip of three days, and an absence."""
    for details in (
        event("Training with Acme", 16, 14, purpose=EventPurpose.CALL, link="https://meet.example.com/acme"),
        event("Stand-up", 1, 9, 15, rule="FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
        Details("Trip", date(2026, 6, 24), date(2026, 6, 27)),
        event("Dentist", 19, 13, 180, purpose=EventPurpose.ABSENCE, description="Call Jana Kráľová before"),
    ):
        add_event(bench.program.store, details, now=TUESDAY_10)


class Desk:
    """The window with its calendar open."""

    def __init__(self, bench: Bench, until: Until) -> None:
        self.bench, self._until = bench, until
        self.composition = Composition(bench.program, bench.theme)
        self.window = self.composition.window
        self.window.resize(1280, 800)
        self.window.show()
        self.window.start()
        self.settle()
        self.window.activateWindow()
        assert QTest.qWaitForWindowActive(self.window)
        self.window.go(Do.CALENDAR)
        self.settle()
        found = self.window.findChild(CalendarScreen)
        assert isinstance(found, CalendarScreen)
        self.screen = found

    def settle(self) -> None:
        """Until the worker is idle."""
        self._until(lambda: self.composition.worker.idle and self.composition.exchange.worker.idle)

    def wait(self, condition: Callable[[], bool]) -> None:
        """Until that is so, and the worker is idle."""
        self._until(condition)
        self.settle()

    def press(self, keys: str) -> None:
        """Press keys in the window, and wait for what they do."""
        QTest.keySequence(self.window.focusWidget() or self.window, keys)
        self.settle()

    def event(self, summary: str) -> Occurrence:
        """The first one in sight that is called that."""
        return next(each for each in self.screen.in_sight if each.summary == summary)

    @property
    def said(self) -> str:
        """What the line at the bottom says."""
        return self.window.status.message

    def close(self) -> None:
        self.composition.close()
