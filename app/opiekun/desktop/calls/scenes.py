"""What the pictures show of calls: the panel with much in it and with no free time, and the free times on the grid."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from PySide6.QtWidgets import QCheckBox

from opiekun.desktop.calendar.look import View
from opiekun.desktop.calendar.screen import CalendarScreen
from opiekun.desktop.calls.wish import Begun
from opiekun.desktop.compose import Composition
from opiekun.desktop.run import settle
from opiekun.desktop.shell.actions import Do

_CHOSEN = 5
"""Which of the free times is chosen."""
_FAR = 364
"""Days ahead, beyond what can be booked."""


def call_scenes(composition: Composition) -> Iterator[str]:
    """Those of a call that is being booked; nothing is."""
    composition.window.go(Do.CALENDAR)
    screen = composition.window.findChild(CalendarScreen)
    desk = composition.session.desk
    if screen is None or desk is None or not desk.accounts:
        return
    screen.show_view(View.WEEK)
    settle(composition)
    panel = composition.calls.panel
    composition.calls.begin(Begun())
    settle(composition)
    yield "book-call-empty"
    panel.fields.account.setText(desk.accounts[0].name)
    settle(composition)
    starts = panel.when.list.starts
    for start in starts[1:4]:
        panel.offers.toggle(start)
    if starts:
        panel.choose(starts[min(_CHOSEN, len(starts) - 1)])
    for tick in panel.fields.guests.findChildren(QCheckBox):
        tick.setChecked(True)
    settle(composition)
    yield "book-call"
    panel.show_preview()
    settle(composition)
    yield "book-call-preview"
    if starts:
        composition.calls.why(starts[0] - 3600)
        settle(composition)
        yield "book-call-why"
    panel.discard()
    composition.calls.begin(Begun(desk.accounts[0].name))
    settle(composition)
    if panel.slots.answer is not None:
        panel.when.days_wanted.emit(panel.slots.answer.question.first + timedelta(_FAR))
        settle(composition)
    yield "book-call-no-slots"
    panel.discard()
    settle(composition)
