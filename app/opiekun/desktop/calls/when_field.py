"""When the call is: the time that is chosen, and the free ones of a week around it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from opiekun.desktop.calls.slot_list import SlotList
from opiekun.desktop.calls.slots import WEEK, Answer
from opiekun.desktop.calls.words import days_words, time_there
from opiekun.desktop.queue.remaining import Moments
from opiekun.desktop.theme.labels import KeyButton, label, set_ink
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Space, Type
from opiekun.desktop.widgets.form import second_line
from opiekun.domain.instants import UtcSeconds

_LIST_HEIGHT = 190


class WhenField(QWidget):
    """``chosen`` tells that another start is chosen, ``toggled`` carries one that is to be offered or not any more,
    ``taken`` one that was offered and is booked now, ``days_wanted`` the first of the days whose slots are asked for.
    """

    chosen = Signal()
    toggled = Signal(object)
    taken = Signal(object)
    days_wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._here: Moments | None = None
        self._there: Moments | None = None
        self._first: date | None = None
        self._minutes = 0
        self._expected = ""
        self.start: UtcSeconds | None = None
        self._told = label("", theme, Type.STRONG, wrap=True)
        self._there_told = second_line("", theme)
        self._days = second_line("", theme)
        self._holder = second_line("", theme)
        self.list = SlotList(theme)
        self.list.setFixedHeight(_LIST_HEIGHT)
        self.list.chosen.connect(self._choose)
        self.list.toggled.connect(self.toggled)
        self.list.taken.connect(self.taken)
        # Their keys stand in the tooltips alone, so that the days have room beside them.
        self._earlier, self._later = KeyButton("‹", "", theme), KeyButton("›", "", theme)
        for button, words, keys, slot in (
            (self._earlier, self.tr("The week before (Alt+Left)"), "Alt+Left", self._go_earlier),
            (self._later, self.tr("The week after (Alt+Right)"), "Alt+Right", self._go_later),
        ):
            button.setToolTip(words)
            button.setAccessibleName(words)
            button.clicked.connect(slot)
            shortcut = QShortcut(QKeySequence(keys), self.parentWidget() or self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)
        line = QHBoxLayout()
        line.setSpacing(Space.SMALL)
        line.addWidget(self._days, 1)
        line.addWidget(self._earlier)
        line.addWidget(self._later)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.TIGHT)
        column.addWidget(self._told)
        column.addWidget(self._there_told)
        column.addLayout(line)
        column.addWidget(self.list)
        column.addWidget(self._holder)
        self.setFocusProxy(self.list)
        self._show_list(False)
        self._tell()

    def tell_clocks(self, here: Moments, there: Moments | None, minutes: int) -> None:
        """These are the clocks of both sides; the call takes that long."""
        self._here, self._there, self._minutes = here, there, minutes
        self._show_list(True)
        self._tell()

    def show_slots(self, answer: Answer | None, holder: str) -> None:
        """Show the slots that were found; ``holder`` says whose they are, where that is not the agent's."""
        self._holder.setText(holder)
        self._holder.setVisible(bool(holder))
        if answer is None or self._here is None:
            self.list.show_nothing()
            self._days.setText("")
            self._show_list(False)
            self._tell()
            return
        self._show_list(True)
        self._tell()
        self._first = answer.question.first
        self._days.setText(days_words(self._first, answer.question.count, self._here))
        self.list.show_slots(answer, self._here, self._there)
        if self.start is not None:
            self.list.choose(self.start)

    def expect(self, when: str) -> None:
        """That time is asked for, in words; whether it is free is known with the account. "" for none."""
        self._expected = when
        self._tell()

    def take(self, start: UtcSeconds | None) -> None:
        """Choose that start, listed or not."""
        self.start = start
        if start is not None:
            self.list.choose(start)
        self._tell()

    def mark(self, starts: Collection[UtcSeconds]) -> None:
        """Those are to be offered."""
        self.list.mark(starts)

    def _show_list(self, shown: bool) -> None:
        """Where nobody is known whose times are asked for, there is nothing to list or to leaf through."""
        for part in (self._days, self._earlier, self._later, self.list):
            part.setVisible(shown)

    @Slot(object)
    def _choose(self, start: UtcSeconds) -> None:
        if start != self.start:
            self.start = start
            self._tell()
            self.chosen.emit()

    @Slot()
    def _go_earlier(self) -> None:
        self._go(-WEEK)

    @Slot()
    def _go_later(self) -> None:
        self._go(WEEK)

    def _go(self, days: int) -> None:
        if self._first is not None:
            self.days_wanted.emit(self._first + timedelta(days))

    def _tell(self) -> None:
        here, start = self._here, self.start
        set_ink(self._told, "" if start is not None else "second")
        self._there_told.setVisible(start is not None and self._there is not None)
        if here is None or start is None:
            first = self.tr("First choose the account.")
            if self._expected:
                first = self.tr("{when}: first choose the account.").format(when=self._expected)
            self._told.setText(first if self.list.isHidden() else self.tr("Choose one of the free times."))
            return
        end = start + self._minutes * 60
        self._told.setText(f"{here.day(start)}, {here.time(start)}–{here.time(end)}")
        if self._there is not None:
            self._there_told.setText(time_there(start, here, self._there))
