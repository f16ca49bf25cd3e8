"""The small editor beside an event: its title, its times, its calendar, and what it collides with."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from opiekun.desktop.calendar.edited import NEW, Edited
from opiekun.desktop.calendar.event_times import EventTimes
from opiekun.desktop.calendar.placing import beside
from opiekun.desktop.calendar.shown_event import ShownEvent
from opiekun.desktop.calendar.typed import Fields
from opiekun.desktop.numbers import Numbers
from opiekun.desktop.queue.remaining import Moments
from opiekun.desktop.theme.labels import FlowLayout, KeyButton
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Space
from opiekun.desktop.widgets.own_keys import OwnKeyFrame
from opiekun.domain.calendar.events import Calendar, EventPurpose

_WIDTH = 480
_DATE_WIDTH, _TIME_WIDTH, _CLOSE_WIDTH = 104, 62, 48


class SmallEditor(OwnKeyFrame):
    """``shown`` tells what is done with the event; ``more`` carries the Edited and its fields for the full editor,
    ``joined`` and ``brief_wanted`` the Edited; ``closed`` tells that it has closed.
    """

    more = Signal(object, object)
    joined = Signal(object)
    brief_wanted = Signal(object)
    closed = Signal()

    def __init__(self, host: QWidget, theme: Theme) -> None:
        super().__init__(host)
        self._host = host
        self.setProperty("card", "true")
        self.setFixedWidth(_WIDTH)
        self._title = QLineEdit()
        self._title.setAccessibleName(self.tr("Title"))
        self._title.setPlaceholderText(self.tr("What is it?"))
        self._times = EventTimes(self, _DATE_WIDTH, _TIME_WIDTH)
        self._near = QRect()
        self.shown = ShownEvent(self, theme, self._times, [self._title], self._own_fields)
        self.shown.calendar.setAccessibleName(self.tr("Calendar"))
        self.shown.left.connect(self.close_editor)
        self.shown.refused.connect(self._fit)
        self._save = KeyButton(self.tr("Save"), "Enter", theme, primary=True)
        self._join = KeyButton(self.tr("Join"), "Ctrl+J", theme)
        self._brief = KeyButton(self.tr("Brief"), "Alt+I", theme)
        self._brief.setToolTip(self.tr("Open the brief of the call (Alt+I)"))
        self._brief.clicked.connect(self._ask_brief)
        self._more = KeyButton(self.tr("All fields"), "Ctrl+E", theme)
        self._delete = KeyButton(self.tr("Delete"), "Ctrl+D", theme)
        self._close = KeyButton("", "Esc", theme)
        self._close.setFixedWidth(_CLOSE_WIDTH)
        self._close.setAccessibleName(self.tr("Close"))
        self._close.setToolTip(self.tr("Close; what was typed stays (Esc)"))
        self._save.clicked.connect(self.shown.save)
        self._join.clicked.connect(self._ask_join)
        self._more.clicked.connect(self._ask_more)
        self._delete.clicked.connect(self.shown.delete)
        self._close.clicked.connect(self.close_editor)
        self._lay_out()
        for keys, slot in (
            ("Ctrl+J", self._ask_join),
            ("Alt+I", self._ask_brief),
            ("Ctrl+E", self._ask_more),
            ("Ctrl+D", self.shown.delete),
            ("Ctrl+G", self.shown.compare),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)
        self._title.textChanged.connect(self.shown.keep)
        self.hide()

    def _lay_out(self) -> None:
        times, shown = self._times, self.shown
        first, second = QHBoxLayout(), QHBoxLayout()
        for line in (first, second):
            line.setSpacing(Space.SMALL)
        for field in (times.start_date, times.start_time):
            first.addWidget(field)
        first.addStretch(1)
        first.addWidget(times.all_day)
        for field in (times.end_date, times.end_time):
            second.addWidget(field)
        second.addStretch(1)
        second.addWidget(shown.calendar)
        buttons = FlowLayout()
        for button in (self._save, self._join, self._brief, self._more, self._delete):
            buttons.addWidget(button)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(Space.MEDIUM, Space.MEDIUM, Space.MEDIUM, Space.MEDIUM)
        column.setSpacing(Space.SMALL)
        head = QHBoxLayout()
        head.setSpacing(Space.SMALL)
        head.addWidget(self._title, 1)
        head.addWidget(self._close)
        column.addLayout(head)
        column.addLayout(first)
        column.addLayout(second)
        for part in (shown.note, shown.reason, shown.invitation, shown.conflict, shown.refusal):
            column.addWidget(part)
        column.addLayout(buttons)

    def open(self, edited: Edited, draft: Fields, calendars: Iterable[Calendar], moments: Moments, near: QRect) -> None:
        """Show that event beside the place; ``draft`` is what was typed into it before and not saved."""
        fields = self.shown.fill(edited, draft, calendars, moments.zone)
        self._title.setText(fields["summary"])
        self.shown.tell(edited, draft, moments, self._notes(edited, fields, moments))
        self._tell(edited)
        self._near = near
        self._fit()
        self.show()
        self.raise_()
        if edited.read_only:
            # Nothing is written over there; the keys begin with what can be done.
            self._title.setCursorPosition(0)
            self._close.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._title.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._title.selectAll()

    def _own_fields(self) -> Fields:
        return {"summary": self._title.text()}

    @Slot()
    def close_editor(self) -> None:
        """Close; what was typed is kept as a draft."""
        if self.isVisible():
            self.hide()
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Return saves, or presses the button on which the keys are; Escape closes."""
        here = QApplication.focusWidget()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            here.click() if isinstance(here, KeyButton) else self.shown.save()
        elif event.key() == Qt.Key.Key_Escape:
            self.close_editor()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802
        """Tab stays among the fields."""
        times, shown = self._times, self.shown
        stops: list[QWidget] = [
            self._title, times.start_date, times.start_time, times.all_day, times.end_date, times.end_time,
            shown.calendar, *shown.invitation.stops, shown.conflict,
            self._save, self._join, self._brief, self._more, self._delete, self._close,
        ]  # fmt: skip
        here = [stop for stop in stops if stop.isVisible() and stop.isEnabled()]
        if not here:
            # It is being hidden: the focus may go wherever it likes.
            return super().focusNextPrevChild(forward)
        at = next((at for at, each in enumerate(here) if each.hasFocus()), -1)
        here[(at + (1 if forward else -1)) % len(here)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _notes(self, edited: Edited, fields: Fields, moments: Moments) -> list[str]:
        notes = []
        if fields["zone"] != moments.zone.key and not self._times.all_day.isChecked():
            notes.append(self.tr("Times of {zone}.").format(zone=fields["zone"]))
        if edited.details.guests:
            notes.append(Numbers().guests(edited.details.guests))
        return notes

    def _tell(self, edited: Edited) -> None:
        self._join.setVisible(bool(edited.details.link))
        self._brief.setVisible(edited.key != NEW and edited.details.purpose is EventPurpose.CALL)
        self._delete.setVisible(edited.key != NEW and not edited.read_only)
        self._save.setVisible(not edited.read_only)

    def _fit(self) -> None:
        self._column.activate()
        height = max(self._column.totalHeightForWidth(_WIDTH), self._column.totalMinimumSize().height())
        size = QSize(_WIDTH, height)
        self.setGeometry(beside(self._near, size, self._host.rect()))

    @Slot()
    def _ask_join(self) -> None:
        edited = self.shown.edited
        if edited is not None and edited.details.link:
            self.joined.emit(edited)

    @Slot()
    def _ask_brief(self) -> None:
        edited = self.shown.edited
        if edited is not None and self._brief.isVisible():
            self.close_editor()
            self.brief_wanted.emit(edited)

    @Slot()
    def _ask_more(self) -> None:
        edited = self.shown.edited
        if edited is not None:
            fields = self.shown.fields()
            self.close_editor()
            self.more.emit(edited, fields)
