"""Another time for a call: the free ones, of which its own is no hindrance."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from opiekun.desktop.calls.slots import Question, SlotSearch
from opiekun.desktop.calls.when_field import WhenField
from opiekun.desktop.calls.words import other_moments
from opiekun.desktop.session import Session
from opiekun.desktop.theme.labels import KeyButton
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Space
from opiekun.desktop.widgets.form import row
from opiekun.domain.instants import UtcSeconds, utc_datetime, utc_seconds
from opiekun.services.calls.brief import Brief


class MovePart(QWidget):
    """``moved`` carries the start to which the call is to be moved. Hidden until another time is asked for."""

    moved = Signal(object)

    def __init__(self, session: Session, theme: Theme, panel: QWidget) -> None:
        super().__init__(panel)
        self._session = session
        self._brief: Brief | None = None
        self.slots = SlotSearch(session, self)
        self.slots.changed.connect(self._show)
        self.when = WhenField(theme, self)
        self.when.days_wanted.connect(self._ask)
        self.when.chosen.connect(self._tell)
        self.move_here = KeyButton(self.tr("Move it there"), "Alt+Enter", theme, primary=True)
        self.move_here.setToolTip(self.tr("Move the call, and ask its guests again (Alt+Enter)"))
        self.move_here.clicked.connect(self.take)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.SMALL)
        column.addWidget(self.when)
        column.addWidget(row(self.move_here))
        self.hide()

    def open(self, shown: Brief) -> None:
        """Look for free times from the call's own day on, or from today on where that is past."""
        self._brief = shown
        call, session = shown.call, self._session
        minutes = round((call.end - call.start).total_seconds()) // 60
        self.when.take(None)
        self.when.tell_clocks(session.moments, other_moments(shown.account, session.moments), minutes)
        self._tell()
        self.show()
        self.when.list.setFocus()
        self._ask(max(call.start, session.now()).astimezone(session.zone).date())

    @Slot()
    def close_part(self) -> None:
        """No other time is asked for any more."""
        self.hide()
        self.slots.forget()

    @Slot()
    def take(self) -> None:
        """Move the call to the time that is chosen."""
        if self.when.start is not None and self.isVisible():
            self.moved.emit(self.when.start)

    def offer(self, start: UtcSeconds) -> None:
        """Choose that start."""
        self.when.take(start)
        self._ask(utc_datetime(start).astimezone(self._session.zone).date())
        self._tell()

    @Slot(object)
    def _ask(self, day: date) -> None:
        if self._brief is not None:
            call = self._brief.call
            self.slots.ask(Question(call.account_id, call.type, day, moved=call))

    @Slot()
    def _show(self) -> None:
        self.when.show_slots(self.slots.answer, "")

    @Slot()
    def _tell(self) -> None:
        start, shown = self.when.start, self._brief
        self.move_here.setEnabled(start is not None and shown is not None and start != utc_seconds(shown.call.start))
